{
	"patcher": {
		"fileversion": 1,
		"appversion": {
			"major": 8,
			"minor": 6,
			"revision": 5,
			"architecture": "x64",
			"modernui": 1
		},
		"classnamespace": "box",
		"rect": [
			85.0,
			104.0,
			1080.0,
			672.0
		],
		"bglocked": 0,
		"openinpresentation": 1,
		"default_fontsize": 12.0,
		"default_fontface": 0,
		"default_fontname": "Arial",
		"gridonopen": 0,
		"gridsize": [
			15.0,
			15.0
		],
		"gridsnaponopen": 1,
		"objectsnaponopen": 1,
		"statusbarvisible": 2,
		"toolbarvisible": 0,
		"lefttoolbarpinned": 0,
		"toptoolbarpinned": 0,
		"righttoolbarpinned": 0,
		"bottomtoolbarpinned": 0,
		"toolbars_unpinned_last_save": 0,
		"tallnewobj": 0,
		"boxanimatetime": 200,
		"enablehscroll": 1,
		"enablevscroll": 1,
		"devicewidth": 0.0,
		"description": "",
		"digest": "",
		"tags": "",
		"style": "",
		"subpatcher_template": "",
		"assistshowspatchername": 0,
		"boxes": [
			{
				"box": {
					"id": "obj-1",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						20.0,
						20.0,
						563.864,
						20.0
					],
					"text": "rtap: live accompaniment by latent diffusion. The panel is this patch's presentation; here is how it works."
				}
			},
			{
				"box": {
					"id": "obj-2",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						20.0,
						42.0,
						581.576,
						20.0
					],
					"text": "Controls (top) go through a sub-patcher each to the script; what it says comes back to the displays (below)."
				}
			},
			{
				"box": {
					"id": "obj-3",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						20.0,
						64.0,
						580.64,
						20.0
					],
					"text": "Sound never waits for the script: count~, poke~ and index~ on rings of 11.9 s. Written by generate_rtap.py."
				}
			},
			{
				"box": {
					"id": "obj-4",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						20.0,
						134.0,
						72.352,
						24.0
					],
					"text": "1 runtime",
					"fontsize": 14.0,
					"fontface": 1
				}
			},
			{
				"box": {
					"id": "obj-5",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						380.0,
						134.0,
						64.568,
						24.0
					],
					"text": "a server",
					"fontsize": 14.0,
					"fontface": 1
				}
			},
			{
				"box": {
					"id": "obj-6",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						740.0,
						134.0,
						105.042,
						24.0
					],
					"text": "3 play, presets",
					"fontsize": 14.0,
					"fontface": 1
				}
			},
			{
				"box": {
					"id": "obj-7",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1220.0,
						134.0,
						63.812,
						24.0
					],
					"text": "2 sound",
					"fontsize": 14.0,
					"fontface": 1
				}
			},
			{
				"box": {
					"id": "obj-8",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1640.0,
						134.0,
						60.69,
						24.0
					],
					"text": "the ring",
					"fontsize": 14.0,
					"fontface": 1
				}
			},
			{
				"box": {
					"id": "obj-9",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						188.0,
						170.0,
						36.68,
						20.0
					],
					"text": "host"
				}
			},
			{
				"box": {
					"id": "obj-10",
					"maxclass": "textedit",
					"numinlets": 1,
					"numoutlets": 4,
					"patching_rect": [
						20.0,
						170.0,
						160.0,
						22.0
					],
					"outlettype": [
						"",
						"int",
						"",
						""
					],
					"text": "127.0.0.1",
					"keymode": 1,
					"outputmode": 1,
					"nosymquotes": 1,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"bordercolor": [
						0.82,
						0.82,
						0.84,
						1.0
					],
					"border": 1.0,
					"rounded": 3.0,
					"varname": "host",
					"presentation": 1,
					"presentation_rect": [
						68,
						142,
						160,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-11",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						112.0,
						204.0,
						34.676,
						20.0
					],
					"text": "port"
				}
			},
			{
				"box": {
					"id": "obj-12",
					"maxclass": "number",
					"numinlets": 1,
					"numoutlets": 2,
					"patching_rect": [
						36.0,
						204.0,
						68.0,
						22.0
					],
					"outlettype": [
						"",
						"bang"
					],
					"minimum": 1,
					"maximum": 65535,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"tricolor": [
						0.18,
						0.42,
						0.62,
						1.0
					],
					"varname": "port",
					"presentation": 1,
					"presentation_rect": [
						276,
						142,
						68,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-13",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						122.0,
						238.0,
						55.352,
						20.0
					],
					"text": "listen at"
				}
			},
			{
				"box": {
					"id": "obj-14",
					"maxclass": "number",
					"numinlets": 1,
					"numoutlets": 2,
					"patching_rect": [
						52.0,
						238.0,
						62.0,
						22.0
					],
					"outlettype": [
						"",
						"bang"
					],
					"minimum": 1,
					"maximum": 65535,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"tricolor": [
						0.18,
						0.42,
						0.62,
						1.0
					],
					"varname": "listen-at",
					"presentation": 1,
					"presentation_rect": [
						92,
						172,
						62,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-15",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						142.0,
						272.0,
						56.024,
						20.0
					],
					"text": "connect"
				}
			},
			{
				"box": {
					"id": "obj-16",
					"maxclass": "textbutton",
					"numinlets": 1,
					"numoutlets": 3,
					"patching_rect": [
						68.0,
						272.0,
						66.0,
						22.0
					],
					"outlettype": [
						"",
						"",
						"int"
					],
					"text": "connect",
					"mode": 0,
					"fontsize": 12.0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"bordercolor": [
						0.82,
						0.82,
						0.84,
						1.0
					],
					"border": 1,
					"rounded": 6.0,
					"varname": "connect",
					"presentation": 1,
					"presentation_rect": [
						164,
						172,
						66,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-17",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						142.0,
						306.0,
						36.68,
						20.0
					],
					"text": "load"
				}
			},
			{
				"box": {
					"id": "obj-18",
					"maxclass": "textbutton",
					"numinlets": 1,
					"numoutlets": 3,
					"patching_rect": [
						84.0,
						306.0,
						50.0,
						22.0
					],
					"outlettype": [
						"",
						"",
						"int"
					],
					"text": "load",
					"mode": 0,
					"fontsize": 12.0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"bordercolor": [
						0.82,
						0.82,
						0.84,
						1.0
					],
					"border": 1,
					"rounded": 6.0,
					"varname": "load",
					"presentation": 1,
					"presentation_rect": [
						236,
						172,
						50,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-19",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						160.0,
						340.0,
						40.676,
						20.0
					],
					"text": "reset"
				}
			},
			{
				"box": {
					"id": "obj-20",
					"maxclass": "textbutton",
					"numinlets": 1,
					"numoutlets": 3,
					"patching_rect": [
						100.0,
						340.0,
						52.0,
						22.0
					],
					"outlettype": [
						"",
						"",
						"int"
					],
					"text": "reset",
					"mode": 0,
					"fontsize": 12.0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"bordercolor": [
						0.82,
						0.82,
						0.84,
						1.0
					],
					"border": 1,
					"rounded": 6.0,
					"varname": "reset",
					"presentation": 1,
					"presentation_rect": [
						292,
						172,
						52,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-21",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						566.0,
						170.0,
						88.688,
						20.0
					],
					"text": "command line"
				}
			},
			{
				"box": {
					"id": "obj-22",
					"maxclass": "textedit",
					"numinlets": 1,
					"numoutlets": 4,
					"patching_rect": [
						380.0,
						170.0,
						178.0,
						22.0
					],
					"outlettype": [
						"",
						"int",
						"",
						""
					],
					"text": "rtap-runtime",
					"keymode": 1,
					"outputmode": 1,
					"nosymquotes": 1,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"bordercolor": [
						0.82,
						0.82,
						0.84,
						1.0
					],
					"border": 1.0,
					"rounded": 3.0,
					"varname": "command-line",
					"presentation": 1,
					"presentation_rect": [
						32,
						278,
						178,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-23",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						454.0,
						204.0,
						37.34,
						20.0
					],
					"text": "start"
				}
			},
			{
				"box": {
					"id": "obj-24",
					"maxclass": "textbutton",
					"numinlets": 1,
					"numoutlets": 3,
					"patching_rect": [
						396.0,
						204.0,
						50.0,
						22.0
					],
					"outlettype": [
						"",
						"",
						"int"
					],
					"text": "start",
					"mode": 0,
					"fontsize": 12.0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"bordercolor": [
						0.82,
						0.82,
						0.84,
						1.0
					],
					"border": 1,
					"rounded": 6.0,
					"varname": "start",
					"presentation": 1,
					"presentation_rect": [
						216,
						278,
						50,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-25",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						466.0,
						238.0,
						36.68,
						20.0
					],
					"text": "stop"
				}
			},
			{
				"box": {
					"id": "obj-26",
					"maxclass": "textbutton",
					"numinlets": 1,
					"numoutlets": 3,
					"patching_rect": [
						412.0,
						238.0,
						46.0,
						22.0
					],
					"outlettype": [
						"",
						"",
						"int"
					],
					"text": "stop",
					"mode": 0,
					"fontsize": 12.0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"bordercolor": [
						0.82,
						0.82,
						0.84,
						1.0
					],
					"border": 1,
					"rounded": 6.0,
					"varname": "stop",
					"presentation": 1,
					"presentation_rect": [
						272,
						278,
						46,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-27",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						700.0,
						272.0,
						48.68,
						20.0
					],
					"text": "by ssh"
				}
			},
			{
				"box": {
					"id": "obj-28",
					"maxclass": "textedit",
					"numinlets": 1,
					"numoutlets": 4,
					"patching_rect": [
						428.0,
						272.0,
						264.0,
						34.0
					],
					"outlettype": [
						"",
						"int",
						"",
						""
					],
					"text": "ssh USER@SERVER /path/to/venv/bin/rtap-runtime --ip 0.0.0.0 --client-ip ADDRESS-OF-MAX",
					"keymode": 1,
					"outputmode": 1,
					"nosymquotes": 1,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"bordercolor": [
						0.82,
						0.82,
						0.84,
						1.0
					],
					"border": 1.0,
					"rounded": 3.0,
					"fontsize": 10.0,
					"varname": "by-ssh",
					"presentation": 1,
					"presentation_rect": [
						32,
						308,
						264,
						34
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-29",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						494.0,
						318.0,
						42.68,
						20.0
					],
					"text": "use it"
				}
			},
			{
				"box": {
					"id": "obj-30",
					"maxclass": "textbutton",
					"numinlets": 1,
					"numoutlets": 3,
					"patching_rect": [
						444.0,
						318.0,
						42.0,
						22.0
					],
					"outlettype": [
						"",
						"",
						"int"
					],
					"text": "use",
					"mode": 0,
					"fontsize": 12.0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"bordercolor": [
						0.82,
						0.82,
						0.84,
						1.0
					],
					"border": 1,
					"rounded": 6.0,
					"varname": "use-it",
					"presentation": 1,
					"presentation_rect": [
						302,
						314,
						42,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-31",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1268.0,
						170.0,
						80.048,
						20.0
					],
					"text": "audio on, off"
				}
			},
			{
				"box": {
					"id": "obj-32",
					"maxclass": "ezdac~",
					"numinlets": 2,
					"numoutlets": 0,
					"patching_rect": [
						1220.0,
						170.0,
						40.0,
						40.0
					],
					"varname": "audio-on-off",
					"presentation": 1,
					"presentation_rect": [
						384,
						142,
						40,
						40
					]
				}
			},
			{
				"box": {
					"id": "obj-33",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1434.0,
						222.0,
						50.012,
						20.0
					],
					"text": "source"
				}
			},
			{
				"box": {
					"id": "obj-34",
					"maxclass": "tab",
					"numinlets": 1,
					"numoutlets": 3,
					"patching_rect": [
						1236.0,
						222.0,
						190.0,
						24.0
					],
					"outlettype": [
						"int",
						"",
						""
					],
					"tabs": [
						"microphone",
						"loop"
					],
					"num_lines_patching": 1,
					"num_lines_presentation": 1,
					"tabcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"htabcolor": [
						0.18,
						0.42,
						0.62,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"htextcolor": [
						1.0,
						1.0,
						1.0,
						1.0
					],
					"rounded": 6.0,
					"varname": "source",
					"presentation": 1,
					"presentation_rect": [
						384,
						194,
						190,
						24
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-35",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1370.0,
						258.0,
						76.712,
						20.0
					],
					"text": "open a loop"
				}
			},
			{
				"box": {
					"id": "obj-36",
					"maxclass": "textbutton",
					"numinlets": 1,
					"numoutlets": 3,
					"patching_rect": [
						1252.0,
						258.0,
						110.0,
						22.0
					],
					"outlettype": [
						"",
						"",
						"int"
					],
					"text": "open a loop",
					"mode": 0,
					"fontsize": 12.0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"bordercolor": [
						0.82,
						0.82,
						0.84,
						1.0
					],
					"border": 1,
					"rounded": 6.0,
					"varname": "open-a-loop",
					"presentation": 1,
					"presentation_rect": [
						586,
						195,
						110,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-37",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1420.0,
						292.0,
						100.052,
						20.0
					],
					"text": "hear the context"
				}
			},
			{
				"box": {
					"id": "obj-38",
					"maxclass": "slider",
					"numinlets": 1,
					"numoutlets": 1,
					"patching_rect": [
						1268.0,
						292.0,
						144.0,
						18.0
					],
					"outlettype": [
						""
					],
					"floatoutput": 1,
					"size": 1.0,
					"orientation": 1,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"elementcolor": [
						0.784,
						0.8,
						0.83,
						1.0
					],
					"knobcolor": [
						0.18,
						0.42,
						0.62,
						1.0
					],
					"varname": "hear-the-context",
					"presentation": 1,
					"presentation_rect": [
						494,
						254,
						144,
						18
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-39",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1342.0,
						326.0,
						76.028,
						20.0
					],
					"text": "hear shown"
				}
			},
			{
				"box": {
					"id": "obj-40",
					"maxclass": "flonum",
					"numinlets": 1,
					"numoutlets": 2,
					"patching_rect": [
						1284.0,
						326.0,
						50.0,
						22.0
					],
					"outlettype": [
						"",
						"bang"
					],
					"numdecimalplaces": 2,
					"format": 6,
					"ignoreclick": 1,
					"triangle": 0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "hear-shown",
					"presentation": 1,
					"presentation_rect": [
						646,
						252,
						50,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-41",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1452.0,
						360.0,
						98.696,
						20.0
					],
					"text": "accompaniment"
				}
			},
			{
				"box": {
					"id": "obj-42",
					"maxclass": "slider",
					"numinlets": 1,
					"numoutlets": 1,
					"patching_rect": [
						1300.0,
						360.0,
						144.0,
						18.0
					],
					"outlettype": [
						""
					],
					"floatoutput": 1,
					"size": 1.0,
					"orientation": 1,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"elementcolor": [
						0.784,
						0.8,
						0.83,
						1.0
					],
					"knobcolor": [
						0.18,
						0.42,
						0.62,
						1.0
					],
					"varname": "accompaniment",
					"presentation": 1,
					"presentation_rect": [
						494,
						284,
						144,
						18
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-43",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1374.0,
						394.0,
						90.692,
						20.0
					],
					"text": "volume shown"
				}
			},
			{
				"box": {
					"id": "obj-44",
					"maxclass": "flonum",
					"numinlets": 1,
					"numoutlets": 2,
					"patching_rect": [
						1316.0,
						394.0,
						50.0,
						22.0
					],
					"outlettype": [
						"",
						"bang"
					],
					"numdecimalplaces": 2,
					"format": 6,
					"ignoreclick": 1,
					"triangle": 0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "volume-shown",
					"presentation": 1,
					"presentation_rect": [
						646,
						282,
						50,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-45",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1440.0,
						428.0,
						81.368,
						20.0
					],
					"text": "choose a file"
				}
			},
			{
				"box": {
					"id": "obj-46",
					"maxclass": "textbutton",
					"numinlets": 1,
					"numoutlets": 3,
					"patching_rect": [
						1332.0,
						428.0,
						100.0,
						22.0
					],
					"outlettype": [
						"",
						"",
						"int"
					],
					"text": "choose a file",
					"mode": 0,
					"fontsize": 12.0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"bordercolor": [
						0.82,
						0.82,
						0.84,
						1.0
					],
					"border": 1,
					"rounded": 6.0,
					"varname": "choose-a-file",
					"presentation": 1,
					"presentation_rect": [
						436,
						322,
						100,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-47",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1380.0,
						462.0,
						48.008,
						20.0
					],
					"text": "record"
				}
			},
			{
				"box": {
					"id": "obj-48",
					"maxclass": "toggle",
					"numinlets": 1,
					"numoutlets": 1,
					"patching_rect": [
						1348.0,
						462.0,
						24.0,
						24.0
					],
					"outlettype": [
						"int"
					],
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"checkedcolor": [
						0.18,
						0.42,
						0.62,
						1.0
					],
					"uncheckedcolor": [
						0.784,
						0.8,
						0.83,
						1.0
					],
					"varname": "record",
					"presentation": 1,
					"presentation_rect": [
						548,
						321,
						24,
						24
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-49",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						820.0,
						170.0,
						57.356,
						20.0
					],
					"text": "preset 1"
				}
			},
			{
				"box": {
					"id": "obj-50",
					"maxclass": "textbutton",
					"numinlets": 1,
					"numoutlets": 3,
					"patching_rect": [
						740.0,
						170.0,
						72.0,
						22.0
					],
					"outlettype": [
						"",
						"",
						"int"
					],
					"text": "shortest",
					"mode": 0,
					"fontsize": 12.0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"bordercolor": [
						0.82,
						0.82,
						0.84,
						1.0
					],
					"border": 1,
					"rounded": 6.0,
					"varname": "preset-1",
					"presentation": 1,
					"presentation_rect": [
						816,
						322,
						72,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-51",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						836.0,
						204.0,
						57.356,
						20.0
					],
					"text": "preset 2"
				}
			},
			{
				"box": {
					"id": "obj-52",
					"maxclass": "textbutton",
					"numinlets": 1,
					"numoutlets": 3,
					"patching_rect": [
						756.0,
						204.0,
						72.0,
						22.0
					],
					"outlettype": [
						"",
						"",
						"int"
					],
					"text": "demo",
					"mode": 0,
					"fontsize": 12.0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"bordercolor": [
						0.82,
						0.82,
						0.84,
						1.0
					],
					"border": 1,
					"rounded": 6.0,
					"varname": "preset-2",
					"presentation": 1,
					"presentation_rect": [
						894,
						322,
						72,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-53",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						852.0,
						238.0,
						57.356,
						20.0
					],
					"text": "preset 3"
				}
			},
			{
				"box": {
					"id": "obj-54",
					"maxclass": "textbutton",
					"numinlets": 1,
					"numoutlets": 3,
					"patching_rect": [
						772.0,
						238.0,
						72.0,
						22.0
					],
					"outlettype": [
						"",
						"",
						"int"
					],
					"text": "the paper's",
					"mode": 0,
					"fontsize": 12.0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"bordercolor": [
						0.82,
						0.82,
						0.84,
						1.0
					],
					"border": 1,
					"rounded": 6.0,
					"varname": "preset-3",
					"presentation": 1,
					"presentation_rect": [
						972,
						322,
						72,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-55",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1028.0,
						322.0,
						53.348,
						20.0
					],
					"text": "presets"
				}
			},
			{
				"box": {
					"id": "obj-56",
					"maxclass": "preset",
					"numinlets": 1,
					"numoutlets": 5,
					"patching_rect": [
						788.0,
						322.0,
						232.0,
						16.0
					],
					"outlettype": [
						"preset",
						"int",
						"preset",
						"int",
						""
					],
					"bubblesize": 12,
					"margin": 2,
					"spacing": 2,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"emptycolor": [
						0.784,
						0.8,
						0.83,
						1.0
					],
					"stored1": [
						0.18,
						0.42,
						0.62,
						1.0
					],
					"active1": [
						0.878,
						0.627,
						0.125,
						1.0
					],
					"varname": "presets",
					"presentation": 1,
					"presentation_rect": [
						816,
						349,
						232,
						16
					],
					"preset_data": [
						{
							"number": 1,
							"data": [
								5,
								"obj-68",
								"number",
								"int",
								8,
								5,
								"obj-70",
								"number",
								"int",
								1,
								5,
								"obj-60",
								"toggle",
								"int",
								1,
								5,
								"obj-62",
								"toggle",
								"int",
								0,
								5,
								"obj-64",
								"toggle",
								"int",
								0,
								5,
								"obj-66",
								"toggle",
								"int",
								0,
								5,
								"obj-34",
								"tab",
								"int",
								1,
								5,
								"obj-38",
								"slider",
								"float",
								0.5,
								5,
								"obj-42",
								"slider",
								"float",
								0.8
							]
						},
						{
							"number": 2,
							"data": [
								5,
								"obj-68",
								"number",
								"int",
								8,
								5,
								"obj-70",
								"number",
								"int",
								2,
								5,
								"obj-60",
								"toggle",
								"int",
								1,
								5,
								"obj-62",
								"toggle",
								"int",
								0,
								5,
								"obj-64",
								"toggle",
								"int",
								0,
								5,
								"obj-66",
								"toggle",
								"int",
								0,
								5,
								"obj-34",
								"tab",
								"int",
								1,
								5,
								"obj-38",
								"slider",
								"float",
								0.5,
								5,
								"obj-42",
								"slider",
								"float",
								0.8
							]
						},
						{
							"number": 3,
							"data": [
								5,
								"obj-68",
								"number",
								"int",
								16,
								5,
								"obj-70",
								"number",
								"int",
								16,
								5,
								"obj-60",
								"toggle",
								"int",
								1,
								5,
								"obj-62",
								"toggle",
								"int",
								0,
								5,
								"obj-64",
								"toggle",
								"int",
								0,
								5,
								"obj-66",
								"toggle",
								"int",
								0,
								5,
								"obj-34",
								"tab",
								"int",
								1,
								5,
								"obj-38",
								"slider",
								"float",
								0.5,
								5,
								"obj-42",
								"slider",
								"float",
								0.8
							]
						}
					]
				}
			},
			{
				"box": {
					"id": "obj-57",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						868.0,
						386.0,
						36.008,
						20.0
					],
					"text": "play"
				}
			},
			{
				"box": {
					"id": "obj-58",
					"maxclass": "toggle",
					"numinlets": 1,
					"numoutlets": 1,
					"patching_rect": [
						804.0,
						386.0,
						56.0,
						56.0
					],
					"outlettype": [
						"int"
					],
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"checkedcolor": [
						0.18,
						0.42,
						0.62,
						1.0
					],
					"uncheckedcolor": [
						0.784,
						0.8,
						0.83,
						1.0
					],
					"varname": "play",
					"presentation": 1,
					"presentation_rect": [
						736,
						140,
						56,
						56
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-59",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						848.0,
						454.0,
						50.012,
						20.0
					],
					"text": "stem 1"
				}
			},
			{
				"box": {
					"id": "obj-60",
					"maxclass": "toggle",
					"numinlets": 1,
					"numoutlets": 1,
					"patching_rect": [
						820.0,
						454.0,
						20.0,
						20.0
					],
					"outlettype": [
						"int"
					],
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"checkedcolor": [
						0.18,
						0.42,
						0.62,
						1.0
					],
					"uncheckedcolor": [
						0.784,
						0.8,
						0.83,
						1.0
					],
					"varname": "stem-1",
					"presentation": 1,
					"presentation_rect": [
						736,
						208,
						20,
						20
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-61",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						864.0,
						488.0,
						50.012,
						20.0
					],
					"text": "stem 2"
				}
			},
			{
				"box": {
					"id": "obj-62",
					"maxclass": "toggle",
					"numinlets": 1,
					"numoutlets": 1,
					"patching_rect": [
						836.0,
						488.0,
						20.0,
						20.0
					],
					"outlettype": [
						"int"
					],
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"checkedcolor": [
						0.18,
						0.42,
						0.62,
						1.0
					],
					"uncheckedcolor": [
						0.784,
						0.8,
						0.83,
						1.0
					],
					"varname": "stem-2",
					"presentation": 1,
					"presentation_rect": [
						815,
						208,
						20,
						20
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-63",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						880.0,
						522.0,
						50.012,
						20.0
					],
					"text": "stem 3"
				}
			},
			{
				"box": {
					"id": "obj-64",
					"maxclass": "toggle",
					"numinlets": 1,
					"numoutlets": 1,
					"patching_rect": [
						852.0,
						522.0,
						20.0,
						20.0
					],
					"outlettype": [
						"int"
					],
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"checkedcolor": [
						0.18,
						0.42,
						0.62,
						1.0
					],
					"uncheckedcolor": [
						0.784,
						0.8,
						0.83,
						1.0
					],
					"varname": "stem-3",
					"presentation": 1,
					"presentation_rect": [
						894,
						208,
						20,
						20
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-65",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						896.0,
						556.0,
						50.012,
						20.0
					],
					"text": "stem 4"
				}
			},
			{
				"box": {
					"id": "obj-66",
					"maxclass": "toggle",
					"numinlets": 1,
					"numoutlets": 1,
					"patching_rect": [
						868.0,
						556.0,
						20.0,
						20.0
					],
					"outlettype": [
						"int"
					],
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"checkedcolor": [
						0.18,
						0.42,
						0.62,
						1.0
					],
					"uncheckedcolor": [
						0.784,
						0.8,
						0.83,
						1.0
					],
					"varname": "stem-4",
					"presentation": 1,
					"presentation_rect": [
						973,
						208,
						20,
						20
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-67",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						944.0,
						590.0,
						36.68,
						20.0
					],
					"text": "step"
				}
			},
			{
				"box": {
					"id": "obj-68",
					"maxclass": "number",
					"numinlets": 1,
					"numoutlets": 2,
					"patching_rect": [
						884.0,
						590.0,
						52.0,
						22.0
					],
					"outlettype": [
						"",
						"bang"
					],
					"minimum": 1,
					"maximum": 32,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"tricolor": [
						0.18,
						0.42,
						0.62,
						1.0
					],
					"varname": "step",
					"presentation": 1,
					"presentation_rect": [
						816,
						238,
						52,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-69",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						960.0,
						624.0,
						73.364,
						20.0
					],
					"text": "look-ahead"
				}
			},
			{
				"box": {
					"id": "obj-70",
					"maxclass": "number",
					"numinlets": 1,
					"numoutlets": 2,
					"patching_rect": [
						900.0,
						624.0,
						52.0,
						22.0
					],
					"outlettype": [
						"",
						"bang"
					],
					"minimum": 0,
					"maximum": 62,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"tricolor": [
						0.18,
						0.42,
						0.62,
						1.0
					],
					"varname": "look-ahead",
					"presentation": 1,
					"presentation_rect": [
						816,
						266,
						52,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-71",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1076.0,
						658.0,
						46.016,
						20.0
					],
					"text": "points"
				}
			},
			{
				"box": {
					"id": "obj-72",
					"maxclass": "umenu",
					"numinlets": 1,
					"numoutlets": 3,
					"patching_rect": [
						916.0,
						658.0,
						152.0,
						22.0
					],
					"outlettype": [
						"int",
						"",
						""
					],
					"items": [
						"calibrate",
						"first"
					],
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "points",
					"presentation": 1,
					"presentation_rect": [
						816,
						294,
						152,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-73",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						960.0,
						692.0,
						44.024,
						20.0
					],
					"text": "adapt"
				}
			},
			{
				"box": {
					"id": "obj-74",
					"maxclass": "toggle",
					"numinlets": 1,
					"numoutlets": 1,
					"patching_rect": [
						932.0,
						692.0,
						20.0,
						20.0
					],
					"outlettype": [
						"int"
					],
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"checkedcolor": [
						0.18,
						0.42,
						0.62,
						1.0
					],
					"uncheckedcolor": [
						0.784,
						0.8,
						0.83,
						1.0
					],
					"varname": "adapt",
					"presentation": 1,
					"presentation_rect": [
						980,
						295,
						20,
						20
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-75",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						398.0,
						1046.0,
						89.384,
						20.0
					],
					"text": "the line on top"
				}
			},
			{
				"box": {
					"id": "obj-76",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						210.0,
						1046.0,
						180.0,
						24.0
					],
					"text": "press the loudspeaker, then the large toggle",
					"fontsize": 14.0,
					"varname": "the-line-on-top",
					"presentation": 1,
					"presentation_rect": [
						32,
						67,
						1016,
						24
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					]
				}
			},
			{
				"box": {
					"id": "obj-77",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						220.0,
						1082.0,
						54.008,
						20.0
					],
					"text": "runtime"
				}
			},
			{
				"box": {
					"id": "obj-78",
					"maxclass": "led",
					"numinlets": 1,
					"numoutlets": 1,
					"patching_rect": [
						194.0,
						1082.0,
						18.0,
						18.0
					],
					"outlettype": [
						"int"
					],
					"oncolor": [
						0.72,
						0.72,
						0.74,
						1.0
					],
					"offcolor": [
						0.72,
						0.72,
						0.74,
						1.0
					],
					"ignoreclick": 1,
					"varname": "runtime",
					"presentation": 1,
					"presentation_rect": [
						326,
						113,
						18,
						18
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-79",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						266.0,
						1116.0,
						50.024,
						20.0
					],
					"text": "engine"
				}
			},
			{
				"box": {
					"id": "obj-80",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						178.0,
						1116.0,
						80.0,
						20.0
					],
					"text": "-",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "engine",
					"presentation": 1,
					"presentation_rect": [
						80,
						202,
						80,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-81",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						300.0,
						1150.0,
						50.024,
						20.0
					],
					"text": "bundle"
				}
			},
			{
				"box": {
					"id": "obj-82",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						162.0,
						1150.0,
						130.0,
						20.0
					],
					"text": "-",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "bundle",
					"presentation": 1,
					"presentation_rect": [
						214,
						202,
						130,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-83",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						466.0,
						1184.0,
						64.028,
						20.0
					],
					"text": "untrained"
				}
			},
			{
				"box": {
					"id": "obj-84",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						146.0,
						1184.0,
						312.0,
						20.0
					],
					"text": "",
					"textcolor": [
						0.878,
						0.627,
						0.125,
						1.0
					],
					"varname": "untrained",
					"presentation": 1,
					"presentation_rect": [
						28,
						223,
						312,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-85",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						596.0,
						1046.0,
						74.012,
						20.0
					],
					"text": "server runs"
				}
			},
			{
				"box": {
					"id": "obj-86",
					"maxclass": "led",
					"numinlets": 1,
					"numoutlets": 1,
					"patching_rect": [
						570.0,
						1046.0,
						18.0,
						18.0
					],
					"outlettype": [
						"int"
					],
					"oncolor": [
						0.227,
						0.651,
						0.333,
						1.0
					],
					"offcolor": [
						0.72,
						0.72,
						0.74,
						1.0
					],
					"ignoreclick": 1,
					"varname": "server-runs",
					"presentation": 1,
					"presentation_rect": [
						326,
						280,
						18,
						18
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-87",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						732.0,
						1080.0,
						75.344,
						20.0
					],
					"text": "server says"
				}
			},
			{
				"box": {
					"id": "obj-88",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						554.0,
						1080.0,
						170.0,
						19.0
					],
					"text": "",
					"textcolor": [
						0.45,
						0.46,
						0.5,
						1.0
					],
					"fontsize": 11.0,
					"varname": "server-says",
					"presentation": 1,
					"presentation_rect": [
						28,
						347,
						312,
						19
					]
				}
			},
			{
				"box": {
					"id": "obj-89",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1436.0,
						1046.0,
						61.352,
						20.0
					],
					"text": "44.1 kHz"
				}
			},
			{
				"box": {
					"id": "obj-90",
					"maxclass": "led",
					"numinlets": 1,
					"numoutlets": 1,
					"patching_rect": [
						1410.0,
						1046.0,
						18.0,
						18.0
					],
					"outlettype": [
						"int"
					],
					"oncolor": [
						0.72,
						0.72,
						0.74,
						1.0
					],
					"offcolor": [
						0.72,
						0.72,
						0.74,
						1.0
					],
					"ignoreclick": 1,
					"varname": "44.1-kHz",
					"presentation": 1,
					"presentation_rect": [
						678,
						113,
						18,
						18
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-91",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1572.0,
						1080.0,
						56.696,
						20.0
					],
					"text": "the loop"
				}
			},
			{
				"box": {
					"id": "obj-92",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1394.0,
						1080.0,
						170.0,
						20.0
					],
					"text": "",
					"textcolor": [
						0.45,
						0.46,
						0.5,
						1.0
					],
					"varname": "the-loop",
					"presentation": 1,
					"presentation_rect": [
						380,
						224,
						312,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-93",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1506.0,
						1114.0,
						47.36,
						20.0
					],
					"text": "output"
				}
			},
			{
				"box": {
					"id": "obj-94",
					"maxclass": "meter~",
					"numinlets": 1,
					"numoutlets": 1,
					"patching_rect": [
						1378.0,
						1114.0,
						120.0,
						12.0
					],
					"outlettype": [
						"float"
					],
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"varname": "output",
					"presentation": 1,
					"presentation_rect": [
						576,
						156,
						120,
						12
					]
				}
			},
			{
				"box": {
					"id": "obj-95",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1008.0,
						1046.0,
						17.996,
						20.0
					],
					"text": "r"
				}
			},
			{
				"box": {
					"id": "obj-96",
					"maxclass": "flonum",
					"numinlets": 1,
					"numoutlets": 2,
					"patching_rect": [
						930.0,
						1046.0,
						70.0,
						22.0
					],
					"outlettype": [
						"",
						"bang"
					],
					"numdecimalplaces": 4,
					"format": 6,
					"ignoreclick": 1,
					"triangle": 0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "r",
					"presentation": 1,
					"presentation_rect": [
						978,
						140,
						70,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-97",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						992.0,
						1080.0,
						22.664,
						20.0
					],
					"text": "w"
				}
			},
			{
				"box": {
					"id": "obj-98",
					"maxclass": "flonum",
					"numinlets": 1,
					"numoutlets": 2,
					"patching_rect": [
						914.0,
						1080.0,
						70.0,
						22.0
					],
					"outlettype": [
						"",
						"bang"
					],
					"numdecimalplaces": 4,
					"format": 6,
					"ignoreclick": 1,
					"triangle": 0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "w",
					"presentation": 1,
					"presentation_rect": [
						978,
						170,
						70,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-99",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						960.0,
						1114.0,
						54.02,
						20.0
					],
					"text": "name 1"
				}
			},
			{
				"box": {
					"id": "obj-100",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						898.0,
						1114.0,
						54.0,
						20.0
					],
					"text": "bass",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "name-1",
					"presentation": 1,
					"presentation_rect": [
						758,
						208,
						54,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-101",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						944.0,
						1148.0,
						54.02,
						20.0
					],
					"text": "name 2"
				}
			},
			{
				"box": {
					"id": "obj-102",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						882.0,
						1148.0,
						54.0,
						20.0
					],
					"text": "drums",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "name-2",
					"presentation": 1,
					"presentation_rect": [
						837,
						208,
						54,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-103",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						928.0,
						1182.0,
						54.02,
						20.0
					],
					"text": "name 3"
				}
			},
			{
				"box": {
					"id": "obj-104",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						866.0,
						1182.0,
						54.0,
						20.0
					],
					"text": "guitar",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "name-3",
					"presentation": 1,
					"presentation_rect": [
						916,
						208,
						54,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-105",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						912.0,
						1216.0,
						54.02,
						20.0
					],
					"text": "name 4"
				}
			},
			{
				"box": {
					"id": "obj-106",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						850.0,
						1216.0,
						54.0,
						20.0
					],
					"text": "piano",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "name-4",
					"presentation": 1,
					"presentation_rect": [
						995,
						208,
						54,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-107",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						906.0,
						1250.0,
						59.348,
						20.0
					],
					"text": "step, ms"
				}
			},
			{
				"box": {
					"id": "obj-108",
					"maxclass": "flonum",
					"numinlets": 1,
					"numoutlets": 2,
					"patching_rect": [
						834.0,
						1250.0,
						64.0,
						22.0
					],
					"outlettype": [
						"",
						"bang"
					],
					"numdecimalplaces": 1,
					"format": 6,
					"ignoreclick": 1,
					"triangle": 0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "step-ms",
					"presentation": 1,
					"presentation_rect": [
						942,
						238,
						64,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-109",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						890.0,
						1284.0,
						96.032,
						20.0
					],
					"text": "look-ahead, ms"
				}
			},
			{
				"box": {
					"id": "obj-110",
					"maxclass": "flonum",
					"numinlets": 1,
					"numoutlets": 2,
					"patching_rect": [
						818.0,
						1284.0,
						64.0,
						22.0
					],
					"outlettype": [
						"",
						"bang"
					],
					"numdecimalplaces": 1,
					"format": 6,
					"ignoreclick": 1,
					"triangle": 0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "look-ahead-ms",
					"presentation": 1,
					"presentation_rect": [
						942,
						266,
						64,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-111",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1856.0,
						1046.0,
						52.016,
						20.0
					],
					"text": "latency"
				}
			},
			{
				"box": {
					"id": "obj-112",
					"maxclass": "led",
					"numinlets": 1,
					"numoutlets": 1,
					"patching_rect": [
						1830.0,
						1046.0,
						18.0,
						18.0
					],
					"outlettype": [
						"int"
					],
					"oncolor": [
						0.72,
						0.72,
						0.74,
						1.0
					],
					"offcolor": [
						0.72,
						0.72,
						0.74,
						1.0
					],
					"ignoreclick": 1,
					"varname": "latency",
					"presentation": 1,
					"presentation_rect": [
						678,
						393,
						18,
						18
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-113",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1914.0,
						1080.0,
						54.008,
						20.0
					],
					"text": "window"
				}
			},
			{
				"box": {
					"id": "obj-114",
					"maxclass": "flonum",
					"numinlets": 1,
					"numoutlets": 2,
					"patching_rect": [
						1814.0,
						1080.0,
						92.0,
						22.0
					],
					"outlettype": [
						"",
						"bang"
					],
					"numdecimalplaces": 1,
					"format": 6,
					"ignoreclick": 1,
					"triangle": 0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "window",
					"presentation": 1,
					"presentation_rect": [
						32,
						440,
						92,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-115",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1898.0,
						1114.0,
						34.016,
						20.0
					],
					"text": "p50"
				}
			},
			{
				"box": {
					"id": "obj-116",
					"maxclass": "flonum",
					"numinlets": 1,
					"numoutlets": 2,
					"patching_rect": [
						1798.0,
						1114.0,
						92.0,
						22.0
					],
					"outlettype": [
						"",
						"bang"
					],
					"numdecimalplaces": 1,
					"format": 6,
					"ignoreclick": 1,
					"triangle": 0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "p50",
					"presentation": 1,
					"presentation_rect": [
						144,
						440,
						92,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-117",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1882.0,
						1148.0,
						34.016,
						20.0
					],
					"text": "p99"
				}
			},
			{
				"box": {
					"id": "obj-118",
					"maxclass": "flonum",
					"numinlets": 1,
					"numoutlets": 2,
					"patching_rect": [
						1782.0,
						1148.0,
						92.0,
						22.0
					],
					"outlettype": [
						"",
						"bang"
					],
					"numdecimalplaces": 1,
					"format": 6,
					"ignoreclick": 1,
					"triangle": 0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "p99",
					"presentation": 1,
					"presentation_rect": [
						256,
						440,
						92,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-119",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1866.0,
						1182.0,
						50.696,
						20.0
					],
					"text": "budget"
				}
			},
			{
				"box": {
					"id": "obj-120",
					"maxclass": "flonum",
					"numinlets": 1,
					"numoutlets": 2,
					"patching_rect": [
						1766.0,
						1182.0,
						92.0,
						22.0
					],
					"outlettype": [
						"",
						"bang"
					],
					"numdecimalplaces": 1,
					"format": 6,
					"ignoreclick": 1,
					"triangle": 0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "budget",
					"presentation": 1,
					"presentation_rect": [
						368,
						440,
						92,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-121",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1850.0,
						1216.0,
						102.692,
						20.0
					],
					"text": "first answer after"
				}
			},
			{
				"box": {
					"id": "obj-122",
					"maxclass": "flonum",
					"numinlets": 1,
					"numoutlets": 2,
					"patching_rect": [
						1750.0,
						1216.0,
						92.0,
						22.0
					],
					"outlettype": [
						"",
						"bang"
					],
					"numdecimalplaces": 1,
					"format": 6,
					"ignoreclick": 1,
					"triangle": 0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "first-answer-after",
					"presentation": 1,
					"presentation_rect": [
						480,
						440,
						92,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-123",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1834.0,
						1250.0,
						94.712,
						20.0
					],
					"text": "package, floats"
				}
			},
			{
				"box": {
					"id": "obj-124",
					"maxclass": "number",
					"numinlets": 1,
					"numoutlets": 2,
					"patching_rect": [
						1734.0,
						1250.0,
						92.0,
						22.0
					],
					"outlettype": [
						"",
						"bang"
					],
					"ignoreclick": 1,
					"triangle": 0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "package-floats",
					"presentation": 1,
					"presentation_rect": [
						592,
						440,
						92,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-125",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1773.0,
						1284.0,
						36.68,
						20.0
					],
					"text": "sent"
				}
			},
			{
				"box": {
					"id": "obj-126",
					"maxclass": "number",
					"numinlets": 1,
					"numoutlets": 2,
					"patching_rect": [
						1718.0,
						1284.0,
						47.0,
						22.0
					],
					"outlettype": [
						"",
						"bang"
					],
					"ignoreclick": 1,
					"triangle": 0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "sent",
					"presentation": 1,
					"presentation_rect": [
						736,
						440,
						47,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-127",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1757.0,
						1318.0,
						45.344,
						20.0
					],
					"text": "whole"
				}
			},
			{
				"box": {
					"id": "obj-128",
					"maxclass": "number",
					"numinlets": 1,
					"numoutlets": 2,
					"patching_rect": [
						1702.0,
						1318.0,
						47.0,
						22.0
					],
					"outlettype": [
						"",
						"bang"
					],
					"ignoreclick": 1,
					"triangle": 0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "whole",
					"presentation": 1,
					"presentation_rect": [
						789,
						440,
						47,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-129",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1741.0,
						1352.0,
						33.344,
						20.0
					],
					"text": "late"
				}
			},
			{
				"box": {
					"id": "obj-130",
					"maxclass": "number",
					"numinlets": 1,
					"numoutlets": 2,
					"patching_rect": [
						1686.0,
						1352.0,
						47.0,
						22.0
					],
					"outlettype": [
						"",
						"bang"
					],
					"ignoreclick": 1,
					"triangle": 0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "late",
					"presentation": 1,
					"presentation_rect": [
						842,
						440,
						47,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-131",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1725.0,
						1386.0,
						32.672,
						20.0
					],
					"text": "lost"
				}
			},
			{
				"box": {
					"id": "obj-132",
					"maxclass": "number",
					"numinlets": 1,
					"numoutlets": 2,
					"patching_rect": [
						1670.0,
						1386.0,
						47.0,
						22.0
					],
					"outlettype": [
						"",
						"bang"
					],
					"ignoreclick": 1,
					"triangle": 0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "lost",
					"presentation": 1,
					"presentation_rect": [
						895,
						440,
						47,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-133",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1709.0,
						1420.0,
						58.028,
						20.0
					],
					"text": "dropped"
				}
			},
			{
				"box": {
					"id": "obj-134",
					"maxclass": "number",
					"numinlets": 1,
					"numoutlets": 2,
					"patching_rect": [
						1654.0,
						1420.0,
						47.0,
						22.0
					],
					"outlettype": [
						"",
						"bang"
					],
					"ignoreclick": 1,
					"triangle": 0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "dropped",
					"presentation": 1,
					"presentation_rect": [
						948,
						440,
						47,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-135",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1693.0,
						1454.0,
						58.028,
						20.0
					],
					"text": "unheard"
				}
			},
			{
				"box": {
					"id": "obj-136",
					"maxclass": "number",
					"numinlets": 1,
					"numoutlets": 2,
					"patching_rect": [
						1638.0,
						1454.0,
						47.0,
						22.0
					],
					"outlettype": [
						"",
						"bang"
					],
					"ignoreclick": 1,
					"triangle": 0,
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "unheard",
					"presentation": 1,
					"presentation_rect": [
						1001,
						440,
						47,
						22
					],
					"parameter_enable": 0
				}
			},
			{
				"box": {
					"id": "obj-137",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						2408.0,
						1046.0,
						52.688,
						20.0
					],
					"text": "context"
				}
			},
			{
				"box": {
					"id": "obj-138",
					"maxclass": "waveform~",
					"numinlets": 5,
					"numoutlets": 6,
					"patching_rect": [
						2250.0,
						1046.0,
						150.0,
						48.0
					],
					"outlettype": [
						"float",
						"float",
						"float",
						"float",
						"list",
						""
					],
					"buffername": "rtap-context",
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"waveformcolor": [
						0.18,
						0.42,
						0.62,
						1.0
					],
					"linecolor": [
						0.816,
						0.227,
						0.227,
						1.0
					],
					"labels": 0,
					"ticks": 0,
					"ruler": 0,
					"allowdrag": 0,
					"ignoreclick": 1,
					"varname": "context",
					"presentation": 1,
					"presentation_rect": [
						32,
						544,
						192,
						72
					]
				}
			},
			{
				"box": {
					"id": "obj-139",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						2392.0,
						1106.0,
						84.032,
						20.0
					],
					"text": "context, level"
				}
			},
			{
				"box": {
					"id": "obj-140",
					"maxclass": "meter~",
					"numinlets": 1,
					"numoutlets": 1,
					"patching_rect": [
						2234.0,
						1106.0,
						150.0,
						12.0
					],
					"outlettype": [
						"float"
					],
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"varname": "context-level",
					"presentation": 1,
					"presentation_rect": [
						32,
						624,
						192,
						12
					]
				}
			},
			{
				"box": {
					"id": "obj-141",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						2376.0,
						1140.0,
						62.684,
						20.0
					],
					"text": "answer 1"
				}
			},
			{
				"box": {
					"id": "obj-142",
					"maxclass": "waveform~",
					"numinlets": 5,
					"numoutlets": 6,
					"patching_rect": [
						2218.0,
						1140.0,
						150.0,
						48.0
					],
					"outlettype": [
						"float",
						"float",
						"float",
						"float",
						"list",
						""
					],
					"buffername": "rtap-answer-1",
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"waveformcolor": [
						0.18,
						0.42,
						0.62,
						1.0
					],
					"linecolor": [
						0.816,
						0.227,
						0.227,
						1.0
					],
					"labels": 0,
					"ticks": 0,
					"ruler": 0,
					"allowdrag": 0,
					"ignoreclick": 1,
					"varname": "answer-1",
					"presentation": 1,
					"presentation_rect": [
						238,
						544,
						192,
						72
					]
				}
			},
			{
				"box": {
					"id": "obj-143",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						2360.0,
						1200.0,
						94.028,
						20.0
					],
					"text": "answer 1, level"
				}
			},
			{
				"box": {
					"id": "obj-144",
					"maxclass": "meter~",
					"numinlets": 1,
					"numoutlets": 1,
					"patching_rect": [
						2202.0,
						1200.0,
						150.0,
						12.0
					],
					"outlettype": [
						"float"
					],
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"varname": "answer-1-level",
					"presentation": 1,
					"presentation_rect": [
						238,
						624,
						192,
						12
					]
				}
			},
			{
				"box": {
					"id": "obj-145",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						2314.0,
						1234.0,
						99.368,
						20.0
					],
					"text": "answer 1, name"
				}
			},
			{
				"box": {
					"id": "obj-146",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						2186.0,
						1234.0,
						120.0,
						20.0
					],
					"text": "bass",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "answer-1-name",
					"presentation": 1,
					"presentation_rect": [
						234,
						521,
						120,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-147",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						2328.0,
						1268.0,
						62.684,
						20.0
					],
					"text": "answer 2"
				}
			},
			{
				"box": {
					"id": "obj-148",
					"maxclass": "waveform~",
					"numinlets": 5,
					"numoutlets": 6,
					"patching_rect": [
						2170.0,
						1268.0,
						150.0,
						48.0
					],
					"outlettype": [
						"float",
						"float",
						"float",
						"float",
						"list",
						""
					],
					"buffername": "rtap-answer-2",
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"waveformcolor": [
						0.18,
						0.42,
						0.62,
						1.0
					],
					"linecolor": [
						0.816,
						0.227,
						0.227,
						1.0
					],
					"labels": 0,
					"ticks": 0,
					"ruler": 0,
					"allowdrag": 0,
					"ignoreclick": 1,
					"varname": "answer-2",
					"presentation": 1,
					"presentation_rect": [
						444,
						544,
						192,
						72
					]
				}
			},
			{
				"box": {
					"id": "obj-149",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						2312.0,
						1328.0,
						94.028,
						20.0
					],
					"text": "answer 2, level"
				}
			},
			{
				"box": {
					"id": "obj-150",
					"maxclass": "meter~",
					"numinlets": 1,
					"numoutlets": 1,
					"patching_rect": [
						2154.0,
						1328.0,
						150.0,
						12.0
					],
					"outlettype": [
						"float"
					],
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"varname": "answer-2-level",
					"presentation": 1,
					"presentation_rect": [
						444,
						624,
						192,
						12
					]
				}
			},
			{
				"box": {
					"id": "obj-151",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						2266.0,
						1362.0,
						99.368,
						20.0
					],
					"text": "answer 2, name"
				}
			},
			{
				"box": {
					"id": "obj-152",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						2138.0,
						1362.0,
						120.0,
						20.0
					],
					"text": "drums",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "answer-2-name",
					"presentation": 1,
					"presentation_rect": [
						440,
						521,
						120,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-153",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						2280.0,
						1396.0,
						62.684,
						20.0
					],
					"text": "answer 3"
				}
			},
			{
				"box": {
					"id": "obj-154",
					"maxclass": "waveform~",
					"numinlets": 5,
					"numoutlets": 6,
					"patching_rect": [
						2122.0,
						1396.0,
						150.0,
						48.0
					],
					"outlettype": [
						"float",
						"float",
						"float",
						"float",
						"list",
						""
					],
					"buffername": "rtap-answer-3",
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"waveformcolor": [
						0.18,
						0.42,
						0.62,
						1.0
					],
					"linecolor": [
						0.816,
						0.227,
						0.227,
						1.0
					],
					"labels": 0,
					"ticks": 0,
					"ruler": 0,
					"allowdrag": 0,
					"ignoreclick": 1,
					"varname": "answer-3",
					"presentation": 1,
					"presentation_rect": [
						650,
						544,
						192,
						72
					]
				}
			},
			{
				"box": {
					"id": "obj-155",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						2264.0,
						1456.0,
						94.028,
						20.0
					],
					"text": "answer 3, level"
				}
			},
			{
				"box": {
					"id": "obj-156",
					"maxclass": "meter~",
					"numinlets": 1,
					"numoutlets": 1,
					"patching_rect": [
						2106.0,
						1456.0,
						150.0,
						12.0
					],
					"outlettype": [
						"float"
					],
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"varname": "answer-3-level",
					"presentation": 1,
					"presentation_rect": [
						650,
						624,
						192,
						12
					]
				}
			},
			{
				"box": {
					"id": "obj-157",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						2218.0,
						1490.0,
						99.368,
						20.0
					],
					"text": "answer 3, name"
				}
			},
			{
				"box": {
					"id": "obj-158",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						2090.0,
						1490.0,
						120.0,
						20.0
					],
					"text": "guitar",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "answer-3-name",
					"presentation": 1,
					"presentation_rect": [
						646,
						521,
						120,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-159",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						2232.0,
						1524.0,
						62.684,
						20.0
					],
					"text": "answer 4"
				}
			},
			{
				"box": {
					"id": "obj-160",
					"maxclass": "waveform~",
					"numinlets": 5,
					"numoutlets": 6,
					"patching_rect": [
						2074.0,
						1524.0,
						150.0,
						48.0
					],
					"outlettype": [
						"float",
						"float",
						"float",
						"float",
						"list",
						""
					],
					"buffername": "rtap-answer-4",
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"waveformcolor": [
						0.18,
						0.42,
						0.62,
						1.0
					],
					"linecolor": [
						0.816,
						0.227,
						0.227,
						1.0
					],
					"labels": 0,
					"ticks": 0,
					"ruler": 0,
					"allowdrag": 0,
					"ignoreclick": 1,
					"varname": "answer-4",
					"presentation": 1,
					"presentation_rect": [
						856,
						544,
						192,
						72
					]
				}
			},
			{
				"box": {
					"id": "obj-161",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						2216.0,
						1584.0,
						94.028,
						20.0
					],
					"text": "answer 4, level"
				}
			},
			{
				"box": {
					"id": "obj-162",
					"maxclass": "meter~",
					"numinlets": 1,
					"numoutlets": 1,
					"patching_rect": [
						2058.0,
						1584.0,
						150.0,
						12.0
					],
					"outlettype": [
						"float"
					],
					"bgcolor": [
						0.93,
						0.933,
						0.945,
						1.0
					],
					"varname": "answer-4-level",
					"presentation": 1,
					"presentation_rect": [
						856,
						624,
						192,
						12
					]
				}
			},
			{
				"box": {
					"id": "obj-163",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						2170.0,
						1618.0,
						99.368,
						20.0
					],
					"text": "answer 4, name"
				}
			},
			{
				"box": {
					"id": "obj-164",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						2042.0,
						1618.0,
						120.0,
						20.0
					],
					"text": "piano",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"varname": "answer-4-name",
					"presentation": 1,
					"presentation_rect": [
						852,
						521,
						120,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-165",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						20.0,
						1676.0,
						248.132,
						20.0
					],
					"text": "Backgrounds and labels of the presentation:"
				}
			},
			{
				"box": {
					"id": "obj-166",
					"maxclass": "panel",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						20.0,
						1702.0,
						60.0,
						22.0
					],
					"mode": 0,
					"bgcolor": [
						0.188,
						0.204,
						0.235,
						1.0
					],
					"rounded": 0,
					"background": 1,
					"ignoreclick": 1,
					"border": 0,
					"presentation": 1,
					"presentation_rect": [
						0,
						0,
						1080,
						52
					]
				}
			},
			{
				"box": {
					"id": "obj-167",
					"maxclass": "panel",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						90.0,
						1702.0,
						60.0,
						22.0
					],
					"mode": 0,
					"bgcolor": [
						1.0,
						1.0,
						1.0,
						1.0
					],
					"rounded": 8,
					"background": 1,
					"ignoreclick": 1,
					"border": 1,
					"bordercolor": [
						0.82,
						0.82,
						0.84,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						20,
						64,
						1040,
						30
					]
				}
			},
			{
				"box": {
					"id": "obj-168",
					"maxclass": "panel",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						160.0,
						1702.0,
						60.0,
						22.0
					],
					"mode": 0,
					"bgcolor": [
						1.0,
						1.0,
						1.0,
						1.0
					],
					"rounded": 8,
					"background": 1,
					"ignoreclick": 1,
					"border": 1,
					"bordercolor": [
						0.82,
						0.82,
						0.84,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						20,
						104,
						336,
						268
					]
				}
			},
			{
				"box": {
					"id": "obj-169",
					"maxclass": "panel",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						230.0,
						1702.0,
						60.0,
						22.0
					],
					"mode": 0,
					"bgcolor": [
						0.82,
						0.82,
						0.84,
						1.0
					],
					"rounded": 0,
					"background": 0,
					"ignoreclick": 1,
					"border": 0,
					"presentation": 1,
					"presentation_rect": [
						32,
						249,
						312,
						1
					]
				}
			},
			{
				"box": {
					"id": "obj-170",
					"maxclass": "panel",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						300.0,
						1702.0,
						60.0,
						22.0
					],
					"mode": 0,
					"bgcolor": [
						1.0,
						1.0,
						1.0,
						1.0
					],
					"rounded": 8,
					"background": 1,
					"ignoreclick": 1,
					"border": 1,
					"bordercolor": [
						0.82,
						0.82,
						0.84,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						372,
						104,
						336,
						268
					]
				}
			},
			{
				"box": {
					"id": "obj-171",
					"maxclass": "panel",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						370.0,
						1702.0,
						60.0,
						22.0
					],
					"mode": 0,
					"bgcolor": [
						0.82,
						0.82,
						0.84,
						1.0
					],
					"rounded": 0,
					"background": 0,
					"ignoreclick": 1,
					"border": 0,
					"presentation": 1,
					"presentation_rect": [
						384,
						312,
						312,
						1
					]
				}
			},
			{
				"box": {
					"id": "obj-172",
					"maxclass": "panel",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						440.0,
						1702.0,
						60.0,
						22.0
					],
					"mode": 0,
					"bgcolor": [
						1.0,
						1.0,
						1.0,
						1.0
					],
					"rounded": 8,
					"background": 1,
					"ignoreclick": 1,
					"border": 1,
					"bordercolor": [
						0.82,
						0.82,
						0.84,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						724,
						104,
						336,
						268
					]
				}
			},
			{
				"box": {
					"id": "obj-173",
					"maxclass": "panel",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						510.0,
						1702.0,
						60.0,
						22.0
					],
					"mode": 0,
					"bgcolor": [
						1.0,
						1.0,
						1.0,
						1.0
					],
					"rounded": 8,
					"background": 1,
					"ignoreclick": 1,
					"border": 1,
					"bordercolor": [
						0.82,
						0.82,
						0.84,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						20,
						384,
						688,
						92
					]
				}
			},
			{
				"box": {
					"id": "obj-174",
					"maxclass": "panel",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						580.0,
						1702.0,
						60.0,
						22.0
					],
					"mode": 0,
					"bgcolor": [
						1.0,
						1.0,
						1.0,
						1.0
					],
					"rounded": 8,
					"background": 1,
					"ignoreclick": 1,
					"border": 1,
					"bordercolor": [
						0.82,
						0.82,
						0.84,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						724,
						384,
						336,
						92
					]
				}
			},
			{
				"box": {
					"id": "obj-175",
					"maxclass": "panel",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						650.0,
						1702.0,
						60.0,
						22.0
					],
					"mode": 0,
					"bgcolor": [
						1.0,
						1.0,
						1.0,
						1.0
					],
					"rounded": 8,
					"background": 1,
					"ignoreclick": 1,
					"border": 1,
					"bordercolor": [
						0.82,
						0.82,
						0.84,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						20,
						488,
						1040,
						164
					]
				}
			},
			{
				"box": {
					"id": "obj-176",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						720.0,
						1702.0,
						50.697,
						37.0
					],
					"text": "rtap",
					"textcolor": [
						1.0,
						1.0,
						1.0,
						1.0
					],
					"fontsize": 22.0,
					"fontface": 1,
					"presentation": 1,
					"presentation_rect": [
						14.0,
						8.0,
						50.697,
						37
					]
				}
			},
			{
				"box": {
					"id": "obj-177",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						780.697,
						1702.0,
						245.544,
						24.0
					],
					"text": "live accompaniment by latent diffusion",
					"textcolor": [
						0.784,
						0.8,
						0.83,
						1.0
					],
					"fontsize": 14.0,
					"presentation": 1,
					"presentation_rect": [
						84.0,
						16.0,
						245.544,
						24
					]
				}
			},
			{
				"box": {
					"id": "obj-178",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1036.241,
						1702.0,
						73.187,
						24.0
					],
					"text": "1 runtime",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"fontsize": 14.0,
					"fontface": 1,
					"presentation": 1,
					"presentation_rect": [
						28,
						112,
						73.187,
						24
					]
				}
			},
			{
				"box": {
					"id": "obj-179",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1119.428,
						1702.0,
						31.68,
						20.0
					],
					"text": "host",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						28,
						143,
						31.68,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-180",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1161.108,
						1702.0,
						30.0,
						20.0
					],
					"text": "port",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						236,
						143,
						29.676,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-181",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1201.108,
						1702.0,
						50.352,
						20.0
					],
					"text": "listen at",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						28,
						173,
						50.352,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-182",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1261.46,
						1702.0,
						45.024,
						20.0
					],
					"text": "engine",
					"textcolor": [
						0.45,
						0.46,
						0.5,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						28,
						202,
						45.024,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-183",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1316.484,
						1702.0,
						45.024,
						20.0
					],
					"text": "bundle",
					"textcolor": [
						0.45,
						0.46,
						0.5,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						162,
						202,
						45.024,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-184",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1371.508,
						1702.0,
						271.776,
						20.0
					],
					"text": "a server from here, or on another machine by ssh",
					"textcolor": [
						0.45,
						0.46,
						0.5,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						28,
						254,
						271.776,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-185",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1653.284,
						1702.0,
						63.793,
						24.0
					],
					"text": "2 sound",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"fontsize": 14.0,
					"fontface": 1,
					"presentation": 1,
					"presentation_rect": [
						380,
						112,
						63.793,
						24
					]
				}
			},
			{
				"box": {
					"id": "obj-186",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1727.077,
						1702.0,
						56.352,
						20.0
					],
					"text": "44.1 kHz",
					"textcolor": [
						0.45,
						0.46,
						0.5,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						620,
						112,
						56.352,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-187",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1793.429,
						1702.0,
						75.048,
						20.0
					],
					"text": "audio on, off",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						426,
						152,
						75.048,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-188",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						20.0,
						1746.0,
						42.36,
						20.0
					],
					"text": "output",
					"textcolor": [
						0.45,
						0.46,
						0.5,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						526,
						152,
						42.36,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-189",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						72.36,
						1746.0,
						95.052,
						20.0
					],
					"text": "hear the context",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						380,
						253,
						95.052,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-190",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						177.412,
						1746.0,
						93.696,
						20.0
					],
					"text": "accompaniment",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						380,
						283,
						93.696,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-191",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						281.108,
						1746.0,
						43.008,
						20.0
					],
					"text": "record",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						380,
						323,
						43.008,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-192",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						334.116,
						1746.0,
						42.36,
						20.0
					],
					"text": "on, off",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						572,
						323,
						42.36,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-193",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						386.476,
						1746.0,
						285.342,
						20.0
					],
					"text": "two channels: context, accompaniment before its volume",
					"textcolor": [
						0.45,
						0.46,
						0.5,
						1.0
					],
					"fontsize": 11.0,
					"presentation": 1,
					"presentation_rect": [
						380,
						347,
						285.342,
						19
					]
				}
			},
			{
				"box": {
					"id": "obj-194",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						681.818,
						1746.0,
						50.087,
						24.0
					],
					"text": "3 play",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"fontsize": 14.0,
					"fontface": 1,
					"presentation": 1,
					"presentation_rect": [
						732,
						112,
						50.087,
						24
					]
				}
			},
			{
				"box": {
					"id": "obj-195",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						741.905,
						1746.0,
						53.383,
						37.0
					],
					"text": "play",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"fontsize": 22.0,
					"fontface": 1,
					"presentation": 1,
					"presentation_rect": [
						796,
						139,
						53.383,
						37
					]
				}
			},
			{
				"box": {
					"id": "obj-196",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						805.288,
						1746.0,
						98.4,
						20.0
					],
					"text": "and again to end",
					"textcolor": [
						0.45,
						0.46,
						0.5,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						796,
						176,
						98.4,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-197",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						913.688,
						1746.0,
						30.0,
						20.0
					],
					"text": "r",
					"textcolor": [
						0.45,
						0.46,
						0.5,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						952,
						141,
						12.996,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-198",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						953.688,
						1746.0,
						30.0,
						20.0
					],
					"text": "w",
					"textcolor": [
						0.45,
						0.46,
						0.5,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						950,
						171,
						17.664,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-199",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						993.688,
						1746.0,
						31.68,
						20.0
					],
					"text": "step",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						732,
						239,
						31.68,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-200",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1035.368,
						1746.0,
						53.676,
						20.0
					],
					"text": "columns",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						868,
						239,
						53.676,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-201",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1099.044,
						1746.0,
						30.0,
						20.0
					],
					"text": "ms",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						1006,
						239,
						24.996,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-202",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1139.044,
						1746.0,
						68.364,
						20.0
					],
					"text": "look-ahead",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						732,
						267,
						68.364,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-203",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1217.408,
						1746.0,
						53.676,
						20.0
					],
					"text": "columns",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						868,
						267,
						53.676,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-204",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1281.084,
						1746.0,
						30.0,
						20.0
					],
					"text": "ms",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						1006,
						267,
						24.996,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-205",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1321.084,
						1746.0,
						41.016,
						20.0
					],
					"text": "points",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						732,
						295,
						41.016,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-206",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1372.1,
						1746.0,
						39.024,
						20.0
					],
					"text": "adapt",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						1000,
						295,
						39.024,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-207",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1421.124,
						1746.0,
						48.348,
						20.0
					],
					"text": "presets",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						732,
						323,
						48.348,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-208",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1479.472,
						1746.0,
						57.684,
						20.0
					],
					"text": "your own",
					"textcolor": [
						0.45,
						0.46,
						0.5,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						732,
						347,
						57.684,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-209",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1547.156,
						1746.0,
						111.703,
						24.0
					],
					"text": "4 latency in ms",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"fontsize": 14.0,
					"fontface": 1,
					"presentation": 1,
					"presentation_rect": [
						28,
						392,
						111.703,
						24
					]
				}
			},
			{
				"box": {
					"id": "obj-210",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1668.859,
						1746.0,
						45.674,
						20.0
					],
					"text": "window",
					"textcolor": [
						0.45,
						0.46,
						0.5,
						1.0
					],
					"fontsize": 11.0,
					"presentation": 1,
					"presentation_rect": [
						28,
						419,
						45.674,
						19
					]
				}
			},
			{
				"box": {
					"id": "obj-211",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1724.533,
						1746.0,
						30.0,
						20.0
					],
					"text": "p50",
					"textcolor": [
						0.45,
						0.46,
						0.5,
						1.0
					],
					"fontsize": 11.0,
					"presentation": 1,
					"presentation_rect": [
						140,
						419,
						27.348,
						19
					]
				}
			},
			{
				"box": {
					"id": "obj-212",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1764.533,
						1746.0,
						30.0,
						20.0
					],
					"text": "p99",
					"textcolor": [
						0.45,
						0.46,
						0.5,
						1.0
					],
					"fontsize": 11.0,
					"presentation": 1,
					"presentation_rect": [
						252,
						419,
						27.348,
						19
					]
				}
			},
			{
				"box": {
					"id": "obj-213",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1804.533,
						1746.0,
						42.638,
						20.0
					],
					"text": "budget",
					"textcolor": [
						0.45,
						0.46,
						0.5,
						1.0
					],
					"fontsize": 11.0,
					"presentation": 1,
					"presentation_rect": [
						364,
						419,
						42.638,
						19
					]
				}
			},
			{
				"box": {
					"id": "obj-214",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						20.0,
						1790.0,
						90.301,
						20.0
					],
					"text": "first answer after",
					"textcolor": [
						0.45,
						0.46,
						0.5,
						1.0
					],
					"fontsize": 11.0,
					"presentation": 1,
					"presentation_rect": [
						476,
						419,
						90.301,
						19
					]
				}
			},
			{
				"box": {
					"id": "obj-215",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						120.301,
						1790.0,
						82.986,
						20.0
					],
					"text": "package, floats",
					"textcolor": [
						0.45,
						0.46,
						0.5,
						1.0
					],
					"fontsize": 11.0,
					"presentation": 1,
					"presentation_rect": [
						588,
						419,
						82.986,
						19
					]
				}
			},
			{
				"box": {
					"id": "obj-216",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						213.287,
						1790.0,
						80.887,
						24.0
					],
					"text": "5 windows",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"fontsize": 14.0,
					"fontface": 1,
					"presentation": 1,
					"presentation_rect": [
						732,
						392,
						80.887,
						24
					]
				}
			},
			{
				"box": {
					"id": "obj-217",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						304.174,
						1790.0,
						30.0,
						20.0
					],
					"text": "sent",
					"textcolor": [
						0.45,
						0.46,
						0.5,
						1.0
					],
					"fontsize": 11.0,
					"presentation": 1,
					"presentation_rect": [
						732,
						419,
						29.79,
						19
					]
				}
			},
			{
				"box": {
					"id": "obj-218",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						344.174,
						1790.0,
						37.732,
						20.0
					],
					"text": "whole",
					"textcolor": [
						0.45,
						0.46,
						0.5,
						1.0
					],
					"fontsize": 11.0,
					"presentation": 1,
					"presentation_rect": [
						785,
						419,
						37.732,
						19
					]
				}
			},
			{
				"box": {
					"id": "obj-219",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						391.906,
						1790.0,
						30.0,
						20.0
					],
					"text": "late",
					"textcolor": [
						0.45,
						0.46,
						0.5,
						1.0
					],
					"fontsize": 11.0,
					"presentation": 1,
					"presentation_rect": [
						838,
						419,
						26.732,
						19
					]
				}
			},
			{
				"box": {
					"id": "obj-220",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						431.906,
						1790.0,
						30.0,
						20.0
					],
					"text": "lost",
					"textcolor": [
						0.45,
						0.46,
						0.5,
						1.0
					],
					"fontsize": 11.0,
					"presentation": 1,
					"presentation_rect": [
						891,
						419,
						26.116,
						19
					]
				}
			},
			{
				"box": {
					"id": "obj-221",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						471.906,
						1790.0,
						49.359,
						20.0
					],
					"text": "dropped",
					"textcolor": [
						0.45,
						0.46,
						0.5,
						1.0
					],
					"fontsize": 11.0,
					"presentation": 1,
					"presentation_rect": [
						944,
						419,
						49.359,
						19
					]
				}
			},
			{
				"box": {
					"id": "obj-222",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						531.265,
						1790.0,
						49.359,
						20.0
					],
					"text": "unheard",
					"textcolor": [
						0.45,
						0.46,
						0.5,
						1.0
					],
					"fontsize": 11.0,
					"presentation": 1,
					"presentation_rect": [
						997,
						419,
						49.359,
						19
					]
				}
			},
			{
				"box": {
					"id": "obj-223",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						590.624,
						1790.0,
						287.186,
						24.0
					],
					"text": "6 levels and waveforms of the last 11.9 s",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"fontsize": 14.0,
					"fontface": 1,
					"presentation": 1,
					"presentation_rect": [
						28,
						496,
						287.186,
						24
					]
				}
			},
			{
				"box": {
					"id": "obj-224",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						887.81,
						1790.0,
						47.688,
						20.0
					],
					"text": "context",
					"textcolor": [
						0.2,
						0.2,
						0.22,
						1.0
					],
					"presentation": 1,
					"presentation_rect": [
						28,
						521,
						47.688,
						20
					]
				}
			},
			{
				"box": {
					"id": "obj-225",
					"maxclass": "newobj",
					"numinlets": 6,
					"numoutlets": 2,
					"patching_rect": [
						20.0,
						756.0,
						90.0,
						22.0
					],
					"patcher": {
						"fileversion": 1,
						"appversion": {
							"major": 8,
							"minor": 5,
							"revision": 5,
							"architecture": "x64",
							"modernui": 1
						},
						"classnamespace": "box",
						"rect": [
							85.0,
							104.0,
							528.716,
							272.0
						],
						"bglocked": 0,
						"openinpresentation": 0,
						"default_fontsize": 12.0,
						"default_fontface": 0,
						"default_fontname": "Arial",
						"gridonopen": 0,
						"gridsize": [
							15.0,
							15.0
						],
						"gridsnaponopen": 1,
						"objectsnaponopen": 1,
						"statusbarvisible": 2,
						"toolbarvisible": 1,
						"lefttoolbarpinned": 0,
						"toptoolbarpinned": 0,
						"righttoolbarpinned": 0,
						"bottomtoolbarpinned": 0,
						"toolbars_unpinned_last_save": 0,
						"tallnewobj": 0,
						"boxanimatetime": 200,
						"enablehscroll": 1,
						"enablevscroll": 1,
						"devicewidth": 0.0,
						"description": "",
						"digest": "",
						"tags": "",
						"style": "",
						"subpatcher_template": "",
						"assistshowspatchername": 0,
						"boxes": [
							{
								"box": {
									"id": "obj-1",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										20.0,
										444.872,
										20.0
									],
									"text": "Host, port and listening port count when connect is pressed (or Enter in the host)."
								}
							},
							{
								"box": {
									"id": "obj-2",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 1,
									"comment": "host"
								}
							},
							{
								"box": {
									"id": "obj-3",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										68.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 2,
									"comment": "port"
								}
							},
							{
								"box": {
									"id": "obj-4",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										116.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 3,
									"comment": "listen at"
								}
							},
							{
								"box": {
									"id": "obj-5",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										164.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 4,
									"comment": "connect"
								}
							},
							{
								"box": {
									"id": "obj-6",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										212.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 5,
									"comment": "load"
								}
							},
							{
								"box": {
									"id": "obj-7",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										260.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 6,
									"comment": "reset"
								}
							},
							{
								"box": {
									"id": "obj-8",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 2,
									"patching_rect": [
										20.0,
										94.0,
										60.6,
										22.0
									],
									"outlettype": [
										"",
										""
									],
									"text": "route text"
								}
							},
							{
								"box": {
									"id": "obj-9",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										86.6,
										94.0,
										120.056,
										20.0
									],
									"text": "textedit says: text ..."
								}
							},
							{
								"box": {
									"id": "obj-10",
									"maxclass": "newobj",
									"numinlets": 3,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										138.0,
										105.3,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "pack s 7000 8000"
								}
							},
							{
								"box": {
									"id": "obj-11",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										182.0,
										100.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend connect"
								}
							},
							{
								"box": {
									"id": "obj-12",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										224.656,
										94.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "t b"
								}
							},
							{
								"box": {
									"id": "obj-13",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										224.656,
										138.0,
										39.3,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "load"
								}
							},
							{
								"box": {
									"id": "obj-14",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										276.656,
										94.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "t b"
								}
							},
							{
								"box": {
									"id": "obj-15",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										276.656,
										138.0,
										43.3,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "reset"
								}
							},
							{
								"box": {
									"id": "obj-16",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										328.656,
										94.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "t b"
								}
							},
							{
								"box": {
									"id": "obj-17",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										368.656,
										94.0,
										140.06,
										20.0
									],
									"text": "asks the host for its text"
								}
							},
							{
								"box": {
									"id": "obj-18",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										222.0,
										30,
										30
									],
									"index": 1,
									"comment": "to the script"
								}
							},
							{
								"box": {
									"id": "obj-19",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										328.656,
										222.0,
										30,
										30
									],
									"index": 2,
									"comment": "to the host's textedit"
								}
							}
						],
						"lines": [
							{
								"patchline": {
									"source": [
										"obj-2",
										0
									],
									"destination": [
										"obj-8",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-8",
										0
									],
									"destination": [
										"obj-10",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										0
									],
									"destination": [
										"obj-10",
										1
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-4",
										0
									],
									"destination": [
										"obj-10",
										2
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-8",
										1
									],
									"destination": [
										"obj-10",
										0
									],
									"order": 1
								}
							},
							{
								"patchline": {
									"source": [
										"obj-10",
										0
									],
									"destination": [
										"obj-11",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-6",
										0
									],
									"destination": [
										"obj-12",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-12",
										0
									],
									"destination": [
										"obj-13",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-7",
										0
									],
									"destination": [
										"obj-14",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-14",
										0
									],
									"destination": [
										"obj-15",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										0
									],
									"destination": [
										"obj-16",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-11",
										0
									],
									"destination": [
										"obj-18",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-13",
										0
									],
									"destination": [
										"obj-18",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-15",
										0
									],
									"destination": [
										"obj-18",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-16",
										0
									],
									"destination": [
										"obj-19",
										0
									],
									"order": 0
								}
							}
						],
						"dependency_cache": [],
						"autosave": 0
					},
					"outlettype": [
						"",
						""
					],
					"text": "p connect"
				}
			},
			{
				"box": {
					"id": "obj-226",
					"maxclass": "newobj",
					"numinlets": 3,
					"numoutlets": 3,
					"patching_rect": [
						380.0,
						756.0,
						60.0,
						22.0
					],
					"patcher": {
						"fileversion": 1,
						"appversion": {
							"major": 8,
							"minor": 5,
							"revision": 5,
							"architecture": "x64",
							"modernui": 1
						},
						"classnamespace": "box",
						"rect": [
							85.0,
							104.0,
							593.604,
							536.0
						],
						"bglocked": 0,
						"openinpresentation": 0,
						"default_fontsize": 12.0,
						"default_fontface": 0,
						"default_fontname": "Arial",
						"gridonopen": 0,
						"gridsize": [
							15.0,
							15.0
						],
						"gridsnaponopen": 1,
						"objectsnaponopen": 1,
						"statusbarvisible": 2,
						"toolbarvisible": 1,
						"lefttoolbarpinned": 0,
						"toptoolbarpinned": 0,
						"righttoolbarpinned": 0,
						"bottomtoolbarpinned": 0,
						"toolbars_unpinned_last_save": 0,
						"tallnewobj": 0,
						"boxanimatetime": 200,
						"enablehscroll": 1,
						"enablevscroll": 1,
						"devicewidth": 0.0,
						"description": "",
						"digest": "",
						"tags": "",
						"style": "",
						"subpatcher_template": "",
						"assistshowspatchername": 0,
						"boxes": [
							{
								"box": {
									"id": "obj-1",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										20.0,
										553.604,
										20.0
									],
									"text": "Node needs a moment to start: the command goes to it when it says loadend (right outlet), not before."
								}
							},
							{
								"box": {
									"id": "obj-2",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 1,
									"comment": "start"
								}
							},
							{
								"box": {
									"id": "obj-3",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										68.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 2,
									"comment": "stop"
								}
							},
							{
								"box": {
									"id": "obj-4",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										116.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 3,
									"comment": "command line from its textedit"
								}
							},
							{
								"box": {
									"id": "obj-5",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										94.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "t b"
								}
							},
							{
								"box": {
									"id": "obj-6",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										138.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "i 0"
								}
							},
							{
								"box": {
									"id": "obj-7",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										60.0,
										138.0,
										120.716,
										20.0
									],
									"text": "is the script loaded?"
								}
							},
							{
								"box": {
									"id": "obj-8",
									"maxclass": "newobj",
									"numinlets": 3,
									"numoutlets": 3,
									"patching_rect": [
										20.0,
										182.0,
										46.0,
										22.0
									],
									"outlettype": [
										"",
										"",
										""
									],
									"text": "sel 0 1"
								}
							},
							{
								"box": {
									"id": "obj-9",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 2,
									"patching_rect": [
										20.0,
										226.0,
										34.0,
										22.0
									],
									"outlettype": [
										"",
										""
									],
									"text": "t b b"
								}
							},
							{
								"box": {
									"id": "obj-10",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 2,
									"patching_rect": [
										72.0,
										94.0,
										57.3,
										22.0
									],
									"outlettype": [
										"",
										""
									],
									"text": "onebang"
								}
							},
							{
								"box": {
									"id": "obj-11",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										135.3,
										94.0,
										194.072,
										20.0
									],
									"text": "launches only if start was pressed"
								}
							},
							{
								"box": {
									"id": "obj-12",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										270.0,
										71.9,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "script start"
								}
							},
							{
								"box": {
									"id": "obj-13",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 2,
									"patching_rect": [
										72.0,
										226.0,
										34.0,
										22.0
									],
									"outlettype": [
										"",
										""
									],
									"text": "t b b"
								}
							},
							{
								"box": {
									"id": "obj-14",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										112.0,
										226.0,
										178.076,
										20.0
									],
									"text": "first the command, then launch"
								}
							},
							{
								"box": {
									"id": "obj-15",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										109.9,
										270.0,
										52.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "launch"
								}
							},
							{
								"box": {
									"id": "obj-16",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										347.372,
										94.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "t b"
								}
							},
							{
								"box": {
									"id": "obj-17",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										347.372,
										138.0,
										35.9,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "halt"
								}
							},
							{
								"box": {
									"id": "obj-18",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 2,
									"patching_rect": [
										399.372,
										94.0,
										60.6,
										22.0
									],
									"outlettype": [
										"",
										""
									],
									"text": "route text"
								}
							},
							{
								"box": {
									"id": "obj-19",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										399.372,
										138.0,
										110.6,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend command"
								}
							},
							{
								"box": {
									"id": "obj-20",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 2,
									"patching_rect": [
										20.0,
										314.0,
										214.9,
										22.0
									],
									"outlettype": [
										"",
										""
									],
									"text": "node.script rtap-server.js @autostart 0",
									"saved_object_attributes": {
										"autostart": 0,
										"defer": 0,
										"node_bin_path": "",
										"npm_bin_path": "",
										"watch": 0
									}
								}
							},
							{
								"box": {
									"id": "obj-21",
									"maxclass": "newobj",
									"numinlets": 3,
									"numoutlets": 3,
									"patching_rect": [
										20.0,
										358.0,
										109.3,
										22.0
									],
									"outlettype": [
										"",
										"",
										""
									],
									"text": "route says running"
								}
							},
							{
								"box": {
									"id": "obj-22",
									"maxclass": "newobj",
									"numinlets": 3,
									"numoutlets": 3,
									"patching_rect": [
										147.3,
										358.0,
										144.0,
										22.0
									],
									"outlettype": [
										"",
										"",
										""
									],
									"text": "route loadend terminated"
								}
							},
							{
								"box": {
									"id": "obj-23",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										297.3,
										358.0,
										184.736,
										20.0
									],
									"text": "what becomes of the script itself"
								}
							},
							{
								"box": {
									"id": "obj-24",
									"maxclass": "newobj",
									"numinlets": 3,
									"numoutlets": 3,
									"patching_rect": [
										147.3,
										402.0,
										113.3,
										22.0
									],
									"outlettype": [
										"",
										"",
										""
									],
									"text": "route success error"
								}
							},
							{
								"box": {
									"id": "obj-25",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 2,
									"patching_rect": [
										147.3,
										446.0,
										34.0,
										22.0
									],
									"outlettype": [
										"",
										""
									],
									"text": "t b 1"
								}
							},
							{
								"box": {
									"id": "obj-26",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 2,
									"patching_rect": [
										278.6,
										402.0,
										34.0,
										22.0
									],
									"outlettype": [
										"",
										""
									],
									"text": "t 0 0"
								}
							},
							{
								"box": {
									"id": "obj-27",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										199.3,
										446.0,
										336.1,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "set the server script cannot be loaded: see the Max Console"
								}
							},
							{
								"box": {
									"id": "obj-28",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										72.0,
										486.0,
										30,
										30
									],
									"index": 1,
									"comment": "asks the command line's textedit"
								}
							},
							{
								"box": {
									"id": "obj-29",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										120.0,
										486.0,
										30,
										30
									],
									"index": 2,
									"comment": "running: 0 or 1"
								}
							},
							{
								"box": {
									"id": "obj-30",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										402.0,
										74.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend set"
								}
							},
							{
								"box": {
									"id": "obj-31",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										168.0,
										486.0,
										30,
										30
									],
									"index": 3,
									"comment": "what it says"
								}
							}
						],
						"lines": [
							{
								"patchline": {
									"source": [
										"obj-2",
										0
									],
									"destination": [
										"obj-5",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										0
									],
									"destination": [
										"obj-6",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-6",
										0
									],
									"destination": [
										"obj-8",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-8",
										0
									],
									"destination": [
										"obj-9",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-9",
										1
									],
									"destination": [
										"obj-10",
										1
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-9",
										0
									],
									"destination": [
										"obj-12",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-8",
										1
									],
									"destination": [
										"obj-13",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-10",
										0
									],
									"destination": [
										"obj-13",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-13",
										0
									],
									"destination": [
										"obj-15",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										0
									],
									"destination": [
										"obj-16",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-16",
										0
									],
									"destination": [
										"obj-17",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-4",
										0
									],
									"destination": [
										"obj-18",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-18",
										0
									],
									"destination": [
										"obj-19",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-18",
										1
									],
									"destination": [
										"obj-19",
										0
									],
									"order": 1
								}
							},
							{
								"patchline": {
									"source": [
										"obj-12",
										0
									],
									"destination": [
										"obj-20",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-15",
										0
									],
									"destination": [
										"obj-20",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-17",
										0
									],
									"destination": [
										"obj-20",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-19",
										0
									],
									"destination": [
										"obj-20",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-20",
										0
									],
									"destination": [
										"obj-21",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-20",
										1
									],
									"destination": [
										"obj-22",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-22",
										0
									],
									"destination": [
										"obj-24",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-24",
										0
									],
									"destination": [
										"obj-25",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-25",
										1
									],
									"destination": [
										"obj-6",
										1
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-25",
										0
									],
									"destination": [
										"obj-10",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-22",
										1
									],
									"destination": [
										"obj-26",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-26",
										0
									],
									"destination": [
										"obj-6",
										1
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-24",
										1
									],
									"destination": [
										"obj-27",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-13",
										1
									],
									"destination": [
										"obj-28",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-21",
										1
									],
									"destination": [
										"obj-29",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-26",
										1
									],
									"destination": [
										"obj-29",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-21",
										0
									],
									"destination": [
										"obj-30",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-30",
										0
									],
									"destination": [
										"obj-31",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-27",
										0
									],
									"destination": [
										"obj-31",
										0
									],
									"order": 0
								}
							}
						],
						"dependency_cache": [],
						"autosave": 0
					},
					"outlettype": [
						"",
						"",
						""
					],
					"text": "p server"
				}
			},
			{
				"box": {
					"id": "obj-227",
					"maxclass": "newobj",
					"numinlets": 2,
					"numoutlets": 2,
					"patching_rect": [
						530.0,
						756.0,
						62.6,
						22.0
					],
					"patcher": {
						"fileversion": 1,
						"appversion": {
							"major": 8,
							"minor": 5,
							"revision": 5,
							"architecture": "x64",
							"modernui": 1
						},
						"classnamespace": "box",
						"rect": [
							85.0,
							104.0,
							272.088,
							228.0
						],
						"bglocked": 0,
						"openinpresentation": 0,
						"default_fontsize": 12.0,
						"default_fontface": 0,
						"default_fontname": "Arial",
						"gridonopen": 0,
						"gridsize": [
							15.0,
							15.0
						],
						"gridsnaponopen": 1,
						"objectsnaponopen": 1,
						"statusbarvisible": 2,
						"toolbarvisible": 1,
						"lefttoolbarpinned": 0,
						"toptoolbarpinned": 0,
						"righttoolbarpinned": 0,
						"bottomtoolbarpinned": 0,
						"toolbars_unpinned_last_save": 0,
						"tallnewobj": 0,
						"boxanimatetime": 200,
						"enablehscroll": 1,
						"enablevscroll": 1,
						"devicewidth": 0.0,
						"description": "",
						"digest": "",
						"tags": "",
						"style": "",
						"subpatcher_template": "",
						"assistshowspatchername": 0,
						"boxes": [
							{
								"box": {
									"id": "obj-1",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										20.0,
										232.088,
										20.0
									],
									"text": "The ssh line becomes the command line."
								}
							},
							{
								"box": {
									"id": "obj-2",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 1,
									"comment": "use"
								}
							},
							{
								"box": {
									"id": "obj-3",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										68.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 2,
									"comment": "text of the ssh line"
								}
							},
							{
								"box": {
									"id": "obj-4",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 2,
									"patching_rect": [
										68.0,
										94.0,
										60.6,
										22.0
									],
									"outlettype": [
										"",
										""
									],
									"text": "route text"
								}
							},
							{
								"box": {
									"id": "obj-5",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										68.0,
										138.0,
										74.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend set"
								}
							},
							{
								"box": {
									"id": "obj-6",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										94.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "t b"
								}
							},
							{
								"box": {
									"id": "obj-7",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										178.0,
										30,
										30
									],
									"index": 1,
									"comment": "asks for the ssh line"
								}
							},
							{
								"box": {
									"id": "obj-8",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										68.0,
										178.0,
										30,
										30
									],
									"index": 2,
									"comment": "to the command line"
								}
							}
						],
						"lines": [
							{
								"patchline": {
									"source": [
										"obj-3",
										0
									],
									"destination": [
										"obj-4",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-4",
										0
									],
									"destination": [
										"obj-5",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-4",
										1
									],
									"destination": [
										"obj-5",
										0
									],
									"order": 1
								}
							},
							{
								"patchline": {
									"source": [
										"obj-2",
										0
									],
									"destination": [
										"obj-6",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-6",
										0
									],
									"destination": [
										"obj-7",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										0
									],
									"destination": [
										"obj-8",
										0
									],
									"order": 0
								}
							}
						],
						"dependency_cache": [],
						"autosave": 0
					},
					"outlettype": [
						"",
						""
					],
					"text": "p use-ssh"
				}
			},
			{
				"box": {
					"id": "obj-228",
					"maxclass": "newobj",
					"numinlets": 9,
					"numoutlets": 1,
					"patching_rect": [
						740.0,
						756.0,
						135.0,
						22.0
					],
					"patcher": {
						"fileversion": 1,
						"appversion": {
							"major": 8,
							"minor": 5,
							"revision": 5,
							"architecture": "x64",
							"modernui": 1
						},
						"classnamespace": "box",
						"rect": [
							85.0,
							104.0,
							1005.9,
							184.0
						],
						"bglocked": 0,
						"openinpresentation": 0,
						"default_fontsize": 12.0,
						"default_fontface": 0,
						"default_fontname": "Arial",
						"gridonopen": 0,
						"gridsize": [
							15.0,
							15.0
						],
						"gridsnaponopen": 1,
						"objectsnaponopen": 1,
						"statusbarvisible": 2,
						"toolbarvisible": 1,
						"lefttoolbarpinned": 0,
						"toptoolbarpinned": 0,
						"righttoolbarpinned": 0,
						"bottomtoolbarpinned": 0,
						"toolbars_unpinned_last_save": 0,
						"tallnewobj": 0,
						"boxanimatetime": 200,
						"enablehscroll": 1,
						"enablevscroll": 1,
						"devicewidth": 0.0,
						"description": "",
						"digest": "",
						"tags": "",
						"style": "",
						"subpatcher_template": "",
						"assistshowspatchername": 0,
						"boxes": [
							{
								"box": {
									"id": "obj-1",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										20.0,
										336.8,
										20.0
									],
									"text": "Every control of `3 play` becomes one message to the script."
								}
							},
							{
								"box": {
									"id": "obj-2",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 1,
									"comment": "play"
								}
							},
							{
								"box": {
									"id": "obj-3",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										68.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 2,
									"comment": "stem 1"
								}
							},
							{
								"box": {
									"id": "obj-4",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										116.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 3,
									"comment": "stem 2"
								}
							},
							{
								"box": {
									"id": "obj-5",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										164.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 4,
									"comment": "stem 3"
								}
							},
							{
								"box": {
									"id": "obj-6",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										212.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 5,
									"comment": "stem 4"
								}
							},
							{
								"box": {
									"id": "obj-7",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										260.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 6,
									"comment": "step"
								}
							},
							{
								"box": {
									"id": "obj-8",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										308.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 7,
									"comment": "lookahead"
								}
							},
							{
								"box": {
									"id": "obj-9",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										356.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 8,
									"comment": "point"
								}
							},
							{
								"box": {
									"id": "obj-10",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										404.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 9,
									"comment": "adapt"
								}
							},
							{
								"box": {
									"id": "obj-11",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										94.0,
										80.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend play"
								}
							},
							{
								"box": {
									"id": "obj-12",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										118.0,
										94.0,
										94.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend stem 1"
								}
							},
							{
								"box": {
									"id": "obj-13",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										230.0,
										94.0,
										94.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend stem 2"
								}
							},
							{
								"box": {
									"id": "obj-14",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										342.0,
										94.0,
										94.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend stem 3"
								}
							},
							{
								"box": {
									"id": "obj-15",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										454.0,
										94.0,
										94.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend stem 4"
								}
							},
							{
								"box": {
									"id": "obj-16",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										566.0,
										94.0,
										80.6,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend step"
								}
							},
							{
								"box": {
									"id": "obj-17",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										664.6,
										94.0,
										113.3,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend lookahead"
								}
							},
							{
								"box": {
									"id": "obj-18",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										795.9,
										94.0,
										84.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend point"
								}
							},
							{
								"box": {
									"id": "obj-19",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										897.9,
										94.0,
										88.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend adapt"
								}
							},
							{
								"box": {
									"id": "obj-20",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										134.0,
										30,
										30
									],
									"index": 1,
									"comment": "to the script"
								}
							}
						],
						"lines": [
							{
								"patchline": {
									"source": [
										"obj-2",
										0
									],
									"destination": [
										"obj-11",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										0
									],
									"destination": [
										"obj-12",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-4",
										0
									],
									"destination": [
										"obj-13",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										0
									],
									"destination": [
										"obj-14",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-6",
										0
									],
									"destination": [
										"obj-15",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-7",
										0
									],
									"destination": [
										"obj-16",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-8",
										0
									],
									"destination": [
										"obj-17",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-9",
										0
									],
									"destination": [
										"obj-18",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-10",
										0
									],
									"destination": [
										"obj-19",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-11",
										0
									],
									"destination": [
										"obj-20",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-12",
										0
									],
									"destination": [
										"obj-20",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-13",
										0
									],
									"destination": [
										"obj-20",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-14",
										0
									],
									"destination": [
										"obj-20",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-15",
										0
									],
									"destination": [
										"obj-20",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-16",
										0
									],
									"destination": [
										"obj-20",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-17",
										0
									],
									"destination": [
										"obj-20",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-18",
										0
									],
									"destination": [
										"obj-20",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-19",
										0
									],
									"destination": [
										"obj-20",
										0
									],
									"order": 0
								}
							}
						],
						"dependency_cache": [],
						"autosave": 0
					},
					"outlettype": [
						""
					],
					"text": "p play-commands"
				}
			},
			{
				"box": {
					"id": "obj-229",
					"maxclass": "newobj",
					"numinlets": 1,
					"numoutlets": 3,
					"patching_rect": [
						740.0,
						836.0,
						55.3,
						22.0
					],
					"outlettype": [
						"",
						"",
						""
					],
					"text": "js rtap.js",
					"saved_object_attributes": {
						"parameter_enable": 0
					}
				}
			},
			{
				"box": {
					"id": "obj-230",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						830.0,
						836.0,
						315.512,
						20.0
					],
					"text": "the script: outlets to udpsend, to udpreceive, to the panel"
				}
			},
			{
				"box": {
					"id": "obj-231",
					"maxclass": "newobj",
					"numinlets": 2,
					"numoutlets": 1,
					"patching_rect": [
						740.0,
						886.0,
						62.6,
						22.0
					],
					"patcher": {
						"fileversion": 1,
						"appversion": {
							"major": 8,
							"minor": 5,
							"revision": 5,
							"architecture": "x64",
							"modernui": 1
						},
						"classnamespace": "box",
						"rect": [
							85.0,
							104.0,
							634.956,
							206.0
						],
						"bglocked": 0,
						"openinpresentation": 0,
						"default_fontsize": 12.0,
						"default_fontface": 0,
						"default_fontname": "Arial",
						"gridonopen": 0,
						"gridsize": [
							15.0,
							15.0
						],
						"gridsnaponopen": 1,
						"objectsnaponopen": 1,
						"statusbarvisible": 2,
						"toolbarvisible": 1,
						"lefttoolbarpinned": 0,
						"toptoolbarpinned": 0,
						"righttoolbarpinned": 0,
						"bottomtoolbarpinned": 0,
						"toolbars_unpinned_last_save": 0,
						"tallnewobj": 0,
						"boxanimatetime": 200,
						"enablehscroll": 1,
						"enablevscroll": 1,
						"devicewidth": 0.0,
						"description": "",
						"digest": "",
						"tags": "",
						"style": "",
						"subpatcher_template": "",
						"assistshowspatchername": 0,
						"boxes": [
							{
								"box": {
									"id": "obj-1",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										20.0,
										594.956,
										20.0
									],
									"text": "udpsend sends no more than 5096 bytes until told (maxpacketsize, by p defaults): a chunk of context is more."
								}
							},
							{
								"box": {
									"id": "obj-2",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										42.0,
										508.052,
										20.0
									],
									"text": "udpreceive: the script sends port and maxqueuesize. @defer 1: not in the scheduler's thread."
								}
							},
							{
								"box": {
									"id": "obj-3",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										64.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 1,
									"comment": "OSC; host, port, maxpacketsize"
								}
							},
							{
								"box": {
									"id": "obj-4",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										68.0,
										64.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 2,
									"comment": "port, maxqueuesize"
								}
							},
							{
								"box": {
									"id": "obj-5",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										116.0,
										140.0,
										22.0
									],
									"text": "udpsend 127.0.0.1 7000"
								}
							},
							{
								"box": {
									"id": "obj-6",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										178.0,
										116.0,
										152.2,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "udpreceive 8000 @defer 1"
								}
							},
							{
								"box": {
									"id": "obj-7",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										178.0,
										156.0,
										30,
										30
									],
									"index": 1,
									"comment": "every message, unchanged, to the script"
								}
							}
						],
						"lines": [
							{
								"patchline": {
									"source": [
										"obj-3",
										0
									],
									"destination": [
										"obj-5",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-4",
										0
									],
									"destination": [
										"obj-6",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-6",
										0
									],
									"destination": [
										"obj-7",
										0
									],
									"order": 0
								}
							}
						],
						"dependency_cache": [],
						"autosave": 0
					},
					"outlettype": [
						""
					],
					"text": "p network"
				}
			},
			{
				"box": {
					"id": "obj-232",
					"maxclass": "newobj",
					"numinlets": 2,
					"numoutlets": 1,
					"patching_rect": [
						1640.0,
						170.0,
						120.4,
						22.0
					],
					"outlettype": [
						"signal"
					],
					"text": "count~ 0 524288 1 1"
				}
			},
			{
				"box": {
					"id": "obj-233",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1766.4,
						170.0,
						250.796,
						20.0
					],
					"text": "index of the ring, from 0 when audio goes on"
				}
			},
			{
				"box": {
					"id": "obj-234",
					"maxclass": "newobj",
					"numinlets": 2,
					"numoutlets": 1,
					"patching_rect": [
						1700.0,
						210.0,
						76.3,
						22.0
					],
					"outlettype": [
						""
					],
					"text": "snapshot~ 5"
				}
			},
			{
				"box": {
					"id": "obj-235",
					"maxclass": "newobj",
					"numinlets": 1,
					"numoutlets": 1,
					"patching_rect": [
						1700.0,
						260.0,
						91.3,
						22.0
					],
					"outlettype": [
						""
					],
					"text": "prepend cursor"
				}
			},
			{
				"box": {
					"id": "obj-236",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1797.3,
						260.0,
						76.028,
						20.0
					],
					"text": "to the script"
				}
			},
			{
				"box": {
					"id": "obj-237",
					"maxclass": "newobj",
					"numinlets": 1,
					"numoutlets": 1,
					"patching_rect": [
						1700.0,
						310.0,
						60.0,
						22.0
					],
					"patcher": {
						"fileversion": 1,
						"appversion": {
							"major": 8,
							"minor": 5,
							"revision": 5,
							"architecture": "x64",
							"modernui": 1
						},
						"classnamespace": "box",
						"rect": [
							85.0,
							104.0,
							521.9,
							228.0
						],
						"bglocked": 0,
						"openinpresentation": 0,
						"default_fontsize": 12.0,
						"default_fontface": 0,
						"default_fontname": "Arial",
						"gridonopen": 0,
						"gridsize": [
							15.0,
							15.0
						],
						"gridsnaponopen": 1,
						"objectsnaponopen": 1,
						"statusbarvisible": 2,
						"toolbarvisible": 1,
						"lefttoolbarpinned": 0,
						"toptoolbarpinned": 0,
						"righttoolbarpinned": 0,
						"bottomtoolbarpinned": 0,
						"toolbars_unpinned_last_save": 0,
						"tallnewobj": 0,
						"boxanimatetime": 200,
						"enablehscroll": 1,
						"enablevscroll": 1,
						"devicewidth": 0.0,
						"description": "",
						"digest": "",
						"tags": "",
						"style": "",
						"subpatcher_template": "",
						"assistshowspatchername": 0,
						"boxes": [
							{
								"box": {
									"id": "obj-1",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										20.0,
										465.26,
										20.0
									],
									"text": "dspstate~ reports when audio goes on or off, and when banged: on or off comes last."
								}
							},
							{
								"box": {
									"id": "obj-2",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 1,
									"comment": "bang: report"
								}
							},
							{
								"box": {
									"id": "obj-3",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 4,
									"patching_rect": [
										20.0,
										94.0,
										63.0,
										22.0
									],
									"outlettype": [
										"",
										"",
										"",
										""
									],
									"text": "dspstate~"
								}
							},
							{
								"box": {
									"id": "obj-4",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										138.0,
										77.3,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend dsp"
								}
							},
							{
								"box": {
									"id": "obj-5",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										178.0,
										30,
										30
									],
									"index": 1,
									"comment": "to the script"
								}
							},
							{
								"box": {
									"id": "obj-6",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										115.3,
										138.0,
										117.3,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend samplerate"
								}
							},
							{
								"box": {
									"id": "obj-7",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										250.6,
										138.0,
										112.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend vectorsize"
								}
							},
							{
								"box": {
									"id": "obj-8",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										380.6,
										138.0,
										121.3,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend iovectorsize"
								}
							}
						],
						"lines": [
							{
								"patchline": {
									"source": [
										"obj-2",
										0
									],
									"destination": [
										"obj-3",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										0
									],
									"destination": [
										"obj-4",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-4",
										0
									],
									"destination": [
										"obj-5",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										1
									],
									"destination": [
										"obj-6",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-6",
										0
									],
									"destination": [
										"obj-5",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										2
									],
									"destination": [
										"obj-7",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-7",
										0
									],
									"destination": [
										"obj-5",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										3
									],
									"destination": [
										"obj-8",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-8",
										0
									],
									"destination": [
										"obj-5",
										0
									],
									"order": 0
								}
							}
						],
						"dependency_cache": [],
						"autosave": 0
					},
					"outlettype": [
						""
					],
					"text": "p dsp"
				}
			},
			{
				"box": {
					"id": "obj-238",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1766.0,
						310.0,
						168.74,
						20.0
					],
					"text": "rate and vectors, to the script"
				}
			},
			{
				"box": {
					"id": "obj-239",
					"maxclass": "newobj",
					"numinlets": 1,
					"numoutlets": 1,
					"patching_rect": [
						1890.0,
						260.0,
						76.6,
						22.0
					],
					"patcher": {
						"fileversion": 1,
						"appversion": {
							"major": 8,
							"minor": 5,
							"revision": 5,
							"architecture": "x64",
							"modernui": 1
						},
						"classnamespace": "box",
						"rect": [
							85.0,
							104.0,
							577.572,
							272.0
						],
						"bglocked": 0,
						"openinpresentation": 0,
						"default_fontsize": 12.0,
						"default_fontface": 0,
						"default_fontname": "Arial",
						"gridonopen": 0,
						"gridsize": [
							15.0,
							15.0
						],
						"gridsnaponopen": 1,
						"objectsnaponopen": 1,
						"statusbarvisible": 2,
						"toolbarvisible": 1,
						"lefttoolbarpinned": 0,
						"toptoolbarpinned": 0,
						"righttoolbarpinned": 0,
						"bottomtoolbarpinned": 0,
						"toolbars_unpinned_last_save": 0,
						"tallnewobj": 0,
						"boxanimatetime": 200,
						"enablehscroll": 1,
						"enablevscroll": 1,
						"devicewidth": 0.0,
						"description": "",
						"digest": "",
						"tags": "",
						"style": "",
						"subpatcher_template": "",
						"assistshowspatchername": 0,
						"boxes": [
							{
								"box": {
									"id": "obj-1",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										20.0,
										537.572,
										20.0
									],
									"text": "A line where the ring is being played, ten times a second: drawing must not keep the script waiting."
								}
							},
							{
								"box": {
									"id": "obj-2",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 1,
									"comment": "cursor, samples"
								}
							},
							{
								"box": {
									"id": "obj-3",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										94.0,
										82.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "speedlim 100"
								}
							},
							{
								"box": {
									"id": "obj-4",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										138.0,
										40.6,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "/ 44.1"
								}
							},
							{
								"box": {
									"id": "obj-5",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										182.0,
										76.6,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend line"
								}
							},
							{
								"box": {
									"id": "obj-6",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										222.0,
										30,
										30
									],
									"index": 1,
									"comment": "to every waveform~"
								}
							}
						],
						"lines": [
							{
								"patchline": {
									"source": [
										"obj-2",
										0
									],
									"destination": [
										"obj-3",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										0
									],
									"destination": [
										"obj-4",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-4",
										0
									],
									"destination": [
										"obj-5",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										0
									],
									"destination": [
										"obj-6",
										0
									],
									"order": 0
								}
							}
						],
						"dependency_cache": [],
						"autosave": 0
					},
					"outlettype": [
						""
					],
					"text": "p cursor-line"
				}
			},
			{
				"box": {
					"id": "obj-240",
					"maxclass": "newobj",
					"numinlets": 6,
					"numoutlets": 2,
					"patching_rect": [
						1700.0,
						440.0,
						90.0,
						22.0
					],
					"patcher": {
						"fileversion": 1,
						"appversion": {
							"major": 8,
							"minor": 5,
							"revision": 5,
							"architecture": "x64",
							"modernui": 1
						},
						"classnamespace": "box",
						"rect": [
							85.0,
							104.0,
							1102.668,
							514.0
						],
						"bglocked": 0,
						"openinpresentation": 0,
						"default_fontsize": 12.0,
						"default_fontface": 0,
						"default_fontname": "Arial",
						"gridonopen": 0,
						"gridsize": [
							15.0,
							15.0
						],
						"gridsnaponopen": 1,
						"objectsnaponopen": 1,
						"statusbarvisible": 2,
						"toolbarvisible": 1,
						"lefttoolbarpinned": 0,
						"toptoolbarpinned": 0,
						"righttoolbarpinned": 0,
						"bottomtoolbarpinned": 0,
						"toolbars_unpinned_last_save": 0,
						"tallnewobj": 0,
						"boxanimatetime": 200,
						"enablehscroll": 1,
						"enablevscroll": 1,
						"devicewidth": 0.0,
						"description": "",
						"digest": "",
						"tags": "",
						"style": "",
						"subpatcher_template": "",
						"assistshowspatchername": 0,
						"boxes": [
							{
								"box": {
									"id": "obj-1",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										20.0,
										586.256,
										20.0
									],
									"text": "What is heard: the microphone (source 0) or the loop (1), each behind a ramp of 20 ms; written into the ring."
								}
							},
							{
								"box": {
									"id": "obj-2",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										42.0,
										482.576,
										20.0
									],
									"text": "groove~ plays a loop of another rate at its right pitch; a signal of 1 at its inlet is its speed."
								}
							},
							{
								"box": {
									"id": "obj-3",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										64.0,
										30.0,
										30.0
									],
									"outlettype": [
										"signal"
									],
									"index": 1,
									"comment": "index of the ring"
								}
							},
							{
								"box": {
									"id": "obj-4",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										68.0,
										64.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 2,
									"comment": "source: 0 microphone, 1 loop"
								}
							},
							{
								"box": {
									"id": "obj-5",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										116.0,
										64.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 3,
									"comment": "begin"
								}
							},
							{
								"box": {
									"id": "obj-6",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										164.0,
										64.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 4,
									"comment": "ended"
								}
							},
							{
								"box": {
									"id": "obj-7",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										212.0,
										64.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 5,
									"comment": "open a loop"
								}
							},
							{
								"box": {
									"id": "obj-8",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										260.0,
										64.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 6,
									"comment": "loop's state"
								}
							},
							{
								"box": {
									"id": "obj-9",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 2,
									"patching_rect": [
										68.0,
										116.0,
										34.0,
										22.0
									],
									"outlettype": [
										"",
										""
									],
									"text": "t i i"
								}
							},
							{
								"box": {
									"id": "obj-10",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										68.0,
										160.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "!- 1"
								}
							},
							{
								"box": {
									"id": "obj-11",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										68.0,
										204.0,
										46.6,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "$1 20"
								}
							},
							{
								"box": {
									"id": "obj-12",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 2,
									"patching_rect": [
										68.0,
										248.0,
										49.6,
										22.0
									],
									"outlettype": [
										"signal",
										"signal"
									],
									"text": "line~ 0."
								}
							},
							{
								"box": {
									"id": "obj-13",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										120.0,
										160.0,
										46.6,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "$1 20"
								}
							},
							{
								"box": {
									"id": "obj-14",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 2,
									"patching_rect": [
										132.6,
										204.0,
										49.6,
										22.0
									],
									"outlettype": [
										"signal",
										"signal"
									],
									"text": "line~ 0."
								}
							},
							{
								"box": {
									"id": "obj-15",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 3,
									"patching_rect": [
										116.0,
										116.0,
										45.0,
										22.0
									],
									"outlettype": [
										"",
										"",
										""
									],
									"text": "t b b b"
								}
							},
							{
								"box": {
									"id": "obj-16",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										184.6,
										160.0,
										43.3,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "1. 20"
								}
							},
							{
								"box": {
									"id": "obj-17",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 2,
									"patching_rect": [
										200.2,
										204.0,
										49.6,
										22.0
									],
									"outlettype": [
										"signal",
										"signal"
									],
									"text": "line~ 0."
								}
							},
							{
								"box": {
									"id": "obj-18",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 2,
									"patching_rect": [
										179.0,
										116.0,
										34.0,
										22.0
									],
									"outlettype": [
										"",
										""
									],
									"text": "t b b"
								}
							},
							{
								"box": {
									"id": "obj-19",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										245.9,
										160.0,
										43.3,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "0. 20"
								}
							},
							{
								"box": {
									"id": "obj-20",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										307.2,
										160.0,
										56.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "delay 30"
								}
							},
							{
								"box": {
									"id": "obj-21",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										369.2,
										160.0,
										127.376,
										20.0
									],
									"text": "stops when it is silent"
								}
							},
							{
								"box": {
									"id": "obj-22",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										514.576,
										160.0,
										39.3,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "stop"
								}
							},
							{
								"box": {
									"id": "obj-23",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										231.0,
										116.0,
										46.3,
										22.0
									],
									"outlettype": [
										"signal"
									],
									"text": "sig~ 1."
								}
							},
							{
								"box": {
									"id": "obj-24",
									"maxclass": "newobj",
									"numinlets": 3,
									"numoutlets": 2,
									"patching_rect": [
										571.876,
										160.0,
										153.2,
										22.0
									],
									"outlettype": [
										"signal",
										"signal"
									],
									"text": "groove~ rtap-loop @loop 1"
								}
							},
							{
								"box": {
									"id": "obj-25",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										731.076,
										160.0,
										78.692,
										20.0
									],
									"text": "first channel"
								}
							},
							{
								"box": {
									"id": "obj-26",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										827.768,
										160.0,
										62.6,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "startloop"
								}
							},
							{
								"box": {
									"id": "obj-27",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										307.2,
										204.0,
										39.3,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "stop"
								}
							},
							{
								"box": {
									"id": "obj-28",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										295.3,
										116.0,
										47.0,
										22.0
									],
									"outlettype": [
										"signal"
									],
									"text": "adc~ 1"
								}
							},
							{
								"box": {
									"id": "obj-29",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										295.3,
										292.0,
										34.0,
										22.0
									],
									"outlettype": [
										"signal"
									],
									"text": "*~"
								}
							},
							{
								"box": {
									"id": "obj-30",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										571.876,
										248.0,
										34.0,
										22.0
									],
									"outlettype": [
										"signal"
									],
									"text": "*~"
								}
							},
							{
								"box": {
									"id": "obj-31",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										571.876,
										292.0,
										34.0,
										22.0
									],
									"outlettype": [
										"signal"
									],
									"text": "*~"
								}
							},
							{
								"box": {
									"id": "obj-32",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										295.3,
										336.0,
										34.0,
										22.0
									],
									"outlettype": [
										"signal"
									],
									"text": "+~"
								}
							},
							{
								"box": {
									"id": "obj-33",
									"maxclass": "newobj",
									"numinlets": 3,
									"numoutlets": 0,
									"patching_rect": [
										295.3,
										380.0,
										120.3,
										22.0
									],
									"text": "poke~ rtap-context 1"
								}
							},
							{
								"box": {
									"id": "obj-34",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 2,
									"patching_rect": [
										360.3,
										116.0,
										209.2,
										22.0
									],
									"outlettype": [
										"",
										""
									],
									"text": "buffer~ rtap-context @samps 524288"
								}
							},
							{
								"box": {
									"id": "obj-35",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										575.5,
										116.0,
										142.064,
										20.0
									],
									"text": "the ring of what is heard"
								}
							},
							{
								"box": {
									"id": "obj-36",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										735.564,
										116.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "t b"
								}
							},
							{
								"box": {
									"id": "obj-37",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										908.368,
										160.0,
										49.3,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "sound"
								}
							},
							{
								"box": {
									"id": "obj-38",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 2,
									"patching_rect": [
										908.368,
										204.0,
										69.3,
										22.0
									],
									"outlettype": [
										"",
										""
									],
									"text": "opendialog"
								}
							},
							{
								"box": {
									"id": "obj-39",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										908.368,
										248.0,
										97.3,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend replace"
								}
							},
							{
								"box": {
									"id": "obj-40",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 2,
									"patching_rect": [
										908.368,
										292.0,
										174.3,
										22.0
									],
									"outlettype": [
										"",
										""
									],
									"text": "buffer~ rtap-loop rtap-loop.wav"
								}
							},
							{
								"box": {
									"id": "obj-41",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 10,
									"patching_rect": [
										908.368,
										336.0,
										150.0,
										22.0
									],
									"outlettype": [
										"",
										"",
										"",
										"",
										"",
										"",
										"",
										"",
										"",
										""
									],
									"text": "info~ rtap-loop"
								}
							},
							{
								"box": {
									"id": "obj-42",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										787.564,
										116.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "t b"
								}
							},
							{
								"box": {
									"id": "obj-43",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										908.368,
										380.0,
										55.3,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "pack 0 s"
								}
							},
							{
								"box": {
									"id": "obj-44",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										295.3,
										464.0,
										30,
										30
									],
									"index": 1,
									"comment": "what is heard"
								}
							},
							{
								"box": {
									"id": "obj-45",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										908.368,
										424.0,
										97.3,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "set $2 at $1 Hz"
								}
							},
							{
								"box": {
									"id": "obj-46",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										908.368,
										464.0,
										30,
										30
									],
									"index": 2,
									"comment": "name and rate of the loop"
								}
							}
						],
						"lines": [
							{
								"patchline": {
									"source": [
										"obj-4",
										0
									],
									"destination": [
										"obj-9",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-9",
										1
									],
									"destination": [
										"obj-10",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-10",
										0
									],
									"destination": [
										"obj-11",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-11",
										0
									],
									"destination": [
										"obj-12",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-9",
										0
									],
									"destination": [
										"obj-13",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-13",
										0
									],
									"destination": [
										"obj-14",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										0
									],
									"destination": [
										"obj-15",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-15",
										0
									],
									"destination": [
										"obj-16",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-16",
										0
									],
									"destination": [
										"obj-17",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-6",
										0
									],
									"destination": [
										"obj-18",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-18",
										1
									],
									"destination": [
										"obj-19",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-19",
										0
									],
									"destination": [
										"obj-17",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-18",
										0
									],
									"destination": [
										"obj-20",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-15",
										2
									],
									"destination": [
										"obj-22",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-22",
										0
									],
									"destination": [
										"obj-20",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-23",
										0
									],
									"destination": [
										"obj-24",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-15",
										1
									],
									"destination": [
										"obj-26",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-26",
										0
									],
									"destination": [
										"obj-24",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-20",
										0
									],
									"destination": [
										"obj-27",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-27",
										0
									],
									"destination": [
										"obj-24",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-28",
										0
									],
									"destination": [
										"obj-29",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-12",
										0
									],
									"destination": [
										"obj-29",
										1
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-24",
										0
									],
									"destination": [
										"obj-30",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-14",
										0
									],
									"destination": [
										"obj-30",
										1
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-30",
										0
									],
									"destination": [
										"obj-31",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-17",
										0
									],
									"destination": [
										"obj-31",
										1
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-29",
										0
									],
									"destination": [
										"obj-32",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-31",
										0
									],
									"destination": [
										"obj-32",
										1
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-32",
										0
									],
									"destination": [
										"obj-33",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										0
									],
									"destination": [
										"obj-33",
										1
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-7",
										0
									],
									"destination": [
										"obj-36",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-36",
										0
									],
									"destination": [
										"obj-37",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-37",
										0
									],
									"destination": [
										"obj-38",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-38",
										0
									],
									"destination": [
										"obj-39",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-39",
										0
									],
									"destination": [
										"obj-40",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-40",
										1
									],
									"destination": [
										"obj-41",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-8",
										0
									],
									"destination": [
										"obj-42",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-42",
										0
									],
									"destination": [
										"obj-41",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-41",
										0
									],
									"destination": [
										"obj-43",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-41",
										7
									],
									"destination": [
										"obj-43",
										1
									],
									"order": 1
								}
							},
							{
								"patchline": {
									"source": [
										"obj-32",
										0
									],
									"destination": [
										"obj-44",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-43",
										0
									],
									"destination": [
										"obj-45",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-45",
										0
									],
									"destination": [
										"obj-46",
										0
									],
									"order": 0
								}
							}
						],
						"dependency_cache": [],
						"autosave": 0
					},
					"outlettype": [
						"signal",
						""
					],
					"text": "p context"
				}
			},
			{
				"box": {
					"id": "obj-241",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1796.0,
						440.0,
						154.736,
						20.0
					],
					"text": "what is heard, into the ring"
				}
			},
			{
				"box": {
					"id": "obj-242",
					"maxclass": "newobj",
					"numinlets": 1,
					"numoutlets": 5,
					"patching_rect": [
						1640.0,
						520.0,
						75.0,
						22.0
					],
					"patcher": {
						"fileversion": 1,
						"appversion": {
							"major": 8,
							"minor": 5,
							"revision": 5,
							"architecture": "x64",
							"modernui": 1
						},
						"classnamespace": "box",
						"rect": [
							85.0,
							104.0,
							1540.0,
							272.0
						],
						"bglocked": 0,
						"openinpresentation": 0,
						"default_fontsize": 12.0,
						"default_fontface": 0,
						"default_fontname": "Arial",
						"gridonopen": 0,
						"gridsize": [
							15.0,
							15.0
						],
						"gridsnaponopen": 1,
						"objectsnaponopen": 1,
						"statusbarvisible": 2,
						"toolbarvisible": 1,
						"lefttoolbarpinned": 0,
						"toptoolbarpinned": 0,
						"righttoolbarpinned": 0,
						"bottomtoolbarpinned": 0,
						"toolbars_unpinned_last_save": 0,
						"tallnewobj": 0,
						"boxanimatetime": 200,
						"enablehscroll": 1,
						"enablevscroll": 1,
						"devicewidth": 0.0,
						"description": "",
						"digest": "",
						"tags": "",
						"style": "",
						"subpatcher_template": "",
						"assistshowspatchername": 0,
						"boxes": [
							{
								"box": {
									"id": "obj-1",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										20.0,
										578.264,
										20.0
									],
									"text": "index~ reads what the script has written, by the ring's index: no interpolation, nothing to be punctual about."
								}
							},
							{
								"box": {
									"id": "obj-2",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										"signal"
									],
									"index": 1,
									"comment": "index of the ring"
								}
							},
							{
								"box": {
									"id": "obj-3",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										94.0,
										123.6,
										22.0
									],
									"outlettype": [
										"signal"
									],
									"text": "index~ rtap-answer-1"
								}
							},
							{
								"box": {
									"id": "obj-4",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										161.6,
										94.0,
										123.6,
										22.0
									],
									"outlettype": [
										"signal"
									],
									"text": "index~ rtap-answer-2"
								}
							},
							{
								"box": {
									"id": "obj-5",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										303.2,
										94.0,
										123.6,
										22.0
									],
									"outlettype": [
										"signal"
									],
									"text": "index~ rtap-answer-3"
								}
							},
							{
								"box": {
									"id": "obj-6",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										444.8,
										94.0,
										123.6,
										22.0
									],
									"outlettype": [
										"signal"
									],
									"text": "index~ rtap-answer-4"
								}
							},
							{
								"box": {
									"id": "obj-7",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										138.0,
										34.0,
										22.0
									],
									"outlettype": [
										"signal"
									],
									"text": "+~"
								}
							},
							{
								"box": {
									"id": "obj-8",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										303.2,
										138.0,
										34.0,
										22.0
									],
									"outlettype": [
										"signal"
									],
									"text": "+~"
								}
							},
							{
								"box": {
									"id": "obj-9",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										182.0,
										34.0,
										22.0
									],
									"outlettype": [
										"signal"
									],
									"text": "+~"
								}
							},
							{
								"box": {
									"id": "obj-10",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 2,
									"patching_rect": [
										586.4,
										94.0,
										219.9,
										22.0
									],
									"outlettype": [
										"",
										""
									],
									"text": "buffer~ rtap-answer-1 @samps 524288"
								}
							},
							{
								"box": {
									"id": "obj-11",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 2,
									"patching_rect": [
										824.3,
										94.0,
										219.9,
										22.0
									],
									"outlettype": [
										"",
										""
									],
									"text": "buffer~ rtap-answer-2 @samps 524288"
								}
							},
							{
								"box": {
									"id": "obj-12",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 2,
									"patching_rect": [
										1062.2,
										94.0,
										219.9,
										22.0
									],
									"outlettype": [
										"",
										""
									],
									"text": "buffer~ rtap-answer-3 @samps 524288"
								}
							},
							{
								"box": {
									"id": "obj-13",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 2,
									"patching_rect": [
										1300.1,
										94.0,
										219.9,
										22.0
									],
									"outlettype": [
										"",
										""
									],
									"text": "buffer~ rtap-answer-4 @samps 524288"
								}
							},
							{
								"box": {
									"id": "obj-14",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										222.0,
										30,
										30
									],
									"index": 1,
									"comment": "answer 1"
								}
							},
							{
								"box": {
									"id": "obj-15",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										161.6,
										222.0,
										30,
										30
									],
									"index": 2,
									"comment": "answer 2"
								}
							},
							{
								"box": {
									"id": "obj-16",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										303.2,
										222.0,
										30,
										30
									],
									"index": 3,
									"comment": "answer 3"
								}
							},
							{
								"box": {
									"id": "obj-17",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										444.8,
										222.0,
										30,
										30
									],
									"index": 4,
									"comment": "answer 4"
								}
							},
							{
								"box": {
									"id": "obj-18",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										492.8,
										222.0,
										30,
										30
									],
									"index": 5,
									"comment": "all answers"
								}
							}
						],
						"lines": [
							{
								"patchline": {
									"source": [
										"obj-2",
										0
									],
									"destination": [
										"obj-3",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-2",
										0
									],
									"destination": [
										"obj-4",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-2",
										0
									],
									"destination": [
										"obj-5",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-2",
										0
									],
									"destination": [
										"obj-6",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										0
									],
									"destination": [
										"obj-7",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-4",
										0
									],
									"destination": [
										"obj-7",
										1
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										0
									],
									"destination": [
										"obj-8",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-6",
										0
									],
									"destination": [
										"obj-8",
										1
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-7",
										0
									],
									"destination": [
										"obj-9",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-8",
										0
									],
									"destination": [
										"obj-9",
										1
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										0
									],
									"destination": [
										"obj-14",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-4",
										0
									],
									"destination": [
										"obj-15",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										0
									],
									"destination": [
										"obj-16",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-6",
										0
									],
									"destination": [
										"obj-17",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-9",
										0
									],
									"destination": [
										"obj-18",
										0
									],
									"order": 0
								}
							}
						],
						"dependency_cache": [],
						"autosave": 0
					},
					"outlettype": [
						"signal",
						"signal",
						"signal",
						"signal",
						"signal"
					],
					"text": "p answers"
				}
			},
			{
				"box": {
					"id": "obj-243",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1721.0,
						520.0,
						210.092,
						20.0
					],
					"text": "what the script wrote, out of the rings"
				}
			},
			{
				"box": {
					"id": "obj-244",
					"maxclass": "newobj",
					"numinlets": 6,
					"numoutlets": 1,
					"patching_rect": [
						1640.0,
						610.0,
						90.0,
						22.0
					],
					"patcher": {
						"fileversion": 1,
						"appversion": {
							"major": 8,
							"minor": 5,
							"revision": 5,
							"architecture": "x64",
							"modernui": 1
						},
						"classnamespace": "box",
						"rect": [
							85.0,
							104.0,
							582.264,
							360.0
						],
						"bglocked": 0,
						"openinpresentation": 0,
						"default_fontsize": 12.0,
						"default_fontface": 0,
						"default_fontname": "Arial",
						"gridonopen": 0,
						"gridsize": [
							15.0,
							15.0
						],
						"gridsnaponopen": 1,
						"objectsnaponopen": 1,
						"statusbarvisible": 2,
						"toolbarvisible": 1,
						"lefttoolbarpinned": 0,
						"toptoolbarpinned": 0,
						"righttoolbarpinned": 0,
						"bottomtoolbarpinned": 0,
						"toolbars_unpinned_last_save": 0,
						"tallnewobj": 0,
						"boxanimatetime": 200,
						"enablehscroll": 1,
						"enablevscroll": 1,
						"devicewidth": 0.0,
						"description": "",
						"digest": "",
						"tags": "",
						"style": "",
						"subpatcher_template": "",
						"assistshowspatchername": 0,
						"boxes": [
							{
								"box": {
									"id": "obj-1",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										20.0,
										542.264,
										20.0
									],
									"text": "As much of the context and of the accompaniment as wanted; recorded apart, before their volumes."
								}
							},
							{
								"box": {
									"id": "obj-2",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										"signal"
									],
									"index": 1,
									"comment": "what is heard"
								}
							},
							{
								"box": {
									"id": "obj-3",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										68.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										"signal"
									],
									"index": 2,
									"comment": "all answers"
								}
							},
							{
								"box": {
									"id": "obj-4",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										116.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 3,
									"comment": "hear the context"
								}
							},
							{
								"box": {
									"id": "obj-5",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										164.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 4,
									"comment": "accompaniment"
								}
							},
							{
								"box": {
									"id": "obj-6",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										212.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 5,
									"comment": "choose a file"
								}
							},
							{
								"box": {
									"id": "obj-7",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										260.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 6,
									"comment": "record: 0 or 1"
								}
							},
							{
								"box": {
									"id": "obj-8",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										116.0,
										94.0,
										46.6,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "$1 20"
								}
							},
							{
								"box": {
									"id": "obj-9",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 2,
									"patching_rect": [
										116.0,
										138.0,
										49.6,
										22.0
									],
									"outlettype": [
										"signal",
										"signal"
									],
									"text": "line~ 0."
								}
							},
							{
								"box": {
									"id": "obj-10",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										180.6,
										94.0,
										46.6,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "$1 20"
								}
							},
							{
								"box": {
									"id": "obj-11",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 2,
									"patching_rect": [
										180.6,
										138.0,
										49.6,
										22.0
									],
									"outlettype": [
										"signal",
										"signal"
									],
									"text": "line~ 0."
								}
							},
							{
								"box": {
									"id": "obj-12",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										182.0,
										34.0,
										22.0
									],
									"outlettype": [
										"signal"
									],
									"text": "*~"
								}
							},
							{
								"box": {
									"id": "obj-13",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										68.0,
										182.0,
										34.0,
										22.0
									],
									"outlettype": [
										"signal"
									],
									"text": "*~"
								}
							},
							{
								"box": {
									"id": "obj-14",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										226.0,
										34.0,
										22.0
									],
									"outlettype": [
										"signal"
									],
									"text": "+~"
								}
							},
							{
								"box": {
									"id": "obj-15",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										270.0,
										57.0,
										22.0
									],
									"text": "dac~ 1 2"
								}
							},
							{
								"box": {
									"id": "obj-16",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										94.0,
										71.0,
										22.0
									],
									"outlettype": [
										"signal"
									],
									"text": "sfrecord~ 2"
								}
							},
							{
								"box": {
									"id": "obj-17",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										245.2,
										94.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "t b"
								}
							},
							{
								"box": {
									"id": "obj-18",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										245.2,
										138.0,
										172.7,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "samptype float32, open wave"
								}
							},
							{
								"box": {
									"id": "obj-19",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										310.0,
										30,
										30
									],
									"index": 1,
									"comment": "what goes out"
								}
							}
						],
						"lines": [
							{
								"patchline": {
									"source": [
										"obj-4",
										0
									],
									"destination": [
										"obj-8",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-8",
										0
									],
									"destination": [
										"obj-9",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										0
									],
									"destination": [
										"obj-10",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-10",
										0
									],
									"destination": [
										"obj-11",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-2",
										0
									],
									"destination": [
										"obj-12",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-9",
										0
									],
									"destination": [
										"obj-12",
										1
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										0
									],
									"destination": [
										"obj-13",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-11",
										0
									],
									"destination": [
										"obj-13",
										1
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-12",
										0
									],
									"destination": [
										"obj-14",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-13",
										0
									],
									"destination": [
										"obj-14",
										1
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-14",
										0
									],
									"destination": [
										"obj-15",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-14",
										0
									],
									"destination": [
										"obj-15",
										1
									],
									"order": 1
								}
							},
							{
								"patchline": {
									"source": [
										"obj-2",
										0
									],
									"destination": [
										"obj-16",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										0
									],
									"destination": [
										"obj-16",
										1
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-6",
										0
									],
									"destination": [
										"obj-17",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-17",
										0
									],
									"destination": [
										"obj-18",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-18",
										0
									],
									"destination": [
										"obj-16",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-7",
										0
									],
									"destination": [
										"obj-16",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-14",
										0
									],
									"destination": [
										"obj-19",
										0
									],
									"order": 0
								}
							}
						],
						"dependency_cache": [],
						"autosave": 0
					},
					"outlettype": [
						"signal"
					],
					"text": "p sound-out"
				}
			},
			{
				"box": {
					"id": "obj-245",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1736.0,
						610.0,
						143.048,
						20.0
					],
					"text": "volumes, dac~, recorder"
				}
			},
			{
				"box": {
					"id": "obj-246",
					"maxclass": "newobj",
					"numinlets": 1,
					"numoutlets": 1,
					"patching_rect": [
						20.0,
						956.0,
						84.0,
						22.0
					],
					"patcher": {
						"fileversion": 1,
						"appversion": {
							"major": 8,
							"minor": 5,
							"revision": 5,
							"architecture": "x64",
							"modernui": 1
						},
						"classnamespace": "box",
						"rect": [
							85.0,
							104.0,
							114.0,
							206.0
						],
						"bglocked": 0,
						"openinpresentation": 0,
						"default_fontsize": 12.0,
						"default_fontface": 0,
						"default_fontname": "Arial",
						"gridonopen": 0,
						"gridsize": [
							15.0,
							15.0
						],
						"gridsnaponopen": 1,
						"objectsnaponopen": 1,
						"statusbarvisible": 2,
						"toolbarvisible": 1,
						"lefttoolbarpinned": 0,
						"toptoolbarpinned": 0,
						"righttoolbarpinned": 0,
						"bottomtoolbarpinned": 0,
						"toolbars_unpinned_last_save": 0,
						"tallnewobj": 0,
						"boxanimatetime": 200,
						"enablehscroll": 1,
						"enablevscroll": 1,
						"devicewidth": 0.0,
						"description": "",
						"digest": "",
						"tags": "",
						"style": "",
						"subpatcher_template": "",
						"assistshowspatchername": 0,
						"boxes": [
							{
								"box": {
									"id": "obj-1",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										20.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 1,
									"comment": "from the script"
								}
							},
							{
								"box": {
									"id": "obj-2",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 2,
									"patching_rect": [
										20.0,
										72.0,
										66.0,
										22.0
									],
									"outlettype": [
										"",
										""
									],
									"text": "route says"
								}
							},
							{
								"box": {
									"id": "obj-3",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										116.0,
										74.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend set"
								}
							},
							{
								"box": {
									"id": "obj-4",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										156.0,
										30,
										30
									],
									"index": 1,
									"comment": "the line on top"
								}
							}
						],
						"lines": [
							{
								"patchline": {
									"source": [
										"obj-1",
										0
									],
									"destination": [
										"obj-2",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-2",
										0
									],
									"destination": [
										"obj-3",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										0
									],
									"destination": [
										"obj-4",
										0
									],
									"order": 0
								}
							}
						],
						"dependency_cache": [],
						"autosave": 0
					},
					"outlettype": [
						""
					],
					"text": "p says-shown"
				}
			},
			{
				"box": {
					"id": "obj-247",
					"maxclass": "newobj",
					"numinlets": 1,
					"numoutlets": 5,
					"patching_rect": [
						170.0,
						956.0,
						99.3,
						22.0
					],
					"patcher": {
						"fileversion": 1,
						"appversion": {
							"major": 8,
							"minor": 5,
							"revision": 5,
							"architecture": "x64",
							"modernui": 1
						},
						"classnamespace": "box",
						"rect": [
							85.0,
							104.0,
							1417.5,
							272.0
						],
						"bglocked": 0,
						"openinpresentation": 0,
						"default_fontsize": 12.0,
						"default_fontface": 0,
						"default_fontname": "Arial",
						"gridonopen": 0,
						"gridsize": [
							15.0,
							15.0
						],
						"gridsnaponopen": 1,
						"objectsnaponopen": 1,
						"statusbarvisible": 2,
						"toolbarvisible": 1,
						"lefttoolbarpinned": 0,
						"toptoolbarpinned": 0,
						"righttoolbarpinned": 0,
						"bottomtoolbarpinned": 0,
						"toolbars_unpinned_last_save": 0,
						"tallnewobj": 0,
						"boxanimatetime": 200,
						"enablehscroll": 1,
						"enablevscroll": 1,
						"devicewidth": 0.0,
						"description": "",
						"digest": "",
						"tags": "",
						"style": "",
						"subpatcher_template": "",
						"assistshowspatchername": 0,
						"boxes": [
							{
								"box": {
									"id": "obj-1",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										20.0,
										189.404,
										20.0
									],
									"text": "Colours of the lamps, and words."
								}
							},
							{
								"box": {
									"id": "obj-2",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 1,
									"comment": "from the script"
								}
							},
							{
								"box": {
									"id": "obj-3",
									"maxclass": "newobj",
									"numinlets": 6,
									"numoutlets": 6,
									"patching_rect": [
										20.0,
										94.0,
										224.0,
										22.0
									],
									"outlettype": [
										"",
										"",
										"",
										"",
										"",
										""
									],
									"text": "route runtime rate engine bundle trained"
								}
							},
							{
								"box": {
									"id": "obj-4",
									"maxclass": "newobj",
									"numinlets": 4,
									"numoutlets": 4,
									"patching_rect": [
										20.0,
										138.0,
										60.0,
										22.0
									],
									"outlettype": [
										"",
										"",
										"",
										""
									],
									"text": "sel 0 1 2"
								}
							},
							{
								"box": {
									"id": "obj-5",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										182.0,
										188.7,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "oncolor 0.72 0.72 0.74 1.0, set 1"
								}
							},
							{
								"box": {
									"id": "obj-6",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										226.7,
										182.0,
										208.7,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "oncolor 0.878 0.627 0.125 1.0, set 1"
								}
							},
							{
								"box": {
									"id": "obj-7",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										453.4,
										182.0,
										208.7,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "oncolor 0.227 0.651 0.333 1.0, set 1"
								}
							},
							{
								"box": {
									"id": "obj-8",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										222.0,
										30,
										30
									],
									"index": 1,
									"comment": "runtime: grey, amber, green"
								}
							},
							{
								"box": {
									"id": "obj-9",
									"maxclass": "newobj",
									"numinlets": 3,
									"numoutlets": 3,
									"patching_rect": [
										98.0,
										138.0,
										46.0,
										22.0
									],
									"outlettype": [
										"",
										"",
										""
									],
									"text": "sel 0 1"
								}
							},
							{
								"box": {
									"id": "obj-10",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										680.1,
										182.0,
										208.7,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "oncolor 0.816 0.227 0.227 1.0, set 1"
								}
							},
							{
								"box": {
									"id": "obj-11",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										906.8,
										182.0,
										208.7,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "oncolor 0.227 0.651 0.333 1.0, set 1"
								}
							},
							{
								"box": {
									"id": "obj-12",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										680.1,
										222.0,
										30,
										30
									],
									"index": 2,
									"comment": "sample rate: red, green"
								}
							},
							{
								"box": {
									"id": "obj-13",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										162.0,
										138.0,
										74.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend set"
								}
							},
							{
								"box": {
									"id": "obj-14",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										728.1,
										222.0,
										30,
										30
									],
									"index": 3,
									"comment": "engine"
								}
							},
							{
								"box": {
									"id": "obj-15",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										254.0,
										138.0,
										74.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend set"
								}
							},
							{
								"box": {
									"id": "obj-16",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										776.1,
										222.0,
										30,
										30
									],
									"index": 4,
									"comment": "bundle"
								}
							},
							{
								"box": {
									"id": "obj-17",
									"maxclass": "newobj",
									"numinlets": 3,
									"numoutlets": 3,
									"patching_rect": [
										346.0,
										138.0,
										46.0,
										22.0
									],
									"outlettype": [
										"",
										"",
										""
									],
									"text": "sel 0 1"
								}
							},
							{
								"box": {
									"id": "obj-18",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										1133.5,
										182.0,
										212.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "set untrained: what you hear is noise"
								}
							},
							{
								"box": {
									"id": "obj-19",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										1133.5,
										222.0,
										30,
										30
									],
									"index": 5,
									"comment": "untrained"
								}
							},
							{
								"box": {
									"id": "obj-20",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										1363.5,
										182.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "set"
								}
							}
						],
						"lines": [
							{
								"patchline": {
									"source": [
										"obj-2",
										0
									],
									"destination": [
										"obj-3",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										0
									],
									"destination": [
										"obj-4",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-4",
										0
									],
									"destination": [
										"obj-5",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-4",
										1
									],
									"destination": [
										"obj-6",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-4",
										2
									],
									"destination": [
										"obj-7",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										0
									],
									"destination": [
										"obj-8",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-6",
										0
									],
									"destination": [
										"obj-8",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-7",
										0
									],
									"destination": [
										"obj-8",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										1
									],
									"destination": [
										"obj-9",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-9",
										0
									],
									"destination": [
										"obj-10",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-9",
										1
									],
									"destination": [
										"obj-11",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-10",
										0
									],
									"destination": [
										"obj-12",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-11",
										0
									],
									"destination": [
										"obj-12",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										2
									],
									"destination": [
										"obj-13",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-13",
										0
									],
									"destination": [
										"obj-14",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										3
									],
									"destination": [
										"obj-15",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-15",
										0
									],
									"destination": [
										"obj-16",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										4
									],
									"destination": [
										"obj-17",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-17",
										0
									],
									"destination": [
										"obj-18",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-18",
										0
									],
									"destination": [
										"obj-19",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-17",
										1
									],
									"destination": [
										"obj-20",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-20",
										0
									],
									"destination": [
										"obj-19",
										0
									],
									"order": 0
								}
							}
						],
						"dependency_cache": [],
						"autosave": 0
					},
					"outlettype": [
						"",
						"",
						"",
						"",
						""
					],
					"text": "p runtime-shown"
				}
			},
			{
				"box": {
					"id": "obj-248",
					"maxclass": "newobj",
					"numinlets": 3,
					"numoutlets": 12,
					"patching_rect": [
						740.0,
						956.0,
						180.0,
						22.0
					],
					"patcher": {
						"fileversion": 1,
						"appversion": {
							"major": 8,
							"minor": 5,
							"revision": 5,
							"architecture": "x64",
							"modernui": 1
						},
						"classnamespace": "box",
						"rect": [
							85.0,
							104.0,
							981.6,
							338.0
						],
						"bglocked": 0,
						"openinpresentation": 0,
						"default_fontsize": 12.0,
						"default_fontface": 0,
						"default_fontname": "Arial",
						"gridonopen": 0,
						"gridsize": [
							15.0,
							15.0
						],
						"gridsnaponopen": 1,
						"objectsnaponopen": 1,
						"statusbarvisible": 2,
						"toolbarvisible": 1,
						"lefttoolbarpinned": 0,
						"toptoolbarpinned": 0,
						"righttoolbarpinned": 0,
						"bottomtoolbarpinned": 0,
						"toolbars_unpinned_last_save": 0,
						"tallnewobj": 0,
						"boxanimatetime": 200,
						"enablehscroll": 1,
						"enablevscroll": 1,
						"devicewidth": 0.0,
						"description": "",
						"digest": "",
						"tags": "",
						"style": "",
						"subpatcher_template": "",
						"assistshowspatchername": 0,
						"boxes": [
							{
								"box": {
									"id": "obj-1",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										20.0,
										560.276,
										20.0
									],
									"text": "The toggle follows by `set`, so that nothing comes back. After a point was chosen, step and look-ahead"
								}
							},
							{
								"box": {
									"id": "obj-2",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										42.0,
										244.112,
										20.0
									],
									"text": "follow r and w, until one of them is touched."
								}
							},
							{
								"box": {
									"id": "obj-3",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										64.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 1,
									"comment": "from the script"
								}
							},
							{
								"box": {
									"id": "obj-4",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										68.0,
										64.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 2,
									"comment": "a point was chosen"
								}
							},
							{
								"box": {
									"id": "obj-5",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										116.0,
										64.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 3,
									"comment": "step or look-ahead was touched"
								}
							},
							{
								"box": {
									"id": "obj-6",
									"maxclass": "newobj",
									"numinlets": 7,
									"numoutlets": 7,
									"patching_rect": [
										20.0,
										116.0,
										239.4,
										22.0
									],
									"outlettype": [
										"",
										"",
										"",
										"",
										"",
										"",
										""
									],
									"text": "route playing rw names points begin ended"
								}
							},
							{
								"box": {
									"id": "obj-7",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										160.0,
										74.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend set"
								}
							},
							{
								"box": {
									"id": "obj-8",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 2,
									"patching_rect": [
										112.0,
										160.0,
										76.0,
										22.0
									],
									"outlettype": [
										"",
										""
									],
									"text": "unpack 0. 0."
								}
							},
							{
								"box": {
									"id": "obj-9",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 4,
									"patching_rect": [
										206.0,
										160.0,
										86.6,
										22.0
									],
									"outlettype": [
										"",
										"",
										"",
										""
									],
									"text": "unpack s s s s"
								}
							},
							{
								"box": {
									"id": "obj-10",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 2,
									"patching_rect": [
										310.6,
										160.0,
										80.0,
										22.0
									],
									"outlettype": [
										"",
										""
									],
									"text": "route choose"
								}
							},
							{
								"box": {
									"id": "obj-11",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										277.4,
										116.0,
										44.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "gate 1"
								}
							},
							{
								"box": {
									"id": "obj-12",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										327.4,
										116.0,
										150.08,
										20.0
									],
									"text": "open: a point was chosen"
								}
							},
							{
								"box": {
									"id": "obj-13",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										495.48,
										116.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "t b"
								}
							},
							{
								"box": {
									"id": "obj-14",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										495.48,
										160.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "1"
								}
							},
							{
								"box": {
									"id": "obj-15",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										547.48,
										116.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "t b"
								}
							},
							{
								"box": {
									"id": "obj-16",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										547.48,
										160.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "0"
								}
							},
							{
								"box": {
									"id": "obj-17",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 2,
									"patching_rect": [
										408.6,
										160.0,
										76.0,
										22.0
									],
									"outlettype": [
										"",
										""
									],
									"text": "unpack 0. 0."
								}
							},
							{
								"box": {
									"id": "obj-18",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										408.6,
										204.0,
										133.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "expr int($f1 * 64. + 0.5)"
								}
							},
							{
								"box": {
									"id": "obj-19",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										599.48,
										160.0,
										161.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "expr int($f1 * $f2 * 64. + 0.5)"
								}
							},
							{
								"box": {
									"id": "obj-20",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										288.0,
										30,
										30
									],
									"index": 1,
									"comment": "the play toggle"
								}
							},
							{
								"box": {
									"id": "obj-21",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										112.0,
										288.0,
										30,
										30
									],
									"index": 2,
									"comment": "r"
								}
							},
							{
								"box": {
									"id": "obj-22",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										160.0,
										288.0,
										30,
										30
									],
									"index": 3,
									"comment": "w"
								}
							},
							{
								"box": {
									"id": "obj-23",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										206.0,
										204.0,
										74.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend set"
								}
							},
							{
								"box": {
									"id": "obj-24",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										208.0,
										288.0,
										30,
										30
									],
									"index": 4,
									"comment": "name of stem 1"
								}
							},
							{
								"box": {
									"id": "obj-25",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										298.0,
										204.0,
										74.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend set"
								}
							},
							{
								"box": {
									"id": "obj-26",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										298.0,
										288.0,
										30,
										30
									],
									"index": 5,
									"comment": "name of stem 2"
								}
							},
							{
								"box": {
									"id": "obj-27",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										559.6,
										204.0,
										74.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend set"
								}
							},
							{
								"box": {
									"id": "obj-28",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										559.6,
										288.0,
										30,
										30
									],
									"index": 6,
									"comment": "name of stem 3"
								}
							},
							{
								"box": {
									"id": "obj-29",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										651.6,
										204.0,
										74.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend set"
								}
							},
							{
								"box": {
									"id": "obj-30",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										651.6,
										288.0,
										30,
										30
									],
									"index": 7,
									"comment": "name of stem 4"
								}
							},
							{
								"box": {
									"id": "obj-31",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										743.6,
										204.0,
										74.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend set"
								}
							},
							{
								"box": {
									"id": "obj-32",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										699.6,
										288.0,
										30,
										30
									],
									"index": 8,
									"comment": "the menu of points"
								}
							},
							{
								"box": {
									"id": "obj-33",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										408.6,
										248.0,
										74.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend set"
								}
							},
							{
								"box": {
									"id": "obj-34",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										747.6,
										288.0,
										30,
										30
									],
									"index": 9,
									"comment": "step"
								}
							},
							{
								"box": {
									"id": "obj-35",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										835.6,
										204.0,
										74.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "prepend set"
								}
							},
							{
								"box": {
									"id": "obj-36",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										835.6,
										288.0,
										30,
										30
									],
									"index": 10,
									"comment": "look-ahead"
								}
							},
							{
								"box": {
									"id": "obj-37",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										883.6,
										288.0,
										30,
										30
									],
									"index": 11,
									"comment": "begin"
								}
							},
							{
								"box": {
									"id": "obj-38",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										931.6,
										288.0,
										30,
										30
									],
									"index": 12,
									"comment": "ended"
								}
							}
						],
						"lines": [
							{
								"patchline": {
									"source": [
										"obj-3",
										0
									],
									"destination": [
										"obj-6",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-6",
										0
									],
									"destination": [
										"obj-7",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-6",
										1
									],
									"destination": [
										"obj-8",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-6",
										2
									],
									"destination": [
										"obj-9",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-6",
										3
									],
									"destination": [
										"obj-10",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-4",
										0
									],
									"destination": [
										"obj-13",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-13",
										0
									],
									"destination": [
										"obj-14",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-14",
										0
									],
									"destination": [
										"obj-11",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										0
									],
									"destination": [
										"obj-15",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-15",
										0
									],
									"destination": [
										"obj-16",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-16",
										0
									],
									"destination": [
										"obj-11",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-6",
										1
									],
									"destination": [
										"obj-11",
										1
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-11",
										0
									],
									"destination": [
										"obj-17",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-17",
										0
									],
									"destination": [
										"obj-18",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-11",
										0
									],
									"destination": [
										"obj-19",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-7",
										0
									],
									"destination": [
										"obj-20",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-8",
										0
									],
									"destination": [
										"obj-21",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-8",
										1
									],
									"destination": [
										"obj-22",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-9",
										0
									],
									"destination": [
										"obj-23",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-23",
										0
									],
									"destination": [
										"obj-24",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-9",
										1
									],
									"destination": [
										"obj-25",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-25",
										0
									],
									"destination": [
										"obj-26",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-9",
										2
									],
									"destination": [
										"obj-27",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-27",
										0
									],
									"destination": [
										"obj-28",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-9",
										3
									],
									"destination": [
										"obj-29",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-29",
										0
									],
									"destination": [
										"obj-30",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-10",
										0
									],
									"destination": [
										"obj-31",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-31",
										0
									],
									"destination": [
										"obj-32",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-10",
										1
									],
									"destination": [
										"obj-32",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-18",
										0
									],
									"destination": [
										"obj-33",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-33",
										0
									],
									"destination": [
										"obj-34",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-19",
										0
									],
									"destination": [
										"obj-35",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-35",
										0
									],
									"destination": [
										"obj-36",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-6",
										4
									],
									"destination": [
										"obj-37",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-6",
										5
									],
									"destination": [
										"obj-38",
										0
									],
									"order": 0
								}
							}
						],
						"dependency_cache": [],
						"autosave": 0
					},
					"outlettype": [
						"",
						"",
						"",
						"",
						"",
						"",
						"",
						"",
						"",
						"",
						"",
						""
					],
					"text": "p play-shown"
				}
			},
			{
				"box": {
					"id": "obj-249",
					"maxclass": "newobj",
					"numinlets": 1,
					"numoutlets": 7,
					"patching_rect": [
						1640.0,
						956.0,
						105.0,
						22.0
					],
					"patcher": {
						"fileversion": 1,
						"appversion": {
							"major": 8,
							"minor": 5,
							"revision": 5,
							"architecture": "x64",
							"modernui": 1
						},
						"classnamespace": "box",
						"rect": [
							85.0,
							104.0,
							908.8,
							250.0
						],
						"bglocked": 0,
						"openinpresentation": 0,
						"default_fontsize": 12.0,
						"default_fontface": 0,
						"default_fontname": "Arial",
						"gridonopen": 0,
						"gridsize": [
							15.0,
							15.0
						],
						"gridsnaponopen": 1,
						"objectsnaponopen": 1,
						"statusbarvisible": 2,
						"toolbarvisible": 1,
						"lefttoolbarpinned": 0,
						"toptoolbarpinned": 0,
						"righttoolbarpinned": 0,
						"bottomtoolbarpinned": 0,
						"toolbars_unpinned_last_save": 0,
						"tallnewobj": 0,
						"boxanimatetime": 200,
						"enablehscroll": 1,
						"enablevscroll": 1,
						"devicewidth": 0.0,
						"description": "",
						"digest": "",
						"tags": "",
						"style": "",
						"subpatcher_template": "",
						"assistshowspatchername": 0,
						"boxes": [
							{
								"box": {
									"id": "obj-1",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										20.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 1,
									"comment": "from the script"
								}
							},
							{
								"box": {
									"id": "obj-2",
									"maxclass": "newobj",
									"numinlets": 5,
									"numoutlets": 5,
									"patching_rect": [
										20.0,
										72.0,
										213.4,
										22.0
									],
									"outlettype": [
										"",
										"",
										"",
										"",
										""
									],
									"text": "route latency window answer package"
								}
							},
							{
								"box": {
									"id": "obj-3",
									"maxclass": "newobj",
									"numinlets": 5,
									"numoutlets": 5,
									"patching_rect": [
										20.0,
										116.0,
										75.0,
										22.0
									],
									"outlettype": [
										"",
										"",
										"",
										"",
										""
									],
									"text": "sel 0 1 2 3"
								}
							},
							{
								"box": {
									"id": "obj-4",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										160.0,
										188.7,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "oncolor 0.72 0.72 0.74 1.0, set 1"
								}
							},
							{
								"box": {
									"id": "obj-5",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										226.7,
										160.0,
										208.7,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "oncolor 0.227 0.651 0.333 1.0, set 1"
								}
							},
							{
								"box": {
									"id": "obj-6",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										453.4,
										160.0,
										208.7,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "oncolor 0.878 0.627 0.125 1.0, set 1"
								}
							},
							{
								"box": {
									"id": "obj-7",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										680.1,
										160.0,
										208.7,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "oncolor 0.816 0.227 0.227 1.0, set 1"
								}
							},
							{
								"box": {
									"id": "obj-8",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										200.0,
										30,
										30
									],
									"index": 1,
									"comment": "nothing yet, in time, close, too late"
								}
							},
							{
								"box": {
									"id": "obj-9",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 4,
									"patching_rect": [
										113.0,
										116.0,
										102.7,
										22.0
									],
									"outlettype": [
										"",
										"",
										"",
										""
									],
									"text": "unpack 0. 0. 0. 0."
								}
							},
							{
								"box": {
									"id": "obj-10",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										113.0,
										200.0,
										30,
										30
									],
									"index": 2,
									"comment": "window, ms"
								}
							},
							{
								"box": {
									"id": "obj-11",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										161.0,
										200.0,
										30,
										30
									],
									"index": 3,
									"comment": "p50, ms"
								}
							},
							{
								"box": {
									"id": "obj-12",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										209.0,
										200.0,
										30,
										30
									],
									"index": 4,
									"comment": "p99, ms"
								}
							},
							{
								"box": {
									"id": "obj-13",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										257.0,
										200.0,
										30,
										30
									],
									"index": 5,
									"comment": "budget, ms"
								}
							},
							{
								"box": {
									"id": "obj-14",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										305.0,
										200.0,
										30,
										30
									],
									"index": 6,
									"comment": "first answer after, ms"
								}
							},
							{
								"box": {
									"id": "obj-15",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										353.0,
										200.0,
										30,
										30
									],
									"index": 7,
									"comment": "package size, floats"
								}
							}
						],
						"lines": [
							{
								"patchline": {
									"source": [
										"obj-1",
										0
									],
									"destination": [
										"obj-2",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-2",
										0
									],
									"destination": [
										"obj-3",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										0
									],
									"destination": [
										"obj-4",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										1
									],
									"destination": [
										"obj-5",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										2
									],
									"destination": [
										"obj-6",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										3
									],
									"destination": [
										"obj-7",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-4",
										0
									],
									"destination": [
										"obj-8",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										0
									],
									"destination": [
										"obj-8",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-6",
										0
									],
									"destination": [
										"obj-8",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-7",
										0
									],
									"destination": [
										"obj-8",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-2",
										1
									],
									"destination": [
										"obj-9",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-9",
										0
									],
									"destination": [
										"obj-10",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-9",
										1
									],
									"destination": [
										"obj-11",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-9",
										2
									],
									"destination": [
										"obj-12",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-9",
										3
									],
									"destination": [
										"obj-13",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-2",
										2
									],
									"destination": [
										"obj-14",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-2",
										3
									],
									"destination": [
										"obj-15",
										0
									],
									"order": 0
								}
							}
						],
						"dependency_cache": [],
						"autosave": 0
					},
					"outlettype": [
						"",
						"",
						"",
						"",
						"",
						"",
						""
					],
					"text": "p latency-shown"
				}
			},
			{
				"box": {
					"id": "obj-250",
					"maxclass": "newobj",
					"numinlets": 1,
					"numoutlets": 6,
					"patching_rect": [
						1800.0,
						956.0,
						105.3,
						22.0
					],
					"patcher": {
						"fileversion": 1,
						"appversion": {
							"major": 8,
							"minor": 5,
							"revision": 5,
							"architecture": "x64",
							"modernui": 1
						},
						"classnamespace": "box",
						"rect": [
							85.0,
							104.0,
							310.0,
							206.0
						],
						"bglocked": 0,
						"openinpresentation": 0,
						"default_fontsize": 12.0,
						"default_fontface": 0,
						"default_fontname": "Arial",
						"gridonopen": 0,
						"gridsize": [
							15.0,
							15.0
						],
						"gridsnaponopen": 1,
						"objectsnaponopen": 1,
						"statusbarvisible": 2,
						"toolbarvisible": 1,
						"lefttoolbarpinned": 0,
						"toptoolbarpinned": 0,
						"righttoolbarpinned": 0,
						"bottomtoolbarpinned": 0,
						"toolbars_unpinned_last_save": 0,
						"tallnewobj": 0,
						"boxanimatetime": 200,
						"enablehscroll": 1,
						"enablevscroll": 1,
						"devicewidth": 0.0,
						"description": "",
						"digest": "",
						"tags": "",
						"style": "",
						"subpatcher_template": "",
						"assistshowspatchername": 0,
						"boxes": [
							{
								"box": {
									"id": "obj-1",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										20.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 1,
									"comment": "from the script"
								}
							},
							{
								"box": {
									"id": "obj-2",
									"maxclass": "newobj",
									"numinlets": 2,
									"numoutlets": 2,
									"patching_rect": [
										20.0,
										72.0,
										87.3,
										22.0
									],
									"outlettype": [
										"",
										""
									],
									"text": "route windows"
								}
							},
							{
								"box": {
									"id": "obj-3",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 6,
									"patching_rect": [
										20.0,
										116.0,
										109.3,
										22.0
									],
									"outlettype": [
										"",
										"",
										"",
										"",
										"",
										""
									],
									"text": "unpack 0 0 0 0 0 0"
								}
							},
							{
								"box": {
									"id": "obj-4",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										156.0,
										30,
										30
									],
									"index": 1,
									"comment": "sent"
								}
							},
							{
								"box": {
									"id": "obj-5",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										68.0,
										156.0,
										30,
										30
									],
									"index": 2,
									"comment": "whole"
								}
							},
							{
								"box": {
									"id": "obj-6",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										116.0,
										156.0,
										30,
										30
									],
									"index": 3,
									"comment": "late"
								}
							},
							{
								"box": {
									"id": "obj-7",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										164.0,
										156.0,
										30,
										30
									],
									"index": 4,
									"comment": "lost"
								}
							},
							{
								"box": {
									"id": "obj-8",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										212.0,
										156.0,
										30,
										30
									],
									"index": 5,
									"comment": "dropped"
								}
							},
							{
								"box": {
									"id": "obj-9",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										260.0,
										156.0,
										30,
										30
									],
									"index": 6,
									"comment": "unheard"
								}
							}
						],
						"lines": [
							{
								"patchline": {
									"source": [
										"obj-1",
										0
									],
									"destination": [
										"obj-2",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-2",
										0
									],
									"destination": [
										"obj-3",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										0
									],
									"destination": [
										"obj-4",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										1
									],
									"destination": [
										"obj-5",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										2
									],
									"destination": [
										"obj-6",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										3
									],
									"destination": [
										"obj-7",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										4
									],
									"destination": [
										"obj-8",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										5
									],
									"destination": [
										"obj-9",
										0
									],
									"order": 0
								}
							}
						],
						"dependency_cache": [],
						"autosave": 0
					},
					"outlettype": [
						"",
						"",
						"",
						"",
						"",
						""
					],
					"text": "p windows-shown"
				}
			},
			{
				"box": {
					"id": "obj-251",
					"maxclass": "newobj",
					"numinlets": 2,
					"numoutlets": 1,
					"patching_rect": [
						960.0,
						756.0,
						62.0,
						22.0
					],
					"outlettype": [
						""
					],
					"text": "* 92.8798"
				}
			},
			{
				"box": {
					"id": "obj-252",
					"maxclass": "newobj",
					"numinlets": 2,
					"numoutlets": 1,
					"patching_rect": [
						1070.0,
						756.0,
						62.0,
						22.0
					],
					"outlettype": [
						""
					],
					"text": "* 92.8798"
				}
			},
			{
				"box": {
					"id": "obj-253",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						1170.0,
						756.0,
						90.68,
						20.0
					],
					"text": "columns in ms"
				}
			},
			{
				"box": {
					"id": "obj-254",
					"maxclass": "newobj",
					"numinlets": 3,
					"numoutlets": 1,
					"patching_rect": [
						800.0,
						278.0,
						60.0,
						22.0
					],
					"patcher": {
						"fileversion": 1,
						"appversion": {
							"major": 8,
							"minor": 5,
							"revision": 5,
							"architecture": "x64",
							"modernui": 1
						},
						"classnamespace": "box",
						"rect": [
							85.0,
							104.0,
							284.772,
							228.0
						],
						"bglocked": 0,
						"openinpresentation": 0,
						"default_fontsize": 12.0,
						"default_fontface": 0,
						"default_fontname": "Arial",
						"gridonopen": 0,
						"gridsize": [
							15.0,
							15.0
						],
						"gridsnaponopen": 1,
						"objectsnaponopen": 1,
						"statusbarvisible": 2,
						"toolbarvisible": 1,
						"lefttoolbarpinned": 0,
						"toptoolbarpinned": 0,
						"righttoolbarpinned": 0,
						"bottomtoolbarpinned": 0,
						"toolbars_unpinned_last_save": 0,
						"tallnewobj": 0,
						"boxanimatetime": 200,
						"enablehscroll": 1,
						"enablevscroll": 1,
						"devicewidth": 0.0,
						"description": "",
						"digest": "",
						"tags": "",
						"style": "",
						"subpatcher_template": "",
						"assistshowspatchername": 0,
						"boxes": [
							{
								"box": {
									"id": "obj-1",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										20.0,
										244.772,
										20.0
									],
									"text": "A number recalls the preset of that number."
								}
							},
							{
								"box": {
									"id": "obj-2",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 1,
									"comment": "shortest"
								}
							},
							{
								"box": {
									"id": "obj-3",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										94.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "t b"
								}
							},
							{
								"box": {
									"id": "obj-4",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										138.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "1"
								}
							},
							{
								"box": {
									"id": "obj-5",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										178.0,
										30,
										30
									],
									"index": 1,
									"comment": "to the preset object"
								}
							},
							{
								"box": {
									"id": "obj-6",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										68.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 2,
									"comment": "demo"
								}
							},
							{
								"box": {
									"id": "obj-7",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										68.0,
										94.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "t b"
								}
							},
							{
								"box": {
									"id": "obj-8",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										68.0,
										138.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "2"
								}
							},
							{
								"box": {
									"id": "obj-9",
									"maxclass": "inlet",
									"numinlets": 0,
									"numoutlets": 1,
									"patching_rect": [
										116.0,
										42.0,
										30.0,
										30.0
									],
									"outlettype": [
										""
									],
									"index": 3,
									"comment": "the paper's"
								}
							},
							{
								"box": {
									"id": "obj-10",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										116.0,
										94.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "t b"
								}
							},
							{
								"box": {
									"id": "obj-11",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										116.0,
										138.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "3"
								}
							}
						],
						"lines": [
							{
								"patchline": {
									"source": [
										"obj-2",
										0
									],
									"destination": [
										"obj-3",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-3",
										0
									],
									"destination": [
										"obj-4",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-4",
										0
									],
									"destination": [
										"obj-5",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-6",
										0
									],
									"destination": [
										"obj-7",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-7",
										0
									],
									"destination": [
										"obj-8",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-8",
										0
									],
									"destination": [
										"obj-5",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-9",
										0
									],
									"destination": [
										"obj-10",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-10",
										0
									],
									"destination": [
										"obj-11",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-11",
										0
									],
									"destination": [
										"obj-5",
										0
									],
									"order": 0
								}
							}
						],
						"dependency_cache": [],
						"autosave": 0
					},
					"outlettype": [
						""
					],
					"text": "p recall"
				}
			},
			{
				"box": {
					"id": "obj-255",
					"maxclass": "newobj",
					"numinlets": 0,
					"numoutlets": 13,
					"patching_rect": [
						740.0,
						102.0,
						195.0,
						22.0
					],
					"patcher": {
						"fileversion": 1,
						"appversion": {
							"major": 8,
							"minor": 5,
							"revision": 5,
							"architecture": "x64",
							"modernui": 1
						},
						"classnamespace": "box",
						"rect": [
							85.0,
							104.0,
							814.0,
							338.0
						],
						"bglocked": 0,
						"openinpresentation": 0,
						"default_fontsize": 12.0,
						"default_fontface": 0,
						"default_fontname": "Arial",
						"gridonopen": 0,
						"gridsize": [
							15.0,
							15.0
						],
						"gridsnaponopen": 1,
						"objectsnaponopen": 1,
						"statusbarvisible": 2,
						"toolbarvisible": 1,
						"lefttoolbarpinned": 0,
						"toptoolbarpinned": 0,
						"righttoolbarpinned": 0,
						"bottomtoolbarpinned": 0,
						"toolbars_unpinned_last_save": 0,
						"tallnewobj": 0,
						"boxanimatetime": 200,
						"enablehscroll": 1,
						"enablevscroll": 1,
						"devicewidth": 0.0,
						"description": "",
						"digest": "",
						"tags": "",
						"style": "",
						"subpatcher_template": "",
						"assistshowspatchername": 0,
						"boxes": [
							{
								"box": {
									"id": "obj-1",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										20.0,
										586.592,
										20.0
									],
									"text": "What the panel holds when the patch opens. deferlow: after every other loadbang, the script's own included."
								}
							},
							{
								"box": {
									"id": "obj-2",
									"maxclass": "comment",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										42.0,
										509.24,
										20.0
									],
									"text": "From right to left: first the faces, then connect, last dspstate~, so that the script knows all of it."
								}
							},
							{
								"box": {
									"id": "obj-3",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										116.0,
										60.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "loadbang"
								}
							},
							{
								"box": {
									"id": "obj-4",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										160.0,
										55.9,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "deferlow"
								}
							},
							{
								"box": {
									"id": "obj-5",
									"maxclass": "newobj",
									"numinlets": 1,
									"numoutlets": 13,
									"patching_rect": [
										20.0,
										204.0,
										195.0,
										22.0
									],
									"outlettype": [
										"",
										"",
										"",
										"",
										"",
										"",
										"",
										"",
										"",
										"",
										"",
										"",
										""
									],
									"text": "t b b b b b b b b b b b b b"
								}
							},
							{
								"box": {
									"id": "obj-6",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										20.0,
										288.0,
										30,
										30
									],
									"index": 1,
									"comment": "dspstate~"
								}
							},
							{
								"box": {
									"id": "obj-7",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										68.0,
										288.0,
										30,
										30
									],
									"index": 2,
									"comment": "connect"
								}
							},
							{
								"box": {
									"id": "obj-8",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										20.0,
										248.0,
										43.3,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "8000"
								}
							},
							{
								"box": {
									"id": "obj-9",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										116.0,
										288.0,
										30,
										30
									],
									"index": 3,
									"comment": "listen"
								}
							},
							{
								"box": {
									"id": "obj-10",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										81.3,
										248.0,
										43.3,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "7000"
								}
							},
							{
								"box": {
									"id": "obj-11",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										164.0,
										288.0,
										30,
										30
									],
									"index": 4,
									"comment": "port"
								}
							},
							{
								"box": {
									"id": "obj-12",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										142.6,
										248.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "8"
								}
							},
							{
								"box": {
									"id": "obj-13",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										212.0,
										288.0,
										30,
										30
									],
									"index": 5,
									"comment": "step"
								}
							},
							{
								"box": {
									"id": "obj-14",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										194.6,
										248.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "2"
								}
							},
							{
								"box": {
									"id": "obj-15",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										260.0,
										288.0,
										30,
										30
									],
									"index": 6,
									"comment": "look-ahead"
								}
							},
							{
								"box": {
									"id": "obj-16",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										246.6,
										248.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "1"
								}
							},
							{
								"box": {
									"id": "obj-17",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										308.0,
										288.0,
										30,
										30
									],
									"index": 7,
									"comment": "first stem"
								}
							},
							{
								"box": {
									"id": "obj-18",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										298.6,
										248.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "0.5"
								}
							},
							{
								"box": {
									"id": "obj-19",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										356.0,
										288.0,
										30,
										30
									],
									"index": 8,
									"comment": "hear the context"
								}
							},
							{
								"box": {
									"id": "obj-20",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										350.6,
										248.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "0.8"
								}
							},
							{
								"box": {
									"id": "obj-21",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										404.0,
										288.0,
										30,
										30
									],
									"index": 9,
									"comment": "accompaniment"
								}
							},
							{
								"box": {
									"id": "obj-22",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										402.6,
										248.0,
										34.0,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "1"
								}
							},
							{
								"box": {
									"id": "obj-23",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										452.0,
										288.0,
										30,
										30
									],
									"index": 10,
									"comment": "the loop as source"
								}
							},
							{
								"box": {
									"id": "obj-24",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										454.6,
										248.0,
										188.7,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "oncolor 0.72 0.72 0.74 1.0, set 1"
								}
							},
							{
								"box": {
									"id": "obj-25",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										500.0,
										288.0,
										30,
										30
									],
									"index": 11,
									"comment": "lamps"
								}
							},
							{
								"box": {
									"id": "obj-26",
									"maxclass": "message",
									"numinlets": 2,
									"numoutlets": 1,
									"patching_rect": [
										661.3,
										248.0,
										132.7,
										22.0
									],
									"outlettype": [
										""
									],
									"text": "maxpacketsize 65507"
								}
							},
							{
								"box": {
									"id": "obj-27",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										661.3,
										288.0,
										30,
										30
									],
									"index": 12,
									"comment": "udpsend"
								}
							},
							{
								"box": {
									"id": "obj-28",
									"maxclass": "outlet",
									"numinlets": 1,
									"numoutlets": 0,
									"patching_rect": [
										709.3,
										288.0,
										30,
										30
									],
									"index": 13,
									"comment": "asks for the loop's name and rate"
								}
							}
						],
						"lines": [
							{
								"patchline": {
									"source": [
										"obj-3",
										0
									],
									"destination": [
										"obj-4",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-4",
										0
									],
									"destination": [
										"obj-5",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										0
									],
									"destination": [
										"obj-6",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										1
									],
									"destination": [
										"obj-7",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										2
									],
									"destination": [
										"obj-8",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-8",
										0
									],
									"destination": [
										"obj-9",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										3
									],
									"destination": [
										"obj-10",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-10",
										0
									],
									"destination": [
										"obj-11",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										4
									],
									"destination": [
										"obj-12",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-12",
										0
									],
									"destination": [
										"obj-13",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										5
									],
									"destination": [
										"obj-14",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-14",
										0
									],
									"destination": [
										"obj-15",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										6
									],
									"destination": [
										"obj-16",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-16",
										0
									],
									"destination": [
										"obj-17",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										7
									],
									"destination": [
										"obj-18",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-18",
										0
									],
									"destination": [
										"obj-19",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										8
									],
									"destination": [
										"obj-20",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-20",
										0
									],
									"destination": [
										"obj-21",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										9
									],
									"destination": [
										"obj-22",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-22",
										0
									],
									"destination": [
										"obj-23",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										10
									],
									"destination": [
										"obj-24",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-24",
										0
									],
									"destination": [
										"obj-25",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										11
									],
									"destination": [
										"obj-26",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-26",
										0
									],
									"destination": [
										"obj-27",
										0
									],
									"order": 0
								}
							},
							{
								"patchline": {
									"source": [
										"obj-5",
										12
									],
									"destination": [
										"obj-28",
										0
									],
									"order": 0
								}
							}
						],
						"dependency_cache": [],
						"autosave": 0
					},
					"outlettype": [
						"",
						"",
						"",
						"",
						"",
						"",
						"",
						"",
						"",
						"",
						"",
						"",
						""
					],
					"text": "p defaults"
				}
			},
			{
				"box": {
					"id": "obj-256",
					"maxclass": "comment",
					"numinlets": 1,
					"numoutlets": 0,
					"patching_rect": [
						941.0,
						102.0,
						244.808,
						20.0
					],
					"text": "what the panel holds when the patch opens"
				}
			}
		],
		"lines": [
			{
				"patchline": {
					"source": [
						"obj-10",
						0
					],
					"destination": [
						"obj-225",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-12",
						0
					],
					"destination": [
						"obj-225",
						1
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-14",
						0
					],
					"destination": [
						"obj-225",
						2
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-16",
						0
					],
					"destination": [
						"obj-225",
						3
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-18",
						0
					],
					"destination": [
						"obj-225",
						4
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-20",
						0
					],
					"destination": [
						"obj-225",
						5
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-225",
						1
					],
					"destination": [
						"obj-10",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-24",
						0
					],
					"destination": [
						"obj-226",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-26",
						0
					],
					"destination": [
						"obj-226",
						1
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-22",
						0
					],
					"destination": [
						"obj-226",
						2
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-226",
						0
					],
					"destination": [
						"obj-22",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-226",
						1
					],
					"destination": [
						"obj-86",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-226",
						2
					],
					"destination": [
						"obj-88",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-30",
						0
					],
					"destination": [
						"obj-227",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-28",
						0
					],
					"destination": [
						"obj-227",
						1
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-227",
						0
					],
					"destination": [
						"obj-28",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-227",
						1
					],
					"destination": [
						"obj-22",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-58",
						0
					],
					"destination": [
						"obj-228",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-60",
						0
					],
					"destination": [
						"obj-228",
						1
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-62",
						0
					],
					"destination": [
						"obj-228",
						2
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-64",
						0
					],
					"destination": [
						"obj-228",
						3
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-66",
						0
					],
					"destination": [
						"obj-228",
						4
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-68",
						0
					],
					"destination": [
						"obj-228",
						5
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-70",
						0
					],
					"destination": [
						"obj-228",
						6
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-72",
						0
					],
					"destination": [
						"obj-228",
						7
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-74",
						0
					],
					"destination": [
						"obj-228",
						8
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-225",
						0
					],
					"destination": [
						"obj-229",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-228",
						0
					],
					"destination": [
						"obj-229",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-229",
						0
					],
					"destination": [
						"obj-231",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-229",
						1
					],
					"destination": [
						"obj-231",
						1
					],
					"order": 1
				}
			},
			{
				"patchline": {
					"source": [
						"obj-231",
						0
					],
					"destination": [
						"obj-229",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-232",
						0
					],
					"destination": [
						"obj-234",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-234",
						0
					],
					"destination": [
						"obj-235",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-235",
						0
					],
					"destination": [
						"obj-229",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-237",
						0
					],
					"destination": [
						"obj-229",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-234",
						0
					],
					"destination": [
						"obj-239",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-232",
						0
					],
					"destination": [
						"obj-240",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-34",
						0
					],
					"destination": [
						"obj-240",
						1
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-36",
						0
					],
					"destination": [
						"obj-240",
						4
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-232",
						0
					],
					"destination": [
						"obj-242",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-38",
						0
					],
					"destination": [
						"obj-40",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-42",
						0
					],
					"destination": [
						"obj-44",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-240",
						0
					],
					"destination": [
						"obj-244",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-242",
						4
					],
					"destination": [
						"obj-244",
						1
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-40",
						0
					],
					"destination": [
						"obj-244",
						2
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-44",
						0
					],
					"destination": [
						"obj-244",
						3
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-46",
						0
					],
					"destination": [
						"obj-244",
						4
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-48",
						0
					],
					"destination": [
						"obj-244",
						5
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-244",
						0
					],
					"destination": [
						"obj-94",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-240",
						1
					],
					"destination": [
						"obj-92",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-240",
						0
					],
					"destination": [
						"obj-140",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-242",
						0
					],
					"destination": [
						"obj-144",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-242",
						1
					],
					"destination": [
						"obj-150",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-242",
						2
					],
					"destination": [
						"obj-156",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-242",
						3
					],
					"destination": [
						"obj-162",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-239",
						0
					],
					"destination": [
						"obj-138",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-239",
						0
					],
					"destination": [
						"obj-142",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-239",
						0
					],
					"destination": [
						"obj-148",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-239",
						0
					],
					"destination": [
						"obj-154",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-239",
						0
					],
					"destination": [
						"obj-160",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-229",
						2
					],
					"destination": [
						"obj-246",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-246",
						0
					],
					"destination": [
						"obj-76",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-229",
						2
					],
					"destination": [
						"obj-247",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-247",
						0
					],
					"destination": [
						"obj-78",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-247",
						1
					],
					"destination": [
						"obj-90",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-247",
						2
					],
					"destination": [
						"obj-80",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-247",
						3
					],
					"destination": [
						"obj-82",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-247",
						4
					],
					"destination": [
						"obj-84",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-229",
						2
					],
					"destination": [
						"obj-248",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-72",
						0
					],
					"destination": [
						"obj-248",
						1
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-68",
						0
					],
					"destination": [
						"obj-248",
						2
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-70",
						0
					],
					"destination": [
						"obj-248",
						2
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-248",
						0
					],
					"destination": [
						"obj-58",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-248",
						1
					],
					"destination": [
						"obj-96",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-248",
						2
					],
					"destination": [
						"obj-98",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-248",
						3
					],
					"destination": [
						"obj-100",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-248",
						3
					],
					"destination": [
						"obj-146",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-248",
						4
					],
					"destination": [
						"obj-102",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-248",
						4
					],
					"destination": [
						"obj-152",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-248",
						5
					],
					"destination": [
						"obj-104",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-248",
						5
					],
					"destination": [
						"obj-158",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-248",
						6
					],
					"destination": [
						"obj-106",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-248",
						6
					],
					"destination": [
						"obj-164",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-248",
						7
					],
					"destination": [
						"obj-72",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-248",
						8
					],
					"destination": [
						"obj-68",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-248",
						9
					],
					"destination": [
						"obj-70",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-248",
						10
					],
					"destination": [
						"obj-240",
						2
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-248",
						11
					],
					"destination": [
						"obj-240",
						3
					],
					"order": 1
				}
			},
			{
				"patchline": {
					"source": [
						"obj-229",
						2
					],
					"destination": [
						"obj-249",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-249",
						0
					],
					"destination": [
						"obj-112",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-249",
						1
					],
					"destination": [
						"obj-114",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-249",
						2
					],
					"destination": [
						"obj-116",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-249",
						3
					],
					"destination": [
						"obj-118",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-249",
						4
					],
					"destination": [
						"obj-120",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-249",
						5
					],
					"destination": [
						"obj-122",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-249",
						6
					],
					"destination": [
						"obj-124",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-229",
						2
					],
					"destination": [
						"obj-250",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-250",
						0
					],
					"destination": [
						"obj-126",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-250",
						1
					],
					"destination": [
						"obj-128",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-250",
						2
					],
					"destination": [
						"obj-130",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-250",
						3
					],
					"destination": [
						"obj-132",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-250",
						4
					],
					"destination": [
						"obj-134",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-250",
						5
					],
					"destination": [
						"obj-136",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-68",
						0
					],
					"destination": [
						"obj-251",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-251",
						0
					],
					"destination": [
						"obj-108",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-70",
						0
					],
					"destination": [
						"obj-252",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-252",
						0
					],
					"destination": [
						"obj-110",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-50",
						0
					],
					"destination": [
						"obj-254",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-52",
						0
					],
					"destination": [
						"obj-254",
						1
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-54",
						0
					],
					"destination": [
						"obj-254",
						2
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-254",
						0
					],
					"destination": [
						"obj-56",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-56",
						0
					],
					"destination": [
						"obj-68",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-56",
						0
					],
					"destination": [
						"obj-70",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-56",
						0
					],
					"destination": [
						"obj-60",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-56",
						0
					],
					"destination": [
						"obj-62",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-56",
						0
					],
					"destination": [
						"obj-64",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-56",
						0
					],
					"destination": [
						"obj-66",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-56",
						0
					],
					"destination": [
						"obj-34",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-56",
						0
					],
					"destination": [
						"obj-38",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-56",
						0
					],
					"destination": [
						"obj-42",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-255",
						0
					],
					"destination": [
						"obj-237",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-255",
						1
					],
					"destination": [
						"obj-225",
						3
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-255",
						2
					],
					"destination": [
						"obj-14",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-255",
						3
					],
					"destination": [
						"obj-12",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-255",
						4
					],
					"destination": [
						"obj-68",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-255",
						5
					],
					"destination": [
						"obj-70",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-255",
						6
					],
					"destination": [
						"obj-60",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-255",
						7
					],
					"destination": [
						"obj-38",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-255",
						8
					],
					"destination": [
						"obj-42",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-255",
						9
					],
					"destination": [
						"obj-34",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-255",
						10
					],
					"destination": [
						"obj-78",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-255",
						10
					],
					"destination": [
						"obj-90",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-255",
						10
					],
					"destination": [
						"obj-112",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-255",
						11
					],
					"destination": [
						"obj-231",
						0
					],
					"order": 0
				}
			},
			{
				"patchline": {
					"source": [
						"obj-255",
						12
					],
					"destination": [
						"obj-240",
						5
					],
					"order": 0
				}
			}
		],
		"dependency_cache": [],
		"autosave": 0,
		"locked_bgcolor": [
			0.957,
			0.957,
			0.965,
			1.0
		],
		"editing_bgcolor": [
			0.957,
			0.957,
			0.965,
			1.0
		]
	}
}

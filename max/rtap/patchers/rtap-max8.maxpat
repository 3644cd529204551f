{
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
   60.0,
   100.0,
   880.0,
   690.0
  ],
  "bglocked": 0,
  "openinpresentation": 1,
  "default_fontsize": 12.0,
  "default_fontface": 0,
  "default_fontname": "Arial",
  "gridonopen": 1,
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
      24.0,
      24.0,
      749,
      22.0
     ],
     "text": "The machinery: every box below is a subpatcher with one job. The controls of the panel stand further down."
    }
   },
   {
    "box": {
     "id": "obj-2",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 2,
     "patching_rect": [
      24.0,
      60.0,
      80,
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
       60.0,
       100.0,
       760.0,
       520.0
      ],
      "bglocked": 0,
      "openinpresentation": 0,
      "default_fontsize": 12.0,
      "default_fontface": 0,
      "default_fontname": "Arial",
      "gridonopen": 1,
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
          24.0,
          24.0,
          736,
          22.0
         ],
         "text": "What the runtime hears: the microphone or the loop. Outlets: its sound; the ring index that all follows."
        }
       },
       {
        "box": {
         "id": "obj-2",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          24.0,
          48.0,
          736,
          22.0
         ],
         "text": "count~ counts samples round the ring for as long as the audio is on, and the script is told where it is."
        }
       },
       {
        "box": {
         "id": "obj-3",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          24.0,
          80.0,
          108,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-source"
        }
       },
       {
        "box": {
         "id": "obj-4",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          24.0,
          114.0,
          52,
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
         "id": "obj-5",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          80.0,
          59,
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
         "id": "obj-6",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          24.0,
          148.0,
          46,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "== 0"
        }
       },
       {
        "box": {
         "id": "obj-7",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          24.0,
          182.0,
          60,
          22.0
         ],
         "text": "$1 20",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-8",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          24.0,
          216.0,
          52,
          22.0
         ],
         "outlettype": [
          "signal",
          "signal"
         ],
         "text": "line~"
        }
       },
       {
        "box": {
         "id": "obj-9",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          250.0,
          32,
          22.0
         ],
         "outlettype": [
          "Signal"
         ],
         "text": "*~"
        }
       },
       {
        "box": {
         "id": "obj-10",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          80.0,
          148.0,
          60,
          22.0
         ],
         "text": "$1 20",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-11",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          94.0,
          182.0,
          52,
          22.0
         ],
         "outlettype": [
          "signal",
          "signal"
         ],
         "text": "line~"
        }
       },
       {
        "box": {
         "id": "obj-12",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          220.0,
          80.0,
          101,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-begin"
        }
       },
       {
        "box": {
         "id": "obj-13",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          220.0,
          114.0,
          54,
          22.0
         ],
         "text": "1 20",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-14",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          332.0,
          80.0,
          101,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-ended"
        }
       },
       {
        "box": {
         "id": "obj-15",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          332.0,
          114.0,
          54,
          22.0
         ],
         "text": "0 20",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-16",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          220.0,
          148.0,
          52,
          22.0
         ],
         "outlettype": [
          "signal",
          "signal"
         ],
         "text": "line~"
        }
       },
       {
        "box": {
         "id": "obj-17",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          290.0,
          114.0,
          33,
          22.0
         ],
         "text": "0",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-18",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          444.0,
          80.0,
          66,
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
         "id": "obj-19",
         "maxclass": "newobj",
         "numinlets": 3,
         "numoutlets": 2,
         "patching_rect": [
          444.0,
          148.0,
          190,
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
         "id": "obj-20",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          444.0,
          216.0,
          32,
          22.0
         ],
         "outlettype": [
          "Signal"
         ],
         "text": "*~"
        }
       },
       {
        "box": {
         "id": "obj-21",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          444.0,
          250.0,
          32,
          22.0
         ],
         "outlettype": [
          "Signal"
         ],
         "text": "*~"
        }
       },
       {
        "box": {
         "id": "obj-22",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          284.0,
          32,
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
         "id": "obj-23",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          520.0,
          100.0,
          149,
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
         "id": "obj-24",
         "maxclass": "newobj",
         "numinlets": 3,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          318.0,
          142,
          22.0
         ],
         "outlettype": [
          "signal"
         ],
         "text": "poke~ rtap-context"
        }
       },
       {
        "box": {
         "id": "obj-25",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          646.0,
          134.0,
          94,
          22.0
         ],
         "outlettype": [
          "float"
         ],
         "text": "snapshot~ 5"
        }
       },
       {
        "box": {
         "id": "obj-26",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          646.0,
          168.0,
          115,
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
         "id": "obj-27",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          646.0,
          202.0,
          80,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-js"
        }
       },
       {
        "box": {
         "id": "obj-28",
         "maxclass": "outlet",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          304.0,
          318.0,
          59,
          22.0
         ],
         "outlettype": []
        }
       },
       {
        "box": {
         "id": "obj-29",
         "maxclass": "outlet",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          758.0,
          134.0,
          59,
          22.0
         ],
         "outlettype": []
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
          "obj-5",
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
          "obj-4",
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
          "obj-13",
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
          "obj-12",
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
          "obj-11",
          0
         ],
         "destination": [
          "obj-20",
          1
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
          "obj-16",
          0
         ],
         "destination": [
          "obj-21",
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
          "obj-22",
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
          "obj-22",
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
          "obj-24",
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
          1
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
          "obj-22",
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
          "obj-23",
          0
         ],
         "destination": [
          "obj-29",
          0
         ],
         "order": 0
        }
       }
      ],
      "dependency_cache": [],
      "autosave": 0
     },
     "text": "p context",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-3",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      24.0,
      110.0,
      80,
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
       60.0,
       100.0,
       560.0,
       300.0
      ],
      "bglocked": 0,
      "openinpresentation": 0,
      "default_fontsize": 12.0,
      "default_fontface": 0,
      "default_fontname": "Arial",
      "gridonopen": 1,
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
          24.0,
          24.0,
          680,
          22.0
         ],
         "text": "The rings that the script writes ahead of the cursor, joined and faded: they are only read here."
        }
       },
       {
        "box": {
         "id": "obj-2",
         "maxclass": "inlet",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          24.0,
          56.0,
          52,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-3",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          24.0,
          90.0,
          156,
          22.0
         ],
         "outlettype": [
          "signal",
          "signal"
         ],
         "text": "index~ rtap-answer-1"
        }
       },
       {
        "box": {
         "id": "obj-4",
         "maxclass": "outlet",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          24.0,
          124.0,
          59,
          22.0
         ],
         "outlettype": []
        }
       },
       {
        "box": {
         "id": "obj-5",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          192.0,
          90.0,
          156,
          22.0
         ],
         "outlettype": [
          "signal",
          "signal"
         ],
         "text": "index~ rtap-answer-2"
        }
       },
       {
        "box": {
         "id": "obj-6",
         "maxclass": "outlet",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          192.0,
          124.0,
          59,
          22.0
         ],
         "outlettype": []
        }
       },
       {
        "box": {
         "id": "obj-7",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          360.0,
          90.0,
          156,
          22.0
         ],
         "outlettype": [
          "signal",
          "signal"
         ],
         "text": "index~ rtap-answer-3"
        }
       },
       {
        "box": {
         "id": "obj-8",
         "maxclass": "outlet",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          360.0,
          124.0,
          59,
          22.0
         ],
         "outlettype": []
        }
       },
       {
        "box": {
         "id": "obj-9",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          528.0,
          90.0,
          156,
          22.0
         ],
         "outlettype": [
          "signal",
          "signal"
         ],
         "text": "index~ rtap-answer-4"
        }
       },
       {
        "box": {
         "id": "obj-10",
         "maxclass": "outlet",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          528.0,
          124.0,
          59,
          22.0
         ],
         "outlettype": []
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
          "obj-2",
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
          "obj-2",
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
          0
         ],
         "destination": [
          "obj-10",
          0
         ],
         "order": 0
        }
       }
      ],
      "dependency_cache": [],
      "autosave": 0
     },
     "text": "p answers",
     "outlettype": [
      "",
      "",
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-4",
     "maxclass": "newobj",
     "numinlets": 5,
     "numoutlets": 2,
     "patching_rect": [
      24.0,
      160.0,
      94,
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
       60.0,
       100.0,
       780.0,
       460.0
      ],
      "bglocked": 0,
      "openinpresentation": 0,
      "default_fontsize": 12.0,
      "default_fontface": 0,
      "default_fontname": "Arial",
      "gridonopen": 1,
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
          24.0,
          24.0,
          674,
          22.0
         ],
         "text": "Inlets: the context, four answers. Outlets: the accompaniment by itself, and all that is heard."
        }
       },
       {
        "box": {
         "id": "obj-2",
         "maxclass": "inlet",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          24.0,
          56.0,
          52,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-3",
         "maxclass": "inlet",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          94.0,
          56.0,
          52,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-4",
         "maxclass": "inlet",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          164.0,
          56.0,
          52,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-5",
         "maxclass": "inlet",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          234.0,
          56.0,
          52,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-6",
         "maxclass": "inlet",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          304.0,
          56.0,
          52,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-7",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          94.0,
          90.0,
          32,
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
          234.0,
          90.0,
          32,
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
          94.0,
          124.0,
          32,
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
         "numoutlets": 1,
         "patching_rect": [
          374.0,
          56.0,
          108,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-volume"
        }
       },
       {
        "box": {
         "id": "obj-11",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          374.0,
          90.0,
          59,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "/ 127."
        }
       },
       {
        "box": {
         "id": "obj-12",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          374.0,
          124.0,
          60,
          22.0
         ],
         "text": "$1 20",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-13",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          374.0,
          158.0,
          52,
          22.0
         ],
         "outlettype": [
          "signal",
          "signal"
         ],
         "text": "line~"
        }
       },
       {
        "box": {
         "id": "obj-14",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          500.0,
          56.0,
          94,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-hear"
        }
       },
       {
        "box": {
         "id": "obj-15",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          500.0,
          90.0,
          59,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "/ 127."
        }
       },
       {
        "box": {
         "id": "obj-16",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          500.0,
          124.0,
          60,
          22.0
         ],
         "text": "$1 20",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-17",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          500.0,
          158.0,
          52,
          22.0
         ],
         "outlettype": [
          "signal",
          "signal"
         ],
         "text": "line~"
        }
       },
       {
        "box": {
         "id": "obj-18",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          94.0,
          192.0,
          32,
          22.0
         ],
         "outlettype": [
          "Signal"
         ],
         "text": "*~"
        }
       },
       {
        "box": {
         "id": "obj-19",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          24.0,
          192.0,
          32,
          22.0
         ],
         "outlettype": [
          "Signal"
         ],
         "text": "*~"
        }
       },
       {
        "box": {
         "id": "obj-20",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          94.0,
          226.0,
          32,
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
         "id": "obj-21",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          612.0,
          56.0,
          142,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-record-file"
        }
       },
       {
        "box": {
         "id": "obj-22",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          612.0,
          90.0,
          54,
          22.0
         ],
         "text": "open",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-23",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          766.0,
          56.0,
          108,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-record"
        }
       },
       {
        "box": {
         "id": "obj-24",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          24.0,
          158.0,
          94,
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
         "id": "obj-25",
         "maxclass": "outlet",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          136.0,
          226.0,
          59,
          22.0
         ],
         "outlettype": []
        }
       },
       {
        "box": {
         "id": "obj-26",
         "maxclass": "outlet",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          94.0,
          260.0,
          59,
          22.0
         ],
         "outlettype": []
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
          "obj-13",
          0
         ],
         "destination": [
          "obj-18",
          1
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
          0
         ],
         "destination": [
          "obj-19",
          1
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
          1
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
          "obj-22",
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
          "obj-24",
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
          0
         ],
         "destination": [
          "obj-24",
          1
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
          "obj-25",
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
          "obj-26",
          0
         ],
         "order": 0
        }
       }
      ],
      "dependency_cache": [],
      "autosave": 0
     },
     "text": "p sound-out",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-5",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 0,
     "patching_rect": [
      200.0,
      60.0,
      80,
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
       60.0,
       100.0,
       620.0,
       300.0
      ],
      "bglocked": 0,
      "openinpresentation": 0,
      "default_fontsize": 12.0,
      "default_fontface": 0,
      "default_fontname": "Arial",
      "gridonopen": 1,
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
          24.0,
          24.0,
          653,
          22.0
         ],
         "text": "The script sends context and settings, and writes what comes back into the rings of answers."
        }
       },
       {
        "box": {
         "id": "obj-2",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          24.0,
          48.0,
          639,
          22.0
         ],
         "text": "Its sockets: datagrams of up to 65 507 bytes; the script sets their sizes as it is loaded."
        }
       },
       {
        "box": {
         "id": "obj-3",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          24.0,
          80.0,
          122,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "udpreceive 8000"
        }
       },
       {
        "box": {
         "id": "obj-4",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          164.0,
          80.0,
          80,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-js"
        }
       },
       {
        "box": {
         "id": "obj-5",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          24.0,
          114.0,
          87,
          22.0
         ],
         "outlettype": [
          "",
          "",
          ""
         ],
         "text": "js rtap.js"
        }
       },
       {
        "box": {
         "id": "obj-6",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          24.0,
          148.0,
          170,
          22.0
         ],
         "outlettype": [],
         "text": "udpsend 127.0.0.1 7000"
        }
       },
       {
        "box": {
         "id": "obj-7",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          206.0,
          148.0,
          101,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-panel"
        }
       },
       {
        "box": {
         "id": "obj-8",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          318.0,
          148.0,
          135,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-udpreceive"
        }
       },
       {
        "box": {
         "id": "obj-9",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          24.0,
          200.0,
          135,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-udpreceive"
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
          "obj-9",
          0
         ],
         "destination": [
          "obj-3",
          0
         ],
         "order": 0
        }
       }
      ],
      "dependency_cache": [],
      "autosave": 0
     },
     "text": "p network",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-6",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 0,
     "patching_rect": [
      298.0,
      60.0,
      87,
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
       60.0,
       100.0,
       760.0,
       300.0
      ],
      "bglocked": 0,
      "openinpresentation": 0,
      "default_fontsize": 12.0,
      "default_fontface": 0,
      "default_fontname": "Arial",
      "gridonopen": 1,
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
          24.0,
          24.0,
          384,
          22.0
         ],
         "text": "Each control of the panel as a message to the script."
        }
       },
       {
        "box": {
         "id": "obj-2",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          24.0,
          56.0,
          94,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-play"
        }
       },
       {
        "box": {
         "id": "obj-3",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          24.0,
          90.0,
          101,
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
         "id": "obj-4",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          24.0,
          124.0,
          80,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-js"
        }
       },
       {
        "box": {
         "id": "obj-5",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          136.0,
          56.0,
          94,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-step"
        }
       },
       {
        "box": {
         "id": "obj-6",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          136.0,
          90.0,
          101,
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
         "id": "obj-7",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          136.0,
          124.0,
          80,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-js"
        }
       },
       {
        "box": {
         "id": "obj-8",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          248.0,
          56.0,
          128,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-lookahead"
        }
       },
       {
        "box": {
         "id": "obj-9",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          248.0,
          90.0,
          135,
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
         "id": "obj-10",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          248.0,
          124.0,
          80,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-js"
        }
       },
       {
        "box": {
         "id": "obj-11",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          388.0,
          56.0,
          101,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-point"
        }
       },
       {
        "box": {
         "id": "obj-12",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          402.0,
          90.0,
          108,
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
         "id": "obj-13",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          402.0,
          124.0,
          80,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-js"
        }
       },
       {
        "box": {
         "id": "obj-14",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          500.0,
          56.0,
          101,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-adapt"
        }
       },
       {
        "box": {
         "id": "obj-15",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          528.0,
          90.0,
          108,
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
         "id": "obj-16",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          528.0,
          124.0,
          80,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-js"
        }
       },
       {
        "box": {
         "id": "obj-17",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          612.0,
          56.0,
          108,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-stem-1"
        }
       },
       {
        "box": {
         "id": "obj-18",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          654.0,
          90.0,
          115,
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
         "id": "obj-19",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          654.0,
          124.0,
          80,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-js"
        }
       },
       {
        "box": {
         "id": "obj-20",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          738.0,
          56.0,
          108,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-stem-2"
        }
       },
       {
        "box": {
         "id": "obj-21",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          780.0,
          90.0,
          115,
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
         "id": "obj-22",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          780.0,
          124.0,
          80,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-js"
        }
       },
       {
        "box": {
         "id": "obj-23",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          864.0,
          56.0,
          108,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-stem-3"
        }
       },
       {
        "box": {
         "id": "obj-24",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          906.0,
          90.0,
          115,
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
         "id": "obj-25",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          906.0,
          124.0,
          80,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-js"
        }
       },
       {
        "box": {
         "id": "obj-26",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          990.0,
          56.0,
          108,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-stem-4"
        }
       },
       {
        "box": {
         "id": "obj-27",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1032.0,
          90.0,
          115,
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
         "id": "obj-28",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          1032.0,
          124.0,
          80,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-js"
        }
       },
       {
        "box": {
         "id": "obj-29",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1116.0,
          56.0,
          94,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-load"
        }
       },
       {
        "box": {
         "id": "obj-30",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          1158.0,
          90.0,
          54,
          22.0
         ],
         "text": "load",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-31",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          1158.0,
          124.0,
          80,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-js"
        }
       },
       {
        "box": {
         "id": "obj-32",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1228.0,
          56.0,
          101,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-reset"
        }
       },
       {
        "box": {
         "id": "obj-33",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          1228.0,
          90.0,
          60,
          22.0
         ],
         "text": "reset",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-34",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          1256.0,
          124.0,
          80,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-js"
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
          "obj-7",
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
          "obj-21",
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
          "obj-33",
          0
         ],
         "destination": [
          "obj-34",
          0
         ],
         "order": 0
        }
       }
      ],
      "dependency_cache": [],
      "autosave": 0
     },
     "text": "p settings",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-7",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 0,
     "patching_rect": [
      403.0,
      60.0,
      101,
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
       60.0,
       100.0,
       560.0,
       340.0
      ],
      "bglocked": 0,
      "openinpresentation": 0,
      "default_fontsize": 12.0,
      "default_fontface": 0,
      "default_fontname": "Arial",
      "gridonopen": 1,
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
          24.0,
          24.0,
          563,
          22.0
         ],
         "text": "Counts when `connect` is pressed: host, port and the port that answers come to."
        }
       },
       {
        "box": {
         "id": "obj-2",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          24.0,
          56.0,
          115,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-connect"
        }
       },
       {
        "box": {
         "id": "obj-3",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          24.0,
          90.0,
          66,
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
         "id": "obj-4",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          56.0,
          108,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-listen"
        }
       },
       {
        "box": {
         "id": "obj-5",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          24.0,
          124.0,
          73,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "int 8000"
        }
       },
       {
        "box": {
         "id": "obj-6",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          276.0,
          56.0,
          94,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-port"
        }
       },
       {
        "box": {
         "id": "obj-7",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          108.0,
          124.0,
          73,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "int 7000"
        }
       },
       {
        "box": {
         "id": "obj-8",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          192.0,
          124.0,
          122,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-host-ask"
        }
       },
       {
        "box": {
         "id": "obj-9",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          388.0,
          56.0,
          94,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-host"
        }
       },
       {
        "box": {
         "id": "obj-10",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          388.0,
          90.0,
          87,
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
         "id": "obj-11",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          388.0,
          124.0,
          73,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "tosymbol"
        }
       },
       {
        "box": {
         "id": "obj-12",
         "maxclass": "newobj",
         "numinlets": 3,
         "numoutlets": 1,
         "patching_rect": [
          388.0,
          158.0,
          128,
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
         "id": "obj-13",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          388.0,
          192.0,
          122,
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
         "id": "obj-14",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          388.0,
          226.0,
          80,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-js"
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
          2
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
          "obj-5",
          1
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
          "obj-3",
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
          "obj-12",
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
          "obj-12",
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
          "obj-12",
          2
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
          "obj-13",
          0
         ],
         "destination": [
          "obj-14",
          0
         ],
         "order": 0
        }
       }
      ],
      "dependency_cache": [],
      "autosave": 0
     },
     "text": "p connection",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-8",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 0,
     "patching_rect": [
      522.0,
      60.0,
      115,
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
       60.0,
       100.0,
       1500.0,
       420.0
      ],
      "bglocked": 0,
      "openinpresentation": 0,
      "default_fontsize": 12.0,
      "default_fontface": 0,
      "default_fontname": "Arial",
      "gridonopen": 1,
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
          24.0,
          24.0,
          667,
          22.0
         ],
         "text": "What the script shows. All of it by `set`, so that nothing that is shown comes back as a wish."
        }
       },
       {
        "box": {
         "id": "obj-2",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          24.0,
          56.0,
          101,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-panel"
        }
       },
       {
        "box": {
         "id": "obj-3",
         "maxclass": "newobj",
         "numinlets": 20,
         "numoutlets": 20,
         "patching_rect": [
          24.0,
          90.0,
          943,
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
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          ""
         ],
         "text": "route says runtime rate latency engine bundle trained names window windows answer package rw playing step lookahead points begin ended"
        }
       },
       {
        "box": {
         "id": "obj-4",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          24.0,
          150.0,
          94,
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
         "id": "obj-5",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          24.0,
          184.0,
          94,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-says"
        }
       },
       {
        "box": {
         "id": "obj-6",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          194.0,
          150.0,
          94,
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
         "id": "obj-7",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          194.0,
          184.0,
          108,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-engine"
        }
       },
       {
        "box": {
         "id": "obj-8",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          364.0,
          150.0,
          94,
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
         "id": "obj-9",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          364.0,
          184.0,
          108,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-bundle"
        }
       },
       {
        "box": {
         "id": "obj-10",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          534.0,
          150.0,
          94,
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
         "id": "obj-11",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          534.0,
          184.0,
          135,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-play-shown"
        }
       },
       {
        "box": {
         "id": "obj-12",
         "maxclass": "newobj",
         "numinlets": 4,
         "numoutlets": 4,
         "patching_rect": [
          24.0,
          260.0,
          80,
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
         "id": "obj-13",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          24.0,
          294.0,
          240,
          22.0
         ],
         "text": "oncolor 0.45 0.46 0.5 1., set 1",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-14",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          286.0,
          294.0,
          247,
          22.0
         ],
         "text": "oncolor 0.93 0.67 0.15 1., set 1",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-15",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          548.0,
          294.0,
          247,
          22.0
         ],
         "text": "oncolor 0.23 0.65 0.33 1., set 1",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-16",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          24.0,
          328.0,
          149,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-lamp-runtime"
        }
       },
       {
        "box": {
         "id": "obj-17",
         "maxclass": "newobj",
         "numinlets": 3,
         "numoutlets": 3,
         "patching_rect": [
          830.0,
          260.0,
          66,
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
          830.0,
          294.0,
          247,
          22.0
         ],
         "text": "oncolor 0.85 0.22 0.22 1., set 1",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-19",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          1092.0,
          294.0,
          247,
          22.0
         ],
         "text": "oncolor 0.23 0.65 0.33 1., set 1",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-20",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          830.0,
          328.0,
          128,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-lamp-rate"
        }
       },
       {
        "box": {
         "id": "obj-21",
         "maxclass": "newobj",
         "numinlets": 5,
         "numoutlets": 5,
         "patching_rect": [
          24.0,
          370.0,
          94,
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
         "id": "obj-22",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          24.0,
          404.0,
          240,
          22.0
         ],
         "text": "oncolor 0.45 0.46 0.5 1., set 1",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-23",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          286.0,
          404.0,
          247,
          22.0
         ],
         "text": "oncolor 0.23 0.65 0.33 1., set 1",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-24",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          548.0,
          404.0,
          247,
          22.0
         ],
         "text": "oncolor 0.93 0.67 0.15 1., set 1",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-25",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          810.0,
          404.0,
          247,
          22.0
         ],
         "text": "oncolor 0.85 0.22 0.22 1., set 1",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-26",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          24.0,
          438.0,
          149,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-lamp-latency"
        }
       },
       {
        "box": {
         "id": "obj-27",
         "maxclass": "newobj",
         "numinlets": 3,
         "numoutlets": 3,
         "patching_rect": [
          24.0,
          480.0,
          66,
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
         "id": "obj-28",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          24.0,
          514.0,
          281,
          22.0
         ],
         "text": "set untrained: what you hear is noise",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-29",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          324.0,
          514.0,
          47,
          22.0
         ],
         "text": "set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-30",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          24.0,
          548.0,
          115,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-trained"
        }
       },
       {
        "box": {
         "id": "obj-31",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 4,
         "patching_rect": [
          494.0,
          480.0,
          115,
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
         "id": "obj-32",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          494.0,
          514.0,
          94,
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
         "id": "obj-33",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          494.0,
          548.0,
          108,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-name-1"
        }
       },
       {
        "box": {
         "id": "obj-34",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          648.0,
          514.0,
          94,
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
         "id": "obj-35",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          648.0,
          548.0,
          108,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-name-2"
        }
       },
       {
        "box": {
         "id": "obj-36",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          802.0,
          514.0,
          94,
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
         "id": "obj-37",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          802.0,
          548.0,
          108,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-name-3"
        }
       },
       {
        "box": {
         "id": "obj-38",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          956.0,
          514.0,
          94,
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
         "id": "obj-39",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          956.0,
          548.0,
          108,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-name-4"
        }
       },
       {
        "box": {
         "id": "obj-40",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 4,
         "patching_rect": [
          24.0,
          590.0,
          115,
          22.0
         ],
         "outlettype": [
          "",
          "",
          "",
          ""
         ],
         "text": "unpack f f f f"
        }
       },
       {
        "box": {
         "id": "obj-41",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          24.0,
          624.0,
          128,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-window-ms"
        }
       },
       {
        "box": {
         "id": "obj-42",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          178.0,
          624.0,
          108,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-p50-ms"
        }
       },
       {
        "box": {
         "id": "obj-43",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          332.0,
          624.0,
          108,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-p99-ms"
        }
       },
       {
        "box": {
         "id": "obj-44",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          486.0,
          624.0,
          128,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-budget-ms"
        }
       },
       {
        "box": {
         "id": "obj-45",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 6,
         "patching_rect": [
          24.0,
          700.0,
          142,
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
         "id": "obj-46",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          24.0,
          734.0,
          94,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-sent"
        }
       },
       {
        "box": {
         "id": "obj-47",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          178.0,
          734.0,
          101,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-whole"
        }
       },
       {
        "box": {
         "id": "obj-48",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          332.0,
          734.0,
          94,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-late"
        }
       },
       {
        "box": {
         "id": "obj-49",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          486.0,
          734.0,
          94,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-lost"
        }
       },
       {
        "box": {
         "id": "obj-50",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          640.0,
          734.0,
          115,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-dropped"
        }
       },
       {
        "box": {
         "id": "obj-51",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          794.0,
          734.0,
          115,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-unheard"
        }
       },
       {
        "box": {
         "id": "obj-52",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          968.0,
          700.0,
          87,
          22.0
         ],
         "outlettype": [
          "",
          ""
         ],
         "text": "unpack f f"
        }
       },
       {
        "box": {
         "id": "obj-53",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          968.0,
          734.0,
          73,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-r"
        }
       },
       {
        "box": {
         "id": "obj-54",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          1122.0,
          734.0,
          73,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-w"
        }
       },
       {
        "box": {
         "id": "obj-55",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          1296.0,
          700.0,
          128,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-answer-ms"
        }
       },
       {
        "box": {
         "id": "obj-56",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          24.0,
          810.0,
          115,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-package"
        }
       },
       {
        "box": {
         "id": "obj-57",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          194.0,
          810.0,
          149,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-points-shown"
        }
       },
       {
        "box": {
         "id": "obj-58",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          364.0,
          810.0,
          101,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-begin"
        }
       },
       {
        "box": {
         "id": "obj-59",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          484.0,
          810.0,
          101,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-ended"
        }
       },
       {
        "box": {
         "id": "obj-60",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          604.0,
          810.0,
          94,
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
         "id": "obj-61",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          604.0,
          844.0,
          135,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-step-shown"
        }
       },
       {
        "box": {
         "id": "obj-62",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          784.0,
          810.0,
          94,
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
         "id": "obj-63",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          784.0,
          844.0,
          170,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-lookahead-shown"
        }
       },
       {
        "box": {
         "id": "obj-64",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          964.0,
          810.0,
          94,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-step"
        }
       },
       {
        "box": {
         "id": "obj-65",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          964.0,
          844.0,
          87,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "* 92.87982"
        }
       },
       {
        "box": {
         "id": "obj-66",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          964.0,
          878.0,
          115,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-step-ms"
        }
       },
       {
        "box": {
         "id": "obj-67",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1194.0,
          810.0,
          128,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-lookahead"
        }
       },
       {
        "box": {
         "id": "obj-68",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          1194.0,
          844.0,
          87,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "* 92.87982"
        }
       },
       {
        "box": {
         "id": "obj-69",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          1194.0,
          878.0,
          149,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-lookahead-ms"
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
          4
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
          "obj-3",
          5
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
          "obj-3",
          13
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
          "obj-3",
          1
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
          "obj-12",
          1
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
          "obj-12",
          2
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
          "obj-13",
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
          "obj-16",
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
          2
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
          "obj-17",
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
       },
       {
        "patchline": {
         "source": [
          "obj-3",
          3
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
          "obj-21",
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
          "obj-21",
          1
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
          "obj-21",
          2
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
          "obj-21",
          3
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
          "obj-22",
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
          "obj-23",
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
          "obj-24",
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
          "obj-3",
          6
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
          "obj-27",
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
          "obj-28",
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
          "obj-3",
          7
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
          "obj-31",
          1
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
          "obj-34",
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
          "obj-31",
          2
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
          "obj-31",
          3
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
          "obj-3",
          8
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
          "obj-40",
          1
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
          "obj-40",
          2
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
          "obj-40",
          3
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
          "obj-3",
          9
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
       },
       {
        "patchline": {
         "source": [
          "obj-45",
          1
         ],
         "destination": [
          "obj-47",
          0
         ],
         "order": 0
        }
       },
       {
        "patchline": {
         "source": [
          "obj-45",
          2
         ],
         "destination": [
          "obj-48",
          0
         ],
         "order": 0
        }
       },
       {
        "patchline": {
         "source": [
          "obj-45",
          3
         ],
         "destination": [
          "obj-49",
          0
         ],
         "order": 0
        }
       },
       {
        "patchline": {
         "source": [
          "obj-45",
          4
         ],
         "destination": [
          "obj-50",
          0
         ],
         "order": 0
        }
       },
       {
        "patchline": {
         "source": [
          "obj-45",
          5
         ],
         "destination": [
          "obj-51",
          0
         ],
         "order": 0
        }
       },
       {
        "patchline": {
         "source": [
          "obj-3",
          12
         ],
         "destination": [
          "obj-52",
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
          "obj-53",
          0
         ],
         "order": 0
        }
       },
       {
        "patchline": {
         "source": [
          "obj-52",
          1
         ],
         "destination": [
          "obj-54",
          0
         ],
         "order": 0
        }
       },
       {
        "patchline": {
         "source": [
          "obj-3",
          10
         ],
         "destination": [
          "obj-55",
          0
         ],
         "order": 0
        }
       },
       {
        "patchline": {
         "source": [
          "obj-3",
          11
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
          "obj-3",
          16
         ],
         "destination": [
          "obj-57",
          0
         ],
         "order": 0
        }
       },
       {
        "patchline": {
         "source": [
          "obj-3",
          17
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
          "obj-3",
          18
         ],
         "destination": [
          "obj-59",
          0
         ],
         "order": 0
        }
       },
       {
        "patchline": {
         "source": [
          "obj-3",
          14
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
          "obj-60",
          0
         ],
         "destination": [
          "obj-61",
          0
         ],
         "order": 0
        }
       },
       {
        "patchline": {
         "source": [
          "obj-3",
          15
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
          "obj-62",
          0
         ],
         "destination": [
          "obj-63",
          0
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
          "obj-65",
          0
         ],
         "order": 0
        }
       },
       {
        "patchline": {
         "source": [
          "obj-3",
          14
         ],
         "destination": [
          "obj-65",
          0
         ],
         "order": 0
        }
       },
       {
        "patchline": {
         "source": [
          "obj-65",
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
          "obj-67",
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
          "obj-3",
          15
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
          "obj-68",
          0
         ],
         "destination": [
          "obj-69",
          0
         ],
         "order": 0
        }
       }
      ],
      "dependency_cache": [],
      "autosave": 0
     },
     "text": "p panel-routes",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-9",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 0,
     "patching_rect": [
      655.0,
      60.0,
      80,
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
       60.0,
       100.0,
       620.0,
       420.0
      ],
      "bglocked": 0,
      "openinpresentation": 0,
      "default_fontsize": 12.0,
      "default_fontface": 0,
      "default_fontname": "Arial",
      "gridonopen": 1,
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
          24.0,
          24.0,
          411,
          22.0
         ],
         "text": "Rings of two windows (11.9 s) at 44 100 Hz, and the loop."
        }
       },
       {
        "box": {
         "id": "obj-2",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          24.0,
          56.0,
          253,
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
         "id": "obj-3",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          290.0,
          56.0,
          260,
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
         "id": "obj-4",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          556.0,
          56.0,
          260,
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
         "id": "obj-5",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          822.0,
          56.0,
          260,
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
         "id": "obj-6",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          1088.0,
          56.0,
          260,
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
         "id": "obj-7",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1354.0,
          56.0,
          128,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-open-loop"
        }
       },
       {
        "box": {
         "id": "obj-8",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          1354.0,
          90.0,
          74,
          22.0
         ],
         "text": "replace",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-9",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          1354.0,
          124.0,
          197,
          22.0
         ],
         "outlettype": [
          "",
          ""
         ],
         "text": "buffer~ rtap-loop loop.wav"
        }
       }
      ],
      "lines": [
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
     "text": "p buffers",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-10",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 0,
     "patching_rect": [
      753.0,
      60.0,
      108,
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
       60.0,
       100.0,
       620.0,
       300.0
      ],
      "bglocked": 0,
      "openinpresentation": 0,
      "default_fontsize": 12.0,
      "default_fontface": 0,
      "default_fontname": "Arial",
      "gridonopen": 1,
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
          24.0,
          24.0,
          722,
          22.0
         ],
         "text": "On or off, sample rate, and how much the card fetches at once: told when it changes, and at the start."
        }
       },
       {
        "box": {
         "id": "obj-2",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          24.0,
          56.0,
          73,
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
         "id": "obj-3",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          108.0,
          56.0,
          128,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-ask-audio"
        }
       },
       {
        "box": {
         "id": "obj-4",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 4,
         "patching_rect": [
          24.0,
          90.0,
          80,
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
         "id": "obj-5",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          24.0,
          124.0,
          94,
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
         "id": "obj-6",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          136.0,
          124.0,
          142,
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
          290.0,
          124.0,
          156,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "prepend iovectorsize"
        }
       },
       {
        "box": {
         "id": "obj-8",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          24.0,
          158.0,
          80,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-js"
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
       }
      ],
      "dependency_cache": [],
      "autosave": 0
     },
     "text": "p audio-state",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-11",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 0,
     "patching_rect": [
      879.0,
      60.0,
      73,
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
       60.0,
       100.0,
       720.0,
       360.0
      ],
      "bglocked": 0,
      "openinpresentation": 0,
      "default_fontsize": 12.0,
      "default_fontface": 0,
      "default_fontname": "Arial",
      "gridonopen": 1,
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
          24.0,
          24.0,
          680,
          22.0
         ],
         "text": "Starts and stops a runtime in a process of its own: what the command line says, without a shell."
        }
       },
       {
        "box": {
         "id": "obj-2",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          24.0,
          56.0,
          149,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-server-start"
        }
       },
       {
        "box": {
         "id": "obj-3",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          24.0,
          90.0,
          52,
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
         "id": "obj-4",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          24.0,
          124.0,
          142,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-command-ask"
        }
       },
       {
        "box": {
         "id": "obj-5",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          192.0,
          56.0,
          115,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-command"
        }
       },
       {
        "box": {
         "id": "obj-6",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          192.0,
          90.0,
          87,
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
         "id": "obj-7",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          192.0,
          124.0,
          122,
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
         "id": "obj-8",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          332.0,
          124.0,
          67,
          22.0
         ],
         "text": "launch",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-9",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          318.0,
          56.0,
          142,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-server-stop"
        }
       },
       {
        "box": {
         "id": "obj-10",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          318.0,
          90.0,
          54,
          22.0
         ],
         "text": "halt",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-11",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          192.0,
          158.0,
          349,
          22.0
         ],
         "outlettype": [
          "",
          ""
         ],
         "text": "node.script rtap-server.js @autostart 1 @watch 0"
        }
       },
       {
        "box": {
         "id": "obj-12",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          472.0,
          56.0,
          149,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-command-here"
        }
       },
       {
        "box": {
         "id": "obj-13",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          472.0,
          90.0,
          136,
          22.0
         ],
         "text": "set rtap-runtime",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-14",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          640.0,
          56.0,
          142,
          22.0
         ],
         "outlettype": [
          ""
         ],
         "text": "r rtap-command-ssh"
        }
       },
       {
        "box": {
         "id": "obj-15",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          640.0,
          90.0,
          647,
          22.0
         ],
         "text": "set ssh USER@SERVER /path/to/venv/bin/rtap-runtime --ip 0.0.0.0 --client-ip ADDRESS-OF-MAX",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-16",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          472.0,
          124.0,
          142,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-command-ask"
        }
       },
       {
        "box": {
         "id": "obj-17",
         "maxclass": "newobj",
         "numinlets": 3,
         "numoutlets": 3,
         "patching_rect": [
          192.0,
          192.0,
          142,
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
         "id": "obj-18",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          192.0,
          226.0,
          94,
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
         "id": "obj-19",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          192.0,
          260.0,
          94,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-says"
        }
       },
       {
        "box": {
         "id": "obj-20",
         "maxclass": "newobj",
         "numinlets": 3,
         "numoutlets": 3,
         "patching_rect": [
          304.0,
          226.0,
          66,
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
         "id": "obj-21",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          304.0,
          260.0,
          240,
          22.0
         ],
         "text": "oncolor 0.45 0.46 0.5 1., set 1",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-22",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          556.0,
          260.0,
          247,
          22.0
         ],
         "text": "oncolor 0.23 0.65 0.33 1., set 1",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-23",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          304.0,
          294.0,
          142,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-lamp-server"
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
          1
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
          "obj-7",
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
          "obj-8",
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
          "obj-13",
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
          "obj-21",
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
          "obj-22",
          0
         ],
         "destination": [
          "obj-23",
          0
         ],
         "order": 0
        }
       }
      ],
      "dependency_cache": [],
      "autosave": 0
     },
     "text": "p server",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-12",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 0,
     "patching_rect": [
      970.0,
      60.0,
      87,
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
       60.0,
       100.0,
       560.0,
       300.0
      ],
      "bglocked": 0,
      "openinpresentation": 0,
      "default_fontsize": 12.0,
      "default_fontface": 0,
      "default_fontname": "Arial",
      "gridonopen": 1,
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
          24.0,
          24.0,
          722,
          22.0
         ],
         "text": "The demo loop at r = 1/8, two columns ahead: Play is all that is missing. Then the audio is asked for."
        }
       },
       {
        "box": {
         "id": "obj-2",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          24.0,
          56.0,
          73,
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
         "id": "obj-3",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          24.0,
          90.0,
          66,
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
         "id": "obj-4",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          24.0,
          124.0,
          1503,
          22.0
         ],
         "text": "; rtap-port-in 7000 ; rtap-listen-in 8000 ; rtap-step-in 8 ; rtap-lookahead-in 2 ; rtap-stem-1-in 1 ; rtap-stem-2-in 0 ; rtap-stem-3-in 0 ; rtap-stem-4-in 0 ; rtap-source-in 1 ; rtap-volume-in 102 ; rtap-hear-in 64",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-5",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          1536.0,
          124.0,
          1896,
          22.0
         ],
         "text": "; rtap-lamp-runtime oncolor 0.45 0.46 0.5 1.; rtap-lamp-runtime set 1 ; rtap-lamp-server oncolor 0.45 0.46 0.5 1.; rtap-lamp-server set 1 ; rtap-lamp-rate oncolor 0.45 0.46 0.5 1.; rtap-lamp-rate set 1 ; rtap-lamp-latency oncolor 0.45 0.46 0.5 1.; rtap-lamp-latency set 1",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-6",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          3440.0,
          124.0,
          128,
          22.0
         ],
         "outlettype": [],
         "text": "s rtap-ask-audio"
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
          2
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
     "text": "p defaults",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-13",
     "maxclass": "meter~",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      200.0,
      230.0,
      96.0,
      16.0
     ],
     "outlettype": [
      "float"
     ],
     "presentation": 1,
     "presentation_rect": [
      764.0,
      496.0,
      96.0,
      16.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-14",
     "maxclass": "meter~",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      310.0,
      230.0,
      96.0,
      16.0
     ],
     "outlettype": [
      "float"
     ],
     "presentation": 1,
     "presentation_rect": [
      764.0,
      533.0,
      96.0,
      16.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-15",
     "maxclass": "meter~",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      420.0,
      230.0,
      96.0,
      16.0
     ],
     "outlettype": [
      "float"
     ],
     "presentation": 1,
     "presentation_rect": [
      764.0,
      570.0,
      96.0,
      16.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-16",
     "maxclass": "meter~",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      530.0,
      230.0,
      96.0,
      16.0
     ],
     "outlettype": [
      "float"
     ],
     "presentation": 1,
     "presentation_rect": [
      764.0,
      607.0,
      96.0,
      16.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-17",
     "maxclass": "meter~",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      640.0,
      230.0,
      96.0,
      16.0
     ],
     "outlettype": [
      "float"
     ],
     "presentation": 1,
     "presentation_rect": [
      764.0,
      644.0,
      96.0,
      16.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-18",
     "maxclass": "ezdac~",
     "numinlets": 2,
     "numoutlets": 0,
     "patching_rect": [
      24.0,
      230.0,
      44.0,
      44.0
     ],
     "presentation": 1,
     "presentation_rect": [
      324.0,
      138.0,
      44.0,
      44.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-19",
     "maxclass": "meter~",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      80.0,
      230.0,
      112.0,
      16.0
     ],
     "outlettype": [
      "float"
     ],
     "presentation": 1,
     "presentation_rect": [
      444.0,
      152.0,
      112.0,
      16.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-20",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      24.0,
      330.0,
      40.0,
      40.0
     ],
     "presentation": 1,
     "presentation_rect": [
      0,
      0,
      880,
      690
     ],
     "bgfillcolor": [
      0.93,
      0.93,
      0.94,
      1.0
     ],
     "bgcolor": [
      0.93,
      0.93,
      0.94,
      1.0
     ],
     "border": 0,
     "rounded": 0,
     "background": 1,
     "ignoreclick": 1,
     "mode": 0
    }
   },
   {
    "box": {
     "id": "obj-21",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      180.0,
      330.0,
      40.0,
      40.0
     ],
     "presentation": 1,
     "presentation_rect": [
      0,
      0,
      880,
      52
     ],
     "bgfillcolor": [
      0.17,
      0.19,
      0.24,
      1.0
     ],
     "bgcolor": [
      0.17,
      0.19,
      0.24,
      1.0
     ],
     "border": 0,
     "rounded": 0,
     "background": 1,
     "ignoreclick": 1,
     "mode": 0
    }
   },
   {
    "box": {
     "id": "obj-22",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      336.0,
      360.0,
      70,
      38.5
     ],
     "fontsize": 22.0,
     "fontface": 1,
     "textcolor": [
      1.0,
      1.0,
      1.0,
      1.0
     ],
     "text": "rtap",
     "presentation": 1,
     "presentation_rect": [
      16.0,
      8.0,
      70.0,
      38.5
     ]
    }
   },
   {
    "box": {
     "id": "obj-23",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      492.0,
      360.0,
      274.47999999999996,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.75,
      0.78,
      0.84,
      1.0
     ],
     "text": "live accompaniment by latent diffusion",
     "presentation": 1,
     "presentation_rect": [
      86.0,
      18.0,
      274.47999999999996,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-24",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      792.48,
      330.0,
      40.0,
      40.0
     ],
     "presentation": 1,
     "presentation_rect": [
      16,
      62,
      848,
      24
     ],
     "bgfillcolor": [
      0.99,
      0.99,
      1.0,
      1.0
     ],
     "bgcolor": [
      0.99,
      0.99,
      1.0,
      1.0
     ],
     "border": 0,
     "rounded": 5,
     "background": 1,
     "ignoreclick": 1,
     "mode": 0
    }
   },
   {
    "box": {
     "id": "obj-25",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      24.0,
      480.0,
      94,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-says"
    }
   },
   {
    "box": {
     "id": "obj-26",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      24.0,
      510.0,
      840,
      22.75
     ],
     "fontsize": 13.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      62.0,
      840.0,
      22.75
     ]
    }
   },
   {
    "box": {
     "id": "obj-27",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      890.0,
      480.0,
      40.0,
      40.0
     ],
     "presentation": 1,
     "presentation_rect": [
      16,
      98,
      284,
      240
     ],
     "bgfillcolor": [
      0.99,
      0.99,
      1.0,
      1.0
     ],
     "bgcolor": [
      0.99,
      0.99,
      1.0,
      1.0
     ],
     "border": 0,
     "rounded": 8,
     "background": 1,
     "ignoreclick": 1,
     "mode": 0
    }
   },
   {
    "box": {
     "id": "obj-28",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1046.0,
      510.0,
      91.19999999999999,
      24.5
     ],
     "fontsize": 14.0,
     "fontface": 1,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "1  runtime",
     "presentation": 1,
     "presentation_rect": [
      28.0,
      106.0,
      91.19999999999999,
      24.5
     ]
    }
   },
   {
    "box": {
     "id": "obj-29",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      24.0,
      630.0,
      149,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-lamp-runtime"
    }
   },
   {
    "box": {
     "id": "obj-30",
     "maxclass": "led",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      24.0,
      660.0,
      18.0,
      18.0
     ],
     "outlettype": [
      "int"
     ],
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      270.0,
      108.0,
      18.0,
      18.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-31",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      207.0,
      660.0,
      37.839999999999996,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "host",
     "presentation": 1,
     "presentation_rect": [
      28.0,
      136.0,
      37.839999999999996,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-32",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      363.0,
      630.0,
      122,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-host-ask"
    }
   },
   {
    "box": {
     "id": "obj-33",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      363.0,
      660.0,
      120,
      22.0
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "text": "127.0.0.1",
     "keymode": 1,
     "lines": 1,
     "wordwrap": 0,
     "presentation": 1,
     "presentation_rect": [
      82.0,
      136.0,
      120.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-34",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      363.0,
      692.0,
      94,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-host"
    }
   },
   {
    "box": {
     "id": "obj-35",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      519.0,
      660.0,
      80,
      22.0
     ],
     "outlettype": [
      "",
      "",
      "int"
     ],
     "text": "connect",
     "rounded": 6.0,
     "presentation": 1,
     "presentation_rect": [
      208.0,
      136.0,
      80.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-36",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      519.0,
      692.0,
      115,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-connect"
    }
   },
   {
    "box": {
     "id": "obj-37",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      675.0,
      660.0,
      37.839999999999996,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "port",
     "presentation": 1,
     "presentation_rect": [
      28.0,
      164.0,
      37.839999999999996,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-38",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      831.0,
      630.0,
      115,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-port-in"
    }
   },
   {
    "box": {
     "id": "obj-39",
     "maxclass": "number",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      831.0,
      660.0,
      58,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "minimum": 1,
     "maximum": 65535,
     "presentation": 1,
     "presentation_rect": [
      82.0,
      164.0,
      58.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-40",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      831.0,
      692.0,
      94,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-port"
    }
   },
   {
    "box": {
     "id": "obj-41",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      987.0,
      660.0,
      79.6,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "listens at",
     "presentation": 1,
     "presentation_rect": [
      148.0,
      164.0,
      79.6,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-42",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      24.0,
      780.0,
      128,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-listen-in"
    }
   },
   {
    "box": {
     "id": "obj-43",
     "maxclass": "number",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      24.0,
      810.0,
      58,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "minimum": 1,
     "maximum": 65535,
     "presentation": 1,
     "presentation_rect": [
      230.0,
      164.0,
      58.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-44",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      24.0,
      842.0,
      108,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-listen"
    }
   },
   {
    "box": {
     "id": "obj-45",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      186.0,
      810.0,
      44.8,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "plays",
     "presentation": 1,
     "presentation_rect": [
      28.0,
      194.0,
      44.8,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-46",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      342.0,
      780.0,
      40.0,
      40.0
     ],
     "presentation": 1,
     "presentation_rect": [
      82,
      194,
      74,
      22
     ],
     "bgfillcolor": [
      0.93,
      0.93,
      0.95,
      1.0
     ],
     "bgcolor": [
      0.93,
      0.93,
      0.95,
      1.0
     ],
     "border": 0,
     "rounded": 5,
     "background": 1,
     "ignoreclick": 1,
     "mode": 0
    }
   },
   {
    "box": {
     "id": "obj-47",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      498.0,
      780.0,
      108,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-engine"
    }
   },
   {
    "box": {
     "id": "obj-48",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      498.0,
      810.0,
      66,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "",
     "presentation": 1,
     "presentation_rect": [
      86.0,
      194.0,
      66.0,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-49",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      654.0,
      780.0,
      40.0,
      40.0
     ],
     "presentation": 1,
     "presentation_rect": [
      162,
      194,
      126,
      22
     ],
     "bgfillcolor": [
      0.93,
      0.93,
      0.95,
      1.0
     ],
     "bgcolor": [
      0.93,
      0.93,
      0.95,
      1.0
     ],
     "border": 0,
     "rounded": 5,
     "background": 1,
     "ignoreclick": 1,
     "mode": 0
    }
   },
   {
    "box": {
     "id": "obj-50",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      810.0,
      780.0,
      108,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-bundle"
    }
   },
   {
    "box": {
     "id": "obj-51",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      810.0,
      810.0,
      118,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "",
     "presentation": 1,
     "presentation_rect": [
      166.0,
      194.0,
      118.0,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-52",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      966.0,
      780.0,
      115,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-trained"
    }
   },
   {
    "box": {
     "id": "obj-53",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      966.0,
      810.0,
      210,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.8,
      0.3,
      0.1,
      1.0
     ],
     "text": "",
     "presentation": 1,
     "presentation_rect": [
      78.0,
      216.0,
      210.0,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-54",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      24.0,
      960.0,
      60,
      22.0
     ],
     "outlettype": [
      "",
      "",
      "int"
     ],
     "text": "load",
     "rounded": 6.0,
     "presentation": 1,
     "presentation_rect": [
      82.0,
      240.0,
      60.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-55",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      24.0,
      992.0,
      94,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-load"
    }
   },
   {
    "box": {
     "id": "obj-56",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      180.0,
      960.0,
      60,
      22.0
     ],
     "outlettype": [
      "",
      "",
      "int"
     ],
     "text": "reset",
     "rounded": 6.0,
     "presentation": 1,
     "presentation_rect": [
      148.0,
      240.0,
      60.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-57",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      180.0,
      992.0,
      101,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-reset"
    }
   },
   {
    "box": {
     "id": "obj-58",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      336.0,
      960.0,
      51.76,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "server",
     "presentation": 1,
     "presentation_rect": [
      28.0,
      276.0,
      51.76,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-59",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      492.0,
      930.0,
      142,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-command-ask"
    }
   },
   {
    "box": {
     "id": "obj-60",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      492.0,
      960.0,
      206,
      22.0
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "text": "rtap-runtime",
     "keymode": 1,
     "lines": 1,
     "wordwrap": 0,
     "presentation": 1,
     "presentation_rect": [
      82.0,
      276.0,
      206.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-61",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      492.0,
      992.0,
      115,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-command"
    }
   },
   {
    "box": {
     "id": "obj-62",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      724.0,
      960.0,
      44,
      22.0
     ],
     "outlettype": [
      "",
      "",
      "int"
     ],
     "text": "here",
     "rounded": 6.0,
     "presentation": 1,
     "presentation_rect": [
      82.0,
      304.0,
      44.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-63",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      724.0,
      992.0,
      149,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-command-here"
    }
   },
   {
    "box": {
     "id": "obj-64",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      907.0,
      960.0,
      52,
      22.0
     ],
     "outlettype": [
      "",
      "",
      "int"
     ],
     "text": "by ssh",
     "rounded": 6.0,
     "presentation": 1,
     "presentation_rect": [
      132.0,
      304.0,
      52.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-65",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      907.0,
      992.0,
      142,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-command-ssh"
    }
   },
   {
    "box": {
     "id": "obj-66",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      1083.0,
      960.0,
      46,
      22.0
     ],
     "outlettype": [
      "",
      "",
      "int"
     ],
     "text": "start",
     "rounded": 6.0,
     "presentation": 1,
     "presentation_rect": [
      190.0,
      304.0,
      46.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-67",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1083.0,
      992.0,
      149,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-server-start"
    }
   },
   {
    "box": {
     "id": "obj-68",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      24.0,
      1110.0,
      46,
      22.0
     ],
     "outlettype": [
      "",
      "",
      "int"
     ],
     "text": "stop",
     "rounded": 6.0,
     "presentation": 1,
     "presentation_rect": [
      242.0,
      304.0,
      46.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-69",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      24.0,
      1142.0,
      142,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-server-stop"
    }
   },
   {
    "box": {
     "id": "obj-70",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      200.0,
      1080.0,
      142,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-lamp-server"
    }
   },
   {
    "box": {
     "id": "obj-71",
     "maxclass": "led",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      200.0,
      1110.0,
      18.0,
      18.0
     ],
     "outlettype": [
      "int"
     ],
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      52.0,
      306.0,
      18.0,
      18.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-72",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      376.0,
      1080.0,
      40.0,
      40.0
     ],
     "presentation": 1,
     "presentation_rect": [
      312,
      98,
      256,
      240
     ],
     "bgfillcolor": [
      0.99,
      0.99,
      1.0,
      1.0
     ],
     "bgcolor": [
      0.99,
      0.99,
      1.0,
      1.0
     ],
     "border": 0,
     "rounded": 8,
     "background": 1,
     "ignoreclick": 1,
     "mode": 0
    }
   },
   {
    "box": {
     "id": "obj-73",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      532.0,
      1110.0,
      74.96,
      24.5
     ],
     "fontsize": 14.0,
     "fontface": 1,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "2  sound",
     "presentation": 1,
     "presentation_rect": [
      324.0,
      106.0,
      74.96,
      24.5
     ]
    }
   },
   {
    "box": {
     "id": "obj-74",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      688.0,
      1110.0,
      60,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.42,
      0.44,
      0.48,
      1.0
     ],
     "text": "44.1 kHz",
     "presentation": 1,
     "presentation_rect": [
      476.0,
      107.0,
      60.0,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-75",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      844.0,
      1080.0,
      128,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-lamp-rate"
    }
   },
   {
    "box": {
     "id": "obj-76",
     "maxclass": "led",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      844.0,
      1110.0,
      18.0,
      18.0
     ],
     "outlettype": [
      "int"
     ],
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      538.0,
      108.0,
      18.0,
      18.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-77",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1006.0,
      1110.0,
      58.72,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "on, off",
     "presentation": 1,
     "presentation_rect": [
      376.0,
      148.0,
      58.72,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-78",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1162.0,
      1110.0,
      44.8,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "hears",
     "presentation": 1,
     "presentation_rect": [
      324.0,
      194.0,
      44.8,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-79",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      24.0,
      1230.0,
      128,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-source-in"
    }
   },
   {
    "box": {
     "id": "obj-80",
     "maxclass": "umenu",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      24.0,
      1260.0,
      92,
      22
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "items": [
      "microphone",
      ",",
      "loop"
     ],
     "presentation": 1,
     "presentation_rect": [
      376.0,
      194.0,
      92.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-81",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      24.0,
      1292.0,
      108,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-source"
    }
   },
   {
    "box": {
     "id": "obj-82",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      186.0,
      1260.0,
      82,
      22.0
     ],
     "outlettype": [
      "",
      "",
      "int"
     ],
     "text": "open a loop",
     "rounded": 6.0,
     "presentation": 1,
     "presentation_rect": [
      474.0,
      194.0,
      82.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-83",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      186.0,
      1292.0,
      128,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-open-loop"
    }
   },
   {
    "box": {
     "id": "obj-84",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      348.0,
      1260.0,
      58.72,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "context",
     "presentation": 1,
     "presentation_rect": [
      324.0,
      228.0,
      58.72,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-85",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      504.0,
      1230.0,
      115,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-hear-in"
    }
   },
   {
    "box": {
     "id": "obj-86",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      504.0,
      1260.0,
      134,
      18
     ],
     "outlettype": [
      ""
     ],
     "orientation": 1,
     "presentation": 1,
     "presentation_rect": [
      422.0,
      230.0,
      134.0,
      18.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-87",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      504.0,
      1288.0,
      94,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-hear"
    }
   },
   {
    "box": {
     "id": "obj-88",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      664.0,
      1260.0,
      98,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "accompaniment",
     "presentation": 1,
     "presentation_rect": [
      324.0,
      258.0,
      98.0,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-89",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      820.0,
      1230.0,
      128,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-volume-in"
    }
   },
   {
    "box": {
     "id": "obj-90",
     "maxclass": "slider",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      820.0,
      1260.0,
      134,
      18
     ],
     "outlettype": [
      ""
     ],
     "orientation": 1,
     "presentation": 1,
     "presentation_rect": [
      422.0,
      260.0,
      134.0,
      18.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-91",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      820.0,
      1288.0,
      108,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-volume"
    }
   },
   {
    "box": {
     "id": "obj-92",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      982.0,
      1260.0,
      51.76,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "record",
     "presentation": 1,
     "presentation_rect": [
      324.0,
      304.0,
      51.76,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-93",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      24.0,
      1410.0,
      60,
      22.0
     ],
     "outlettype": [
      "",
      "",
      "int"
     ],
     "text": "to file",
     "rounded": 6.0,
     "presentation": 1,
     "presentation_rect": [
      376.0,
      304.0,
      60.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-94",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      24.0,
      1442.0,
      142,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-record-file"
    }
   },
   {
    "box": {
     "id": "obj-95",
     "maxclass": "toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      200.0,
      1410.0,
      22,
      22
     ],
     "outlettype": [
      "int"
     ],
     "presentation": 1,
     "presentation_rect": [
      444.0,
      304.0,
      22.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-96",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      200.0,
      1442.0,
      108,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-record"
    }
   },
   {
    "box": {
     "id": "obj-97",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      356.0,
      1380.0,
      40.0,
      40.0
     ],
     "presentation": 1,
     "presentation_rect": [
      580,
      98,
      284,
      240
     ],
     "bgfillcolor": [
      0.99,
      0.99,
      1.0,
      1.0
     ],
     "bgcolor": [
      0.99,
      0.99,
      1.0,
      1.0
     ],
     "border": 0,
     "rounded": 8,
     "background": 1,
     "ignoreclick": 1,
     "mode": 0
    }
   },
   {
    "box": {
     "id": "obj-98",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      512.0,
      1410.0,
      66.84,
      24.5
     ],
     "fontsize": 14.0,
     "fontface": 1,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "3  play",
     "presentation": 1,
     "presentation_rect": [
      592.0,
      106.0,
      66.84,
      24.5
     ]
    }
   },
   {
    "box": {
     "id": "obj-99",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      668.0,
      1380.0,
      135,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-play-shown"
    }
   },
   {
    "box": {
     "id": "obj-100",
     "maxclass": "toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      668.0,
      1410.0,
      50,
      50
     ],
     "outlettype": [
      "int"
     ],
     "presentation": 1,
     "presentation_rect": [
      592.0,
      138.0,
      50.0,
      50.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-101",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      668.0,
      1470.0,
      94,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-play"
    }
   },
   {
    "box": {
     "id": "obj-102",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      837.0,
      1410.0,
      86.55999999999999,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "start, stop",
     "presentation": 1,
     "presentation_rect": [
      650.0,
      152.0,
      86.55999999999999,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-103",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      993.0,
      1380.0,
      128,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-stem-1-in"
    }
   },
   {
    "box": {
     "id": "obj-104",
     "maxclass": "toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      993.0,
      1410.0,
      18,
      18
     ],
     "outlettype": [
      "int"
     ],
     "presentation": 1,
     "presentation_rect": [
      758.0,
      112.0,
      18.0,
      18.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-105",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      993.0,
      1438.0,
      108,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-stem-1"
    }
   },
   {
    "box": {
     "id": "obj-106",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      24.0,
      1530.0,
      108,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-name-1"
    }
   },
   {
    "box": {
     "id": "obj-107",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      24.0,
      1560.0,
      76,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "bass",
     "presentation": 1,
     "presentation_rect": [
      782.0,
      110.0,
      76.0,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-108",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      180.0,
      1530.0,
      128,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-stem-2-in"
    }
   },
   {
    "box": {
     "id": "obj-109",
     "maxclass": "toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      180.0,
      1560.0,
      18,
      18
     ],
     "outlettype": [
      "int"
     ],
     "presentation": 1,
     "presentation_rect": [
      758.0,
      135.0,
      18.0,
      18.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-110",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      180.0,
      1588.0,
      108,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-stem-2"
    }
   },
   {
    "box": {
     "id": "obj-111",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      342.0,
      1530.0,
      108,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-name-2"
    }
   },
   {
    "box": {
     "id": "obj-112",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      342.0,
      1560.0,
      76,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "drums",
     "presentation": 1,
     "presentation_rect": [
      782.0,
      133.0,
      76.0,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-113",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      498.0,
      1530.0,
      128,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-stem-3-in"
    }
   },
   {
    "box": {
     "id": "obj-114",
     "maxclass": "toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      498.0,
      1560.0,
      18,
      18
     ],
     "outlettype": [
      "int"
     ],
     "presentation": 1,
     "presentation_rect": [
      758.0,
      158.0,
      18.0,
      18.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-115",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      498.0,
      1588.0,
      108,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-stem-3"
    }
   },
   {
    "box": {
     "id": "obj-116",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      660.0,
      1530.0,
      108,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-name-3"
    }
   },
   {
    "box": {
     "id": "obj-117",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      660.0,
      1560.0,
      76,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "guitar",
     "presentation": 1,
     "presentation_rect": [
      782.0,
      156.0,
      76.0,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-118",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      816.0,
      1530.0,
      128,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-stem-4-in"
    }
   },
   {
    "box": {
     "id": "obj-119",
     "maxclass": "toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      816.0,
      1560.0,
      18,
      18
     ],
     "outlettype": [
      "int"
     ],
     "presentation": 1,
     "presentation_rect": [
      758.0,
      181.0,
      18.0,
      18.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-120",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      816.0,
      1588.0,
      108,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-stem-4"
    }
   },
   {
    "box": {
     "id": "obj-121",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      978.0,
      1530.0,
      108,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-name-4"
    }
   },
   {
    "box": {
     "id": "obj-122",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      978.0,
      1560.0,
      76,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "piano",
     "presentation": 1,
     "presentation_rect": [
      782.0,
      179.0,
      76.0,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-123",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1134.0,
      1560.0,
      76,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "step",
     "presentation": 1,
     "presentation_rect": [
      592.0,
      206.0,
      76.0,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-124",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      24.0,
      1680.0,
      115,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-step-in"
    }
   },
   {
    "box": {
     "id": "obj-125",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      147.0,
      1680.0,
      135,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-step-shown"
    }
   },
   {
    "box": {
     "id": "obj-126",
     "maxclass": "number",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      24.0,
      1710.0,
      50,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "minimum": 1,
     "maximum": 32,
     "presentation": 1,
     "presentation_rect": [
      668.0,
      206.0,
      50.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-127",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      24.0,
      1742.0,
      94,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-step"
    }
   },
   {
    "box": {
     "id": "obj-128",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      316.0,
      1710.0,
      56,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.42,
      0.44,
      0.48,
      1.0
     ],
     "text": "columns",
     "presentation": 1,
     "presentation_rect": [
      722.0,
      206.0,
      56.0,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-129",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      472.0,
      1680.0,
      115,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-step-ms"
    }
   },
   {
    "box": {
     "id": "obj-130",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      472.0,
      1710.0,
      52,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "ignoreclick": 1,
     "triangle": 0,
     "format": 6,
     "numdecimalplaces": 1,
     "presentation": 1,
     "presentation_rect": [
      780.0,
      206.0,
      52.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-131",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      628.0,
      1710.0,
      26,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.42,
      0.44,
      0.48,
      1.0
     ],
     "text": "ms",
     "presentation": 1,
     "presentation_rect": [
      834.0,
      206.0,
      26.0,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-132",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      784.0,
      1710.0,
      76,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "look-ahead",
     "presentation": 1,
     "presentation_rect": [
      592.0,
      234.0,
      76.0,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-133",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      24.0,
      1830.0,
      149,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-lookahead-in"
    }
   },
   {
    "box": {
     "id": "obj-134",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      181.0,
      1830.0,
      170,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-lookahead-shown"
    }
   },
   {
    "box": {
     "id": "obj-135",
     "maxclass": "number",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      24.0,
      1860.0,
      50,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "minimum": 0,
     "maximum": 62,
     "presentation": 1,
     "presentation_rect": [
      668.0,
      234.0,
      50.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-136",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      24.0,
      1892.0,
      128,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-lookahead"
    }
   },
   {
    "box": {
     "id": "obj-137",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      385.0,
      1860.0,
      56,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.42,
      0.44,
      0.48,
      1.0
     ],
     "text": "columns",
     "presentation": 1,
     "presentation_rect": [
      722.0,
      234.0,
      56.0,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-138",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      541.0,
      1830.0,
      149,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-lookahead-ms"
    }
   },
   {
    "box": {
     "id": "obj-139",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      541.0,
      1860.0,
      52,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "ignoreclick": 1,
     "triangle": 0,
     "format": 6,
     "numdecimalplaces": 1,
     "presentation": 1,
     "presentation_rect": [
      780.0,
      234.0,
      52.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-140",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      724.0,
      1860.0,
      26,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.42,
      0.44,
      0.48,
      1.0
     ],
     "text": "ms",
     "presentation": 1,
     "presentation_rect": [
      834.0,
      234.0,
      26.0,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-141",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      880.0,
      1830.0,
      149,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-points-shown"
    }
   },
   {
    "box": {
     "id": "obj-142",
     "maxclass": "umenu",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      880.0,
      1860.0,
      260,
      22
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "items": [
      "points"
     ],
     "presentation": 1,
     "presentation_rect": [
      592.0,
      264.0,
      260.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-143",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      880.0,
      1892.0,
      101,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-point"
    }
   },
   {
    "box": {
     "id": "obj-144",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      24.0,
      2010.0,
      56,
      22.0
     ],
     "outlettype": [
      "",
      "",
      "int"
     ],
     "text": "nearest",
     "rounded": 6.0,
     "presentation": 1,
     "presentation_rect": [
      592.0,
      290.0,
      56.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-145",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      24.0,
      2042.0,
      122,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-preset-1"
    }
   },
   {
    "box": {
     "id": "obj-146",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      180.0,
      1980.0,
      122,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-preset-1"
    }
   },
   {
    "box": {
     "id": "obj-147",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      180.0,
      2014.0,
      288,
      22.0
     ],
     "text": "; rtap-step-in 8 ; rtap-lookahead-in 1",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-148",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      486.0,
      2010.0,
      48,
      22.0
     ],
     "outlettype": [
      "",
      "",
      "int"
     ],
     "text": "demo",
     "rounded": 6.0,
     "presentation": 1,
     "presentation_rect": [
      652.0,
      290.0,
      48.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-149",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      486.0,
      2042.0,
      122,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-preset-2"
    }
   },
   {
    "box": {
     "id": "obj-150",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      642.0,
      1980.0,
      122,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-preset-2"
    }
   },
   {
    "box": {
     "id": "obj-151",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      642.0,
      2014.0,
      288,
      22.0
     ],
     "text": "; rtap-step-in 8 ; rtap-lookahead-in 2",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-152",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      948.0,
      2010.0,
      74,
      22.0
     ],
     "outlettype": [
      "",
      "",
      "int"
     ],
     "text": "the paper's",
     "rounded": 6.0,
     "presentation": 1,
     "presentation_rect": [
      704.0,
      290.0,
      74.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-153",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      948.0,
      2042.0,
      122,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-preset-3"
    }
   },
   {
    "box": {
     "id": "obj-154",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      24.0,
      2130.0,
      122,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-preset-3"
    }
   },
   {
    "box": {
     "id": "obj-155",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      24.0,
      2164.0,
      302,
      22.0
     ],
     "text": "; rtap-step-in 16 ; rtap-lookahead-in 16",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-156",
     "maxclass": "toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      330.0,
      2160.0,
      18,
      18
     ],
     "outlettype": [
      "int"
     ],
     "presentation": 1,
     "presentation_rect": [
      792.0,
      292.0,
      18.0,
      18.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-157",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      330.0,
      2188.0,
      101,
      22.0
     ],
     "outlettype": [],
     "text": "s rtap-adapt"
    }
   },
   {
    "box": {
     "id": "obj-158",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      486.0,
      2160.0,
      46,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "adapt",
     "presentation": 1,
     "presentation_rect": [
      812.0,
      290.0,
      46.0,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-159",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      642.0,
      2160.0,
      44.8,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.42,
      0.44,
      0.48,
      1.0
     ],
     "text": "yours",
     "presentation": 1,
     "presentation_rect": [
      592.0,
      314.0,
      44.8,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-160",
     "maxclass": "preset",
     "numinlets": 1,
     "numoutlets": 5,
     "patching_rect": [
      798.0,
      2160.0,
      214,
      16
     ],
     "outlettype": [
      "",
      "",
      "",
      "",
      ""
     ],
     "bubblesize": 13,
     "presentation": 1,
     "presentation_rect": [
      638.0,
      316.0,
      214.0,
      16.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-161",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1038.0,
      2130.0,
      40.0,
      40.0
     ],
     "presentation": 1,
     "presentation_rect": [
      16,
      350,
      420,
      92
     ],
     "bgfillcolor": [
      0.99,
      0.99,
      1.0,
      1.0
     ],
     "bgcolor": [
      0.99,
      0.99,
      1.0,
      1.0
     ],
     "border": 0,
     "rounded": 8,
     "background": 1,
     "ignoreclick": 1,
     "mode": 0
    }
   },
   {
    "box": {
     "id": "obj-162",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      24.0,
      2310.0,
      139.92,
      24.5
     ],
     "fontsize": 14.0,
     "fontface": 1,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "4  latency in ms",
     "presentation": 1,
     "presentation_rect": [
      28.0,
      358.0,
      139.92,
      24.5
     ]
    }
   },
   {
    "box": {
     "id": "obj-163",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      189.92,
      2280.0,
      149,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-lamp-latency"
    }
   },
   {
    "box": {
     "id": "obj-164",
     "maxclass": "led",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      189.92,
      2310.0,
      18.0,
      18.0
     ],
     "outlettype": [
      "int"
     ],
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      406.0,
      360.0,
      18.0,
      18.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-165",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      372.91999999999996,
      2310.0,
      58,
      19.25
     ],
     "fontsize": 11.0,
     "fontface": 0,
     "textcolor": [
      0.42,
      0.44,
      0.48,
      1.0
     ],
     "text": "window",
     "presentation": 1,
     "presentation_rect": [
      24.0,
      384.0,
      58.0,
      19.25
     ]
    }
   },
   {
    "box": {
     "id": "obj-166",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      528.92,
      2280.0,
      128,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-window-ms"
    }
   },
   {
    "box": {
     "id": "obj-167",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      528.92,
      2310.0,
      52,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "ignoreclick": 1,
     "triangle": 0,
     "format": 6,
     "numdecimalplaces": 1,
     "presentation": 1,
     "presentation_rect": [
      28.0,
      406.0,
      52.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-168",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      690.92,
      2310.0,
      58,
      19.25
     ],
     "fontsize": 11.0,
     "fontface": 0,
     "textcolor": [
      0.42,
      0.44,
      0.48,
      1.0
     ],
     "text": "p50",
     "presentation": 1,
     "presentation_rect": [
      82.0,
      384.0,
      58.0,
      19.25
     ]
    }
   },
   {
    "box": {
     "id": "obj-169",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      846.92,
      2280.0,
      108,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-p50-ms"
    }
   },
   {
    "box": {
     "id": "obj-170",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      846.92,
      2310.0,
      52,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "ignoreclick": 1,
     "triangle": 0,
     "format": 6,
     "numdecimalplaces": 1,
     "presentation": 1,
     "presentation_rect": [
      86.0,
      406.0,
      52.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-171",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1002.92,
      2310.0,
      58,
      19.25
     ],
     "fontsize": 11.0,
     "fontface": 0,
     "textcolor": [
      0.42,
      0.44,
      0.48,
      1.0
     ],
     "text": "p99",
     "presentation": 1,
     "presentation_rect": [
      140.0,
      384.0,
      58.0,
      19.25
     ]
    }
   },
   {
    "box": {
     "id": "obj-172",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      24.0,
      2430.0,
      108,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-p99-ms"
    }
   },
   {
    "box": {
     "id": "obj-173",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      24.0,
      2460.0,
      52,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "ignoreclick": 1,
     "triangle": 0,
     "format": 6,
     "numdecimalplaces": 1,
     "presentation": 1,
     "presentation_rect": [
      144.0,
      406.0,
      52.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-174",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      180.0,
      2460.0,
      62,
      19.25
     ],
     "fontsize": 11.0,
     "fontface": 0,
     "textcolor": [
      0.42,
      0.44,
      0.48,
      1.0
     ],
     "text": "budget",
     "presentation": 1,
     "presentation_rect": [
      198.0,
      384.0,
      62.0,
      19.25
     ]
    }
   },
   {
    "box": {
     "id": "obj-175",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      336.0,
      2430.0,
      128,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-budget-ms"
    }
   },
   {
    "box": {
     "id": "obj-176",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      336.0,
      2460.0,
      52,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "ignoreclick": 1,
     "triangle": 0,
     "format": 6,
     "numdecimalplaces": 1,
     "presentation": 1,
     "presentation_rect": [
      202.0,
      406.0,
      52.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-177",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      498.0,
      2460.0,
      76,
      19.25
     ],
     "fontsize": 11.0,
     "fontface": 0,
     "textcolor": [
      0.42,
      0.44,
      0.48,
      1.0
     ],
     "text": "first answer",
     "presentation": 1,
     "presentation_rect": [
      264.0,
      384.0,
      76.0,
      19.25
     ]
    }
   },
   {
    "box": {
     "id": "obj-178",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      654.0,
      2430.0,
      128,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-answer-ms"
    }
   },
   {
    "box": {
     "id": "obj-179",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      654.0,
      2460.0,
      64,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "ignoreclick": 1,
     "triangle": 0,
     "format": 6,
     "numdecimalplaces": 1,
     "presentation": 1,
     "presentation_rect": [
      268.0,
      406.0,
      64.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-180",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      816.0,
      2460.0,
      100,
      19.25
     ],
     "fontsize": 11.0,
     "fontface": 0,
     "textcolor": [
      0.42,
      0.44,
      0.48,
      1.0
     ],
     "text": "floats a packet",
     "presentation": 1,
     "presentation_rect": [
      342.0,
      384.0,
      100.0,
      19.25
     ]
    }
   },
   {
    "box": {
     "id": "obj-181",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      972.0,
      2430.0,
      115,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-package"
    }
   },
   {
    "box": {
     "id": "obj-182",
     "maxclass": "number",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      972.0,
      2460.0,
      64,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "ignoreclick": 1,
     "triangle": 0,
     "presentation": 1,
     "presentation_rect": [
      346.0,
      406.0,
      64.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-183",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1128.0,
      2430.0,
      40.0,
      40.0
     ],
     "presentation": 1,
     "presentation_rect": [
      448,
      350,
      416,
      92
     ],
     "bgfillcolor": [
      0.99,
      0.99,
      1.0,
      1.0
     ],
     "bgcolor": [
      0.99,
      0.99,
      1.0,
      1.0
     ],
     "border": 0,
     "rounded": 8,
     "background": 1,
     "ignoreclick": 1,
     "mode": 0
    }
   },
   {
    "box": {
     "id": "obj-184",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      24.0,
      2610.0,
      180.51999999999998,
      24.5
     ],
     "fontsize": 14.0,
     "fontface": 1,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "5  windows since Play",
     "presentation": 1,
     "presentation_rect": [
      460.0,
      358.0,
      180.51999999999998,
      24.5
     ]
    }
   },
   {
    "box": {
     "id": "obj-185",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      230.51999999999998,
      2610.0,
      16,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.42,
      0.44,
      0.48,
      1.0
     ],
     "text": "r",
     "presentation": 1,
     "presentation_rect": [
      720.0,
      359.0,
      16.0,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-186",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      386.52,
      2580.0,
      73,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-r"
    }
   },
   {
    "box": {
     "id": "obj-187",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      386.52,
      2610.0,
      50,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "ignoreclick": 1,
     "triangle": 0,
     "format": 6,
     "numdecimalplaces": 1,
     "presentation": 1,
     "presentation_rect": [
      738.0,
      358.0,
      50.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-188",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      542.52,
      2610.0,
      17,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.42,
      0.44,
      0.48,
      1.0
     ],
     "text": "w",
     "presentation": 1,
     "presentation_rect": [
      790.0,
      359.0,
      17.0,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-189",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      698.52,
      2580.0,
      73,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-w"
    }
   },
   {
    "box": {
     "id": "obj-190",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      698.52,
      2610.0,
      46,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "ignoreclick": 1,
     "triangle": 0,
     "format": 6,
     "numdecimalplaces": 1,
     "presentation": 1,
     "presentation_rect": [
      808.0,
      358.0,
      46.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-191",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      854.52,
      2610.0,
      64,
      19.25
     ],
     "fontsize": 11.0,
     "fontface": 0,
     "textcolor": [
      0.42,
      0.44,
      0.48,
      1.0
     ],
     "text": "sent",
     "presentation": 1,
     "presentation_rect": [
      456.0,
      384.0,
      64.0,
      19.25
     ]
    }
   },
   {
    "box": {
     "id": "obj-192",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1010.52,
      2580.0,
      94,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-sent"
    }
   },
   {
    "box": {
     "id": "obj-193",
     "maxclass": "number",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1010.52,
      2610.0,
      56,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "ignoreclick": 1,
     "triangle": 0,
     "presentation": 1,
     "presentation_rect": [
      460.0,
      406.0,
      56.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-194",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1166.52,
      2610.0,
      64,
      19.25
     ],
     "fontsize": 11.0,
     "fontface": 0,
     "textcolor": [
      0.42,
      0.44,
      0.48,
      1.0
     ],
     "text": "whole",
     "presentation": 1,
     "presentation_rect": [
      523.0,
      384.0,
      64.0,
      19.25
     ]
    }
   },
   {
    "box": {
     "id": "obj-195",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      24.0,
      2730.0,
      101,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-whole"
    }
   },
   {
    "box": {
     "id": "obj-196",
     "maxclass": "number",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      24.0,
      2760.0,
      56,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "ignoreclick": 1,
     "triangle": 0,
     "presentation": 1,
     "presentation_rect": [
      527.0,
      406.0,
      56.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-197",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      180.0,
      2760.0,
      64,
      19.25
     ],
     "fontsize": 11.0,
     "fontface": 0,
     "textcolor": [
      0.42,
      0.44,
      0.48,
      1.0
     ],
     "text": "late",
     "presentation": 1,
     "presentation_rect": [
      590.0,
      384.0,
      64.0,
      19.25
     ]
    }
   },
   {
    "box": {
     "id": "obj-198",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      336.0,
      2730.0,
      94,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-late"
    }
   },
   {
    "box": {
     "id": "obj-199",
     "maxclass": "number",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      336.0,
      2760.0,
      56,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "ignoreclick": 1,
     "triangle": 0,
     "presentation": 1,
     "presentation_rect": [
      594.0,
      406.0,
      56.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-200",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      492.0,
      2760.0,
      64,
      19.25
     ],
     "fontsize": 11.0,
     "fontface": 0,
     "textcolor": [
      0.42,
      0.44,
      0.48,
      1.0
     ],
     "text": "lost",
     "presentation": 1,
     "presentation_rect": [
      657.0,
      384.0,
      64.0,
      19.25
     ]
    }
   },
   {
    "box": {
     "id": "obj-201",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      648.0,
      2730.0,
      94,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-lost"
    }
   },
   {
    "box": {
     "id": "obj-202",
     "maxclass": "number",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      648.0,
      2760.0,
      56,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "ignoreclick": 1,
     "triangle": 0,
     "presentation": 1,
     "presentation_rect": [
      661.0,
      406.0,
      56.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-203",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      804.0,
      2760.0,
      64,
      19.25
     ],
     "fontsize": 11.0,
     "fontface": 0,
     "textcolor": [
      0.42,
      0.44,
      0.48,
      1.0
     ],
     "text": "dropped",
     "presentation": 1,
     "presentation_rect": [
      724.0,
      384.0,
      64.0,
      19.25
     ]
    }
   },
   {
    "box": {
     "id": "obj-204",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      960.0,
      2730.0,
      115,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-dropped"
    }
   },
   {
    "box": {
     "id": "obj-205",
     "maxclass": "number",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      960.0,
      2760.0,
      56,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "ignoreclick": 1,
     "triangle": 0,
     "presentation": 1,
     "presentation_rect": [
      728.0,
      406.0,
      56.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-206",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1116.0,
      2760.0,
      64,
      19.25
     ],
     "fontsize": 11.0,
     "fontface": 0,
     "textcolor": [
      0.42,
      0.44,
      0.48,
      1.0
     ],
     "text": "unheard",
     "presentation": 1,
     "presentation_rect": [
      791.0,
      384.0,
      64.0,
      19.25
     ]
    }
   },
   {
    "box": {
     "id": "obj-207",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      24.0,
      2880.0,
      115,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-unheard"
    }
   },
   {
    "box": {
     "id": "obj-208",
     "maxclass": "number",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      24.0,
      2910.0,
      56,
      22.0
     ],
     "outlettype": [
      "",
      ""
     ],
     "ignoreclick": 1,
     "triangle": 0,
     "presentation": 1,
     "presentation_rect": [
      795.0,
      406.0,
      56.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-209",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      180.0,
      2880.0,
      40.0,
      40.0
     ],
     "presentation": 1,
     "presentation_rect": [
      16,
      454,
      848,
      222
     ],
     "bgfillcolor": [
      0.99,
      0.99,
      1.0,
      1.0
     ],
     "bgcolor": [
      0.99,
      0.99,
      1.0,
      1.0
     ],
     "border": 0,
     "rounded": 8,
     "background": 1,
     "ignoreclick": 1,
     "mode": 0
    }
   },
   {
    "box": {
     "id": "obj-210",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      336.0,
      2910.0,
      383.52,
      24.5
     ],
     "fontsize": 14.0,
     "fontface": 1,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "6  what is heard: two windows, round and round",
     "presentation": 1,
     "presentation_rect": [
      28.0,
      462.0,
      383.52,
      24.5
     ]
    }
   },
   {
    "box": {
     "id": "obj-211",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      745.52,
      2910.0,
      64,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "context",
     "presentation": 1,
     "presentation_rect": [
      28.0,
      494.0,
      64.0,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-212",
     "maxclass": "waveform~",
     "numinlets": 5,
     "numoutlets": 6,
     "patching_rect": [
      24.0,
      3060.0,
      664.0,
      33.0
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
     "ignoreclick": 1,
     "ruler": 0,
     "waveformcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "bgcolor": [
      1.0,
      1.0,
      1.0,
      1.0
     ],
     "presentation": 1,
     "presentation_rect": [
      96.0,
      488.0,
      664.0,
      33.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-213",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      714.0,
      3030.0,
      108,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-name-1"
    }
   },
   {
    "box": {
     "id": "obj-214",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      714.0,
      3060.0,
      64,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "bass",
     "presentation": 1,
     "presentation_rect": [
      28.0,
      531.0,
      64.0,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-215",
     "maxclass": "waveform~",
     "numinlets": 5,
     "numoutlets": 6,
     "patching_rect": [
      24.0,
      3210.0,
      664.0,
      33.0
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
     "ignoreclick": 1,
     "ruler": 0,
     "waveformcolor": [
      0.18,
      0.42,
      0.75,
      1.0
     ],
     "bgcolor": [
      1.0,
      1.0,
      1.0,
      1.0
     ],
     "presentation": 1,
     "presentation_rect": [
      96.0,
      525.0,
      664.0,
      33.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-216",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      714.0,
      3180.0,
      108,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-name-2"
    }
   },
   {
    "box": {
     "id": "obj-217",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      714.0,
      3210.0,
      64,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "drums",
     "presentation": 1,
     "presentation_rect": [
      28.0,
      568.0,
      64.0,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-218",
     "maxclass": "waveform~",
     "numinlets": 5,
     "numoutlets": 6,
     "patching_rect": [
      24.0,
      3360.0,
      664.0,
      33.0
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
     "ignoreclick": 1,
     "ruler": 0,
     "waveformcolor": [
      0.18,
      0.42,
      0.75,
      1.0
     ],
     "bgcolor": [
      1.0,
      1.0,
      1.0,
      1.0
     ],
     "presentation": 1,
     "presentation_rect": [
      96.0,
      562.0,
      664.0,
      33.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-219",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      714.0,
      3330.0,
      108,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-name-3"
    }
   },
   {
    "box": {
     "id": "obj-220",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      714.0,
      3360.0,
      64,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "guitar",
     "presentation": 1,
     "presentation_rect": [
      28.0,
      605.0,
      64.0,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-221",
     "maxclass": "waveform~",
     "numinlets": 5,
     "numoutlets": 6,
     "patching_rect": [
      24.0,
      3510.0,
      664.0,
      33.0
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
     "ignoreclick": 1,
     "ruler": 0,
     "waveformcolor": [
      0.18,
      0.42,
      0.75,
      1.0
     ],
     "bgcolor": [
      1.0,
      1.0,
      1.0,
      1.0
     ],
     "presentation": 1,
     "presentation_rect": [
      96.0,
      599.0,
      664.0,
      33.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-222",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      714.0,
      3480.0,
      108,
      22.0
     ],
     "outlettype": [
      ""
     ],
     "text": "r rtap-name-4"
    }
   },
   {
    "box": {
     "id": "obj-223",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      714.0,
      3510.0,
      64,
      21.0
     ],
     "fontsize": 12.0,
     "fontface": 0,
     "textcolor": [
      0.16,
      0.17,
      0.2,
      1.0
     ],
     "text": "piano",
     "presentation": 1,
     "presentation_rect": [
      28.0,
      642.0,
      64.0,
      21.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-224",
     "maxclass": "waveform~",
     "numinlets": 5,
     "numoutlets": 6,
     "patching_rect": [
      24.0,
      3660.0,
      664.0,
      33.0
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
     "ignoreclick": 1,
     "ruler": 0,
     "waveformcolor": [
      0.18,
      0.42,
      0.75,
      1.0
     ],
     "bgcolor": [
      1.0,
      1.0,
      1.0,
      1.0
     ],
     "presentation": 1,
     "presentation_rect": [
      96.0,
      636.0,
      664.0,
      33.0
     ]
    }
   }
  ],
  "lines": [
   {
    "patchline": {
     "source": [
      "obj-2",
      1
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
      "obj-3",
      0
     ],
     "destination": [
      "obj-4",
      1
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
      "obj-4",
      2
     ],
     "order": 1
    }
   },
   {
    "patchline": {
     "source": [
      "obj-3",
      2
     ],
     "destination": [
      "obj-4",
      3
     ],
     "order": 2
    }
   },
   {
    "patchline": {
     "source": [
      "obj-3",
      3
     ],
     "destination": [
      "obj-4",
      4
     ],
     "order": 3
    }
   },
   {
    "patchline": {
     "source": [
      "obj-2",
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
      "obj-3",
      1
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
      2
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
      3
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
      1
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
      "obj-4",
      1
     ],
     "destination": [
      "obj-18",
      1
     ],
     "order": 1
    }
   },
   {
    "patchline": {
     "source": [
      "obj-4",
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
      "obj-42",
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
      "obj-43",
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
      "obj-47",
      0
     ],
     "destination": [
      "obj-48",
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
      "obj-51",
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
      "obj-53",
      0
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
      "obj-55",
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
      "obj-57",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-59",
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
      "obj-60",
      0
     ],
     "destination": [
      "obj-61",
      0
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
      "obj-63",
      0
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
      "obj-65",
      0
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
      "obj-67",
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
      "obj-69",
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
      "obj-71",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-75",
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
      "obj-79",
      0
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
      "obj-80",
      0
     ],
     "destination": [
      "obj-81",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-82",
      0
     ],
     "destination": [
      "obj-83",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-85",
      0
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
      "obj-86",
      0
     ],
     "destination": [
      "obj-87",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-89",
      0
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
      "obj-90",
      0
     ],
     "destination": [
      "obj-91",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-93",
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
      "obj-95",
      0
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
      "obj-99",
      0
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
      "obj-100",
      0
     ],
     "destination": [
      "obj-101",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-103",
      0
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
      "obj-104",
      0
     ],
     "destination": [
      "obj-105",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-106",
      0
     ],
     "destination": [
      "obj-107",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-108",
      0
     ],
     "destination": [
      "obj-109",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-109",
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
      "obj-111",
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
      "obj-113",
      0
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
      "obj-114",
      0
     ],
     "destination": [
      "obj-115",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-116",
      0
     ],
     "destination": [
      "obj-117",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-118",
      0
     ],
     "destination": [
      "obj-119",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-119",
      0
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
      "obj-121",
      0
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
      "obj-124",
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
      "obj-125",
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
      "obj-126",
      0
     ],
     "destination": [
      "obj-127",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-129",
      0
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
      "obj-133",
      0
     ],
     "destination": [
      "obj-135",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-134",
      0
     ],
     "destination": [
      "obj-135",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-135",
      0
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
      "obj-138",
      0
     ],
     "destination": [
      "obj-139",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-141",
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
      "obj-142",
      0
     ],
     "destination": [
      "obj-143",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-144",
      0
     ],
     "destination": [
      "obj-145",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-146",
      0
     ],
     "destination": [
      "obj-147",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-148",
      0
     ],
     "destination": [
      "obj-149",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-150",
      0
     ],
     "destination": [
      "obj-151",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-152",
      0
     ],
     "destination": [
      "obj-153",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-154",
      0
     ],
     "destination": [
      "obj-155",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-156",
      0
     ],
     "destination": [
      "obj-157",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-160",
      0
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
      "obj-160",
      0
     ],
     "destination": [
      "obj-109",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-160",
      0
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
      "obj-160",
      0
     ],
     "destination": [
      "obj-119",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-160",
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
      "obj-160",
      0
     ],
     "destination": [
      "obj-135",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-163",
      0
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
      "obj-166",
      0
     ],
     "destination": [
      "obj-167",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-169",
      0
     ],
     "destination": [
      "obj-170",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-172",
      0
     ],
     "destination": [
      "obj-173",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-175",
      0
     ],
     "destination": [
      "obj-176",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-178",
      0
     ],
     "destination": [
      "obj-179",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-181",
      0
     ],
     "destination": [
      "obj-182",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-186",
      0
     ],
     "destination": [
      "obj-187",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-189",
      0
     ],
     "destination": [
      "obj-190",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-192",
      0
     ],
     "destination": [
      "obj-193",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-195",
      0
     ],
     "destination": [
      "obj-196",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-198",
      0
     ],
     "destination": [
      "obj-199",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-201",
      0
     ],
     "destination": [
      "obj-202",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-204",
      0
     ],
     "destination": [
      "obj-205",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-207",
      0
     ],
     "destination": [
      "obj-208",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-213",
      0
     ],
     "destination": [
      "obj-214",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-216",
      0
     ],
     "destination": [
      "obj-217",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-219",
      0
     ],
     "destination": [
      "obj-220",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-222",
      0
     ],
     "destination": [
      "obj-223",
      0
     ],
     "order": 0
    }
   }
  ],
  "dependency_cache": [],
  "autosave": 0
 }
}

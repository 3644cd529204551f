"""Writes the Max package of this folder, `rtap/`: patches, help, reference pages, package-info.json and the loop.

    python max/generate_rtap.py            # write them
    python max/generate_rtap.py --check    # exit 1 where a file differs from what would be written

The package's JavaScript and its README are written by hand. `draw_rtap.py` draws the patches.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import rtap_interface as interface
from rtap_patch import help_patch, main_patch

FOLDER = Path(__file__).parent
PACKAGE = FOLDER / "rtap"


def package_info() -> dict[str, object]:
    project = (FOLDER.parent / "pyproject.toml").read_text(encoding="utf-8")  # Python 3.10 has no tomllib

    def said(key: str) -> str:
        return re.findall(rf'^{key} = "(.*)"$', project, re.MULTILINE)[0]

    anywhere = {"min_version": "none"}
    return {
        "name": "rtap",
        "displayname": "rtap",
        "version": said("version"),
        "author": "the rtap authors",
        "authors": ["the rtap authors"],
        "license": said("license"),
        "description": said("description"),
        "tags": ["accompaniment", "generative", "osc", "audio"],
        "max_version_min": "8.6",
        "max_version_max": "none",
        "os": {
            "macintosh": {**anywhere, "platform": ["x64", "aarch64"]},
            "windows": {**anywhere, "platform": ["x64"]},
        },
        "homepatcher": "rtap.maxpat",
    }


# ---- reference pages ----------------------------------------------------------------------------------------------


def _text(parent: ElementTree.Element, tag: str, text: str, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, tag, attributes)
    element.text = text
    return element


def _both(parent: ElementTree.Element, digest: str, description: str) -> None:
    _text(parent, "digest", digest)
    _text(parent, "description", description)


def _first_sentence(text: str) -> str:
    return text.partition(". ")[0].rstrip(".")


def _signature(message: interface.Message) -> str:
    return " ".join((message.name, *(f"<{argument.name}>" for argument in message.arguments)))


def _explained(messages: Sequence[interface.Message]) -> str:
    """`name <argument>`: what it is (argument: kind, meaning); one a line."""
    lines = []
    for message in messages:
        arguments = "; ".join(f"{a.name}: {a.kind}, {a.meaning}" for a in message.arguments)
        lines.append(f"{_signature(message)} - {message.says}" + (f" ({arguments})" if arguments else ""))
    return "\n".join(lines)


def reference_page(
    name: str,
    digest: str,
    description: str,
    received: Sequence[interface.Message],
    outlets: Sequence[tuple[str, Sequence[interface.Message]]],
    also: Sequence[tuple[str, str]],
    seealso: Sequence[str],
) -> str:
    """A page in Max's own format. `also` are messages of another kind: name and what happens."""
    page = ElementTree.Element("c74object", {"name": name, "module": "rtap", "category": "rtap"})
    _both(page, digest, description)
    metadata = ElementTree.SubElement(page, "metadatalist")
    for key, value in (("author", "the rtap authors"), ("tag", "rtap"), ("tag", "OSC")):
        _text(metadata, "metadata", value, name=key)
    inlets = ElementTree.SubElement(page, "inletlist")
    _both(ElementTree.SubElement(inlets, "inlet", {"id": "0", "type": "anything"}), "messages", "All messages.")
    outlet_list = ElementTree.SubElement(page, "outletlist")
    for index, (purpose, messages) in enumerate(outlets):
        outlet = ElementTree.SubElement(outlet_list, "outlet", {"id": str(index), "type": "anything"})
        _both(outlet, purpose, _explained(messages))
    ElementTree.SubElement(page, "objarglist")
    methods = ElementTree.SubElement(page, "methodlist")
    for message in received:
        method = ElementTree.SubElement(methods, "method", {"name": message.name})
        arguments = ElementTree.SubElement(method, "arglist")
        for argument in message.arguments:
            attributes = {"name": argument.name, "optional": "0", "type": argument.kind}
            ElementTree.SubElement(arguments, "arg", attributes)
        explained = " ".join(f"{a.name}: {a.meaning}." for a in message.arguments)
        _both(method, _first_sentence(message.says), f"{message.says} {explained}".strip())
    for word, what in also:
        method = ElementTree.SubElement(methods, "method", {"name": word})
        ElementTree.SubElement(method, "arglist")
        _both(method, _first_sentence(what), what)
    see = ElementTree.SubElement(page, "seealsolist")
    for other in seealso:
        ElementTree.SubElement(see, "seealso", {"name": other})
    misc = ElementTree.SubElement(page, "misc", {"name": "Output"})
    for index, (_, messages) in enumerate(outlets):
        for message in messages:
            entry = ElementTree.SubElement(misc, "entry", {"name": f"outlet {index}: {_signature(message)}"})
            _text(entry, "description", _explained([message]))
    ElementTree.indent(page, "\t")
    head = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n'
    head += '<?xml-stylesheet href="./_c74_ref.xsl" type="text/xsl"?>\n'
    return head + ElementTree.tostring(page, encoding="unicode") + "\n"


def js_page() -> str:
    return reference_page(
        "rtap",
        "Play with an rtap-runtime",
        "rtap.js, in v8 (Max 9) or js (Max 8): sends a runtime what is heard in the buffer~ rtap-context and writes "
        "its answers into rtap-answer-1 to rtap-answer-4, ahead of where they are played. Sound is the patch's.",
        interface.TO_JS,
        (
            ("To udpsend: OSC, and where to", interface.TO_UDPSEND),
            ("To udpreceive", interface.TO_UDPRECEIVE),
            ("To the panel, through route", interface.TO_PANEL),
        ),
        (("(OSC)", "Every message from udpreceive, unchanged. Its first word begins with a slash."),),
        ("rtap-server", "v8", "js", "udpsend", "udpreceive", "buffer~"),
    )


def server_page() -> str:
    return reference_page(
        "rtap-server",
        "Start and stop an rtap-runtime",
        "rtap-server.js, in node.script: launches a command line, and says what it prints. A runtime on another "
        "machine starts by an ssh line.",
        interface.TO_SERVER,
        (("What happened, through route", interface.FROM_SERVER),),
        (),
        ("rtap", "node.script"),
    )


# ---- files --------------------------------------------------------------------------------------------------------


def package() -> dict[str, bytes]:
    """File name in the package -> contents."""
    texts = {
        "package-info.json": json.dumps(package_info(), indent="\t") + "\n",
        "patchers/rtap.maxpat": main_patch("v8").as_json(),
        "patchers/rtap-max8.maxpat": main_patch("js").as_json(),
        "help/rtap.maxhelp": help_patch().as_json(),
        "docs/rtap.maxref.xml": js_page(),
        "docs/rtap-server.maxref.xml": server_page(),
    }
    files = {name: text.encode() for name, text in texts.items()}
    files["media/rtap-loop.wav"] = (FOLDER / "pd" / "loop.wav").read_bytes()
    return files


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 where a file differs")
    check = parser.parse_args().check
    stale = []
    for name, contents in package().items():
        path = PACKAGE / name
        if check:
            if not path.is_file() or path.read_bytes() != contents:
                stale.append(name)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(contents)
    for name in stale:
        print(f"{name} is not what generate_rtap.py writes: run python max/generate_rtap.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())

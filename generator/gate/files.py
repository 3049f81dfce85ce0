"""Files that are no pages to facts: vectors and other XML, styles, scripts, JSON, plain text, and what is no text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from posixpath import splitext
from typing import Any, NamedTuple

from lxml import etree

from generator.gate import feeds
from generator.gate.facts import Facts, Found, Link
from generator.gate.ground import Ground
from generator.gate.page_rules import empty
from generator.gate.tag_rules import RUNS, foreign, inline
from generator.model.diagnostic import Diagnostic, error
from generator.model.media_types import PACKED
from generator.model.message import Message, message
from generator.model.place import Place
from generator.model.text import place_in

_XML = (".xml", ".atom", ".rss", ".opml", ".ssml")
_JSON = (".json", ".jsonld", ".geojson")
_TEXT = (".txt", ".csv", ".ics", ".ndjson")
# How files begin that are no text.
_BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".webp": (b"RIFF",),
    ".gif": (b"GIF8",),
    ".pdf": (b"%PDF-",),
    ".woff2": (b"wOF2",),
    ".docx": (b"PK\x03\x04",),
    ".xlsx": (b"PK\x03\x04",),
}
_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*?))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_IMPORT = re.compile(
    r"""(?:\bfrom\s*|\bimport\s*\(?\s*|\bnew URL\(\s*)(?:"([^"\n]*)"|'([^'\n]*)')(\s*,\s*import\.meta\.url)?"""
)
_FOLD = re.compile(r"\r?\n[ \t]")  # lines of a calendar that go on (RFC 5545, section 3.1)
_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\r")
_CONTROL = re.compile(f"[{re.escape(_CONTROLS.decode())}\ufffe\uffff]")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
_XLINK = "{http://www.w3.org/1999/xlink}href"


class _Held(NamedTuple):
    """An address in a file; `fetched` if it is loaded with the file."""

    url: str
    offset: int
    fetched: bool


def binary(path: str) -> int | None:
    """How many bytes of a file that is no text are looked at; None for a text."""
    ending = _ending(path)
    if ending in _BEGINNINGS:
        return max(map(len, _BEGINNINGS[ending]))
    return None if ending in (".html", ".svg", ".css", ".js", ".mjs", *_XML, *_JSON, *_TEXT) else 1


def packed(path: str) -> bool:
    """Whether a file is another one made small for sending."""
    return path.endswith(PACKED)


def head_facts(path: str, raw: bytes) -> Facts:
    """The facts of a file that is no text, by how it begins."""
    beginnings = _BEGINNINGS.get(_ending(path), ())
    if not raw:
        return _only(replace(empty(), place=Place(path)))
    if beginnings and not raw.startswith(beginnings):
        return _damaged(message("it is no {kind}", kind=_ending(path)[1:].upper()), Place(path))
    return Facts()


def decoded(path: str, raw: bytes) -> tuple[str, Facts | None]:
    """The text of a file, and the facts if that is all there is to say."""
    if not raw or raw.isspace():
        return "", _only(replace(empty(), place=Place(path)))
    controls = _may_hold_controls(raw)  # takes as much room once more, before there is a text beside it
    try:
        text = raw.decode()
    except UnicodeDecodeError as problem:
        at = Place(path, raw.count(b"\n", 0, problem.start) + 1, 1)
        return "", _damaged(message("it is not in UTF-8"), at)
    if controls and (found := _CONTROL.search(text)):
        why = message("it holds the invisible character U+{code}", code=f"{ord(found[0]):04X}")
        return "", _damaged(why, place_in(path, text, found.start()))
    return text, None


def _may_hold_controls(raw: bytes) -> bool:
    """Bytes are looked through much faster; U+FFFE and U+FFFF begin with the two that are looked for."""
    return len(raw.translate(None, _CONTROLS)) < len(raw) or b"\xef\xbf" in raw


def _damaged(why: Message, at: Place) -> Facts:
    """Z012: no program can read the file, and nothing else is to be said of it."""
    fault = error(
        "Z012",
        at,
        message("the file is damaged: {why}", why=why),
        message(
            "If you put it there, put the original there again; else send this message to who looks after the software."
        ),
    )
    return _only(fault)


def _only(fault: Diagnostic) -> Facts:
    return Facts(found=(Found(fault),))


def facts(path: str, text: str, ground: Ground) -> Facts:
    """The facts of a text that is no page."""
    ending = _ending(path)
    try:
        document = _parsed(ending, text)
    except etree.XMLSyntaxError as problem:
        return _damaged(message("it is not well-formed XML"), Place(path, problem.lineno or 0, 1))
    except (ValueError, RecursionError) as problem:
        return _damaged(message("it is not well-formed JSON"), place_in(path, text, getattr(problem, "pos", 0)))
    ids, faults = _in_vector(document, ground) if ending == ".svg" else ((), _in_data(ending, document))
    found = [Found(replace(fault, place=Place(path))) for fault in faults]
    del document  # it takes many times the room of the file
    held = list(_held(path, text))
    found += (
        Found(replace(foreign(each.url), place=place_in(path, text, each.offset)))
        for each in held
        if each.fetched and ground.foreign(each.url) and not (ending == ".css" and each.url.startswith("data:,"))
    )
    loads = {ground.target(path, each.url) for each in held if each.fetched}
    targets = {each.target for each in links(path, text, ground) if each.target.partition("#")[0] != path}
    return Facts(ids, tuple(targets), tuple(filter(None, loads)), tuple(found))


def _parsed(ending: str, text: str) -> Any:
    """The root of XML, what `json_faults` looks at of JSON, None of others.

    Raises XMLSyntaxError; of JSON ValueError, or RecursionError where lists stand within lists without end.
    """
    if ending == ".svg" or ending in _XML:
        return etree.fromstring(text.encode(), _PARSER)
    return json.loads(text, parse_constant=_refuse, object_hook=feeds.json_part) if ending in _JSON else None


def _in_data(ending: str, document: Any) -> Iterator[Diagnostic]:
    """What is wrong with a feed."""
    if ending in _XML:
        yield from feeds.xml_faults(document)
    elif ending in _JSON:
        yield from feeds.json_faults(document)


def links(path: str, text: str, ground: Ground) -> Iterator[Link]:
    """Every link of a text that is no page, with its place."""
    for each in _held(path, text):
        if (target := ground.target(path, each.url)) is not None:
            yield Link(target, each.url, each.offset)
    whole = _FOLD.sub("", text) if path.endswith(".ics") else text
    fragments = _ending(path) in (".xml", ".atom", ".rss", ".opml")  # in data they name things, in feeds spots
    for at, url in ground.whole(whole):
        if (target := ground.target(path, url if fragments else url.partition("#")[0])) is not None:
            yield Link(target, url, at)


def _held(path: str, text: str) -> Iterator[_Held]:
    """The addresses of a style, a script or a vector that are relative to it."""
    ending = _ending(path)
    if ending == ".css":
        blanked = _COMMENT.sub(lambda found: " " * len(found[0]), text)
        for found in _URL.finditer(blanked):
            url = next((each for each in found.groups() if each is not None), "").strip()
            if not url.startswith("#"):
                yield _Held(url, found.start(), fetched=True)
    elif ending in (".js", ".mjs"):
        for found in _IMPORT.finditer(text):
            url = found[1] if found[1] is not None else found[2]
            named = found[0].startswith("new URL")
            if url.startswith((".", "/", "http")) and (found[3] or not named) and "${" not in url:
                yield _Held(url, found.start(), fetched=not found[0].startswith("import(") and not named)
    elif ending == ".svg":
        for found in re.finditer(r"""\b(?:xlink:)?href\s*=\s*(?:"([^"]*)"|'([^']*)')""", text):
            yield _Held(found[1] or found[2] or "", found.start(), fetched=False)


def _in_vector(root: etree._Element, ground: Ground) -> tuple[tuple[str, ...], Iterator[Diagnostic]]:
    """The ids in a vector, and what is wrong with it."""
    return tuple({each.get("id", ""): None for each in root.iter(etree.Element) if each.get("id")}), _runs(root, ground)


def _runs(root: etree._Element, ground: Ground) -> Iterator[Diagnostic]:
    """Z005, Z006: a vector may hold programs, and load."""
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name == "script":
            yield inline("<script>")
        for key, value in ((str(key), str(value)) for key, value in element.attrib.items()):
            local = etree.QName(key).localname
            if local.startswith("on"):
                yield inline(f"{local}=…")
            elif key in ("href", _XLINK):
                if RUNS.match(re.sub(r"[\x00-\x20]+", "", value)):
                    yield inline(f"{local}=“{value[:30]}”")
                elif name != "a" and ground.foreign(value):
                    yield foreign(value)


def _refuse(constant: str) -> None:
    """NaN and Infinity are no JSON."""
    raise ValueError(constant)


def _ending(path: str) -> str:
    return splitext(path)[1].lower()

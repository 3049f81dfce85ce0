"""A site with attempts in every text field of every kind of record, published once all that is refused is out."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from PIL import Image

from generator.build.pipeline import build
from generator.checks import check
from generator.model.config import SiteConfig
from generator.model.diagnostic import Diagnostic, errors
from generator.model.place import Loc
from generator.model.record import Part
from generator.model.site import COLLECTIONS
from generator.source.folders import CONFIG
from generator.source.load import FOLDERS, load
from generator.source.text import FORBIDDEN
from tests.conftest import EXAMPLES, ROOT, TODAY
from tests.hostile.records import Blank, quoted, whole
from tests.hostile.vectors import Vector, vectors

OWN = (
    "programmes", "audiences", "service_kinds", "article_kinds.yaml", "hotlines.yaml", "synonyms.csv", "holidays",
    "abbreviations.csv",
)  # fmt: skip
PICTURE = "anh/x.png"
HARMLESS = "Ví dụ"
_PASSES = 12  # of mending: each takes away what is refused
_BELOW = 8  # lines of a group that a message is about


@dataclass
class Tried:
    """What one field of one record was given."""

    kind: str
    loc: Loc
    vectors: list[Vector]
    markdown: bool


@dataclass
class Hostile:
    """The site: where it lies, the fields that hold attempts by (file, line), and what was refused.

    `refused` is (kind of record, way to the field, number of the vector) -> code of the message.
    """

    root: Path
    tried: dict[tuple[str, int], Tried] = field(default_factory=dict)
    refused: dict[tuple[str, Loc, int], str] = field(default_factory=dict)

    @property
    def laid(self) -> int:
        """How many attempts are in it."""
        return sum(len(each.vectors) for each in self.tried.values())


def lay(root: Path, groups: int, parts: int) -> Hostile:
    """A new site in `root`, published, with `groups` records of each kind.

    Of the list, cut into `parts`, each field of a record gets another part; with as many groups as parts, all.
    """
    shutil.copytree(EXAMPLES / "small", root)
    for name in OWN:
        copy = shutil.copy2 if "." in name else shutil.copytree
        copy(ROOT / "data" / name, root / "data" / name)
    (root / "content/pages/anh").mkdir()
    Image.new("RGB", (640, 360), "teal").save(root / "content/pages" / PICTURE)
    made = Hostile(root)
    shares = [vectors()[number::parts] for number in range(parts)]
    for number in range(groups):
        for name, kind, given, also in _wanted(number):
            file = CONFIG if name == "config" else f"{FOLDERS[name]}/hostile/{given['id']}.yaml"
            if name == "config" and number:
                continue
            _write(made, file, name, kind, shares, number, given, also)
    _settle(made)
    return made


def _ids(number: int) -> dict[str, str]:
    return {
        **{name: f"hostile-{name.replace('_', '-')}-{number}" for name in COLLECTIONS},
        "articles": f"2026-11-hostile-{number}",
        "units": "can-tho/ninh-kieu",
    }


def _wanted(number: int) -> Iterator[tuple[str, type[Part], dict[str, Any], tuple[str, ...]]]:
    """The records of one group: collection, type, what is given, and fields besides."""
    ids = _ids(number)
    for name, kind in COLLECTIONS.items():
        given: dict[str, Any] = {"id": ids[name]}
        if "slug" in kind.model_fields:
            given |= {"slug": f"{ids[name]}-s", "aliases": [f"/cu/{ids[name]}/"]}
        if "icon" in kind.model_fields:  # a word of a few small letters, which the type sees to
            given |= {"icon": "info"}
        match name:
            case "article_kinds":
                given |= {"demands": "", "layout": ("questions", "script", "portrait", "")[number % 4]}
            case "service_kinds":
                given |= {"demands": ""}
            case "duties":
                given |= {"due_day": "", "period": "year", "sent": [{"period": "2025", "on": "2026-11-12"}]}
            case "targets":
                given |= {"measure": "articles", "kinds": "", "results": ""}
            case "hotlines":
                given |= {"number": f"1900 {2000 + number}", "emergency": "no"}
        yield name, kind, given, ()
        if name == "articles":
            gone = {"id": f"2026-11-gone-{number}", "slug": f"gone-{number}", "aliases": "", "quiz": ""}
            yield name, kind, gone, ("withdrawn",)
        if name == "handouts":
            script = {"id": f"script-{number}", "slug": f"script-{number}", "aliases": "", "kind": "script", "each": ""}
            yield name, kind, {**script, "blocks": "", "topics": ""}, ("spoken",)
    yield "config", SiteConfig, _CONFIG, ()


_CONFIG = {
    "id": "site", "base_url": "https://example.org/", "id_authority": "example.org,2026", "languages": ["vi", "en"],
    "cadence_from": "2026-10", "exit_url": "https://example.com/", "subscriptions": "", "unit": "can-tho", "map": "",
    "dues_calendar": ["article", "check", "review", "report", "theme", "campaign"], "neutral_titles": "no",
    "keep_releases": "3", "grace_days": "30", "check_every_months": "12",
}  # fmt: skip


def _write(
    made: Hostile,
    file: str,
    name: str,
    kind: type[Part],
    shares: list[tuple[Vector, ...]],
    number: int,
    given: dict[str, Any],
    also: tuple[str, ...],
) -> None:
    """Write one record, and note what each of its fields was given."""
    held: dict[Loc, tuple[list[Vector], bool]] = {}

    def fill(blank: Blank) -> str:
        turn = int.from_bytes(blake2b(repr((name, blank.loc)).encode(), digest_size=4).digest())
        chosen = shares[(number + turn) % len(shares)]
        fitting = [each for each in chosen if blank.most is None or len(each.text) <= blank.most]
        if blank.most:
            while len(joined(fitting, blank.markdown)) > blank.most:
                fitting = fitting[: len(fitting) * 2 // 3]
        held[blank.loc] = (fitting, blank.markdown)
        return joined(fitting, blank.markdown)

    record = whole(kind, fill, _ids(number), given, also)
    path = made.root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(record.text, encoding="utf-8")
    for leaf in record.leaves:
        if leaf.free:
            made.tried[file, leaf.line] = Tried(name, leaf.loc, *held[leaf.loc])


def joined(chosen: list[Vector], markdown: bool) -> str:
    """Several attempts as one text."""
    return ("\n\n" if markdown else " · ").join(each.text for each in chosen) or HARMLESS


_NUMBER = re.compile(r"hurt\((\d+)\)|v(\d+)\.evil")  # of the attempt that a message quotes


def _settle(made: Hostile) -> None:
    """Take away what is refused, each time with the place of the message, until nothing is."""
    for _ in range(_PASSES):
        site, diagnostics = load(made.root)
        found = errors((*diagnostics, *check(site, TODAY)))
        if not found:  # what hangs on the list of pages is said by the build
            _, diagnostics = build(made.root, made.root, TODAY)
            found = errors(diagnostics)
        if not found:
            return
        for each in found:
            _mend(made, each)
    raise AssertionError([f"{each.place} {each.code}: {each.message}" for each in found])


def _mend(made: Hostile, found: Diagnostic) -> None:
    """Take what a message is about from the field at its place, or from the fields below what it names."""
    named = _NUMBER.search(str(found.message))
    if found.code == "Z001" and named:  # told once, in whatever field it stands
        _leave_out(made, int(named[1] or named[2]), found.code)
        return
    file, line = found.place.file, found.place.line
    about = [number for number in (line, *range(line + 1, line + _BELOW)) if (file, number) in made.tried]
    if found.code == "Z001" and not about:  # in a feed, which holds a part of it: the page's own message names it
        return
    assert about, f"a message that is about no attempt: {found.place} {found.code}: {found.message}"
    for number in about[:1] if about[0] == line else about:
        _keep(made, file, number, _rest(made.tried[file, number].vectors, found), found.code)


def _leave_out(made: Hostile, vector: int, code: str) -> None:
    """Take an attempt from every field."""
    for (file, number), there in made.tried.items():
        if any(each.number == vector for each in there.vectors):
            _keep(made, file, number, [each for each in there.vectors if each.number != vector], code)


def _keep(made: Hostile, file: str, number: int, kept: list[Vector], code: str) -> None:
    """Write a field again with what is `kept` of its attempts; the others were refused with `code`."""
    there = made.tried[file, number]
    for each in there.vectors:
        if each not in kept:
            made.refused[there.kind, there.loc, each.number] = code
    there.vectors = kept
    path = made.root / file
    lines = path.read_text(encoding="utf-8").split("\n")
    before, _, _ = lines[number - 1].partition('"')
    lines[number - 1] = before + quoted(joined(kept, there.markdown))
    path.write_text("\n".join(lines), encoding="utf-8")


def _rest(there: list[Vector], found: Diagnostic) -> list[Vector]:
    """What of several attempts stays: where the message names a character, those without it; else the first half."""
    if found.code == "F004":
        return [each for each in there if not FORBIDDEN.search(each.text)]
    return there[: len(there) // 2]

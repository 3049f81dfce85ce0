"""The releases that are kept: what each holds and changed, and the way back to one of them."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from generator.build.barred import Barred
from generator.build.lock import PATIENCE, Patience
from generator.build.names import RELEASES
from generator.build.output import Manifest, read_manifest
from generator.build.releases import Releases
from generator.build.verify import judge
from generator.model.diagnostic import Diagnostic, error
from generator.model.message import Message, message
from generator.model.place import Place
from generator.today import ZONE

SHORT = 8  # letters of a release's name that people see
_LEFT = ".left"  # in the folder of releases: those that somebody went back from


class Changes(NamedTuple):
    """How many files are new, gone and different."""

    added: int
    removed: int
    changed: int


class Release(NamedTuple):
    """A release that is kept. `published` is when it was published last, in Việt Nam; `size` is in bytes.

    `changes` are those against the one published before it, None for the oldest. `left` means that somebody went back
    from it to an older one.
    """

    id: str
    folder: Path
    published: datetime
    files: int
    size: int
    current: bool
    left: bool
    changes: Changes | None


def history(releases: Releases) -> list[Release]:
    """All releases, the one published last first."""
    current, _ = releases.published()
    left = _left(releases)
    folders = releases.all() if releases.folder.is_dir() else []
    held = [read_manifest(each) for each in folders]
    return [
        Release(
            each.name,
            each,
            datetime.fromtimestamp(each.stat().st_mtime, ZONE),
            len(files),
            sum(entry.size for entry in files.values()),
            current is not None and each.name == current.name,
            left.get(each.name) == each.stat().st_mtime_ns,
            compared(older, files) if older is not None else None,
        )
        for each, files, older in zip(folders, held, [*held[1:], None], strict=False)
    ]


def compared(before: Manifest, after: Manifest) -> Changes:
    """What differs between two releases."""
    both = before.keys() & after.keys()
    return Changes(
        len(after.keys() - both), len(before.keys() - both), sum(before[path] != after[path] for path in both)
    )


def roll_back(releases: Releases, wanted: str = "", patience: Patience = PATIENCE) -> Release:
    """Publish a kept release again: the one before the present one, or that whose id begins with `wanted`.

    Every byte of it is verified first. Raises Barred when there is no such release or it is harmed.
    """
    with releases.locked("rollback", patience):
        kept = history(releases)
        to = _named(kept, wanted) if wanted else _before(kept)
        if findings := judge(to.folder):
            raise Barred(_harmed(to, findings))
        releases.lead_to(to.folder)
        younger = [each for each in kept if each.published > to.published]
        lines = (f"{each.id} {each.folder.stat().st_mtime_ns}\n" for each in younger)
        (releases.folder / _LEFT).write_text("".join(lines), encoding="ascii")
        return to._replace(current=True, left=False)


def _before(kept: list[Release]) -> Release:
    """The release published before the present one, without those that somebody went back from."""
    after = [each.current for each in kept]
    older = kept[after.index(True) + 1 :] if True in after else kept
    for each in older:
        if not each.left:
            return each
    raise Barred(
        error(
            "U001",
            Place(RELEASES),
            message("no older release is kept to go back to"),
            message("`outreach releases` lists those that are. A withdrawal deletes the releases that hold its text."),
        )
    )


def _named(kept: list[Release], wanted: str) -> Release:
    found = [each for each in kept if each.id.startswith(wanted.lower())]
    if len(found) == 1:
        return found[0]
    why: Message = (
        message("there are {count} releases whose id begins with “{id}”", count=len(found), id=wanted)
        if found
        else message("there is no release “{id}”", id=wanted)
    )
    hint = message("`outreach releases` lists those that are. A withdrawal deletes the releases that hold its text.")
    raise Barred(error("U001", Place(RELEASES), why, hint))


def _harmed(release: Release, findings: list[Diagnostic]) -> Diagnostic:
    return error(
        "U002",
        Place(f"{RELEASES}/{release.id[:SHORT]}/{findings[0].place.file}"),
        message(
            "this release is not as it was made, {count} files differ; the first: {why}",
            count=len(findings),
            why=findings[0].message,
        ),
        message("Nothing was switched. Choose another release, or build again."),
    )


def _left(releases: Releases) -> dict[str, int]:
    """The releases that somebody went back from, with their times: one that was published again has another time."""
    with suppress(OSError, ValueError):
        lines = (releases.folder / _LEFT).read_text(encoding="ascii").split()
        return dict(zip(lines[::2], map(int, lines[1::2]), strict=True))
    return {}

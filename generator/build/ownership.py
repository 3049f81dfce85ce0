"""Whose folder it is: what we made has a marker, and a folder of somebody else is left alone."""

from __future__ import annotations

import re
from pathlib import Path

from generator.build.barred import Barred
from generator.build.lock import LOCK
from generator.build.names import STAGING
from generator.model.diagnostic import Diagnostic, error
from generator.model.message import message
from generator.model.place import Place

MARKER = ".outreach"
MARK = b"Made by outreach, which adds and deletes releases in this folder.\n"
RELEASE = re.compile(r"[0-9a-f]{32}")  # the name of a release
_EARLIER = re.compile(rf"{RELEASE.pattern}|{re.escape(STAGING)}.*|{re.escape(LOCK)}")


def claim(folder: Path) -> None:
    """Make the folder of releases, or see by its marker that it is ours; raises Barred with E023 if it is not.

    Versions without a marker left nothing but a lock and folders named after digests: such a folder gets it now.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / MARKER).exists():
        return
    names = [each.name for each in folder.iterdir()]
    if not all(map(_EARLIER.fullmatch, names)):
        raise Barred(strange(Place(folder.name)))
    (folder / MARKER).write_bytes(MARK)


def strange(place: Place) -> Diagnostic:
    """What is said of a folder that somebody else made."""
    return error(
        "E023",
        place,
        message("this folder was not made by `outreach` and holds other files; nothing in it was touched"),
        message("Move these files away, or choose another folder."),
    )

"""What the system refused to a build, as a message with the place where it did."""

from __future__ import annotations

from pathlib import Path

from generator.build.names import RELEASES
from generator.model.diagnostic import Diagnostic, error, warning
from generator.model.message import message
from generator.model.place import Place
from generator.model.system import FULL, why

NOT_DELETED = "E022"  # the code of `not_deleted`


def not_done(problem: OSError, root: Path, out: Path) -> Diagnostic:
    """Why nothing could be published."""
    if problem.errno in FULL:
        return error(
            "E020",
            _place(problem, root, out),
            message("there is no room left: {why}", why=why(problem)),
            message("Delete what you do not need on this disk, or lower `keep_releases`; then build again."),
        )
    return error(
        "E021",
        _place(problem, root, out),
        message("this cannot be read or written: {why}", why=why(problem)),
        message("Look at the permissions of this file or folder and at the disk; then build again."),
    )


def not_deleted(problem: OSError, root: Path, out: Path) -> Diagnostic:
    """Why an old release stays although it should not."""
    return warning(
        "E022",
        _place(problem, root, out),
        message("an old release could not be deleted: {why}", why=why(problem)),
        message("Look at the permissions of the folder; the next build tries again."),
    )


def _place(problem: OSError, root: Path, out: Path) -> Place:
    """The file that the system named, below the folder of the site or of what is published; else the latter."""
    for name in (problem.filename, problem.filename2):
        for folder in (root, out):
            if isinstance(name, str) and name.startswith(f"{folder}/"):
                return Place(name.removeprefix(f"{folder}/"))
    return Place(str(problem.filename or RELEASES))

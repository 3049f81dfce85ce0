"""What the operating system refuses, in words that people know."""

from __future__ import annotations

import errno

from generator.model.message import Message, label, message

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})  # no room on the disk, or no more of it for this user
_WORDS = {
    errno.ENOSPC: label("the disk is full"),
    errno.EDQUOT: label("no more room on the disk is allowed to this user"),
    errno.EACCES: label("there is no permission"),
    errno.EPERM: label("there is no permission"),
    errno.EROFS: label("the disk can only be read"),
    errno.EIO: label("the disk reports a fault"),
    errno.EMFILE: label("too many files are open"),
    errno.ENFILE: label("too many files are open"),
    errno.ENOENT: label("it is not there"),
    errno.ENOTDIR: label("a file lies where a folder is needed"),
    errno.EISDIR: label("it is a folder"),
    errno.EFBIG: label("it is larger than the system allows"),
    errno.ENAMETOOLONG: label("its name is too long"),
    errno.ELOOP: label("links lead in a circle"),
    errno.ENOMEM: label("there is not enough memory"),
    errno.ESTALE: label("it changed while it was read"),
}


def why(problem: OSError) -> Message:
    """Why the system refused; in its own words where we have none."""
    known = _WORDS.get(problem.errno or 0)
    return Message(known or problem.strerror or type(problem).__name__)


def refused(problem: OSError) -> Message:
    """What the system refused, and where."""
    if problem.filename is None:
        return message("This could not be done: {why}.", why=why(problem))
    return message("{file}: this could not be done: {why}.", file=problem.filename, why=why(problem))


def advice(problem: OSError) -> Message | None:
    """What to do about it, where somebody at this machine can."""
    if problem.errno in FULL:
        return message("Delete what you do not need on this disk, then do the same again.")
    if problem.errno == errno.EFBIG:
        return message(
            "Ask who looks after this machine: a limit for files (`ulimit -f`) or the disk allows none so large."
        )
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return message("Look at the permissions of this file or folder and at the disk, then do the same again.")
    return None

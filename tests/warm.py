"""The installed command without the second that Python takes to load the program: forked from a process that has it.

`python -m tests.warm <socket>` loads the program and waits; `python tests/warm.py <socket> words…` is the command: it
hands its words, folder, surroundings and streams over, passes signals on and ends as the command ends. The command is
a process of its own and runs the program from `main` to exit. What tells of loading itself (the language of help, what
Python is started with, faults) is tested with the real thing.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys

ROOM = 1 << 20  # bytes of words and surroundings
STREAMS = (0, 1, 2)


def ask(where: str, words: list[str]) -> int:
    """Have the command run with these words; returns its exit code."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as line:
        line.connect(where)
        asked = json.dumps([words, os.getcwd(), dict(os.environ)])  # noqa: PTH109  # who asks needs little
        socket.send_fds(line, [asked.encode()], STREAMS)
        runs = int(line.recv(16))
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda number, _: os.kill(runs, number))
        ended = int(line.recv(16))
    if ended < 0:
        signal.signal(-ended, signal.SIG_DFL)
        os.kill(os.getpid(), -ended)
    return ended


def serve(where: str) -> None:
    """Fork for whoever asks; returns only in the process that is to run the command."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as door:
        door.bind(f"{where}.new")
        door.listen()
        os.rename(f"{where}.new", where)  # noqa: PTH104  # from now on who asks is answered
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who wait
        while True:
            line, _ = door.accept()
            if os.fork() == 0 and _takes(line):
                return
            line.close()


def _takes(line: socket.socket) -> bool:
    """Whether this is the process that runs the command; the other waits for it, tells how it ended and ends."""
    asked, streams, *_ = socket.recv_fds(line, ROOM, len(STREAMS))
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    runs = os.fork()
    if runs == 0:
        sys.argv, folder, surroundings = json.loads(asked)
        for ours, theirs in zip(STREAMS, streams, strict=True):
            os.dup2(theirs, ours)
            os.close(theirs)
        line.close()
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(surroundings)
        lines = 1 if os.environ.get("PYTHONUNBUFFERED") else -1
        sys.stdin, sys.stdout, sys.stderr = (
            open(number, "w" if number else "r", lines, "utf-8", closefd=False)  # noqa: SIM115
            for number in STREAMS
        )
        signal.signal(signal.SIGINT, signal.default_int_handler)
        return True
    for stream in streams:
        os.close(stream)
    line.send(f"{runs}".encode())
    line.send(f"{os.waitstatus_to_exitcode(os.waitpid(runs, 0)[1])}".encode())
    os._exit(0)


def load() -> None:
    """Have every module of the program but those that look at their words, and what each build makes the same."""
    from importlib import import_module
    from pathlib import Path
    from tempfile import TemporaryDirectory

    import pytest

    import generator
    from tests.conftest import EXAMPLES, reuse
    from tests.site import publish

    program = Path(generator.__file__).parent
    for file in sorted(program.rglob("*.py")):
        inside = file.relative_to(program.parent).with_suffix("")
        if inside.parts[1] != "cli" and file.name != "__init__.py":
            import_module(".".join(inside.parts))
    reuse(pytest.MonkeyPatch())
    with TemporaryDirectory() as out:
        publish(EXAMPLES / "small", Path(out))


if __name__ == "__main__":
    if len(sys.argv) > 2:
        sys.exit(ask(sys.argv[1], ["outreach", *sys.argv[2:]]))
    load()
    serve(sys.argv[1])
    from generator.cli import main

    sys.exit(main())

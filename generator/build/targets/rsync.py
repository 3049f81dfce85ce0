"""To a server by rsync, over ssh or to a daemon. Nothing but rsync runs there, so a restricted account will do.

rsync replaces a link under another name and renames it over the old one (its `atomic_create`), as we do ourselves.
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.build.barred import Barred
from generator.build.history import compared
from generator.build.names import LINK, MANIFEST, RELEASES
from generator.build.output import Manifest, read_manifest
from generator.build.ownership import MARK, MARKER, RELEASE, strange
from generator.build.program import discreet, run
from generator.build.targets.sending import Sending, Sent, Way
from generator.model.diagnostic import error
from generator.model.message import message
from generator.model.place import Place

_HOST = r"(?:[\w.-]+@)?(?:(?!-)[\w.-]+|\[[0-9a-fA-F:]+\])"
REMOTE = re.compile(rf"rsync://[^/-][^/]*/.|(?!-){_HOST}:(?!//|/?$)")
_PARTIAL = 23  # rsync's exit code when something is not there (or may not be read)
_DIGIT = "[0-9a-f]"
_ROW = re.compile(r"^(.)\S{9}\s+[\d.,]+\s+\S+\s+\S+\s(.*)$", re.MULTILINE)  # type, name of a line of a listing


class _Server:
    """The folder at the other end."""

    def __init__(self, target: str, rsh: str) -> None:
        self.target = target.rstrip("/")
        self.place = Place(discreet(self.target))
        self._options = ["--protect-args", *([f"--rsh={rsh}"] if rsh else [])]

    def list(self, below: str = "") -> dict[str, str]:
        """Names in a folder, each with where it leads if it is a link, else with ""; nothing where it is not there."""
        words = ["rsync", "--list-only", "--links", *self._options, "--", f"{self.target}/{below}"]
        done = run(words, accept=(0, _PARTIAL))
        if done.returncode and b"No such file" not in done.stderr:
            run(words)  # says why
        names = {}
        for found in _ROW.finditer(done.stdout.decode(errors="surrogateescape")):
            name, _, to = found[2].partition(" -> ") if found[1] == "l" else (found[2], "", "")
            names[name] = to
        return {name: to for name, to in names.items() if name != "."}

    def shows(self, path: str) -> bool:
        """Whether a file is found by way of the link."""
        words = ["rsync", "--list-only", *self._options, "--", f"{self.target}/{LINK}/{path}"]
        return not run(words, accept=(0, _PARTIAL)).returncode

    def send(self, what: str | Path, below: str, *options: str) -> str:
        """Send a folder's content or a file; what rsync says of it."""
        words = ["rsync", *options, *self._options, "--", str(what), f"{self.target}/{below}"]
        return run(words).stdout.decode(errors="replace")

    def files(self, release: str) -> Manifest:
        """What a release there holds, by its manifest."""
        with TemporaryDirectory() as folder:
            source = f"{self.target}/{RELEASES}/{release}/{MANIFEST}"
            run(["rsync", *self._options, "--", source, folder], accept=(0, _PARTIAL))
            return read_manifest(Path(folder))


def to_server(target: str, sending: Sending, way: Way) -> Sent:
    """Upload into a release of its own, compare every byte there with those here, and then switch the link."""
    server = _Server(target, way.rsh)
    there = server.list()
    if there and MARKER not in server.list(f"{RELEASES}/"):
        raise Barred(strange(server.place))
    current = there.get(LINK, "").removeprefix(f"{RELEASES}/")
    changes = compared(server.files(current) if RELEASE.fullmatch(current) else {}, sending.files)
    sent = Sent(sending.release.name, changes)
    if not way.trial:
        _upload(server, sending, current)
        _switch(server, sending.release.name, current)
        _keep(server, sending.kept)
    return sent


def _upload(server: _Server, sending: Sending, current: str) -> None:
    """Send the release; a file that is the same in the one before is linked there."""
    name = sending.release.name
    with TemporaryDirectory() as folder:
        (Path(folder) / RELEASES).mkdir()
        (Path(folder) / RELEASES / MARKER).write_bytes(MARK)
        server.send(f"{folder}/", "", "-r", "--chmod=D755")
    same = ["-rtp", "--chmod=D755,F444", "--checksum", "--delete"]
    before = [f"--link-dest=../{current}"] if RELEASE.fullmatch(current) and current != name else []
    server.send(f"{sending.release}/", f"{RELEASES}/{name}/", *same, *before)
    if differs := server.send(
        f"{sending.release}/", f"{RELEASES}/{name}/", "-rn", "--checksum", "--delete", "-i"
    ).strip():
        why = message("what came there is not what was sent: {file}", file=differs.splitlines()[0])
        raise Barred(error("U013", server.place, why, message("The site there stays as it was. Try again.")))


def _switch(server: _Server, name: str, current: str) -> None:
    if current == name:
        return
    with TemporaryDirectory() as folder:
        (Path(folder) / LINK).symlink_to(f"{RELEASES}/{name}")
        server.send(Path(folder) / LINK, "", "--links")
    # A daemon that changes links shows them unchanged; but then nothing is to be found by way of this one.
    if server.list().get(LINK) != f"{RELEASES}/{name}" or not server.shows(MANIFEST):
        why = message("the link `site` there does not lead to the new release")
        hint = message("A daemon must not change links: set `munge symlinks = no` for this module.")
        raise Barred(error("U013", server.place, why, hint))


def _keep(server: _Server, kept: frozenset[str]) -> None:
    """Delete the releases there that are not kept here, and nothing else."""
    protected = [f"--filter=P /{each}/" for each in sorted(kept)]
    risked = f"--filter=R /{_DIGIT * 32}/***"
    with TemporaryDirectory() as folder:
        server.send(f"{folder}/", f"{RELEASES}/", "-r", "--delete", *protected, risked, "--filter=P *")

"""To a branch of a git repository, as hosts of static pages take sites: one commit for each release, never by force."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.build.barred import Barred
from generator.build.history import SHORT, Changes
from generator.build.names import WORK
from generator.build.program import discreet, run
from generator.build.targets.sending import Sending, Sent, Way
from generator.model.diagnostic import error
from generator.model.message import message
from generator.model.place import Place

_PLAIN = ".nojekyll"  # GitHub Pages then publishes files as they are
_REF = "refs/outreach/before"
_ENV = {
    "GIT_TERMINAL_PROMPT": "0",  # nobody answers in a nightly run
    "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",  # an address is never a command (git-remote-ext)
    "GIT_CONFIG_COUNT": "4",
    "GIT_CONFIG_KEY_0": "core.autocrlf",  # bytes stay as they are
    "GIT_CONFIG_VALUE_0": "false",
    "GIT_CONFIG_KEY_1": "core.attributesFile",
    "GIT_CONFIG_VALUE_1": "/dev/null",
    "GIT_CONFIG_KEY_2": "core.hooksPath",
    "GIT_CONFIG_VALUE_2": "/dev/null",
    "GIT_CONFIG_KEY_3": "gc.auto",
    "GIT_CONFIG_VALUE_3": "0",
}


class _Repository:
    """A repository of our own below `build/`, between the release and the branch; it may be deleted at any time."""

    def __init__(self, folder: Path, release: Path) -> None:
        self._folder = folder
        self._release = release
        if not (folder / "HEAD").exists():
            run(["git", "init", "-q", "--bare", folder], env=_ENV)

    def git(self, *words: str, **env: str) -> str:
        """What git answers."""
        whole = ["git", f"--git-dir={self._folder}", f"--work-tree={self._release}", *words]
        return run(whole, env={**_ENV, **env}).stdout.decode(errors="replace").strip()

    def tree(self) -> str:
        """The tree of the release, with all its files whatever git would leave out, and the file for hosts."""
        with TemporaryDirectory() as folder:
            index = f"{folder}/index"
            self.git("add", "--all", "--force", "--", ".", GIT_INDEX_FILE=index)
            empty = self.git("hash-object", "-w", "--stdin")
            self.git("update-index", "--add", "--cacheinfo", f"100644,{empty},{_PLAIN}", GIT_INDEX_FILE=index)
            return self.git("write-tree", GIT_INDEX_FILE=index)


def to_branch(target: str, sending: Sending, way: Way) -> Sent:
    """Add a commit with the tree of the release to the branch; what was pushed there meanwhile is never lost."""
    address, _, branch = target.rpartition("#")
    if not address or not branch or target.startswith("-"):
        why = message("this is no branch of a repository: {target}", target=discreet(target))
        hint = message("Write git+ADDRESS#BRANCH, such as git+https://example.org/trang.git#pages.")
        raise Barred(error("U012", Place(discreet(f"git+{target}")), why, hint))
    work = sending.out / f"{WORK}/publish"
    work.mkdir(parents=True, exist_ok=True)
    ours = _Repository(work / f"{sha256(address.encode()).hexdigest()[:16]}.git", sending.release)
    before = _fetched(ours, address, branch)
    tree = ours.tree()
    changes = _changes(ours, before, tree)
    name = sending.release.name
    if any(changes) and not way.trial:
        words = [f"Release {name[:SHORT]}", f"Outreach-Release: {name}"]
        parent = ["-p", before] if before else []
        commit = ours.git("commit-tree", tree, *parent, "-m", words[0], "-m", words[1], **_author(way.author))
        ours.git("push", "-q", "--", address, f"{commit}:refs/heads/{branch}")
    return Sent(name, changes)


def _fetched(ours: _Repository, address: str, branch: str) -> str:
    """The commit that the branch is at, "" where there is no such branch yet."""
    if not ours.git("ls-remote", "--", address, f"refs/heads/{branch}"):
        return ""
    ours.git("fetch", "-q", "--depth=1", "--no-tags", "--", address, f"+refs/heads/{branch}:{_REF}")
    return ours.git("rev-parse", _REF)


def _changes(ours: _Repository, before: str, tree: str) -> Changes:
    """What differs between the branch and the new tree."""
    if not before:
        return Changes(len(ours.git("ls-tree", "-r", "--name-only", "-z", tree).split("\0")) - 1, 0, 0)
    letters = ours.git("diff-tree", "-r", "--no-renames", "--name-status", f"{before}^{{tree}}", tree)
    kinds = [line[:1] for line in letters.splitlines()]
    return Changes(kinds.count("A"), kinds.count("D"), len(kinds) - kinds.count("A") - kinds.count("D"))


def _author(author: str) -> dict[str, str]:
    """Who commits, where another than git's own settings say."""
    if not author:
        return {}
    name, _, mail = author.rstrip("> ").partition("<")
    values = {"NAME": name.strip(), "EMAIL": mail}
    return {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in values.items()}

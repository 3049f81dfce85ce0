"""Builds that are killed, refused and given too little: `python -m tests.faults [SCALE [SCENE…]]`.

Real processes build a small site and the repository's own; a library between them and the system (`faults.c`) ends
them at each call that changes something, or has it fail; for some of them strace does so. After each fault the
published tree must be, byte for byte, the one before or the one to come, every release must be whole, what was said
must be sentences, and the next build must publish what a clean build would.
Judges and ways to run are shared with `tests/test_faults.py`.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generator import cli
from generator.build import plan as planning
from generator.build.names import MANIFEST
from tests.conftest import EXAMPLES, TODAY
from tests.faults_judge import Tree, leftovers, tree, wrong_releases
from tests.site import OUTREACH, copy_project, edit, publish

KEEP = 3
ERRORS = ("ENOSPC", "EACCES", "EIO", "EDQUOT", "EROFS", "EMFILE", "ENOMEM")
KILL, SHORT = "SIGKILL", "short write"
_CODES = {KILL: -9, SHORT: -1}
_LIBRARY = "FAULTS_LIBRARY"  # variable of the environment


class Fault(NamedTuple):
    """The `at`-th change of a build, or the -`at`-th file opened to read, meets an errno or death, or is half done."""

    at: int
    kind: str
    call: str


class Outcome(NamedTuple):
    """How a build ended: its exit code, -9 when it was killed, and what it said."""

    code: int
    said: str


@dataclass
class Scene:
    """A folder in which something is to be published; `before` and `after` are the trees that `site` shows."""

    name: str
    folder: Path
    before: Tree
    after: Tree
    releases: int


def _article(root: Path) -> Path:
    return next(iter(sorted((root / "content/articles").rglob("*.yaml"))))


def add_line(root: Path, text: str) -> None:
    """Change a body, as an officer does every day."""
    edit(_article(root), "body: |\n", f"body: |\n  {text}\n\n")


def _nothing(root: Path) -> None:
    """Nothing is published yet, and nothing is known."""
    for name in ("build", "releases"):
        shutil.rmtree(root / name)
    (root / "site").unlink()


def _linked(root: Path) -> None:
    add_line(root, "Câu mới.")


def _refitted(root: Path) -> None:
    for number in range(KEEP):
        add_line(root, f"Câu {number}.")
        publish(root)
    add_line(root, "Câu cuối.")


def _again(root: Path) -> None:
    text = _article(root).read_bytes()
    add_line(root, "Câu sai.")
    publish(root)
    _article(root).write_bytes(text)


def _withdrawn(root: Path) -> None:
    _linked(root)
    publish(root)
    edit(_article(root), "status: published\n", "status: published\nwithdrawn:\n  on: 2026-11-20\n  why: Sai.\n")


def _fewer(root: Path) -> None:
    _refitted(root)
    site = root / "data/site.yaml"
    text = re.sub(r"keep_releases: \d+\n", "", site.read_text(encoding="utf-8"))
    site.write_text(f"{text}keep_releases: 1\n", encoding="utf-8")


SCENES: dict[str, Callable[[Path], None]] = {
    "refitted": _refitted,
    "linked": _linked,
    "again": _again,
    "withdrawn": _withdrawn,
    "fewer": _fewer,
    "first": _nothing,
}


def copy(folder: Path, to: Path) -> Path:
    """A copy whose hard links are links among themselves, with the same times."""
    shutil.rmtree(to, ignore_errors=True)
    to.parent.mkdir(exist_ok=True)
    subprocess.run(["cp", "-a", folder, to], check=True)
    return to


def base(small: bool, place: Path) -> Path:
    """A site that was published once."""
    root = place / f"base-{'small' if small else 'large'}"
    if not root.exists():
        if small:
            shutil.copytree(EXAMPLES / "small", root)
        else:
            copy_project(root)
        publish(root)
    return root


def scene(name: str, small: bool, place: Path) -> Scene:
    """The site of that name, made in `place`."""
    root = copy(base(small, place), place / f"{name}-{'small' if small else 'large'}")
    SCENES[name](root)
    clean = place / "clean"
    clean.mkdir()
    if (root / "build").exists():
        copy(root / "build/shell", clean / "build/shell")  # of what MkDocs makes; all else is made anew
    publish(root, clean)
    releases = len(list((root / "releases").glob("[!.]*")))
    made = Scene(name if small else f"{name}, large", root, tree(root / "site"), tree(clean / "site"), releases)
    shutil.rmtree(clean)
    return made


class Builder:
    """Builds a site in processes of its own, forked from this one, which has everything imported."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.log = place / "calls.txt"

    def build(
        self, root: Path, fault: Fault | None = None, count: bool = False, prelude: Callable[[], None] | None = None
    ) -> Outcome:
        """Run `outreach build`; with a fault, or with the calls counted in `log`."""
        said = self.place / "said.txt"
        child = os.fork()
        if child == 0:
            _become_a_build(root, said, fault, self.log if count else None, prelude)
        _, status = os.waitpid(child, 0)
        return Outcome(os.waitstatus_to_exitcode(status), said.read_text(encoding="utf-8", errors="replace"))

    def faults(self, root: Path) -> list[Fault]:
        """Every fault: at each change death and one of the errors, in turn; at some of the files read, an error."""
        assert self.build(root, count=True).code == 0
        found: list[Fault] = []
        changes = looks = 0
        for call in self.log.read_text(encoding="utf-8").split():
            if call.startswith("-"):
                looks += 1
                if looks % 10 == 0:
                    found.append(Fault(-looks, ("EIO", "EMFILE", "EACCES", "ENOMEM")[looks // 10 % 4], call[1:]))
                continue
            changes += 1
            found += [Fault(changes, KILL, call), Fault(changes, ERRORS[changes % len(ERRORS)], call)]
            if "write" in call and changes % 3 == 0:
                found.append(Fault(changes, SHORT, call))
        return found


def _become_a_build(
    root: Path, said: Path, fault: Fault | None, log: Path | None, prelude: Callable[[], None] | None
) -> None:
    """Be `outreach build` from here to the end."""
    code = 70
    try:
        out = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        sys.argv = ["outreach", "build", "--root", str(root), "--today", TODAY.isoformat()]
        if prelude:
            prelude()
        if fault or log:
            calls = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) if log else -1
            what = _CODES.get(fault.kind) or getattr(errno, fault.kind) if fault else 0
            ctypes.CDLL(None).fault_arm(fault.at if fault else 0, what, calls)
        cli.main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def traced(root: Path, call: str, at: int, how: str) -> Outcome:
    """The same with a process that begins with nothing, and strace instead of our library."""
    words = ["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:{how}:when={at}"]
    words += [str(OUTREACH), "build", "--root", str(root), "--today", TODAY.isoformat()]
    environment = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=environment)
    return Outcome(done.returncode, done.stdout + done.stderr)


def judged(scene: Scene, root: Path, outcome: Outcome, kind: str = "") -> list[str]:
    """What is wrong after a fault: with the published tree, the releases, and what was said."""
    found = []
    now = tree(root / "site")
    if now not in (scene.before, scene.after):
        found.append(f"MIXED: {len(now)} files")
    if outcome.code > 0 and now != scene.before:
        found.append("it said that nothing was published, and something was")
    if outcome.code == 0 and now != scene.after:
        found.append("it said that it published, and did not")
    found += wrong_releases(root / "releases")
    kept = len(list((root / "releases").glob(f"[!.]*/{MANIFEST}")))
    if kept < min(KEEP - 1, scene.releases) and scene.name not in ("withdrawn", "fewer"):
        found.append(f"only {kept} releases are left")
    if "Traceback" in outcome.said or "Fatal Python error" in outcome.said:
        found.append("a traceback")
    if outcome.code > 0 and not re.search(r"[A-Z]\d\d\d: |bộ nhớ|không làm được", outcome.said):
        found.append("no sentence says why")
    if outcome.code > 0 and kind.endswith(("ENOSPC", "EDQUOT")) and "E020" not in outcome.said:
        found.append("it does not say that the disk is full")
    return found


def recovered(scene: Scene, root: Path, outcome: Outcome) -> list[str]:
    """What is wrong after the next build, which nobody disturbs."""
    found = [] if outcome.code == 0 else [f"the next build fails with {outcome.code}"]
    if tree(root / "site") != scene.after:
        found.append("the next build publishes something else than a clean one")
    return [*found, *wrong_releases(root / "releases"), *leftovers(root)]


def _sample(faults: Sequence[Fault], most: int) -> list[Fault]:
    """At most so many of them, evenly."""
    step = max(1.0, len(faults) / most)
    return [faults[int(each * step)] for each in range(int(len(faults) / step))]


def prepared(place: Path, scale: float, only: Sequence[str]) -> tuple[list[tuple[Scene, list[Fault]]], Scene]:
    """Every scene with its faults, and the one that is spoilt by hand."""
    builder = Builder(place)
    found = []
    for name, small, most in _SCENES:
        if only and (name if small else "large") not in only:
            continue
        made = scene(name, small, place)
        faults = builder.faults(copy(made.folder, place / "now"))
        found.append((made, _sample(faults, max(1, int(most * scale)))))
    return found, found[0][0]


def work(share: int, of: int, place: Path, scenes: list[tuple[Scene, list[Fault]]], by_hand: Scene) -> None:
    """One share of all faults; what is found goes line by line into a file."""
    from tests.faults_by_hand import BY_HAND

    own = place / f"share-{share}"
    own.mkdir()
    builder, root = Builder(own), own / "now"
    with (place / f"result-{share}").open("w", encoding="utf-8", buffering=1) as result:

        def say(where: str, kind: str, problems: Iterable[str], said: str) -> None:
            result.write(json.dumps([where, kind, list(problems), f"{said[:300]}…{said[-700:]}"]) + "\n")

        for made, faults in scenes:
            for fault in faults[share::of]:
                copy(made.folder, root)
                outcome = builder.build(root, fault)
                problems = judged(made, root, outcome, fault.kind) + recovered(made, root, builder.build(root))
                say(made.name, fault.kind, (f"{fault}: {each}" for each in problems), outcome.said)
        for call, at, how in _TRACED[share::of] if by_hand.name == "refitted" else ():
            outcome = traced(copy(by_hand.folder, root), call, at, how)
            problems = judged(by_hand, root, outcome, how) + recovered(by_hand, root, builder.build(root))
            say("strace", how, (f"{call} {at}: {each}" for each in problems), outcome.said)
        for kind, spoil in BY_HAND[share::of] if by_hand.name == "refitted" else ():
            try:
                problems = spoil(by_hand, builder, root)
            except Exception:
                problems = [traceback.format_exc()]
            say("by hand", kind, problems, "")


def main(scale: float, only: Sequence[str]) -> int:
    """Run the campaign at a scale (1: all), or some scenes of it; returns how many findings there are."""
    place = Path(tempfile.mkdtemp(prefix="faults-"))
    place.chmod(0o755)  # some builds are nobody's
    tools = planning.toolchain()
    planning.toolchain = lambda: tools  # as it is now, whatever somebody does to the program meanwhile
    try:
        scenes, by_hand = prepared(place, scale, only)
        _say(f"{time.strftime('%H:%M:%S')} {sum(len(faults) for _, faults in scenes)} faults to come")
        shares = int(os.environ.get("FAULTS_SHARES", os.cpu_count() or 1))
        children = []
        for share in range(shares):
            children.append(os.fork())
            if children[-1] == 0:
                work(share, shares, place, scenes, by_hand)
                os._exit(0)
        while children:
            time.sleep(10)
            children = [each for each in children if os.waitpid(each, os.WNOHANG)[0] == 0]
            _say(f"{time.strftime('%H:%M:%S')} {len(_results(place))} done")
        return _told(_results(place))
    finally:
        shutil.rmtree(place, ignore_errors=True)


# A scene of the small example or of the repository's own site, and how many of its faults, evenly over all there are.
_SCENES = (
    ("refitted", True, 450),
    ("linked", True, 180),
    ("again", True, 180),
    ("withdrawn", True, 80),
    ("fewer", True, 80),
    ("first", True, 40),
    ("refitted", False, 40),
)
_TRACED = tuple(
    (call, at, how)
    for call, most in (("rename", 20), ("pwrite64", 60), ("mkdir", 12), ("fchmod", 16), ("unlink", 20), ("symlink", 1))
    for at in range(1, most + 1, 4)
    for how in ("signal=KILL", "error=ENOSPC")
)


def _results(place: Path) -> list[tuple[str, str, list[str], str]]:
    lines = (line for file in sorted(place.glob("result-*")) for line in file.read_text(encoding="utf-8").splitlines())
    return [tuple(json.loads(line)) for line in lines]


def _told(results: list[tuple[str, str, list[str], str]]) -> int:
    """Print what was found and how many faults of each kind there were; returns how many findings."""
    for where, kind, problems, said in results:
        for problem in problems:
            _say(f"BAD {where} {kind} {problem}\n{said}")
    bad = sum(len(problems) for _, _, problems, _ in results)
    _say("| Scene | Faults | Of which |\n|---|---|---|")
    for where in dict.fromkeys(each[0] for each in results):
        kinds = Counter(kind for each, kind, _, _ in results if each == where)
        _say(
            f"| {where} | {kinds.total()} | {', '.join(f'{kind} {number}' for kind, number in sorted(kinds.items()))} |"
        )
    _say(f"\n{len(results)} faults, {bad} findings")
    return bad


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if _LIBRARY not in os.environ:  # begin anew with the library in front of the system's
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder, "faults.so")
            source = Path(__file__).with_suffix(".c")
            subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", made, source, "-ldl"], check=True)
            env = {**os.environ, "LD_PRELOAD": str(made), _LIBRARY: str(made)}
            words = [sys.executable, "-m", "tests.faults", *sys.argv[1:]]
            sys.exit(subprocess.run(words, check=False, env=env).returncode)
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 1, sys.argv[2:]) > 0)

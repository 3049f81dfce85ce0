"""One site built under every circumstance that must not matter; `python -m tests.reproducible [ROOT]` tries all pairs.

Each build is a process of its own. What must be equal is the release: its name, every byte, and who may read it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.conftest import ROOT
from tests.site import OUTREACH, copy_project, tree

NOON = "1795327200"  # 2026-11-22 13:00 in Việt Nam
# Disks list files in any order: here in one that a seed chooses.
_SHUFFLED = """
import os, random
_order = random.Random(os.environ["SHUFFLED"])
_listdir, _scandir = os.listdir, os.scandir

def listdir(path="."):
    names = sorted(_listdir(path))
    _order.shuffle(names)
    return names

class scandir:
    def __init__(self, path="."):
        with _scandir(path) as found:
            self._found = sorted(found, key=lambda each: each.name)
        _order.shuffle(self._found)
        self._left = iter(self._found)
    def __iter__(self):
        return self._left
    def __next__(self):
        return next(self._left)
    def __enter__(self):
        return self
    def __exit__(self, *args):
        pass
    def close(self):
        pass

os.listdir, os.scandir = listdir, scandir
"""


class Circumstance(NamedTuple):
    """Something that must not matter: environment, options, umask, where the site lies, what was built before."""

    env: Mapping[str, str] = {}
    options: tuple[str, ...] = ()
    umask: int = 0o022
    folder: str = "trang"
    edited_before: bool = False


CIRCUMSTANCES = {
    "time zone": Circumstance({"TZ": "Pacific/Kiritimati"}),
    "other time zone": Circumstance({"TZ": "America/Los_Angeles", "LANGUAGE": "vi"}),
    "locale": Circumstance({"LANG": "vi_VN.UTF-8", "LC_ALL": "vi_VN.UTF-8"}),
    "no UTF-8": Circumstance({"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    "hash seed": Circumstance({"PYTHONHASHSEED": "4242"}),
    "order of files": Circumstance({"SHUFFLED": "1"}),
    "other order of files": Circumstance({"SHUFFLED": "2"}),
    "processes": Circumstance(options=("--executor", "processes")),
    "umask": Circumstance(umask=0o077),
    "home": Circumstance({"HOME": "/nonexistent", "USER": "nobody", "XDG_CACHE_HOME": "/nonexistent"}),
    "path": Circumstance(folder="một nơi khác/trang của tôi"),
    "incremental": Circumstance(edited_before=True),
    "optimised": Circumstance({"PYTHONDONTWRITEBYTECODE": "1", "PYTHONMALLOC": "debug", "COLUMNS": "40"}),
}


def release(source: Path, work: Path, circumstances: Mapping[str, Circumstance]) -> tuple[str, dict[str, str]]:
    """Build a copy of `source` under all `circumstances`: the name of the release, each file's digest and mode."""
    folder = next((each.folder for each in circumstances.values() if each.folder != "trang"), "trang")
    root = work / folder
    shutil.copytree(source, root)
    env = {**os.environ, "SOURCE_DATE_EPOCH": NOON}
    words: list[str | Path] = [OUTREACH, "build", "--root", root, "--out", root]
    umask = 0o022
    for each in circumstances.values():
        env |= each.env
        words += each.options
        umask = each.umask if each.umask != 0o022 else umask
    if "SHUFFLED" in env:
        (work / "hook").mkdir()
        (work / "hook/sitecustomize.py").write_text(_SHUFFLED)
        env["PYTHONPATH"] = os.pathsep.join([str(work / "hook"), env.get("PYTHONPATH", str(ROOT))])
    if any(each.edited_before for each in circumstances.values()):
        _edited(root, words, env, umask)
    _build(words, env, umask)
    site = (root / "site").resolve()
    modes = {path: f"{digest} {(site / path).stat().st_mode:o}" for path, digest in tree(site).items()}
    folders = {f"{each.relative_to(site)}/": f"{each.stat().st_mode:o}" for each in site.rglob("*") if each.is_dir()}
    return site.name, modes | folders


def _edited(root: Path, words: list[str | Path], env: dict[str, str], umask: int) -> None:
    """Build once with another text, so that the next build takes most over from it."""
    body = b"\nbody: |\n"
    text = min(each for each in (root / "content/articles").rglob("*.yaml") if body in each.read_bytes())
    before = text.read_bytes()
    text.write_bytes(before.replace(body, body + "  Một câu thêm.\n\n".encode()))
    _build(words, env, umask)
    text.write_bytes(before)


def _build(words: list[str | Path], env: Mapping[str, str], umask: int) -> None:
    done = subprocess.run(words, env=env, umask=umask, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


def rows() -> Iterator[tuple[str, ...]]:
    """Every circumstance alone, every two together, and all that fit together."""
    yield from ((name,) for name in CIRCUMSTANCES)
    yield from combinations(CIRCUMSTANCES, 2)
    yield tuple(CIRCUMSTANCES)


def main(source: Path | None, most: int) -> int:
    """Compare up to `most` rows with a plain build; the number that differ."""
    begun = time.monotonic()
    differ = 0
    with TemporaryDirectory() as folder:
        source = source or copy_project(Path(folder) / "project")
        plain = release(source, Path(folder) / "plain", {})
        chosen = list(rows())[:most]
        for number, names in enumerate(chosen, 1):
            work = Path(folder) / str(number)
            made = release(source, work, {name: CIRCUMSTANCES[name] for name in names})
            shutil.rmtree(work)
            if made != plain:
                differ += 1
                wrong = [path for path in made[1].keys() | plain[1].keys() if made[1].get(path) != plain[1].get(path)]
                print(f"differs: {', '.join(names)}: {sorted(wrong)[:5]}", flush=True)  # noqa: T201
    files = sum(not path.endswith("/") for path in plain[1])
    print(  # noqa: T201
        f"{len(chosen) + 1} builds of {files} files under {len(CIRCUMSTANCES)} circumstances, alone and in pairs: "
        f"{differ} differ ({time.monotonic() - begun:.0f} s); release {plain[0]}"
    )
    return differ


if __name__ == "__main__":
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    sys.exit(bool(main(root, int(sys.argv[2]) if len(sys.argv) > 2 else 1000)))

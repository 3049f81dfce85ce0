"""Building in tests: run the pipeline, list and compare trees, and edit records as an officer would."""

from __future__ import annotations

import atexit
import functools
import http.server
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path

from generator.build.pipeline import Report, build
from generator.checks import check
from generator.model.diagnostic import errors
from generator.model.site import Site
from generator.source.load import load
from tests.conftest import EXAMPLES, ROOT, TESTS, TODAY

OUTREACH = Path(sys.executable).with_name("outreach")
WARM = "OUTREACH_TESTS_WARM"  # where a run of several workers has said that the program is loaded

# Takes from a browser what those of early 2020 had not: Chrome until 85, Safari until 14.0.
OF_2020 = """
for (const each of [Element, Document, DocumentFragment]) delete each.prototype.replaceChildren;
delete String.prototype.replaceAll;
const Now = Intl.NumberFormat;
Intl.NumberFormat = function (language, { style, ...how } = {}) {
  if (style === 'unit') throw new RangeError(style);
  return new Now(language, { style, ...how });
};
"""

# One page of every kind that the repository's site has.
PAGES = (
    "",
    "noi-giup-do/",
    "noi-giup-do/ho-chi-minh/",
    "noi-giup-do/loai/dieu-tri-methadone/",
    "noi-giup-do/dia-chi/methadone-hoai-duc/",
    "duong-day-nong/",
    "bai-viet/",
    "bai-viet/2026/",
    "bai-viet/2026/11/",
    "so-thang/",
    "so-thang/2026/11/",
    "bai-viet/2026/11/xet-nghiem-hiv-lan-dau/",
    "bai-viet/2026/11/chu-co-so-gop-mot-buoi/",
    "chien-dich/",
    "chien-dich/thang-phong-chong-hiv-aids/",
    "chien-dich/thang-phong-chong-hiv-aids/2025/",
    "chuong-trinh/",
    "chuong-trinh/hiv-aids/",
    "danh-cho/",
    "long-ghep/",
    "van-ban/",
    "van-ban/d1-dong-nai-2026/",
    "nguon-tin/",
    "data/",
    "data/tu-dien/",
    "tim/",
    "tim/a-z/",
    "tim/a-z/dd/",
    "tai-lieu/",
    "tai-lieu/loa-thang-hanh-dong/",
    "en/",
    "en/noi-giup-do/",
    "en/duong-day-nong/",
    "en/chuong-trinh/hiv-aids/",
    "en/bai-viet/2026/11/",
    "en/bai-viet/2026/11/xet-nghiem-hiv-lan-dau/",
    "gioi-thieu/",
    "quyen-rieng-tu/",
    "tro-nang/",
    "bao-thong-tin-sai/",
    "en/noi-giup-do/ho-chi-minh/",
    "en/noi-giup-do/dia-chi/methadone-hoai-duc/",
    "en/quyen-rieng-tu/",
    "404.html",
)


def copy_project(to: Path) -> Path:
    """The repository's own site, as a folder of its own."""
    to.mkdir(parents=True)
    for name in ("content", "data", "theme_overrides"):
        shutil.copytree(ROOT / name, to / name)
    shutil.copy(ROOT / "mkdocs.yml", to)
    return to


def publish(root: Path, out: Path | None = None, today: date = TODAY) -> Report:
    """Build and expect no error."""
    report, diagnostics = build(root, out or root, today)
    assert not errors(diagnostics), [f"{each.place}: {each.message}" for each in errors(diagnostics)]
    assert report.published is not None
    return report


@functools.cache
def small() -> Site:
    """The small whole site, loaded."""
    return load(EXAMPLES / "small")[0]


def found(root: Path) -> list[str]:
    """What `load` and `check` find, as lines `place severity code`."""
    site, diagnostics = load(root)
    diagnostics += check(site, TODAY)
    return sorted(f"{each.place} {each.severity.name.lower()} {each.code}" for each in diagnostics)


def tree(folder: Path) -> dict[str, str]:
    """Every file below `folder` with a digest of its bytes."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def edit(file: Path, before: str, after: str) -> None:
    """Replace a text that must be there."""
    text = file.read_text(encoding="utf-8")
    assert before in text, f"{before!r} is not in {file}"
    file.write_text(text.replace(before, after), encoding="utf-8")


def start_warm() -> Path:
    """Load the program for whoever asks at the socket returned (see `tests.warm`), until this process ends."""
    where = Path(tempfile.mkdtemp(prefix="warm-")) / "socket"
    started = subprocess.Popen([sys.executable, "-m", "tests.warm", where], cwd=ROOT)
    atexit.register(shutil.rmtree, where.parent)
    atexit.register(started.wait)
    atexit.register(started.kill)
    return where


@functools.cache
def outreach() -> tuple[str, ...]:
    """How the command starts where the program is loaded already; words follow."""
    where = Path(os.environ.get(WARM) or start_warm())
    end = time.monotonic() + 180
    while not where.is_socket():
        assert time.monotonic() < end, "the program is not loaded"
        time.sleep(0.01)
    return sys.executable, "-I", "-S", str(TESTS / "warm.py"), str(where)


@functools.cache
def on_path() -> Path:
    """A folder with the command of this name, as shells look for it."""
    folder = Path(tempfile.mkdtemp(prefix="bin-"))
    atexit.register(shutil.rmtree, folder)
    (folder / "outreach").write_text(f'#!/bin/sh\nexec {shlex.join(outreach())} "$@"\n', encoding="utf-8")
    (folder / "outreach").chmod(0o755)
    return folder


def command(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own; where that is said how Python starts, the installed one."""
    start = (str(OUTREACH),) if any(name.startswith("PYTHON") for name in env) else outreach()
    return subprocess.run(
        [*start, *words], capture_output=True, text=True, check=False, env={**os.environ, **env}, timeout=120
    )


def asset(site: Path, path: str) -> str:
    """The path that an asset is published at in `site`, as in `assets/css/site.3f2a91cd.css`."""
    stem, _, ending = path.rpartition(".")
    (found,) = site.glob(f"{stem}.{'[0-9a-f]' * 8}.{ending}")
    return found.relative_to(site).as_posix()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address, on loopback, under which the files of `folder` are served."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()  # looks so often for its end
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()

"""What all tests share: example sites to build, golden files to compare with, and a real browser."""

from __future__ import annotations

import fcntl
import functools
import gc
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from generator.build import compress
from generator.renderers import poster
from generator.source import units
from tests.sources import Source, source

TESTS = Path(__file__).parent
ROOT = TESTS.parent
EXAMPLES = TESTS / "examples"
TODAY = date(2026, 11, 22)
# Of Debian's chromium the build without windows, where it is there: it takes a third less of the processor.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


_ROOM = 4 * 2**30  # bytes in memory that a run may need
# Modules that take long, the longest first: no core waits for the other at the end.
_LONG = (
    "test_accessibility",
    "test_preview",
    "test_pages",
    "test_finder",
    "test_hostile",
    "test_faults",
    "test_place_pages",
    "test_build",
    "test_hostile_paths",
    "test_search",
    "test_edit",
    "test_gate",
    "test_releases",
    "test_assets",
    "test_work",
    "test_hostile_ways",
    "test_deploy",
    "test_incremental",
    "test_reproducible",
    "test_cli",
    "test_guide",
    "test_timed",
    "test_targets",
    "test_embed_browser",
    "test_properties",
    "test_pull",
    "test_serving",
    "test_light",
    "test_wheel",
    "test_bombs",
    "test_engine",
    "test_streets",
    "test_init",
)


def pytest_configure(config: pytest.Config) -> None:
    """What all tests run in, the workers of a run too."""
    # Commands that tests start end by Ctrl+C, also where a run in the background made all its children deaf to it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)  # builds make much and leave little: the command itself looks for no garbage
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each command that tests start compiles the program anew
    memory = Path("/dev/shm")  # pytest makes a folder of our own in it
    if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))  # publishing waits until the disk has everything
    if config.getoption("numprocesses", None):  # of what all workers share, the one that began them has the care
        from tests.site import WARM, start_warm  # it imports from here

        os.environ[WARM] = str(start_warm())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    order = {name: at for at, name in enumerate(_LONG)}
    items.sort(key=lambda item: order.get(item.path.stem, len(order)))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew instead of comparing")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, bytes], None]:
    """Compare bytes with `tests/golden/<name>`."""

    def compare(name: str, made: bytes) -> None:
        kept = TESTS / "golden" / name
        if request.config.getoption("--update-golden"):
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(made)
        assert kept.exists(), f"no golden file {name}: run `make golden` and look at what it writes"
        assert made.decode() == kept.read_bytes().decode()

    return compare


def reuse(patch: pytest.MonkeyPatch) -> None:
    """What is the same in most builds is made by the first build of a process alone: pictures, units, packed texts."""
    patch.setattr(poster, "poster", functools.cache(poster.poster))
    patch.setattr(compress, "_brotli", functools.cache(compress._brotli))
    shared, read = units.units_digest(ROOT), units._units
    patch.setattr(units, "_units", lambda root, of: read(ROOT if of == shared else root, of))


@pytest.fixture(scope="session", autouse=True)
def _reused() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        reuse(patch)
        yield


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    """A small whole site of its own, to change and break."""
    root = tmp_path / "site"
    shutil.copytree(EXAMPLES / "small", root)
    return root


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that whoever needs it first makes, for all workers of a run; not to be changed."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            made = factory.mktemp(name) / name
            make(made)
            made.rename(folder)
    return folder


@pytest.fixture(scope="session")
def published_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own site, published in its `site`; not to be changed."""
    from tests.site import copy_project, publish  # they import from here

    return made_once(tmp_path_factory, "published-project", lambda root: publish(copy_project(root)))


@pytest.fixture(scope="session")
def published_small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small whole site, published in its `site`; not to be changed."""
    from tests.site import publish  # it imports from here

    def make(root: Path) -> None:
        shutil.copytree(EXAMPLES / "small", root)
        publish(root)

    return made_once(tmp_path_factory, "published-small", make)


@pytest.fixture
def published_site(published_small: Path, tmp_path: Path) -> Path:
    """A small whole site of its own that is published already: the next build makes only what then differs."""
    return copied(published_small, tmp_path / "site")


def copied(published: Path, to: Path) -> Path:
    """A copy of a published site, with its releases and all that its builds remember."""
    subprocess.run(["cp", "-a", published, to], check=True)  # in a third of the time of shutil.copytree
    return to


@pytest.fixture(scope="session")
def project(published_project: Path) -> Path:
    """The same; modules that change it have a copy under this name."""
    return published_project


@pytest.fixture(scope="session")
def site(published_project: Path) -> Path:
    """The folder that the repository's site is published in."""
    return (published_project / "site").resolve()


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    """The address, on loopback, at which that folder is served."""
    from tests.site import serve  # it imports from here

    with serve(site) as address:
        yield address


@pytest.fixture
def feeds() -> Iterator[Source]:
    """A server that offers what a test tells it to."""
    with source() as made:
        yield made


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium. In CI it must be there; elsewhere a machine without it skips these tests."""
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("no chromium on this machine")
    assert CHROMIUM, "chromium is missing: `make test` installs it"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_FLAGS))
        yield started
        started.close()

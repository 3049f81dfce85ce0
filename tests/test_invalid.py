"""One example per mistake: `examples/invalid/<mistake>/` lies over `examples/small` and lists all that is found."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES
from tests.site import found

INVALID = EXAMPLES / "invalid"
ORGANIZATION = Path("data/organizations/vi-du.yaml")


def _many_brackets(root: Path) -> None:
    (root / ORGANIZATION).write_text("[" * 120_000, encoding="utf-8")


def _too_large(root: Path) -> None:
    (root / ORGANIZATION).write_text(f"id: vi-du\nname: Cơ quan Ví dụ\n# {'x' * 256 * 1024}\n", encoding="utf-8")


def _link_to_a_record(root: Path) -> None:
    (root / ORGANIZATION).symlink_to("bo-y-te.yaml")


def _link_to_a_page(root: Path) -> None:
    (root / "content/pages/lien-ket.md").symlink_to("/etc/hostname")


def _link_to_pictures(root: Path) -> None:
    (root / "content/pages/anh").symlink_to("/tmp")  # never looked into


# What cannot lie in a repository, or should not, is made on the spot.
MADE: dict[str, Callable[[Path], None]] = {
    "many-brackets": _many_brackets,
    "too-large": _too_large,
    "symlink": _link_to_a_record,
    "symlinked-page": _link_to_a_page,
    "symlinked-pictures": _link_to_pictures,
}


def test_the_small_site_is_without_mistakes(small_site: Path) -> None:
    """The valid example gives no diagnostic of any weight."""
    assert found(small_site) == []


@pytest.mark.parametrize("mistake", sorted(path.name for path in INVALID.iterdir()))
def test_a_mistake_is_found_in_its_place(mistake: str, small_site: Path) -> None:
    """Each example gives exactly the diagnostics of its `expected.txt`; `removed.txt` lists what it takes away."""
    case = INVALID / mistake
    shutil.copytree(case, small_site, dirs_exist_ok=True)
    if (case / "removed.txt").exists():
        for file in (case / "removed.txt").read_text(encoding="utf-8").split():
            (small_site / file).unlink()
    if make := MADE.get(mistake):
        make(small_site)
    assert found(small_site) == (case / "expected.txt").read_text(encoding="utf-8").splitlines()


def test_no_example_is_there_by_oversight() -> None:
    """Each is a folder that expects something and has files of its own, or is made on the spot."""
    for case in INVALID.iterdir():
        assert (case / "expected.txt").read_text(encoding="utf-8").strip(), case
        assert case.name in MADE or any(path.is_file() for path in case.rglob("*") if path.name != "expected.txt"), case
    assert {path.name for path in INVALID.iterdir()} >= MADE.keys()


def test_all_mistakes_of_all_files_are_listed_in_one_run(small_site: Path) -> None:
    """Two broken files and a broken reference are told at once, in the order of places."""
    wanted = []
    for case in (INVALID / "alias", INVALID / "four-mistakes", INVALID / "address-changed"):
        shutil.copytree(case, small_site, dirs_exist_ok=True)
        wanted += (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert found(small_site) == sorted(wanted)

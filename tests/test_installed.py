"""Versions of packages, told by the names of their folders."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.version import Version

from generator import installed
from generator.build.toolchain import LIBRARIES
from generator.engine.libraries import ENGINE
from generator.installed import version


@pytest.fixture
def anew() -> Iterator[None]:
    """What is remembered of the folders is forgotten before and after."""
    remembered = (installed.folders, installed._versions)
    for each in remembered:
        each.cache_clear()
    yield
    for each in remembered:
        each.cache_clear()


@pytest.mark.parametrize("name", [*LIBRARIES, *ENGINE])
def test_versions_are_those_that_packages_say_themselves(name: str) -> None:
    """What is made depends on them: a name read wrongly would keep old pages after an upgrade."""
    assert Version(version(name)) == Version(metadata.version(name))  # a folder’s name holds its plain form


@pytest.mark.usefixtures("anew")
def test_the_first_on_the_path_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As for imports; names are compared as registries do."""
    for folder, number in (("a", "2.0"), ("b", "1.0")):
        (tmp_path / folder / f"Some_Thing-{number}.dist-info").mkdir(parents=True)
    monkeypatch.setattr("sys.path", [str(tmp_path / "nowhere"), str(tmp_path / "a"), str(tmp_path / "b")])
    assert version("some-thing") == "2.0"


@pytest.mark.usefixtures("anew")
def test_what_no_folder_names_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Systems put packages there in ways of their own; what is nowhere is an error."""
    (tmp_path / "thing.egg-info").mkdir()
    (tmp_path / "thing.egg-info/PKG-INFO").write_text("Metadata-Version: 2.1\nName: thing\nVersion: 3.1\n")
    monkeypatch.setattr("sys.path", [str(tmp_path)])
    assert version("thing") == "3.1"
    with pytest.raises(metadata.PackageNotFoundError):
        version("nothing-of-this-name")

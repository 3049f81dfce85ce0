"""The bill of materials: valid, the same for the same tools, and made only when these change."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.spdx import is_expression
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from generator.build import sbom as module
from generator.build.sbom import sbom

PUBLISHED = ("assets/css/site.css", "assets/fonts/be-vietnam-pro-400.woff2", "assets/lean-qr/lean-qr.js")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sbom(tmp_path_factory.mktemp("sbom"), "tools", PUBLISHED, False)[0]


def test_it_is_valid_cyclonedx(made: Path) -> None:
    """By the official schema of version 1.6, strictly."""
    found = JsonStrictValidator(SchemaVersion.V1_6).validate_str(made.read_text(encoding="utf-8"))
    assert found is None, str(found)


def test_it_names_what_is_needed_and_what_is_published(made: Path) -> None:
    """Direct and indirect packages with the versions that are installed; assets only where the site has them."""
    bill = json.loads(made.read_text(encoding="utf-8"))
    parts = {each["name"]: each for each in bill["components"]}
    for name in ("mkdocs", "lxml", "markupsafe", "pydantic-core", "six" if "six" in parts else "python-dateutil"):
        assert parts[name]["version"] == version(name)
    assert {"lean-qr", "Be Vietnam Pro", "python"} <= parts.keys()
    assert not {"leaflet", "typst", "pytest", "hypothesis"} & parts.keys()
    for each in parts.values():
        assert each.get("licenses"), each
        if "purl" in each:
            PackageURL.from_string(each["purl"])
    refs = {each["bom-ref"] for each in [bill["metadata"]["component"], *bill["components"]]}
    assert {to for each in bill["dependencies"] for to in [each["ref"], *each["dependsOn"]]} <= refs
    assert len(refs) == len(bill["components"]) + 1


def test_licences_are_told_by_their_spdx_ids_wherever_packages_say_them(made: Path) -> None:
    """Programs that judge licences read no names; a name stands where nothing better is known, never “UNKNOWN”."""
    bill = json.loads(made.read_text(encoding="utf-8"))
    named = {
        each["license"]["name"]
        for part in bill["components"]
        for each in part["licenses"]
        if "name" in each.get("license", {})
    }
    assert named
    assert not {name for name in named if name == "UNKNOWN" or is_expression(name)}


def test_it_is_made_only_when_something_changed(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kept by what it depends on; a kept file that was harmed is not believed; the same tools give the same bytes."""
    work = made.parents[1]
    before = made.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(module, "_made", None)
        assert sbom(work, "tools", PUBLISHED, False)[0] == made
        with pytest.raises(TypeError):
            sbom(work, "tools", (*PUBLISHED, "assets/leaflet/leaflet.js"), False)
    made.write_bytes(before[:-5])
    assert sbom(work, "tools", PUBLISHED, False)[0].read_bytes() == before
    with_map, _ = sbom(work, "tools", (*PUBLISHED, "assets/leaflet/leaflet.js"), True)
    names = {each["name"] for each in json.loads(with_map.read_text(encoding="utf-8"))["components"]}
    assert {"leaflet", "typst"} <= names
    assert [each.name for each in with_map.parent.iterdir()] == [with_map.name]
    assert sbom(work, "tools", PUBLISHED, False)[0].read_bytes() == before

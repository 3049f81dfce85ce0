"""Compiled templates are kept between builds, and read only as they were kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment

from generator.build.templates import Templates
from generator.renderers import compiled
from generator.renderers.templates import environment
from tests.conftest import TODAY
from tests.site import command

TEMPLATE = "a_to_z.html"


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that are compiled from now on."""
    found: list[str] = []
    compile_one = Environment._parse  # what reading a compiled template does without

    def noted(self: Environment, source: str, name: str | None, filename: str | None) -> object:
        found.append(f"{name}")
        return compile_one(self, source, name, filename)

    monkeypatch.setattr(Environment, "_parse", noted)
    return found


def _render(store: compiled.Store, monkeypatch: pytest.MonkeyPatch, language: str = "vi") -> None:
    """Get a template as a process that has just started does."""
    fresh = environment.__wrapped__(language)
    monkeypatch.setattr(compiled, "environment", lambda _: fresh)
    compiled.keep_compiled(language, store)
    assert fresh.get_template(TEMPLATE).name == TEMPLATE


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compilations: list[str]) -> None:
    """For each language and toolchain; one that is harmed again."""
    for _ in range(2):
        _render(Templates(tmp_path, "one", "vi"), monkeypatch)
    assert compilations == [TEMPLATE]
    _render(Templates(tmp_path, "one", "en"), monkeypatch, "en")
    _render(Templates(tmp_path, "other", "vi"), monkeypatch)
    assert compilations == [TEMPLATE] * 3
    (kept,) = (tmp_path / "vi").iterdir()
    kept.write_bytes(kept.read_bytes()[:-1])
    _render(Templates(tmp_path, "other", "vi"), monkeypatch)
    assert compilations == [TEMPLATE] * 4


def test_nothing_need_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compilations: list[str]) -> None:
    """Where a folder cannot be made, templates are compiled every time."""
    (tmp_path / "taken").write_text("")
    for _ in range(2):
        _render(Templates(tmp_path / "taken", "one", "vi"), monkeypatch)
    assert compilations == [TEMPLATE] * 2


def test_a_build_keeps_them(small_site: Path) -> None:
    """Beside its other caches; a process that has just started has compiled none."""
    given = ("build", "--root", str(small_site), "--today", f"{TODAY}")
    assert command(*given, PYTHONDONTWRITEBYTECODE="1").returncode == 0
    assert any((small_site / "build/templates/vi").iterdir())

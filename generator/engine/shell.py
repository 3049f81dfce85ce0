"""The shell: what one run of MkDocs makes. It holds the pages written by hand, the assets, and the layouts.

It lies in a folder named after everything it depends on, so it is either there and right, or made anew.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass
from errno import ESTALE
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

from generator import shared
from generator.engine.layout import Layout
from generator.engine.libraries import ENGINE
from generator.engine.names import Names
from generator.installed import version
from generator.model.artifact import Page, Shape, digest
from generator.model.config import SiteConfig
from generator.model.diagnostic import Diagnostic, warning
from generator.model.message import message
from generator.model.place import Place
from generator.source.folders import PAGES, SETTINGS, THEME

Stamp = Callable[[Page], bytes]
_ABOUT = "shell.json"  # what is in a shell, below a digest of just that


@dataclass(frozen=True)
class Shell:
    """What the engine made, in `folder`: `files` by path with the SHA-256 of each, and the frame of each shape.

    A shape is either in `layouts` or, when its layout did not stand the test, in `slow`: then the engine renders it.
    """

    folder: Path
    files: Mapping[str, str]
    layouts: Mapping[Shape, Layout]
    slow: Mapping[Shape, Stamp]
    fresh: bool

    @cached_property
    def keys(self) -> Mapping[Shape, str]:
        """What the frame of each shape depends on, as a digest."""
        return {shape: digest(layout) for shape, layout in self.layouts.items()} | dict.fromkeys(
            self.slow, self.folder.name
        )


def shell(
    root: Path,
    work: Path,
    config: SiteConfig,
    shapes: Iterable[Shape],
    samples: Callable[[], Mapping[Shape, Page]],
    toolchain: str,
) -> tuple[Shell | None, list[Diagnostic]]:
    """The shell for pages of these shapes, from `work` if nothing it depends on has changed; None when there is none.

    `samples` gives a real page of each. Raises OSError (ESTALE) when somebody saves while the engine reads.
    """
    shapes = sorted(shapes)
    tools = tuple(f"{name} {version(name)}" for name in ENGINE)
    inputs = tuple(_inputs(root))
    folder = work / digest(toolchain, tools, inputs, config, tuple(shapes))
    if found := _read(folder):
        return found, []
    made, diagnostics = _make(root, work, folder, config, samples())
    if made and tuple(_inputs(root)) != inputs:
        shutil.rmtree(folder)
        raise OSError(ESTALE, os.strerror(ESTALE), str(settings(root)))
    return made, diagnostics


def discard(file: Path) -> None:
    """Have the shell that `file` belongs to made anew by the next build: the file is not what was made."""
    for folder in file.parents:
        if (folder / _ABOUT).is_file():
            (folder / _ABOUT).unlink()
            return


def settings(root: Path) -> Path:
    """The engine's settings: the office's own, or those that travel with the generator."""
    own = root / SETTINGS
    return own if own.exists() else shared.ENGINE_SETTINGS


def _inputs(root: Path) -> Iterable[str]:
    """Every file the engine reads, with a digest of what is in it."""
    files = [settings(root)]
    for folder in {root / PAGES, root / THEME, shared.THEME}:
        paper = folder / "print"
        files += [path for path in folder.rglob("*") if path.is_file() and not path.is_relative_to(paper)]
    for path in sorted(files):
        base = root if path.is_relative_to(root) else shared.THEME.parent
        yield f"{path.relative_to(base).as_posix()} {sha256(path.read_bytes()).hexdigest()}"


def _read(folder: Path) -> Shell | None:
    """The shell in `folder`, if it is whole and needs no engine to frame pages."""
    try:
        digest_of, _, text = (folder / _ABOUT).read_bytes().partition(b"\n")
        if digest_of.decode() != sha256(text).hexdigest():
            return None
        kept = json.loads(text)
        base, published = kept["names"]
        names = Names(base, tuple((path, name) for path, name in published))
        made = {Shape(*name): Layout(tuple(texts), tuple(holes), names) for name, texts, holes in kept["layouts"]}
        if kept["slow"] or any((folder / "files" / path).stat().st_size != size for path, _, size in kept["files"]):
            return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Shell(folder, {path: sha for path, sha, _ in kept["files"]}, made, {}, fresh=False)


def _make(
    root: Path, work: Path, folder: Path, config: SiteConfig, samples: Mapping[Shape, Page]
) -> tuple[Shell | None, list[Diagnostic]]:
    # 0.4 s, and only a stale shell needs them.
    from generator.engine.frames import layouts
    from generator.engine.run import run

    work.mkdir(parents=True, exist_ok=True)
    staging = Path(mkdtemp(prefix=".making-", dir=work))
    try:
        plugin, diagnostics = run(root, settings(root), staging / "files", config, samples)
        if plugin is None:
            return None, diagnostics
        made, slow = layouts(plugin.frames, samples)
        files = {
            path.relative_to(staging / "files").as_posix(): path
            for path in sorted((staging / "files").rglob("*"))
            if path.is_file()
        }
        kept = [(name, sha256(path.read_bytes()).hexdigest(), path.stat().st_size) for name, path in files.items()]
        text = json.dumps(
            {
                "files": kept,
                "names": astuple(plugin.frames.names),
                "layouts": [[astuple(shape), each.texts, each.holes] for shape, each in made.items()],
                "slow": [astuple(shape) for shape in slow],
            }
        )
        (staging / _ABOUT).write_text(f"{sha256(text.encode()).hexdigest()}\n{text}", encoding="utf-8")
        for stale in work.iterdir():  # only the newest shell is of use
            if stale != staging:
                shutil.rmtree(stale, ignore_errors=True)
                with suppress(OSError):
                    stale.unlink(missing_ok=True)  # a file that somebody put there
        staging.replace(folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    diagnostics += [
        warning(
            "E003",
            Place(THEME),
            message(
                "pages of section “{section}” are rendered the slow way: their frame depends on their content",
                section=shape.section,
            ),
        )
        for shape in slow
    ]
    by_engine: dict[Shape, Stamp] = {shape: _stock(plugin.frames.stock, shape) for shape in slow}
    return Shell(folder, {name: sha for name, sha, _ in kept}, made, by_engine, fresh=True), diagnostics


def _stock(render: Callable[[Shape, Page], bytes], shape: Shape) -> Stamp:
    return lambda page: render(shape, page)

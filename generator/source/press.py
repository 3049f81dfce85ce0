"""The press: templates of paper, the office's own before those that travel with the generator."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from generator import shared
from generator.model.diagnostic import Diagnostic, error
from generator.model.message import message
from generator.model.place import Place
from generator.model.press import Press
from generator.source.folders import PRINT

TOOLS = ("typst", "fontpkg-be-vietnam-pro", "zxing-cpp", "python-docx")
ENDINGS = (".typ", ".svg", ".png", ".jpg")


def load_press(root: Path) -> tuple[Press | None, list[Diagnostic]]:
    """What extras of the site in `root` are printed with; None, with the reason, where the tools are not installed."""
    try:
        tools = tuple(f"{name} {version(name)}" for name in TOOLS)
    except PackageNotFoundError as missing:
        return None, [
            error(
                "E005",
                Place(PRINT),
                message("the extras cannot be made: the package {name} is not installed", name=missing.name),
                message("Install the extra `print`, or build without --extras."),
            )
        ]
    files: dict[str, bytes] = {}
    for folder in (shared.THEME / "print", root / PRINT):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.suffix in ENDINGS and path.is_file() and not path.is_symlink():
                files[path.relative_to(folder).as_posix()] = path.read_bytes()
    return Press(tuple(sorted(files.items())), tools), []

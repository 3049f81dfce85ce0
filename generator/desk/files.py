"""Writing into officers' files: each is replaced in one step, so that none is ever half written."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


def write(file: Path, text: str) -> None:
    """Replace a file by `text`, as UTF-8."""
    replace_file(file, text.encode())


def rewrite(file: Path, text: str) -> None:
    """Replace a file by `text`, its lines ending as they did before."""
    windows = file.exists() and b"\r\n" in file.read_bytes()
    write(file, text.replace("\n", "\r\n") if windows else text)


def replace_file(file: Path, content: bytes) -> None:
    """Replace a file by `content`; its folders are made. What the system refuses names the file and leaves no other."""
    fresh = file.with_name(f".{file.name}.new")
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        fresh.write_bytes(content)
        fresh.replace(file)
    except OSError as problem:  # a full disk names none
        raise OSError(problem.errno, problem.strerror, str(file)) from None
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)

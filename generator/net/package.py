"""A program of others for browsers: one pinned package of npm, fetched once and checked before it is opened."""

from __future__ import annotations

import shutil
import subprocess
from base64 import b64encode
from hashlib import sha512
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from generator.model.message import message
from generator.net.fetch import NotFetched

SECONDS = 300  # that npm may take


class Package(NamedTuple):
    """A package of npm; `sha512` is what `npm view NAME@VERSION dist.integrity` says, in Base64."""

    name: str
    version: str
    sha512: str

    @property
    def file(self) -> str:
        """What its file is called."""
        return f"{self.name}-{self.version}.tgz"


def package_in(folder: Path, package: Package) -> bytes:
    """The file of a package, kept in `folder`; fetched by npm where it is not there or not whole. Raises NotFetched."""
    kept = folder / package.file
    if kept.exists() and _whole(content := kept.read_bytes(), package):
        return content
    content = _packed(package)
    if not _whole(content, package):
        raise NotFetched(message("what npm fetched is not the package that was checked: {file}", file=package.file))
    folder.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(content)
    return content


def _whole(content: bytes, package: Package) -> bool:
    return b64encode(sha512(content).digest()).decode() == package.sha512


def _packed(package: Package) -> bytes:
    """The file as npm fetches it, from where npm is told to look. No script of the package is run."""
    npm = shutil.which("npm")
    if npm is None:
        raise NotFetched(message("the command npm is missing: install Node.js with npm, then try again"))
    with TemporaryDirectory() as folder:
        order = [npm, "pack", f"{package.name}@{package.version}", "--ignore-scripts", "--silent"]
        try:
            done = subprocess.run(  # noqa: S603  # a fixed command, no shell
                order, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            raise NotFetched(message("no whole answer within {seconds} seconds", seconds=SECONDS)) from None
        fresh = Path(folder) / package.file
        if done.returncode or not fresh.exists():
            raise NotFetched(message("npm cannot fetch it: {why}", why=done.stderr.strip()[-300:] or done.returncode))
        return fresh.read_bytes()

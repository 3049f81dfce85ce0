"""Signatures of a release by minisign (https://jedisct1.github.io/minisign/): of its manifest, which names all else."""

from __future__ import annotations

import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.build.barred import Barred
from generator.build.lock import Patience
from generator.build.names import MANIFEST, SIGNATURE, STAGING
from generator.build.program import run
from generator.build.releases import Releases, nothing_yet
from generator.model.diagnostic import Diagnostic, error
from generator.model.message import message
from generator.model.place import Place

_PUBLIC = re.compile(r"RW[A-Za-z0-9+/]{54}")  # a public key


def sign(release: Path, key: Path) -> None:
    """Put a signature beside the manifest of a release; raises Barred when `minisign` does not make one.

    It replaces the one before in one step. When the release was published stays as it was.
    """
    before = release.stat()
    with TemporaryDirectory(dir=release.parent, prefix=STAGING) as folder:
        made = Path(folder) / SIGNATURE
        comment = f"release {release.name}"
        words: list[str | Path] = [
            "minisign",
            "-S",
            "-s",
            key,
            "-m",
            release / MANIFEST,
            "-x",
            made,
            "-t",
            comment,
            "-c",
            comment,
        ]
        run(words, asks=True)  # for the password of the key, if it has one
        made.chmod(0o444)
        made.replace(release / SIGNATURE)
    os.utime(release, ns=(before.st_atime_ns, before.st_mtime_ns))


def signed(manifest: bytes, signature: bytes, key: str) -> list[Diagnostic]:
    """What is wrong with a signature, judged with a public key: its text, or the name of the file that holds it."""
    if not _is_public(key):
        why = message("this is no public key of minisign: {key}", key=key)
        return [
            error(
                "U010",
                Place(key),
                why,
                message("Give the file that ends in .pub, or the line in it that begins with RW."),
            )
        ]
    if not signature:
        why = message("there is no signature beside the manifest")
        return [error("U010", Place(SIGNATURE), why, message("Run `outreach sign`, and publish again."))]
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / MANIFEST).write_bytes(manifest)
        (folder / SIGNATURE).write_bytes(signature)
        asked = ["-P", key] if _PUBLIC.fullmatch(key) and not Path(key).exists() else ["-p", key]
        try:
            run(["minisign", "-V", "-q", *asked, "-m", folder / MANIFEST, "-x", folder / SIGNATURE])
        except Barred as problem:
            if problem.diagnostic.code != "U009":
                raise
            why = message("the signature does not fit the manifest and this key")
            hint = message("Trust nothing of this site until you know why.")
            return [error("U010", Place(SIGNATURE), why, hint)]
    return []


def _is_public(key: str) -> bool:
    """Whether a text is a public key, or the name of a file that holds one."""
    file = Path(key)
    try:
        lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else [key]
    except (OSError, UnicodeDecodeError):
        return False
    return bool(lines) and _PUBLIC.fullmatch(lines[-1].strip()) is not None


def sign_published(releases: Releases, key: Path, patience: Patience) -> str:
    """Sign the release that is published; the name of the file. Raises Barred."""
    with releases.locked("sign", patience):
        current, _ = releases.published()
        if current is None:
            raise Barred(nothing_yet())
        sign(current, key)
        return SIGNATURE

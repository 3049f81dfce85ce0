"""What a release was made with: a bill of materials in CycloneDX 1.6 (ECMA-424), without clock or chance.

It lists the generator, the packages that it needs at run time, as they are installed, and what of others is published.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from contextlib import suppress
from functools import cache
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any

from generator.installed import PYTHON, canonical, folders

BILL = "sbom.cdx.json"  # the name that CycloneDX recommends, at the root of the site
_NAME = "outreach-publisher"
_PRINT = "print"  # the extra that `--extras` needs
# What is published of others: where it lies, name, version, licence (SPDX), package URL.
ASSETS = (
    ("assets/fonts/", "Be Vietnam Pro", "", "OFL-1.1", "pkg:pypi/fontpkg-be-vietnam-pro"),
    ("assets/lean-qr/", "lean-qr", "2.7.4", "MIT", "pkg:npm/lean-qr@2.7.4"),
    ("assets/leaflet/", "leaflet", "1.9.4", "BSD-2-Clause", "pkg:npm/leaflet@1.9.4"),
)


def sbom(work: Path, toolchain: str, published: Collection[str], extras: bool) -> tuple[Path, str]:
    """The file below `work` and its SHA-256; made only where toolchain, installed packages or assets differ.

    `published` are the paths of the site's assets.
    """
    assets = [asset for asset in ASSETS if any(path.startswith(asset[0]) for path in published)]
    named = "\0".join([toolchain, PYTHON, str(extras), *(each[0] for each in assets), *sorted(set(folders()))])
    key = blake2b(named.encode(), digest_size=16).hexdigest()
    for file in (work / "sbom").glob(f"{key}.*.json"):
        with suppress(OSError):
            if (digest := sha256(file.read_bytes()).hexdigest()) == file.name.split(".")[1]:
                return file, digest
    return _write(work / "sbom", key, _made(assets, extras))


def _write(folder: Path, key: str, content: bytes) -> tuple[Path, str]:
    """Keep what was made under its key and digest, and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    digest = sha256(content).hexdigest()
    file = folder / f"{key}.{digest}.json"
    fresh = folder / f".{os.getpid()}"
    fresh.write_bytes(content)
    fresh.replace(file)
    for other in folder.glob("*.json"):
        if other != file:
            other.unlink(missing_ok=True)
    return file, digest


def _made(assets: list[tuple[str, str, str, str, str]], extras: bool) -> bytes:
    packages = dict(sorted(_needed(extras).items()))
    own = packages.pop(_NAME, None)
    components = [_python(), *(each for each, _ in packages.values()), *map(_asset, assets)]
    refs = {name: each["bom-ref"] for name, (each, _) in packages.items()}
    dependencies = [
        {"ref": each["bom-ref"], "dependsOn": sorted(refs[name] for name in needs if name in refs)}
        for each, needs in [*([own] if own else []), *packages.values()]
    ]
    whole = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "lifecycles": [{"phase": "build"}],
            "component": own[0] if own else {"type": "application", "name": _NAME, "bom-ref": _NAME},
        },
        "components": components,
        "dependencies": dependencies,
    }
    return f"{json.dumps(whole, indent=1, ensure_ascii=False)}\n".encode()


@cache
def _needed(extras: bool) -> dict[str, tuple[dict[str, Any], set[str]]]:
    """Every package that the generator needs here, by name, as a component and with the names of what it needs."""
    found: dict[str, tuple[dict[str, Any], set[str]]] = {}
    waiting = {(_NAME, _PRINT if extras else "")}
    seen: set[tuple[str, str]] = set()
    while waiting:
        name, extra = waiting.pop()
        seen.add((name, extra))
        described = _described(name, extra)
        if described is None:  # only of another system
            continue
        component, needs = described
        _, others = found.get(name, (None, set()))
        found[name] = component, others | {each for each, _ in needs}
        waiting |= needs - seen
    return found


def _described(name: str, extra: str) -> tuple[dict[str, Any], set[tuple[str, str]]] | None:
    """A package as a component, and the packages it needs here, each with an extra or without."""
    from importlib.metadata import PackageNotFoundError, distribution

    from packaging.requirements import Requirement

    try:
        package = distribution(name)
    except PackageNotFoundError:
        return None
    said = package.metadata  # read anew at each look
    needs: set[tuple[str, str]] = set()
    for each in map(Requirement, said.get_all("Requires-Dist") or ()):
        if not each.marker or each.marker.evaluate({"extra": extra}):
            needs |= {(canonical(each.name), one) for one in {"", *each.extras}}
    purl = f"pkg:pypi/{name}@{said['Version']}"
    kind = "application" if name == _NAME else "library"
    component: dict[str, Any] = {"type": kind, "bom-ref": purl, "name": name, "version": said["Version"]}
    if licences := _licences(said):
        component["licenses"] = licences
    return {**component, "purl": purl}, needs


def _licences(metadata: Any) -> list[dict[str, Any]]:
    """As the package says it: an SPDX expression wherever it is one, else a name, else its classifiers."""
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    said = (metadata.get("License-Expression") or metadata.get("License") or "").strip()
    with suppress(InvalidLicenseExpression):
        return [{"expression": canonicalize_license_expression(said)}]
    if said != "UNKNOWN" and 0 < len(said) < 80 and "\n" not in said:
        return [{"license": {"name": said}}]
    classified = [each for each in metadata.get_all("Classifier") or () if each.startswith("License :: ")]
    return [{"license": {"name": each.rpartition(" :: ")[2]}} for each in sorted(classified)]


def _python() -> dict[str, Any]:
    version = PYTHON
    licence = [{"license": {"id": "PSF-2.0"}}]
    return {"type": "platform", "bom-ref": "python", "name": "python", "version": version, "licenses": licence}


def _asset(asset: tuple[str, str, str, str, str]) -> dict[str, Any]:
    where, name, version, licence, purl = asset
    component = {"type": "file" if not version else "library", "bom-ref": where, "name": name}
    if version:
        component["version"] = version
    return {**component, "licenses": [{"license": {"id": licence}}], "purl": purl}

"""Why an output was made or left alone, and from which records it comes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from pathlib import Path

from generator.build.cause import cause
from generator.build.how import How
from generator.build.names import LINK
from generator.build.plan import prepare
from generator.build.releases import Releases
from generator.model import address, record_pages
from generator.model.diagnostic import Diagnostic
from generator.model.media_types import PACKED
from generator.model.place import Place
from generator.model.record import Record
from generator.model.site import Site


@dataclass(frozen=True)
class Explanation:
    """`last` is why the published file was made, `now` why the next build would make it again (empty: it would not).

    `records` are the places of the records it shows; `vocabularies` tells that it looks up others by their ids.
    """

    path: str
    recipe: str
    last: str
    now: str
    records: tuple[Place, ...]
    vocabularies: bool


def explain(
    root: Path, out: Path, today: date, path: str, extras: bool = False
) -> tuple[Explanation | None, list[Diagnostic]]:
    """The explanation of the output at `path`: a file or an address of the site, or the file of a record with a page.

    None when there is none.
    """
    plan, diagnostics = prepare(root, out, today, How(extras=extras))
    if plan is None:
        return None, diagnostics
    output = next((plan.outputs[each] for each in _meant(path, plan.site) if each in plan.outputs), None)
    if output is None:
        return None, diagnostics
    current, manifest = Releases(out).published()
    known = plan.known(output.path)
    why = cause(output.fingerprint, known, current, manifest.get(output.path))
    artifact = plan.batches.artifact(output) if output.batch else None
    found = list(_parts(artifact.said)) if artifact else []
    places = {each.place for each in found if isinstance(each, Record)}
    # Lists hold no records but what they show of them: an address tells whose it is.
    shown = {each.removeprefix(plan.site.config.base_url[:-1]) for each in found if isinstance(each, str)}
    places |= {record.place for _, record, path in record_pages.permanent(plan.site) if path in shown}
    return (
        Explanation(
            output.path,
            artifact.name if artifact else "mkdocs",
            known.cause if known else "",
            why,
            tuple(sorted(places)),
            any(isinstance(each, Site) for each in found),
        ),
        diagnostics,
    )


def _meant(path: str, site: Site) -> Iterator[str]:
    """The outputs that may be meant: by a file, one below the link `site`, an address as browsers show it, or a record.

    What is compressed is made with the text beside it, which stands for it.
    """
    within = re.split("[?#]", path.removeprefix(site.config.base_url), maxsplit=1)[0]
    for found in (path, within, path.removeprefix(f"{LINK}/")):
        wanted = found.strip("/")
        yield wanted
        yield from (wanted.removesuffix(ending) for ending in PACKED)
        yield f"{wanted}/index.html".lstrip("/")
    of_records = ((record.place.file, page) for _, record, page in record_pages.permanent(site))
    yield from (address.file_of(page) for file, page in of_records if file == path.removeprefix("./"))


def _parts(value: object) -> Iterator[Record | Site | str]:
    """The records and texts within the inputs of a recipe."""
    if isinstance(value, (Record, Site, str)):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _parts(each)
    elif is_dataclass(value):
        for part in fields(value):
            yield from _parts(getattr(value, part.name))

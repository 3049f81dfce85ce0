"""Links within the site lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from generator.model.diagnostic import Diagnostic, error
from generator.model.fields import Record
from generator.model.message import message
from generator.model.near import nearest
from generator.model.place import Place
from generator.model.site import Site

# A Markdown link to an address of this site: [words](/address/#fragment).
_LINK = re.compile(r"\]\(\s*<?(/(?!/)[^\s)>#?]*)")


def broken_links(site: Site, outputs: Set[str]) -> Iterator[Diagnostic]:
    """Links of records and hand-written pages whose target is not among the site's output files."""
    for where, target in _links(site):
        path = target.removeprefix("/")
        if path in outputs or ((path.endswith("/") or not path) and f"{path}index.html" in outputs):
            continue
        if f"{path}/index.html" in outputs:
            near: str | None = f"{target}/"
        else:
            pages = [f"/{each.removesuffix('index.html')}" for each in outputs if each.endswith("index.html")]
            near = nearest(target, pages)
        yield error(
            "L002",
            where,
            message("the link leads to {target}, which this site does not have", target=target),
            message("Did you mean `{near}`?", near=near) if near else message("Correct the link, or delete it."),
        )


def _links(site: Site) -> Iterator[tuple[Place, str]]:
    for name, record in site.records():
        for field in ("body", "abstract"):
            if name != "config" and isinstance(text := getattr(record, field, None), str):
                yield from _in_text(text, record, field)
    for campaign in site.campaigns.values():
        for index, action in enumerate(campaign.actions):
            yield campaign.origin.at("actions", index, "page"), action.page
    for article in site.articles.values():
        if article.image:
            yield article.origin.at("image", "file"), f"/{article.image.file}"
    for page in site.pages:
        for number, line in enumerate(page.text.splitlines(), 1):
            for found in _LINK.finditer(line):
                yield Place(page.place.file, number, found.start() + 1), found[1]


def _in_text(text: str, record: Record, field: str) -> Iterator[tuple[Place, str]]:
    for number, line in enumerate(text.splitlines()):
        for found in _LINK.finditer(line):
            yield record.origin.inside(number, field), found[1]

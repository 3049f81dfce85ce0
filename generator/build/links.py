"""Links within the site lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set
from functools import partial

from generator.model.diagnostic import Diagnostic, error
from generator.model.message import message
from generator.model.near import nearest
from generator.model.place import Place
from generator.model.site import Site

# A Markdown link to an address of this site: [words](/address/#fragment).
_LINK = re.compile(r"\]\(\s*<?(/(?!/)[^\s)>#?]*)")


def broken_links(site: Site, outputs: Set[str]) -> Iterator[Diagnostic]:
    """Links of records and hand-written pages whose target is not among the site's output files."""
    for target, where in _links(site):
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
            where(),
            message("the link leads to {target}, which this site does not have", target=target),
            message("Did you mean `{near}`?", near=near) if near else message("Correct the link, or delete it."),
        )


Where = Callable[[], Place]  # the place is looked for only when it is needed


def _links(site: Site) -> Iterator[tuple[str, Where]]:
    for name, record in site.records():
        for field in ("body", "abstract"):
            if name != "config" and isinstance(text := getattr(record, field, None), str):
                for line, _, target in _in_text(text):
                    yield target, partial(record.origin.inside, line, field)
    for campaign in site.campaigns.values():
        for index, action in enumerate(campaign.actions):
            if action.page.startswith("/"):
                yield action.page.partition("#")[0], partial(campaign.origin.at, "actions", index, "page")
    for article in site.articles.values():
        if article.image:
            yield f"/{article.image.file}", partial(article.origin.at, "image", "file")
    for page in site.pages:
        for line, column, target in _in_text(page.text):
            yield target, partial(Place, page.place.file, line + 1, column + 1)


def _in_text(text: str) -> Iterator[tuple[int, int, str]]:
    """Each link as (line, column, target), lines and columns from 0."""
    for found in _LINK.finditer(text):
        start = found.start()
        yield text.count("\n", 0, start), start - text.rfind("\n", 0, start) - 1, found[1]

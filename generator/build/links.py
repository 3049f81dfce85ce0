"""Links within the site lead somewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

from generator.engine.names import ASSETS
from generator.model.address import SECTIONS, file_of, nowhere, of_file
from generator.model.diagnostic import Diagnostic, error
from generator.model.hints import MEND_LINK, did_you_mean
from generator.model.message import Message, message
from generator.model.near import nearest
from generator.model.place import Place
from generator.model.record_pages import addresses
from generator.model.site import COLLECTIONS, MANY, Site
from generator.model.text import local_links


def broken_links(site: Site, outputs: Iterable[str], inside: str | None = None) -> Iterator[Diagnostic]:
    """Links of records and hand-written pages, or of those in the file `inside`, that lead to none of the outputs.

    No more `outputs` are asked for once every link has its target: the sure ones may come first.
    """
    judged = [(target, where) for owner, target, where in links(site) if inside in (None, owner.place.file)]
    if not judged:
        return
    missing = {file_of(target): target for target, _ in judged}
    there: set[str] = set()
    for path in outputs:
        there.add(path)
        if missing.pop(path, None) and not missing:
            return
    for target, where in judged:
        if file_of(target) not in missing:
            continue
        if target.startswith(f"/{ASSETS}"):
            yield error("L002", where(), nowhere(target), _renamed())
            continue
        if file_of(f"{target}/") in there:
            near: str | None = f"{target}/"
        else:
            pages = [of_file(each) for each in there if each.endswith("index.html")]
            near = nearest(target, sorted(pages))
        yield error("L002", where(), nowhere(target), did_you_mean(near, MEND_LINK))


def left_behind(before: Site, file: str, after: Site, today: date) -> Iterator[Diagnostic]:
    """Links that lead to what goes when `file` is changed or deleted, in whatever else there is."""
    others = [each for each in links(after) if each[0].place.file != file]
    elsewhere = {target for _, target, _ in others}.difference(SECTIONS, after.page_paths, addresses(after, today))
    gone = elsewhere.intersection(addresses(before, today)) if elsewhere else ()
    for owner, target, where in others:
        if target in gone:
            why = message(
                "{file} (“{title}”) leads to {target}, which would be gone: take the link out there first",
                file=owner.place.file,
                title=getattr(owner, "name", None) or owner.title or owner.path,
                target=target,
            )
            yield error("L002", where(), why)


def _renamed() -> Message:
    """Files of the frame have names with a digest, so only the frame can link them."""
    return message("Files in the folder assets change their names: put the file into another folder, such as `anh`.")


Where = Callable[[], Place]  # the place is looked for only when it is needed


def links(site: Site) -> Iterator[tuple[Any, str, Where]]:
    """Each link as (what it is in, target, where it stands there)."""
    yield from _in_few(site)
    for campaign in site.campaigns.values():
        for index, action in enumerate(campaign.actions):
            if action.page.startswith("/"):
                where = partial(campaign.origin.at, "actions", index, "page")
                yield campaign, action.page.partition("#")[0], where
    for handout in site.handouts.values():
        yield handout, handout.page, partial(handout.origin.at, "page")
    for article in site.article_heads.values():
        for target in article.links:
            yield article, target, partial(_in_body, site, article.id, target)
        if article.image:
            yield article, f"/{article.image}", partial(_of_image, site, article.id)
    for page in site.pages:
        for line, column, target in local_links(page.text):
            yield page, target, partial(Place, page.place.file, line + 1, column + 1)


def _in_few(site: Site) -> Iterator[tuple[Any, str, Where]]:
    """Links in the texts of records that are few."""
    few = (name for name, kind in COLLECTIONS.items() if kind not in MANY)
    for record in (record for name in few for record in site.collection(name).values()):
        for field in ("body", "abstract"):
            if isinstance(text := getattr(record, field, None), str):
                for line, column, target in local_links(text):
                    yield record, target, partial(record.origin.inside, line, column, field)


def _in_body(site: Site, article_id: str, target: str) -> Place:
    article = site.articles[article_id]
    links = (
        article.origin.inside(line, column, *loc)
        for loc, text in article.texts
        for line, column, each in local_links(text)
        if each == target
    )
    return next(links, article.origin.at("body"))


def _of_image(site: Site, article_id: str) -> Place:
    return site.articles[article_id].origin.at("image", "file")

"""Ids and addresses are promises: feeds and links hold on to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.language import title_before
from generator.model import record_pages
from generator.model.article import ArticleHead
from generator.model.diagnostic import Diagnostic, error, warning
from generator.model.message import Message, message
from generator.model.place import Origin
from generator.model.record_pages import Standing
from generator.model.register import LISTS, Published
from generator.model.site import Site


def addresses_are_unique(site: Site, today: date) -> Iterator[Diagnostic]:
    """No two records stand at one address, and no former address is taken again."""
    taken: dict[str, Standing] = {}
    standing = list(record_pages.permanent(site))
    for _, record, path in standing:
        if other := taken.get(path):
            yield error(
                "I002",
                record.place,
                message("its address {path} is that of {place} too", path=path, place=other.place),
                message("Give one of them a `slug` of its own."),
            )
        else:
            taken[path] = record
    for kind, record, _path in standing:
        for index, alias in enumerate(record.aliases):
            if other := taken.get(alias):
                yield error(
                    "I002",
                    _origin(site, kind, record).at("aliases", index),
                    message("the former address {path} is taken by {place}", path=alias, place=other.place),
                    message("Delete it here, or give the other record another `slug`."),
                )
            taken.setdefault(alias, record)


def published_ids_stay(site: Site, today: date) -> Iterator[Diagnostic]:
    """A published id never vanishes: an article is withdrawn, another record leads on from where it stood."""
    now = {(kind, record.id): (record, path) for kind, record, path in record_pages.permanent(site)}
    aliases = {alias for _, record, _ in record_pages.permanent(site) for alias in record.aliases}
    for line in site.ids:
        if line.kind in LISTS:
            continue
        found = now.get((line.kind, line.id))
        if found is None and (line.id in site.unread or line.path in aliases):
            continue
        if found is None:
            yield error(
                "I003",
                line.place,
                message("`{id}` was published, and its file is not found", id=line.id),
                _how_to_end(line),
            )
            continue
        record, path = found
        if isinstance(record, ArticleHead) and record.status == "draft":
            yield error(
                "I003",
                _origin(site, line.kind, record).at("status"),
                message("`{id}` was published, and is written as a draft now", id=line.id),
                message("Write `status: published`, or take it back with `withdrawn:`."),
            )
        if isinstance(record, ArticleHead) and record.published > today and record.status == "published":
            yield error(
                "I003",
                _origin(site, line.kind, record).at("published"),
                message("`{id}` was published and would vanish until {day}", id=line.id, day=record.published),
                message("Write the day it was published on; a correction goes into `updated`."),
            )
        if path != line.path and line.path not in record.aliases:
            yield error(
                "I004",
                record.place,
                message("its address was {before} and is now {after}", before=line.path, after=path),
                message("Add to the record: `aliases: [{before}]`, so that old links lead here.", before=line.path),
            )


def _how_to_end(line: Published) -> Message:
    """How a record comes to an end without its file going."""
    match line.kind:
        case "articles":
            return message(
                "Put its file back, and look at its line `id:`. To take the article back, write `withdrawn:` "
                "with `on:` and `why:` into it; where another record takes its place, add there: `aliases: [{path}]`.",
                path=line.path,
            )
        case "locations":
            return message(
                "Put its file back, and look at its line `id:`. If the place has closed, write it under `changes:`, "
                "with `kind: closed`; where another record takes its place, add there: `aliases: [{path}]`.",
                path=line.path,
            )
        case _:
            return message(
                "Put its file back, and look at its line `id:`. Where another record takes its place, add there: "
                "`aliases: [{path}]`.",
                path=line.path,
            )


def ids_are_registered(site: Site, today: date) -> Iterator[Diagnostic]:
    """What is published is listed in `data/ids.csv`, so that it can never vanish unnoticed."""
    known = {(line.kind, line.id) for line in site.ids}
    for kind, record, _ in record_pages.published(site, today):
        if (kind, record.id) not in known:
            yield warning(
                "I005",
                _origin(site, kind, record).at("id"),
                message("`{id}` is not in data/ids.csv yet", id=record.id),
                message("Run `outreach mint`."),
            )


def titles_do_not_withdraw(site: Site, today: date) -> Iterator[Diagnostic]:
    """No title begins as feeds say that an article was taken back: others would take it down, or never show it."""
    for head in site.article_heads.values():
        if head.status == "published" and not head.withdrawn and not head.elsewhere and title_before(f"{head.title} "):
            yield warning(
                "I008",
                _origin(site, "articles", head).at("title"),
                message("this is how feeds say that an article was withdrawn: other sites would take it down"),
                message("Begin the title in another way. To take the article back, write `withdrawn:` into it."),
            )


def _origin(site: Site, kind: str, record: Standing) -> Origin:
    """Where the values of a record are written; its head only knows where it begins."""
    found: Origin = site.collection(kind)[record.id].origin
    return found

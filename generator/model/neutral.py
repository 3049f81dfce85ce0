"""Addresses of places that name no illness: what a shared phone keeps in its history says nothing."""

from __future__ import annotations

from base64 import b32encode
from dataclasses import replace
from hashlib import blake2b
from typing import TypeVar

from generator.model import address
from generator.model.artifact import digest
from generator.model.record import Addressed
from generator.model.site import Site

R = TypeVar("R", bound=Addressed)


def code(record_id: str) -> str:
    """A short code that follows from an id and tells nothing about it: eight letters and digits."""
    return b32encode(blake2b(record_id.encode(), digest_size=5).digest()).decode().lower()


def neutral(site: Site) -> Site:
    """The site as its `neutral_titles` wants it: places and kinds of service stand at codes; old links lead there."""
    if not site.config.neutral_titles:
        return site
    return replace(
        site,
        locations={each.id: _coded(each, address.location(each)) for each in site.locations.values()},
        service_kinds={each.id: _coded(each, address.service_kind(each)) for each in site.service_kinds.values()},
    )


def _coded(record: R, path: str) -> R:
    """The record with a code for its part of the address; its own address becomes a former one."""
    short = code(record.id)
    if record.slug == short:
        return record
    made = record.model_copy(update={"slug": short, "aliases": (*record.aliases, path)})
    made.written(record.origin, digest(record.digest, short), record.marks)
    return made

"""The rules: each a small generator over the whole site; its docstring is the rule. The tuple is the registry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from generator.checks.cadence import one_article_a_month
from generator.checks.dates import dates_are_sane
from generator.checks.hotlines import (
    confirmed_numbers_have_sources,
    mobiles_are_lines_of_the_place,
    numbers_can_be_dialled,
    retired_numbers_are_not_named,
)
from generator.checks.identity import addresses_are_unique, ids_are_registered, published_ids_stay
from generator.checks.places import (
    places_stand_once,
    points_lie_in_their_province,
    services_say_what_their_kind_demands,
)
from generator.checks.references import kinds_of_service_have_an_end, references_exist
from generator.model.diagnostic import Diagnostic
from generator.model.site import Site

Check = Callable[[Site, date], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    references_exist,
    kinds_of_service_have_an_end,
    addresses_are_unique,
    published_ids_stay,
    ids_are_registered,
    dates_are_sane,
    one_article_a_month,
    retired_numbers_are_not_named,
    confirmed_numbers_have_sources,
    numbers_can_be_dialled,
    mobiles_are_lines_of_the_place,
    points_lie_in_their_province,
    places_stand_once,
    services_say_what_their_kind_demands,
)


def check(site: Site, today: date) -> list[Diagnostic]:
    """What is wrong with the site as a whole on the day `today` (Asia/Ho_Chi_Minh), in the order of places."""
    found = (diagnostic for rule in CHECKS for diagnostic in rule(site, today))
    return sorted(found, key=lambda each: each.order)

"""The rules: each a small generator over the whole site; its docstring is the rule. The tuple is the registry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from generator.checks.access import (
    headings_are_in_order,
    links_say_where_they_lead,
    pictures_have_words,
    pictures_may_be_shown,
)
from generator.checks.cadence import one_article_a_month
from generator.checks.campaigns import one_campaign_is_on_the_home_page, themes_are_known_in_time
from generator.checks.claims import articles_are_reviewed_in_time, articles_have_what_their_kind_demands
from generator.checks.dates import dates_are_sane, dates_of_articles_are_sane
from generator.checks.freshness import places_are_checked_again
from generator.checks.handouts import (
    fronts_name_no_illness,
    handouts_carry_what_is_sure,
    handouts_name_sure_numbers,
    scripts_keep_to_their_time,
)
from generator.checks.hotlines import (
    confirmed_numbers_have_sources,
    mobiles_are_lines_of_the_place,
    numbers_can_be_dialled,
    retired_numbers_are_not_named,
)
from generator.checks.hours import days_off_are_known, exceptions_are_apart, hours_can_be_read
from generator.checks.identity import (
    addresses_are_unique,
    ids_are_registered,
    published_ids_stay,
    titles_do_not_withdraw,
)
from generator.checks.language import (
    abbreviations_are_explained,
    articles_are_short,
    sentences_are_short,
    words_respect_people,
)
from generator.checks.law import cited_documents_are_in_force, maps_name_the_islands
from generator.checks.places import (
    places_stand_once,
    points_lie_in_their_province,
    services_say_what_their_kind_demands,
)
from generator.checks.privacy import (
    mobiles_in_texts_are_lines_of_places,
    nobody_can_be_identified,
    pictures_of_people_have_consent,
)
from generator.checks.references import kinds_of_service_have_an_end, references_exist
from generator.checks.translations import translations_are_of_today, translations_are_whole
from generator.checks.waivers import waive
from generator.model.diagnostic import Diagnostic, in_order
from generator.model.site import Site

Check = Callable[[Site, date], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    references_exist,
    kinds_of_service_have_an_end,
    addresses_are_unique,
    published_ids_stay,
    ids_are_registered,
    titles_do_not_withdraw,
    dates_of_articles_are_sane,
    dates_are_sane,
    one_article_a_month,
    retired_numbers_are_not_named,
    confirmed_numbers_have_sources,
    numbers_can_be_dialled,
    hours_can_be_read,
    exceptions_are_apart,
    days_off_are_known,
    places_are_checked_again,
    mobiles_are_lines_of_the_place,
    points_lie_in_their_province,
    places_stand_once,
    services_say_what_their_kind_demands,
    words_respect_people,
    sentences_are_short,
    abbreviations_are_explained,
    articles_are_short,
    nobody_can_be_identified,
    mobiles_in_texts_are_lines_of_places,
    pictures_of_people_have_consent,
    cited_documents_are_in_force,
    maps_name_the_islands,
    themes_are_known_in_time,
    one_campaign_is_on_the_home_page,
    links_say_where_they_lead,
    headings_are_in_order,
    pictures_have_words,
    pictures_may_be_shown,
    articles_have_what_their_kind_demands,
    articles_are_reviewed_in_time,
    translations_are_whole,
    translations_are_of_today,
    handouts_name_sure_numbers,
    handouts_carry_what_is_sure,
    fronts_name_no_illness,
    scripts_keep_to_their_time,
)


def anew(rule: Check, site: Site, today: date) -> Iterable[Diagnostic]:
    """What a rule finds, by applying it."""
    return rule(site, today)


def check(
    site: Site, today: date, apply: Callable[[Check, Site, date], Iterable[Diagnostic]] = anew
) -> list[Diagnostic]:
    """What is wrong with the site as a whole on the day `today` (Asia/Ho_Chi_Minh), in the order of places.

    What a record waives is left out. `apply` may know what a rule found before, in a site that was the same to it.
    """
    found = (diagnostic for rule in CHECKS for diagnostic in apply(rule, site, today))
    return in_order(waive(site, found))

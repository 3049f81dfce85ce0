"""The rules: each a small generator over a feed; its docstring is the rule. The tuple is the registry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from generator.model.diagnostic import Diagnostic
from generator.net.doctor.feed import Feed
from generator.net.doctor.rules.addresses import (
    addresses_in_texts_are_whole,
    items_have_addresses,
    links_are_web_addresses,
    nothing_comes_from_third_parties,
    nothing_is_loaded_in_the_open,
)
from generator.net.doctor.rules.identity import ids_are_what_they_claim, ids_stand_once, items_have_ids
from generator.net.doctor.rules.moments import (
    changes_come_after_publication,
    dates_are_likely,
    dates_are_written_right,
    items_have_dates,
    moments_are_apart,
    zones_and_weekdays_are_right,
)
from generator.net.doctor.rules.people import (
    addresses_of_people_are_mailboxes,
    authors_are_a_list,
    language_is_told,
    somebody_is_named,
    terms_are_told,
)
from generator.net.doctor.rules.safety import (
    nothing_is_framed,
    nothing_runs,
    pictures_have_words,
    tags_are_closed,
    texts_have_no_style_of_their_own,
)
from generator.net.doctor.rules.serving import (
    encoding_is_utf8,
    media_type_fits,
    self_link_is_the_address,
    size_is_moderate,
    transport_is_kind,
)
from generator.net.doctor.rules.spelling import (
    checksums_fit,
    elements_are_known,
    members_are_known,
    namespaces_are_spelled_right,
)
from generator.net.doctor.rules.structure import (
    feed_is_complete,
    items_are_complete,
    single_values_stand_once,
    summary_stands_before_content,
    texts_are_there,
    texts_are_whole,
    version_is_known,
)
from generator.net.doctor.rules.texts import (
    enclosures_are_described,
    plain_texts_hold_no_tags,
    texts_are_escaped_once,
    titles_are_plain,
)
from generator.net.doctor.rules.vietnamese import (
    letters_are_composed,
    marks_are_kept,
    no_character_is_lost_or_hidden,
    no_legacy_fonts,
    no_word_is_masked,
    utf8_is_read_as_utf8,
)

Rule = Callable[[Feed, date], Iterator[Diagnostic]]

RULES: tuple[Rule, ...] = (
    encoding_is_utf8,
    media_type_fits,
    self_link_is_the_address,
    size_is_moderate,
    transport_is_kind,
    version_is_known,
    feed_is_complete,
    items_are_complete,
    single_values_stand_once,
    summary_stands_before_content,
    texts_are_there,
    texts_are_whole,
    elements_are_known,
    namespaces_are_spelled_right,
    members_are_known,
    checksums_fit,
    items_have_ids,
    ids_stand_once,
    ids_are_what_they_claim,
    dates_are_written_right,
    zones_and_weekdays_are_right,
    dates_are_likely,
    changes_come_after_publication,
    moments_are_apart,
    items_have_dates,
    links_are_web_addresses,
    items_have_addresses,
    addresses_in_texts_are_whole,
    nothing_is_loaded_in_the_open,
    nothing_comes_from_third_parties,
    nothing_runs,
    nothing_is_framed,
    texts_have_no_style_of_their_own,
    pictures_have_words,
    tags_are_closed,
    titles_are_plain,
    plain_texts_hold_no_tags,
    texts_are_escaped_once,
    enclosures_are_described,
    addresses_of_people_are_mailboxes,
    authors_are_a_list,
    language_is_told,
    terms_are_told,
    somebody_is_named,
    letters_are_composed,
    utf8_is_read_as_utf8,
    no_legacy_fonts,
    no_word_is_masked,
    marks_are_kept,
    no_character_is_lost_or_hidden,
)

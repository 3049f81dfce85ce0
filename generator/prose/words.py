"""Words to avoid: whole syllables, compared but for case and the place of the tone mark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice, pairwise, product

from generator.model.terms import Term, Terms
from generator.prose.exempt import in_law, in_quotation, in_title
from generator.prose.forms import occurrences, pattern, spellings, syllables
from generator.prose.gate import Gate
from generator.prose.text import Found, Text

MOST = 200  # words of one text that are looked at
_AROUND = 80  # characters before and after a word in which a phrase that allows it may stand
_EXEMPT = {"quotation": in_quotation, "title": in_title, "statute": in_law}


def words_to_avoid(text: Text, terms: Terms) -> Iterator[Found]:
    """Each word of the table `data/terms.csv` that nothing allows; of words within each other the longest."""
    if not _gate(terms).opens(text.written):
        return
    found = list(islice(_candidates(text, terms), MOST))
    told: list[tuple[int, int]] = []
    for start, end, term in sorted(found, key=lambda each: (each[0] - each[1], each[0])):
        if not any(start < other_end and other_start < end for other_start, other_end in told):
            told.append((start, end))
            if not _allowed(term, text, start, end):
                yield Found("N001", start, " ".join(text.plain[start:end].split()), term.term)


def _candidates(text: Text, terms: Terms) -> Iterator[tuple[int, int, Term]]:
    """Where each word stands that the text may have: a pair of its syllables is there, or the only one it has."""
    of_one, of_more = _forms(terms)
    here = text.syllables
    there = [
        *(term for one in of_one.keys() & set(here) for term in of_one[one]),
        *(term for pair in of_more.keys() & set(pairwise(here)) for term in of_more[pair]),
    ]
    for term in dict.fromkeys(there):
        for start, end in occurrences(term.term, text.lower):
            yield start, end, term


def _allowed(term: Term, text: Text, start: int, end: int) -> bool:
    for phrase in term.unless:
        if any(at < end and start < to for at, to in occurrences(phrase, text.lower, start - _AROUND, end + _AROUND)):
            return True
    return any(_EXEMPT[each](text, start, end) for each in term.allowed)


@lru_cache(maxsize=4)
def _gate(terms: Terms) -> Gate:
    """Opens for texts that may have one of the words, be it within another or with emphasis in between."""
    return Gate(
        "(?i)" + "|".join(pattern(term.term, r"[\s*_~]+") for term in terms.words) if terms.words else r"[^\s\S]"
    )


@lru_cache(maxsize=4)
def _forms(terms: Terms) -> tuple[Mapping[str, list[Term]], Mapping[tuple[str, str], list[Term]]]:
    """Words of one syllable by that, others by the pair of syllables that is rarest among them, in each spelling."""
    common = Counter(pair for term in terms.words for pair in pairwise(syllables(term.term.lower())))
    of_one: dict[str, list[Term]] = {}
    of_more: dict[tuple[str, str], list[Term]] = {}
    for term in terms.words:
        parts = syllables(term.term.lower())
        if len(parts) == 1:
            for spelling in spellings(parts[0]):
                of_one.setdefault(spelling, []).append(term)
            continue
        first, second = min(pairwise(parts), key=lambda pair: common[pair])
        for pair in product(spellings(first), spellings(second)):
            of_more.setdefault(pair, []).append(term)
    return of_one, of_more

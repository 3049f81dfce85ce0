"""The packs of texts: what a script reads back of them, how a year is parted, and what an edit makes again."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import brotli
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.corpus import corpus
from generator.model.article import ArticleHead
from generator.model.diagnostic import errors
from generator.model.reading import Reading
from generator.model.site import Site
from generator.model.vietnamese import syllables
from generator.renderers.a_to_z import OTHER, first_letter
from generator.renderers.search import search
from generator.renderers.search_texts import (
    FIRST,
    FURTHER,
    PACK,
    Texts,
    Written,
    foreign,
    groups,
    packs,
    said,
    texts_json,
)
from generator.source.load import load
from tests.conftest import EXAMPLES, ROOT, TODAY
from tests.site import edit

_LAST = [code for code in range(35, 100) if code != 92]


def _numbers(text: str) -> list[int]:
    """The numbers that characters stand for, read as decision 80 says."""
    found, high = [], 0
    for code in map(ord, text):
        if code >= 100:
            high = high * 27 + code - 100
        else:
            found.append(high * 64 + _LAST.index(code))
            high = 0
    return found


def _packed(texts: list[str], language: str = "vi") -> bytes:
    """A pack of articles with these texts."""
    return texts_json(Texts(language, tuple(Written("t", f"{number}", text) for number, text in enumerate(texts))))


def _read(pack: bytes) -> dict[tuple[str, str], dict[int, int]]:
    """Every pair of a pack with its articles and how often; a word alone has "" behind it."""
    made: dict[str, Any] = json.loads(pack)
    words = made["words"].split(" ")
    found: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    columns = (list(map(_numbers, made[name].split("!"))) for name in ("followers", "counts", "places"))
    for word, steps, counts, places in zip(words, *columns, strict=True):
        follower = -1
        rest = iter(places)
        for step, count in zip(steps, counts, strict=True):
            follower += step + 1
            article = -1
            for _ in range(count + 1):
                place = next(rest)
                article += (place if follower else place // 4) + 1
                found[word, words[follower - 1] if follower else ""][article] = 1 if follower else place % 4 + 1
        assert next(rest, None) is None
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("ab hivđắn.,1\n", max_size=60), min_size=1, max_size=90))
def test_a_pack_reads_back_as_the_pairs_of_its_texts(texts: list[str]) -> None:
    """Every pair of neighbours within a phrase, and every word of another form, with its articles; nothing else."""
    wanted: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for number, text in enumerate(texts):
        words = said(text)
        for pair in pairwise(words):
            if all(pair):
                wanted[pair][number] = 1
        for word in filter(foreign, words):
            wanted[word, ""][number] = min(words.count(word), 4)
    assert _read(_packed(texts)) == wanted


def test_words_of_another_language_are_found_alone() -> None:
    """An English word that has the form of a Vietnamese syllable ("pain") is no syllable in an English edition."""
    texts = ["It is no pain.", "Ask first."]
    assert ("pain", "") not in _read(_packed(texts))
    assert _read(_packed(texts, "en"))["pain", ""] == {0: 1}


def test_many_articles_and_words_read_back() -> None:
    """Numbers that need a second character: more words, and steps over more articles, than one has."""
    texts = [f"x{number:03}".translate(str.maketrans("0123456789", "abcdeghikl")) for number in range(900)]
    for number in (0, 899):
        texts[number] += ". chung nhau"
    found = _read(_packed(texts))
    assert found["chung", "nhau"] == {0: 1, 899: 1}
    assert len(found) > 800


def test_phrases_go_on_over_commas_and_lines_but_not_over_sentences() -> None:
    """“phòng, chống HIV/AIDS” is found as it is typed; a sentence's end is no neighbour of the next one's beginning."""
    words = said("Phòng, chống\nHIV/AIDS. Hãy gọi [số này](/duong-day-nong/)!\n\n- Một\n- Hai")
    assert words == ["phong", "chong", "hiv", "aids", "", "hay", "goi", "so", "nay", "", "", "mot", "", "hai", ""]


def test_words_of_another_form_are_told_from_syllables() -> None:
    """No word with a mark in any article is taken for foreign; what people look for by a single word is."""
    site, _ = load(ROOT)
    bodies = (site.article(each).body.lower() for each in site.article_heads)
    marked = {word for body in bodies for word in re.findall(r"[^\W\d_]+", body) if not word.isascii()}
    assert len(marked) > 800
    assert {word for word in marked if any(map(foreign, syllables(word)))} == {"nđ"}  # of decrees, "NĐ-CP"
    assert all(map(foreign, ("hiv", "methadone", "arv", "prep", "naloxone", "sms")))


def test_what_stands_beside_the_text_is_found_too(small_site: Path) -> None:
    """Lines for who wants to do the same, and questions with their answers."""
    told = "practice: {where: Thôn Mẫu, by: Trạm y tế, result: Bớt e ngại}\n"
    asked = "quiz: [{question: Muỗi đốt có lây không, choices: [Có, Không hề], right: 2, why: Virus chết}]\n"
    edit(small_site / "content/articles/2026/11/xet-nghiem-lan-dau.yaml", "body: |\n", f"{told}{asked}body: |\n")
    site, wrong = load(small_site)
    assert not errors(wrong)
    made = {each.path: each.make() for batch in search(site, TODAY) for each in batch.make(site, TODAY, *batch.given)}
    (pack,) = (json.loads(content) for path, content in made.items() if path.endswith("2026.json"))  # type: ignore[arg-type]
    assert {"mau", "e", "ngai", "muoi", "he", "virus"} <= set(pack["words"].split())


def _heads(lengths: dict[str, int]) -> list[ArticleHead]:
    """Articles, the newest first, of so many characters, by the month."""
    some = next(iter(load(EXAMPLES / "small")[0].article_heads.values()))
    return [
        some._replace(id=day, published=date.fromisoformat(f"{day}-01"), length=length)
        for day, length in sorted(lengths.items(), reverse=True)
    ]


def test_a_year_is_parted_only_where_it_has_much_to_read() -> None:
    """A quiet year is one file, a busy one has quarters; no pack needs another one's articles."""
    busy = {f"2025-{month:02}": PACK // 4 for month in range(1, 13)}
    made = packs(_heads({"2026-01": 500, "2026-09": 500, **busy}))
    assert [pack.name for pack in made] == ["2026", "2025-4", "2025-3", "2025-2", "2025-1"]
    assert all(pack.length <= PACK for pack in made)


def test_groups_begin_with_the_newest_and_stay_small() -> None:
    """All at once where there is little; else as much as is fast, then less."""
    few = packs(_heads({"2024-01": 900, "2025-05": 900, "2026-09": 900}))
    assert [group.packs for group in groups(few)] == [("2026", "2025", "2024")]
    many = packs(_heads({f"{year}-{month:02}": PACK // 4 for year in range(2016, 2027) for month in range(1, 13)}))
    lengths = {pack.name: pack.length for pack in many}
    found = [sum(lengths[name] for name in group.packs) for group in groups(many)]
    assert found[0] <= FIRST
    assert all(each <= FURTHER for each in found[1:])
    assert [name for group in groups(many) for name in group.packs] == [pack.name for pack in many]
    assert groups(()) == ()


def test_a_pack_of_ordinary_articles_is_as_small_as_the_limits_take_for_granted() -> None:
    """1,000 characters make at most 250 bytes by Brotli, so that the limits in characters hold those in bytes."""
    articles = corpus(ROOT, 130).articles
    written = (Written(each.title, each.slug, f"{each.summary}\n\n{each.body}") for each in articles)
    made = texts_json(Texts("vi", tuple(written)))
    assert len(brotli.compress(made, quality=11)) <= sum(len(each.body) for each in articles) / 4


def test_an_edit_makes_the_pack_of_its_year_again_and_no_other(small_site: Path) -> None:
    """All other packs stand, and the names too while no title changes: they read no text."""
    before, _ = load(small_site)
    edit(small_site / "content/articles/2026/11/xet-nghiem-lan-dau.yaml", "body: |\n", "body: |\n  Thêm một câu.\n\n")
    after, _ = load(small_site)
    keys = [{batch.name: batch.key for batch in search(site, TODAY)} for site in (before, after)]
    assert [name for name in keys[0] if keys[0][name] != keys[1][name]] == ["texts of 2026"]
    names = next(batch for batch in search(after, TODAY) if batch.name == "search")
    reading = Reading(after)
    assert list(names.make(cast(Site, reading), TODAY, *names.given))
    assert not {"articles", "locations"} & reading.facets


def test_only_what_readers_may_see_is_in_a_pack() -> None:
    """No article whose day has not come, no draft, nothing that was withdrawn."""
    site, _ = load(ROOT)
    titles = {title for title, _ in _articles(site)}
    assert titles == {each.title for each in site.published_articles(TODAY)}
    assert len(titles) < len(site.article_heads)  # some are of days to come


def _articles(site: Site) -> list[tuple[str, str]]:
    made = [artifact for batch in search(site, TODAY) for artifact in batch.make(site, TODAY, *batch.given)]
    files = [artifact.make() for artifact in made if artifact.path.startswith("tim/bai/")]
    return [pair for file in files if isinstance(file, bytes) for pair in json.loads(file)["articles"]]


def test_titles_stand_under_letters_of_the_alphabet() -> None:
    """Without its tone, whatever stands before it; what is no letter of the alphabet stands together."""
    titles = ("“Ở đâu?", "Đi làm xa", "ấm áp", "Ý kiến", "5 câu hỏi", "…", "ж")
    assert [first_letter(title) for title in titles] == ["Ơ", "Đ", "Â", "Y", OTHER, OTHER, OTHER]

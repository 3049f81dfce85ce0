"""Rules about words, people, law and pictures over a whole site: waivers, articles of others, what is remembered."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.build.pipeline import build
from generator.checks.waivers import WAIVABLE
from generator.language import translator
from generator.model.diagnostic import Diagnostic
from tests.conftest import ROOT, TODAY
from tests.site import edit
from tests.test_checks import ARTICLE, BLOCK, CAMPAIGN, checked

SENTENCE = "Bài này là ví dụ."
PLACE = "data/locations/phong-kham-vi-du.yaml"
TAKEN = """taken:
  subscription: nguon
  id: tag:nguon.example,2026:1
  url: https://nguon.example/1
  office: Trung tâm khác (ví dụ)
  published: 2026-11-18T07:00:00+07:00
  updated: 2026-11-18T07:00:00+07:00
  sha256: {}
""".format("0" * 64)


def codes(found: list[Diagnostic]) -> list[str]:
    return [f"{each.code} {each.severity.name.lower()}" for each in found]


def say(root: Path, sentence: str, file: str = BLOCK) -> None:
    """Let an article say something."""
    edit(root / file, "Bài này là ví dụ" if file == ARTICLE else SENTENCE, sentence)


def test_a_waiver_with_a_reason_sets_a_rule_aside(small_site: Path) -> None:
    """In its own record, for every place where the rule finds something, and nowhere else."""
    say(small_site, "Họ gọi nhau là con nghiện. Lại con nghiện.")
    assert codes(checked(small_site)) == ["N001 error"] * 2
    edit(small_site / BLOCK, "unit:", "waivers:\n  - rule: N001\n    why: Kể lại lời người trong cuộc.\nunit:")
    assert checked(small_site) == []
    say(small_site, "Lại con nghiện", ARTICLE)
    assert [each.place.file for each in checked(small_site)] == [ARTICLE]


def test_what_protects_people_cannot_be_waived() -> None:
    """Nor what keeps promises or makes records readable."""
    assert not {code for code in WAIVABLE if code[0] in "QFYRTILVW" or code == "B002"}


def test_words_of_another_office_are_a_warning_and_its_people_are_protected(small_site: Path) -> None:
    """The office can only ask for the words to be changed; what identifies somebody it must not publish.

    Once both articles are of another office, a month is without one of its own (C001).
    """
    edit(small_site / ARTICLE, "programmes:", f"{TAKEN}programmes:")
    say(small_site, "<p>Một <b>con nghiện</b> kể</p>", ARTICLE)
    assert codes(checked(small_site)) == ["N001 warning"]
    say(small_site, "Bệnh nhân <b>Nguyễn V. M.</b>", BLOCK)
    edit(small_site / BLOCK, "programmes:", f"{TAKEN}programmes:")
    assert codes(checked(small_site)) == ["Q004 error", "N001 warning", "C001 warning"]


def test_an_article_with_a_name_in_it_can_be_withdrawn(small_site: Path) -> None:
    """Its text is shown no more, and the way out is not barred."""
    say(small_site, "Bệnh nhân Nguyễn V. M. kể, con nghiện nghe.", ARTICLE)
    edit(
        small_site / ARTICLE, "programmes", "withdrawn:\n  on: 20/11/2026\n  why: Có thể làm lộ một người.\nprogrammes"
    )
    assert checked(small_site) == []


def test_a_mobile_of_a_place_may_be_told(small_site: Path) -> None:
    """Once its record says whose line it is, however the number is grouped."""
    say(small_site, "Gọi 0912 345 678 hoặc +84 912 345 678.")
    assert codes(checked(small_site)) == ["Q002 error"] * 2
    edit(small_site / PLACE, "schedule:", 'phones:\n  - number: "0912.345.678"\n    line: organization\nschedule:')
    assert checked(small_site) == []


def test_pictures_say_what_they_must(small_site: Path) -> None:
    """People agreed, others allowed it, and words stand for it; a drawing shows nobody."""
    image = "image:\n  file: a.{}\n  alt: Hai người trò chuyện\n  credit: Báo Ví dụ\n{}summary:"
    edit(small_site / BLOCK, "summary:", image.format("jpg", ""))
    assert codes(checked(small_site)) == ["Q005 error", "A004 warning"]
    edit(small_site / BLOCK, "a.jpg", "a.svg")
    assert codes(checked(small_site)) == ["A004 warning"]
    edit(small_site / BLOCK, "a.svg", "a.jpg")
    edit(small_site / BLOCK, "summary:", "  licence: CC BY 4.0\n  consent: Đồng ý bằng văn bản, 10/2026\nsummary:")
    assert checked(small_site) == []


@pytest.mark.parametrize(("days", "wanted"), [(15, []), (14, ["C002 warning"]), (0, ["C002 warning"]), (-1, [])])
def test_a_theme_is_asked_for_in_time(days: int, wanted: list[str], small_site: Path) -> None:
    """From two weeks before the first day until it has come."""
    today = date(2026, 11, 10 - days) if days < 10 else date(2026, 10, 41 - days)
    found = [each for each in checked(small_site, today) if each.code == "C002"]
    assert codes(found) == wanted


def test_what_a_place_lacks_is_named_as_officers_call_it(small_site: Path) -> None:
    """With a line to copy for each; `dosing` alone tells nobody what to ask on the telephone."""
    edit(small_site / PLACE, "    accepts_new: yes\n    dosing: daily\n", "")
    (found,) = [each for each in checked(small_site) if each.code == "G022"]
    said = found.message.text(translator("vi"))
    assert said.endswith("`accepts_new` (Nhận người mới), `dosing` (Cách dùng thuốc)")
    assert found.hint
    assert "`accepts_new: yes`, `dosing: daily`" in found.hint.text(translator("vi"))


def test_a_theme_that_is_known_in_english_is_enough(small_site: Path) -> None:
    """It is not translated back only to silence a rule."""
    edit(small_site / CAMPAIGN, "    end: 2026-12-10", "    end: 2026-12-10\n    theme_english: A theme")
    assert [each for each in checked(small_site, date(2026, 11, 9)) if each.code == "C002"] == []


def test_findings_stay_while_texts_and_words_are_the_same(published_site: Path) -> None:
    """From the memo as from the files; a new row in the table is heeded by the next build."""
    say(published_site, "Người mại dâm cũng đến, và một từ ví dụ.")
    _, cold = build(published_site, published_site, TODAY)
    _, warm = build(published_site, published_site, TODAY)
    assert warm == cold
    assert "N001 warning" in codes(cold)
    shutil.copy(ROOT / "data/terms.csv", published_site / "data/terms.csv")
    with (published_site / "data/terms.csv").open("a", encoding="utf-8") as table:
        table.write("một từ ví dụ,một từ khác,Ví dụ,note,,,Ví dụ tự đặt,editorial\n")
    _, after = build(published_site, published_site, TODAY)
    assert [code for code in codes(after) if code not in codes(warm)] == ["N001 note"]

"""Vietnamese alphabetical order, compared with the one that browsers have: Chromium's `Intl.Collator('vi')` (CLDR)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from generator.model.vietnamese import sort_key
from tests.test_vietnamese import unit_names

pytestmark = pytest.mark.browser

# Pairs of neighbours that the collator has the other way round, or takes for equal though the texts differ.
WRONG_PAIRS = """names => {
  const collator = new Intl.Collator("vi");
  return names.slice(1).map((name, index) => [names[index], name]).filter(([a, b]) => collator.compare(a, b) >= 0);
}"""
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    """An empty page."""
    return browser.new_page()


def test_chromium_knows_vietnamese(page: Page) -> None:
    """Its collator is the Vietnamese one: đ comes after all d, unlike in the order of no language."""
    assert page.evaluate("new Intl.Collator('vi').resolvedOptions().locale") == "vi"
    assert page.evaluate("new Intl.Collator('vi').compare('đa', 'dy')") == 1


def test_all_names_of_units_stand_as_in_chromium(page: Page) -> None:
    """Today's and former units, some nine thousand names: every name comes before the next one."""
    names = sorted(unit_names(), key=sort_key)
    assert len(names) > 9000
    assert page.evaluate(WRONG_PAIRS, names) == []


def test_all_letters_and_tones_stand_as_in_chromium(page: Page) -> None:
    """Every letter with every tone, small and capital, alone and followed by a letter or a space."""
    marked = [letter + tone if letter in "aăâeêioôơuưy" else letter for letter in LETTERS for tone in TONES]
    texts = {form + rest for text in marked for form in (text, text.upper()) for rest in ("", "n", " n", "1")}
    assert page.evaluate(WRONG_PAIRS, sorted(texts, key=lambda text: (sort_key(text), text))) == []

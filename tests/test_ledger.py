"""What stands from the last build: renderers and checks that would read the same are not run again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from generator.build.batches import Batches, Inconsistent, Output
from generator.build.cache import Cache, State
from generator.build.fingerprint import Fingerprint
from generator.build.ledger import Ledger
from generator.build.pipeline import build
from generator.build.plan import prepare
from generator.model import feed_address
from generator.model.artifact import Artifact, Batch, Deferred, Shape, digest
from generator.model.reading import FACETS, Reading, facet
from generator.model.site import Site
from generator.source.load import load
from tests.conftest import TODAY
from tests.site import edit, publish

ARTICLE = "content/articles/2026/10/hoi-truoc-khi-den.yaml"
PLACE = "data/locations/phong-kham-vi-du.yaml"


def made(root: Path, today: date = TODAY) -> set[str]:
    """The batches that a build would make."""
    plan, _ = prepare(root, root, today)
    assert plan
    now, before = plan.ledger.now.items(), plan.ledger.before
    return {name for name, result in now if result is not before.get(name) and not result.findings}


def test_nothing_is_made_when_nothing_changed(published_site: Path) -> None:
    """Not one batch."""
    assert made(published_site) == set()


def test_a_text_concerns_its_month_its_feeds_and_its_pack(published_site: Path) -> None:
    """A sentence in a body does not reach lists, places or checks of addresses; dues look for `review_by`."""
    edit(published_site / ARTICLE, "body: |\n", "body: |\n  Một câu nữa.\n\n")
    assert {each.partition(" ")[0] for each in made(published_site)} == {"articles", "feed", "texts", "dues_calendars"}


def test_a_title_concerns_lists_too(published_site: Path) -> None:
    """What lists show of an article is its face."""
    edit(published_site / ARTICLE, "hỏi gì trước", "nên hỏi gì trước")
    assert {"home", "archive", "programmes"} <= made(published_site)
    assert "locations" not in made(published_site)


def test_a_place_does_not_concern_articles(published_site: Path) -> None:
    """As long as the same kinds of service are offered; of the feeds only that of places hears of it."""
    edit(published_site / PLACE, "name: Phòng khám", "name: Phòng khám đa khoa")
    found = made(published_site) - {f"feed {feed_address.CHANGES}"}
    assert "locations" in found
    assert not {each for each in found if each.startswith(("articles", "feed", "archive"))}


def test_a_day_may_concern_everything(published_site: Path) -> None:
    """Nobody knows who looks at the day: everything is looked at, and what is the same is not written."""
    assert made(published_site, date(2026, 11, 23)) >= {"home", "archive", "locations"}
    assert publish(published_site, today=date(2026, 11, 23)).written in ((), ("index.html",))


def test_a_batch_keeps_what_it_read_when_one_of_its_files_is_made_again(published_site: Path) -> None:
    """Harmed files are made alone: what the others of their batches read still has them made again."""
    cache = Cache(published_site / "build/cache.sqlite")
    before = cache.read()
    harmed = {known.batch: path for path, known in sorted(before.outputs.items()) if known.batch}
    for path in harmed.values():
        (published_site / "site" / path).unlink()
    assert set(publish(published_site).written) == set(harmed.values())
    facets = {name: result.facets for name, result in before.results.items()}
    assert {name: result.facets for name, result in cache.read().results.items()} == facets


def test_a_first_build_says_a_view_once(small_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is said for a digest that is compared with none; what is read when a page is made is noted."""
    module = import_module("generator.renderers.journal")
    say = module._month
    said: Counter[tuple[int, int]] = Counter()

    def counted(site: Site, year: int, month: int, *others: Any) -> Any:
        said[year, month] += 1
        return say(site, year, month, *others)

    monkeypatch.setattr(module, "_month", counted)
    publish(small_site)
    assert said
    assert set(said.values()) == {1}
    read = Cache(small_site / "build/cache.sqlite").read().results
    assert all("programmes" in read[f"journal of {year}-{month:02}"].facets.split("\n") for year, month in said)


def test_inputs_that_tell_what_they_depend_on_are_not_said_for_their_digest() -> None:
    """Others are, and when they are said for a file, its digest comes of the same."""
    told = Deferred(lambda: pytest.fail("it was said"), lambda: "abc")
    assert told.digest == "abc"
    said: list[str] = []
    plain = Deferred(lambda: said.append("once") or ("a", 1))
    ready = plain.ready()
    assert (ready.value, ready.digest, plain.digest, said) == (("a", 1), digest(("a", 1)), ready.digest, ["once"])


def test_of_two_files_that_claim_a_path_each_has_its_own_artifact(small_site: Path) -> None:
    """A mistake of records, told when all files are listed; until then nothing goes wrong, nor on for ever."""
    site, _ = load(small_site)
    twice = [Artifact("a/index.html", _recipe, name, Shape(name, 1)) for name in ("help", "articles")]
    given = [Batch("both", lambda _site, _today: twice), *(Batch(str(each.inputs), _one(each)) for each in twice)]
    batches = Batches(State({}, {}), Ledger({}, site, TODAY, "tools"), "tools")
    listed = [each for batch in given for each in batches.files(batch)]
    outputs = [Output(each.path, Fingerprint("", "", ""), each.shape, each.batch) for each in listed]
    assert [each.inputs for each in batches.artifacts(outputs)] == ["help", "articles", "help", "articles"]
    gone = Output("b/index.html", Fingerprint("", "", ""), None, given[0])
    with pytest.raises(Inconsistent):
        batches.artifact(gone)


def _recipe(name: str) -> bytes:
    return name.encode()


def _one(artifact: Artifact) -> Callable[[Site, date], list[Artifact]]:
    return lambda _site, _today: [artifact]


def test_findings_are_remembered_with_their_places(published_site: Path) -> None:
    """A warning is told at every build, and where it stands now: a comment above moves it down a line."""
    (published_site / PLACE).write_text((published_site / PLACE).read_text().replace("dosing: daily", "note: Ghi chú"))
    _, before = build(published_site, published_site, TODAY)
    _, again = build(published_site, published_site, TODAY)
    assert again == before
    (warned,) = [each for each in before if each.place.file == PLACE and each.code == "G022"]
    (published_site / PLACE).write_text(f"# Một dòng ghi chú\n{(published_site / PLACE).read_text()}")
    _, after = build(published_site, published_site, TODAY)
    (moved,) = [each for each in after if each.place.file == PLACE and each.code == "G022"]
    assert moved.place == warned.place._replace(line=warned.place.line + 1)


def test_every_facet_has_a_digest(small_site: Path) -> None:
    """And every part of a site that may be read is there."""
    site, again = load(small_site)[0], load(small_site)[0]
    for name, facets in FACETS.items():
        assert hasattr(site, name)
        assert all(facet(site, each) == facet(again, each) for each in facets)


def test_who_reads_what_nobody_declared_is_told(small_site: Path) -> None:
    """A new part of `Site` cannot be read in secret."""
    site, _ = load(small_site)
    reading = Reading(site)
    assert list(reading.collection("programmes")) == list(site.programmes)
    assert reading.facets == {"programmes"}
    with pytest.raises(AttributeError, match="FACETS"):
        _ = reading.stamps


@pytest.mark.parametrize("file", ["cache.sqlite", "memo.sqlite"])
@pytest.mark.parametrize("harm", ["delete", "truncate", "garbage", "other tables", "bytes within"])
def test_whatever_happens_to_caches_the_release_is_the_same(published_site: Path, file: str, harm: str) -> None:
    """Deleted, cut or changed at any place: the next build is merely cold."""
    target = (published_site / "site").readlink()
    cache = published_site / "build" / file
    raw = cache.read_bytes()
    if harm == "delete":
        cache.unlink()
    elif harm == "truncate":
        os.truncate(cache, len(raw) // 2)
    elif harm == "garbage":
        cache.write_bytes(b"\0" * len(raw))
    elif harm == "other tables":
        cache.unlink()
        subprocess.run([sys.executable, "-c", _OTHER, cache], check=True)
    else:  # in the middle of every page but the first
        cache.write_bytes(b"".join(_scratched(raw[at : at + 4096], at) for at in range(0, len(raw), 4096)))
    assert publish(published_site).written == ()
    assert (published_site / "site").readlink() == target
    assert made(published_site) == set()


_OTHER = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('create table files (name)')"


def _scratched(page: bytes, at: int) -> bytes:
    return page[:2000] + bytes(each ^ 0x55 for each in page[2000:2040]) + page[2040:] if at else page


def test_rows_that_do_not_fit_together_are_not_believed(published_site: Path) -> None:
    """Outputs that are not what their batch made: planned again with nothing."""
    cache = Cache(published_site / "build/cache.sqlite")
    state = cache.read()
    path = next(each for each in state.outputs if each.startswith("bai-viet/"))
    moved = {(f"x{each}" if each == path else each): row for each, row in state.outputs.items()}
    moved[f"x{path}"] = moved[f"x{path}"]._replace(path=f"x{path}")
    cache.write(state, State(moved, state.results))
    report = publish(published_site)
    assert (published_site / "site" / path).exists()
    assert not (published_site / "site" / f"x{path}").exists()
    assert report.outputs == len(state.outputs)


_WARM = """
import sys
from generator import cli
sys.argv = ["outreach", "build", "--root", sys.argv[1], "--today", "2026-11-22"]
try:
    cli.main()
except SystemExit:
    pass
print(*sorted(sys.modules), file=sys.stderr)
"""


def _loaded(root: Path) -> set[str]:
    """The modules that a build in a process of its own has loaded at its end."""
    ran = subprocess.run([sys.executable, "-c", _WARM, root], capture_output=True, text=True, check=True)
    return set(ran.stderr.splitlines()[-1].split())


def test_a_warm_build_imports_neither_engine_nor_feeds(published_site: Path) -> None:
    """Work counters: what only stale outputs need is not even imported."""
    modules = _loaded(published_site)
    assert "generator" in modules
    assert not modules & {
        "mkdocs",
        "material",
        "feedgen",
        "icalendar",
        "lxml",
        "phonenumbers",
        "rapidfuzz",
        "rich",
        "distributed",
    }


def test_an_edit_imports_only_what_it_changes(published_site: Path) -> None:
    """Work counters: what reads other forms of YAML, starts processes, or makes paper is not loaded for a sentence."""
    dues = "dues_calendar: [article, check, review, report, theme, campaign]\n"  # these ask where a day is written
    edit(published_site / "data/site.yaml", dues, "")
    publish(published_site)
    edit(published_site / ARTICLE, "body: |\n", "body: |\n  Một câu nữa.\n\n")
    modules = _loaded(published_site)
    assert {"generator.renderers.article", "pydantic", "jinja2"} <= modules
    assert not modules & {
        "yaml",
        "concurrent.futures",
        "multiprocessing",
        "traceback",
        "generator.build.compress",
        "generator.source.press",
    }


def test_a_build_with_nothing_to_do_imports_nothing_that_makes_pages(published_site: Path) -> None:
    """Not even what tells the versions of packages by opening each of them."""
    _loaded(published_site)
    modules = _loaded(published_site)
    assert "generator.build.standing" in modules
    assert not modules & {"pydantic", "jinja2", "yaml", "sqlite3", "importlib.metadata", "generator.model.site"}


def test_heads_say_what_their_records_say(small_site: Path) -> None:
    """Made from the record, never read on their own."""
    site: Site = load(small_site)[0]
    for name in ("articles", "locations"):
        for head in site.heads(name):
            assert site.collection(name)[head.id].head == head

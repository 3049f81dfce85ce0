"""The memo of records: what is saved while it is read is read again."""

from __future__ import annotations

import os
import time
from pathlib import Path

from generator.build.memo import RecordMemo
from generator.source.load import load
from tests.site import edit

ARTICLE = "content/articles/2026/10/hoi-truoc-khi-den.yaml"


def test_a_file_saved_while_it_is_read_is_read_again(small_site: Path, tmp_path: Path) -> None:
    """The records of the old text are never taken for those of the new one."""
    memo = RecordMemo(tmp_path / "records.sqlite", "tools")
    file = small_site / ARTICLE
    keep = memo.keep

    def save_and_keep(look: object, name: str, heads: list[object], records: list[object]) -> None:
        if name.startswith(ARTICLE):
            edit(file, "Ba câu nên hỏi trước", "Bốn câu nên hỏi trước")
        keep(look, name, heads, records)  # type: ignore[arg-type]

    memo.keep = save_and_keep  # type: ignore[method-assign, assignment]
    before, _ = load(small_site, memo=memo)
    memo.save()
    assert before.articles["2026-10-hoi-truoc-khi-den"].summary.startswith("Ba")
    again = RecordMemo(tmp_path / "records.sqlite", "tools")
    after, _ = load(small_site, memo=again)
    again.save()
    assert after.articles["2026-10-hoi-truoc-khi-den"].summary.startswith("Bốn")


def test_a_text_with_the_size_and_time_of_the_old_one_is_read(small_site: Path, tmp_path: Path) -> None:
    """As it comes from an archive or a program that puts the time back; `standing` notices it too."""
    file = small_site / ARTICLE
    os.utime(file, ns=(0, 0))
    for first, other in (("Ba", "Bo"), ("Bo", "Ba")):
        memo = RecordMemo(tmp_path / "records.sqlite", "tools")
        load(small_site, memo=memo)
        memo.save()
        time.sleep(0.1)  # longer than a change may go unseen
        memo = RecordMemo(tmp_path / "records.sqlite", "tools")
        load(small_site, memo=memo)
        memo.save()
        edit(file, f"{first} câu nên hỏi trước", f"{other} câu nên hỏi trước")
        os.utime(file, ns=(0, 0))
        found, _ = load(small_site, memo=RecordMemo(tmp_path / "records.sqlite", "tools"))
        assert found.articles["2026-10-hoi-truoc-khi-den"].summary.startswith(other)


def test_only_the_same_toolchain_is_trusted(small_site: Path, tmp_path: Path) -> None:
    """What another generator or library remembered is not read."""

    def recalled(tools: str) -> bool:
        memo = RecordMemo(tmp_path / "records.sqlite", tools)
        known = f"{ARTICLE} {load(small_site)[0].terms.digest[:12]}"
        found = memo.recall(small_site, ARTICLE, known)
        load(small_site, memo=memo)
        memo.save()
        return found is not None

    assert [recalled("one"), recalled("one"), recalled("other"), recalled("one")] == [False, True, False, False]


def test_records_are_those_of_the_text_that_is_known(small_site: Path, tmp_path: Path) -> None:
    """Where only the heads of a new text could be kept, the records of the old one are not taken for its own."""
    file, name = small_site / ARTICLE, f"{ARTICLE} words"
    memo = RecordMemo(tmp_path / "records.sqlite", "tools")
    for records, saved in ((["old"], "Ba câu nên hỏi trước"), ([], "Bốn câu nên hỏi trước")):
        edit(file, "Ba câu nên hỏi trước", saved)
        look = memo.look(file, 10**6)
        assert look
        memo.keep(look, name, ["head"], records)
        memo.save()
        again = RecordMemo(tmp_path / "records.sqlite", "tools")
        assert again.recall(small_site, ARTICLE, name) == (look.digest, ["head"])
        assert again.fetch(name) == (records or None)

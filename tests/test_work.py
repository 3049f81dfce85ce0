"""Pages made here, on processes or on a cluster have the same bytes; and each output can say why it was made."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from distributed import LocalCluster

from generator.build import work
from generator.build.explain import explain
from generator.build.how import How
from generator.build.pipeline import build
from generator.build.plan import prepare
from generator.build.work import Job, make, run
from tests.conftest import TODAY, copied
from tests.site import command, edit, publish, tree

COPIES = 60  # articles: more than any feed holds
FEW = 50  # jobs that travel together here: many chunks
ARTICLE = "content/articles/2026/10/hoi-truoc-khi-den.yaml"
ADDRESS = "/bai-viet/2026/10/hoi-truoc-khi-den/"


@pytest.fixture(scope="module")
def many(published_small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site with many articles of one month more."""
    root = copied(published_small, tmp_path_factory.mktemp("many") / "site")
    body = (root / ARTICLE).read_text(encoding="utf-8")
    for number in range(COPIES):
        text = body.replace("id: 2026-10-hoi", f"id: 2026-10-so-{number}-hoi")
        text = text.replace("published: 2026-10-07", f"published: 2026-10-{30 - number // 3}")
        (root / f"content/articles/2026/10/so-{number}.yaml").write_text(text, encoding="utf-8")
    publish(root)
    return root


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "CHUNK", FEW)


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """A real Dask cluster of two worker processes, on loopback."""
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
    ) as started:
        yield started


def test_processes_give_the_same_tree(many: Path, tmp_path: Path) -> None:
    """The same bytes from worker processes."""
    report, _ = build(many, tmp_path, TODAY, How(executor="processes"))
    assert report.rendered > 2 * FEW
    assert tree(tmp_path / "site") == tree(many / "site")


@pytest.mark.filterwarnings("default")  # the cluster's own
def test_a_cluster_gives_the_same_tree_though_a_worker_is_killed(
    many: Path, tmp_path: Path, cluster: LocalCluster
) -> None:
    """The same bytes from a Dask cluster, one of whose workers is killed while pages are made."""
    killed: list[int] = []

    def kill(phase: str, done: int, total: int) -> None:
        if phase == "render" and not killed:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    build(many, tmp_path, TODAY, How(executor=cluster.scheduler_address, tick=kill))
    assert killed
    assert tree(tmp_path / "site") == tree(many / "site")


def test_a_killed_process_does_not_matter(many: Path) -> None:
    """When the pool breaks down, what is left is made here."""
    plan, _ = prepare(many, many, TODAY)
    assert plan
    jobs = [
        Job(plan.batches.artifact(each).ready(), plan.shell.layouts[each.shape] if each.shape else None)
        for each in plan.outputs.values()
        if each.batch
    ]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        results = run(jobs, pool, 1)
        first = next(results)
        for worker in pool._processes.values():
            os.kill(worker.pid or 0, signal.SIGKILL)
        assert [first, *results] == make(jobs)


def test_only_what_is_stale_is_handed_out(many: Path, tmp_path: Path) -> None:
    """Work counters: one edit renders its page, its month and its pack of search, whatever the number of articles."""
    root = copied(many, tmp_path / "project")
    edit(root / "content/articles/2026/10/so-59.yaml", "body: |\n", "body: |\n  Một câu mới.\n\n")
    report = publish(root)
    assert report.rendered == 3
    assert set(report.written) == {
        "bai-viet/2026/10/luu-tru.atom",
        "bai-viet/2026/10/so-59-hoi-truoc-khi-den/index.html",
        *(path for path in report.written if path.startswith("tim/bai/")),
    }
    assert not report.engine_ran


def test_explain_names_cause_and_records(published_site: Path) -> None:
    """Why an output was made, whether the next build makes it again, and from which records."""
    root = published_site
    found, _ = explain(root, root, TODAY, ADDRESS)
    assert found
    assert (found.last, found.now) == ("it was not there before", "")
    assert ARTICLE in {place.file for place in found.records}
    edit(root / ARTICLE, "body: |\n", "body: |\n  Một câu mới.\n\n")
    found, _ = explain(root, root, TODAY, ADDRESS)
    assert found
    assert found.now == "what it shows changed"
    publish(root)
    found, _ = explain(root, root, TODAY, ADDRESS)
    assert found
    assert (found.last, found.now) == ("what it shows changed", "")
    month, _ = explain(root, root, TODAY, "bai-viet/2026/10")
    assert month
    assert ARTICLE in {place.file for place in month.records}


def test_explain_speaks_on_the_command_line(published_site: Path) -> None:
    """In Vietnamese, and with an exit code where there is nothing to explain."""
    done = command("explain", ADDRESS, "--root", str(published_site), "--today", "2026-11-22")
    assert done.returncode == 0, done.stderr
    assert "Tệp đang đăng được dựng vì" in done.stdout
    assert command("explain", "/khong-co/", "--root", str(published_site), "--today", "2026-11-22").returncode == 1

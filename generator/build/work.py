"""Making pages: one pure function over a chunk of jobs, run here, on other processes or on other machines."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from os import cpu_count
from typing import TYPE_CHECKING, NamedTuple

from generator.engine.layout import Layout
from generator.model.artifact import Artifact, Page

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future  # most builds have none

CHUNK = 200  # jobs that travel together: 3 MB of pages
ROOM = 3_000_000  # bytes of files that are made here before any is written
CORES = cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Job:
    """An artifact to make, and the layout that frames it if it is a page."""

    artifact: Artifact
    layout: Layout | None

    def ready(self) -> Job:
        """The same with all that its recipe may read, to be made anywhere."""
        return Job(self.artifact.ready(), self.layout)


class Made(NamedTuple):
    """A file, and a digest of all that it was made of but its frame."""

    content: bytes
    inputs: str


def _together(files: Iterable[Made]) -> Iterator[list[Made]]:
    """Files that are made one by one, as many as there is room for before something else is done."""
    some, room = [], ROOM
    for each in files:
        some.append(each)
        room -= len(each.content)
        if room <= 0:
            yield some
            some, room = [], ROOM
    yield some


def make(jobs: Sequence[Job]) -> list[Made]:
    """The files of a chunk. It reads nothing but its jobs, so it gives the same bytes wherever it runs."""
    return [_one(job) for job in jobs]


def _one(job: Job) -> Made:
    made = job.artifact.make()
    if isinstance(made, Page):
        assert job.layout is not None, job.artifact.path
        made = job.layout.stamp(made)
    return Made(made, job.artifact.digest)


def run(jobs: Iterable[Job], executor: Executor | None = None, workers: int = 1) -> Iterator[Made]:
    """The files of all jobs in their order: made here a few at a time, or by an executor, a few chunks.

    When the executor breaks down (a worker was killed), what is left is made here.
    """
    left = iter(jobs)
    if executor is None:
        for some in _together(map(_one, map(Job.ready, left))):
            yield from some
        return
    waiting: deque[tuple[Sequence[Job], Future[list[Made]] | None]] = deque()
    while chunk := [job.ready() for job in islice(left, CHUNK)]:
        waiting.append((chunk, _submit(executor, chunk)))
        if len(waiting) > 2 * workers:
            yield from _result(*waiting.popleft())
    while waiting:
        yield from _result(*waiting.popleft())


def _submit(executor: Executor, chunk: Sequence[Job]) -> Future[list[Made]] | None:
    from concurrent.futures import BrokenExecutor

    try:
        return executor.submit(make, chunk)
    except BrokenExecutor:
        return None


def _result(chunk: Sequence[Job], future: Future[list[Made]] | None) -> list[Made]:
    if future is not None:
        from concurrent.futures import BrokenExecutor

        try:
            return future.result()
        except BrokenExecutor:
            pass
    return make(chunk)


@contextmanager
def workers(name: str, jobs: int) -> Iterator[tuple[Executor | None, int]]:
    """The executor called `name`, and how many workers it has.

    `auto` is `serial`: processes did not pay for up to 10,000 articles on two cores (docs/performance.md).
    `processes` are one for each core, and an address such as
    `tcp://10.0.0.1:8786` the Dask cluster there (extra `distributed`).
    """
    if name in ("auto", "serial") or jobs <= CHUNK:
        yield None, 1
    elif name == "processes":
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        with ProcessPoolExecutor(CORES, mp_context=get_context("spawn")) as pool:
            yield pool, CORES
    else:
        from distributed import Client

        # Not pure: else each job is pickled twice, first for a key by which nobody asks.
        with Client(name, set_as_default=False) as client, client.get_executor(pure=False) as cluster:  # type: ignore[no-untyped-call]
            yield cluster, max(1, len(client.scheduler_info()["workers"]))

"""Saves are noticed: by the operating system, within a few hundredths of a second."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from pathlib import Path
from threading import Event, Thread

from watchfiles import watch

from generator.source.folders import FOLDERS, READ

GROUPED = 20  # ms in which saves count as one
QUIET = 5  # ms without a further one
ROUND = 100  # ms until a watcher says that it is at work
Saved = Callable[[Set[str]], None]


class NotWatched(Exception):
    """The operating system does not tell of saves; says why."""


class Watch:
    """Calls `saved` with the paths below `root` of what changed, on threads of its own.

    `run` wraps what each thread does, so that its owner hears of what goes wrong.
    """

    def __init__(self, root: Path, saved: Saved, run: Callable[[Callable[[], None]], Callable[[], None]]) -> None:
        self.root = root
        self.saved = saved
        self._again = Event()  # a folder came or went: watch anew
        self._ready = (Event(), Event())
        for act in (self._folders, self._top):
            Thread(target=run(act), daemon=True).start()

    def wait(self) -> None:
        """Return once no change can be missed any more."""
        for each in self._ready:
            each.wait()

    def _folders(self) -> None:
        """Everything inside the folders."""
        while True:
            there = [folder for name in FOLDERS if (folder := self.root / name).is_dir()]
            for names in self._names(there, 0, recursive=True):
                self.saved(names)
            self._again.clear()
            self.saved(set(FOLDERS))

    def _top(self) -> None:
        """Files beside the folders, and the folders themselves: they may come and go."""
        for names in self._names([self.root], 1, recursive=False):
            if names & {*FOLDERS}:
                self._again.set()
            if files := names & {*READ}.difference(FOLDERS):
                self.saved(files)

    def _names(self, paths: list[Path], watcher: int, *, recursive: bool) -> Iterator[set[str]]:
        """What changed, time after time: paths below the root, without hidden files and what editors leave behind."""
        try:
            for changes in watch(
                *paths,
                watch_filter=None,
                debounce=GROUPED,
                step=QUIET,
                rust_timeout=ROUND,
                yield_on_timeout=True,
                stop_event=self._again if recursive else None,
                recursive=recursive,
                ignore_permission_denied=True,
            ):
                self._ready[watcher].set()
                inside = (Path(path).relative_to(self.root) for _, path in changes)
                if names := {each.as_posix() for each in inside if not any(map(_aside, each.parts))}:
                    yield names
        except OSError as problem:  # most often: more folders than the system allows to be watched
            raise NotWatched(str(problem)) from problem
        finally:
            self._ready[watcher].set()


def _aside(name: str) -> bool:
    """Whether a file is not for the site: hidden, or an editor's copy."""
    return name.startswith((".", "~")) or name.endswith("~")

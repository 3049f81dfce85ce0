"""`python -m bench`: measure this project against others and print the ratios."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from subprocess import CalledProcessError

import click

from bench.corpus import PLACES, corpus
from bench.machine import machine, stolen
from bench.peers import PEERS
from bench.peers.base import Peer
from bench.peers.ours import ROOT
from bench.report import growth, tables
from bench.suite import PARTS, Plan, measure
from bench.turn import Result

WORK = ROOT / "build/bench"
_NAMES = tuple(peer.name for peer in PEERS)


def _listed(known: tuple[str, ...]) -> click.ParamType[tuple[str, ...]]:
    """Some of the `known` names, with commas between."""

    class Listed(click.ParamType[tuple[str, ...]]):
        name = ",".join(known)

        def convert(
            self, value: str | tuple[str, ...], param: click.Parameter | None, ctx: click.Context | None
        ) -> tuple[str, ...]:
            names = tuple(value.split(",")) if isinstance(value, str) else value
            for each in names:
                if each not in known:
                    self.fail(f"{each!r} is none of {', '.join(known)}", param, ctx)
            return names

    return Listed()


@click.command()
@click.option("--size", "sizes", type=click.Choice([str(size) for size in PLACES]), multiple=True, default=["1000"])
@click.option("--peers", "names", type=_listed(_NAMES), default=_NAMES, help="Which systems, with commas between.")
@click.option("--only", "parts", type=_listed(PARTS), default=PARTS, help="Which measurements, with commas between.")
@click.option("--repeat", type=click.IntRange(1, 20), default=3, help="How often each is measured; medians are shown.")
@click.option("--save-limit", type=float, default=600, help="Seconds to wait for a saved page.")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write all figures here too.")
@click.option(
    "--in", "folder", type=click.Path(file_okay=False, path_type=Path), default=WORK, help="Where sites are made."
)
@click.option("--keep", is_flag=True, help="Leave the sites there.")
def main(
    sizes: tuple[str, ...],
    names: tuple[str, ...],
    parts: tuple[str, ...],
    repeat: int,
    save_limit: float,
    file: Path | None,
    folder: Path,
    keep: bool,
) -> None:
    """Lay one generated corpus out for several systems, measure them one after another, print tables and ratios."""
    plan = Plan(parts, repeat, save_limit)
    sites = folder.resolve() / "sites"
    where, before = machine(sites), stolen()
    peers = _installed(names)
    by_size: dict[int, list[Result]] = {}
    for size in sorted({int(each) for each in sizes}):
        made = corpus(ROOT, size)
        by_size[size] = measure(peers, made, plan, sites, WORK / "logs", _say)
        if not keep:
            shutil.rmtree(sites, ignore_errors=True)
        click.echo(f"\n## {len(made.articles)} articles + {len(made.locations)} locations, medians of {repeat}\n")
        click.echo(tables(size, by_size[size]))
    if len(by_size) > 1:
        click.echo(f"\n{growth(by_size)}")
    where["stolen"] = f"{(stolen() - before) / 100:.1f} s of CPU went to other machines during the run"
    click.echo("\n" + "\n".join(f"- {name}: {value}" for name, value in where.items()))
    if file:
        results = {str(size): [each.as_json() for each in found] for size, found in by_size.items()}
        file.write_text(
            json.dumps({"machine": where, "repeat": repeat, "sizes": results}, ensure_ascii=False, indent=1)
        )


def _installed(names: tuple[str, ...]) -> dict[Peer, str]:
    """The systems asked for, each with its version; one that cannot be installed here is left out."""
    found = {}
    for peer in (each() for each in PEERS if each.name in names):
        try:
            found[peer] = peer.install(WORK)
        except CalledProcessError as problem:
            _say(f"{peer.name} is left out: {problem}")
    return found


def _say(text: str) -> None:
    click.echo(text, err=True)


if __name__ == "__main__":
    main()

"""`python -m bench.finder`: how long the finder takes to filter, count and show 3,000 places, in a real browser."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from statistics import median, quantiles

import click

from bench.corpus import TODAY
from bench.machine import machine
from bench.peers.ours import ROOT
from bench.phone import phone
from bench.places import COUNT, lay_over, many_places
from generator import build, load

WORK = ROOT / "build/bench/finder"
_FRAME = 1000 / 60  # milliseconds
# Times one answer: the question as masks, what fits in order, a count for every choice, twenty cards, their layout.
_SCRIPT = """
async ([provinces, repeat, modules]) => {
  const [{ Table }, { card }, { NOTHING }] = await Promise.all(modules.map((path) => import(path)));
  const { words, kinds, languages, language } = JSON.parse(document.querySelector('[data-words]').textContent);
  const table = new Table(kinds, languages);
  for (const id of provinces) table.add(id, await (await fetch(`du-lieu/${id}.json`)).json());
  const list = document.querySelector('[data-places]'), now = Date.now(), origins = [{ point: [21.0163, 105.8277] }];
  const choices = [...kinds.map(([part]) => ({ needs: [part] })), { cost: ['mien-phi'] }, { cost: ['bao-hiem'] },
    { papers: true }, { open: true }, ...languages.map(([code]) => ({ languages: [code] }))];
  const times = { filter: [], count: [], cards: [], layout: [], all: [] };
  for (let turn = 0; turn < repeat; turn++) {
    const query = { ...NOTHING, ...choices[turn % choices.length] }, at = [performance.now()];
    const rows = table.select(table.compile(query), turn % 2 ? origins : [], now);
    at.push(performance.now());
    for (const choice of choices) table.count(table.compile({ ...query, ...choice }));
    at.push(performance.now());
    list.replaceChildren(...rows.slice(0, 20).map((row) => card(table.place(row), {}, words, language)));
    at.push(performance.now());
    list.getBoundingClientRect();
    at.push(performance.now());
    ['filter', 'count', 'cards', 'layout'].forEach((name, part) => times[name].push(at[part + 1] - at[part]));
    times.all.push(at[4] - at[0]);
  }
  return [table.length, times];
}
"""


@click.command()
@click.option("--repeat", default=400, show_default=True, help="How many answers are timed.")
@click.option("--slower", default=1, show_default=True, help="Slow the processor down by this, as a cheap phone is.")
def main(repeat: int, slower: int) -> None:
    """Milliseconds for one answer over 3,000 places; nothing here passes or fails."""
    shutil.rmtree(WORK, ignore_errors=True)
    report, _ = build(ROOT, WORK, TODAY)
    assert report.published
    folder = Path(shutil.copytree(report.published, WORK / "many"))
    lay_over(folder, many_places(load(ROOT)[0]), TODAY)
    provinces = sorted(path.stem for path in (folder / "noi-giup-do/du-lieu").glob("*.json"))
    with phone(folder) as (page, address):
        page.goto(f"{address}noi-giup-do/", wait_until="networkidle")
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
        scripts = folder / "assets/js/finder"
        files = (next(scripts.glob(f"{name}.*.js")).name for name in ("table", "card", "query"))
        modules = [f"{address}assets/js/finder/{name}" for name in files]
        places, times = page.evaluate(_SCRIPT, [provinces, repeat, modules])
        version = page.context.browser.version if page.context.browser else "?"
    assert places == COUNT
    click.echo(json.dumps({**machine(WORK), "chromium": version, "slower": slower}, indent=1))
    click.echo(f"{COUNT} places, {repeat} answers, ms       median    p95   (a frame: {_FRAME:.1f})")
    for name, each in times.items():
        click.echo(f"{name:32} {median(each):10.1f} {quantiles(each, n=20)[-1]:6.1f}")


if __name__ == "__main__":
    main()

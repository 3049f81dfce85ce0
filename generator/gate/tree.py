"""Rules over the whole tree: every link has its end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from generator.gate.facts import NOWHERE, Facts, Found, Link
from generator.gate.ground import OUT, address
from generator.gate.page_rules import no_such_spot
from generator.model.address import nowhere
from generator.model.diagnostic import Diagnostic, error
from generator.model.hints import MEND_LINK, did_you_mean
from generator.model.near import nearest
from generator.model.text import place_in

TOP = "top"  # the fragment that leads to the top of every page
_WITH_SPOTS = (".html", ".svg")  # files whose fragments are ids


def spot(target: str) -> tuple[str, str]:
    """The file a target is in, and the id in it; "" where the file alone is meant."""
    path, _, fragment = target.partition("#")
    meant = path.endswith(_WITH_SPOTS) and fragment != TOP and not fragment.startswith(":~:")
    return path, fragment if meant else ""


def dead(targets: Iterable[str], there: Mapping[str, object], ids: Callable[[str], Collection[str]]) -> set[str]:
    """Those of the targets that are not in the tree; `ids` gives those of a file."""
    gone = set()
    for target in targets:
        path, fragment = spot(target)
        if path not in there or (fragment and fragment not in ids(path)):
            gone.add(target)
    return gone


def dead_links(
    path: str,
    text: str,
    links: Iterable[Link],
    gone: set[str],
    there: Mapping[str, object],
    ids: Callable[[str], Collection[str]],
) -> Iterator[Found]:
    """A fault for every target of a file that is `gone`, where it stands first."""
    left = set(gone)
    for link in links:
        if link.target in left:
            left.discard(link.target)
            fault = _fault(link, there, ids)
            at = place_in(path, text, link.offset)
            yield Found(replace(fault, place=at), (link.written, address(link.target), f"#{spot(link.target)[1]}"))


def _fault(link: Link, there: Mapping[str, object], ids: Callable[[str], Collection[str]]) -> Diagnostic:
    path, fragment = spot(link.target)
    if path in there:
        return no_such_spot(fragment, ids(path), address(path))
    shown = link.written if link.target == OUT else address(link.target)
    near = f"{address(path)}/" if f"{path}/index.html" in there else None
    if near is None:
        alike = (address(each) for each in there if each.endswith(".html") == ("." not in shown))
        near = nearest(shown, sorted(alike))
    return error("Z001", NOWHERE, nowhere(shown), did_you_mean(near, MEND_LINK))


def used(facts: Facts) -> Iterator[str]:
    """The targets of a file that are spots in other files."""
    return (target for target in facts.targets if "#" in target and spot(target)[1])

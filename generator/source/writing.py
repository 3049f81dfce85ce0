"""Values to YAML as an officer would write it: texts of several lines as blocks, no quotes where none are needed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from generator.source.text import FORBIDDEN

_BREAKS = re.compile("[\x85\u2028\u2029\ufeff]")  # YAML 1.1 breaks lines at more than the line feed


class _Dumper(yaml.SafeDumper):
    """Writes lists indented, and texts of several lines as blocks."""

    def increase_indent(self, flow: bool = False, *_: bool, **__: bool) -> None:
        super().increase_indent(flow, False)

    def analyze_scalar(self, scalar: str) -> Any:
        """What PyYAML finds in a text; a block holds a Tab and blanks at the end of a line, too."""
        found = super().analyze_scalar(scalar)
        found.allow_block = found.allow_block or _block(scalar)
        return found


def _block(text: str) -> bool:
    """Whether a text is read back from a block as it is."""
    return "\n" in text and text[:1] not in (" ", "\t", "\n") and not (FORBIDDEN.search(text) or _BREAKS.search(text))


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    tag = "tag:yaml.org,2002:str"
    if _block(value):  # the break at its end is no part of what a record reads
        return dumper.represent_scalar(tag, value.rstrip("\n") + "\n", style="|")
    return dumper.represent_scalar(tag, value)


_Dumper.add_representer(str, _text)


def write_yaml(values: Mapping[str, Any], comment: str = "") -> str:
    """The text of a record, its fields in the order of `values`; each line of `comment` stands above."""
    above = "".join(f"# {line}\n" for line in comment.splitlines())
    return above + yaml.dump(dict(values), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)

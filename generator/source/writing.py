"""Values to YAML as an officer would write it: texts of several lines as blocks, no quotes where none are needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml


class _Dumper(yaml.SafeDumper):
    """Writes lists indented, and texts of several lines as blocks."""

    def increase_indent(self, flow: bool = False, *_: bool, **__: bool) -> None:
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    # A block keeps neither blanks at the end of a line nor lines that begin with one apart: quotes do.
    block = "\n" in value and all(line == line.rstrip() and line[:1] not in (" ", "\t") for line in value.split("\n"))
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if block else None)


_Dumper.add_representer(str, _text)


def write_yaml(values: Mapping[str, Any], comment: str = "") -> str:
    """The text of a record, its fields in the order of `values`; each line of `comment` stands above."""
    above = "".join(f"# {line}\n" for line in comment.splitlines())
    return above + yaml.dump(dict(values), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)

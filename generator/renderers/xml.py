"""XML documents as plain values, written by lxml."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

Attributes = Mapping[str, str | None]  # what is None is left out


class Element(NamedTuple):
    """An element with its attributes and either a text or elements inside; names may have a prefix."""

    name: str
    inside: str | tuple[Element, ...] = ""
    attributes: Attributes = MappingProxyType({})


def xml(root: Element, namespaces: Mapping[str, str]) -> bytes:
    """The document, indented; `namespaces` by prefix, "" is that of names without one."""
    from lxml import etree  # 20 ms, and only a document that changed needs it

    def named(name: str, default: str) -> str:
        prefix, _, local = name.rpartition(":")
        namespace = {**namespaces, "": default, "xml": "http://www.w3.org/XML/1998/namespace"}[prefix]
        return f"{{{namespace}}}{local}" if namespace else local

    def fill(made: etree._Element, element: Element) -> etree._Element:
        for name, value in element.attributes.items():
            if value is not None:
                made.set(named(name, ""), value)
        if isinstance(element.inside, str):
            made.text = element.inside or None
        else:
            for each in element.inside:
                fill(etree.SubElement(made, named(each.name, plain)), each)
        return made

    plain = namespaces.get("", "")
    prefixes = {prefix or None: namespace for prefix, namespace in namespaces.items()}
    made = fill(etree.Element(named(root.name, plain), nsmap=prefixes), root)  # type: ignore[arg-type]  # None is lxml's own default prefix
    return etree.tostring(made, encoding="UTF-8", xml_declaration=True, pretty_print=True)

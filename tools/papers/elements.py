"""Elements of a trade document's XML by their plain names, whatever their namespace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tools.papers.xmls import local


def under(element: Any, path: str) -> Iterator[Any]:
    """Every element at the path below; a name that begins with `*` only has to end so."""
    name, _, rest = path.partition("/")
    for one in element.iterchildren():
        if _named(local(one), name):
            yield from under(one, rest) if rest else (one,)


def _named(found: str, name: str) -> bool:
    return found.endswith(name[1:]) if name.startswith("*") else found == name


def text(element: Any, *paths: str) -> str:
    """The words of the first element that has any, at the first path that leads to one."""
    for path in paths:
        for one in under(element, path):
            words = "".join(one.itertext()).strip()
            if words:
                return words
    return ""


def attribute(element: Any, path: str, name: str) -> str:
    """An attribute of the first element at the path."""
    found = next(under(element, path), None)
    return str(found.get(name, "")) if found is not None else ""


def texts(element: Any, path: str) -> Iterator[str]:
    """The words of every element at the path."""
    return ("".join(one.itertext()).strip() for one in under(element, path))

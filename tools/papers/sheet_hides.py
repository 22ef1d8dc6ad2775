"""Which rows and columns an XLSX workbook does not show, from its own XML."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple
from zipfile import ZipFile

from domain.errors import Unreadable
from tools.papers import limits
from tools.papers.xmls import local, parsed
from tools.papers.zips import open_zip, unpacked

_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_COL = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_NUMBER = {name: re.compile(rb"\b%s=[\"'](\d{1,7})[\"']" % name) for name in (b"r", b"min", b"max")}


class Hides(NamedTuple):
    """Places of hidden rows and columns, counted from 0."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


def hidden_in(data: bytes) -> dict[str, Hides]:
    """What each sheet hides, by its name; empty for a file that is no XLSX."""
    archive = open_zip(data)
    try:
        places = _places(archive)
        return {name: _hides(_member(archive, path)) for name, path in places.items()}
    except (KeyError, Unreadable):
        return {}


def _member(archive: ZipFile, path: str) -> bytes:
    return unpacked(archive, archive.getinfo(path))


def _places(archive: ZipFile) -> dict[str, str]:
    """Where each sheet's XML lies."""
    targets = {
        one.get("Id"): str(one.get("Target"))
        for one in parsed(_member(archive, "xl/_rels/workbook.xml.rels"))
    }
    found: dict[str, str] = {}
    for one in parsed(_member(archive, "xl/workbook.xml")).iter():
        target = next((targets.get(v) for k, v in one.attrib.items() if k.endswith("}id")), None)
        if local(one) == "sheet" and target:
            found[str(one.get("name"))] = posixpath.normpath(
                target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            )
    return found


def _hides(xml: bytes) -> Hides:
    rows: set[int] = set()
    columns: set[int] = set()
    for match in _ROW.finditer(xml):
        if _HIDDEN.search(match[0]):
            rows.add(_value(match[0], b"r") - 1)
    for match in _COL.finditer(xml):
        if _HIDDEN.search(match[0]):
            last = min(_value(match[0], b"max"), limits.COLUMNS)
            columns.update(range(_value(match[0], b"min") - 1, last))
    return Hides(frozenset(rows), frozenset(columns))


def _value(tag: bytes, name: bytes) -> int:
    found = _NUMBER[name].search(tag)
    return int(found[1]) if found else 0

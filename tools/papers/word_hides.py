"""Which words of a Word letter its reader does not see: hidden, white on white, or too small."""

from __future__ import annotations

from enum import Enum
from typing import Any

from tools.papers.xmls import local

_OFF = ("0", "false", "off")
_PALE = 0xF0
#: Half points: three of them are a point and a half.
_TINY = 3
_PLAIN_TABLES = ("", "TableGrid", "TableNormal", "Tabellenraster", "TableauNormal")
#: Styles rest on styles; more steps than this are a circle.
_STEPS = 20


class Shade(Enum):
    """What words stand on: white paper, or a ground whose colour is not known or not white."""

    PAPER = 0
    OTHER = 1


class Hiding:
    """Knows the letter's styles."""

    def __init__(self, styles: Any) -> None:
        self._styles = {_value(one, "styleId"): one for one in styles if local(one) == "style"}

    def hides(self, run: Any, shade: Shade) -> bool:
        """Whether a run's words are not seen on that ground."""
        found = self._properties(run)
        if "vanish" in found and found["vanish"] not in _OFF:
            return True
        size = found.get("sz", "")
        if size.isdecimal() and int(size) <= _TINY:
            return True
        ground = shade is Shade.PAPER and not {"shd", "highlight"} & set(found)
        return ground and _is_pale(found.get("color", ""))

    def hides_row(self, row: Any) -> bool:
        """Whether a row of a table is hidden."""
        properties = _child(row, "trPr")
        return properties is not None and _child(properties, "hidden") is not None

    def _properties(self, run: Any) -> dict[str, str]:
        """A run's own properties over those of its style and its paragraph's style."""
        paragraph = next((one for one in run.iterancestors() if local(one) == "p"), None)
        found: dict[str, str] = {}
        for owner, tag, kind in ((paragraph, "pPr", "pStyle"), (run, "rPr", "rStyle")):
            properties = _child(owner, tag) if owner is not None else None
            style = _child(properties, kind) if properties is not None else None
            found |= self._style(_value(style, "val")) if style is not None else {}
        own = _child(run, "rPr")
        return found | (_values(own) if own is not None else {})

    def _style(self, name: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for _ in range(_STEPS):
            style = self._styles.get(name)
            if style is None:
                break
            own = _child(style, "rPr")
            found = (_values(own) if own is not None else {}) | found
            above = _child(style, "basedOn")
            name = _value(above, "val") if above is not None else ""
        return found


def shade_of(cell: Any, table: Any) -> Shade:
    """What a cell's words stand on; the style of a table may colour it without saying so there."""
    properties = _child(cell, "tcPr")
    fill = _child(properties, "shd") if properties is not None else None
    if fill is not None and not _is_pale(_value(fill, "fill")) and _value(fill, "fill") != "auto":
        return Shade.OTHER
    of_table = _child(table, "tblPr")
    style = _child(of_table, "tblStyle") if of_table is not None else None
    named = _value(style, "val") if style is not None else ""
    return Shade.PAPER if named in _PLAIN_TABLES else Shade.OTHER


def _values(properties: Any) -> dict[str, str]:
    return {local(one): _value(one, "val") for one in properties}


def _value(element: Any, name: str) -> str:
    found = (str(v) for k, v in element.attrib.items() if k.rpartition("}")[2] == name)
    return next(found, "")


def _child(element: Any, name: str) -> Any:
    return next((one for one in element.iterchildren() if local(one) == name), None)


def _is_pale(colour: str) -> bool:
    """Whether a colour is white or nearly."""
    try:
        parts = bytes.fromhex(colour)
    except ValueError:
        return False
    return len(parts) == 3 and min(parts) >= _PALE

"""Cells of an export: exact text to and from typed values, one reader a kind of column."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from domain.record import Cell
from tools.erp.embedded.tables import Kind

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}([T ]00:00(:00(\.0+)?)?)?", re.ASCII)
_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?)?", re.ASCII
)

#: What a column of the kind expects, as a remedy says it.
EXPECTED: dict[Kind, str] = {
    "text": "text",
    "number": "a plain number with a decimal point and no thousands mark, such as 1234.50",
    "day": "a date as YYYY-MM-DD",
    "moment": "a date or date and time as YYYY-MM-DDTHH:MM, with +HH:MM if known",
    "yes_or_no": "yes or no",
}


def tidy(kind: Kind, text: str) -> str | None:
    """The text as the record keeps it, None when blank; ValueError when it is not of the kind.

    Free text keeps its blanks at the ends: they are a fault worth seeing. The digits of a number
    stay as exported, so that 5.10 is not turned into 5.1.
    """
    bare = text.strip()
    if not bare:
        return None
    return text if kind == "text" else _strict(kind, bare)


@lru_cache(maxsize=65536)
def _strict(kind: Kind, text: str) -> str:
    if kind == "number":
        return _number(text)
    if kind == "yes_or_no":
        return _yes_or_no(text)
    day = _DAY if kind == "day" else _MOMENT
    if day.fullmatch(text) is None:
        raise ValueError(text)
    if kind == "day":
        return date.fromisoformat(text[:10]).isoformat()
    return date.fromisoformat(text).isoformat() if len(text) == 10 else _moment(text).isoformat()


def _number(text: str) -> str:
    if _NUMBER.fullmatch(text) is None:
        raise ValueError(text)
    return text.removeprefix("+")


def _yes_or_no(text: str) -> str:
    word = {"yes": "yes", "true": "yes", "no": "no", "false": "no"}.get(text.lower())
    if word is None:
        raise ValueError(text)
    return word


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


@lru_cache(maxsize=65536)
def typed(kind: Kind, text: str | None) -> Cell:
    """The value of a cell of the record; kept texts are always of their kind."""
    if text is None or kind in ("text", "yes_or_no"):
        return text
    if kind == "number":
        return Decimal(text)
    return date.fromisoformat(text) if len(text) == 10 else _moment(text)


def same(kind: Kind, one: str | None, other: str | None) -> bool:
    """Whether two kept texts mean the same: 5.10 and 5.1 do."""
    if one == other or one is None or other is None:
        return one == other
    return kind == "number" and Decimal(one) == Decimal(other)


def sheet_text(value: object) -> str:
    """A spreadsheet's cell as a CSV would have said it; whole floats lose their `.0`."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        # A sheet keeps 15 significant digits; what stands behind them is noise of the binary form.
        number = Decimal(format(value, ".15g"))
        return format(
            number.quantize(Decimal(1)) if number == number.to_integral() else number, "f"
        )
    if isinstance(value, datetime) and value.time() == time.min and value.tzinfo is None:
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date | datetime) else str(value)

"""Codes that a partner uses in a way of its own: dates of its files by what was taught of them."""

from __future__ import annotations

from collections.abc import Mapping

from domain.taught import Meant
from domain.tradedoc import Dated, DocumentLine, Lot, TradeDocument


def as_taught(document: TradeDocument, codes: Mapping[str, Meant]) -> TradeDocument:
    """The document with the events of its dates as its sender means them."""
    if not codes:
        return document
    return document.model_copy(
        update={
            "dates": tuple(_dated(one, codes) for one in document.dates),
            "lines": tuple(_line(one, codes) for one in document.lines),
        }
    )


def _line(line: DocumentLine, codes: Mapping[str, Meant]) -> DocumentLine:
    return line.model_copy(update={"lots": tuple(_lot(lot, codes) for lot in line.lots)})


def _lot(lot: Lot, codes: Mapping[str, Meant]) -> Lot:
    if lot.dated is None:
        return lot
    return lot.model_copy(update={"dated": _dated(lot.dated, codes)})


def _dated(dated: Dated, codes: Mapping[str, Meant]) -> Dated:
    meant = codes.get(dated.code)
    return dated.model_copy(update={"event": meant.text}) if meant else dated

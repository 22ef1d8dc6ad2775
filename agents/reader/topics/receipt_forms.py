"""Receipts and proofs of delivery written as forms: `Received: 47`, `Short: 3`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.forms import Filled, filled
from agents.reader.letter import Letter
from agents.reader.notation import notation_of
from agents.reader.topics.receipts import receipt_kind, received_thing
from domain.reading import QuantityStated
from domain.recipes.dock_counts import units_named

_FIELDS = {"good": "received_qty", "missing": "missing_qty", "damaged": "damaged_qty"}
_INTENTS = {"missing": "shortage", "damaged": "damage"}
#: A count and nothing that could be another figure of the line.
_COUNT = re.compile(r"\d{1,3}(?:[., ]\d{3})*(?![\d.,:/-]*\d)|\d{1,7}(?![\d.,:/-]*\d)")


def read_receipt_forms(letter: Letter) -> Iterator[str]:
    """Each count by its label, in the unit the form counts in; a zero says that nothing is."""
    kind, about = receipt_kind(letter), received_thing(letter)
    cells = [one for one in filled(letter, "count_label") if len(one.codes) == 1]
    if (
        not kind
        or not about
        or not {one.codes[0] for one in cells} & {"missing", "damaged", "good"}
    ):
        return
    units = {unit for one in cells for unit in units_named(_line(one))}
    told = {one.field for one in letter.notes.statements if one.object == about}
    for one in cells:
        code = one.codes[0]
        if _FIELDS.get(code, "") in {"", *told}:
            continue
        own = units_named(_line(one)) or units
        if len(own) == 1 and _state(letter, about, _FIELDS[code], one, next(iter(own))):
            yield kind
            yield from (_INTENTS[code],) if code in _INTENTS else ()


def _line(one: Filled) -> str:
    """Label and count, without what brackets add."""
    return one.part.text[one.line.start : one.end].partition("(")[0]


def _state(letter: Letter, about: str, field: str, one: Filled, unit: str) -> bool:
    match = _COUNT.match(one.text)
    if match is None or not int(re.sub(r"\D", "", match[0])):
        return False
    arguments = {"decimal": notation_of(letter, one.part).decimal, "unit": unit}
    where = (one.part, one.start, one.start + match.end())
    stated = letter.state(about, field, "bare_measure", where, arguments)
    return stated is not None and isinstance(stated.value, QuantityStated)

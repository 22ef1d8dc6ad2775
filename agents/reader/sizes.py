"""Quantities of goods in a passage: in the order's unit, in packs that were taught, or alone."""

from __future__ import annotations

import re
from decimal import Decimal

from agents.reader.scopes import Scope
from agents.reader.sender import Sender
from domain.datewords import find_dates
from domain.numberwords import FoundNumber, bare_numbers, in_packs, in_unit, quantities
from domain.record import Row
from domain.words import lexicon

#: A number alone below this is a count of days, lots or pages as well.
_LEAST = 10


def amounts(scope: Scope, sender: Sender, row: Row | None) -> list[FoundNumber]:
    """The quantities that may be of the line `row`, in the order they stand."""
    unit = (row.text("uom") if row else "") or "PCS"
    if scope.counted is not None:
        return _in_row(scope.masked, scope.counted, unit, sender)
    named = quantities(scope.masked, sender.decimal)
    own = [one for one in (in_unit(each, unit) for each in named) if one is not None]
    own += packed(scope.masked, sender, row)
    own = [one for one in own if not _stays(scope.masked, one)]
    taken = [(one.start, one.end) for one in [*named, *own]]
    taken += [(one.start, one.end) for one in find_dates(scope.masked, sender.when())]
    balances = [hit for hit in lexicon("cue").find(scope.masked) if hit.code == "balance"]
    alone = [
        one
        for one in bare_numbers(scope.masked, sender.decimal, unit)
        if not any(one.start < high and one.end > low for low, high in taken)
        and any(0 <= one.start - hit.end <= 12 or 0 <= hit.start - one.end <= 3 for hit in balances)
        and one.quantity
        and one.quantity.n >= _LEAST
    ]
    if not own and row is not None:
        alone = _adding_up(scope.masked, sender, row, taken) or alone
    return sorted([*own, *alone], key=lambda one: one.start)


#: What they keep, before and behind its number: `the 20 pcs stay with us` do not come.
_WE_KEEP = re.compile(
    r"(?<!\w)(?:we\s(?:keep|retain)|wir\sbehalten|nous\s(?:gardons|conservons)|nos\squedamos\s(?:con\s)?|ficamos\scom|"
    r"tratteniamo|vi\sbehåller|zatrzymujemy|wij\shouden)\s(?:the\s|die\s|les\s|las\s|los\s|as\s|os\s|i\s|gli\s|le\s|de\s)?$",
    re.IGNORECASE,
)
_STAY = re.compile(
    r"[^,.;:\n]{0,16}?(?<!\w)(?:(?:stay|stays|remain|remains|are\skept|is\skept)\s(?:with|by|at)\sus|(?:bleib\w+|verbleib\w+)\s(?:bei|hier)|"
    r"rest\w+\s(?:chez|avec)\snous|se\squeda\w*\scon\snosotros|(?:ficam?|permanecem?)\sconosco|rest\w+\s(?:da|con|presso\sdi)\snoi|"
    r"stannar\s(?:hos|kvar)|bizde\skal\w+|zosta\w+\su\snas|blijven?\sbij\sons)(?!\w)",
    re.IGNORECASE,
)


def _stays(text: str, one: FoundNumber) -> bool:
    before, behind = text[max(0, one.start - 32) : one.start], text[one.end :]
    return _WE_KEEP.search(before) is not None or _STAY.match(behind) is not None


def all_amounts(scope: Scope, sender: Sender, row: Row, some: bool) -> list[FoundNumber]:
    """The quantities of a sentence that tells parts of a line: those in its unit, and numbers alone
    where all of them make what is to come, or less of it if `some` are told without a number."""
    own = amounts(scope, sender, row)
    taken = [(one.start, one.end) for one in quantities(scope.masked, sender.decimal)]
    taken += [(one.start, one.end) for one in own]
    taken += [(one.start, one.end) for one in find_dates(scope.masked, sender.when())]
    alone = [one for one in _alone(scope.masked, sender, row, taken) if one.sure]
    every = sorted([*own, *alone], key=lambda one: one.start)
    told = [one.quantity.n for one in every if one.quantity]
    ordered = row.number("qty") or Decimal(0)
    whole = (ordered, ordered - (row.number("received_qty") or 0))
    told = told[1:] if len(told) > 1 and told[0] in whole else told
    fits = sum(told) in whole or (some and 0 < sum(told) < whole[1])
    return every if alone and fits and scope.counted is None else own


def _alone(text: str, sender: Sender, row: Row, taken: list[tuple[int, int]]) -> list[FoundNumber]:
    """Numbers without a unit that name nothing else."""
    return [
        one
        for one in bare_numbers(text, sender.decimal, row.text("uom") or "PCS")
        if not any(one.start < high and one.end > low for low, high in taken)
        and one.quantity
        and one.quantity.n >= _LEAST
    ]


def _adding_up(
    text: str, sender: Sender, row: Row, taken: list[tuple[int, int]]
) -> list[FoundNumber]:
    """`7 000 on the 6th, the other 5 000 later`: numbers alone that make what is to come."""
    ordered = row.number("qty") or 0
    coming = ordered - (row.number("received_qty") or 0)
    found = _alone(text, sender, row, taken)
    total = sum((one.quantity.n for one in found if one.quantity), Decimal(0))
    return found if len(found) > 1 and total in (ordered, coming) else []


def _in_row(text: str, place: tuple[int, int], unit: str, sender: Sender) -> list[FoundNumber]:
    """The one number of a row's cell, in the unit of the order."""
    low, high = place
    found = quantities(text[low:high], sender.decimal) or bare_numbers(
        text[low:high], sender.decimal, unit
    )
    return [
        one.model_copy(update={"start": one.start + low, "end": one.end + low}) for one in found[:1]
    ]


def packed(text: str, sender: Sender, row: Row | None) -> list[FoundNumber]:
    """Numbers of packs that this sender was taught to count the line's item in."""
    if row is None:
        return []
    found: list[FoundNumber] = []
    for pack in sender.habits.packs_of(row.text("item_id"), row.text("uom") or "PCS"):
        each = {"word": pack.word, "each": f"{pack.each:f}", "unit": pack.unit}
        found += in_packs(text, sender.decimal, {**each, "taught": pack.taught})
    return found


def recipe_of(size: FoundNumber, sender: Sender) -> tuple[str, dict[str, str]]:
    """How code gets a quantity from its words again, and with which arguments."""
    if size.pack:
        return "packs", {"decimal": sender.decimal, **size.pack}
    unit = size.quantity.unit if size.quantity else "PCS"
    return "quantity_words", {"decimal": sender.decimal, "unit": unit}

"""Where an award's message and the award on record say different terms: somebody says which holds.

Source: domain.md 2.2, R-73: the terms of an award travel unchanged, and a conflict is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation

from domain.award.carry import carried, on_record
from domain.award.checks import ordered_already
from domain.award.winners import CONFLICTS, Winner, conflict_slot, winners_of
from domain.dossier.context import Dossier
from domain.outstanding import Outstanding
from domain.reading import Question


def open_conflicts(dossier: Dossier) -> list[Question]:
    """Terms told otherwise than the record awards them, of whatever is not ordered yet, until
    somebody has said under this very version of the record which of the two holds."""
    return [
        one
        for winner in winners_of(dossier)
        if not ordered_already(dossier, winner)
        for field in CONFLICTS
        if (one := _conflict(dossier, winner, field)) is not None
    ]


def _conflict(dossier: Dossier, winner: Winner, field: str) -> Question | None:
    award, told = winner.award, winner.told.get(field)
    if award is None or told is None or told.slot is None:
        return None
    said, known = told.slot.value, winner.awarded(field)
    if not known or _SAME.get(field, _same_number)(said, known):
        return None
    slot = conflict_slot(winner, field)
    answer = dossier.answer(slot)
    if answer is not None and (field in _TERMS or answer.value in (said, known)):
        return None
    return Question(
        about="terms_conflict",
        object=winner.line.object,
        of="people",
        text=f"{winner.supplier}: the message awards {field.replace('_', ' ')} {said}, "
        f"{award.key} on record {known}: which holds?",
        slot=slot,
        choices=(said, known),
    )


#: Terms that may also be answered in other words; of figures one of the two holds.
_TERMS = ("incoterm", "payment_terms")


def _same_term(one: str, other: str) -> bool:
    """By code; by place where both name one that is not just somebody's dock."""
    (code, _, place), (other_code, _, other_place) = one.partition(" "), other.partition(" ")
    plain = [text.strip().casefold() for text in (place, other_place)]
    named = [text for text in plain if text and not text.startswith(("our ", "your "))]
    return code.upper() == other_code.upper() and len(set(named)) < 2


def _same_number(one: str, other: str) -> bool:
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return one == other


def _same_words(one: str, other: str) -> bool:
    return "".join(one.split()).upper() == "".join(other.split()).upper()


_SAME: dict[str, Callable[[str, str], bool]] = {
    "incoterm": _same_term,
    "payment_terms": _same_words,
}


def differing_orders(dossier: Dossier) -> Iterator[Outstanding]:
    """Orders under the request that say other than their award on record, which changed since or
    was not followed."""
    for order in dossier.of("purchase_orders", rfq_id=dossier.key):
        award = dossier.one("awards", rfq_id=dossier.key, supplier_id=order.text("supplier_id"))
        rows = carried(dossier, order, on_record(award)) if award is not None else ()
        off = [
            f"{one.field} {one.award}, ordered {one.order}"
            for one in rows
            if one.differs and one.order
        ]
        if off and award is not None:
            what = f"{award.key} on record says {'; '.join(off)} ({order.key}): amend one of them"
            yield Outstanding(object=order.object, what=what)

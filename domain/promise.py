"""A promise or an assumption that was not kept, or an act beside the decision, as a case has it."""

from __future__ import annotations

from datetime import datetime

from domain.fact import Fact
from domain.values import Value


class Broken(Value):
    """Something promised or assumed that the record does not show by its day.

    `key` is the fact that says so, `number` its place in the ledger; `by` is the partner who gave
    it, empty for what only we counted on; `of` is the assumption it was, if it was one; `object`
    is the thing of the record it is about; `beside` tells an act outside the decision from both.
    """

    key: str
    what: str
    due: str
    by: str = ""
    of: str = ""
    object: str = ""
    at: datetime | None = None
    number: int = 0
    beside: bool = False


def broken_by(fact: Fact) -> Broken:
    """What a fact says that the record does not show by its day."""
    body = fact.body
    return Broken(
        key=fact.id,
        what=body["what"],
        due=body["due"],
        by=body.get("by", ""),
        object=body.get("object", ""),
        of=body.get("of", ""),
        at=fact.at,
        number=fact.number,
    )

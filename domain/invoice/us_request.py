"""Until when a US bill of days may be contested, and when a request made today is answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.contribution import Finding
from domain.demurrage.part541 import resolve_by
from domain.dossier.context import Dossier
from domain.invoice.bill import DAYS, Bill
from domain.invoice.boxes import clocks_of, part541
from domain.invoice.charge import Charge


def findings(dossier: Dossier, bill: Bill, charges: Iterable[Charge]) -> Iterator[Finding]:
    """Both days (46 CFR 541.8) of each charge for days that is not due as billed, where the part
    applies."""
    for one in charges:
        if one.name not in DAYS or not one.reason:
            continue
        law = part541(dossier, bill, clocks_of(dossier, bill, one.name))
        answered = resolve_by(dossier.today)
        if law.applies and law.dispute_until is not None and answered is not None:
            text = f"{one.name}: a request to waive or refund is open until {law.dispute_until} at "
            text += f"least, one made today is answered by {answered} (46 CFR 541.8)"
            yield Finding(text=text, rests_on=one.rests_on)

"""Claims that a complaint leaves behind: it is over when each is paid, refused or given up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.complaint.case import complaint_of
from domain.dossier.context import Dossier
from domain.effect_state import EffectState
from domain.outstanding import Outstanding

#: What a claim on record has come to when nobody waits for it any more.
_ENDED = frozenset(
    {"paid", "settled", "credited", "rejected", "refused", "withdrawn", "written off", "closed"}
)


def unsettled(dossier: Dossier, effects: Iterable[EffectState]) -> Iterator[Outstanding]:
    """Claims for the delivery that are open on record; else, where the carrier bears something and
    nobody has claimed it, that."""
    complaint = complaint_of(dossier)
    if complaint is None:
        return
    delivery = complaint.delivery
    rows = dossier.of("claims", against=delivery.key)
    for row in rows:
        if row.text("status").lower() not in _ENDED:
            sum_ = f"{row.text('amount')} {row.text('currency')}"
            what = f"claim {row.key} of {sum_} is neither paid, refused nor given up"
            yield Outstanding(object=row.object, what=what, who=row.text("partner_id"))
    made = any(one.kind == "FileClaim" and one.has_happened for one in effects)
    if complaint.carriers and not rows and not made:
        lost = " and ".join(f"{one.n:f} for {one.cause}" for one in complaint.carriers)
        what = f"no claim on {delivery.text('carrier_id')} is made for pieces lost: {lost}"
        yield Outstanding(object=delivery.object, what=what)

"""Parts of workflows about shipments and deliveries: one case per event, clocks at the place."""

from __future__ import annotations

from collections.abc import Callable

from domain.awaited import Awaited
from domain.reading import Reading
from graph.workflows.dossiers import subjects

#: A letter that asks is over when its reader has answered, whatever people make of the answer.
ANSWER = Awaited(
    yes=frozenset({"chase_answer", "document_revision", "eta_change", "booking_confirmation"}),
    fields=frozenset(
        {
            "document_state", "document_value", "gross_weight", "net_weight", "hs_code", "un_no",
            "manufacturer", "origin", "eta", "promised_qty", "incoterm", "ready_date",
        }
    ),
    letters=frozenset({"ask_partner", "ask_about"}),
)  # fmt: skip


def folded(code: str, *tables: str) -> Callable[[Reading], dict[str, list[str]]]:
    """One case per mail: several things it tells of are one event, the first of them the parent
    and the others its lines (a rolled vessel, a strike)."""
    each = subjects(code, *tables)

    def seeds(reading: Reading) -> dict[str, list[str]]:
        found = each(reading)
        if len(found) < 2:
            return found
        parent = min(found)
        others = [name for name in found if name != parent]
        spoken = [name for lines in found.values() for name in lines]
        return {parent: list(dict.fromkeys([*others, *spoken]))}

    return seeds

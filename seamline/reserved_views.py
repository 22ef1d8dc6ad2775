"""What a case holds of stock, space, capacity and budget, and whose holds bind what it may draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from domain.case import CaseState
from memory.reservations import Reservation


def reserved(
    state: CaseState, live: Iterable[Reservation], priced: Iterable[Mapping[str, Any]]
) -> list[dict[str, str]]:
    """Live reservations of the case, then those of others that bind what its options draw, of the
    `options_priced` facts' bodies: where enough is left for every option, others are no matter.

    `case` is whose it is; `until` when a soft one ends by itself, empty for a firm one.
    """
    opened = state.proposal
    binding: set[str] = set()
    if opened is not None and state.decision is None:
        drawn = {
            each["object"] for one in priced for way in one["options"] for each in way["draws"]
        }
        binding = drawn & set(opened.scarce) - set(opened.ceilings)
    shown = [one for one in live if one.case_id == state.id or one.object in binding]
    return [_told(one) for one in sorted(shown, key=lambda one: one.case_id != state.id)]


def _told(one: Reservation) -> dict[str, Any]:
    return {
        "case": one.case_id,
        "object": one.object,
        "qty": format(one.qty, "f"),
        "unit": one.unit,
        "state": one.state,
        "until": one.expires_at.isoformat() if one.state == "soft" else "",
    }

"""A person's choice of an option goes before the order of trade-offs, if it can still be chosen."""

from __future__ import annotations

from collections.abc import Sequence

from domain.case import CaseState
from domain.options import Option
from domain.pins import OPTION
from domain.tradeoffs import Ranking, Tier

#: Without an order of trade-offs the cheaper option is better.
BY_COST = (Tier(measure="cost"),)


def pinned(ranking: Ranking, options: Sequence[Option], state: CaseState) -> Ranking:
    """The ranking with the option a person chose, if it is a candidate."""
    pin = state.pinned.get(OPTION)
    if pin is None or pin.value not in {option.name for option in options if option.is_candidate}:
        return ranking
    by = {"decided_by": f"chosen by {pin.person}", "chosen_by": pin.person}
    return ranking.model_copy(update={"winner": pin.value, **by})

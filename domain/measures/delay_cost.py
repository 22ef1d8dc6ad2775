"""What waiting cost: how much dearer the chosen option became while nothing but time passed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from domain.fact import Fact
from domain.measures.history import History
from domain.measures.waiting import Wait, Who
from domain.money import Money
from domain.values import Value

DEFINITION = (
    "Each time a case is priced again, the cost of the option chosen for a line less its cost the "
    "time before, where no news and no person's word came in between: nothing but time and the "
    "record moved. What became cheaper counts as negative. It is put down to whom the case waited "
    "for longest between the two. Proposals that lapsed are listed with what they would have "
    "committed; that is a price, no loss, and is not added."
)

#: What makes a price another for a reason of its own: it is not the cost of waiting.
_NEWS = frozenset(
    {
        "case_joined", "news_replaced", "corrected", "question_answered", "note_taken",
        "sender_confirmed", "decided", "effect_settled", "acknowledged",
    }
)  # fmt: skip


class Rise(Value):
    """A line that became dearer (or cheaper) between two pricings of a case."""

    case: str
    object: str
    before: Money
    after: Money
    who: Who
    hours: float
    numbers: tuple[int, int]

    @property
    def by(self) -> Money:
        """How much dearer."""
        return self.after - self.before


class Lapse(Value):
    """A proposal that nobody decided in time, with what it would have committed."""

    case: str
    cost: str
    number: int


def rises(history: History, waited: Sequence[Wait]) -> tuple[Rise, ...]:
    """Every change of price of a case that only waiting brought about."""
    found: list[Rise] = []
    last: dict[str, tuple[Fact, Money]] = {}
    for proposed in history.of("proposed"):
        for about, fact, cost in _chosen(history, proposed):
            before = last.get(about)
            last[about] = (fact, cost)
            if before is None or not _only_time(history, before[0], fact):
                continue
            if before[1].currency == cost.currency and before[1] != cost:
                found.append(_rise(history, about, before, (fact, cost), waited))
    return tuple(found)


def totals(found: Iterable[Rise]) -> dict[tuple[Who, str], Money]:
    """The sum by whom was waited for and currency."""
    sums: dict[tuple[Who, str], Money] = {}
    for one in found:
        key = (one.who, one.by.currency)
        sums[key] = sums.get(key, Money(amount=Decimal(0), currency=one.by.currency)) + one.by
    return sums


def lapses(history: History) -> tuple[Lapse, ...]:
    """Proposals of a case that lapsed."""
    return tuple(
        Lapse(case=history.state.id, cost=str(one.body.get("cost", "")), number=one.number)
        for one in history.of("lapsed")
    )


def _chosen(history: History, proposed: Fact) -> Iterator[tuple[str, Fact, Money]]:
    """The cost of each line's chosen option, as it was priced in the run of a proposal."""
    proposal = proposed.body["proposal"]
    winners = {one["object"]: one["winner"] for one in proposal.get("rankings", ())}
    for priced in history.of("options_priced"):
        if priced.body["run"] == proposal["run"]:
            cost = _cost(priced.body["options"], winners.get(priced.body["object"], ""))
            if cost is not None:
                yield priced.body["object"], priced, cost


def _cost(options: Sequence[dict[str, Any]], winner: str) -> Money | None:
    found = next((one for one in options if one["name"] == winner), None)
    if found is None or found["unknown"]:
        return None
    return Money.model_validate(found["cost"])


def _only_time(history: History, before: Fact, after: Fact) -> bool:
    between = (one for one in history.facts if before.number < one.number < after.number)
    return not any(one.kind in _NEWS for one in between)


def _rise(
    history: History,
    about: str,
    before: tuple[Fact, Money],
    after: tuple[Fact, Money],
    waited: Sequence[Wait],
) -> Rise:
    start, end = before[0].at, after[0].at
    hours: dict[Who, float] = {"people": 0.0, "partners": 0.0, "systems": 0.0}
    for one in waited:
        shared = min(one.until, end) - max(one.since, start)
        hours[one.who] += max(0.0, shared.total_seconds() / 3600)
    return Rise(
        case=history.state.id,
        object=about,
        before=before[1],
        after=after[1],
        who=max(hours, key=lambda who: hours[who]),
        hours=(end - start).total_seconds() / 3600,
        numbers=(before[0].number, after[0].number),
    )

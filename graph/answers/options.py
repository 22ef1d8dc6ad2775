"""What was considered: every option that was priced, with its cost then, and why it was left."""

from __future__ import annotations

import re
from typing import Any

from domain.fact import Fact
from graph.answers.evidence import Answer, Found, Line, coded, none, titled

#: A question about freight asks how goods move; ways to settle a bill are no answer to it.
_FREIGHT = re.compile(r"freight|transport|shipping|\bair\b|\bsea\b|\bmode\b")
_MOVES = ("purchase_order", "sales_order", "shipment", "deliver", "customer_deliver")
_CARRIED = re.compile(
    r"\b(?:air|sea|ocean|truck|rail|road|courier|expedite|rerouted?|sailing|vessel|voyage|carrier|"
    r"book\w*|split|leg)\b"
)


def options(found: Found) -> Answer:
    """Options by what they are about, each as often as it was priced anew."""
    priced = found.of("options_priced")
    if _FREIGHT.search(found.question.lower()):
        moving = [one for one in priced if _is_freight(one)]
        if priced and not moving:
            about = ", ".join(sorted({one.body["object"] for one in priced}))
            query = f"freight options in this case (its options are about {about})"
            return none(found.question, query)
        priced = moving
    if not priced:
        return none(found.question, "options priced in this case")
    first: dict[tuple[str, ...], list[Fact]] = {}
    for fact in priced:
        first.setdefault((fact.body["object"], *_texts(fact)), []).append(fact)
    return found.answer(
        [line for texts, facts in first.items() for line in _lines(texts[1:], facts)]
    )


def _is_freight(fact: Fact) -> bool:
    """Whether any of these options changes how or when goods move."""
    return fact.body["object"].startswith(_MOVES) and any(
        one["days_late"] or one["arrives"] or _CARRIED.search(f"{one['name']} {one['title']}")
        for one in fact.body["options"]
    )


def _lines(texts: tuple[str, ...], facts: list[Fact]) -> list[Line]:
    numbers = tuple(fact.number for fact in facts)
    head = f"{facts[0].at:%Y-%m-%d} {facts[0].body['object'].partition(':')[2]}:"
    # each cites its pricing: said alike twice, an option that stayed as it was is told twice
    return [
        Line(text=head, facts=numbers),
        *(Line(text=f"  {one}", facts=numbers) for one in texts),
    ]


def _texts(fact: Fact) -> list[str]:
    return [_option(option, fact.body["ranking"]) for option in fact.body["options"]]


def _option(option: dict[str, Any], ranking: dict[str, Any]) -> str:
    name, cost = option["name"], option["cost"]
    late = f", {option['days_late']} day(s) late" if option["days_late"] else ""
    known = f"{cost['amount']} {cost['currency']}" if not option.get("unknown") else "cost unknown"
    money = f"{titled(option)}: {known}{late}"
    if name == ranking["winner"]:
        return f"{money} — chosen, decided by {coded(ranking['decided_by'])}"
    if name in ranking["excluded"]:
        return f"{money} — not possible: {coded(ranking['excluded'][name])}"
    lost = [step["tier"] for step in ranking["steps"] if name in step["left"]]
    return f"{money} — left at {coded(lost[0] if lost else ranking['decided_by'])}"

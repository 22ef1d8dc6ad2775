"""What was read, as others score it: a line of JSON a mail, with facts, questions and actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from domain.fact import Fact
from domain.proposal import Proposal
from domain.reading import (
    CodeStated,
    DateStated,
    MoneyStated,
    PriceStated,
    QuantityStated,
    Question,
    Reading,
    Stated,
    Statement,
)


def reading_line(name: str, read: Fact, told: Iterable[Fact]) -> dict[str, Any]:
    """The line of one mail: `read` is its `message_read`, `told` the facts of cases it moved."""
    reading = Reading.model_validate(read.body["reading"])
    proposals = [one for one in told if one.kind == "proposed"]
    asked = [
        question
        for one in proposals
        for question in Proposal.model_validate(one.body["proposal"]).questions
    ]
    return {
        "id": name,
        "intents": list(reading.intents),
        "refs": [one.model_dump(include={"as_written", "object"}) for one in reading.references],
        "facts": [fact(one) for one in reading.statements],
        "questions": _questions([*reading.questions, *asked]),
        "actions": list(_actions(told)),
        "verdict": read.body["sender"]["verdict"],
    }


def fact(one: Statement) -> dict[str, Any]:
    """A statement as an exchanged fact."""
    found: dict[str, Any] = {
        "object": one.object,
        "field": one.field,
        "value": exchanged(one.value, one.arguments),
        "quote": one.span.quote if one.span else None,
        "read_by": one.read_by,
    }
    if isinstance(one.value, DateStated):
        found |= {"event": one.value.span.event, "tz": one.value.span.tz}
    if isinstance(one.value, QuantityStated) and one.value.event:
        found["event"] = one.value.event
    if one.for_qty:
        found["for_qty"] = {"n": str(one.for_qty.n), "unit": one.for_qty.unit}
    return found


def exchanged(value: Stated, arguments: dict[str, str]) -> Any:
    """A value in its exchanged form: days, `{n, unit}`, `{amount, ccy}`, prices with `per`."""
    match value:
        case DateStated(span=span) if span.exact:
            time = arguments.get("time")
            return f"{span.latest}T{time}" if time else str(span.latest)
        case DateStated(span=span):
            return {"earliest": str(span.earliest), "latest": str(span.latest)}
        case QuantityStated(quantity=quantity):
            return {"n": str(quantity.n), "unit": quantity.unit}
        case PriceStated(money=money, per=per, unit=unit):
            price = {"amount": str(money.amount), "ccy": money.currency}
            return price | {"per": str(per), "unit": unit}
        case MoneyStated(money=money):
            return {"amount": str(money.amount), "ccy": money.currency}
        case CodeStated(text=text):
            return text


def _questions(questions: Iterable[Question]) -> list[dict[str, Any]]:
    told = [one.model_dump(include={"about", "object", "of"}) for one in questions]
    return [one for index, one in enumerate(told) if one not in told[:index]]


def _actions(told: Iterable[Fact]) -> Iterator[dict[str, Any]]:
    """Every proposed action with what policy made of it."""
    rulings: dict[str, str] = {}
    proposals = []
    for one in told:
        if one.kind == "ruled":
            for ruling in one.body["rulings"]:
                rulings.setdefault(ruling["action_key"], ruling["outcome"])
        elif one.kind == "proposed":
            proposals.append(Proposal.model_validate(one.body["proposal"]))
    for proposal in proposals:
        for action in proposal.actions:
            yield {
                "kind": action.kind,
                "object": action.objects[0] if action.objects else "",
                "slots": action.params(),
                "ruling": rulings.get(action.key, "ask"),
            }

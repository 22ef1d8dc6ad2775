"""Sums that are asked for: by currency, with the rows that each is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from domain.fact import Fact
from domain.record import Row
from domain.words import table
from graph.answers.evidence import Line, titled
from graph.asked.company import Company, first_of
from graph.asked.money_rows import (
    Item,
    bills,
    claims,
    disputes,
    is_credit,
    is_held,
    is_open_credit,
    is_unpaid,
    payments,
    to_pay,
    totals,
)
from graph.asked.unanswered import unanswered
from memory import chain

#: So many rows are told under a sum; the sum cites all of them.
_MOST = 8


def summed(what: str, items: Sequence[Item], when: str = "") -> list[Line]:
    """The sum by currency, then what it is made of; that there is nothing where there is none."""
    if not items:
        return [Line(text=f"none: no {what}{when}")]
    amounts = ", ".join(f"{one:,.2f} {code}" for code, one in sorted(totals(items).items()))
    rows = tuple(row for one in items for row in one.rows)
    facts = tuple(sorted({number for one in items for number in one.facts}))
    head = Line(text=f"{amounts} in {len(items)} {what}{when}:", facts=facts, rows=rows)
    ranked = sorted(items, key=lambda one: (one.currency, -abs(one.amount)))
    lines = [Line(text=f"  {one.text}", facts=one.facts, rows=one.rows) for one in ranked]
    return [head, *first_of(lines, _MOST, "the sum is of all of them")]


def when_said(asked: Company) -> str:
    """The days that a question names, as they go behind what is told of them."""
    return f" {asked.period.words} ({asked.period.said()})" if asked.period is not None else ""


def of_bills(asked: Company) -> list[Line]:
    """Bills in the state that is asked for: held, due in some days, or to be paid."""
    if "blocked" in asked.ideas:
        held, contested = bills(asked, is_held), disputes(asked)
        besides = summed("open contested charges", contested) if contested else []
        return [
            *summed("bills held back", held, when_said(asked)),
            *(besides[:1] if held else besides),  # the list is of what is asked for
        ]
    if "due" in asked.ideas or (asked.period is not None and "pay" in asked.ideas):
        return summed("bills due", bills(asked, is_unpaid, "due_date"), when_said(asked))
    return summed("bills to be paid", bills(asked, is_unpaid), when_said(asked))


def of_claims(asked: Company) -> list[Line]:
    """Claims that are still to be received; all where closed ones are asked for."""
    every = "closed" in asked.ideas
    kind = "claims" if every else "open claims"
    return summed(kind, claims(asked, every=every), when_said(asked))


def of_disputes(asked: Company) -> list[Line]:
    """What is contested."""
    every = "closed" in asked.ideas
    kind = "contested charges" if every else "open contested charges"
    return summed(kind, disputes(asked, every=every), when_said(asked))


def overbilled(asked: Company) -> list[Line]:
    """What was billed too much as far as we contested it, open or over, what was credited of it,
    and bills that were released for less without a contest."""
    lines = summed("charges contested", disputes(asked, every=True), when_said(asked))
    contested = {row.text("invoice_id") for row in asked.deps.reads.rows("disputes")}
    notes = bills(asked, lambda row: is_credit(row) and row.text(_CREDITED) in contested)
    less = taken_off(asked, lambda row: _is_less(row) and row.key not in contested)
    lines += summed("credit notes for it", notes, when_said(asked)) if notes else []
    lines += summed("bills released for so much less", less, when_said(asked)) if less else []
    return lines


def taken_off(asked: Company, tells: Callable[[Row], bool]) -> list[Item]:
    """By how much less than billed each bill was released that `tells` holds of."""
    return [
        one._replace(amount=(row.number("amount") or Decimal(0)) - to_pay(row))
        for one in bills(asked, tells)
        if (row := asked.deps.reads.row("invoices", one.rows[0].partition(":")[2])) is not None
    ]


#: The bill that a credit note is for, as it prints it.
_CREDITED = "po_ref_as_printed"


def _is_less(row: Row) -> bool:
    return to_pay(row) < (row.number("amount") or Decimal(0))


def of_credit_notes(asked: Company) -> list[Line]:
    """Credit notes that are not settled yet, all where closed ones are asked for; without one, what
    we claim and nobody has credited."""
    every = "closed" in asked.ideas
    kind = "credit notes" if every else "open credit notes"
    found = bills(asked, lambda row: is_credit(row) and (every or is_open_credit(row)))
    ours = [one for one in found if one.amount > 0]
    to_us = [one for one in found if one.amount <= 0]
    lines = summed(f"{kind} to us", to_us, when_said(asked))
    lines += summed(f"{kind} of ours", ours, when_said(asked)) if ours else []
    return lines if to_us else [*lines, *summed("open claims", claims(asked))[:1]]


def of_payments(asked: Company) -> list[Line]:
    """What was paid."""
    return summed("payments", payments(asked), when_said(asked))


def of_charge(asked: Company) -> list[Line]:
    """Charges of the kind that is named: contested, and stated in mails; what options would cost
    is told apart, for nobody has billed it."""
    kinds = charges_in(asked.question)
    named = " and ".join(one.replace("_", " ") for one in kinds)
    found = disputes(asked, lambda row: _is_of(row, kinds), every=True)
    stated, priced = [*_stated(asked, kinds)], [*_priced(asked, kinds)]
    if not (found or stated or priced):
        counted = len(asked.deps.reads.rows("invoices"))
        looked = f"looked for among {counted} bills, contested charges, mails and priced options"
        return [Line(text=f"no {named}{when_said(asked)} is known ({looked})")]
    lines = summed(f"contested charges of {named}", found, when_said(asked)) if found else []
    lines += summed(f"mails that state {named}", stated, when_said(asked)) if stated else []
    return [*lines, *(summed(f"open options that count on {named}", priced) if priced else [])]


def charges_in(question: str) -> tuple[str, ...]:
    """Kinds of charge that a question names, in any language that letters call them in."""
    asked = question.lower()
    return tuple(
        code
        for code, said in table("charge_name").items()
        if code in _CHARGES and any(str(one).lower() in asked for one in (code, *said.values()))
    )


#: Charges that a question may ask the sum of; the words of the others say too much else.
_CHARGES = frozenset({"detention", "demurrage", "storage", "chassis", "surcharge"})


def _is_of(row: Row, kinds: Sequence[str]) -> bool:
    return any(one in row.text("charge").lower() for one in kinds)


def _stated(asked: Company, kinds: Sequence[str]) -> Iterator[Item]:
    for fact in chain.of_kind(asked.connection, "case_joined"):
        news = fact.body["news"]
        if asked.period is not None and not asked.period.holds(fact.at.date()):
            continue
        for one in news["statements"]:
            value = one["value"] if isinstance(one["value"], dict) else {}
            money = value.get("money")
            if one["field"].partition(":")[2] in kinds and money:
                case = fact.stream.removeprefix("case:")
                yield _of_fact(f"{case}: {news['sender']} states", money, fact)


def _priced(asked: Company, kinds: Sequence[str]) -> Iterator[Item]:
    """Parts of that name of what open cases propose."""
    for state in asked.open:
        for fact, option in chosen(asked, state.id):
            for part in option["components"]:
                if any(one in part["name"].lower() for one in kinds):
                    text = f"{state.id} {titled(option)}: {part['name']}"
                    yield _of_fact(text, part["money"], fact)


def _of_fact(text: str, money: dict[str, str], fact: Fact) -> Item:
    """A sum that a fact holds, told behind `text`."""
    amount, currency = Decimal(money["amount"]), money["currency"]
    return Item(f"{text} {amount:,.2f} {currency}", amount, currency, facts=(fact.number,))


def chosen(asked: Company, case: str) -> Iterator[tuple[Fact, dict[str, Any]]]:
    """The options that the newest pricing of each thing chose."""
    facts = chain.of_stream(asked.connection, f"case:{case}", kinds=["options_priced"])
    for fact in {one.body["object"]: one for one in facts}.values():
        for one in fact.body["options"]:
            if one["name"] == fact.body["ranking"]["winner"] and not one["unknown"]:
                yield fact, one


def at_stake(asked: Company) -> list[Line]:
    """What waits for a decision, what is held back or contested, and what we claim."""
    waits = [*_waiting(asked)]
    return [
        *summed("proposals that wait for a decision", waits),
        *summed("bills held back", bills(asked, is_held)),
        *summed("open contested charges", disputes(asked)),
        *summed("open claims", claims(asked)),
    ]


def _waiting(asked: Company) -> Iterator[Item]:
    keys = {one.key for one in asked.partners}
    for state in asked.open:
        opened, fact = state.proposal, state.proposal_fact
        if opened is None or fact is None or state.decision is not None or opened.spend is None:
            continue
        if opened.spend.amount and (not keys or state.partner in keys):
            spend = opened.spend
            text = f"{state.id}: {opened.summary}"
            yield Item(text, spend.amount, spend.currency, facts=(fact.number,))


def saved(asked: Company) -> list[Line]:
    """What bills came down by and what partners bear or credited; what decisions averted is not
    known as a sum, and is said so."""
    less = taken_off(asked, _is_less)
    borne = [one for one in claims(asked, every=True) if one.text.endswith(("agreed", "credited"))]
    return [
        *summed("bills that were released for less than billed", less, when_said(asked)),
        *summed("claims that partners agreed to or credited", borne, when_said(asked)),
        Line(text="what decisions averted is no sum on record: ask a case what it cost"),
    ]


def owing(asked: Company) -> list[Line]:
    """What partners owe us: money they agreed to or that we contest, then answers."""
    return [
        *summed("open claims", claims(asked)),
        *summed("open contested charges", disputes(asked)),
        *unanswered(asked),
    ]


def we_owe(asked: Company) -> list[Line]:
    """What we owe them."""
    by = "due_date" if asked.period is not None else "invoice_date"
    return summed("bills to be paid", bills(asked, is_unpaid, by), when_said(asked))

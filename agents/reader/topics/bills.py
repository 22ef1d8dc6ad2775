"""Invoices as mails and their papers show them: number, day, lines, charges, total."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from agents.reader.bills import Named, named_papers
from agents.reader.days import days, state_day
from agents.reader.deals import person
from agents.reader.entries import CHARGES, Entry
from agents.reader.letter import Letter
from agents.reader.notation import notation_of
from agents.reader.occasions import occasions
from agents.reader.priced_lines import PricedLine, priced_lines
from agents.reader.principal import principal
from agents.reader.sums import arguments_for, currency_on_record, state_sum, sums
from agents.reader.terms import read_terms
from domain.numberwords import percentages

#: Adding up leaves cents.
_ROUNDING = Decimal("0.02")


def read_bills(letter: Letter) -> Iterable[str]:
    """States what the letter's own invoice says of itself; asks where its sums disagree."""
    about = billed(letter)
    if not about:
        return ()
    found = [one for one in sums(letter) if one.strong and one.phrase.part.name != "subject"]
    lines = priced_lines(letter)
    charges = _charges(letter, about, found, lines)
    ordered = _ordered(letter, lines)
    goods = _goods(letter, about, ordered)
    strays = [line for line in lines if line.label in ("", "goods") and line not in ordered]
    _ask_strays(letter, about, strays)
    _total(letter, about, found, goods, charges)
    _head(letter, about)
    _ask_billed_again(letter, about)
    return ("invoice", *(["deadline"] if read_terms(letter, about) else []))


def billed(letter: Letter) -> str:
    """The one invoice a partner sends with this letter; empty for reminders and disputes."""
    about = occasions(letter)
    if "invoice" not in about or about & {"demand", "short_payment", "answered", "remittance"}:
        return ""
    found = principal(letter, "invoices")
    shown = any(one.label == "total" for one in sums(letter)) or priced_lines(letter)
    return found if found and shown else ""


def _head(letter: Letter, about: str) -> None:
    """The day of the bill, the day it is due, the papers it refers to."""
    for role, field in (("invoice", "actual_date:invoice"), ("due", "deadline:due")):
        found = days(letter, role)
        if len({str(one.found.readings) for one in found}) == 1:
            state_day(letter, about, field, found[0], past=role == "invoice")
    for paper, field in (("delivery", "delivery_note"), ("order", "po_as_printed")):
        named = list(named_papers(letter, paper))
        if len({one.number for one in named}) == 1:
            _state_number(letter, about, field, named[0])
        elif paper == "delivery" and not named:
            _delivered_by(letter, about)


def _ask_billed_again(letter: Letter, about: str) -> None:
    """A bill that names one that is paid already: what is it for that the first was not?"""
    rows = [row for one in letter.bound("invoices") if one != about and (row := letter.row(one))]
    for row in [one for one in rows if one.text("status").lower() == "paid"][:1]:
        text = f"{row.key} is paid: what does this bill add, and who agreed to it: contest it?"
        letter.ask("dispute", about, text, of=person(letter, "finance", "ap manager", "ap clerk"))


def _delivered_by(letter: Letter, about: str) -> None:
    """The delivery note that the bill names in words of its own, if the record has it."""
    notes = [one for one in letter.refs if one.object and one.object.startswith("deliveries:")]
    parts = {one.name: one for one in letter.parts}
    for one in notes if len({one.object for one in notes}) == 1 else ():
        if one.span is not None and one.span.part in parts:
            place = (parts[one.span.part], one.span.start, one.span.end)
            letter.state(about, "delivery_note", "words", place)
            return


def _state_number(letter: Letter, about: str, field: str, one: Named) -> None:
    letter.state(about, field, "words", (one.part, one.start, one.end))


def _charges(
    letter: Letter, about: str, found: list[Entry], lines: list[PricedLine]
) -> dict[tuple[str, str], Decimal]:
    """Each charge stated once, by part, label and words; the same on two papers is one."""
    inside = {line.span(line.price)[0] for line in lines}
    known: dict[tuple[str, str], Decimal] = {}
    for one in found:
        if one.label not in CHARGES or one.start in inside:
            continue
        if state_sum(letter, about, f"charge_amount:{one.label}", one, "plain"):
            known[(one.label, str(one.amount.value))] = abs(one.amount.value)
        if one.label == "surcharge":
            _share(letter, about, one)
    return known


def _share(letter: Letter, about: str, one: Entry) -> None:
    """The percentage that stands in the name of a surcharge."""
    decimal = notation_of(letter, one.phrase.part).decimal
    found = percentages(one.before, decimal)
    if len(found) == 1:
        start = one.start - len(one.before) + found[0].start
        where = (one.phrase.part, start, start + len(found[0].raw))
        letter.state(about, "surcharge_pct", "percent_words", where, {"decimal": decimal})


def _ordered(letter: Letter, lines: list[PricedLine]) -> list[PricedLine]:
    """Lines of goods; of those beside an ordered one that are on no order it is asked what for."""
    goods = [line for line in lines if line.label in ("", "goods")]
    known = {
        row.number("unit_price")
        for order in letter.bound("purchase_orders")
        for row in letter.reads.rows("purchase_order_lines", po_id=order.partition(":")[2])
    }
    ordered = [line for line in goods if line.price.value / line.per in known]
    return ordered or goods


def _ask_strays(letter: Letter, about: str, lines: list[PricedLine]) -> None:
    """Lines that no order has: what they are for, and whether anybody agreed to them."""
    for line in lines:
        where = (line.phrase.part, *line.span(line.amount))
        words = " ".join(line.phrase.text.split())
        text = f"{words!r} is on no line of the order: what is it for, and was it agreed?"
        of = person(letter, "finance", "ap manager", "ap clerk")
        letter.ask("dispute", about, text, of=of, where=where)


def _goods(letter: Letter, about: str, lines: list[PricedLine]) -> dict[str, Decimal]:
    """Quantity, price and amount of each line; the same line on two papers is one."""
    known: dict[str, Decimal] = {}
    for line in lines:
        entry = _entry_of(letter, line)
        if entry is None:
            continue
        part, decimal = line.phrase.part, notation_of(letter, line.phrase.part).decimal
        unit = line.unit or "PCS"
        letter.state(
            about,
            "invoiced_qty",
            "quantity_words",
            (part, *line.qty),
            {"decimal": decimal, "unit": unit},
        )
        rate = arguments_for(letter, entry, about) | {"per": str(line.per), "unit": unit}
        letter.state(about, "unit_price", "rate_words", (part, *line.span(line.price)), rate)
        state_sum(letter, about, "charge_amount:goods", entry, "plain")
        known[f"{line.n}/{line.price.value}"] = line.amount.value
    return known


def _entry_of(letter: Letter, line: PricedLine) -> Entry | None:
    """The line's amount among the letter's sums."""
    start = line.span(line.amount)[0]
    found = (one for one in sums(letter) if one.phrase == line.phrase and one.start == start)
    return next(found, None)


def _total(
    letter: Letter,
    about: str,
    found: list[Entry],
    goods: dict[str, Decimal],
    charges: dict[tuple[str, str], Decimal],
) -> None:
    """The total, against the lines and charges that must make it."""
    totals = [one for one in found if one.label == "total"]
    values = tuple(dict.fromkeys(str(one.amount.value) for one in totals))
    if len(values) > 1:
        text = f"the invoice names {' and '.join(values)} as total: which is to be paid?"
        letter.ask("invoice_amount", about, text, choices=values, where=totals[0].where)
        return
    for one in totals[:1]:
        state_sum(letter, about, "invoice_amount", one)
        made = sum(goods.values(), Decimal(0)) + sum(charges.values(), Decimal(0))
        if goods and abs(made - one.amount.value) > _ROUNDING:
            letter.ask(
                "invoice_amount",
                about,
                f"lines and charges make {made} {currency_on_record(letter, about)}, the total is "
                f"{one.amount.value}: what is the rest?",
                where=one.where,
            )

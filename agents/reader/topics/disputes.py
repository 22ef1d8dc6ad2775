"""Bills we contest and partners insist on: each charge as they state it, each to be decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from agents.reader.contested import contested, open_disputes
from agents.reader.daily import Daily, daily_charges
from agents.reader.deals import person
from agents.reader.entries import CHARGES, Entry, heading, meaning
from agents.reader.granted import granted
from agents.reader.letter import Letter
from agents.reader.notation import notation_of
from agents.reader.occasions import occasions
from agents.reader.sums import arguments_for, state_sum, sums, told
from domain.datewords import find_dates
from domain.numberwords import percentages
from domain.record import Row

_REBATE = re.compile(
    r"(?<!\w)(?:reduc\w+|discount|rebate|waive|allowance|nachlass|rabatt|reduzier\w*|skonto|remise|rédu\w+|rabais|"
    r"descuento|reduc\w+|desconto|reduz\w+|sconto|ridu\w+|ridurre|avdrag|indirim|rabat|obniż\w+|korting|折扣|减免|値引)",
    re.IGNORECASE,
)
_STATED = CHARGES | {"goods"}

#: What one may answer to a partner that insists.
_ANSWERS = ("contest", "accept")


def read_disputes(letter: Letter) -> Iterable[str]:
    """States the charges of the one bill argued about; asks whether to contest or accept each."""
    invoice = letter.only("invoices")
    about = occasions(letter)
    if not invoice or not about & {"answered", "demand", "short_payment"}:
        return ()
    if not (open_disputes(letter, invoice) or "answered" in about):
        return ()
    by_day = list(daily_charges(letter))
    for one in by_day:
        _state_daily(letter, invoice, one)
    for entry in _single(letter, by_day):
        thing = contested(letter, invoice, entry.label, entry.amount.value)
        state_sum(letter, thing, f"charge_amount:{entry.label}", entry, "plain")
    _state_total(letter, invoice)
    _state_rebate(letter, invoice)
    if _given_in(letter, open_disputes(letter, invoice)):
        return ("acknowledgement",)  # nothing is left to argue: no case of a dispute opens for it
    _ask(letter, invoice)
    return ("dispute_answer",)


def _single(letter: Letter, by_day: list[Daily]) -> Iterator[Entry]:
    """Sums that are one charge: named right before, and neither a rate nor part of a product."""
    taken = {one.start for each in by_day for one in (each.rate, each.total) if one}
    for entry in sums(letter):
        if entry.label in _STATED and entry.start not in taken and _is_direct(entry):
            yield entry


def _is_direct(entry: Entry) -> bool:
    """A sum with cents or currency, or a bare number right behind the name of the charge."""
    if entry.phrase.part.name == "subject" or entry.amount.value <= 0:
        return False
    words = entry.before.rstrip(" :=-(").split()
    return entry.strong or (bool(words) and meaning(" ".join(words[-2:])) == entry.label)


def _state_daily(letter: Letter, invoice: str, one: Daily) -> None:
    """Days, rate and sum of a charge by the day."""
    kind = _kind(letter, invoice, one)
    if not kind:
        return
    amount = one.total.amount.value if one.total else _product(one)
    thing = contested(letter, invoice, kind, amount)
    part = one.phrase.part
    about = [f"shipment_units:{box}" for box in one.boxes if _is_bound(letter, box)] or [thing]
    where = (part, *one.span(one.days.start, one.days.end))
    for each in about:
        letter.state(each, "invoiced_qty", "duration_words", where)
    if one.rate:
        rate = arguments_for(letter, one.rate, invoice) | {"unit": "DAY"}
        letter.state(thing, "unit_price:day", "rate_words", one.rate.where, rate)
    charged = about[0] if len(about) == 1 and about != [thing] and _is_paper(one) else thing
    if one.total:
        state_sum(letter, charged, f"charge_amount:{kind}", one.total, "plain")
    elif one.rate:
        product = (part, one.span(one.days.start, 0)[0], one.rate.end)
        arguments = arguments_for(letter, one.rate, invoice)
        letter.state(charged, f"charge_amount:{kind}", "days_at_rate", product, arguments)


def _product(one: Daily) -> Decimal:
    return one.days.n * one.rate.amount.value if one.rate else Decimal(0)


def _kind(letter: Letter, invoice: str, one: Daily) -> str:
    """The charge the days are for: named in the phrase, on the paper, else the bill's own."""
    text = one.phrase.text[: one.days.start]
    named = meaning(text[-200:])
    if not named and one.phrase.part.name.startswith("attachment"):
        named = heading(one.phrase.part)
    row = letter.row(invoice)
    own = row.text("kind") if row else ""
    if {named, own} == {"detention", "demurrage"}:
        return own  # the same word means either in many languages
    return named if named in CHARGES else own if own in CHARGES else ""


def _is_bound(letter: Letter, box: str) -> bool:
    return f"shipment_units:{box}" in letter.bound("shipment_units")


def _is_paper(one: Daily) -> bool:
    """Whether it stands on a paper of its own, such as a receipt for one box."""
    return one.phrase.part.name.startswith("attachment")


def _state_total(letter: Letter, invoice: str) -> None:
    """The total of the bill's lines, where a table shows it."""
    totals = [one for one in sums(letter) if one.label == "total" and one.phrase.row]
    if len({one.amount.value for one in totals}) == 1:
        state_sum(letter, invoice, "invoice_amount", totals[0])
        return
    row = letter.row(invoice)
    known = row.number("amount") if row else None
    same = [one for one in sums(letter) if one.strong and one.amount.value == known]
    for one in same[:1]:
        state_sum(letter, invoice, "invoice_amount", one)


def _state_rebate(letter: Letter, invoice: str) -> None:
    """So many per cent off, if it is paid by a day: the share, and until when it holds."""
    for phrase in told(letter):
        how = notation_of(letter, phrase.part)
        found = percentages(phrase.text, how.decimal)
        ends = [one for one in find_dates(phrase.text, how.when) if one.bound in ("by", "before")]
        if len(found) != 1 or len(ends) != 1 or not _REBATE.search(phrase.text):
            continue
        base = phrase.start
        where = (phrase.part, base + found[0].start, base + found[0].end)
        letter.state(invoice, "discount_pct", "percent_words", where, {"decimal": how.decimal})
        until = (phrase.part, base + ends[0].start, base + ends[0].end)
        letter.state(invoice, "deadline:discount", "last_day", until, how.dates("discount"))


def _ask(letter: Letter, invoice: str) -> None:
    """Contest or accept: each charge in dispute, else the bill as a whole."""
    rows = open_disputes(letter, invoice)
    for row in rows:
        letter.ask(
            "dispute",
            row.object,
            f"{row.text('charge')}: billed {row.text('billed')}, expected {row.text('expected')} "
            f"{row.text('currency')} ({row.text('evidence')}); the partner insists: contest or "
            "accept?",
            of=f"people:{row.text('opened_by')}" if row.text("opened_by") else "",
            slot=f"dispute_{row.key}",
            choices=_ANSWERS,
        )
    if not rows:
        number = invoice.partition(":")[2]
        letter.ask(
            "dispute",
            invoice,
            f"the partner insists on {number}{_contract(letter, invoice)}: contest or accept, "
            "before silence is taken for consent?",
            of=person(letter, "logistics", "lead", "coordinator"),
            slot=f"dispute_{number}",
            choices=_ANSWERS,
        )


def _given_in(letter: Letter, rows: Sequence[Row]) -> bool:
    """Whether they take our objection as it is: not for another sum than we contest."""
    if not granted(letter):
        return False
    amounts = [row.number("disputed") or Decimal(0) for row in rows]
    known = {*amounts, sum(amounts, Decimal(0))}
    named = {abs(one.amount.value) for one in sums(letter) if one.strong}
    return not rows or named <= known


def _contract(letter: Letter, invoice: str) -> str:
    """What the contract with the biller says of this kind of charge."""
    row = letter.row(invoice)
    kind = row.text("kind") if row else ""
    for one in letter.reads.rows("contracts", partner_id=letter.sender.partner_id):
        if kind and kind in one.text("kind").lower():
            said = f"{one.text('value')} {one.text('unit')}, {one.text('text')}"
            return f" (contract {one.text('contract_id')}: {said})"
    return ""

"""Partners who got less than they billed: what came in, what was due, what they miss."""

from __future__ import annotations

from collections.abc import Iterable

from agents.reader.billed import sum_of_bill
from agents.reader.days import days, state_day
from agents.reader.deals import person
from agents.reader.entries import Entry
from agents.reader.granted import granted
from agents.reader.letter import Letter, Line
from agents.reader.moments import moments
from agents.reader.occasions import occasions
from agents.reader.shortfall import OnRecord, pair_on_record, shortfall
from agents.reader.sums import state_sum, sums
from domain.words import lexicon


def read_short_payments(letter: Letter) -> Iterable[str]:
    """States sums received, billed and missing on the payment or the invoice they are about."""
    pair = pair_on_record(letter) if letter.only("payments") else None
    if "short_payment" not in occasions(letter) and pair is None:
        return ()
    return ("acknowledgement",) if granted(letter) else (_missed(letter, pair),)


def _missed(letter: Letter, pair: OnRecord | None) -> str:
    """What they say they miss; where they take what we explained, nothing is missed."""
    payment, invoice = letter.only("payments"), letter.only("invoices")
    about = invoice or payment
    if not about:
        _ask_which(letter)
        return "short_payment_query"
    found = _by_label(letter) | _proven(letter) | _of_pair(pair)
    if pair is not None or "received" in found:
        _received_on(letter, payment, found["received"][0])
    found["difference"] = [
        one for one in found.get("difference", []) if _is_small(letter, one, about)
    ]
    for one in found.get("received", []):
        state_sum(letter, payment or invoice, "payment_amount:received", one)
    billed = sum_of_bill(letter, invoice) if invoice else None
    for one in [billed] if billed else found.get("total", []):
        state_sum(letter, about, "invoice_amount", one)
    for one in found.get("difference", []):
        state_sum(letter, about, "difference_amount", one, "plain")
    for one in found.get("fee", []):
        state_sum(letter, payment or about, "charge_amount:fee", one, "plain")
    _check(letter, about, found)
    return "short_payment_query"


def _by_label(letter: Letter) -> dict[str, list[Entry]]:
    """The letter's own sums by what they are, where each is named once; prose only."""
    found: dict[str, list[Entry]] = {}
    for one in sums(letter):
        part = one.phrase.part.name
        if part not in ("subject", "body") or not (one.strong or one.label == "fee"):
            continue
        group = found.setdefault(one.label, [])
        if not any(each.amount.value == one.amount.value for each in group):
            group.append(one)
    one_each = {label: group for label, group in found.items() if len(group) == 1}
    return one_each | {"fee": found.get("fee", [])}


def _of_pair(pair: OnRecord | None) -> dict[str, list[Entry]]:
    """What came in and what lacks of a payment on record; a bank's cut is a fee as well."""
    if pair is None:
        return {}
    words = pair.short.phrase.text
    cut = lexicon("bank_cut").has(words) or lexicon("amount").has(words, "fee")
    return {"received": [pair.got]} | ({"fee": [pair.short]} if cut else {})


def _is_small(letter: Letter, one: Entry, about: str) -> bool:
    """Whether it can be what lacks: no more than half of what the record has as due."""
    row = letter.row(about)
    due = row.number("amount") if row is not None else None
    return due is None or 2 * abs(one.amount.value) <= abs(due)


def _received_on(letter: Letter, payment: str, got: Entry) -> None:
    """The day of the sum's own sentence on which it came in."""
    base = got.phrase.start
    line = Line(got.phrase.part, base, got.phrase.end)
    found = moments(line.text, letter.sender, letter.sender.tz)
    past = [one for one in found if one.date.readings[0].latest <= letter.sender.written_on]
    if payment and len(past) == 1 and not past[0].date.ambiguous and past[0].date.readings[0].exact:
        where = (line.part, base + past[0].date.start, base + past[0].date.end)
        arguments = letter.sender.date_arguments("received")
        letter.state(payment, "actual_date:received", "date_words", where, arguments)


def _proven(letter: Letter) -> dict[str, list[Entry]]:
    """The sums that prove each other; what words behind the difference call it, it is as well."""
    told = shortfall(letter)
    if told is None:
        return {}
    found = {"total": [told.due], "received": [told.got], "difference": [told.short]}
    words = told.short.phrase.text[told.short.end - told.short.phrase.start :]
    words = f"{told.short.before} {words.partition('?')[0]}"
    if lexicon("amount").has(words, "fee") or lexicon("bank_cut").has(words):
        found["fee"] = [told.short]
    return found


def _check(letter: Letter, about: str, found: dict[str, list[Entry]]) -> None:
    """The difference must be what was due less what came in."""
    groups = [found.get(name, []) for name in ("total", "received", "difference")]
    if not all(groups):
        return
    due, got, short = (group[0].amount for group in groups)
    if due.value - got.value != abs(short.value):
        letter.ask(
            "difference_amount",
            about,
            f"{due.value} less {got.value} is not {short.value}: which is meant?",
            where=found["difference"][0].where,
        )


def _ask_which(letter: Letter) -> None:
    letter.ask(
        "reference",
        "mail",
        "no payment or invoice on record fits the sums of the mail: which payment is meant?",
        slot="payment",
    )


def read_balances(letter: Letter) -> Iterable[str]:
    """A balance to be confirmed: the day it is asked for; what it is only our books say."""
    if "balance" not in occasions(letter):
        return ()
    about = letter.sender.object
    for day in days(letter, "balance"):
        state_day(letter, about, "actual_date:balance", day, past=False)
    letter.ask(
        "balance",
        about,
        "the partner's balance is to be confirmed in writing: what do our books say on that day?",
        of=person(letter, "finance", "ap manager", "controller"),
    )
    return ("balance_confirmation_request",)

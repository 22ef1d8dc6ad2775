"""What nobody else read of bills that a vendor names: sums on record, charges, days due."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from agents.reader.contested import open_disputes
from agents.reader.days import days, is_to_pay_by, state_day
from agents.reader.denied import denied, supposed, wished
from agents.reader.entries import CHARGES, Entry
from agents.reader.letter import Letter
from agents.reader.notation import notation_of
from agents.reader.occasions import VENDORS
from agents.reader.phrases import Phrase
from agents.reader.principal import principal
from agents.reader.sums import currency_on_record, state_sum, sums, told
from domain.amounts import find_amounts


def read_bill_facts(letter: Letter) -> Iterator[str]:
    """In whatever kind of letter; only of bills of the sender that the record has."""
    invoices = [one for one in letter.bound("invoices") if _is_theirs(letter, one)]
    for invoice in invoices:
        if not _is_told(letter, invoice, "invoice_amount"):
            _listed_sum(letter, invoice)
    alone = principal(letter, "invoices")
    if alone in invoices and not _is_told(letter, alone, "invoice_amount"):
        _known_sum(letter, alone)
    if alone in invoices and not open_disputes(letter, alone):
        _charges(letter, alone)
        _due(letter, alone)
    yield from ()


def _is_theirs(letter: Letter, invoice: str) -> bool:
    row = letter.row(invoice)
    theirs = row is not None and row.text("partner_id") == letter.sender.partner_id
    return theirs and letter.sender.kind in VENDORS


def _is_told(letter: Letter, about: str, field: str) -> bool:
    told_of = {(one.object, one.field) for one in letter.notes.statements}
    return (about, field) in told_of or (about, field) in {
        (one.object, one.about) for one in letter.notes.questions
    }


def _listed_sum(letter: Letter, invoice: str) -> None:
    """A row that names the bill and shows what the record has for it, whatever else it shows."""
    row = letter.row(invoice)
    amount = row.number("amount") if row is not None else None
    number = invoice.partition(":")[2]
    for phrase in told(letter) if amount else ():
        if not phrase.row or (number not in phrase.text.split() and number not in _cells(phrase)):
            continue
        how = notation_of(letter, phrase.part)
        found = find_amounts(phrase.text, how.decimal, "", how.blanks)
        same = [one for one in found if one.value == amount]
        if len(same) == 1:
            where = (phrase.part, phrase.start + same[0].start, phrase.start + same[0].end)
            currency = same[0].currency or currency_on_record(letter, invoice)
            arguments = how.numbers | {"currency": currency}
            letter.state(invoice, "invoice_amount", "amount_words", where, arguments)
            return


def _known_sum(letter: Letter, invoice: str) -> None:
    """The sum of the one bill that a letter is about, where it stands, as the record has it."""
    row = letter.row(invoice)
    amount = row.number("amount") if row is not None else None
    found = [one for one in sums(letter) if one.strong and one.amount.value == amount]
    for one in [one for one in found if one.phrase.part.name in ("subject", "body")][:1]:
        state_sum(letter, invoice, "invoice_amount", one)


def _cells(phrase: Phrase) -> set[str]:
    return {one.strip(" .,:;|()") for one in phrase.text.replace("\t", "  ").split("  ")}


def _charges(letter: Letter, invoice: str) -> None:
    """Charges that prose names once each, less than the whole bill."""
    row = letter.row(invoice)
    whole = (row.number("amount") if row is not None else None) or Decimal(0)
    found = [one for one in sums(letter) if one.strong and one.label in CHARGES]
    found = [one for one in found if one.phrase.part.name == "body" and _holds(one)]
    for label in dict.fromkeys(one.label for one in found):
        mine = [one for one in found if one.label == label]
        field = f"charge_amount:{label}"
        alone = len({one.amount.value for one in mine}) == 1
        if alone and 0 < mine[0].amount.value < whole and not _is_told(letter, invoice, field):
            state_sum(letter, invoice, field, mine[0], "plain")


def _holds(one: Entry) -> bool:
    """Whether it is billed: not denied, not asked, not what would come of something."""
    text, at = one.phrase.text, one.start - one.phrase.start
    asked = text.rstrip().endswith(("?", "？"))
    return not (asked or denied(text, at) or supposed(text, at) or wished(text, at))


def _due(letter: Letter, invoice: str) -> None:
    """The one day that is called due, where nobody told it."""
    dated = [one for one in days(letter, "due") if one.phrase.part.name in ("subject", "body")]
    dated = [one for one in dated if not is_to_pay_by(letter, one)]
    alone = len({str(one.found.readings) for one in dated}) == 1
    if alone and not _is_told(letter, invoice, "deadline:due"):
        state_day(letter, invoice, "deadline:due", dated[0], past=False)

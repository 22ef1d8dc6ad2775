"""Payments: the one a remittance brings, and the one whose sums a letter quotes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from agents.reader.entries import Entry
from agents.reader.letter import Letter
from agents.reader.occasions import occasions
from agents.reader.shortfall import pair_on_record, shortfall
from agents.reader.sums import sums
from domain.reading import Reference
from domain.record import Row
from domain.words import lexicon

_NUMBER = re.compile(
    r"(?<![\w/.,-])(?=[\w/-]*\d{3})[A-Z0-9]{1,10}(?:[-/][A-Z0-9]{1,10}){0,3}(?![\w]|[.,/]\d)"
)
#: What a bank takes for a transfer is less than this.
_SMALL = Decimal(100)
_DAY = re.compile(r"\d{1,4}[-/]\d{1,2}[-/]\d{1,4}|20\d{6}")
_NO = re.compile(
    r"[\s:#.-]{0,24}(?:our\s|the\s)?(?:no|nr|num|number|ref|reference|n°|nº|id)?[\s.:#]{0,3}$",
    re.IGNORECASE,
)


def bind_payments(letter: Letter) -> Iterator[Reference]:
    """The payment of a remittance by its number; else those whose sums the letter quotes."""
    about = occasions(letter)
    if letter.bound("payments"):
        return
    if "remittance" in about:
        yield from _introduced(letter)
    elif about & {"short_payment", "answered", "demand"}:
        yield from _by_sums(letter) if not letter.bound("invoices") else _of_bill(letter)
    elif letter.sender.partner_id and (pair := pair_on_record(letter)):
        written = letter.notes.span(*pair.got.where)
        how = "the payment that this sum and what lacks make"
        yield Reference(as_written=written.quote, object=pair.payment, how=how, span=written)


def _of_bill(letter: Letter) -> Iterator[Reference]:
    """The one payment that the record has on the one bill, where its sums are quoted."""
    invoice = letter.only("invoices").partition(":")[2]
    rows = letter.reads.rows("payments", line_ref=invoice) if invoice else []
    numbers = {row.text("payment_id") for row in rows}
    quoted = {abs(one.amount.value) for one in sums(letter) if one.strong}
    for number in numbers if len(numbers) == 1 else ():
        lines = letter.reads.rows("payments", payment_id=number)
        total = sum((row.number("amount") or Decimal(0) for row in lines), Decimal(0))
        if total in quoted:
            how = f"the payment on {invoice}"
            yield Reference(as_written=None, object=f"payments:{number}", how=how)


def _introduced(letter: Letter) -> Iterator[Reference]:
    """The number that stands behind words for a payment, in the subject first."""
    for part in letter.parts:
        if part.name not in ("subject", "body"):
            continue
        for match in _NUMBER.finditer(part.text):
            before = part.text[max(0, match.start() - 40) : match.start()]
            hits = [hit for hit in lexicon("occasion").find(before) if hit.code == "remittance"]
            named = hits and _NO.fullmatch(before[hits[-1].end :])
            if named and not _DAY.fullmatch(match[0]) and part.is_fresh(*match.span()):
                span = letter.notes.span(part, *match.span())
                yield Reference(
                    as_written=match[0],
                    object=f"payments:{match[0]}",
                    how="payment number, introduced by this letter",
                    span=span,
                )
                return


def _by_sums(letter: Letter) -> Iterator[Reference]:
    """The one payment of this partner whose sums fit what the letter says came in."""
    strong = [one for one in sums(letter) if one.strong]
    wanted = ("received", "paid", *(("total", "") if "short_payment" in occasions(letter) else ()))
    quoted = sorted(
        (one for one in strong if one.label in wanted), key=lambda one: wanted.index(one.label)
    )
    fees = {abs(one.amount.value) for one in sums(letter) if one.label in ("fee", "cable")}
    fees |= {abs(one.amount.value) for one in sums(letter) if abs(one.amount.value) < _SMALL}
    if proven := shortfall(letter):
        quoted = [proven.got, *quoted]
        fees.add(proven.short.amount.value)
    lines: dict[str, list[Row]] = defaultdict(list)
    for row in letter.reads.rows("payments", partner_id=letter.sender.partner_id):
        lines[row.text("payment_id")].append(row)
    for one in quoted:
        fitting = [key for key, rows in lines.items() if _fits(one, rows, fees)]
        if len(fitting) == 1:
            yield Reference(
                as_written=letter.notes.span(*one.where).quote,
                object=f"payments:{fitting[0]}",
                how="the payment with this sum",
                span=letter.notes.span(*one.where),
            )
            return


def _fits(one: Entry, rows: list[Row], fees: set[Decimal]) -> bool:
    """Whether the sum is the payment, the payment less a fee, or one line of it."""
    if one.amount.currency and {row.text("currency") for row in rows} != {one.amount.currency}:
        return False
    value = one.amount.value
    parts = [row.number("amount") or Decimal(0) for row in rows]
    total, billed = sum(parts, Decimal(0)), sum((one for one in parts if one > 0), Decimal(0))
    whole = one.label in ("total", "") and billed not in (0, total) and value == billed
    return value == total or (total - value) in fees or whole

"""A whole invoice matched: its lines, its charges, its sums, and what is payable of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from domain.freight.bill import FreightAudit
from domain.match.duplicates import Duplicate
from domain.match.lines import LineMatch
from domain.match.tolerance import Tolerance, over_total
from domain.match.totals import TotalsCheck
from domain.money import Money, total
from domain.options import CostComponent
from domain.reckoning import part
from domain.values import Value

Outcome = Literal["matched", "within tolerance", "exception", "asked"]


class InvoiceMatch(Value):
    """What is asked, what is payable by order, receipt and contract, and the parts between.

    `asked` is before tax. `outcome` asked: something is missing, so nothing is decided. A
    duplicate, a wrong sum or one line in exception makes the invoice an exception.
    """

    asked: Money
    payable: Money
    outcome: Outcome
    lines: tuple[LineMatch, ...] = ()
    charges: FreightAudit | None = None
    parts: tuple[CostComponent, ...] = ()
    reasons: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def difference(self) -> Money:
        """Asked less payable."""
        return self.asked - self.payable


def match_invoice(
    lines: Sequence[LineMatch],
    charges: FreightAudit | None,
    sums: TotalsCheck,
    duplicates: Sequence[Duplicate],
    tolerance: Tolerance,
) -> InvoiceMatch:
    """Puts the judgements of one invoice together: what it asks beyond orders and contracts.

    Differences that each are within tolerance may not be beyond the bound together.
    """
    asked = sums.gross - sums.tax
    payable = _payable(lines, charges, asked.currency)
    parts = (*_of_lines(lines), *_of_charges(charges), *_rest(lines, charges, asked))
    missing = _missing(lines, charges, sums)
    reasons = _reasons(lines, charges, sums, duplicates)
    within = _sum_within(lines, asked.currency)
    together = over_total(tolerance.total, within) if len(lines) > 1 else ""
    if together:
        reasons = (*reasons, f"all lines together: {together}")
    return InvoiceMatch(
        asked=asked,
        payable=payable - within if together else payable,
        outcome=_outcome(missing, reasons, parts),
        lines=tuple(lines),
        charges=charges,
        parts=parts,
        reasons=reasons,
        owners=_owners(lines, charges),
        missing=missing,
    )


def _payable(lines: Sequence[LineMatch], charges: FreightAudit | None, currency: str) -> Money:
    goods = total((one.payable for one in lines), currency)
    return goods + charges.payable if charges else goods


def _sum_within(lines: Sequence[LineMatch], currency: str) -> Money:
    """What lines within tolerance would pay beyond their order."""
    off = [
        one.variance.total
        for one in lines
        if one.verdict == "within tolerance" and one.variance is not None
    ]
    return total(off, currency)


def _of_lines(lines: Sequence[LineMatch]) -> list[CostComponent]:
    """Parts of lines that ask for more; negative ones belong to them where prices fell."""
    return [
        one.model_copy(update={"formula": f"{line.object.partition(':')[2]}: {one.formula}"})
        for line in lines
        if line.variance is not None
        for one in line.variance.parts
    ]


def _of_charges(charges: FreightAudit | None) -> list[CostComponent]:
    return [
        part(one.code or one.line.text, one.difference, f"{one.line.text}: {one.why}")
        for one in (charges.lines if charges else ())
        if one.difference.amount > 0
    ]


def _rest(
    lines: Sequence[LineMatch], charges: FreightAudit | None, asked: Money
) -> list[CostComponent]:
    """What the invoice asks for and no line or charge of it accounts for."""
    if any(one.variance is None for one in lines):
        return []
    billed = total((one.variance.billed for one in lines if one.variance), asked.currency)
    rest = asked - (billed + charges.billed if charges else billed)
    return [part("sums", rest, "asked less lines and charges")] if rest.amount else []


def _missing(
    lines: Sequence[LineMatch], charges: FreightAudit | None, sums: TotalsCheck
) -> tuple[str, ...]:
    found = [f"{line.object}: {said}" for line in lines for said in line.missing]
    return (*found, *(charges.missing if charges else ()), *sums.missing)


def _reasons(
    lines: Sequence[LineMatch],
    charges: FreightAudit | None,
    sums: TotalsCheck,
    duplicates: Sequence[Duplicate],
) -> tuple[str, ...]:
    found = [f"duplicate: {one.why}" for one in duplicates]
    found += [
        f"{line.object}: {said}"
        for line in lines
        if line.verdict in ("exception", "nothing received")
        for said in line.reasons
    ]
    found += [f"{one.line.text}: {one.why}" for one in (charges.disputed if charges else ())]
    return (*found, *sums.findings)


def _owners(lines: Sequence[LineMatch], charges: FreightAudit | None) -> tuple[str, ...]:
    """Functions that decide, by what differs (domain.md 2.0): freight goes to logistics."""
    found = [owner for line in lines for owner in line.owners]
    found += ["logistics"] if charges and charges.disputed else []
    return tuple(dict.fromkeys(found))


def _outcome(
    missing: tuple[str, ...], reasons: tuple[str, ...], parts: Sequence[CostComponent]
) -> Outcome:
    if missing:
        return "asked"
    if reasons:
        return "exception"
    off = any(one.money.amount != Decimal(0) for one in parts)
    return "within tolerance" if off else "matched"

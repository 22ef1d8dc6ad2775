"""46 CFR part 541: whether a US demurrage or detention invoice must be paid at all."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from domain.rulebook import Rule, in_force, loaded, rules
from domain.values import Value
from domain.workdays import later

#: Who the part binds (541.2); a trucker, forwarder as agent or railway is none of these.
_BOUND = frozenset({"ocean carrier", "nvocc", "terminal"})

#: What is missing where the record shows neither port of the carriage.
TRADE_UNKNOWN = "whether the carriage is in a US trade"


class DaysRule(Rule):
    """A limit of so many calendar days."""

    days: int


class DaysInvoice(Value):
    """What is known of the invoice. `issuer`: ocean carrier, nvocc, terminal, or another role.

    `last_incurred` is the last day charged for, by the events. `first_issued`: of the invoice it
    corrects, whose day counts (a corrected one starts no new clock). `received_from`: the day of
    the invoice that a carrier without vessels got itself. `holds`: names of the required contents
    (part541.yaml) that were found on it; None while nobody looked.
    """

    number: str
    issuer: str = ""
    us_trade: bool | None = None
    direction: Literal["import", "export", ""] = ""
    issued: date | None = None
    first_issued: date | None = None
    last_incurred: date | None = None
    received_from: date | None = None
    holds: frozenset[str] | None = None


class Part541(Value):
    """The result. `applies` None: not known yet. `owed` False: no duty to pay (541.5, 541.7).

    `dispute_until`: until when a request must be open to us at least; `days_late` after the limit
    of issue. Findings carry the section they rest on.
    """

    applies: bool | None
    owed: bool | None = None
    issue_by: date | None = None
    days_late: int = 0
    dispute_until: date | None = None
    findings: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def check(invoice: DaysInvoice) -> Part541:
    """Holds an invoice against 541.5 to 541.8; says what is missing instead of guessing.

    Out of time or with required content absent, there is no duty to pay. It does not reach
    charges outside US trades, freight, or inland truckers: do not quote it there
    (domain_presets.md 2.14).
    """
    applies, why = _applies(invoice)
    if not applies:
        known = applies is not None
        return Part541(
            applies=applies, findings=(why,) if known else (), missing=() if known else (why,)
        )
    late, by, missing = _issue(invoice)
    absent = _absent(invoice)
    findings = [late] if late else []
    findings += [f"{said} is not on it ({source})" for said, source in absent or ()]
    if invoice.holds is None:
        missing.append("which required contents the invoice holds (541.6)")
    issued = invoice.first_issued or invoice.issued
    return Part541(
        applies=True,
        owed=False if findings else None if missing else True,
        issue_by=by,
        days_late=max(0, (issued - by).days) if issued and by else 0,
        dispute_until=_dispute_until(invoice),
        findings=tuple(findings),
        missing=tuple(missing),
    )


def resolve_by(requested: date) -> date | None:
    """Until when the billing party answers a request (541.8(b)); None before the rule."""
    rule = _rule("resolve", requested)
    return later(requested, rule.days) if rule else None


def _applies(invoice: DaysInvoice) -> tuple[bool | None, str]:
    if invoice.us_trade is False:
        return False, "the charge is outside US trades: part 541 does not reach it"
    if invoice.issuer and invoice.issuer.lower() not in _BOUND:
        return False, f"a {invoice.issuer} is not bound by part 541 (541.2)"
    if invoice.us_trade is None:
        return None, TRADE_UNKNOWN
    return (True, "") if invoice.issuer else (None, "who issued it: carrier, nvocc or terminal")


def _issue(invoice: DaysInvoice) -> tuple[str, date | None, list[str]]:
    """The finding when out of time, the last day of issue, and what is missing to say so."""
    nvocc = invoice.issuer.lower() == "nvocc"
    start = invoice.received_from if nvocc else invoice.last_incurred
    issued = invoice.first_issued or invoice.issued
    missing = []
    if start is None:
        missing.append("the day of the invoice it received" if nvocc else "the last day charged")
    if issued is None:
        missing.append("the day of issue")
    rule = _rule("issue nvocc" if nvocc else "issue", issued or start or date.max)
    if start is None or rule is None:
        return "", None, missing
    by = later(start, rule.days)
    if issued is None or issued <= by:
        return "", by, missing
    said = f"issued {issued}, {(issued - start).days} days after {start}, {rule.days} are allowed"
    return f"{said} ({rule.source})", by, missing


def _absent(invoice: DaysInvoice) -> list[tuple[str, str]] | None:
    if invoice.holds is None:
        return None
    return [
        (one["says"], one["source"])
        for one in contents()
        if one["field"] not in invoice.holds
        and (not one.get("only") or not invoice.direction or one["only"] == invoice.direction)
    ]


def contents() -> list[dict[str, Any]]:
    """The required contents: `field`, `says`, `source`, and `only` for imports or exports."""
    return list(loaded("domain.demurrage", "part541")["contents"])


def _dispute_until(invoice: DaysInvoice) -> date | None:
    rule = _rule("dispute", invoice.issued) if invoice.issued else None
    return later(invoice.issued, rule.days) if rule and invoice.issued else None


def _rule(code: str, day: date) -> DaysRule | None:
    return in_force(rules("domain.demurrage", "part541", DaysRule), day, code=code)

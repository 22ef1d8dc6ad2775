"""A small history, invented: what the tests of recall remember and ask."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from domain.precedent import OptionTried, Precedent
from memory.evidence_table import Asked

LAST = date(2026, 3, 1)


def closed(number: int, **facts: Any) -> Precedent:
    """A precedent with plain facts, closed the more days before LAST the higher its number."""
    day = LAST - timedelta(days=number)
    usual = {
        "case_id": f"C-{number:04}",
        "workflow": "W3",
        "opened_on": day - timedelta(days=5),
        "closed_on": day,
        "partner_id": "F1",
        "lane": "CNYTN-USLAX",
        "situation": "carrier rolls the booking by one voyage",
        "cause_party": "carrier",
        "cause": "roll",
        "options": (OptionTried(name="wait", cost=Decimal("0.00")), OptionTried(name="other line")),
        "decision": "wait",
        "outcome": "resolved as planned",
        "forecast_cost": Decimal("10.50"),
        "currency": "USD",
    }
    return Precedent(**usual | facts)


#: Three ways a roll was met, one with another partner, and two cases of other kinds of work.
HISTORY = (
    closed(1, outcome="failed", resolved_by="rolled a second time"),
    closed(2, outcome="failed"),
    closed(3, decision="Other line "),
    closed(4, decision="other line", partner_id="F2"),
    closed(5),
    closed(
        6,
        workflow="W6",
        cause="price",
        cause_party="supplier",
        partner_id="V9",
        lane="DE-FR",
        situation="vendor bills an alloy surcharge that was never agreed",
        decision="short-pay",
    ),
    closed(
        7,
        workflow="W1",
        cause="tooling",
        cause_party="supplier",
        partner_id="V9",
        item_id="NM-5510",
        lane="DE-FR",
        situation="tool broken, order moves",
        decision="take partial",
        resolved_by="partial lot under TW-17 bridged the gap",
    ),
)


def asked(**facts: Any) -> Asked:
    """A roll told in words that no remembered case uses."""
    usual = {
        "situation": "our container was bumped to the following vessel",
        "as_of": LAST,
        "workflow": "W3",
        "partner_id": "F1",
        "lane": "CNYTN-USLAX",
        "cause": "roll",
        "cause_party": "carrier",
    }
    return Asked(**usual | facts)

"""The company's own history: rows of `past_cases` become precedents, or say which row is wrong."""

from datetime import date
from decimal import Decimal

import pytest

from domain.errors import BadInput
from domain.record import Row
from memory.history import precedent_from, precedents_from

TOLD = {
    "case_id": "PC-1",
    "workflow": "W1",
    "opened_on": "2025-06-12",
    "closed_on": "2025-06-20",
    "partner_id": "V1",
    "item_id": "",
    "situation": " tool broken ",
    "cause_party": "supplier",
    "cause": "tooling",
    "options_considered": '[{"option": "use stock", "cost": "0.00"}, {"option": "ask"}]',
    "decision": "use stock",
    "envelope": "5000.00",
    "outcome": "failed",
    "days": "8",
    "forecast_cost": "4513.71",
    "actual_cost": "",
    "currency": "USD",
}


def row(**changed: object) -> Row:
    return Row(table="past_cases", key="PC-1", version=1, values=TOLD | changed)


def test_a_row_becomes_a_precedent() -> None:
    (kept,) = precedents_from([row()])
    assert (kept.case_id, kept.situation, kept.days) == ("PC-1", "tool broken", 8)
    assert (kept.opened_on, kept.closed_on) == (date(2025, 6, 12), date(2025, 6, 20))
    assert (kept.forecast_cost, kept.actual_cost) == (Decimal("4513.71"), None)
    assert [(each.name, each.cost) for each in kept.options] == [
        ("use stock", Decimal("0.00")),
        ("ask", None),
    ]


def test_history_was_told_not_measured() -> None:
    kept = precedent_from(row())
    assert (kept.source, kept.verified) == ("history", False)


def test_typed_cells_are_read_too() -> None:
    kept = precedent_from(
        row(
            closed_on=date(2025, 6, 21), forecast_cost=Decimal("1.5"), days=Decimal(9), item_id=None
        )
    )
    assert (kept.closed_on, kept.forecast_cost, kept.days) == (
        date(2025, 6, 21),
        Decimal("1.5"),
        9,
    )
    assert kept.item_id == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"closed_on": "20 June"},
        {"days": "eight"},
        {"forecast_cost": "4.513,71"},
        {"options_considered": "use stock"},
        {"options_considered": '[{"cost": "1"}]'},
        {"options_considered": '["use stock"]'},
    ],
)
def test_a_row_that_cannot_be_read_is_named(wrong: dict[str, str]) -> None:
    with pytest.raises(BadInput, match="past_cases:PC-1 cannot be read as a past case"):
        precedent_from(row(**wrong))

"""Cancelling what is still to come of a late line: what it costs, who needs it, what is written."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from agents import sourcing
from domain.delay.pricing import price_all
from domain.options import Option
from domain.record import Row
from tests.domain.delay.worked import context, cost, line, row

CLAUSE = {"kind": "cancellation", "value": "30", "unit": "pct of price"}
ELSEWHERE, REST = "cancel and replace", "cancel the remainder"


def clause(key: str = "CS-1001/9", **values: Any) -> Row:
    return row("contracts", key, **{**CLAUSE, **values})


def priced(*clauses: Row, terms: str = "NET30", **of_line: Any) -> tuple[Option, ...]:
    given = context(line(**of_line), contracts=clauses)
    order = given.order.model_copy(
        update={"values": {**given.order.values, "payment_terms": terms}}
    )
    return price_all(given.model_copy(update={"order": order}))


def named(found: tuple[Option, ...], name: str) -> Option:
    return next(one for one in found if one.name == name)


def test_pieces_in_work_are_charged_by_the_clause_beside_the_dearer_ones() -> None:
    found = named(priced(clause()), ELSEWHERE)
    assert {one.name: str(one.money.rounded().amount) for one in found.components} == {
        "work in progress": "66240.00",  # 12,000 x 18.40 x 30 %
        "dearer pieces": "17400.00",  # 1.45 x 12,000
        "small-lot charge": "900.00",
    }
    assert found.is_candidate and found.days_late == 0


def test_an_advance_is_lost_but_for_what_a_guarantee_covers() -> None:
    bare = named(priced(clause(), terms="30/70 BEFORE SHIPMENT"), ELSEWHERE)
    half = row("contracts", "CS-1001/10", kind="advance guarantee", value="50", unit="pct")
    covered = named(priced(clause(), half, terms="30/70 BEFORE SHIPMENT"), ELSEWHERE)
    lost = [
        next(str(p.money.rounded().amount) for p in one.components if p.name == "advance at risk")
        for one in (bare, covered)
    ]
    assert lost == ["66240.00", "33120.00"]  # 30 % of 220,800, and half of it


@pytest.mark.parametrize("clauses", [(), (clause(valid_to=date(2026, 3, 9)),)])
def test_without_a_clause_in_force_it_is_no_option_and_that_is_said(
    clauses: tuple[Row, ...],
) -> None:
    assert ELSEWHERE not in {one.name for one in priced(*clauses)}
    said = [one.text for one in sourcing.contribute(context(line(), contracts=clauses)).findings]
    assert any(one.startswith("cancelling is not priced: no cancellation clause") for one in said)


@pytest.mark.parametrize("vague", [{"value": "to be agreed"}, {"unit": "USD"}])
def test_a_clause_without_a_share_of_the_price_is_asked_about(vague: dict[str, str]) -> None:
    found = named(priced(clause(**vague)), ELSEWHERE)
    assert found.unknown == ("what Kailun charges for cancelling, in per cent of the price",)
    assert not found.is_candidate and not found.actions


def test_doing_without_is_offered_only_where_nothing_on_record_needs_the_line() -> None:
    needed = {one.name for one in priced(clause())}
    spare = priced(clause(), pegs=(), demand=(), parents=())
    assert REST not in needed
    assert cost(spare, REST) == "66240.00"
    parent = row("bom", "MCU-30/KLB-12", parent_item_id="MCU-30")
    built = priced(clause(), pegs=(), demand=(), parents=(parent,))
    assert REST not in {one.name for one in built}


def test_only_what_is_still_to_come_is_cancelled() -> None:
    came = line().row.model_copy(
        update={"values": {**line().row.values, "received_qty": D(9000), "note": "second batch"}}
    )
    found = named(priced(clause(), row=came), ELSEWHERE)
    params = {one.kind: one.params() for one in found.actions}
    assert params["IssueOrder"]["qty"] == "3000"
    assert params["AmendOrderLine"]["qty"] == "9000"
    assert params["AmendOrderLine"]["note"] == "second batch; cancelled"
    letters = [one.params()["text"] for one in found.actions if one.kind == "SendMessage"]
    assert any("do not take the 3,000 PCS of KLB-12" in one for one in letters)


def test_a_source_that_is_too_late_or_not_approved_cannot_stand_in() -> None:
    item = line().item
    slow = item.model_copy(update={"values": {**item.values, "alternate_lead_time_days": D(63)}})
    assert named(priced(clause(), item=slow), ELSEWHERE).violates == ("need_date",)
    prospect = row("partners", "V1010", name="Brightwell", status="prospect", language="en")
    found = named(priced(clause(), alternate=prospect), ELSEWHERE)
    assert found.violates == ("approved_source",)

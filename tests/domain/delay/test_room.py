"""Space at a quoted rate and capacity of another source: what is left, and who holds it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.delay.context import DelayContext
from domain.delay.pricing import price_all
from domain.delay.terms import broken_terms
from domain.options import Held, Option
from domain.record import Row
from domain.room import of_source
from tests.domain.delay.worked import BARE_AIR, context, line, rate, row

QUOTE = rate(
    "R04", partner_id="F3001", mode="air", rate=D("4.85"), currency="USD", transit_days=D(5),
    handling=D(450), other="AWB fee 40.00", note="spot quote Q-2604-17 for 900 kg; total 4855.00",
)  # fmt: skip
AIR = (*BARE_AIR, QUOTE)
DAY = date(2026, 3, 18)


def capacity(amount: int, **more: Any) -> Row:
    values = {
        "capacity_id": "CAP-1", "kind": "capacity", "partner_id": "V1010", "item_id": "KLB-12",
        "first_day": date(2026, 3, 16), "last_day": date(2026, 3, 22), "amount": D(amount),
        "uom": "PCS",
    }  # fmt: skip
    return row("capacities", "CAP-1", **{**values, **more})


def held(name: str, qty: str, unit: str = "KG", case: str = "W1-C") -> Held:
    return Held(case=case, object=name, qty=D(qty), unit=unit)


def found(given: DelayContext, name: str) -> Option:
    return next(one for one in price_all(given) if one.name == name)


def flown(*others: Held, **more: Any) -> Option:
    return found(context(line(air_rates=AIR), held=others, **more), "split air")


def bought(*others: Held, rows: tuple[Row, ...] = (capacity(6000),), **more: Any) -> Option:
    given = context(line(**more), held=others, capacities=rows)
    return found(given, "alternate supplier")


def drawn(option: Option) -> list[tuple[str, str, str]]:
    return [(one.object, str(one.qty.normalize()), one.unit) for one in option.draws]


def test_a_quote_for_so_many_kilograms_is_held_by_what_flies_at_it() -> None:
    option = flown()
    assert drawn(option) == [("space:R04", "9E+2", "KG")]
    assert option.components[0].formula.startswith("4.85 x 900")


def test_the_next_case_flies_at_the_contract_rate_and_reads_who_holds_the_quote() -> None:
    option = flown(held("space:R04", "900"))
    assert option.is_candidate and drawn(option) == []
    assert option.components[0].formula.startswith("5.10 x 900")
    assert "R04: 0 of 900 KG left, 900 held by W1-C" in option.effects["logistics"]


def test_a_flight_with_no_room_at_any_rate_is_not_possible_and_says_whose_hold_binds() -> None:
    full = row(
        "capacities", "SP-1", kind="space", partner_id="F3001", mode="air", amount=D(1000),
        uom="KG", first_day=date(2026, 4, 6), last_day=date(2026, 4, 12),
    )  # fmt: skip
    rates = (
        rate(
            "R02",
            partner_id="F3001",
            **{
                k: BARE_AIR[0].values[k]
                for k in ("mode", "rate", "currency", "transit_days", "handling", "note")
            },
        ),
    )
    given = context(line(air_rates=rates), held=(held("space:SP-1", "200"),), capacities=(full,))
    option = found(given, "split air")
    assert option.violates == ("space_available",) and not option.draws
    assert "SP-1: 800 of 1000 KG left, 200 held by W1-C" in option.effects["logistics"]


def test_space_of_the_lane_that_is_not_on_record_for_the_day_is_asked_about() -> None:
    other = row(
        "capacities", "SP-1", kind="space", partner_id="F3001", amount=D(1000), uom="KG",
        first_day=date(2026, 5, 6), last_day=date(2026, 5, 12),
    )  # fmt: skip
    option = found(context(line(air_rates=(QUOTE,)), capacities=(other,)), "split air")
    assert "space at rate R04 on 2026-04-11" in option.unknown


def test_capacity_in_a_unit_nobody_converts_is_asked_about() -> None:
    option = bought(rows=(capacity(12, uom="PLT"),))
    assert "how many PLT it takes of CAP-1" in option.unknown


def test_an_order_draws_on_the_capacity_of_its_source_in_the_week_it_delivers() -> None:
    option = bought()
    assert ("capacity:CAP-1", "2E+3", "PCS") in drawn(option)
    assert bought(rows=(capacity(6000, item_id=""),)).is_candidate


def test_where_others_leave_too_little_the_order_is_cut_to_it_and_says_so() -> None:
    option = bought(held("capacity:CAP-1", "4800", "PCS"))
    assert option.title.startswith("buy 1200 PCS") and option.is_candidate
    assert option.days_late == 4, "what it leaves open comes with the late lot"
    assert "CAP-1: 1200 of 6000 PCS left, 4800 held by W1-C" in option.effects["procurement"]
    order = next(one for one in option.actions if one.kind == "IssueOrder")
    assert order.params()["qty"] == "1200"
    assert option.draws[0].short, "whatever is given back is looked at again"


def test_less_than_the_minimum_order_is_not_ordered() -> None:
    option = bought(held("capacity:CAP-1", "5700", "PCS"))
    assert option.violates == ("capacity_available",) and not option.draws


def test_an_order_beyond_the_capacity_breaks_its_terms_whoever_proposes_it() -> None:
    whole = next(one for one in bought().actions if one.kind == "IssueOrder")
    tight = context(
        line(), held=(held("capacity:CAP-1", "4800", "PCS"),), capacities=(capacity(6000),)
    )
    assert broken_terms(tight, whole) == (
        "2000 is more than CAP-1: 1200 of 6000 PCS left, 4800 held by W1-C",
    )


def test_two_lines_of_one_case_never_count_on_the_same_room() -> None:
    first = line(air_rates=AIR)
    other = first.row.model_copy(
        update={"key": "4500018822/20", "values": {**first.row.values, "line": "20"}}
    )
    changed = first.change.model_copy(update={"object": other.object})
    second = line(air_rates=AIR, row=other, change=changed)
    given = context(first, second, capacities=(capacity(3000),))
    options = [one for one in price_all(given) if one.name in ("split air", "alternate supplier")]
    draws = [one for option in options for one in option.draws if one.kind != "budget"]
    for name in ("space:R04", "capacity:CAP-1"):
        assert sum(one.qty for one in draws if one.object == name) <= D(
            3000 if "CAP" in name else 900
        )
    bought = [one for one in options if one.name == "alternate supplier"]
    assert sorted(one.title.split()[1] for one in bought) == ["1000", "2000"]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(0, 3000), max_size=3),
    st.integers(0, 4000),
    st.integers(0, 1000),
)
def test_no_option_draws_more_than_others_leave(others: list[int], there: int, space: int) -> None:
    holds = [held("capacity:CAP-1", str(one), "PCS", f"W1-{at}") for at, one in enumerate(others)]
    given = context(
        line(air_rates=AIR),
        held=(*holds, held("space:R04", str(space))),
        capacities=(capacity(there),),
    )
    for option in price_all(given):
        for draw in option.draws:
            if draw.kind in ("space", "capacity"):
                assert draw.free is not None and draw.qty <= draw.free
                supply = 900 if draw.kind == "space" else there
                mine = sum(one.qty for one in given.held if one.object == draw.object)
                assert mine + draw.qty <= supply


@pytest.mark.parametrize("committed", [D(-9000), D(0), None])
def test_a_credit_in_the_record_makes_no_room_beyond_what_was_given(committed: D | None) -> None:
    rows = [capacity(3000, committed=committed)]
    (room,), _ = of_source("V1010", "KLB-12", rows, [held("capacity:CAP-1", "2000", "PCS")], DAY)
    assert room.left == 1000

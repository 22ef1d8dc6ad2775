"""What a delay exposes: gap, stock, customers, production, and which constraint binds."""

from datetime import date
from decimal import Decimal as D

import pytest

from domain.delay.budget import budget_draw, budget_left
from domain.delay.exposure import Exposure, exposure, transit_days
from domain.delay.pricing import (
    binding_constraint,
    downstream_effect,
    latest_useful_time,
    options_of,
)
from domain.delay.stated import LotStated
from domain.options import CostComponent, Held
from tests.domain.delay.worked import (
    NOW,
    PEGS,
    change,
    context,
    line,
    lot,
    peg,
    row,
    stock,
)


def exposed(**more: object) -> Exposure:
    given = context(line(**more))
    found = exposure(given, given.lines[0])
    assert found is not None
    return found


def with_row(**values: object) -> dict[str, object]:
    ordered = line().row
    return {"row": ordered.model_copy(update={"values": {**ordered.values, **values}})}


def test_a_line_whose_date_is_asked_for_has_no_exposure_and_no_options() -> None:
    open_lot = change(LotStated(), kind="asked")
    given = context(line(change=open_lot))
    assert exposure(given, given.lines[0]) is None
    assert options_of(given, "finance") == ()


def test_a_line_that_comes_earlier_has_a_negative_slip() -> None:
    assert exposed(change=change(lot(date(2026, 4, 3)), kind="earlier")).slip == -3


def test_blocked_stock_and_demand_since_the_count_are_off() -> None:
    older = stock(on_hand=3200, blocked=100)
    counted = older.model_copy(update={"values": {**older.values, "as_of": date(2026, 5, 7)}})
    assert exposed(stock=(counted,)).stock_at_need == 3200 - 100 - 2 * 400


def test_stock_counted_after_the_day_of_need_says_nothing_about_it() -> None:
    later = stock()
    later = later.model_copy(update={"values": {**later.values, "as_of": date(2026, 5, 11)}})
    assert exposed(stock=(later,)).stock_at_need is None


def test_without_a_demand_plan_the_gap_is_what_customers_wait_for() -> None:
    assert exposed(demand=()).bridge == 3370
    assert exposed(demand=(), pegs=()).bridge is None


def test_transit_follows_the_lane_then_the_need_date_and_is_nothing_at_the_dock() -> None:
    given = context()
    assert transit_days(given, given.lines[0]) == 34
    free = context(line(sea_rate=None))
    assert transit_days(free, free.lines[0]) == 34  # 35 days to the need, one of them a buffer
    docked = context(line(**with_row(promised_event="delivered dock")))
    assert transit_days(docked, docked.lines[0]) == 0


def test_production_stands_when_the_stock_has_run_out_before_the_first_lot() -> None:
    parents = (row("bom", "MCU-30/KLB-12/MX10"),)
    assert exposed(parents=parents).line_down == 0  # eight days of stock for five days of slip
    assert exposed(parents=parents, stock=(stock(on_hand=800),)).line_down == 3


def test_a_customer_without_penalty_terms_makes_acceptance_a_question() -> None:
    loose = peg("70045530", 1000, 24_000, "K6003")
    values = {**loose.line.values, "penalty_pct_per_week": None}
    loose = loose.model_copy(
        update={"line": loose.line.model_copy(update={"values": values}), "contract": None}
    )
    given = context(line(pegs=(loose,)))
    option = options_of(given, "finance")[0]
    assert option.unknown == ("penalty terms of K6003 for 70045530/1",)


def test_a_penalty_in_a_currency_without_a_rate_makes_acceptance_a_question() -> None:
    foreign = PEGS[0].model_copy(update={"order": row("sales_orders", "S", currency="NOK")})
    option = options_of(context(line(pegs=(foreign,))), "finance")[0]
    assert len(option.unknown) == 1


def test_a_penalty_in_a_foreign_currency_is_converted() -> None:
    foreign = PEGS[0].model_copy(update={"order": row("sales_orders", "S", currency="EUR")})
    fx = (row("fx", "f", day=date(2026, 3, 9), from_ccy="EUR", to_ccy="USD", rate=D("1.10")),)
    option = options_of(context(line(pegs=(foreign,)), fx=fx), "finance")[0]
    assert option.cost.amount == D("660.00")


def test_the_constraint_that_binds_names_the_owner() -> None:
    calm = {"pegs": (), "stock": (stock(on_hand=9000),)}
    credit = (row("letters_of_credit", "LC", latest_shipment=date(2026, 4, 10)),)
    met = (row("letters_of_credit", "LC", latest_shipment=date(2026, 4, 11)),)
    assert binding_constraint(context(line(change=change(kind="waits for us")))) == "drawing"
    assert binding_constraint(context(credits=credit)) == "cash"
    assert binding_constraint(context(credits=met)) == "material"
    assert binding_constraint(context(line(change=change(kind="no date")))) == "material"
    assert binding_constraint(context(line(**calm))) == "transport"
    assert binding_constraint(context(line(**calm, shipment=None))) == "none"


def test_nothing_downstream_is_touched_where_no_constraint_binds() -> None:
    calm = line(pegs=(), stock=(stock(on_hand=9000),), shipment=None)
    assert not downstream_effect(context(calm))
    assert downstream_effect(context())
    asked = line(pegs=(), change=change(LotStated(), kind="asked"), shipment=None)
    assert downstream_effect(context(asked))


def test_unknown_stock_is_treated_as_short() -> None:
    calm = line(pegs=(), stock=(), shipment=None)
    assert binding_constraint(context(calm)) == "material"


def test_a_decision_is_useful_until_the_first_deadline_ahead() -> None:
    given = context()
    chosen = [one for one in options_of(given, "sourcing") if one.name == "alternate supplier"]
    until, why = latest_useful_time(given, chosen, 24)
    assert (until.date(), why) == (date(2026, 4, 7), "cut-off of the booking held")
    answer = line(change=change(reply_by={"earliest": "2026-03-16", "latest": "2026-03-17"}))
    until, why = latest_useful_time(context(answer), chosen, 24)
    assert (until.date(), why) == (date(2026, 3, 17), "supplier's reply-by")


def test_an_order_is_useful_until_its_lead_time_before_the_need() -> None:
    option = next(one for one in options_of(context(), "sourcing") if one.until)
    assert option.until is not None
    assert option.until.date() == date(2026, 4, 29)  # 11 May less 12 days
    assert option.until_why == "lead time of Brightwell"


def test_without_a_deadline_ahead_a_proposal_lives_its_own_hours() -> None:
    calm = context(line(shipment=None))
    until, why = latest_useful_time(calm, [], 24)
    assert ((until - NOW).total_seconds(), why) == (24 * 3600, "life of a proposal")


BUDGET = row(
    "budgets",
    "BG",
    function="logistics",
    period="2026-03",
    amount=D(15_000),
    committed=D(9_800),
    currency="USD",
)


def test_a_budget_is_what_is_left_after_commitments_and_other_cases() -> None:
    held = Held(case="other", object="budgets:BG", qty=D(200), unit="USD")
    given = context(budgets=(BUDGET,), held=(held,))
    assert budget_left(given, "logistics") == 5000
    assert budget_left(given, "sourcing") is None


def test_an_option_draws_its_cost_from_the_budget_of_its_currency() -> None:
    given = context(budgets=(BUDGET,))
    part = CostComponent(name="air", money=given.money(D("10.005")), formula="")
    assert budget_draw(given, "logistics", [part])[0].qty == D("10.01")
    foreign = context(budgets=(BUDGET,), order=row("purchase_orders", "P", currency="EUR"))
    part = CostComponent(name="air", money=foreign.money(D(10)), formula="")
    assert budget_draw(foreign, "logistics", [part]) == ()


@pytest.mark.parametrize("field", ["now", "held", "queries", "contacts"])
def test_the_hour_and_what_others_hold_do_not_change_the_snapshot(field: str) -> None:
    other = {
        "now": NOW.replace(hour=23),
        "held": (Held(case="x", object="y", qty=D(1), unit="PCS"),),
        "queries": ({"table": "t", "where": "all", "found": 0},),
        "contacts": (),
    }
    assert context(**{field: other[field]}).snapshot == context().snapshot


def test_a_changed_row_changes_the_snapshot() -> None:
    assert context(line(stock=(stock(on_hand=3199),))).snapshot != context().snapshot

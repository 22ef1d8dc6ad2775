"""The worked delay of option_costs.py through the product's own options, to the cent."""

from decimal import Decimal as D

import pytest

from domain.costs.delay import cover_days
from domain.delay.exposure import exposure
from domain.delay.pricing import binding_constraint, price_all
from domain.delay.recovery import recovery_clause, recovery_slot
from domain.options import Held, Option
from domain.tradeoffs import Tier, rank
from tests.domain.delay.worked import (
    BAND_OVER,
    HARLOW_AIR,
    context,
    cost,
    line,
    rate,
    row,
    stock,
)

SERVICE_FIRST = (Tier(measure="service"), Tier(measure="cost"))
COST_FIRST = (Tier(measure="cost"), Tier(measure="service"))


def options(**more: object) -> tuple[Option, ...]:
    return price_all(context(line(**more)))


def hard() -> tuple[Option, ...]:
    return price_all(context(hard=("safety_stock_floor",)))


@pytest.mark.parametrize(
    ("name", "amount"),
    [
        ("accept", "1920.00"),
        ("full air", "21882.26"),
        ("split air", "4513.71"),
        ("alternate supplier", "3800.00"),
        ("use safety stock", "476.00"),
    ],
)
def test_each_option_costs_what_the_worked_case_says(name: str, amount: str) -> None:
    assert cost(options(), name) == amount


def test_the_sample_companys_air_rate_adds_its_fee_to_the_full_lot_only() -> None:
    found = options(air_rates=HARLOW_AIR)
    assert cost(found, "full air") == "21922.26"
    assert cost(found, "split air") == "4513.71"  # 900 kg fall under the band without the fee


def test_customers_are_re_promised_only_where_one_of_them_is_late() -> None:
    def accepting(found: tuple[Option, ...]) -> Option:
        return next(one for one in found if one.name == "accept")

    late, nobody = accepting(options()), accepting(options(pegs=()))
    assert late.title == "accept the date and re-promise the customers" and late.actions
    assert nobody.title == "accept the date" and not nobody.actions
    assert nobody.assumptions == ("the new ready date holds",)


def test_the_exposure_is_the_worked_cases() -> None:
    given = context()
    exposed = exposure(given, given.lines[0])
    assert exposed is not None
    assert (exposed.slip, exposed.days_late, exposed.transit) == (5, 4, 34)
    assert (exposed.bridge, exposed.stock_at_need, exposed.floor) == (2000, 3200, 2400)
    assert exposed.value.amount == D("220800.00")
    assert cover_days(D(3200), D(400)) == 8
    assert cover_days(D(3200 - 2400), D(400)) == 2


def test_the_supplier_owes_half_a_per_cent_for_the_week_begun() -> None:
    given = context()
    clause = recovery_clause(given)
    assert clause is not None
    assert recovery_slot(given, given.lines[0], clause).value == "1104.00"


@pytest.mark.parametrize(
    ("tiers", "winner", "decided_by"),
    [(SERVICE_FIRST, "alternate supplier", "cost"), (COST_FIRST, "accept", "cost")],
)
def test_with_the_floor_hard_the_order_of_trade_offs_flips_the_winner(
    tiers: tuple[Tier, ...], winner: str, decided_by: str
) -> None:
    ranking = rank(hard(), tiers)
    assert (ranking.winner, ranking.decided_by) == (winner, decided_by)
    assert ranking.excluded["use safety stock"] == "breaks safety_stock_floor"


@pytest.mark.parametrize("tiers", [SERVICE_FIRST, COST_FIRST])
def test_with_the_floor_soft_safety_stock_wins_in_both_orders(tiers: tuple[Tier, ...]) -> None:
    assert rank(options(), tiers).winner == "use safety stock"


def test_four_per_cent_of_the_order_before_service_flexes_changes_the_cost_first_winner() -> None:
    bound = D("220800") * 4 / 100 * 100
    assert bound == 883_200
    flexible = (Tier(measure="cost", bound=int(bound)), Tier(measure="service"))
    assert rank(hard(), COST_FIRST).winner == "accept"
    assert rank(hard(), flexible).winner == "alternate supplier"


def test_the_ranking_says_where_it_flips() -> None:
    flips = {one.change: one.winner for one in rank(hard(), SERVICE_FIRST).flips}
    assert flips == {
        "cost before everything else": "accept",
        "if safety_stock_floor may be broken": "use safety stock",
    }


def test_company_order_puts_the_key_accounts_days_before_cost() -> None:
    names = ("safety_compliance", "key_customer_contract", "line_down", "other_service", "cost")
    ranking = rank(hard(), [Tier(measure=name) for name in names])
    assert ranking.winner == "alternate supplier"
    assert [step.tier for step in ranking.steps if step.left] == ["key_customer_contract", "cost"]


def test_every_option_but_a_free_acceptance_carries_its_own_action() -> None:
    assert {one.name: sorted(each.kind for each in one.actions) for one in options()} == {
        "accept": ["RepromiseCustomer"] * 3,
        "alternate supplier": ["IssueOrder", "SendMessage"],
        "full air": ["RequestBooking"],
        "split air": ["RequestBooking"],
        "use safety stock": ["NotifyFunction"],
    }
    assert {each.option for one in options() for each in one.actions} == {
        one.name for one in options()
    }


def test_the_order_goes_as_a_letter_to_the_alternates_mail_contact_and_not_to_its_machine() -> None:
    option = next(one for one in options() if one.name == "alternate supplier")
    letter = next(one for one in option.actions if one.kind == "SendMessage")
    assert letter.contact.value == "CT18"
    assert "2,000 PCS of KLB-12 at 19.85 USD" in letter.text.value


def test_the_order_letter_is_in_the_alternates_language() -> None:
    turkish = row("partners", "V1010", name="Anadolu", status="active", language="tr")
    option = next(one for one in options(alternate=turkish) if one.name == "alternate supplier")
    letter = next(one for one in option.actions if one.kind == "SendMessage")
    assert letter.subject.value.startswith("Satın alma siparişi")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"alternate_lead_time_days": None}, "lead time of Brightwell"),
        ({"alternate_price": None}, "price of Brightwell"),
        ({"currency": "EUR"}, "exchange rate EUR to USD"),
    ],
)
def test_an_alternate_with_an_unknown_input_is_a_question(
    change: dict[str, object], why: str
) -> None:
    item = line().item
    asked = item.model_copy(update={"values": {**item.values, **change}})
    option = next(one for one in options(item=asked) if one.name == "alternate supplier")
    assert option.unknown == (why,)
    assert not option.is_candidate


@pytest.mark.parametrize(
    ("part", "change", "broken"),
    [
        ("item", {"alternate_lead_time_days": D(63)}, "need_date"),
        ("item", {"drawing_rev": "E"}, "drawing_revision"),
        ("alternate", {"status": "prospect"}, "approved_source"),
    ],
)
def test_an_alternate_that_may_not_supply_is_no_candidate(
    part: str, change: dict[str, object], broken: str
) -> None:
    given = getattr(line(), part)
    other = given.model_copy(update={"values": {**given.values, **change}})
    option = next(one for one in options(**{part: other}) if one.name == "alternate supplier")
    assert option.violates == (broken,)


def test_an_alternate_that_arrives_on_the_day_of_need_is_in_time() -> None:
    item = line().item
    item = item.model_copy(update={"values": {**item.values, "alternate_lead_time_days": D(62)}})
    option = next(one for one in options(item=item) if one.name == "alternate supplier")
    assert option.violates == ()


def test_goods_of_danger_do_not_fly() -> None:
    item = line().item
    item = item.model_copy(update={"values": {**item.values, "dangerous_goods": "yes"}})
    broken = {one.name: one.violates for one in options(item=item) if one.violates}
    assert broken == dict.fromkeys(("full air", "split air"), ("dangerous_goods_by_air",))


def test_without_a_rate_or_a_forwarder_flying_is_a_question() -> None:
    found = {one.name: one.unknown for one in options(air_rates=(), forwarder_contacts=())}
    wanted = ("air rate for 900 kg ready on 2026-04-11", "a forwarder on file to book with")
    assert found["split air"] == wanted


def test_the_suppliers_share_is_taken_off_the_freight_and_not_off_the_capital() -> None:
    change = line().change.model_copy(update={"cost_share_pct": D(50)})
    found = options(change=change)
    assert cost(found, "split air") == "1993.71"  # (4,590 + 450) / 2 - 526.29
    assert cost(found, "full air") == "9362.26"  # (27,540 + 650 - 3,150) / 2 - 3,157.74


def test_what_customers_charge_is_added_to_an_air_option_that_is_late_too() -> None:
    slow = (rate("R03", **{**BAND_OVER, "transit_days": D(33)}),)
    found = next(one for one in options(air_rates=slow) if one.name == "full air")
    assert found.days_late == 3
    names = [part.name for part in found.components]
    assert names.count("penalties to customers") == 1


def test_stock_that_other_cases_hold_is_not_there_for_this_one() -> None:
    held = Held(case="other", object="stock:US20/KLB-12", qty=D(1201), unit="PCS")
    found = {one.name: one for one in price_all(context(held=(held,)))}
    assert found["use safety stock"].violates == ("stock_available",)
    said = found["use safety stock"].effects["planning"]
    assert said == "stock 3200 - 1201 held by other - 2000 = -1, floor 2400"


def test_above_the_floor_stock_costs_nothing_and_releases_nothing() -> None:
    found = {one.name: one for one in options(stock=(stock(on_hand=4400),))}
    assert found["use safety stock"].cost.amount == 0
    assert found["use safety stock"].actions == ()


def test_the_planners_estimate_holds_for_its_item_alone() -> None:
    other = line(item=row("items", "CBL-20", item_id="CBL-20", base_uom="PCS"))
    found = {one.name: one for one in price_all(context(other))}
    assert found["use safety stock"].unknown == ("planner's estimate of a stock-out for CBL-20",)


def test_material_binds_where_customers_or_the_floor_are_touched() -> None:
    assert binding_constraint(context()) == "material"

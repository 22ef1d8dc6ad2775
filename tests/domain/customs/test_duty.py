"""Customs value by regime, duty, fees and landed cost, to the cent."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.customs.duty import DutyRate, applying, duty, duty_rates_of
from domain.customs.fees import entry_fees
from domain.customs.landed import landed_cost, landed_variance
from domain.customs.value import Consignment, customs_value, regime_of
from domain.money import Money
from domain.quantity import Quantity
from domain.reckoning import part
from domain.record import Row

DAY = date(2026, 4, 29)


def usd(amount: str | int) -> Money:
    return Money(amount=D(amount), currency="USD")


PREMIUM = usd("615.86")  # 0.25 % of 110 % of goods and freight
SEA = Consignment(price=usd("220800"), freight=usd("3150"), insurance=PREMIUM)
AIR = Consignment(price=usd("220800"), freight=usd("28190"), insurance=usd(0), mode="air")
RATE = [DutyRate(jurisdiction="*", hs="8537.10", pct=D("3.7"), source="TD11")]


@pytest.mark.parametrize(
    ("country", "goods", "money"),
    [
        ("US", SEA, "8169.60"),
        ("FR", SEA, "8308.94"),
        ("FR", AIR, "9212.63"),
        ("US", AIR, "8169.60"),
    ],
)
def test_air_freight_raises_duty_where_the_base_is_cif(
    country: str, goods: Consignment, money: str
) -> None:
    assert duty(customs_value(country, goods, DAY), RATE).total == usd(money)


def test_india_takes_fixed_shares_for_what_cannot_be_shown() -> None:
    bare = Consignment(price=usd("64200.00"), freight=usd("1650.00"))
    found = customs_value("IN", bare, DAY)
    assert found.parts[2].money == usd("722.25")
    assert found.parts[2].formula == "not shown: 1.125 % of 64,200.00 USD"
    flown = bare.model_copy(update={"freight": usd(20000), "mode": "air"})
    assert customs_value("IN", flown, DAY).parts[1].money == usd("12840.00")


def test_what_a_cif_price_holds_is_left_out_only_where_shown_apart() -> None:
    cif = Consignment(price=usd(1000), includes=frozenset({"freight", "insurance"}))
    assert customs_value("DE", cif, DAY).total == usd(1000)
    assert customs_value("US", cif, DAY).missing == (
        "the freight in the price, shown apart",
        "the insurance in the price, shown apart",
    )
    shown = cif.model_copy(update={"freight": usd(90), "insurance": usd(10)})
    assert customs_value("US", shown, DAY).total == usd(900)


def test_what_is_not_known_is_named() -> None:
    bare = Consignment(price=usd(1))
    assert customs_value("DE", bare, DAY).missing == (
        "freight to the border",
        "insurance to the border",
    )
    assert customs_value("ZZ", bare, DAY).missing == ("what ZZ reckons duty on",)
    euros = Consignment(price=usd(1), freight=Money(amount=D(1), currency="EUR"))
    assert customs_value("DE", euros, DAY).missing == ("a rate from EUR to USD",)
    regime = regime_of("ES", DAY)
    assert regime is not None
    assert regime.source == "Regulation (EU) 952/2013 art. 71(1)(e)"


def told(key: str, jurisdiction: str, rule: str, value: str) -> Row:
    cells = {
        "jurisdiction": jurisdiction,
        "rule": rule,
        "value": D(value),
        "unit": "pct",
        "source": "x",
    }
    return Row(table="tariffs_and_deadlines", key=key, version=1, values=cells)


RATES = duty_rates_of(
    [
        told("TD11", "US", "duty example 8537.10", "3.7"),
        told("TD13", "US", "duty 8544.42", "2.6"),
        told("TD12", "MX", "MFN duty 7208.51 without EUR.1", "15"),
        told("TD08", "IN", "insurance loading without certificate", "1.125"),
    ]
)


def test_rates_of_the_record_are_found_by_the_longest_number() -> None:
    assert [(one.hs, one.pct, one.only_if) for one in RATES] == [
        ("8537.10", D("3.7"), ""),
        ("8544.42", D("2.6"), ""),
        ("7208.51", D(15), "without EUR.1"),
    ]
    none: frozenset[str] = frozenset()
    assert [one.hs for one in applying(RATES, "US", "8544.42.9090", DAY, none)] == ["8544.42"]
    assert applying(RATES, "US", "8537", DAY, none) == ()
    assert applying(RATES, "MX", "7208.51.20", DAY, none) == ()
    proof = frozenset({"without EUR.1"})
    (only,) = applying(RATES, "MX", "7208.51.20", DAY, proof)
    value = customs_value("MX", SEA, DAY)
    assert duty(value, [only]).parts[0].name == "MFN duty"


def test_additional_and_specific_duties_are_parts_of_their_own() -> None:
    extra = DutyRate(jurisdiction="*", hs="85", pct=D(25), name="additional duty", adds=True)
    by_kilo = DutyRate(
        jurisdiction="*", hs="8537", per_unit=usd("0.10"), unit="KG", name="specific"
    )
    value = customs_value("US", Consignment(price=usd(1000)), DAY)
    found = duty(value, [by_kilo, extra], Quantity(n=D(200), unit="KGM"))
    assert [(one.name, one.money) for one in found.parts] == [
        ("specific", usd("20.00")),
        ("additional duty", usd("250.00")),
    ]
    assert duty(value, [by_kilo]).missing == ("the quantity in KG",)
    assert duty(value, [extra]).missing == ("a duty rate for this tariff number",)
    assert duty(customs_value("ZZ", SEA, DAY), RATE).missing == ("what ZZ reckons duty on",)


@pytest.mark.parametrize(
    ("value", "mpf"), [("1000", "33.58"), ("100000", "346.40"), ("220800", "651.50")]
)
def test_the_merchandise_fee_has_its_bounds_of_the_year(value: str, mpf: str) -> None:
    found = entry_fees("US", usd(value), "air", DAY)
    assert found.total == usd(mpf)


def test_harbor_maintenance_is_for_ships_and_a_year_without_figures_is_missing() -> None:
    found = entry_fees("US", usd("220800"), "sea", DAY)
    assert [(one.name, one.money) for one in found.parts] == [
        ("MPF", usd("651.50")),
        ("HMF", usd("276.00")),
    ]
    later = entry_fees("US", usd("220800"), "sea", date(2026, 11, 28))
    assert later.missing == ("MPF of 2026-11-28: no amounts on file for that day",)
    assert later.total == usd("276.00")
    assert entry_fees("US", usd(1), "air", DAY, exempt=["MPF"]).parts == ()
    assert entry_fees("FR", usd(1), "sea", DAY).parts == ()


def test_landed_cost_is_all_parts_and_its_variance_is_told_by_name() -> None:
    goods = part("goods", usd("220800"), "12,000 × 18.40")
    sea = [part("freight", usd("3886"), "R01")]
    planned = landed_cost(goods, D(12000), sea, [duty(customs_value("US", SEA, DAY), RATE)])
    assert planned.cost.total == usd("232855.60")
    assert planned.per_piece == D("19.4046")
    actual = landed_cost(goods, D(12000), [part("freight", usd("4531"), "BQ-77955")], [])
    assert [(one.name, one.money) for one in landed_variance(planned, actual)] == [
        ("freight", usd("645.00")),
        ("duty", usd("-8169.60")),
    ]
    euros = part("drayage", Money(amount=D(1), currency="EUR"), "")
    assert landed_cost(goods, None, [euros]).cost.missing == (
        "a rate from EUR to USD",
        "how many pieces",
    )


MONEY = st.integers(0, 10**8).map(lambda cents: usd(str(D(cents) / 100)))


@given(MONEY, MONEY, MONEY)
def test_a_cif_base_is_never_smaller_than_a_fob_base(
    price: Money, freight: Money, ins: Money
) -> None:
    goods = Consignment(price=price, freight=freight, insurance=ins)
    cif, fob = customs_value("DE", goods, DAY), customs_value("US", goods, DAY)
    assert cif.total.amount - fob.total.amount == freight.amount + ins.amount


@given(MONEY)
def test_the_merchandise_fee_lies_within_its_bounds(value: Money) -> None:
    assert D("33.58") <= entry_fees("US", value, "air", DAY).total.amount <= D("651.50")

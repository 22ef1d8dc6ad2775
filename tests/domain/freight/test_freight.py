"""What carriers charge for, how many boxes, how much to fly."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.freight.box_or_lcl import BoxOrLcl, box_or_lcl
from domain.freight.chargeable import (
    chargeable,
    factor,
)
from domain.freight.codes import charge_code
from domain.freight.equipment import boxes_needed
from domain.money import Money

BOARDS = (D(5400), D("31.0"))


@pytest.mark.parametrize(
    ("mode", "n", "unit", "by"),
    [
        ("air", "5400", "KG", "weight"),
        ("courier", "6200", "KG", "volume"),
        ("sea", "31", "RT", "volume"),
        ("truck", "10323", "KG", "volume"),
    ],
)
def test_the_same_goods_by_mode(mode: str, n: str, unit: str, by: str) -> None:
    found = chargeable(mode, *BOARDS)
    assert (found.n, found.unit, found.by) == (D(n), unit, by)


def test_the_basis_says_what_was_compared() -> None:
    assert chargeable("air", *BOARDS).basis == "larger of 5,400 kg, 31 m³ × 166.667 kg"


def test_a_small_lot_by_sea_pays_one_revenue_ton() -> None:
    found = chargeable("sea", D(210), D("0.4"))
    assert (found.n, found.by) == (D(1), "minimum")


def test_a_contract_may_round_up_and_have_its_own_factor() -> None:
    usual = factor("air")
    assert usual is not None
    own = usual.model_copy(update={"step": D("0.5"), "kg_per_m3": D("200")})
    assert chargeable("air", D("100.1"), D("0.1"), terms=own).n == D("100.5")


def test_floor_decides_for_what_cannot_be_stacked() -> None:
    found = chargeable("road", D(2130), D("13.8"), D(5))  # ten pallets of 1.2 m² / 2.4 m
    assert (found.n, found.by) == (D(8750), "floor")


def test_what_is_not_known_is_named() -> None:
    assert chargeable("air", None, D(1)).missing == ("gross weight",)
    assert chargeable("zeppelin", D(1), D(1)).missing == ("factors for zeppelin",)


@given(st.decimals(0, 30000, places=1), st.decimals(0, 200, places=2))
def test_nobody_is_charged_for_less_than_the_weight(kg: D, m3: D) -> None:
    assert chargeable("air", kg, m3).n >= kg
    assert chargeable("sea", kg, m3).n >= m3


def test_heavy_goods_fill_boxes_by_weight_and_light_ones_by_volume() -> None:
    steel = boxes_needed("20DV", D(60000), D("7.68"))
    assert (steel.boxes, steel.by) == (3, "weight")
    boards = boxes_needed("40HQ", *BOARDS)
    assert (boards.equipment, boards.boxes, boards.by) == ("40HC", 1, "volume")
    assert boards.basis == "5,400 of 28,600 kg, 31 of 68 m³"


def test_a_box_is_cheaper_from_its_break_even_on() -> None:
    def usd(amount: str) -> Money:
        return Money(amount=D(amount), currency="USD")

    def choice(m3: str) -> BoxOrLcl:
        tons = chargeable("sea", D(900), D(m3))
        return box_or_lcl(tons, 1, usd("1390.00"), usd("85.00"), usd("150.00"))

    small, large = choice("12"), choice("15")
    assert (small.box, large.box, small.from_tons) == (False, True, D("14.59"))
    assert small.lcl_cost is not None
    assert (small.lcl_cost.money, small.lcl_cost.formula) == (
        usd("1170.00"),
        "12 RT × 85.00 + 150.00",
    )
    by_air = chargeable("air", D(900), D(1))
    assert box_or_lcl(by_air, None, usd("1"), usd("1"), usd("1")).missing == (
        "the goods in revenue tons",
        "how many boxes",
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ocean freight 40HC", "base"),
        ("BAF", "BAF"),
        ("Peak season surcharge", "PSS"),
        ("doc fee", "doc"),
        ("Air waybill fee", "AWB"),
        ("chassis usage 4 days", "chassis"),
        ("Demoras QZKU6100340", "demurrage"),
        ("Legierungszuschlag 2,1 %", "alloy"),
        ("moon dust removal", ""),
    ],
)
def test_charges_are_known_by_the_words_of_bills(text: str, code: str) -> None:
    assert charge_code(text) == code

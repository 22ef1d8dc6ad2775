"""Freight rates: bands, days of validity, minimum charges and the fees beside a rate."""

from datetime import date
from decimal import Decimal as D

import pytest

from domain.freight.rates import applies, charge, cheapest, fees
from tests.domain.delay.worked import BAND_OVER, BAND_UP, rate

DAY = date(2026, 4, 20)
UP, OVER = rate("R02", **BAND_UP), rate("R03", **BAND_OVER)
SPOT = rate(
    "R04",
    rate=D("4.85"),
    handling=D(450),
    other="AWB fee 40.00",
    note="spot quote Q-2604-17 for 900 kg; total 4855.00",
    valid_from=date(2026, 4, 18),
    valid_to=date(2026, 4, 24),
)


@pytest.mark.parametrize(
    ("kilos", "wanted"), [("999.9", "R02"), ("1000", "R02"), ("1000.001", "R03"), ("5400", "R03")]
)
def test_a_band_holds_up_to_its_limit(kilos: str, wanted: str) -> None:
    found = cheapest([OVER, UP], D(kilos), date(2026, 4, 11))
    assert found is not None
    assert found.key == wanted


def test_a_spot_quote_holds_for_its_weight_and_its_days() -> None:
    assert applies(SPOT, D(900), DAY)
    assert not applies(SPOT, D("900.001"), DAY)
    assert [applies(SPOT, D(900), date(2026, 4, day)) for day in (17, 18, 24, 25)] == [
        False,
        True,
        True,
        False,
    ]


def test_the_cheapest_is_so_with_handling_and_fees_counted() -> None:
    assert charge(UP, D(900)) == D("5040.00")
    assert charge(SPOT, D(900)) == D("4855.00")
    found = cheapest([UP, OVER, SPOT], D(900), DAY)
    assert found is not None
    assert found.key == "R04"


def test_no_rate_applies_where_none_is_valid() -> None:
    assert cheapest([UP, OVER], D(900), date(2026, 7, 1)) is None


def test_the_minimum_charge_is_charged_at_least() -> None:
    small = rate("R", rate=D(5), min_charge=D(100), handling=D(30))
    assert charge(small, D(10)) == D(130)
    assert charge(small, D(21)) == D(135)


@pytest.mark.parametrize(
    ("other", "wanted"),
    [
        ("AWB fee 40.00 per invoice", [("AWB fee", D("40.00"))]),
        ("AWB fee 40.00", [("AWB fee", D("40.00"))]),
        (
            "BAF 412, THC 235, ISPS 14, doc 75",
            [("BAF", D(412)), ("THC", D(235)), ("ISPS", D(14)), ("doc", D(75))],
        ),
        ("", []),
        ("detention 60.00/h after 120 min, approved in advance above 2 h", []),
        ("1-4: 150; 5-9: 225; 10+: 340", []),
    ],
)
def test_fees_are_read_from_what_stands_beside_the_rate(
    other: str, wanted: list[tuple[str, D]]
) -> None:
    assert fees(rate("R", other=other)) == wanted

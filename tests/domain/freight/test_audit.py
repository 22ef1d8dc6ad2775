"""Freight bills audited: every charge against contract, events and approvals."""

from datetime import date
from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from domain.freight.audit import audit
from domain.freight.bill import ChargeLine, Facts
from domain.freight.contract import contracted
from domain.money import Money
from domain.reckoning import Reckoning, part
from domain.record import Row


def usd(amount: str | int) -> Money:
    return Money(amount=D(amount), currency="USD")


def lines(*charges: tuple[str, str]) -> list[ChargeLine]:
    return [ChargeLine(text=text, amount=usd(amount)) for text, amount in charges]


SEA = Row(
    table="rates",
    key="R01",
    version=1,
    values={
        "mode": "sea",
        "basis": "per container",
        "rate": D("3150.00"),
        "other": "BAF 412, THC 235, ISPS 14, doc 75",
        "currency": "USD",
        "valid_from": date(2026, 1, 1),
        "valid_to": date(2026, 12, 31),
        "contract_id": "CF-3001",
    },
)
FACTS = Facts(
    shipped_on=date(2026, 4, 14),
    units={"container": D(1)},
    computed={"detention": Reckoning(currency="USD")},
    events={"detention": ("milestones:MS-05", "milestones:MS-06")},
)
BQ_77955 = lines(
    ("ocean freight 40HC", "3150.00"),
    ("BAF", "455.00"),
    ("THC", "235.00"),
    ("ISPS", "14.00"),
    ("doc fee", "75.00"),
    ("chassis", "152.00"),
    ("PSS", "300.00"),
    ("detention", "150.00"),
)


def test_a_bill_of_645_over_its_should_cost_is_disputed_charge_by_charge() -> None:
    found = audit(BQ_77955, contracted(SEA), FACTS)
    assert (found.billed, found.expected) == (usd("4531.00"), usd("3886.00"))
    disputed = [(one.code, one.difference.amount, one.reason) for one in found.disputed]
    assert disputed == [
        ("BAF", D("43.00"), "rate"),
        ("chassis", D("152.00"), "accessorial not approved"),
        ("PSS", D("300.00"), "surcharge not in contract"),
        ("detention", D("150.00"), "inside free time"),
    ]
    baf, chassis, _, detention = found.disputed
    assert baf.why == "BAF: 1 container × 412.00 by rate R01 of CF-3001"
    assert chassis.why.endswith("no event and no approval on record")
    assert detention.evidence == ("milestones:MS-05", "milestones:MS-06")
    assert found.missing == ()


def test_an_accessorial_with_event_and_approval_is_paid() -> None:
    proven = FACTS.model_copy(
        update={"events": {"chassis": ("receipt",)}, "approvals": {"chassis": ("decision",)}}
    )
    found = audit(lines(("chassis", "152.00")), contracted(SEA), proven)
    assert (found.disputed, found.lines[0].evidence) == ((), ("receipt", "decision"))
    assert set(found.not_billed) == {"freight", "BAF", "THC", "ISPS", "doc"}


AIR = Row(
    table="rates",
    key="R03",
    version=1,
    values={
        "mode": "air",
        "basis": "per kg chargeable",
        "rate": D("5.10"),
        "handling": D("650.00"),
        "other": "AWB fee 40.00 per invoice",
        "currency": "USD",
    },
)


def test_an_air_bill_is_its_weight_its_handling_and_its_waybill() -> None:
    bill = lines(("air freight", "9180.00"), ("handling", "650.00"), ("AWB fee", "40.00"))
    dated = [one.model_copy(update={"valid_from": date(2026, 1, 1)}) for one in contracted(AIR)]
    facts = Facts(shipped_on=date(2026, 4, 25), units={"kg": D(1800)})
    found = audit(bill, dated, facts)
    assert (found.expected, found.disputed, found.not_billed) == (usd("9870.00"), (), ())
    unweighed = audit(bill, dated, Facts(shipped_on=date(2026, 4, 25)))
    assert unweighed.missing == ("how many kg",)
    assert unweighed.lines[0].expected == usd(0)


def test_the_second_time_on_one_bill_is_a_duplicate() -> None:
    found = audit(lines(("THC", "235.00"), ("terminal handling", "235.00")), contracted(SEA), FACTS)
    assert [one.reason for one in found.lines] == ["as agreed", "duplicate"]
    assert found.expected == usd("235.00")


def test_a_wrong_product_is_arithmetic_whatever_the_contract() -> None:
    line = ChargeLine(text="THC", amount=usd("240"), units=D(1), rate=D("235"))
    found = audit([line], contracted(SEA), FACTS)
    assert (found.lines[0].reason, found.expected) == ("arithmetic", usd(235))


def test_a_contract_of_another_time_does_not_hold() -> None:
    late = FACTS.model_copy(update={"shipped_on": date(2027, 1, 2)})
    found = audit(lines(("THC", "235.00")), contracted(SEA), late)
    assert found.lines[0].reason == "surcharge not in contract"


def test_a_tolerance_lets_small_rates_pass_to_the_cent() -> None:
    bill = lines(("THC", "240.00"))
    assert audit(bill, contracted(SEA), FACTS, tolerance=usd(5)).disputed == ()
    strict = audit(bill, contracted(SEA), FACTS, tolerance=usd("4.99"))
    assert strict.lines[0].difference == usd(5)


def test_days_decide_detention_and_their_lack_is_asked() -> None:
    truck = Reckoning(currency="USD", parts=(part("waiting", usd("25.00"), "25 min"),))
    facts = FACTS.model_copy(update={"computed": {"detention": truck}})
    fine = audit(lines(("detention 25 min", "25.00")), (), facts)
    assert fine.disputed == ()
    blind = audit(lines(("demurrage", "1875.00")), (), facts)
    assert (blind.lines[0].reason, blind.missing) == (
        "no proof",
        ("events and tariff for demurrage",),
    )


def test_rates_in_another_currency_are_taken_at_the_day() -> None:
    fx = Row(
        table="fx",
        key="1",
        version=1,
        values={"day": date(2026, 3, 16), "from_ccy": "EUR", "to_ccy": "USD", "rate": D("1.0865")},
    )
    bill = [ChargeLine(text="THC", amount=Money(amount=D("216.29"), currency="EUR"))]
    assert audit(bill, contracted(SEA), FACTS, fx=[fx]).disputed == ()
    assert audit(bill, contracted(SEA), FACTS).missing == ("a rate from USD to EUR",)


def test_words_nobody_knows_are_disputed_and_asked() -> None:
    found = audit(lines(("moon dust removal", "12.00")), contracted(SEA), FACTS)
    assert found.missing == ("what 'moon dust removal' is charged for",)
    assert found.expected == usd(0)


@given(st.lists(st.tuples(st.sampled_from(["BAF", "THC", "PSS", "x"]), st.integers(0, 10**6))))
def test_differences_add_up_to_billed_less_expected(charges: list[tuple[str, int]]) -> None:
    bill = [ChargeLine(text=text, amount=usd(str(D(cents) / 100))) for text, cents in charges]
    found = audit(bill, contracted(SEA), FACTS)
    off = sum((one.difference.amount for one in found.lines), D(0))
    assert off == found.billed.amount - found.expected.amount

"""Letters of credit: presentation, closed banks, and what does not comply."""

from datetime import date, timedelta
from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from domain.deadlines.credit import Drawing, check_drawing, presentation_of
from domain.money import Money
from domain.quantity import Quantity
from domain.record import Row
from domain.workdays import Workdays

TOKYO = Workdays(place="JP", holidays=frozenset({date(2026, 5, 4), date(2026, 5, 5)}))
CREDIT = Row(
    table="letters_of_credit",
    key="2026-IM-0417",
    version=1,
    values={
        "amount": D(18420000),
        "currency": "JPY",
        "tolerance_pct": D(5),
        "latest_shipment": date(2026, 4, 10),
        "expiry": date(2026, 5, 31),
        "presentation_days": D(21),
        "partial": "allowed",
        "transhipment": "not allowed",
    },
)
SHIPPED = Drawing(
    shipped_on=date(2026, 4, 14),
    presented_on=date(2026, 5, 2),
    amount=Money(amount=D(18420000), currency="JPY"),
    partial=True,
    transhipped=True,
)


def test_late_shipment_and_transhipment_are_the_discrepancies_of_the_advice() -> None:
    found = check_drawing(CREDIT, SHIPPED, TOKYO)
    assert found.discrepancies == (
        "late shipment: latest 2026-04-10, on board 2026-04-14 (UCP 600 art. 14(d))",
        "transhipment is not allowed (UCP 600 art. 20(c))",
    )
    assert found.missing == ()


def test_a_closed_bank_moves_the_presentation_and_never_the_shipment() -> None:
    found = presentation_of(CREDIT, date(2026, 4, 14), TOKYO)
    assert (found.until, found.extended) == (date(2026, 5, 6), True)  # 5 May is a holiday
    assert found.decided_by == date(2026, 5, 13)
    sunday = CREDIT.model_copy(
        update={"values": {**CREDIT.values, "latest_shipment": date(2026, 4, 12)}}
    )
    monday = SHIPPED.model_copy(update={"shipped_on": date(2026, 4, 13), "transhipped": False})
    assert check_drawing(sunday, monday, TOKYO).discrepancies == (
        "late shipment: latest 2026-04-12, on board 2026-04-13 (UCP 600 art. 14(d))",
    )


def test_documents_after_the_last_day_or_over_the_amount_do_not_comply() -> None:
    late = SHIPPED.model_copy(
        update={
            "shipped_on": date(2026, 4, 10),
            "presented_on": date(2026, 5, 4),
            "transhipped": False,
            "amount": Money(amount=D(19341001), currency="JPY"),
        }
    )
    assert check_drawing(CREDIT, late, Workdays()).discrepancies == (
        "late presentation: 2026-05-04, until 2026-05-01 (UCP 600 art. 14(c))",
        "overdrawn: 19,341,001 JPY, at most 19,341,000 JPY with 5 % (UCP 600 art. 30)",
    )


def test_pieces_have_no_tolerance_of_their_own_and_tonnes_have_five_per_cent() -> None:
    bare = CREDIT.model_copy(update={"values": {**CREDIT.values, "tolerance_pct": D(0)}})

    def found(n: str, unit: str) -> str:
        drawn = SHIPPED.model_copy(
            update={"shipped_on": date(2026, 4, 10), "transhipped": False,
                    "presented_on": date(2026, 4, 30), "qty": Quantity(n=D(n), unit=unit)}
        )  # fmt: skip
        check = check_drawing(bare, drawn, Workdays(), Quantity(n=D(60), unit=unit))
        return "; ".join(check.discrepancies)

    assert found("60", "PCS") == found("63", "T") == ""
    assert found("61", "PCS") == "quantity 61 PCS, stated 60 PCS with 0 % (UCP 600 art. 30)"
    assert found("63.1", "T").startswith("quantity 63.1 T")


def test_what_is_not_known_is_named() -> None:
    assert check_drawing(CREDIT, Drawing(), TOKYO).missing == (
        "the day of shipment",
        "the day of presentation",
        "the amount drawn",
        "whether the shipment is partial",
        "whether the documents show transhipment",
    )


@given(st.integers(0, 90), st.integers(0, 90))
def test_presentation_never_outlives_the_expiry_by_more_than_a_closed_bank(
    shipped: int, expiry: int
) -> None:
    start = date(2026, 1, 5)
    credit = CREDIT.model_copy(
        update={"values": {**CREDIT.values, "expiry": start + timedelta(days=expiry)}}
    )
    found = presentation_of(credit, start + timedelta(days=shipped), TOKYO)
    assert found.until is not None
    assert TOKYO.is_open(found.until)
    assert found.until <= TOKYO.on_or_after(start + timedelta(days=expiry))

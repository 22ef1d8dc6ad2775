"""Remittances, payees' questions, exchange differences and drawings, to the cent."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money, total
from domain.payment.drawing import settled
from domain.payment.exchange import Rate, realised
from domain.payment.remittance import OpenItem, PaidLine, paid_lines, settle, short_received
from domain.payment.terms import terms_of
from domain.record import Row


def usd(amount: str | int) -> Money:
    return Money(amount=D(amount), currency="USD")


def yen(amount: int) -> Money:
    return Money(amount=D(amount), currency="JPY")


LINES = [
    PaidLine(ref="KL-3360", amount=usd("220800.00")),
    PaidLine(ref="KL-3371", amount=usd("6450.00")),
    PaidLine(ref="CN-3312", amount=usd("-2944.00"), kind="credit note"),
    PaidLine(ref="expedite share", amount=usd("-4935.00"), kind="deduction"),
    PaidLine(ref="WIRE FEE", amount=usd("-29.00"), kind="fee"),
]
ITEMS = [
    OpenItem(ref="KL-3360", open=usd("220800.00")),
    OpenItem(ref="KL-3371", open=usd("6450.00")),
    OpenItem(ref="CN-3312", open=usd("-2944.00"), evidence="invoices:CN-3312"),
    OpenItem(ref="CL-0031", open=usd("-4935.00"), evidence="claims:CL-0031"),
]


def test_a_payment_is_settled_line_by_line_and_makes_its_total() -> None:
    found = settle(usd("219342.00"), LINES, ITEMS, fee_evidence="payment terms: SHA")
    assert found.clean
    assert [(one.ref, one.state, one.rest.amount) for one in found.lines[:4]] == [
        ("KL-3360", "settled", 0),
        ("KL-3371", "settled", 0),
        ("CN-3312", "settled", 0),
        ("CL-0031", "settled", 0),
    ]
    assert found.lines[3].evidence == "claims:CL-0031"


def test_a_fee_nobody_agreed_to_and_a_deduction_without_a_claim_are_not_explained() -> None:
    bare = settle(usd("219342.00"), LINES, ITEMS[:3])
    states = [one.state for one in bare.lines if not one.explained]
    assert states == ["unknown item", "bank charge"]
    assert (bare.clean, bare.residual) == (False, usd("4964.00"))


def test_a_total_that_is_not_its_lines_is_seen() -> None:
    found = settle(usd("227250.00"), LINES, ITEMS, fee_evidence="x")
    assert (found.off, found.clean) == (usd("7908.00"), False)


def bracket(open_: str) -> OpenItem:
    terms = terms_of("2/14 NET30")
    return OpenItem(ref="A", open=usd(open_), invoiced=date(2026, 4, 30), terms=terms)


@pytest.mark.parametrize(
    ("paid", "day", "state", "rest"),
    [
        ("980.00", 14, "discount taken", "0.00"),
        ("980.00", 15, "unexplained", "20.00"),
        ("979.99", 14, "part paid", "20.01"),
        ("996.00", 15, "small difference", "0.00"),
        ("994.99", 15, "part paid", "5.01"),
        ("1010.00", 15, "overpaid", "-10.00"),
    ],
)
def test_what_is_off_an_invoice_is_explained_to_the_cent(
    paid: str, day: int, state: str, rest: str
) -> None:
    line = PaidLine(ref="A", amount=usd(paid))
    found = settle(
        usd(paid), [line], [bracket("1000.00")], paid_on=date(2026, 5, day), small=usd("5.00")
    )
    assert (found.lines[0].state, found.lines[0].rest) == (state, usd(rest))


def test_a_second_line_finds_what_the_first_left() -> None:
    line = PaidLine(ref="KL-3371", amount=usd("6450.00"))
    found = settle(usd("12900.00"), [line, line], [ITEMS[1]])
    assert [one.state for one in found.lines] == ["settled", "overpaid"]


def test_a_number_written_another_way_finds_its_invoice() -> None:
    line = PaidLine(ref="kl 3371", amount=usd("6450.00"))
    assert settle(usd("6450.00"), [line], ITEMS).lines[0].ref == "KL-3371"


def test_lines_in_another_currency_are_not_added() -> None:
    line = PaidLine(ref="A", amount=Money(amount=D(1), currency="EUR"))
    found = settle(usd("1.00"), [line], [bracket("1")])
    assert (found.missing, found.clean) == (("A: a rate from EUR to USD",), False)


def test_a_payee_who_misses_7937_is_told_all_but_the_second_fee() -> None:
    found = short_received(usd("227250.00"), usd("219313.00"), LINES)
    assert found.missing_amount == usd("7937.00")
    assert [one.ref for one in found.lines] == ["CN-3312", "expedite share", "WIRE FEE"]
    assert (found.unexplained, found.hint) == (
        usd("29.00"),
        "as much as our WIRE FEE: another bank's fee?",
    )


def test_rows_of_the_record_are_its_lines() -> None:
    row = Row(
        table="payments",
        key="0526-118/KL-3360",
        version=1,
        values={
            "line_ref": "KL-3360",
            "amount": D("220800.00"),
            "currency": "USD",
            "kind": "invoice",
        },
    )
    assert paid_lines([row]) == (LINES[0],)


BOOKED = Rate(from_ccy="USD", to_ccy="JPY", rate=D("150.10"))
SETTLED = Rate(from_ccy="USD", to_ccy="JPY", rate=D("148.62"))


def test_a_weaker_dollar_makes_the_yen_dearer() -> None:
    found = realised(yen(18_420_000), BOOKED, SETTLED, "USD")
    assert found.total == usd("1222.06")
    assert found.parts[0].formula == (
        "18,420,000 JPY at 148.62 = 123,940.25 USD, booked at 150.1 = 122,718.19 USD"
    )
    assert realised(yen(18_420_000), BOOKED, SETTLED, "USD", owed=False).total == usd("-1222.06")
    assert realised(yen(1), None, SETTLED, "USD").missing == ("the booking rate JPY/USD",)
    assert realised(usd(1), None, None, "USD").complete


def test_a_drawing_pays_the_beneficiary_less_what_the_bank_took() -> None:
    fees = [("discrepancy fee", yen(12_000)), ("cable", yen(4_500))]
    found = settled(yen(18_420_000), fees, [], BOOKED, SETTLED, "USD")
    assert (found.proceeds, found.charged) == (yen(18_403_500), usd("123940.25"))
    assert found.exchange.total == usd("1222.06")
    ours = settled(yen(18_420_000), [], fees, BOOKED, SETTLED, "USD")
    assert (ours.proceeds, ours.charged) == (yen(18_420_000), usd("124051.27"))
    odd = settled(yen(1), [("cable", usd(1))], [], BOOKED, SETTLED, "USD")
    assert odd.missing == ("a rate from USD to JPY",)


@given(st.lists(st.integers(-(10**7), 10**7), max_size=6), st.integers(-(10**7), 10**7))
def test_nothing_of_a_payment_gets_lost(cents: list[int], stated: int) -> None:
    lines = [
        PaidLine(ref=f"R{at % 3}", amount=usd(str(D(one) / 100))) for at, one in enumerate(cents)
    ]
    items = [OpenItem(ref="R0", open=usd(100)), OpenItem(ref="R1", open=usd(-5))]
    found = settle(usd(str(D(stated) / 100)), lines, items)
    paid = total((one.paid for one in found.lines), "USD")
    assert paid + found.off == found.stated
    assert len(found.lines) == len(lines)

"""Offers that name an order by the way, price breaks of several layouts, and those orders."""

import pytest

from agents.reader import read
from tests.agents.reader.test_terms import stated
from tests.agents.reader.trading import letter, trading

AMERICAN = "sales@cascade.example"


def facts(sender: str, body: str, subject: str = "our quote") -> list[str]:
    return stated(read(letter(sender, "2026-03-10", subject, body), trading()))


LINE = "rfq_lines:8200452/10/S1010"


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (
            "RFQ 8200452, BRD-21, prices per C:\n\nQty\tPrice\n100 - 999\t$2,150.00\n"
            "1,000 +\t$2,040.00\n",
            {
                f"{LINE} unit_price = 2150 USD per 100 PCS for 100 PCS",
                f"{LINE} unit_price = 2040 USD per 100 PCS for 1000 PCS",
            },
        ),
        (
            "RFQ 8200452, BRD-21.\nVolume   Price /M\n5,000    $19,800.00\n",
            {f"{LINE} unit_price = 19800 USD per 1000 PCS for 5000 PCS"},
        ),
        (
            "RFQ 8200452: BRD-21 at $20.40 each for 2,000 pcs, prices hold until 06/30/2026. "
            "Stencil is 900.00 USD one time, 25 % of that is on us.",
            {
                f"{LINE} unit_price = 20.4 USD per 1 PCS for 2000 PCS",
                f"{LINE} deadline:validity = 2026-06-30",
                f"{LINE} charge_amount:one_off = 900 USD",
                f"{LINE} cost_share_pct = 25 PCT",
            },
        ),
        (
            "RFQ 8200452: BRD-21 at $20.40 each, lead time 9 weeks from sample approval.",
            {f"{LINE} lead_time = 9 WEEK sample approval"},
        ),
        ("RFQ 8200452: BRD-21 at $20.40 each up to 500 pcs, good thru end of May.",
         {f"{LINE} unit_price = 20.4 USD per 1 PCS", f"{LINE} deadline:validity = 2026-05-31"}),
    ],
)  # fmt: skip
def test_an_offer_is_read_whatever_its_layout(body: str, wanted: set[str]) -> None:
    assert wanted <= set(facts(AMERICAN, body))


def test_an_order_named_by_the_way_takes_nothing_from_an_offer_and_is_read_itself() -> None:
    orders = sorted(row.key for row in trading().rows("purchase_order_lines"))
    order = next(one for one in orders if order_of(one) == "S1010").partition("/")[0]
    body = (
        "Quote for RFQ 8200452: BRD-21 at $20.40 each, net 30, FCA Reno.\n\n"
        f"PO {order} line 10 is right on schedule by the way."
    )
    found = facts(AMERICAN, body)
    assert f"{LINE} unit_price = 20.4 USD per 1 PCS" in found
    assert f"purchase_order_lines:{order}/10 line_state = unchanged" in found


def order_of(line: str) -> str:
    row = trading().row("purchase_orders", line.partition("/")[0])
    return row.text("supplier_id") if row else ""


@pytest.mark.parametrize(
    "said",
    [
        "PO {} line 10: is it still on schedule?",
        "PO {} line 10 is not on schedule.",
        "PO {} line 10 might be on track.",
        "If the resin comes, PO {} line 10 is on schedule.",
        "PO {} line 10: our prices are unchanged.",
        "PO {} line 10 has not shipped, 500 pcs wait.",
        "When the 500 pcs of PO {} line 10 have shipped we tell you.",
    ],
)
def test_what_is_asked_denied_or_open_says_nothing_of_an_order(said: str) -> None:
    orders = sorted(row.key for row in trading().rows("purchase_order_lines"))
    order = next(one for one in orders if order_of(one) == "S1010").partition("/")[0]
    body = f"RFQ 8200452: BRD-21 at $20.40 each.\n\n{said.format(order)}"
    of_order = [one for one in facts(AMERICAN, body) if order in one]
    assert of_order == []


@pytest.mark.parametrize(
    "body",
    [
        "RFQ 8200452: BRD-21 at $20.40 each. 25 % of the tooling is not on us.",
        "RFQ 8200452: BRD-21 at $20.40 each. If you want another plating, 25 % of that is on us.",
        "RFQ 8200452: BRD-21 at $20.40 each. Would you bear 25 % of the tooling?",
    ],
)
def test_no_share_of_a_cost_is_taken_that_is_denied_or_asked(body: str) -> None:
    assert not [one for one in facts(AMERICAN, body) if "cost_share_pct" in one]

"""Money a decision moved or kept, beside the company's own acts: a line each, and the totals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from domain.money import Money
from domain.record import Row
from seamline.money_beside import Beside, money, sums
from seamline.wiring import Office
from seamline.workspace import Workspace
from tests.flows.exports import approve, fed, opened
from tests.flows.test_settlement import BILLS
from tests.states import After, released

DAY = date(2026, 5, 20)
RATE = {"day": DAY, "from_ccy": "EUR", "to_ccy": "USD", "rate": Decimal("1.10")}


@pytest.fixture
def office(workspace: Workspace) -> Iterator[Office]:
    with opened(workspace) as found:
        yield found


def usd(amount: str, currency: str = "USD") -> Money:
    return Money(amount=Decimal(amount), currency=currency)


def line(word: str, ours: Money, theirs: Money | None) -> Beside:
    return Beside(DAY, "W7-1", word, ours, theirs, "")


def test_totals_are_in_one_currency_and_what_has_no_rate_is_named() -> None:
    row = Row(table="fx", key="1", version=1, values=RATE)
    office = SimpleNamespace(reads=SimpleNamespace(rows=lambda table: [row]))
    found = [
        line("released", usd("100.00"), usd("60.00")),
        line("posted", usd("10.00", "EUR"), None),
        line("contested", usd("25.00"), None),
        line("claimed", usd("5000", "JPY"), None),
    ]
    out, kept = sums(office, found, "USD")  # type: ignore[arg-type]
    assert (out.ours, out.theirs, out.left) == (usd("111.00"), usd("60.00"), ())
    assert (kept.ours, kept.theirs) == (usd("25.00"), usd("0.00"))
    assert kept.left == ("W7-1 5,000 JPY",), "in no total, and not passed over"
    assert found[0].difference == usd("40.00")
    assert found[2].difference == usd("25.00")


def test_a_payment_is_a_line_beside_what_the_company_posted(after: After, tmp_path: Path) -> None:
    office = after(released, fed(*BILLS), "W8-a")
    approve(office, "W8-0526-118", "E018")
    office.desk.advance()
    (posted,) = money(office, tmp_path / "nothing")
    assert (posted.case, posted.word, posted.ours) == ("W8-0526-118", "posted", usd("219342.00"))
    assert posted.theirs is None and posted.said == "nothing on record"
    own = tmp_path / "company" / "feed" / "2026-05-26" / "own"
    own.mkdir(parents=True)
    (own / "payments.csv").write_text(
        "payment_id,partner_id,value_date,line_ref,amount,currency,kind\n"
        "0526-118,V1001,2026-05-26,KL-3360,219000.00,USD,invoice\n"
    )
    (posted,) = money(office, tmp_path / "company")
    assert posted.said == "paid 219,000.00 USD"
    assert posted.difference == usd("342.00")

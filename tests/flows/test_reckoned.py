"""What calculators reckon is said in the case that needs it: cover, interest, box or less."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from domain.papers.findings import of_finance
from seamline.wiring import Office
from seamline.workspace import Workspace
from tests.domain.dossiers import dossier, row
from tests.flows.exports import arrive, opened, put, said
from tests.flows.playing import file_sample, options

FLOWN = (
    "BQ-77810,F3001,freight,2026-03-04,2026-04-03,4855.00,USD,4500018822,10,2000,,SH03,"
    "BQ240805,open,,2026-03-05,"
)
SHIPMENT = (
    "SH03,air,C2004,F3001,BQ240805,99044711203,,,,MA412,CNSZX,,USORD,US20,2026-04-25T22:10,"
    "2026-04-27,Asia/Shanghai,,,,B4001,4855.00,USD,delivered,2026-04-22"
)
INTEREST = "CF-3001,F3001,9.9,late payment interest,{rate},{unit},,2026-01-01,2026-12-31,"


@pytest.fixture
def office(workspace: Workspace) -> Iterator[Office]:
    with opened(workspace) as found:
        yield found


def test_a_delay_says_how_long_stock_lasts(office: Office) -> None:
    file_sample(office, "W1-d")
    assert (
        "KLB-12: stock of 3,200 on 2026-05-10 lasts 8 days at 400 a day, 2 to its floor of 2,400; "
        "the goods come 5 days later"
    ) in said(office, "W1-4500018822")


def overdue(office: Office, folder: Path, *clauses: str) -> str:
    rows = {"contracts": "\n".join(clauses)} if clauses else {}
    put(office, folder, shipments=SHIPMENT, invoices=FLOWN, **rows)
    arrive(office, "W7-b")
    return next(
        one for one in said(office, "W7-BQ-77810").splitlines() if " was due on 2026-04-03" in one
    )


def test_a_bill_past_its_day_costs_what_the_contract_gives_for_it(
    office: Office, tmp_path: Path
) -> None:
    text = overdue(office, tmp_path / "a", INTEREST.format(rate="9.5", unit="pct per year"))
    days = (office.clock.now().date() - date(2026, 4, 3)).days
    cost = (Decimal(4855) * Decimal("0.095") * days / 365).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert f"{days} days ago; paid today it costs {cost} USD more" in text
    assert "contract CF-3001/9.9" in text


@pytest.mark.parametrize("unit", ["", "USD"])
def test_without_a_clause_nobody_reckons_interest(
    office: Office, tmp_path: Path, unit: str
) -> None:
    clauses = [INTEREST.format(rate="40", unit=unit)] if unit else []
    text = overdue(office, tmp_path / "a", *clauses)
    assert text.endswith("no clause on record gives interest for it")


LCL = "R90,F3001,lcl,CNYTN,USLAX,,per revenue ton,{rate},,150.00,,USD,38,2026-01-01,2026-12-31,,"


@pytest.mark.parametrize(
    ("rate", "judged"),
    [
        ("85.00", "1,221.00 USD (12.6 RT × 85.00 + 150.00): less than a box is cheaper, a box from "
         "43.95 RT on"),
        ("300.00", "3,930.00 USD (12.6 RT × 300.00 + 150.00): the box is no dearer, a box from "
         "12.45 RT on"),
    ],
)  # fmt: skip
def test_cargo_says_whether_a_box_pays(
    office: Office, tmp_path: Path, rate: str, judged: str
) -> None:
    put(office, tmp_path / "rates", rates=LCL.format(rate=rate))
    file_sample(office, "W3-a")
    assert judged in said(office, "W3-4500018822")
    lot = options(office, "W3-4500018822")["lcl F3001"]
    total = sum(Decimal(one["money"]["amount"]) for one in lot["components"][:2])
    assert f"{total:,.2f} USD" in judged  # the way itself is priced so too


def test_documents_say_what_a_bank_would_find_in_them() -> None:
    shipment = row("shipments", "SH1", shipment_id="SH1", etd="2026-03-10T12:00", pol="CNYTN")
    credit = row(
        "letters_of_credit", "LC1", lc_no="LC1", shipment_id="SH1", latest_shipment="2026-03-09",
        expiry="2026-03-13", amount="100.00", currency="USD",
    )  # fmt: skip
    (found,) = of_finance(dossier("shipments:SH1", [shipment, credit]))
    assert found.text.endswith(
        "presented today a bank finds: late shipment: latest 2026-03-09, on board 2026-03-10 "
        "(UCP 600 art. 14(d)); late presentation: 2026-03-16, until 2026-03-13 (UCP 600 art. 14(c))"
    )

"""The calculators on the sample company's whole record: rows fit, and known figures come out."""

import csv
from datetime import date
from decimal import Decimal as D
from functools import lru_cache
from pathlib import Path

import pytest

from domain.claims.liability import contract_limit
from domain.claims.notices import notice
from domain.deadlines.credit import Drawing, check_drawing
from domain.deadlines.filings import filings_of
from domain.demurrage.accrual import Box, accrue
from domain.demurrage.billed import DaysBilled, against
from domain.demurrage.dock import waiting_terms
from domain.demurrage.part541 import DaysInvoice, check
from domain.demurrage.tariff import tariff_of
from domain.freight.audit import audit
from domain.freight.bill import ChargeLine
from domain.freight.contract import contracted, rates_of_lane
from domain.freight.shipment import charged_for, facts_of
from domain.match.duplicates import bill_of, duplicates_of
from domain.match.envelope import check as inside
from domain.match.envelope import envelope_of
from domain.match.lines import Agreed, BilledLine, match_line
from domain.match.rows import received_of
from domain.match.tolerance import Tolerance
from domain.money import Money
from domain.payment.remittance import OpenItem, paid_lines, settle
from domain.payment.terms import terms_of
from domain.quantity import Quantity
from domain.record import Cell, Row
from domain.workdays import workdays_of
from tests.domain.csv_record import typed

RECORD = Path(__file__).parents[3] / "shared" / "cases" / "harlow" / "record"
pytestmark = pytest.mark.skipif(
    not RECORD.is_dir(), reason="the sample company's record (../shared/cases) is not here"
)
NUMBERS = {"value", "free_days", "tolerance_pct", "presentation_days", "invoiced_qty", "base_qty"}


DAYS = {"gate_out", "empty_return"}


def cell(table: str, name: str, text: str) -> Cell:
    if text and name in DAYS:
        return date.fromisoformat(text)
    number = name in NUMBERS and text.replace(".", "").isdigit()
    return D(text) if number else typed(table, name, text)


@lru_cache
def rows(table: str) -> tuple[Row, ...]:
    with (RECORD / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        lines = [
            {name: cell(table, name, text) for name, text in line.items()}
            for line in csv.DictReader(handle)
        ]
    return tuple(
        Row(table=table, key=str(at), version=1, values=line) for at, line in enumerate(lines)
    )


def where(table: str, **equals: str) -> list[Row]:
    return [
        one for one in rows(table) if all(one.text(name) == said for name, said in equals.items())
    ]


def one(table: str, **equals: str) -> Row:
    return where(table, **equals)[0]


def usd(amount: str) -> Money:
    return Money(amount=D(amount), currency="USD")


def test_detention_of_the_late_box_is_its_bill_and_out_of_time() -> None:
    tariff = tariff_of(one("rates", rate_id="R10"))
    assert tariff is not None
    unit = one("shipment_units", unit_no="QZKU3045126")
    box = Box(
        unit=unit.text("unit_no"),
        started=unit.day("gate_out"),
        ended=unit.day("empty_return"),
        free_days=int(unit.number("free_days") or 0),
    )
    clock = accrue(tariff, box)
    bill = one("invoices", invoice_id="OD-90117")
    assert clock.owed.total.amount == bill.number("amount")
    found = check(
        DaysInvoice(
            number="OD-90117",
            issuer="ocean carrier",
            us_trade=True,
            issued=bill.day("invoice_date"),
            last_incurred=clock.days[-1],
        )
    )
    assert (found.owed, found.days_late) == (False, 3)


def test_demurrage_at_veracruz_is_six_days_by_the_terminal() -> None:
    tariff = tariff_of(one("rates", rate_id="R14"))
    assert tariff is not None
    told = where("milestones", shipment_id="SH08")
    days = {(row.text("unit_no"), row.text("event")): row.day("actual_at") for row in told}
    clocks = [
        accrue(tariff, Box(unit=unit, started=started, ended=days[unit, "gate out full"]))
        for (unit, event), started in days.items()
        if event == "discharged"
    ]
    found = against(DaysBilled(amount=usd("1330.00"), days=14, rate=D("95.00")), clocks)
    assert (found.days, found.difference) == (6, usd("850.00"))


def test_each_freight_bill_at_contract_passes() -> None:
    sea, shipment = one("rates", rate_id="R01"), one("shipments", shipment_id="SH04")
    facts = facts_of(shipment, where("shipment_units", shipment_id="SH04"))
    lines = [
        ChargeLine(text=text, amount=usd(amount))
        for text, amount in (
            ("freight", "3150"), ("BAF", "412"), ("THC", "235"), ("ISPS", "14"), ("doc", "75"),
        )
    ]  # fmt: skip
    found = audit(lines, contracted(sea), facts)
    assert (found.disputed, found.expected.amount) == (
        (),
        shipment.number("freight_should_cost") or D(3886),
    )
    assert charged_for(shipment, where("shipment_units", shipment_id="SH04")).n == D("11.2")


def test_the_flight_is_at_contract_and_beyond_its_envelope() -> None:
    shipment, units = (
        one("shipments", shipment_id="SH03"),
        where("shipment_units", shipment_id="SH03"),
    )
    lines = [
        ChargeLine(text=text, amount=usd(amount))
        for text, amount in (("air freight", "9180"), ("handling", "650"), ("AWB fee", "40"))
    ]
    found = audit(lines, contracted(one("rates", rate_id="R03")), facts_of(shipment, units))
    assert (found.expected, found.disputed) == (usd("9870.00"), ())
    envelope = envelope_of(one("past_cases", case_id="PC-0058").text("envelope"))
    flown = Quantity(n=D(4000), unit="PCS")
    held = inside(envelope, usd("9870.00"), on=date(2026, 4, 25), qty=flown, mode="air")
    assert (held.inside, held.covered) == (False, usd("4935.00"))


def test_the_rates_of_a_lane_are_those_of_its_day_box_and_weight() -> None:
    rates = rows("rates")
    flight, box = one("shipments", shipment_id="SH03"), one("shipments", shipment_id="SH04")
    assert [row.text("rate_id") for row in rates_of_lane(rates, flight, D(1800))] == ["R03"]
    assert [row.text("rate_id") for row in rates_of_lane(rates, box, None, "40HC")] == ["R01"]
    assert rates_of_lane(rates, box, None, "20GP") == ()


def test_boards_received_in_three_lots_are_what_is_payable() -> None:
    line = one("purchase_order_lines", po_id="4500018822", line="10")
    receipts = where("receipts", po_id="4500018822", line="10")
    received = received_of(line, receipts, {"PCS": D(1)}, date(2026, 3, 10))
    assert received == 11840
    agreed = Agreed(
        object="x", unit="PCS", price=line.number("unit_price"), currency="USD",
        ordered=line.number("qty"), received=received,
    )  # fmt: skip
    bill = one("invoices", invoice_id="KL-3360")
    billed = BilledLine(
        qty=Quantity(n=bill.number("qty") or D(0), unit="PCS"),
        price=bill.number("unit_price") or D(0),
        currency="USD",
    )
    found = match_line(agreed, billed, Tolerance())
    assert found.variance is not None
    assert found.variance.total.amount == -(
        one("invoices", invoice_id="CN-3312").number("amount") or D(0)
    )


def test_the_second_bill_for_a_paid_load_is_the_only_suspect() -> None:
    bills = [bill_of(row) for row in rows("invoices")]
    found = {
        bill.number: [twin.other for twin in duplicates_of(bill, bills[:at])]
        for at, bill in enumerate(bills)
    }
    assert {number: others for number, others in found.items() if others} == {
        "RW-57702-A": ["RW-57702"]
    }
    late = notice("US-motor", "further charge", date(2025, 11, 25))
    assert late.until == date(2026, 5, 24)


def test_every_tariff_truck_rate_and_term_of_the_record_is_understood() -> None:
    by_day = [row for row in rows("rates") if row.text("mode") in ("detention", "demurrage")]
    assert len(by_day) == 4
    assert all(tariff and tariff.free_days for row in by_day if (tariff := tariff_of(row)))
    others = [row for row in rows("rates") if row not in by_day]
    assert all(contracted(row) for row in others)
    assert sum(waiting_terms(row) is not None for row in others) == 2
    terms = {row.text("payment_terms") for row in rows("partners")} - {""}
    assert [text for text in terms if terms_of(text).missing] == []


def test_filings_of_every_booked_lane_are_found_or_say_what_they_lack() -> None:
    zones = {
        "USLAX": "America/Los_Angeles",
        "INMUN": "Asia/Kolkata",
        "MXVER": "America/Mexico_City",
    }
    codes = {
        row.text("shipment_id"): [
            filing.code for filing in filings_of(row, date(2026, 4, 9), zones)
        ]
        for row in rows("shipments")
    }
    assert codes["SH01"] == ["US-ISF", "US-ISF-stuffing", "US-AMS", "US-entry"]
    assert codes["SH08"] == ["MX-manifest"]
    assert codes["SH09"] == ["IN-BE"]
    assert codes["SH11"] == ["EU-ENS-deep-sea"]
    assert codes["SH05"] == codes["SH10"] == []


def test_the_remittance_of_may_is_settled_against_the_books() -> None:
    lines = paid_lines(where("payments", payment_id="0526-118"))
    items = [
        OpenItem(
            ref=row.text("invoice_id"),
            open=Money(amount=row.number("amount") or D(0), currency=row.text("currency")),
            evidence=f"invoices:{row.text('invoice_id')}",
        )
        for row in where("invoices", partner_id="V1001")
    ]
    items += [
        OpenItem(
            ref=row.text("claim_id"), open=-usd(row.text("amount")), evidence=row.text("evidence")
        )
        for row in where("claims", status="agreed")
    ]
    found = settle(usd("219342.00"), lines, items, fee_evidence="SHA")
    assert found.clean


def test_the_credit_of_the_rolled_vessel_has_its_two_discrepancies() -> None:
    credit = one("letters_of_credit", lc_no="2026-IM-0417")
    drawing = Drawing(
        shipped_on=date(2026, 4, 14),
        presented_on=date(2026, 5, 2),
        amount=Money(amount=D(18420000), currency="JPY"),
        partial=False,
        transhipped=True,
    )
    found = check_drawing(credit, drawing, workdays_of("JP", rows("holidays")))
    assert [one.partition(":")[0].partition(" is")[0] for one in found.discrepancies] == [
        "late shipment",
        "transhipment",
    ]


def test_the_wet_pallet_is_claimed_by_the_16th_and_lost_cartons_up_to_their_pounds() -> None:
    lyon = workdays_of("FR", rows("holidays"))
    assert notice("CMR", "concealed", date(2026, 5, 6), lyon).until == date(2026, 5, 16)
    clause = one("contracts", contract_id="CF-2005")
    assert contract_limit(clause, D(45)).amount == usd("496.04")

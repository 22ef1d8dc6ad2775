"""A freight bill part by part: should-cost by component, differences by cause, what lacks."""

from decimal import Decimal as D

from domain.dossier.context import Dossier
from domain.dossier.told import Told
from domain.evidence import Span
from domain.invoice import parts
from domain.invoice.bill import Bill, of_row
from domain.money import Money
from domain.provenance import fixed
from domain.reading import MoneyStated, Statement
from tests.domain.dossiers import NOW, dossier, row

#: domain.md 2.0.1: contract 3,886.00; index, CFS and demurrage of the bill need separate proof.
BILLED = {
    ("freight", "base"): "3150.00", ("surcharge", "BAF"): "455.00", ("fee", "THC"): "235.00",
    ("fee", "ISPS"): "14.00", ("fee", "doc"): "75.00", ("fee", "CFS"): "350.00",
}  # fmt: skip
BILL = row("invoices", "BQ-1", invoice_id="BQ-1", partner_id="F3001", kind="freight",
           amount="4279.00", currency="USD", shipment_id="SH20")  # fmt: skip
SHIPMENT = row("shipments", "SH20", mode="sea", pol="CNYTN", pod="USLAX", forwarder_id="F3001",
               etd="2026-03-01T10:00", currency="USD")  # fmt: skip
UNIT = row("shipment_units", "SH20/Q1/45/10", shipment_id="SH20", unit_no="Q1", unit_type="40HC",
           gross_kg="5400", m3="31.0")  # fmt: skip
RATE = row("rates", "R01", partner_id="F3001", mode="sea", origin="CNYTN", destination="USLAX",
           equipment="40HC", basis="per container", rate="3150.00", contract_id="CF-3001",
           other="BAF 412, THC 235, ISPS 14, doc 75, seal 12", currency="USD",
           valid_from="2026-01-01", valid_to="2026-12-31")  # fmt: skip


def stated(kind: str, code: str, billed: str, at: int) -> Told:
    money = Money(amount=D(billed), currency="USD")
    span = Span(sha256="0" * 64, part="body", start=at, end=at + 1, quote=billed)
    statement = Statement(
        object="invoices:BQ-1", field=f"charge_amount:{kind}", value=MoneyStated(money=money),
        span=span, arguments={"charge": code} if code else {},
    )  # fmt: skip
    return Told(
        statement=statement, slot=fixed("empty", "").model_copy(update={"value": billed}),
        message="m", by="F3001", verdict="authenticated", sent_at=NOW,
    )  # fmt: skip


def case(*rates: object, named: bool = True) -> tuple[Dossier, Bill]:
    told = tuple(
        stated(kind, code if named else "", billed, at)
        for at, ((kind, code), billed) in enumerate(BILLED.items())
    )
    rows = [BILL, SHIPMENT, UNIT, *rates]
    return dossier("invoices:BQ-1", rows, told=told), of_row(BILL)  # type: ignore[list-item]


def test_each_part_is_held_against_its_own_charge_to_the_cent() -> None:
    found, bill = case(RATE)
    made = parts.audited(found, bill, SHIPMENT, ())
    assert made is not None
    assert {one.code: one.expected.amount for one in made.lines} == {
        "base": D(3150), "BAF": D(412), "THC": D(235), "ISPS": D(14), "doc": D(75), "CFS": D(0),
    }  # fmt: skip
    assert (made.expected.amount, made.billed.amount) == (D(3886), D(4279))
    assert {why: money.amount for why, money in parts.by_reason(made).items()} == {
        "rate": D(43), "accessorial not approved": D(350),
    }  # fmt: skip
    assert made.not_billed == ("seal",)


def test_a_part_whose_name_nobody_read_is_asked_and_in_no_sum() -> None:
    found, bill = case(RATE, named=False)
    told = [one.text for one in parts.findings(found, bill, ())]
    assert any("what 'surcharge' is charged for" in one for one in told)
    assert not any("beyond contract" in one for one in told)


def test_without_a_rate_of_the_lane_nothing_is_priced_and_it_is_said_who_enters_it() -> None:
    found, bill = case(RATE.model_copy(update={"values": {**RATE.values, "origin": "CNSHA"}}))
    (told,) = [one.text for one in parts.findings(found, bill, ())]
    assert told == (
        "not priced by part: no rate for CNYTN-USLAX on 2026-03-01 on record; "
        "logistics enters it with the next export of rates"
    )

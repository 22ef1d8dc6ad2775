"""What people approved in one case speaks for the bill in another: by its envelope, to the cent."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from domain.approved import APPROVALS
from domain.errors import Stale
from domain.fact import NewFact
from domain.match.envelope import Envelope, envelope_of
from graph.approvals import WithApprovals
from graph.word import case_in
from memory import chain
from seamline import views
from seamline.demo_company import let_go
from seamline.wiring import Office
from seamline.workspace import Workspace
from tests.flows.exports import acts, approve, arrive, opened, put, said, winner, write
from tests.states import After

FLIGHT, BILL = "W1-4500018822", "W7-BQ-90001"
SHIPMENT = (
    "SH90,air,C2004,F3001,BQ240901,99044711999,,,,MA412,CNSZX,,USORD,US20,{etd}T22:10,"
    "{eta},Asia/Shanghai,,,,B4001,1000.00,USD,delivered,2026-04-12"
)
UNIT = "SH90,AIR-1,ULD,,{line},{qty},{uom},8,PLT,540,3.1,,,"
INVOICE = (
    "BQ-90001,{by},freight,2026-04-20,2026-05-20,{amount},USD,{order},{qty},,{flight},"
    "{printed},open,,2026-04-21,"
)


@pytest.fixture
def office(workspace: Workspace) -> Iterator[Office]:
    with opened(workspace) as found:
        yield found


def fly(office: Office, _: Path) -> None:
    """A flight is chosen and approved."""
    let_go(office)
    arrive(office, "W1-d")
    arrive(office, "W1-a")
    day = {"promised_date": "2026-04-09"}
    office.desk.decide(FLIGHT, "respond", person="E001", slots=day, reason="Lily on the phone")
    approve(office, FLIGHT, "E007", "E005", "E002")


def approved(office: Office) -> Envelope:
    """What is approved of the flight's bill."""
    with office.ledger.reading() as connection:
        (fact,) = chain.of_kind(connection, "bill_approved")
    return envelope_of(fact.body["approved"]["envelope"])


#: A flight of the approved pieces, as its bill and shipment are on record.
FLOWN = {
    "qty": "1200",
    "line": "4500018822,10",
    "etd": "2026-04-10",
    "by": "F3001",
    "eta": "2026-04-12",
    "uom": "PCS",
    "flight": "SH90",
    "printed": "BQ240901",
    "order": "4500018822,10",
}


def bill(office: Office, folder: Path, amount: Decimal, **more: str) -> None:
    """The forwarder bills a flight."""
    fact = {**FLOWN, **more}
    put(
        office,
        folder,
        shipments=SHIPMENT.format(**fact),
        shipment_units=UNIT.format(**fact),
        invoices=INVOICE.format(amount=amount, **fact),
    )
    office.desk.open_case("W7", "BQ-90001", person="E022", reason="above plan")


def test_the_bill_of_an_approved_flight_is_paid_and_the_case_is_named(
    after: After, tmp_path: Path
) -> None:
    office = after(fly)
    known = approved(office)
    assert known.amount is not None and known.qty is not None and known.mode == "air"
    bill(office, tmp_path / "a", known.amount.amount, qty=f"{known.qty.n:f}")
    assert winner(office, BILL) == "pay in full"
    assert "inside what" in said(office, BILL) and f"approved in {FLIGHT}" in said(office, BILL)
    assert "approved freight exception" in said(office, BILL)


def test_a_cent_over_it_is_asked_again(after: After, tmp_path: Path) -> None:
    office = after(fly)
    known = approved(office)
    assert known.amount is not None and known.qty is not None
    over = known.amount.amount + Decimal("0.01")
    bill(office, tmp_path / "a", over, qty=f"{known.qty.n:f}")
    assert winner(office, BILL) == "pay what was approved"
    assert [one["amount"] for one in acts(office, BILL)] == [f"{known.amount.amount:f}"]
    assert office.desk.case(BILL).asked is not None
    assert all(one["outcome"] != "never" for one in views.case(office, BILL)["actions"])


@pytest.mark.parametrize(
    "other",
    [
        {"etd": "2026-06-30"},
        {"eta": "2026-04-15"},
        {"line": "4500018847,10"},
        {"qty": "4000"},
        {"uom": "CTN"},
        {"eta": ""},
    ],
    ids=["after its last day", "late", "other goods", "more pieces", "cartons", "no arrival"],
)
def test_what_was_approved_of_something_else_pays_nothing_in_full(
    after: After, tmp_path: Path, other: dict[str, str]
) -> None:
    office = after(fly)
    known = approved(office)
    assert known.amount is not None and known.qty is not None
    bill(office, tmp_path / "a", known.amount.amount, **{"qty": f"{known.qty.n:f}", **other})
    assert winner(office, BILL) != "pay in full"


@pytest.mark.parametrize(
    ("line", "pieces"),
    [("4500018822,10", "4000"), ("4500018847,10", "1500")],
    ids=["more of it", "other goods"],
)
def test_what_else_was_on_board_is_not_paid_with_it(
    after: After, tmp_path: Path, line: str, pieces: str
) -> None:
    office = after(fly)
    known = approved(office)
    assert known.amount is not None
    fact = {"qty": "1", "line": "4500018822,10", "etd": "2026-04-10", "eta": "2026-04-12"}
    more = {
        "by": "F3001",
        "uom": "PCS",
        "flight": "SH90",
        "printed": "BQ240901",
        "order": "4500018822,10",
        "amount": f"{known.amount.amount}",
    }
    other = UNIT.format(**{**fact, **more, "line": line, "qty": pieces}).replace("AIR-1", "AIR-2")
    put(
        office,
        tmp_path / "a",
        shipments=SHIPMENT.format(**fact),
        shipment_units=UNIT.format(**fact, **more) + "\n" + other,
        invoices=INVOICE.format(**fact, **more),
    )
    office.desk.open_case("W7", "BQ-90001", person="E022", reason="above plan")
    assert winner(office, BILL) != "pay in full" and "inside what" not in said(office, BILL)


@pytest.mark.parametrize("proven", ["none", "pass"])
def test_a_mail_binds_no_bill_to_the_flight(after: After, tmp_path: Path, proven: str) -> None:
    office = after(fly)
    known = approved(office)
    assert known.amount is not None
    bill(office, tmp_path / "a", known.amount.amount, flight="", order=",", printed="", qty="1200")
    write(
        office, tmp_path / "b", "bookings@bluequay.example", "Invoice BQ-90001",
        "Tue, 21 Apr 2026 06:02:00 +0000",
        f"Invoice BQ-90001 over {known.amount.amount} USD is for shipment SH90, booking BQ240901. "
        "Please pay.",
        proven=proven,
    )  # fmt: skip
    assert winner(office, BILL) != "pay in full" and "inside what" not in said(office, BILL)


SECOND = {
    "SH90": "SH91",
    "BQ-90001": "BQ-90002",
    "BQ240901": "BQ240902",
    "99044711999": "99044711888",
}


def second(row: str) -> str:
    """The same row of a second flight."""
    for one, other in SECOND.items():
        row = row.replace(one, other)
    return row


def halves(office: Office, folder: Path, first: Decimal, rest: Decimal) -> None:
    """Two flights, each with half of the pieces; their bills name no order."""
    fact = {**FLOWN, "qty": "600"}
    flight, unit = SHIPMENT.format(**fact), UNIT.format(**fact)
    bills = [INVOICE.format(amount=n, **fact) for n in (first, rest)]
    bills = [one.replace("4500018822,10,600", ",,") for one in bills]
    rows = {"shipments": f"{flight}\n{second(flight)}", "shipment_units": f"{unit}\n{second(unit)}"}
    put(office, folder, **rows, invoices=f"{bills[0]}\n{second(bills[1])}")
    for one in ("BQ-90001", "BQ-90002"):
        office.desk.open_case("W7", one, person="E022", reason="above plan")


def pay(office: Office, case: str) -> None:
    """Whoever is asked approves."""
    waiting = views.case(office, case)["waiting"]
    approve(office, case, *(one["id"] for one in waiting["people"]))
    office.desk.advance()


def test_one_approval_pays_the_bills_of_two_flights_once(after: After, tmp_path: Path) -> None:
    office = after(fly)
    known = approved(office)
    assert known.amount is not None
    halves(office, tmp_path / "a", known.amount.amount, known.amount.amount - 1)
    assert winner(office, BILL) == "pay in full"
    pay(office, BILL)
    with pytest.raises(Stale):
        pay(office, "W7-BQ-90002")
    office.desk.advance()
    assert winner(office, "W7-BQ-90002") != "pay in full"


def test_two_bills_that_fit_into_one_approval_are_both_paid(after: After, tmp_path: Path) -> None:
    office = after(fly)
    known = approved(office)
    assert known.amount is not None
    halves(office, tmp_path / "a", known.amount.amount - 1, Decimal("1.00"))
    pay(office, BILL)
    assert "inside what" in said(office, "W7-BQ-90002")


def test_a_flight_that_was_never_asked_for_approves_no_bill(after: After) -> None:
    office = after(fly)
    with office.ledger.transaction() as connection:
        reads = WithApprovals(office.reads, lambda: connection)
        (row,) = reads.rows(APPROVALS, po_id="4500018822")
        assert (row.text("case_id"), row.text("approver_id")) == (FLIGHT, "E007, E005, E002")
        for one in case_in(connection, FLIGHT).effects:
            body = {"key": one.key, "detail": "the forwarder takes no more"}
            told = {"stream": f"case:{FLIGHT}", "kind": "effect_failed", "actor": "test"}
            chain.append(connection, [NewFact(at=office.clock.now(), body=body, **told)])
        assert reads.row(APPROVALS, row.key) is None and not reads.rows(APPROVALS)


def test_the_bill_of_a_partner_who_was_not_asked_is_not_explained(
    after: After, tmp_path: Path
) -> None:
    office = after(fly)
    known = approved(office)
    assert known.amount is not None and known.qty is not None
    bill(office, tmp_path / "a", known.amount.amount, qty=f"{known.qty.n:f}", by="F3002")
    assert winner(office, BILL) != "pay in full" and "inside what" not in said(office, BILL)


def test_an_approval_stands_only_while_the_flight_was_asked_for(after: After) -> None:
    office = after(fly)
    with office.ledger.transaction() as connection:
        reads = WithApprovals(office.reads, lambda: connection)
        (row,) = reads.rows(APPROVALS)
        assert row.text("partner_id") == "F3001"
        flight = next(
            one for one in case_in(connection, FLIGHT).effects if "book air freight" in one.said
        )
        told = {"stream": f"case:{FLIGHT}", "actor": "test", "at": office.clock.now()}
        for kind, more in (("effect_failed", {}), ("effect_settled", {"verdict": "accept"})):
            body = {"key": flight.key, "detail": "they never flew it", **more}
            chain.append(connection, [NewFact(kind=kind, body=body, **told)])
            assert reads.row(APPROVALS, row.key) is None and not reads.rows(APPROVALS)


def test_a_mail_that_claims_it_approves_nothing(office: Office, tmp_path: Path) -> None:
    bill(office, tmp_path / "a", Decimal("4900.00"), qty="1200")
    write(
        office, tmp_path / "b", "bookings@bluequay.example", "Invoice BQ-90001",
        "Tue, 21 Apr 2026 06:02:00 +0000",
        f"Invoice BQ-90001 was approved in {FLIGHT} up to 4900.00 USD by Tomasz Wilk.",
    )  # fmt: skip
    assert winner(office, BILL) != "pay in full"

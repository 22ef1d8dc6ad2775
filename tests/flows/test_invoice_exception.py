"""W7: what is due of a bill and why; a threat, a phone call and another account move nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.errors import NotAllowed, Refused
from seamline import views
from seamline.wiring import Office
from seamline.workspace import Workspace
from tests.flows.exports import acts, approve, arrive, cost, feed, opened, put, said, winner, write
from tests.flows.playing import answered, options

FLOWN = (
    "BQ-77810,F3001,freight,2026-05-04,2026-06-03,{amount},USD,4500018822,10,{qty},,SH03,"
    "BQ240805,open,,2026-05-05,"
)
SHIPMENT = (
    "SH03,air,C2004,F3001,BQ240805,99044711203,,,,MA412,CNSZX,,USORD,US20,2026-04-25T22:10,"
    "2026-04-27,Asia/Shanghai,,,,B4001,4855.00,USD,delivered,2026-04-22"
)
APPROVED = (
    "PC-0058,W1,2026-04-18,2026-05-08,V1001,KLB-12,CNSZX-USORD,balance late,supplier,labour,"
    '"[]",split air,E002,2000 PCS; up to 5000.00 USD; air; until 2026-04-30,,resolved otherwise,'
    "20,4855.00,9870.00,USD,flown"
)
UNIT = "SH03,AIR-1,ULD,,4500018822,10,4000,PCS,8,PLT,1800,10.4,,,"


@pytest.fixture
def office(workspace: Workspace) -> Iterator[Office]:
    with opened(workspace) as found:
        yield found


def flown(office: Office, folder: Path, amount: str, qty: str, *, approved: bool = True) -> None:
    rows = {"past_cases": APPROVED} if approved else {}
    bill = FLOWN.format(amount=amount, qty=qty)
    put(office, folder, shipments=SHIPMENT, shipment_units=UNIT, invoices=bill, **rows)


def test_a_bill_above_its_envelope_is_covered_in_part_and_the_rest_is_asked(
    office: Office, tmp_path: Path
) -> None:
    flown(office, tmp_path / "a", "9870.00", "4000")
    arrive(office, "W7-b")
    case = "W7-BQ-77810"
    assert cost(office, case, "pay in full") == "4935.00"
    assert winner(office, case) == "pay what was approved"
    assert [one["amount"] for one in acts(office, case)] == ["4935.00"]
    assert "people:E002 is said to have approved it" in said(office, case)
    assert "unknown: 4,935.00 USD" in said(office, case)
    with pytest.raises(NotAllowed, match="waits for an answer"):
        approve(office, case, "E005")


@pytest.mark.parametrize(
    ("amount", "proposed"), [("5000.00", "pay in full"), ("5000.01", "pay what was approved")]
)
def test_a_cent_over_the_envelope_asks_again(
    office: Office, tmp_path: Path, amount: str, proposed: str
) -> None:
    flown(office, tmp_path / "a", amount, "2000")
    arrive(office, "W7-b")
    assert winner(office, "W7-BQ-77810") == proposed
    proposal = office.desk.case("W7-BQ-77810").proposal
    assert proposal is not None
    assert bool(proposal.held_by) is (proposed != "pay in full")


@pytest.mark.parametrize(
    "envelope",
    [
        "4000 PCS; up to 9870.00 USD; air; until 2026-04-20",
        "4000 PCS; up to 9870.00 USD; sea; until 2026-04-30",
        "4000 PCS; up to 9870.00 EUR; air; until 2026-04-30",
    ],
    ids=["over before departure", "another mode", "another currency"],
)
def test_an_approval_of_something_else_releases_nothing_and_is_asked(
    office: Office, tmp_path: Path, envelope: str
) -> None:
    bill = FLOWN.format(amount="9870.00", qty="4000")
    known = APPROVED.replace("2000 PCS; up to 5000.00 USD; air; until 2026-04-30", envelope)
    assert envelope in known
    rows = {"shipments": SHIPMENT, "shipment_units": UNIT, "past_cases": known}
    put(office, tmp_path / "a", invoices=bill, **rows)
    arrive(office, "W7-b")
    proposal = office.desk.case("W7-BQ-77810").proposal
    assert proposal is not None and proposal.held_by
    assert "ApproveInvoice" not in {one["kind"] for one in acts(office, "W7-BQ-77810")}


def test_freight_right_by_contract_that_nobody_approved_is_held_and_never_disputed(
    office: Office, tmp_path: Path
) -> None:
    flown(office, tmp_path / "a", "9870.00", "4000", approved=False)
    arrive(office, "W7-b")
    case = "W7-BQ-77810"
    assert cost(office, case, "pay in full") == "?"
    assert winner(office, case) == "hold"
    assert {one["kind"] for one in acts(office, case)} == {"HoldInvoice"}
    assert "SH03 should cost 4,855.00 USD" in said(office, case)
    answer = {"approval": "9870.00"}
    office.desk.decide(case, "respond", person="E002", slots=answer, reason="I gave it")
    office.desk.advance()
    assert winner(office, case) == "pay in full"
    asked = office.desk.case(case).asked
    assert asked is not None
    needs = {(one.function, one.level, one.amount_minor) for one in asked.requires}
    assert ("finance", "director", 987_000) in needs, "a word lowers nobody's limit"


def late_days(office: Office, folder: Path, issued: str) -> None:
    put(
        office,
        folder,
        shipments="SH01,sea,C2001,F3001,BQ240771,ORNL6123771,,,ORION PEARL,114E,CNYTN,KRPUS,USLAX,"
        "US20,2026-04-14T18:00,2026-04-29,Asia/Shanghai,,,,B4001,3886.00,USD,booked,2026-04-09",
        shipment_units="SH01,QZKU3045126,40HC,OL88121,4500018822,10,4000,PCS,8,PLT,1820,11.2,"
        "2026-05-11,2026-05-28,5",
        invoices=f"OD-90117,C2001,detention,{issued},2026-07-15,2745.00,USD,,,,,SH01,QZKU3045126,"
        f"open,,{issued},",
    )


def test_days_billed_too_late_are_contested_whole_whoever_agreed_by_phone(
    office: Office, tmp_path: Path
) -> None:
    late_days(office, tmp_path / "a", "2026-06-30")
    arrive(office, "W7-a")
    case = "W7-OD-90117"
    assert cost(office, case, "pay in full") == "2745.00"
    assert winner(office, case) == "contest all of it"
    assert {one["kind"] for one in acts(office, case)} == {
        "HoldInvoice", "DisputeCharge", "SendMessage"
    }  # fmt: skip
    letter = next(one for one in acts(office, case) if one["kind"] == "SendMessage")
    assert letter["contact"] == "CT28"
    assert "46 CFR 541.7" in letter["text"]
    assert "2026-05-28" in letter["text"]
    assert "a threat raises the priority" in said(office, case)
    assert "request to waive or refund is open until 2026-07-30 at least" in said(office, case)
    data = views.case(office, case)
    assert data["waiting"] is not None
    approve(office, case, "E005")
    office.desk.advance()
    row = office.reads.row("invoices", "OD-90117")
    assert row is not None
    assert (row.text("status"), row.text("hold_reason")) == ("blocked", "issued too late")
    disputes = office.reads.rows("disputes", invoice_id="OD-90117")
    assert [str(one.number("disputed")) for one in disputes] in (["2745"], ["2745.00"])
    assert office.desk.case(case).closed is None, "the issuer has not said a word to it"
    assert [one["who"] for one in views.case(office, case)["owed"]] == ["C2001"]
    answered(office, case, "E005")
    assert office.desk.case(case).closed is not None
    kinds = [one["kind"] for one in views.case(office, case)["facts"]]
    assert "remembered" in kinds


@pytest.mark.parametrize(
    ("event", "cause"),
    [
        ("customs exam", "customs charge"),
        ("diverted to USOAK", "route diversion"),
        ("", "unknown"),
    ],
)
def test_days_are_put_to_what_the_shipment_went_through_and_else_to_nothing_known(
    office: Office, tmp_path: Path, event: str, cause: str
) -> None:
    late_days(office, tmp_path / "a", "2026-06-30")
    if event:
        row = f"MS-9,SH01,QZKU3045126,{event},USLAX,,2026-05-12T09:00,broker,2026-05-12"
        put(office, tmp_path / "b", milestones=row)
    arrive(office, "W7-a")
    found = [
        finding
        for one in views.case(office, "W7-OD-90117")["assessed"]
        for finding in one["findings"]
        if finding["text"].startswith(f"{cause}: 2,745.00 USD")
    ]
    assert found, said(office, "W7-OD-90117")
    assert ("milestones:MS-9" in found[0]["rests_on"]) == bool(event)


def test_days_billed_in_time_are_owed_by_tariff_and_events(office: Office, tmp_path: Path) -> None:
    late_days(office, tmp_path / "a", "2026-06-12")
    arrive(office, "W7-a")
    assert winner(office, "W7-OD-90117") == "pay in full"
    assert cost(office, "W7-OD-90117", "pay in full") == "0.00"
    assert "46 CFR 541.8" not in said(office, "W7-OD-90117"), "nothing of it is contested"


def test_a_look_alike_with_another_account_changes_nothing_and_shows(
    office: Office, tmp_path: Path
) -> None:
    bill = "KL-3391,V1001,supplier,2026-05-04,2026-06-03,118400.00,USD,4500018970,10,6400,18.50,,"
    put(office, tmp_path / "a", invoices=f"{bill}4500018970,open,,2026-05-05,")
    arrive(office, "W7-c")
    case = "W7-KL-3391"
    assert options(office, case) == {}
    assert [one["kind"] for one in acts(office, case)] == ["NotifyFunction"]
    assert views.case(office, case)["effects"] == []
    told = said(office, case)
    assert "words meant for a machine" in told
    assert "not who it claims to be" in told
    partner = office.reads.row("partners", "V1001")
    assert partner is not None
    assert partner.text("account_on_file") == "CN-ACCT-6222-0817-3345-190"
    waiting = office.desk.case(case).asked
    assert waiting is not None and waiting.people == ("E018",)


def test_a_second_bill_for_a_load_that_was_paid_is_no_candidate_to_pay(
    office: Office, tmp_path: Path
) -> None:
    put(
        office,
        tmp_path / "a",
        shipments="SH15,truck,C2002,,,,86417,5498210,,,USOMA,,USJOT,US20,2025-11-20T15:00,"
        "2025-11-21,America/Chicago,,,,,1480.00,USD,delivered,2025-11-18",
        invoices="RW-57702-A,C2002,freight,2026-06-05,2026-06-05,631.40,USD,,,,,SH15,86417,open,,"
        "2026-06-05,",
    )
    lines = ("Invoice RW-57702-A for USD 631.40 remains open.", "Please release it.")
    date = "Mon, 08 Jun 2026 10:00:00 -0500"
    write(office, tmp_path / "m", "billing@ridgeway.example", "PAST DUE RW-57702-A", date, *lines)
    case = "W7-RW-57702-A"
    assert options(office, case)["pay in full"]["violates"] == ["not_billed_before"]
    assert winner(office, case) == "contest all of it"
    assert "RW-57702" in said(office, case)


def finding_of(office: Office, case: str, cause: str) -> dict[str, Any]:
    """The finding that puts part of the bill to a cause."""
    assessed = views.case(office, case)["assessed"]
    told = [one for each in assessed for one in each["findings"]]
    found: dict[str, Any] = next(one for one in told if one["text"].startswith(f"{cause}: "))
    return found


def dearer(office: Office, folder: Path, **rows: str) -> None:
    """12,000 billed at 18.66 where 11,840 came and 18.40 was ordered."""
    feed(office, "2026-04-29", "2026-05-13", "2026-05-15")
    bill = "KL-3360,V1001,supplier,2026-04-22,2026-05-22,223920.00,USD,4500018822,10,12000,"
    put(office, folder / "a", invoices=f"{bill}18.66,,4500018822,open,,2026-04-24,", **rows)
    lines = ("Invoice KL-3360 for USD 223,920.00 remains open, please release it.",)
    date = "Mon, 25 May 2026 10:00:00 +0800"
    write(office, folder / "m", "ar@kailun.example", "Overdue invoice KL-3360", date, *lines)


def test_a_shortfall_and_a_price_nobody_agreed_to_are_told_apart_to_the_cent(
    office: Office, tmp_path: Path
) -> None:
    dearer(office, tmp_path)
    case = "W7-KL-3360"
    assert winner(office, case) == "pay what is due"
    told = said(office, case)
    assert "quantity shortfall: 2,944.00 USD (quantity 2,944.00 USD)" in told
    assert "unknown: 3,120.00 USD (price 3,078.40 USD, cross term 41.60 USD)" in told
    [asked] = views.case(office, case)["waiting"]["questions"]
    assert "what is behind 3,120.00 USD of KL-3360 (price 3,078.40 USD" in asked["text"]
    slot, because = "cause_of_difference@invoices:KL-3360", "copper, agreed on the phone"
    with pytest.raises(Refused, match="is none of"):
        office.desk.decide(case, "respond", person="E018", slots={slot: "greed"}, reason=because)
    answer = {slot: "contract amendment"}
    office.desk.decide(case, "respond", person="E018", slots=answer, reason=because)
    office.desk.advance()
    assert "contract amendment: 3,120.00 USD" in said(office, case)
    assert finding_of(office, case, "contract amendment")["rests_on"] == ["people:E018"]
    assert views.case(office, case)["waiting"]["questions"] == []
    paid = next(one for one in acts(office, case) if one["kind"] == "ApproveInvoice")
    assert paid["amount"] == "217856.00"
    disputed = next(one for one in acts(office, case) if one["kind"] == "DisputeCharge")
    assert disputed["disputed"] == "6064.00"


def test_a_price_both_sides_amended_is_due_on_what_was_received(
    office: Office, tmp_path: Path
) -> None:
    change = (
        "CO-0099,4500018822,10,2,unit_price,18.40,18.66,copper,E001,E002,2026-03-20,mail,accepted"
    )
    dearer(office, tmp_path, po_changes=change)
    case = "W7-KL-3360"
    paid = next(one for one in acts(office, case) if one["kind"] == "ApproveInvoice")
    assert paid["amount"] == "220934.40"
    assert "quantity shortfall: 2,985.60 USD" in said(office, case)
    amended = finding_of(office, case, "contract amendment")
    assert amended["text"].startswith("contract amendment: 3,078.40 USD (agreed price"), "11,840 x"
    assert amended["rests_on"] == ["po_changes:CO-0099/4500018822/10/unit_price"]
    assert "unknown:" not in said(office, case)


def test_what_is_billed_beyond_an_amended_price_is_not_put_to_the_amendment(
    office: Office, tmp_path: Path
) -> None:
    change = (
        "CO-0099,4500018822,10,2,unit_price,18.40,18.50,copper,E001,E002,2026-03-20,mail,accepted"
    )
    dearer(office, tmp_path, po_changes=change)
    told = said(office, "W7-KL-3360")
    assert "contract amendment: 1,184.00 USD (agreed price 1,184.00 USD)" in told
    assert "unknown: 1,920.00 USD (price 1,894.40 USD, cross term 25.60 USD)" in told


def test_whoever_is_said_to_have_agreed_is_asked_and_nobody_else_can_say_yes(
    office: Office, tmp_path: Path
) -> None:
    late_days(office, tmp_path / "a", "2026-06-30")
    arrive(office, "W7-a")
    case = "W7-OD-90117"
    waiting = views.case(office, case)["waiting"]
    assert [one["id"] for one in waiting["people"]] == ["E005", "E021"]
    assert [one["slot"] for one in waiting["questions"]] == ["approval"]
    yes = {"approval": "ja, genehmigt"}
    with pytest.raises(NotAllowed, match=r"only Mike .* can confirm it; you can answer no"):
        office.desk.decide(case, "respond", person="E005", slots=yes, reason="Mike told me")
    with pytest.raises(Refused, match="neither yes nor no"):
        office.desk.decide(case, "respond", person="E021", slots={"approval": "maybe"}, reason="")
    office.desk.decide(case, "respond", person="E021", slots=yes, reason="on the phone")
    office.desk.advance()
    assert "people:E021 confirms it" in said(office, case)
    assert winner(office, case) == "contest all of it", "the law does not ask who agreed"


def test_a_decision_does_not_wait_for_a_word_on_which_nothing_hangs(
    office: Office, tmp_path: Path
) -> None:
    late_days(office, tmp_path / "a", "2026-06-30")
    arrive(office, "W7-a")
    approve(office, "W7-OD-90117", "E005")
    answered(office, "W7-OD-90117", "E005")
    assert office.desk.case("W7-OD-90117").closed is not None


def without_its_shipment(office: Office, folder: Path) -> str:
    """Days billed too late for a box of which neither shipment nor tariff is on record."""
    put(
        office,
        folder,
        shipment_units="SH77,QZKU3045126,40HC,OL88121,4500018822,10,4000,PCS,8,PLT,1820,11.2,"
        "2026-05-11,2026-05-28,5",
        invoices="OD-90117,C2001,storage,2026-06-30,2026-07-15,2745.00,USD,,,,,SH77,QZKU3045126,"
        "open,,2026-06-30,",
    )
    arrive(office, "W7-a")
    return "W7-OD-90117"


@pytest.mark.parametrize(("answer", "proposed"), [("sí", "contest all of it"), ("no", "hold")])
def test_a_country_nobody_knows_is_asked_before_days_are_paid(
    office: Office, tmp_path: Path, answer: str, proposed: str
) -> None:
    case = without_its_shipment(office, tmp_path / "a")
    assert winner(office, case) == "hold"
    proposal = office.desk.case(case).proposal
    assert proposal is not None
    slot = "us_trade@invoices:OD-90117"
    assert [one.slot for one in proposal.held_by] == [slot]
    with pytest.raises(NotAllowed, match="waits for an answer"):
        approve(office, case, "E005")
    office.desk.decide(case, "respond", person="E005", slots={slot: answer}, reason="its papers")
    office.desk.advance()
    assert winner(office, case) == proposed


def test_what_is_due_without_a_tariff_is_what_its_owner_says(
    office: Office, tmp_path: Path
) -> None:
    case = without_its_shipment(office, tmp_path / "a")
    trade = {"us_trade@invoices:OD-90117": "no"}
    office.desk.decide(case, "respond", person="E005", slots=trade, reason="its papers")
    office.desk.advance()
    slot = "due_storage@invoices:OD-90117"
    with pytest.raises(Refused, match="is no sum"):
        office.desk.decide(case, "respond", person="E005", slots={slot: "half"}, reason="-")
    with pytest.raises(Refused, match=r"far more than the [0-9.]+ in all"):
        office.desk.decide(case, "respond", person="E005", slots={slot: "999999"}, reason="-")
    office.desk.decide(case, "respond", person="E005", slots={slot: "900"}, reason="their quote")
    office.desk.advance()
    assert winner(office, case) == "pay what is due"
    assert cost(office, case, "pay in full") == "1845.00"


def test_a_share_that_another_party_agreed_to_bear_is_evidence_of_the_exception(
    office: Office, tmp_path: Path
) -> None:
    flown(office, tmp_path / "a", "9870.00", "4000", approved=False)
    share = (
        "CL-0031,V1001,expedite share 50 pct,4935.00,USD,BQ-77810,2026-04-21,Lily Chen,mail,agreed"
    )
    put(office, tmp_path / "b", claims=share)
    arrive(office, "W7-b")
    case = "W7-BQ-77810"
    told = said(office, case)
    assert "CL-0031: V1001 (Lily Chen, 2026-04-21) agreed to bear 4,935.00 USD of it" in told
    assert "approved freight exception: 4,935.00 USD" in told
    assert winner(office, case) == "hold", "it approves nothing of ours"


def test_a_customs_bill_with_freight_in_its_base_is_explained(
    office: Office, tmp_path: Path
) -> None:
    vessel = SHIPMENT.replace("SH03,air", "SH98,sea").replace("CNSZX,,USORD", "CNYTN,,USLAX")
    boards = "SH98,QZKU1,40HC,,4500018822,10,12000,PCS,24,PLT,5400,31.0,,,"
    bill = (
        "ENT-9,B4001,customs,2026-05-04,2026-06-03,9276.74,USD,,,,,SH98,,blocked,check,2026-05-05,"
    )
    put(office, tmp_path / "a", shipments=vessel, shipment_units=boards, invoices=bill)
    assert "customs charge 9,276.74 USD: duty 8,169.60 USD and fees 927.50 USD are due" in said(
        office, "W7-ENT-9"
    )
    # 4,855.00 of freight × 3.7 % = 179.64, as a base with freight would have it
    assert "179.64 USD differs: freight was taken into the base, 179.64 USD of duty" in said(
        office, "W7-ENT-9"
    )

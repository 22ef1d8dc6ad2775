"""Each of the sweeps: when a thing becomes silence, and when nobody is asked for it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.silence.book import Owing, Told
from domain.silence.expected import Word
from domain.silence.found import FINDERS, Found
from domain.sweeps import KINDS
from tests.domain.silence.records import (
    CONTACT,
    LINE,
    NAME,
    NOW,
    ORDER,
    RULES,
    SUPPLIER,
    look,
    record,
)

BOOKED = {
    "shipment_id": "SH1", "mode": "sea", "carrier_id": "V1", "status": "booked",
    "place_tz_cutoffs": "Europe/Berlin",
}  # fmt: skip


def objects(found: Found, step: str = "") -> set[str]:
    return {one.expected.object for one in found.silent if step in ("", one.step)}


def test_every_kind_of_expectation_is_swept_for_and_every_sweep_is_of_a_kind() -> None:
    assert set(FINDERS) == set(KINDS) == {one.expects for one in RULES.sweeps}
    assert [one.id for one in RULES.sweeps] == [f"S{number}" for number in range(1, 15)]


@pytest.mark.parametrize(
    ("day", "silent"), [(5, False), (6, True)], ids=["the third working day", "the day after"]
)
def test_s1_an_order_is_late_after_three_working_days_of_the_supplier(
    day: int, silent: bool
) -> None:
    now = datetime(2026, 3, day, 9, tzinfo=UTC)
    assert bool(look(record(), only="S1", now=now).silent) is silent


@pytest.mark.parametrize(
    "tables",
    [
        {"purchase_order_lines": [{**LINE, "supplier_ack_no": "AB-1"}]},
        {"po_confirmations": [{"po_id": "45", "line": "10", "recorded_on": "2026-03-04"}]},
        {"purchase_orders": [{**ORDER, "status": "cancelled"}]},
        {"purchase_orders": [{**ORDER, "status": "draft"}]},
        {"purchase_order_lines": [{**LINE, "received_qty": "100"}]},
    ],
    ids=["acknowledged", "confirmed", "cancelled", "draft", "received"],
)  # fmt: skip
def test_s1_not_when(tables: dict[str, Any]) -> None:
    assert look(record(**tables), only="S1").silent == ()


@pytest.mark.parametrize(
    ("tables", "why"),
    [
        (
            {
                "items": [{"item_id": "I", "drawing_rev": "B"}],
                "purchase_order_lines": [{**LINE, "drawing_rev": "C"}],
            },
            "drawing_open",
        ),
        ({"purchase_orders": [{**ORDER, "payment_terms": "L/C AT SIGHT"}]}, "credit_not_open"),
        ({"purchase_orders": [{**ORDER, "payment_terms": "30/70 COPY DOCS"}]}, "advance_unpaid"),
    ],
)
def test_s1_blocked_on_us_our_owner_is_asked(tables: dict[str, Any], why: str) -> None:
    (one,) = look(record(**tables), only="S1").silent
    assert (one.step, one.why) == ("inside", (why,))


def test_s2_from_sixty_days_before_the_need_a_line_needs_a_confirmed_date() -> None:
    lines = [{**LINE, "supplier_ack_no": "AB", "need_date": "2026-05-15"}]
    assert objects(look(record(purchase_order_lines=lines), only="S2")) == {NAME}
    before = look(record(purchase_order_lines=lines), only="S2", now=NOW - timedelta(days=2))
    assert before.silent == ()


def test_s2_a_date_that_is_only_our_need_is_asked_inside() -> None:
    copied = {
        **LINE,
        "supplier_ack_no": "AB",
        "need_date": "2026-05-01",
        "promised_date": "2026-05-01",
    }
    (one,) = look(record(purchase_order_lines=[copied]), only="S2").silent
    assert (one.step, one.why) == ("inside", ("date_copied",))


def test_s3_no_ready_notice_five_days_before_and_the_rest_where_part_has_left() -> None:
    ready = {**LINE, "supplier_ack_no": "AB", "promised_date": "2026-03-20"}
    part = {"delivery_note": "D1", "po_id": "45", "line": "10", "qty": "40"}
    (one,) = look(record(purchase_order_lines=[ready], deliveries=[part]), only="S3").silent
    assert one.expected.object == NAME and one.expected.less == ("deliveries:D1",)
    whole = {**part, "qty": "100"}
    assert look(record(purchase_order_lines=[ready], deliveries=[whole]), only="S3").silent == ()
    early = look(record(purchase_order_lines=[ready]), only="S3", now=NOW - timedelta(days=2))
    assert early.silent == ()


def test_s3_goods_packed_into_a_box_that_is_there_are_ready_and_planned_ones_are_not() -> None:
    ready = {**LINE, "supplier_ack_no": "AB", "promised_date": "2026-03-20"}
    unit = {
        "shipment_id": "SH1", "unit_no": "QZKU4819021", "po_id": "45", "po_line": "10", "qty": "100"
    }  # fmt: skip
    tables = {"purchase_order_lines": [ready], "shipments": [BOOKED]}
    assert look(record(**tables, shipment_units=[unit]), only="S3").silent == ()
    planned = {**unit, "unit_no": "PLANNED-1"}
    assert objects(look(record(**tables, shipment_units=[planned]), only="S3")) == {NAME}
    gone = {**tables, "shipments": [{**BOOKED, "status": "cancelled"}]}
    assert objects(look(record(**gone, shipment_units=[unit]), only="S3")) == {NAME}


def test_s3_lots_are_due_one_after_the_other() -> None:
    lots = [
        {
            "po_id": "45",
            "line": "10",
            "recorded_on": "2026-03-03",
            "promised_date": day,
            "qty": "50",
        }
        for day in ("2026-03-10", "2026-07-10")
    ]
    gone = [{"delivery_note": "D1", "po_id": "45", "line": "10", "qty": "50"}]
    assert objects(look(record(po_confirmations=lots), only="S3")) == {NAME}
    assert look(record(po_confirmations=lots, deliveries=gone), only="S3").silent == ()


def test_s4_a_paper_is_asked_for_three_days_before_it_is_due() -> None:
    paper = {
        "doc_id": "D1", "shipment_id": "SH1", "doc_type": "packing list", "owner": "V1",
        "due_at": "2026-03-19T08:00:00+01:00", "state": "requested",
    }  # fmt: skip
    tables = {"documents": [paper], "shipments": [BOOKED]}
    assert objects(look(record(**tables), only="S4"), "ask") == {"documents:D1"}
    assert look(record(**tables), only="S4", now=NOW - timedelta(hours=3)).silent == ()
    for changed in ({"state": "received"}, {"state": "waived"}):
        assert (
            look(record(**{**tables, "documents": [{**paper, **changed}]}), only="S4").silent == ()
        )
    (ours,) = look(
        record(**{**tables, "documents": [{**paper, "owner": "E013"}]}), only="S4"
    ).silent
    assert ours.step == "inside" and ours.then == "trade compliance"


def test_s4_not_again_where_the_broker_has_asked_for_it_today() -> None:
    paper = {
        "doc_id": "D1", "shipment_id": "SH1", "owner": "V1", "due_at": "2026-03-17T08:00:00+01:00",
        "state": "requested",
    }  # fmt: skip
    asked = Word(object="documents:D1", field="document_request", partner="B1", at=NOW, asks=True)
    told = Told(words={"documents:D1": (asked,)})
    found = look(record(documents=[paper], shipments=[BOOKED]), told, only="S4")
    assert found.silent == () and found.skipped[0].because == "asked today by other"


@pytest.mark.parametrize(
    ("owner", "by", "ends"),
    [("V1", "B1", False), ("V1", "V1", True), ("E013", "B1", False), ("E013", "", True)],
)
def test_s4_a_paper_that_another_only_names_is_still_owed(owner: str, by: str, ends: bool) -> None:
    paper = {
        "doc_id": "D1", "shipment_id": "SH1", "owner": owner, "due_at": "2026-03-17T08:00:00+01:00",
        "state": "requested",
    }  # fmt: skip
    said = Word(object="documents:D1", field="named", partner=by, at=NOW - timedelta(days=1))
    told = Told(words={"documents:D1": (said,)})
    found = look(record(documents=[paper], shipments=[BOOKED]), told, only="S4")
    assert (found.silent == ()) is ends


@pytest.mark.parametrize(("mode", "hours"), [("truck", 2), ("air", 6), ("sea", 24)])
def test_s5_a_milestone_is_late_by_the_mode(mode: str, hours: int) -> None:
    planned = NOW - timedelta(hours=hours)
    stone = {
        "milestone_id": "M1",
        "shipment_id": "SH1",
        "event": "departed",
        "planned_at": planned.isoformat(),
    }
    tables = {"milestones": [stone], "shipments": [{**BOOKED, "mode": mode}]}
    assert objects(look(record(**tables), only="S5")) == {"milestones:M1"}
    assert look(record(**tables), only="S5", now=NOW - timedelta(minutes=5)).silent == ()


def test_s5_a_shipment_past_its_arrival_of_which_nobody_reported() -> None:
    late = {**BOOKED, "eta": "2026-03-10"}
    assert objects(look(record(shipments=[late]), only="S5")) == {"shipments:SH1"}
    here = {
        "receipt_id": "R",
        "po_id": "x",
        "qty": "1",
        "shipment_id": "SH1",
        "posted_on": "2026-03-11",
    }
    assert look(record(shipments=[late], receipts=[here]), only="S5").silent == ()
    assert look(record(shipments=[{**late, "status": "cancelled"}]), only="S5").silent == ()


def test_s6_the_carrier_is_asked_for_a_proof_never_the_customer() -> None:
    sent = {
        "delivery_id": "CD1", "so_id": "70", "so_line": "1", "customer_id": "K1",
        "carrier_id": "V1",
        "pod_state": "missing", "delivered_on": "2026-03-13",
    }  # fmt: skip
    (one,) = look(record(customer_deliveries=[sent]), only="S6").silent
    assert one.expected.partner == "V1"
    assert (
        look(record(customer_deliveries=[{**sent, "delivered_on": "2026-03-14"}]), only="S6").silent
        == ()
    )
    proven = {**sent, "pod_state": "received, no remarks"}
    assert look(record(customer_deliveries=[proven]), only="S6").silent == ()


RECEIPT = {"receipt_id": "R1", "po_id": "45", "line": "10", "qty": "100", "posted_on": "2026-03-05"}
BILL = {"invoice_id": "I1", "partner_id": "V1", "kind": "supplier", "qty": "100"}


def test_s7_goods_that_nobody_billed_after_ten_days() -> None:
    assert objects(look(record(receipts=[RECEIPT]), only="S7"), "ask") == {"receipts:R1"}
    late = look(record(receipts=[{**RECEIPT, "posted_on": "2026-03-06"}]), only="S7")
    assert late.silent == ()
    bill = {**BILL, "po_id": "45", "po_line": "10"}
    assert look(record(receipts=[RECEIPT], invoices=[bill]), only="S7").silent == ()


def test_s7_not_when_we_bill_ourselves_or_the_invoice_stands_elsewhere() -> None:
    own = {**ORDER, "payment_terms": "NET30 evaluated receipt (ERS)"}
    assert look(record(receipts=[RECEIPT], purchase_orders=[own]), only="S7").silent == ()
    consigned = {**LINE, "note": "consignment stock"}
    assert (
        look(record(receipts=[RECEIPT], purchase_order_lines=[consigned]), only="S7").silent == ()
    )
    (one,) = look(
        record(receipts=[RECEIPT], invoices=[{**BILL, "po_id": "4500018803"}]), only="S7"
    ).silent
    assert (one.step, one.why) == ("inside", ("invoice_under_other_order",))


def test_s8_only_what_an_answer_left_open_is_asked_again() -> None:
    rows = [
        {
            "chase_id": "CH1", "question_no": str(number), "partner_id": "V1", "contact_id": "C1",
            "sent_on": "2026-03-10", "due_on": "2026-03-12", "question": "date", "status": state,
        }
        for number, state in ((1, "answered"), (2, "open"))
    ]  # fmt: skip
    (one,) = look(record(chases=rows), only="S8").silent
    assert one.expected.object == "chases:CH1/2" and one.expected.contact == "C1"
    told = Told(cases={"chases:CH1": "P5-CH1"})
    assert look(record(chases=rows), told, only="S8").skipped[0].because == "with case P5-CH1"


def owing(kind: str, by: str, **more: Any) -> Told:
    one = Owing(
        key="k", kind=kind, case="W1-1", by=by, what="…", objects=(NAME,),
        since=datetime(2026, 3, 12, 9, tzinfo=UTC), **more,
    )  # fmt: skip
    return Told(owing=(one,))


def test_s9_and_s12_are_seen_and_asked_for_by_the_case_that_waits_for_them() -> None:
    for sweep, kind in (("S9", "promise"), ("S12", "confirmation")):
        told = owing(kind, "V1", due=datetime(2026, 3, 12, 9, tzinfo=UTC))
        found = look(record(), told, only=sweep, now=NOW + timedelta(days=1))
        assert [one.because for one in found.skipped] == ["with case W1-1"], sweep


def test_s10_our_own_silence_is_for_the_function_that_is_asked() -> None:
    (one,) = look(record(), owing("ours", "engineering"), only="S10").silent
    assert (one.step, one.then) == ("inside", "engineering")


def test_s11_a_change_of_ours_that_nobody_accepted() -> None:
    change = {
        "change_id": "PC1",
        "po_id": "45",
        "po_line": "10",
        "field": "qty",
        "sent_on": "2026-03-10",
        "status": "sent",
    }
    assert objects(look(record(po_changes=[change]), only="S11"), "ask") == {"po_changes:PC1"}
    assert look(record(po_changes=[{**change, "status": "accepted"}]), only="S11").silent == ()
    dispute = {"dispute_id": "DP1", "partner_id": "V1", "opened_on": "2026-03-10", "status": "open"}
    assert objects(look(record(disputes=[dispute]), only="S11")) == {"disputes:DP1"}
    claim = {"claim_id": "CL1", "partner_id": "V1", "agreed_on": "2026-03-10", "status": "agreed"}
    assert objects(look(record(claims=[claim]), only="S11")) == {"claims:CL1"}


@pytest.mark.parametrize(
    ("tables", "why"),
    [
        ({"partners": [{**SUPPLIER, "status": "closed"}]}, "partner_closed"),
        ({"partners": [{**SUPPLIER, "time_zone": "nowhere"}]}, "no_time_zone"),
        ({"contacts": []}, "no_contact"),
        ({"contacts": [{**CONTACT, "do_not_reply": "yes"}]}, "no_contact"),
        ({"purchase_order_lines": [{**LINE, "qty": "0"}]}, "quantity_zero"),
        ({"purchase_order_lines": [{**LINE, "price_per": ""}]}, "no_price_unit"),
        ({"purchase_order_lines": [{**LINE, "promised_date": "2026-02-02"}]}, "date_before_order"),
        ({"items": []}, "no_item"),
    ],
)
def test_bad_master_data_is_asked_inside(tables: dict[str, Any], why: str) -> None:
    (one,) = look(record(**tables), only="S1").silent
    assert one.step == "inside" and why in one.why and one.expected.until != date.min


def word(field: str, at: datetime, **more: Any) -> Told:
    return Told(words={NAME: (Word(object=NAME, field=field, partner="V1", at=at, **more),)})


def test_a_word_about_the_thing_ends_it_and_one_from_before_does_not() -> None:
    since, before = datetime(2026, 3, 9, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    assert look(record(), word("promised_date", since), only="S1").silent == ()
    assert look(record(), word("named", since), only="S1").silent == ()
    assert look(record(), word("promised_date", before), only="S1").silent
    assert look(record(), word("bank_account", since), only="S1").silent


def test_a_promise_of_an_answer_moves_the_clock_once() -> None:
    at = datetime(2026, 3, 13, tzinfo=UTC)
    waits = look(record(), word("line_state:question", at, due=date(2026, 3, 17)), only="S1")
    assert waits.skipped[0].because == "promised for 2026-03-17"
    over = look(record(), word("line_state:question", at, due=date(2026, 3, 13)), only="S1")
    assert objects(over, "ask") == {NAME}
    words = [
        Word(object=NAME, field="line_state:question", partner="V1", at=at, due=date(2026, 3, day))
        for day in (12, 13)
    ]
    twice = look(record(), Told(words={NAME: tuple(words)}), only="S1")
    assert objects(twice, "call") == {NAME}, "the second goes to a person"


READY = {**LINE, "supplier_ack_no": "AB", "promised_date": "2026-03-30"}
FCA = {**ORDER, "incoterm": "FCA", "incoterm_place": "Hamburg"}
HELD = {"shipment_id": "SH1", "unit_no": "PLANNED-1", "po_id": "45", "po_line": "10", "qty": "100"}


def test_s14_fourteen_days_before_it_is_ready_an_order_of_ours_to_book_opens_its_case() -> None:
    rows = record(purchase_orders=[FCA], purchase_order_lines=[READY])
    (one,) = look(rows, only="S14").silent
    assert (one.expected.object, one.step, one.opens) == (
        "purchase_orders:45", "inside", "order_to_booking",
    )  # fmt: skip
    assert look(rows, only="S14", now=NOW - timedelta(days=1)).silent == ()


@pytest.mark.parametrize(
    "tables",
    [
        {"purchase_orders": [{**FCA, "incoterm": "CIF"}]},
        {"purchase_orders": [{**FCA, "status": "cancelled"}]},
        {"purchase_orders": [{**FCA, "payment_terms": "L/C AT SIGHT"}]},
        {"purchase_order_lines": [{**READY, "promised_event": "delivered dock"}]},
        {"shipments": [{**BOOKED, "booking_no": "BQ1"}], "shipment_units": [HELD]},
    ],
    ids=["the seller books", "cancelled", "no credit yet", "they deliver", "booked"],
)  # fmt: skip
def test_s14_not_when(tables: dict[str, Any]) -> None:
    rows = record(**{"purchase_orders": [FCA], "purchase_order_lines": [READY], **tables})
    assert look(rows, only="S14").silent == ()


def test_s14_a_booking_that_was_given_up_or_has_no_number_is_none() -> None:
    for shipment in ({**BOOKED, "booking_no": "BQ1", "status": "cancelled"}, BOOKED):
        rows = record(
            purchase_orders=[FCA], purchase_order_lines=[READY],
            shipments=[shipment], shipment_units=[HELD],
        )  # fmt: skip
        assert len(look(rows, only="S14").silent) == 1

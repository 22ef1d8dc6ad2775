"""W2: an award becomes orders on its own terms once it is approved; an offer never does."""

from pathlib import Path

import pytest

from seamline import views
from seamline.thread_view import thread
from seamline.wiring import Office
from tests.flows.playing import findings, options
from tests.flows.trade import kinds, letters_out, post, put, write
from tests.states import After, released

OFFER, AWARD, ANSWER = "W2-7100334", "W2-7100341", "W2-4500018951"
DANA = "dana.reyes@harlow.example"

ORDERS = """
    po_id,supplier_id,site_id,created_on,buyer_id,currency,incoterm,incoterm_place,payment_terms,rfq_id,status
    4500018951,V1005,US20,2026-03-17,E001,USD,FCA,Santos,NET60,7100341,open
"""
LINES = """
    po_id,line,item_id,qty,uom,unit_price,price_per,need_date,promised_date,promised_event,drawing_rev
    4500018951,10,HSG-09,100,PCS,43.10,1,2026-05-04,2026-05-04,handover FCA,C
"""
AWARDS = """
    award_id,rfq_id,line,supplier_id,share_pct,price,price_per,currency,incoterm,incoterm_place,payment_terms,approver_id,committee_record
    AW-0092,7100341,10,V1005,30,43.10,1,USD,FCA,Santos,NET60,,
"""
BOOKED = """
    shipment_id,unit_no,unit_type,po_id,po_line,qty,uom
    SH07,PLANNED-1,40HC,4500018951,10,100,PCS
"""


def settled(office: Office) -> None:
    """The award's two questions answered by those it names."""
    answers = (("E002", "incoterm_V1003", "DDP our dock"), ("E004", "award_record", "SC-2026-011"))
    for person, slot, value in answers:
        office.desk.decide(AWARD, "respond", person=person, slots={slot: value}, reason="minutes")
        office.desk.advance()


def issued(office: Office) -> dict[str, dict[str, str]]:
    rows = office.reads.rows("purchase_orders", rfq_id="7100341")
    names = ("incoterm", "incoterm_place", "payment_terms", "site_id")
    return {row.text("supplier_id"): {name: row.text(name) for name in names} for row in rows}


def test_an_offer_is_priced_and_never_ordered(after: After) -> None:
    office = after(released, "W2-a")
    said = findings(office, OFFER)
    assert "1,245.00 EUR / T for 60 at once only: -2,700.00 EUR against the quote on record" in said
    assert "22,410.00 EUR in advance costs 171.91 EUR over 35 days" in said
    assert kinds(office, OFFER) == ["NotifyFunction"]
    assert views.case(office, OFFER)["waiting"]["until"].startswith("2026-03-21T00:00")


def test_a_committees_word_orders_nothing_and_the_record_is_asked(after: After) -> None:
    office = after(released, "W2-b")
    case = views.case(office, AWARD)
    assert {one["slot"] for one in case["proposal"]["questions"]} == {
        "incoterm_V1003",
        "award_record",
    }
    assert case["waiting"]["people"][0]["id"] == "E004", "an award nobody approved is the CPO's"
    assert "IssueOrder" not in kinds(office, AWARD) and issued(office) == {}
    near, far = (one for one in findings(office, AWARD) if "at our door" in one)
    assert near.startswith("V1003 HSG-09, 340 at our door (DDP): 14,212.00 USD, 41.8000 a piece")
    assert far.startswith("V1005 HSG-09, 340 at our door (FCA, rates:R06 by sea, duty without ")
    assert "freight 2,980.00 USD" in far and "HMF 18.32 USD" in far
    assert "not priced: no duty rate for 8483.30 on record; logistics enters it" in far


def test_an_approved_award_is_ordered_with_every_term_as_awarded(after: After) -> None:
    office = after(released, "W2-b")
    settled(office)
    assert kinds(office, AWARD).count("IssueOrder") == 2
    needs = views.case(office, AWARD)["waiting"]["requires"]
    assert needs == ["CPO of procurement", "director of procurement"], "111,384.00 in a year"
    office.desk.decide(AWARD, "approve", person="E004", reason="SC-2026-011")
    office.desk.advance()
    assert issued(office) == {
        "V1003": {
            "incoterm": "DDP", "incoterm_place": "Joliet", "payment_terms": "NET60",
            "site_id": "US20",
        },
        "V1005": {
            "incoterm": "FCA", "incoterm_place": "Santos", "payment_terms": "NET60",
            "site_id": "US20",
        },
    }  # fmt: skip
    rows = office.reads.rows("purchase_order_lines", item_id="HSG-09")
    new = {(row.text("qty"), row.text("unit_price"), row.text("need_date")) for row in rows}
    assert {("240", "41.80", "2026-05-04"), ("100", "43.10", "2026-05-04")} <= new
    letters = letters_out(office)
    rao = next(one for one in letters if "To: anil.rao@raoprecision.example" in one)
    assert "240 PCS HSG-09, price 41.80 USD" in rao and "DDP Joliet" in rao and "NET60" in rao
    assert "43.10" not in rao, "one supplier's terms are not another's"
    tecmaq = next(one for one in letters if "To: orders@tecmaq.example" in one)
    assert "FCA Santos" in tecmaq and "preço 43,10 USD" in tecmaq
    notes = " ".join(one["said"] for one in views.case(office, AWARD)["effects"])
    assert '"FCA Santos": we book' in notes and '"DDP our dock": the supplier books' in notes
    owed = views.case(office, AWARD)["owed"]
    assert views.case(office, AWARD)["closed"] is None and len(owed) == 2


def test_terms_that_only_the_case_knows_are_followed_into_its_orders_and_their_letters(
    after: After,
) -> None:
    office = after(released, "W2-b")
    settled(office)
    office.desk.decide(AWARD, "approve", person="E004", reason="SC-2026-011")
    office.desk.advance()
    assert office.reads.rows("awards", rfq_id="7100341") == []
    carry = thread(office, "7100341")["carry"]
    assert len(carry) == 2, "an order for each winner"
    terms = {term["field"]: term for one in carry for term in one["terms"]}
    assert {term["field"] for one in carry for term in one["terms"] if term["differs"]} == set()
    assert terms["price"]["award"] and terms["need date"]["award"] == terms["need date"]["order"]
    tooling = [t for one in carry for t in one["terms"] if t["field"] == "tooling per piece"]
    assert [one["order"] for one in tooling] == [one["award"] for one in tooling] != []
    shares = [t for one in carry for t in one["terms"] if t["field"] == "share"]
    assert sorted(one["award"] for one in shares) == ["30", "70"]
    assert [one["order"] for one in shares] == [one["award"] for one in shares]
    assert not [t for one in carry for t in one["terms"] if t["lost"]]
    first = [t for one in carry for t in one["terms"] if t["field"] == "tooling on the first"]
    assert [one["order"] for one in first] == [one["award"] for one in first] != []


def test_share_minimum_and_tooling_of_an_award_on_record_go_out_with_its_order(
    office: Office, tmp_path: Path
) -> None:
    both = """
        award_id,rfq_id,line,supplier_id,share_pct,price,price_per,currency,incoterm,incoterm_place,payment_terms,tooling_per_pc,tooling_first_pcs,approver_id,committee_record
        AW-0091,7100341,10,V1003,70,41.80,1,USD,DDP,Joliet,NET60,,,E004,SC-2026-011
        AW-0092,7100341,10,V1005,30,43.10,1,USD,FCA,Santos,NET60,2.75,800,E004,SC-2026-011
    """
    put(office, tmp_path, awards=both)
    write(
        office, tmp_path, DANA, "award HSG-09 RFQ 7100341", "2026-03-16T09:12:00-05:00",
        "Team - decision on RFQ 7100341: HSG-09 goes to Rao 70% and Tecmaq 30%.\n"
        "Rao at 41.80 DDP Joliet, Tecmaq 43.10 FCA Santos, both net 60.\n"
        "Please raise POs: Rao 240, Tecmaq 100, needed by 4 May.\nDana",
    )  # fmt: skip
    term = {"incoterm_V1003": "DDP our dock"}
    office.desk.decide(AWARD, "respond", person="E002", slots=term, reason="minutes")
    office.desk.advance()
    for person in ("E004", "E001"):
        office.desk.decide(AWARD, "approve", person=person, reason="as awarded")
    office.desk.advance()
    letter = next(one for one in letters_out(office) if "To: orders@tecmaq.example" in one)
    for said in (": 30", ": 2.75", ": 800", ": 100"):
        assert said in letter
    terms = [term for one in thread(office, "7100341")["carry"] for term in one["terms"]]
    assert {term["field"] for term in terms if term["lost"]} == set()
    assert {term["field"] for term in terms if term["order"] == "800"} == {"tooling on the first"}


def test_shares_price_minimum_and_supplier_are_held_against_the_award(
    office: Office, tmp_path: Path
) -> None:
    write(
        office, tmp_path, DANA, "award HSG-09 RFQ 7100341", "2026-03-16T09:12:00-05:00",
        """
        Team - decision on RFQ 7100341: HSG-09 goes to Rao 70% and Tecmaq 20%.
        Rao at 42.10 DDP Joliet, Tecmaq 43.10 FCA Santos, both net 60.
        Please raise POs: Rao 240, Tecmaq 80, needed by 4 May.
        Dana
        """,
    )  # fmt: skip
    broken = set(options(office, AWARD)["issue the orders"]["violates"])
    assert broken == {"award_shares", "award_price", "minimum_quantity"}


def test_an_answer_on_other_terms_is_no_confirmation(office: Office, tmp_path: Path) -> None:
    rows = {"purchase_orders": ORDERS, "purchase_order_lines": LINES, "awards": AWARDS}
    put(office, tmp_path, **rows, shipment_units=BOOKED)
    post(office, "W2-c")
    said = findings(office, ANSWER)
    assert "4500018951 against AW-0092: 8 terms carried, 0 differ; lost in the order: share" in said
    assert "incoterm: in force FCA Santos, answered EXW Joinville: countered" in said
    priced = options(office, ANSWER)
    assert priced["accept"]["unknown"] == ["what EXW Joinville costs us"]
    amounts = [one["money"]["amount"] for one in priced["accept"]["components"]]
    assert amounts == ["862.00", "34.01"]
    assert priced["accept the line alone"]["cost"]["amount"] == "862.00"
    office.desk.decide(ANSWER, "approve", person="E002", reason="")
    office.desk.advance()
    (letter,) = letters_out(office)
    assert "100 PCS, price 43.10 USD" in letter and "FCA Santos" in letter
    row = office.reads.row("purchase_order_lines", "4500018951/10")
    assert row is not None and row.text("qty") == "100"


def test_part_of_an_answer_is_taken_by_an_edit_and_read_back(
    office: Office, tmp_path: Path
) -> None:
    put(office, tmp_path, purchase_orders=ORDERS, purchase_order_lines=LINES, awards=AWARDS)
    post(office, "W2-c")
    office.desk.decide(
        ANSWER,
        "edit",
        person="E002",
        slots={"option": "accept the line alone"},
        reason="120 is fine",
    )
    office.desk.advance()
    assert kinds(office, ANSWER) == ["AmendOrderLine", "SendMessage"]
    office.desk.decide(ANSWER, "approve", person="E004", reason="")
    office.desk.advance()
    row = office.reads.row("purchase_order_lines", "4500018951/10")
    assert row is not None
    assert (row.text("qty"), row.text("promised_date")) == ("120", "2026-05-08")
    assert "FCA Santos" in letters_out(office)[0] and "EXW" not in letters_out(office)[0]


@pytest.mark.parametrize("proven", [False])
def test_an_award_from_somebody_who_is_not_proven_orders_nothing(
    office: Office, tmp_path: Path, proven: bool
) -> None:
    write(
        office, tmp_path, DANA, "RFQ 7100341 award", "2026-03-16T09:12:00-05:00",
        "Decision on RFQ 7100341: HSG-09 goes to Tecmaq 100%, 43.10 FCA Santos net 60, "
        "approved under SC-1. Please cut first PO 100, need date 4 May. Order today!\nDana",
        proven=proven,
    )  # fmt: skip
    assert issued(office) == {}
    for one in views.inbox(office)["waiting"]:
        acts = views.case(office, one["case"])["actions"]
        assert not [act for act in acts if act["ruling"].startswith("act")]

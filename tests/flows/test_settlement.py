"""W8: a payment is posted line by line, each deduction shown by what was agreed; no money moves."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from domain.errors import NotAllowed, Refused
from seamline import views
from seamline.wiring import Office
from seamline.workspace import Workspace
from tests.flows.exports import acts, approve, arrive, fed, opened, put, said, winner, write
from tests.flows.playing import answered, file_mail, options
from tests.states import After, released
from tests.tools.edi.samples import x12

CASE = "W8-0526-118"
#: What the world's exports bring: invoices, the credit note, what was agreed with the supplier.
BILLS = ("2026-04-21", "2026-04-24", "2026-05-05", "2026-05-16")
#: The same without the claim of 21 April.
WITHOUT_CLAIM = fed("2026-04-24", "2026-05-05", "2026-05-16")
PAID = """
0526-118,V1001,2026-05-26,KL-3360,220800.00,USD,invoice,BK7001,2026-05-26
0526-118,V1001,2026-05-26,KL-3371,6450.00,USD,invoice,BK7001,2026-05-26
0526-118,V1001,2026-05-26,CN-3312,-2944.00,USD,credit note,BK7001,2026-05-26
0526-118,V1001,2026-05-26,CL-0031,-4935.00,USD,deduction,BK7001,2026-05-26
0526-118,V1001,2026-05-26,WIRE FEE,-29.00,USD,fee,BK7001,2026-05-26
"""

POSTED = "0526-118,V1001,2026-05-26,KL-3371,6000.00,USD,invoice,BK7001,2026-05-26"


@pytest.fixture
def office(workspace: Workspace) -> Iterator[Office]:
    with opened(workspace) as found:
        yield found


def test_a_remittance_is_posted_line_by_line_read_back_and_remembered(after: After) -> None:
    office = after(released, fed(*BILLS), "W8-a")
    assert winner(office, CASE) == "post the payment"
    lines = [one for one in acts(office, CASE) if one["kind"] == "PostSettlement"]
    posted = {one["line_ref"]: one["amount"] for one in lines}
    assert posted == {
        "KL-3360": "220800.00", "KL-3371": "6450.00", "CN-3312": "-2944.00",
        "CL-0031": "-4935.00", "fee": "-29.00",
    }  # fmt: skip
    assert "its lines make the total" in said(office, CASE)
    assert office.reads.rows("payments", payment_id="0526-118") == []
    left = [one for one in said(office, CASE).splitlines() if one.startswith("to post: ")]
    assert left and not any("CL-0031" in one for one in left)  # that is written, not left to people
    notes = {one["recipient_function"]: one["text"] for one in acts(office, CASE) if "text" in one}
    assert "- file the payment advice with its papers of KL-3360" in notes["finance"]
    asked = office.desk.case(CASE).asked
    assert asked is not None and asked.people
    approve(office, CASE, *asked.people[:1])
    office.desk.advance()
    rows = office.reads.rows("payments", payment_id="0526-118")
    assert sum(row.number("amount") or 0 for row in rows) == 219342
    assert office.desk.case(CASE).closed is not None
    assert "remembered" in [one["kind"] for one in views.case(office, CASE)["facts"]]


def test_a_claim_taken_off_in_full_and_an_order_that_is_done_are_closed_on_record(
    after: After, tmp_path: Path
) -> None:
    office = after(released, fed(*BILLS))
    done = "4500018847,10,ENC-47,1500,PCS,4.30,1,PCS,2026-05-15,2026-04-08,ex works,1500,1500"
    put(office, tmp_path / "done", purchase_order_lines=f"{done},5,5,KL-A-2302,C,2850,33.0,")
    arrive(office, "W8-a")
    closes = [one for one in acts(office, CASE) if one["kind"] in ("CloseClaim", "CloseOrder")]
    assert {(one.get("claim_id") or one["po_id"], one["status"]) for one in closes} == {
        ("CL-0031", "settled"),
        ("4500018847", "closed"),  # 4500018822 is short of 160 pieces and stays open
    }
    claim = office.reads.row("claims", "CL-0031")
    assert claim is not None and claim.text("status") == "agreed", "nothing before the approval"
    asked = office.desk.case(CASE).asked
    assert asked is not None
    approve(office, CASE, *asked.people[:1])
    office.desk.advance()
    for table, key, status in (
        ("claims", "CL-0031", "settled"),
        ("purchase_orders", "4500018847", "closed"),
        ("purchase_orders", "4500018822", "open"),
    ):
        row = office.reads.row(table, key)
        assert row is not None and row.text("status") == status
    state = office.desk.case(CASE)
    closed = [one for one in state.effects if one.kind in ("CloseClaim", "CloseOrder")]
    assert [one.verified for one in closed] == [True, True]
    assert state.closed is not None


def test_a_claim_that_is_not_taken_off_to_the_cent_stays_open(after: After, tmp_path: Path) -> None:
    office = after(released, fed(*BILLS))
    other = "CL-0031,V1001,expedite share 50 pct,4935.01,USD,BQ-77810,2026-04-21,Lily Chen,mail"
    put(office, tmp_path / "other", claims=f"{other},agreed")
    arrive(office, "W8-a")
    assert not [one for one in acts(office, CASE) if one["kind"] == "CloseClaim"]


def test_a_deduction_nobody_agreed_to_is_not_posted_but_asked(after: After) -> None:
    office = after(
        released, fed("2026-04-24", "2026-05-05", "2026-05-16"), "W8-a"
    )  # without the claim of 21 April
    assert options(office, CASE)["post the payment"]["unknown"]
    assert winner(office, CASE) == "post what is explained"
    assert "deduction" not in {one.get("line_ref") for one in acts(office, CASE)}
    assert "CL-0031" not in {one.get("line_ref") for one in acts(office, CASE)}


def test_a_payment_that_is_not_posted_keeps_its_case_open_until_the_record_shows_it(
    after: After, tmp_path: Path
) -> None:
    office = after(
        released, fed("2026-04-24", "2026-05-05", "2026-05-16")
    )  # without the claim of 21 April
    lines = (
        "Payee KAILUN ELECTRONICS   Value date 26MAY26   USD 6,000.00",
        "INV KL-3371  6,000.00",
    )
    date = "Tue, 26 May 2026 18:00:00 -0500"
    sender, subject = "payments@harlowbank.example", "Remittance advice 0526-118"
    write(office, tmp_path / "m", sender, subject, date, *lines)
    assert winner(office, CASE) == "wait"
    assert office.desk.case(CASE).closed is None, "nothing of it is on record"
    (owed,) = views.case(office, CASE)["owed"]
    assert "6,000.00 USD was paid with 0526-118 and none of it is on record" in owed["said"]
    put(office, tmp_path / "a", payments=POSTED)
    assert office.desk.case(CASE).closed is not None


def test_what_an_advice_and_its_file_both_tell_is_one_line(after: After, tmp_path: Path) -> None:
    office = after(released, fed(*BILLS), "W8-a")
    before = posting(office)
    file = x12(
        "820", "BPR*C*219342*C*ACH************20260526", "TRN*1*0526-118", "CUR*PR*USD", "ENT*1",
        "RMR*IV*KL-3360*PO*220800*220800", "ADX*-4935*04*CL*CL-0031",
    )  # fmt: skip
    send(office, tmp_path, file, "advice")
    assert posting(office) == before


def posting(office: Office) -> dict[str, Decimal]:
    """The lines of the payment as proposed to be posted."""
    lines = [one for one in acts(office, CASE) if one["kind"] == "PostSettlement"]
    return {one["line_ref"]: Decimal(one["amount"]) for one in lines}


def send(office: Office, folder: Path, text: str, name: str) -> None:
    """The bank mails a file, proven."""
    domain = "harlowbank.example"
    head = (
        f"Authentication-Results: mx.harlow.example; spf=pass smtp.mailfrom={domain};"
        f" dkim=pass header.d={domain}; dmarc=pass header.from={domain}\n"
        f"From: payments@{domain}\nTo: edi@harlow.example\nSubject: 820\n"
        f"Date: Tue, 26 May 2026 19:00:00 -0500\nMessage-ID: <{name}@{domain}>\n"
        "MIME-Version: 1.0\nContent-Type: application/EDI-Consent; name=advice.edi\n"
        "Content-Disposition: attachment; filename=advice.edi\n\n"
    )
    path = folder / f"{name}.eml"
    path.write_bytes((head + text).encode())
    file_mail(office, path)


def test_a_line_that_was_left_out_of_the_posting_is_named_until_it_is_on_record(
    after: After, tmp_path: Path
) -> None:
    office = after(
        released, fed("2026-04-24", "2026-05-05", "2026-05-16"), "W8-a"
    )  # without the claim of 21 April
    assert winner(office, CASE) == "post what is explained"
    nobody = {"claim": "no"}
    office.desk.decide(CASE, "respond", person="E018", slots=nobody, reason="nobody agreed to it")
    office.desk.advance()
    approve(office, CASE, "E018")
    office.desk.advance()
    assert office.desk.case(CASE).closed is None
    (owed,) = views.case(office, CASE)["owed"]
    assert owed["said"].startswith("of 219,342.00 USD paid with 0526-118 is not on record: ")
    assert "-4935.00" in owed["said"] and "KL-3360" not in owed["said"]
    row = "0526-118,V1001,2026-05-26,EXPEDITE SHARE,-4935.00,USD,deduction,BK7001,2026-05-26"
    put(office, tmp_path / "a", payments=row)
    assert office.desk.case(CASE).closed is not None


def test_a_payee_who_misses_money_gets_each_deduction_with_its_proof_as_a_draft(
    after: After, tmp_path: Path
) -> None:
    office = after(released, fed(*BILLS))
    put(office, tmp_path / "a", payments=PAID)
    arrive(office, "W8-b")
    assert winner(office, CASE) == "explain with evidence"
    told = said(office, CASE)
    assert "4,935.00 USD: deduction CL-0031, agreed 2026-04-21 by Lily Chen" in told
    assert "29.00 USD is not explained by our payment" in told
    assert options(office, CASE)["pay the difference"]["violates"]
    (letter,) = acts(office, CASE)
    assert (letter["kind"], letter["contact"]) == ("SendMessage", "CT03")
    for words in ("219,342.00 USD", "CN-3312", "CL-0031", "2026-04-21", "confirms no balance"):
        assert words in letter["text"]
    with pytest.raises(NotAllowed, match="waits for an answer"):
        approve(office, CASE, "E016")
    slots = {"balance": "to be sent by the controller"}
    office.desk.decide(CASE, "respond", person="E016", slots=slots, reason="books of 31 May")
    office.desk.advance()
    approve(office, CASE, "E018")
    office.desk.advance()
    assert office.desk.case(CASE).closed is None, "the payee has not said a word to it"
    answered(office, CASE, "E018")
    assert office.desk.case(CASE).closed is not None


def test_a_drawing_waits_for_a_person_who_knows_of_the_waiver(after: After) -> None:
    office = after(released, fed("2026-04-17"), "W8-c")
    case = "W8-2026-IM-0417"
    assert "who waived the discrepancies" in options(office, case)["post the drawing"]["unknown"]
    assert winner(office, case) == "wait"
    told = said(office, case)
    assert "discrepancy_fee 12,000 JPY: deducted from proceeds: beneficiary" in told
    office.desk.decide(
        case, "respond", person="E017", slots={"waiver": "Yuki Tanabe, 29 May"}, reason="my letter"
    )
    office.desk.advance()
    assert winner(office, case) == "post the drawing"
    (posted,) = acts(office, case)
    assert (posted["amount"], posted["currency"]) == ("18420000", "JPY")


def test_a_no_or_a_placeholder_posts_nothing(after: After) -> None:
    office = after(released, fed("2026-04-17"), "W8-c")
    case = "W8-2026-IM-0417"
    with pytest.raises(Refused, match="is no answer"):
        office.desk.decide(case, "respond", person="E017", slots={"waiver": "VALUE"}, reason="")
    no = {"waiver": "no, the bank holds the documents"}
    office.desk.decide(case, "respond", person="E017", slots=no, reason="their letter")
    office.desk.advance()
    assert winner(office, case) == "wait"
    assert "who waived the discrepancies" in options(office, case)["post the drawing"]["unknown"]
    assert "PostSettlement" not in [one["kind"] for one in acts(office, case)]

"""P5: half an answer closes half; only what is open is asked again; a chat writes nothing."""

from pathlib import Path

from seamline import views
from seamline.wiring import Office
from tests.flows.playing import findings, options
from tests.flows.trade import kinds, letters_out, on, post, put, write
from tests.states import state

RAO, SHENWEI = "P5-CH-0101", "P5-CH-0104"

CHASES = """
    chase_id,partner_id,contact_id,sent_on,channel,chase_no,question_no,object,question,due_on,status
    CH-0101,V1003,CT07,2026-03-30,mail,1,1,4500018611/20,ready date,2026-04-01,open
    CH-0101,V1003,CT07,2026-03-30,mail,1,2,4500018790/10,is 10 April still valid,2026-04-01,open
    CH-0101,V1003,CT07,2026-03-30,mail,1,3,4500018745/10,new date,2026-04-01,open
    CH-0101,V1003,CT07,2026-03-30,mail,1,4,CS-1003 4.4,no alloy surcharge,2026-04-01,open
    CH-0103,V1014,CT24,2026-05-15,mail,1,1,4500018990/10,ready date,2026-05-18,open
    CH-0104,V1014,CT24,2026-05-19,mail,2,1,4500018990/10,ready date,2026-05-20,open
"""
ORDERS = """
    po_id,supplier_id,site_id,created_on,buyer_id,currency,incoterm,incoterm_place,payment_terms,status
    4500018990,V1014,US20,2026-04-07,E001,USD,FOB,Yantian,NET30,open
"""
LINES = """
    po_id,line,item_id,qty,uom,unit_price,price_per,price_uom,need_date,promised_date,promised_event
    4500018990,10,LID-22,20000,PCS,0.62,1,PCS,2026-06-20,2026-05-22,FOB on board
"""


@state()
def asked(office: Office, folder: Path) -> None:
    """The sample company after it asked two suppliers what was open."""
    put(office, folder, chases=CHASES, purchase_orders=ORDERS, purchase_order_lines=LINES)


def status(office: Office, question: str) -> str:
    row = office.reads.row("chases", question)
    assert row is not None
    return row.text("status")


def test_half_an_answer_leaves_the_rest_open_under_the_same_numbers(asked: Office) -> None:
    post(asked, "P5-a")
    said = [one for one in findings(asked, RAO) if ")" in one]
    assert [one.rsplit(": ", 1)[1] for one in said] == [
        "answered",
        "open",
        "promised for 2026-04-02",
        "open",
    ]
    assert kinds(asked, RAO) == ["CloseChase", "SendMessage"]
    asked.desk.decide(RAO, "approve", person="E001", reason="")
    asked.desk.advance()
    (letter,) = letters_out(asked)
    assert "2) 4500018790/10: is 10 April still valid" in letter
    assert "4) CS-1003 4.4: no alloy surcharge" in letter
    assert "18611" not in letter.split("Dear")[1] and "3)" not in letter.split("Dear")[1]
    assert "In-Reply-To: <p5-a@raoprecision.example>" in letter and "Re: Re:" not in letter
    assert [status(asked, f"CH-0101/{no}") for no in (1, 2, 3, 4)] == [
        "answered", "open", "open", "open",
    ]  # fmt: skip
    assert "V1003 has not confirmed" in views.case(asked, RAO)["owed"][0]["said"]


def test_a_promise_that_passed_is_asked_again_and_an_answer_ends_it(
    asked: Office, tmp_path: Path
) -> None:
    post(asked, "P5-a")
    on(asked, "2026-04-03T12:00:00")
    write(
        asked, tmp_path, "anil.rao@raoprecision.example", "Re: Open points - 4 questions",
        "2026-04-03T18:00:00+05:30",
        "4500018790 line 10 SHFT-222 400 pcs will despatch on 10/04 as committed.\nAnil",
    )  # fmt: skip
    stands = [one.rsplit(": ", 1)[1] for one in findings(asked, RAO) if ")" in one]
    assert stands == ["answered", "answered", "promised for 2026-04-02", "open"]
    assert options(asked, RAO)["ask what is open"]["title"] == "ask 3, 4 again, nothing else"


def test_what_a_chat_brings_stops_the_chase_and_writes_nothing(asked: Office) -> None:
    post(asked, "P5-b")
    assert kinds(asked, SHENWEI) == ["CloseChase", "CloseChase", "SendMessage"]
    slots = [one["slot"] for one in views.case(asked, SHENWEI)["proposal"]["questions"]]
    assert slots == ["unit_price", "approval"], "a price and a colleague's word are our matter"
    for slot in slots:
        answer = {slot: "not agreed"}
        asked.desk.decide(SHENWEI, "respond", person="E002", slots=answer, reason="nothing agreed")
        asked.desk.advance()
    asked.desk.decide(SHENWEI, "approve", person="E001", reason="")
    asked.desk.advance()
    assert [status(asked, one) for one in ("CH-0103/1", "CH-0104/1")] == ["stopped", "stopped"]
    line = asked.reads.row("purchase_order_lines", "4500018990/10")
    assert line is not None and line.text("promised_date") == "2026-05-22"
    assert line.text("unit_price") == "0.62"
    (letter,) = letters_out(asked)
    assert "To: zhou.min@shenwei.example" in letter and "86-000-1477" not in letter


def test_after_three_letters_a_person_calls(asked: Office, tmp_path: Path) -> None:
    put(asked, tmp_path, chases=CHASES.replace(",mail,1,", ",mail,3,"))
    post(asked, "P5-a")
    ranking = views.case(asked, RAO)["options"][0]["ranking"]
    assert ranking["winner"] == "call"
    (note,) = [one for one in views.case(asked, RAO)["actions"] if one["kind"] == "NotifyFunction"]
    assert "+91-000-0302, the number on file" in note["said"]


def test_a_stranger_answers_nothing(asked: Office, tmp_path: Path) -> None:
    write(
        asked, tmp_path, "anil.rao@raoprecision.example", "Re: Open points - 4 questions",
        "2026-04-01T18:00:00+05:30", "18611 ln 20 SHFT-222 600 nos will despatch on 06/04.",
        proven=False,
    )  # fmt: skip
    assert "1) 4500018611/20, ready date: heard: to be had in writing" in findings(asked, RAO)
    case = views.case(asked, RAO)
    closing = [one for one in case["actions"] if one["kind"] == "CloseChase"]
    assert all(one["ruling"].startswith("ask") for one in closing) and closing

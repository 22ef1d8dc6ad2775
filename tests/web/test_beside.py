"""What stands beside a case: papers, promises, attachments, hand-offs, each a link to its own."""

import html
import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from seamline import views
from seamline.case_beside import beside
from seamline.mail_text import Piece, Sheet
from seamline.wiring import Office
from tests.flows.playing import file_mail, write_letter
from tests.web.desk import Visit

CASE = "W1-4500018822"


@pytest.fixture
def office(delayed: Office) -> Office:
    return delayed


@pytest.fixture
def marta(office: Office) -> Visit:
    return Visit(office, "E001")


def column(visit: Visit) -> str:
    return html.unescape(visit.page(f"/parts/beside/{CASE}"))


def test_papers_of_an_orders_shipments_stand_with_their_state_day_and_whose_they_are(
    marta: Visit,
) -> None:
    shown = column(marta)
    papers = shown[shown.index("<h2>Papers") : shown.index("<h2>Promises")]
    assert "3 of 3 open" in papers
    first = re.search(r'href="(/thread\?ref=[^"]+)">commercial invoice</a>.*?</li>', papers)
    assert first and "requested" in first[0] and "due 2026-04-08 12:00" in first[0]
    assert "Kailun Electronics" in first[0]
    assert "commercial invoice" in html.unescape(marta.page(first[1]))


def test_the_day_that_was_stated_last_stands_with_its_words_and_who_wrote_them(
    office: Office, marta: Visit
) -> None:
    shown = column(marta)
    promised = shown[shown.index("<h2>Promises") :]
    line = next(one for one in promised.split("<li>") if one.startswith("10 promised date"))
    assert "2026-04-11" in line and "11 April" in line and "shipping@kailun.example" in line
    assert re.search(r'href="/mail/[0-9a-f]{64}#at-', line)
    case = views.case(office, CASE)
    (mail,) = case["news"]
    newer = {**mail, "message": "f" * 64, "sender": "later@kailun.example"}
    told = beside(office, {**case, "news": [mail, newer]})["stated"]
    assert {one["by"] for one in told} == {"later@kailun.example"}


def test_what_is_attached_is_a_link_to_its_words(
    office: Office, marta: Visit, tmp_path: Path
) -> None:
    file = write_letter(
        tmp_path,
        sender="shipping@kailun.example",
        subject="PO 4500018822 packing",
        sent="Wed, 11 Mar 2026 09:00:00 +0000",
        text="PO 4500018822 item 10 ready 12 April 2026, see attached.\n",
    )
    mail = message_from_bytes(file.read_bytes(), EmailMessage, policy=policy.default)
    mail.add_attachment("item,pcs\n10,12000\n", subtype="csv", filename="packing <list>.csv")
    file.write_bytes(mail.as_bytes())
    file_mail(office, file)
    for page in (column(marta), html.unescape(marta.page(f"/cases/{CASE}"))):
        link = re.search(r'href="(/mail/[0-9a-f]{64})#([^"]+)">packing <list>\.csv</a>', page)
        assert link and f'id="{link[2]}"' in marta.page(link[1])


def test_who_was_asked_to_take_a_part_stands_there_with_the_task(
    office: Office, marta: Visit
) -> None:
    office.desk.hand_off(CASE, person="E001", to="logistics", task="look for space")
    shown = column(marta)
    assert re.search(r"<h2>Hand-offs</h2>.*offered.*logistics.*look for space", shown, re.DOTALL)


def test_a_table_set_with_blanks_stands_in_columns_and_prose_does_not() -> None:
    def sheet(text: str) -> Sheet:
        return Sheet(name="body", title="body", pieces=(Piece(text=text, kind="new"),))

    table = "PO          LN  ITEM\n4500018611  10  SHFT-220\n4500018745  10  HSG-09\n"
    assert sheet(f"Dear all,\n\n{table}").has_columns
    assert not sheet("Dear all,  please\nsee  below.\n    An indented  line.\n").has_columns
    split = Sheet(
        name="body",
        title="body",
        pieces=tuple(
            Piece(text=one, kind="new") for one in ("4500018611  10  ", "240", "  x\na  b  c")
        ),
    )
    assert split.has_columns, "words that were read cut a line in pieces"


def test_like_cases_say_why_they_are_recalled_and_what_is_reserved_and_each_fact_stands(
    office: Office, marta: Visit
) -> None:
    shown, case = column(marta), views.case(office, CASE)
    like = shown[shown.index("<h2>Like this before") : shown.index("<h2>Reserved")]
    for one in case["recalled"]["cases"]:
        assert one["case_id"] in like and one["outcome"] in like
        assert "; ".join(one["why"]) in like
    assert case["recalled"]["cases"]
    reserved = shown[shown.index("<h2>Reserved") : shown.index("<h2>On record")]
    assert case["reserved"] and all(str(one["qty"]) in reserved for one in case["reserved"])
    timeline = shown[shown.index("<h2>Timeline") :]
    numbers = [int(one) for one in re.findall(r'href="/facts/(\d+)"', timeline)]
    assert numbers == sorted((one["number"] for one in case["facts"]), reverse=True)

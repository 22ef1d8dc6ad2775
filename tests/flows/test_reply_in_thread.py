"""A partner's answer in a thread that names no order is about what the thread is about."""

from pathlib import Path

import pytest

from domain.reading import Question, stated_text
from seamline import views
from seamline.wiring import Office
from tests.flows.playing import file_mail, mails_out, write_letter
from tests.states import After

CASE, SHIP = "W1-4500018822", "lily.chen@kailun.example"
LINES = ("4500018822/10", "4500018822/20")


def questions(office: Office) -> list[Question]:
    """What the cases beside the one of the order are asked."""
    others = [one["case"] for one in views.inbox(office)["waiting"] if one["case"] != CASE]
    heard = [news for case in others for news in office.desk.case(case).news]
    return [one for news in heard for one in news.questions]


def reply(office: Office, folder: Path, to: str, subject: str, text: str) -> None:
    letter = write_letter(
        folder, sender=SHIP, subject=subject, text=text, sent="Thu, 12 Mar 2026 09:00:00 +0800"
    )
    letter.write_bytes(f"In-Reply-To: {to}\nReferences: {to}\n".encode() + letter.read_bytes())
    file_mail(office, letter)


@pytest.mark.parametrize("ours", [True, False])
def test_a_day_told_in_the_thread_is_heard_though_no_order_is_named(
    after: After, tmp_path: Path, ours: bool
) -> None:
    office = after("W1-d")
    letter = next(one for one in mails_out(office) if "kailun" in one["To"])
    to = letter["Message-ID"] if ours else "<w1-d@kailun.example>"
    reply(office, tmp_path, to, "Re: shipment", "Dear Marta, sorry, now ready 20 April 2026.\n")
    [asked] = [one for one in questions(office) if one.about == "promised_date"]
    assert (asked.object, asked.choices) == ("purchase_orders:4500018822", LINES)


def test_a_line_named_in_the_thread_of_its_order_moves(after: After, tmp_path: Path) -> None:
    office = after("W1-d")
    reply(
        office, tmp_path, "<w1-d@kailun.example>", "Re: shipment", "Item 20: now 20 April 2026.\n"
    )
    told = [
        (one.object, stated_text(one.value)) for one in office.desk.case(CASE).news[1].statements
    ]
    assert told == [(f"purchase_order_lines:{LINES[1]}", "2026-04-20")]


def test_under_another_subject_somebody_hears_that_it_names_no_order(
    after: After, tmp_path: Path
) -> None:
    office = after("W1-d")
    text = "Dear Marta, sorry, now ready 20 April 2026.\n"
    reply(office, tmp_path, "<w1-d@kailun.example>", "our shipment", text)
    assert len(office.desk.case(CASE).news) == 1
    [asked] = questions(office)
    assert "names no order; it answers one about 4500018822" in asked.text

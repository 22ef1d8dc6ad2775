"""A mail passed on by somebody else is no fact: its references are bound and a person is asked."""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

import pytest

from agents.reader import read
from domain.reading import Reading
from tests.agents.reader.company import company
from tests.agents.reader.rows import row_of
from tests.tools.edi.test_parts import mail
from tests.tools.papers.outlook_files import msg
from tools.mail.parse import parse

MARTA, SUPPLIER = "marta@harlow.example", "lily.chen@kailun.example"
HEAD = """---------- Forwarded message ---------
From: H. Mitsuhara <export@mitsuhara.example>
Date: Wed, 11 Mar 2026
Subject: PO 4500018839
To: Marta

"""
WORDS = "PO 4500018839 MDR-61 6,000 pcs will be ready on 2026-04-17 instead of 2026-04-03."
LINE = "purchase_order_lines:4500018839/10"


def reading(body: str, sender: str = MARTA, subject: str = "Fwd: PO") -> Reading:
    raw = mail(body).replace(SUPPLIER.encode(), sender.encode())
    message = parse(raw).model_copy(update={"subject": subject})
    return read(message, company())


@pytest.mark.parametrize("sender", [MARTA, SUPPLIER])
def test_whoever_owns_it_is_asked_whether_what_is_passed_on_is_news(sender: str) -> None:
    found = reading(f"FYI\n\n{HEAD}{WORDS}\n", sender)
    assert found.statements == ()
    assert "purchase_orders:4500018839" in {one.object for one in found.references}
    (question,) = found.questions
    assert question.of.startswith("people:") and "2026-04-17" in question.text
    assert "V1006" in question.text and question.object.endswith("4500018839")
    assert question.span is not None and question.span.quote.startswith("PO 4500018839")


def test_a_cover_note_that_names_the_goods_is_one_still() -> None:
    assert [one.about for one in reading(f"MDR-61 is late\n\n{HEAD}{WORDS}\n").questions] == [
        "forwarded"
    ]


def test_a_mail_without_the_programs_mark_is_known_by_its_subject() -> None:
    head = HEAD.partition("\n")[2]
    assert [one.about for one in reading(f"see below\n\n{head}{WORDS}\n").questions] == [
        "forwarded"
    ]


def test_what_stands_below_the_forwarded_mail_is_old() -> None:
    below = (
        "\nFrom: Marta <marta@harlow.example>\nDate: Tue, 10 Mar 2026\nSubject: x\n\nOld words.\n"
    )
    (question,) = reading(f"FYI\n\n{HEAD}{WORDS}\n{below}").questions
    assert "Old words" not in question.text


@pytest.mark.parametrize(
    "body",
    [
        f"FYI\n\n{HEAD}Thank you, all well here.\n",
        "FYI\n\n" + HEAD.replace("export@mitsuhara", "marta@harlow") + WORDS,
        f"Noted.\n\nOn Wed, 11 Mar 2026 H. M. <export@mitsuhara.example> wrote:\n> {WORDS}\n",
    ],
)
def test_courtesies_our_own_words_and_answers_are_no_news_to_ask_about(body: str) -> None:
    subject = "Re: PO" if "wrote:" in body else "Fwd: PO"
    assert reading(body, subject=subject).questions == ()


def enclosed(cover: str, sender: str, file: bytes, kind: str, name: str) -> Reading:
    letter = BytesParser(EmailMessage, policy=policy.default).parsebytes(mail(cover))
    letter.replace_header("From", sender)
    if kind == "message/rfc822":
        letter.add_attachment(BytesParser(EmailMessage, policy=policy.default).parsebytes(file))
    else:
        letter.add_attachment(file, maintype="application", subtype="octet-stream", filename=name)
    return read(parse(letter.as_bytes()), company())


INNER = f"From: H. Mitsuhara <export@mitsuhara.example>\nSubject: late\n\n{WORDS}\n".encode()
OUTLOOK = msg("late", "export@mitsuhara.example", WORDS)


@pytest.mark.parametrize("file", [INNER, OUTLOOK], ids=["mail", "Outlook"])
def test_a_mail_that_is_attached_is_passed_on_as_well(file: bytes) -> None:
    kind = "message/rfc822" if file == INNER else ""
    found = enclosed("please see attached", MARTA, file, kind, "m.msg")
    (question,) = found.questions
    assert found.statements == () and question.about == "forwarded"
    assert "2026-04-17" in question.text and question.object.endswith("4500018839")
    long = "I have read this and talked to them, " * 5
    assert enclosed(long, MARTA, file, kind, "m.msg").questions == ()


def test_of_several_attached_mails_each_is_asked_about() -> None:
    letter = BytesParser(EmailMessage, policy=policy.default).parsebytes(
        mail("please see attached")
    )
    letter.replace_header("From", MARTA)
    other = INNER.replace(b"4500018839 MDR-61", b"4500018822 KLB-12").replace(b"-17", b"-19")
    for file in (INNER, other):
        letter.add_attachment(BytesParser(EmailMessage, policy=policy.default).parsebytes(file))
    found = read(parse(letter.as_bytes()), company())
    assert found.statements == ()
    first, second = (one.text for one in found.questions)
    assert "2026-04-17" in first and "2026-04-19" in second
    assert [one.about for one in found.questions] == ["forwarded", "forwarded"]
    assert len({one.object for one in found.questions}) == 2


def test_what_was_noticed_on_parsing_is_kept_with_the_reading() -> None:
    assert any("forwarded" in one for one in reading(f"FYI\n\n{HEAD}{WORDS}\n").notes)


ROLLS = [
    (
        "partners",
        {
            "partner_id": "F7",
            "kind": "forwarder",
            "date_order": "DMY",
            "decimal_mark": ".",
            "time_zone": "Asia/Shanghai",
            "mail_domains": "bluequay.example",
        },
    ),
    (
        "shipments",
        {"shipment_id": "SH70", "mode": "sea", "forwarder_id": "F7", "booking_no": "BQ240817"},
    ),
    (
        "letters_of_credit",
        {"lc_no": "LC-7", "shipment_id": "SH70", "latest_shipment": "2026-04-15"},
    ),
]
ROLLED = """Which date still works with the credit? If nobody minds I would just let it roll, the
customer said nothing so far and I have no time to look into the papers before Monday noon.

---------- Forwarded message ---------
From: Kevin <bookings@bluequay.example>
Date: Fri, 3 Apr 2026
Subject: BQ240817
To: Joel

"""


@pytest.mark.parametrize(
    "words",
    [
        "BQ240817 is rolled to the next vessel, ETD Yantian 2026-05-20.",
        "Booking BQ240817: new ETD 20/05/2026, ETA 05/06/2026.",
        "BQ240817 wird gerollt, neue Abfahrt ETD 20.05.2026.",
    ],
)
def test_a_roll_that_is_passed_on_is_held_against_its_credit(words: str) -> None:
    record = company()
    for table, values in ROLLS:
        one = row_of(table, values)
        record.tables.setdefault(table, {})[one.key] = one
    raw = mail(ROLLED + words + "\n").replace(SUPPLIER.encode(), MARTA.encode())
    message = parse(raw).model_copy(update={"subject": "FW: BQ240817"})
    found = read(message, record)
    assert found.statements == ()
    asked = {(one.about, one.object) for one in found.questions}
    assert ("lc_amendment", "letters_of_credit:LC-7") in asked
    assert ("forwarded", "shipments:SH70") in asked

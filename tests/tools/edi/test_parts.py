"""EDI in a mail: attached under any name, or as the body itself."""

import io
import zipfile
from email.message import EmailMessage

import pytest

from domain.evidence import Part
from domain.message import Message
from tests.tools.edi.samples import ANSWER_855, ANSWER_ORDRSP, check_places, edifact
from tools.mail.isolate import parse_safely
from tools.mail.parse import parse


def mail(body: str, data: bytes = b"", kind: str = "text/plain", name: str = "") -> bytes:
    letter = EmailMessage()
    letter["From"] = "Lily Chen <lily.chen@kailun.example>"
    letter["To"] = "orders@harlow.example"
    letter["Subject"] = "855"
    letter["Date"] = "Thu, 12 Mar 2026 08:30:00 +0800"
    letter["Message-ID"] = "<855@kailun.example>"
    letter.set_content(body)
    if data:
        main, _, sub = kind.partition("/")
        letter.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return letter.as_bytes()


def part(message: Message, name: str) -> Part:
    return next(one for one in message.parts if one.name == name)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("application/EDI-X12", "answer.x12"),
        ("application/edifact", "answer"),
        ("application/edi-consent", "a.edi"),
        ("application/octet-stream", "PO_4500018822.edi"),
        ("application/octet-stream", "855.txt"),
        ("text/plain", "855.txt"),
        ("text/x-edi", "855"),
    ],
)
@pytest.mark.parametrize("text", [ANSWER_855, ANSWER_ORDRSP])
def test_an_attached_interchange_becomes_documents(kind: str, name: str, text: str) -> None:
    found = part(parse(mail("see attached", text.encode(), kind, name)), "attachment:0")
    assert [one.kind for one in found.documents] == ["order_response"]
    check_places(found.documents, found.text)


def test_a_body_that_is_an_interchange_becomes_documents() -> None:
    found = part(parse(mail(ANSWER_855)), "body")
    assert [one.kind for one in found.documents] == ["order_response"]
    assert (found.quoted, found.signature) == ((), ())
    check_places(found.documents, found.text)


def test_lines_that_end_segments_look_like_no_signature() -> None:
    text = ANSWER_855.replace("~\n", "\n").replace("PID*F****Control board 12", "NTE**-- ")
    found = part(parse(mail(text)), "body")
    assert all(found.is_fresh(0, len(found.text)) for _ in found.documents)
    assert len(found.documents[0].lines) == 2


def test_the_character_set_of_the_interchange_counts_where_the_mail_names_none() -> None:
    segments = ("BGM+231+R-1+4", "FTX+AAI+++Dostawa w Łodzi", "UNS+S")
    text = edifact("ORDRSP", *segments).replace("UNOC", "UNOD")
    data = text.encode("iso8859-2")
    found = part(parse(mail("a", data, "application/edifact", "a.edi")), "attachment:0")
    assert found.documents[0].notes[0].text == "Dostawa w Łodzi"


def test_what_is_wrong_with_a_file_is_noted_on_its_part() -> None:
    text = ANSWER_855.replace("IEA*1*000000101~", "")
    found = part(parse(mail("a", text.encode(), "text/plain", "a.edi")), "attachment:0")
    assert found.notes == ("interchange 000000101 has no IEA",)
    assert found.documents


def test_a_mail_about_edi_is_no_edi() -> None:
    message = parse(mail("Hello,\nwe sent UNB+UNOA:3 yesterday. ISA*00* was wrong.\n"))
    assert all(one.documents == () for one in message.parts)


def test_the_limited_child_reads_the_same() -> None:
    raw = mail("see attached", ANSWER_855.encode(), "application/EDI-X12", "a.x12")
    assert parse_safely(raw) == parse(raw)


def test_an_interchange_in_an_archive_keeps_what_its_signs_mean() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("read me.txt", "see the answer")
        archive.writestr("answer.edi", ANSWER_ORDRSP.replace("Control board", "Maker?'s board"))
    found = part(parse(mail("a", packed.getvalue(), "application/zip", "a.zip")), "attachment:0")
    check_places(found.documents, found.text)
    line = found.documents[0].lines[0]
    assert line.description is not None and line.description.value == "Maker's board 12"
    assert line.state_cell is not None and line.state_cell.codes == "edifact.1229"

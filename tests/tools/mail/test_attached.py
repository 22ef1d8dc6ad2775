"""Attachments become parts with their text; a file that kills its reader costs only itself."""

from __future__ import annotations

import io
import os
import signal
import time
import zipfile
from collections.abc import Iterator, Mapping
from email.message import EmailMessage

import pytest

from tests.tools.mail.letters import letter
from tests.tools.papers.files import FORMS, csv, workbook, zipped
from tests.tools.papers.outlook_files import msg, tnef
from tests.tools.papers.test_pictures import page, stored
from tools.mail import limits
from tools.mail.isolate import Child
from tools.mail.parse import parse, parse_noted
from tools.papers import apart, ocr
from tools.papers import limits as of_papers
from tools.papers.apart import Apart
from tools.papers.paper import Paper

ROWS = [["PO", "Qty"], ["4500018822", "12000"]]
TABLE = "PO\tQty\n4500018822\t12000"
TOO_DEAR = ("it needs too much time or memory to be read",)


def mail(files: Mapping[str, bytes], body: str = "See attached.\n") -> bytes:
    written = EmailMessage()
    written["From"], written["Date"] = "a@b.example", "Tue, 10 Mar 2026 09:20:00 +0000"
    written.set_content(body)
    for name, data in files.items():
        kind = {"maintype": "application", "subtype": "octet-stream"}
        written.add_attachment(data, **kind, filename=name)
    return written.as_bytes()


@pytest.fixture
def child() -> Iterator[Child]:
    one = Child()
    yield one
    one.close()


def test_every_form_is_read_in_the_child_as_it_is_here(child: Child) -> None:
    files = {name: made(ROWS) for name, made in FORMS.items()}
    files |= {"a.zip": zipped({"b.csv": csv(ROWS)}), "c.msg": msg("s", "a@b.example", "old", files)}
    raw = mail(files)
    found = child.parse(raw)
    assert found == parse_noted(raw)
    attached = found.message.parts[2:]
    assert [part.file_name for part in attached] == list(files)
    assert all(TABLE in part.text for part in attached)


def test_a_mail_is_known_without_a_look_into_its_files(child: Child) -> None:
    raw = mail({"orders.csv": csv(ROWS)})
    whole, known = child.parse(raw).message, child.identify(raw).message
    assert known.parts[:2] == whole.parts[:2] and known.parts[2].text == ""
    assert known.model_copy(update={"parts": whole.parts}) == whole


def test_the_text_of_a_file_is_the_same_each_time(child: Child) -> None:
    raw = mail({name: made(ROWS) for name, made in FORMS.items()})
    first = child.parse(raw)
    child.close()
    assert child.parse(raw) == first


def _sparse() -> bytes:
    """A workbook of two cells with seventeen thousand million between them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(ROWS))) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name.endswith("sheet1.xml"):
                far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                data = data.replace(b"</sheetData>", far)
            after.writestr(name, data)
    return out.getvalue()


def test_a_file_that_kills_its_reader_costs_only_itself(child: Child) -> None:
    first = child._running().pid
    found = child.parse(mail({"kills.xlsx": _sparse(), "fine.csv": csv(ROWS)})).message
    assert found.parts[1].text.strip() == "See attached."
    assert (found.parts[2].text, found.parts[2].notes) == ("", TOO_DEAR)
    assert found.parts[3].text == TABLE
    assert child._running().pid == first


def _dies(*_: object) -> Paper:
    os.kill(os.getpid(), signal.SIGKILL)
    return Paper()


def _loops(*_: object) -> Paper:
    while True:
        pass


def _sleeps(*_: object) -> Paper:
    time.sleep(60)
    return Paper()


@pytest.mark.parametrize("read", [_dies, _loops, _sleeps])
def test_a_reader_that_does_not_answer_is_a_note(
    read: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "read_paper", read)
    monkeypatch.setattr(of_papers, "SECONDS", 1)
    monkeypatch.setattr(of_papers, "WALL_SECONDS", 3)
    assert Apart().read(csv(ROWS), "text/csv", "a.csv").notes == TOO_DEAR


def test_what_comes_after_the_time_of_a_message_is_used_up_is_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(of_papers, "ALL_SECONDS", 0)
    paper = Apart().read(csv(ROWS), "text/csv", "a.csv")
    assert paper.text == "" and "took all the time" in paper.notes[0]
    assert Apart().read(b"plain words", "text/plain", "a.txt").text == "plain words"


def test_all_attachments_together_hold_no_more_than_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "ATTACHED_TEXT", 30)
    parts = parse(mail({"a.txt": b"x" * 20, "b.txt": b"y" * 20, "c.txt": b"z" * 5})).parts
    assert [part.text for part in parts[2:]] == ["x" * 20, "", "z" * 5]
    assert "it is not read: the attachments hold over" in parts[3].notes[0]


def test_earlier_mail_in_winmail_is_history() -> None:
    body = "New date 11 April\r\n\r\nFrom: Marta\r\nSent: 9 March 2026 10:00\r\nTo: Lily\r\n"
    body += "Subject: Order\r\n\r\nPlease confirm 6 April\r\n"
    part = parse(mail({"winmail.dat": tnef(body, {"a.csv": csv(ROWS)})})).parts[2]
    at = part.text.index("6 April")
    assert not part.is_fresh(at, at + 7)
    assert part.is_fresh(0, 17)
    assert part.is_fresh(part.text.index(TABLE), len(part.text))


def test_a_file_is_what_its_bytes_are_whatever_it_claims() -> None:
    raw = letter(workbook(ROWS), Content_Type="application/pdf; name=invoice.pdf")
    part = parse(raw).parts[-1]
    assert (part.kind, part.file_name) == ("application/pdf", "invoice.pdf")
    assert part.text == f"Sheet: Orders\n{TABLE}"


@pytest.mark.skipif(not ocr.available(), reason="tesseract-ocr is not installed")
def test_a_picture_is_read_once_for_all_who_look_at_its_mail(
    child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = mail({"scan.png": stored(page())})
    first = child.parse(raw)
    assert first.message.parts[2].recognised
    monkeypatch.setattr(child, "_ask", lambda *_: pytest.fail("it was read again"))
    assert child.parse(raw) == first

"""One new day told by letter, spreadsheet, document and two kinds of EDI: heard once."""

from datetime import date
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from memory import chain
from seamline import views
from seamline.wiring import Office
from tests.agents.reader.structured.test_same_facts import as_855, as_files, as_ordrsp
from tests.flows.playing import file_letter, file_mail, mails_out, write_letter

SHIP, CASE = "lily.chen@kailun.example", "W1-4500018822"
NEW = [(0, date(2026, 4, 20))]


def attached(folder: Path, file: tuple[bytes, str, str], day: int) -> Path:
    """A letter of the supplier that only refers to what it brings."""
    path = write_letter(
        folder, sender=SHIP, subject="4500018822", text="see attached",
        sent=f"Thu, {day} Mar 2026 09:00:00 +0800",
    )  # fmt: skip
    mail = BytesParser(EmailMessage, policy=policy.default).parsebytes(path.read_bytes())
    content, kind, name = file
    main, _, sub = kind.partition("/")
    mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
    path.write_bytes(mail.as_bytes())
    return path


def test_a_day_told_by_every_channel_is_one_event_that_is_heard_once(
    office: Office, tmp_path: Path
) -> None:
    words = "PO 4500018822 item 10: ready 20 April 2026."
    sent = "Thu, 12 Mar 2026 09:00:00 +0800"
    file_letter(office, tmp_path, sender=SHIP, subject="4500018822", sent=sent, text=words)
    before, letters = views.case(office, CASE), len(mails_out(office))
    workbook, csv, _, document, pdf, _ = as_files(NEW)
    edi = "application/octet-stream"
    files = [
        workbook, csv, document, pdf,
        (as_855(NEW).encode(), edi, "answer.edi"),
        (as_ordrsp(NEW).encode(), edi, "ordrsp.edi"),
    ]  # fmt: skip
    for day, file in enumerate(files, 13):
        file_mail(office, attached(tmp_path, file, day))
    after = views.case(office, CASE)
    assert len(after["news"]) == 1 and len(after["said_again"]) == len(files)
    assert after["hash"] == before["hash"] and len(mails_out(office)) == letters
    with office.ledger.reading() as connection:
        opened = [one.stream for one in chain.of_kind(connection, "case_opened")]
        kinds = chain.of_stream(connection, f"case:{CASE}", kinds=("superseded", "case_joined"))
    assert opened.count(f"case:{CASE}") == 1 and [one.kind for one in kinds] == ["case_joined"]

"""The door: every mail once, whatever it comes in, and nothing that is broken stops the rest."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph import intake
from graph.desk import Arrival
from memory import chain
from seamline import message_views, views
from seamline.demo_company import OPENS
from seamline.filing import file_mails
from seamline.wiring import Office

File = Callable[..., None]


def mail(name: str) -> Path:
    return OPENS.folder / "mail" / f"{name}.eml"


def facts(office: Office, kind: str) -> int:
    with office.ledger.reading() as connection:
        return len(chain.of_kind(connection, kind))


def test_a_mail_filed_twice_is_one(office: Office) -> None:
    for _ in range(2):
        filed = list(file_mails(office, [mail("W1-d")]))
    assert [one.outcome for one in filed] == ["repeated"]
    assert facts(office, "message_filed") == 1


def test_the_same_mail_from_a_mailbox_and_a_file_is_one(office: Office, tmp_path: Path) -> None:
    box = tmp_path / "march.mbox"
    raw = mail("W1-d").read_bytes().replace(b"\r\n", b"\n")
    box.write_bytes(b"From shipping@kailun.example Tue Mar 10 09:20:00 2026\n" + raw + b"\n")
    outcomes = [one.outcome for one in file_mails(office, [box, mail("W1-d")])]
    assert outcomes == ["filed", "repeated"]


def test_a_broken_mail_is_parked_with_its_bytes_and_the_rest_goes_on(
    office: Office, tmp_path: Path
) -> None:
    (tmp_path / "a-broken.eml").write_bytes(b"Content-Type: multipart/mixed\r\n" * 3000)
    (tmp_path / "b-fine.eml").write_bytes(mail("W1-d").read_bytes())
    outcomes = [one.outcome for one in file_mails(office, [tmp_path])]
    assert outcomes == ["parked", "filed"]
    parked = views.inbox(office)["parked"]
    assert parked[0]["reason"]
    assert office.blobs.read(parked[0]["key"]).startswith(b"Content-Type")


def test_mails_of_workflows_that_do_not_exist_are_bound_and_listed(
    office: Office, file: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "workflows", dict)
    file("W6-b")
    listed = views.inbox(office)["no_workflow"]
    assert [one["workflows"] for one in listed] == [["W6"]]
    assert listed[0]["references"]
    assert views.inbox(office)["waiting"] == []


def undated() -> bytes:
    """A mail of the supplier that does not say when it was sent."""
    raw = mail("W1-d").read_bytes().replace(b"\r\n", b"\n")
    return re.sub(rb"^Date:.*\n", b"", raw, count=1, flags=re.MULTILINE)


def maildir(folder: Path) -> Path:
    (folder / "box" / "new").mkdir(parents=True)
    (folder / "box" / "new" / "1773134400.M1P1.host").write_bytes(undated())
    return folder / "box"


def mailbox(folder: Path) -> Path:
    (folder / "march.mbox").write_bytes(b"From a@b Tue Mar 10 09:20:00 2026\n" + undated() + b"\n")
    return folder / "march.mbox"


@pytest.mark.parametrize(
    ("made", "sent_at", "by"),
    [
        (maildir, "2026-03-10T09:20:00+00:00", "the mail folder"),
        (mailbox, "2026-03-10T09:20:00+00:00", "the mailbox file"),
    ],
)
def test_a_mail_without_a_date_has_that_of_its_arrival_and_acts_like_any_other(
    office: Office, tmp_path: Path, made: Callable[[Path], Path], sent_at: str, by: str
) -> None:
    (filed,) = file_mails(office, [made(tmp_path)])
    office.desk.advance()
    shown = message_views.message(office, filed.key)
    assert (shown["sent_at"], shown["dated_by"]) == (sent_at, by)
    assert shown["cases"] == ["W1-4500018822"]


def test_a_file_that_says_no_time_at_all_is_parked(office: Office, tmp_path: Path) -> None:
    (tmp_path / "undated.eml").write_bytes(undated())
    (filed,) = file_mails(office, [tmp_path])
    assert (filed.outcome, "no usable Date" in filed.reason) == ("parked", True)


def test_a_mail_that_has_a_date_keeps_it_whenever_it_arrived(office: Office) -> None:
    arrived = Arrival(at=datetime(2026, 4, 1, tzinfo=UTC), by="the mail server")
    raw = mail("W1-d").read_bytes()
    filed = office.desk.file(raw, origin="x", channel="imap", arrived=arrived)
    assert message_views.message(office, filed.key)["dated_by"] == ""
    assert message_views.message(office, filed.key)["sent_at"].startswith("2026-03-10")

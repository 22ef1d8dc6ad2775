"""The door: every mail once, whatever it comes in, and nothing that is broken stops the rest."""

from collections.abc import Callable
from pathlib import Path

from memory import chain
from seamline import views
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


def test_mails_of_workflows_that_do_not_exist_yet_are_bound_and_listed(
    office: Office, file: File
) -> None:
    file("W6-b")
    listed = views.inbox(office)["no_workflow"]
    assert [one["workflows"] for one in listed] == [["W6"]]
    assert listed[0]["references"]
    assert views.inbox(office)["waiting"] == []

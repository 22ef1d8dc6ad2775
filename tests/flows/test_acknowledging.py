"""An interchange is answered by itself, once, where settings say; else it is said why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest

from domain.points import watched
from graph.desk import LEASE
from memory import chain, outbox
from seamline.answer_views import answered
from seamline.control import resume_execution, stop_execution
from seamline.demo_company import OPENS
from seamline.filing import file_mails
from seamline.wiring import Office, machine_clock, open_office
from seamline.workspace import Workspace
from tests.flows.exports import put
from tests.flows.playing import mails_out
from tests.flows.test_edi_answer import answer_855, answer_ordrsp, mail_with
from tools.edi.read import received

#: The contact of the sample company's supplier that gets the answers.
CONTACT = "CT02"
KIND = "AcknowledgeInterchange"

Opened = Callable[..., Office]


@pytest.fixture
def opened(workspace: Workspace) -> Iterator[Opened]:
    """Opens the workspace with a setting for its supplier's EDI."""
    offices: list[Office] = []
    plain = workspace.settings_file.read_text(encoding="utf-8")

    def office_with(setting: str) -> Office:
        text = f'{plain}\n[[edi]]\npartner = "V1001"\n{setting}\n'
        workspace.settings_file.write_text(text, encoding="utf-8")
        offices.append(open_office(workspace))
        return offices[-1]

    yield office_with
    for one in offices:
        one.close()


def send(office: Office, text: str, name: str = "a1", *, proven: bool = True) -> None:
    raw = mail_with(text, name)
    path = office.workspace.folder / f"{name}.eml"
    path.write_bytes(raw if proven else raw.split(b"\n", 1)[1])
    list(file_mails(office, [path]))
    office.desk.advance()


def laid(office: Office) -> list[str]:
    folder = office.workspace.folder / "edi-out"
    return [path.read_text() for path in sorted(folder.glob("[!.]*"))] if folder.exists() else []


def only(office: Office) -> dict[str, str]:
    (one,) = answered(office)
    return one


def test_an_order_response_is_answered_by_mail_to_the_contact_on_file(opened: Opened) -> None:
    office = opened(f'contact = "{CONTACT}"')
    send(office, answer_855("20260409"))
    one = only(office)
    assert (one["partner"], one["said"], one["state"]) == ("V1001", "accepted", "sent")
    path = office.workspace.outgoing / f"{one['key'][:40]}.eml"
    mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    (file,) = mail.iter_attachments()
    assert mail["To"] == office.reads.row("contacts", CONTACT).text("mail")
    assert (file.get_content_type(), mail["In-Reply-To"]) == (
        "application/edi-x12",
        "<a1@kailun.example>",
    )
    (answer,) = received(file.get_content().decode())
    assert [one.kind for one in answer.messages] == ["997"]


def test_an_edifact_order_response_is_answered_into_the_folder(opened: Opened) -> None:
    office = opened('folder = "edi-out"')
    send(office, answer_ordrsp("20260409"))
    (text,) = laid(office)
    assert [one.kind for one in received(text)[0].messages] == ["CONTRL"]
    with office.ledger.reading() as connection:
        (effect,) = (one for one in outbox.effects(connection) if one.kind == KIND)
        told = [one.kind for one in chain.of_stream(connection, effect.case_id)]
    assert told[-3:] == ["intended", "effect_confirmed", "outcome_verified"]


def test_the_same_interchange_in_two_mails_is_answered_once(opened: Opened) -> None:
    office = opened('folder = "edi-out"')
    send(office, answer_855("20260409"))
    send(office, answer_855("20260409"), "a2")
    assert len(laid(office)) == len(answered(office)) == 1


def test_other_words_under_the_same_number_are_reported_and_not_answered(opened: Opened) -> None:
    office = opened('folder = "edi-out"')
    send(office, answer_855("20260409"))
    send(office, answer_855("20260410"), "a2")
    assert len(laid(office)) == 1
    assert "another one under the same number" in answered(office)[1]["why"]


def test_a_sender_whom_nothing_proves_gets_no_answer(opened: Opened) -> None:
    office = opened('folder = "edi-out"')
    send(office, answer_855("20260409"), proven=False)
    assert laid(office) == []
    assert only(office)["why"] == "its sender is unauthenticated: nothing proves who sent it"


@pytest.mark.parametrize(
    ("setting", "why"),
    [
        ('contact = "CT05"', "contact CT05 is none of V1001 on record"),
        ('folder = "edi-out"\nids = ["SOMEBODY"]', "is no name of V1001 in the settings"),
    ],
)
def test_a_setting_that_does_not_fit_sends_nothing(opened: Opened, setting: str, why: str) -> None:
    office = opened(setting)
    send(office, answer_855("20260409"))
    assert why in only(office)["why"]
    assert only(office)["state"] == "withheld"
    assert laid(office) == []


def test_a_stranger_gets_no_answer_and_people_are_told(opened: Opened) -> None:
    office = opened('folder = "edi-out"')
    path = office.workspace.folder / "s.eml"
    path.write_bytes(mail_with(answer_855("20260409"), "s1").replace(b"kailun", b"nobody"))
    list(file_mails(office, [path]))
    office.desk.advance()
    assert (only(office)["state"], laid(office)) == ("withheld", [])


def test_without_a_setting_nothing_leaves_and_nothing_is_said(office: Office) -> None:
    send(office, answer_855("20260409"))
    assert answered(office) == []


def test_a_stop_holds_answers_back_until_it_is_lifted(opened: Opened) -> None:
    office = opened('folder = "edi-out"')
    stop_execution(office, f"kind:{KIND}", "E005", "look first")
    send(office, answer_855("20260409"))
    assert (only(office)["state"], laid(office)) == ("waits", [])
    for person in ("E005", "E020"):
        resume_execution(office, f"kind:{KIND}", person, "looked")
    assert (only(office)["state"], len(laid(office))) == ("sent", 1)


@pytest.mark.parametrize(
    ("table", "key", "changed", "why"),
    [
        ("partners", "V1001", (",active,", ",inactive,"), "V1001 is no active partner on record"),
        ("contacts", CONTACT, (",no,", ",yes,"), "does not read mail"),
    ],
)
def test_what_a_stop_held_back_does_not_leave_when_its_partner_is_gone_by_then(
    opened: Opened, tmp_path: Path, table: str, key: str, changed: tuple[str, str], why: str
) -> None:
    office = opened(f'contact = "{CONTACT}"')
    stop_execution(office, f"kind:{KIND}", "E005", "look first")
    send(office, answer_855("20260409"))
    known = (OPENS.opening() / f"{table}.csv").read_text(encoding="utf-8").splitlines()
    (before,) = (one for one in known if one.startswith(f"{key},"))
    put(office, tmp_path / "gone", **{table: before.replace(*changed, 1)})
    assert only(office)["state"] == "waits", "a stop holds it, whatever else there is"
    for person in ("E005", "E020"):
        resume_execution(office, f"kind:{KIND}", person, "looked")
    office.desk.advance()
    assert only(office)["state"] == "failed"
    with office.ledger.reading() as connection:
        (failed,) = chain.of_kind(connection, "effect_failed")
    assert why in failed.body["detail"]
    assert not [one for one in mails_out(office) if str(one["Subject"]).startswith("997")]


class Killed(BaseException):
    """The process is gone."""


#: Where a process dies: at a point, before or after it, the first or a later time.
PLACES = [
    *(("ledger.commit", "after", nth) for nth in range(1, 8, 2)),
    *(
        (point, phase, 1)
        for point in ("edi.keep", "edi.ready", "edi.handover")
        for phase in ("before", "after")
    ),
]


def killed(office: Office, point: str, phase: str, nth: int) -> None:
    """Works until the place is reached."""
    passed = 0

    def watch(name: str, at: str) -> None:
        nonlocal passed
        passed += (name, at) == (point, phase)
        if passed == nth:
            raise Killed

    with watched(watch), pytest.raises(Killed):
        office.desk.advance()
    office.close()


@pytest.mark.parametrize(("point", "phase", "nth"), PLACES)
def test_killed_anywhere_it_leaves_once(opened: Opened, point: str, phase: str, nth: int) -> None:
    office = opened('folder = "edi-out"')
    path = office.workspace.folder / "a1.eml"
    path.write_bytes(mail_with(answer_855("20260409"), "a1"))
    list(file_mails(office, [path]))
    killed(office, point, phase, nth)
    later = open_office(office.workspace, machine=lambda: machine_clock() + 2 * LEASE)
    later.desk.advance()
    (one,) = answered(later)
    assert (one["state"], len(laid(later))) == ("sent", 1)
    assert list(later.workspace.folder.glob("edi-out/.*")) == []
    later.close()


def test_an_answer_in_a_mail_that_was_begun_is_not_sent_twice(opened: Opened) -> None:
    office = opened(f'contact = "{CONTACT}"')
    path = office.workspace.folder / "a1.eml"
    path.write_bytes(mail_with(answer_855("20260409"), "a1"))
    list(file_mails(office, [path]))
    killed(office, "mail.write", "after", 1)
    later = open_office(office.workspace, machine=lambda: machine_clock() + 2 * LEASE)
    before = {one: one.stat().st_mtime_ns for one in later.workspace.outgoing.iterdir()}
    later.desk.advance()
    assert {one: one.stat().st_mtime_ns for one in before} == before
    assert answered(later)[0]["state"] == "sent"
    later.close()

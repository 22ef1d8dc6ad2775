"""Notices to our own people: who is told what and when, once each, whatever breaks."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from domain.errors import Refused
from domain.points import durable, watched
from domain.ports import Receipt
from memory import chain
from memory.clock import hold_replay_clock, move_replay_clock
from seamline import message_views
from seamline.control import resume_execution, stop_execution
from seamline.notice_checks import notice_check
from seamline.notifying import Notifier, notices
from seamline.wiring import MAIL_NOTICE, Office, open_office
from seamline.workspace import Workspace
from tests.flows.playing import file_letter, file_mail, file_sample, mails_out
from tests.states import After

CASE = "W1-4500018822"
SAMIR, DANA = "samir.haddad@harlow.example", "dana.reyes@harlow.example"
DESK = 'desk = "https://desk.harlow.example"'
START = datetime(2026, 3, 10, 12, tzinfo=UTC)


class Machine:
    """The machine's clock, which tests move."""

    now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def machine() -> Machine:
    return Machine()


Opened = Callable[[str], Office]


@pytest.fixture
def opened(workspace: Workspace, machine: Machine) -> Iterator[Opened]:
    """Opens the workspace with a [notify] of these lines."""
    made: list[Office] = []

    def with_settings(lines: str) -> Office:
        text = workspace.settings_file.read_text(encoding="utf-8")
        settings = f"{text}\n[notify]\n{lines}\n{DESK}\n"
        workspace.settings_file.write_text(settings, encoding="utf-8")
        made.append(open_office(workspace, machine=machine))
        return made[-1]

    yield with_settings
    for one in made:
        one.close()


def silent(_words: str) -> None:
    """What a loop says is not looked at here."""


def told(office: Office) -> list[EmailMessage]:
    return [one for one in mails_out(office) if one["Auto-Submitted"] == "auto-generated"]


def turn_clock(office: Office, to: datetime) -> None:
    """Moves the replayed business time on."""
    with office.ledger.transaction() as connection:
        hold_replay_clock(connection, None)
        move_replay_clock(connection, to)


def states(office: Office) -> list[str]:
    with office.ledger.reading() as connection:
        kinds = ("notice_sent", "notice_put_off", "notice_failed")
        return [one.kind for one in chain.of_kind(connection, *kinds)]


class Target:
    """A mail server that takes whatever it is given, every time, and knows what it has."""

    def __init__(self, *outcomes: str, doubts: bool = False) -> None:
        self.outcomes, self.doubts = list(outcomes), doubts
        self.has: list[str] = []

    def apply(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        outcome = self.outcomes.pop(0) if self.outcomes else "applied"
        if outcome == "applied":
            with durable("mail.send"):
                self.has.append(key)
            return Receipt(outcome="applied")
        if outcome == "in doubt":
            return Receipt(outcome="unknown", reference=key)
        return Receipt(outcome="unknown" if outcome == "later" else "rejected", detail=outcome)

    def find(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        if self.doubts:
            return Receipt(outcome="unknown")
        return Receipt(outcome="applied" if key in self.has else "rejected")

    def read_back(self, kind: str, params: dict[str, Any]) -> dict[str, str]:
        return {}


def test_nothing_is_sent_where_settings_ask_for_nothing(after: After) -> None:
    office = after("W1-d")
    assert notices(office, silent) == []
    assert Notifier(office, silent).look() == 0 and told(office) == []


def test_whoever_is_asked_is_mailed_once_with_a_link(opened: Opened) -> None:
    office = opened("approvals = true")
    file_sample(office, "W1-d")
    notifier = Notifier(office, silent)
    assert [notifier.look() for _ in range(3)] == [2, 0, 0]
    assert Notifier(office, silent).look() == 0
    assert {one["To"] for one in told(office)} == {SAMIR, DANA}
    for one in told(office):
        text = one.get_content()
        assert f"https://desk.harlow.example/cases/{CASE}" in text
        assert "A reply to this mail approves nothing" in text
        assert "3,800.00 USD" in text and CASE in one["Subject"]


def test_another_proposal_is_another_mail_and_the_old_one_no_longer_goes(opened: Opened) -> None:
    office = opened("approvals = true")
    file_sample(office, "W1-d")
    stop_execution(office, "all", "E001", "drill")
    notifier = Notifier(office, silent)
    assert notifier.look() == 0
    file_sample(office, "W1-a")
    for person in ("E001", "E007"):
        resume_execution(office, "all", person, "over")
    assert notifier.look() == 1
    assert [one["To"] for one in told(office)] == ["marta@harlow.example"]
    assert "your answer" in told(office)[0]["Subject"]
    assert states(office).count("notice_failed") == 2


@pytest.mark.parametrize(
    "scope", ["all", "workflow:W1", "partner:V1001"], ids=["all", "workflow", "partner"]
)
def test_a_stop_holds_notices_and_they_go_after_it(opened: Opened, scope: str) -> None:
    office = opened("approvals = true")
    file_sample(office, "W1-d")
    stop_execution(office, scope, "E001", "drill")
    notifier = Notifier(office, silent)
    assert notifier.look() == 0 and told(office) == []
    for person in ("E001", "E007"):
        resume_execution(office, scope, person, "over")
    assert notifier.look() == 2


def test_a_digest_comes_at_its_hours_of_working_days(opened: Opened) -> None:
    office = opened('digest_at = ["08:00", "14:30"]\ntimezone = "Europe/Berlin"\ncountry = "DE"')
    file_sample(office, "W1-d")
    notifier = Notifier(office, silent)
    seen = {}
    for moment in (
        "11T06:59",
        "11T07:01",
        "11T12:00",
        "11T13:31",
        "12T07:01",
        "14T07:01",
        "16T07:01",
    ):
        turn_clock(office, datetime.fromisoformat(f"2026-03-{moment}Z"))
        seen[moment] = notifier.look()
    asked = {"11T07:01", "11T13:31", "12T07:01", "16T07:01"}
    assert {moment for moment, count in seen.items() if count} == asked
    mails = [one for one in told(office) if one["To"] == SAMIR]
    assert len(mails) == 4 and mails[0]["Subject"].startswith("1 waiting for you")
    assert CASE in mails[0].get_content()
    nobody = {one["To"] for one in told(office)} - {one.mail for one in office.people.people}
    assert not nobody


def test_whoever_is_away_or_has_nothing_waiting_gets_no_digest(
    opened: Opened, workspace: Workspace
) -> None:
    people = workspace.people_file
    text = people.read_text(encoding="utf-8")
    away = text.replace(
        "    delegate: E008\n    absent_from: 2026-05-04", "    absent_from: 2026-03-01"
    )
    people.write_text(away, encoding="utf-8")
    office = opened('digest_at = ["00:00"]')
    file_sample(office, "W1-d")
    Notifier(office, silent).look()
    to = {one["To"] for one in told(office)}
    assert DANA in to and SAMIR not in to and "renata.cole@harlow.example" not in to


class Killed(BaseException):
    """The process ended here."""


def test_a_notice_goes_once_wherever_the_program_is_killed(opened: Opened) -> None:
    hours = [f"{hour:02}:00" for hour in range(24)]
    office = opened(f"digest_at = {json.dumps(hours)}")
    file_sample(office, "W1-d")
    target = Target()
    office.deps.hands[MAIL_NOTICE] = target
    now, left = datetime(2026, 3, 11, tzinfo=UTC), 0

    def kill(_point: str, _phase: str) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise Killed

    for limit in range(1, 60):  # another hour's digests for each place to be killed at
        now += timedelta(hours=1)
        turn_clock(office, now)
        left = limit
        try:
            with watched(kill):
                Notifier(office, silent).look()
        except Killed:
            Notifier(office, silent).look()
            continue
        break
    assert left > 0, "the last one was to come to its end unharmed"
    assert len(target.has) == len(set(target.has)) == states(office).count("notice_sent")
    assert limit > 12 and len(target.has) > limit


def test_one_in_doubt_is_looked_for_and_never_sent_again(opened: Opened, machine: Machine) -> None:
    office = opened("approvals = true")
    file_sample(office, "W1-d")
    target = Target("in doubt", doubts=True)
    office.deps.hands[MAIL_NOTICE] = target
    notifier = Notifier(office, silent)
    assert notifier.look() == 1
    for _ in range(30):
        machine.now += timedelta(hours=1)
        assert notifier.look() == 0
    assert len(target.has) == 1 and states(office) == ["notice_sent", "notice_failed"]


def test_one_in_doubt_that_arrived_counts_as_sent(opened: Opened, machine: Machine) -> None:
    office = opened("approvals = true")
    file_sample(office, "W1-d")
    target = Target("in doubt", "in doubt", doubts=True)
    office.deps.hands[MAIL_NOTICE] = target
    notifier = Notifier(office, silent)
    assert notifier.look() == 0 == notifier.look()
    with office.ledger.reading() as connection:
        target.has = [one.body["key"] for one in chain.of_kind(connection, "notice_begun")]
    target.doubts = False
    machine.now += timedelta(minutes=5)
    assert notifier.look() == 2 and len(target.has) == 2


def test_one_that_went_nowhere_is_tried_again_and_later_and_later(
    opened: Opened, machine: Machine
) -> None:
    office = opened("approvals = true")
    file_sample(office, "W1-d")
    target = Target(*(["later"] * 4), "refused for good")
    office.deps.hands[MAIL_NOTICE] = target
    notifier = Notifier(office, silent)
    counts = []
    for _ in range(12):
        counts.append(notifier.look())
        machine.now += timedelta(minutes=1)
    assert sum(counts) == 1 and states(office).count("notice_put_off") == 4
    assert states(office)[-2:].count("notice_failed") == 1


def test_what_another_process_began_is_left_to_it_while_it_lives(opened: Opened) -> None:
    office = opened("approvals = true")
    file_sample(office, "W1-d")
    target = Target("in doubt", "in doubt")
    office.deps.hands[MAIL_NOTICE] = target
    Notifier(office, silent).look()
    other = Notifier(office, silent)
    other._worker = "elsewhere:1:2:notices"
    assert other.look() == 0 and target.has == []


def reply(office: Office, folder: Path, number: int, **headers: str) -> None:
    """Samir answers the notice."""
    asked = next(one for one in told(office) if one["To"] == SAMIR)
    quoted = "\n".join(f"> {line}" for line in asked.get_content().splitlines())
    mail = EmailMessage()
    mail["Authentication-Results"] = (
        "mx.harlow.example; spf=pass smtp.mailfrom=harlow.example; dkim=pass "
        "header.d=harlow.example; dmarc=pass header.from=harlow.example"
    )
    mail["From"], mail["To"] = SAMIR, "ops@harlow.example"
    mail["Subject"], mail["Message-ID"] = f"Re: {asked['Subject']}", f"<{number}@harlow.example>"
    mail["Date"] = "Tue, 10 Mar 2026 13:00:00 +0000"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = asked["Message-ID"] if value == "theirs" else value
    mail.set_content(
        "Approved. 4500018822 item 10 is confirmed for 11 April 2026, 12,000 pcs, go ahead.\n\n"
        f"On 10 March Seamline wrote:\n{quoted}\n"
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{number}.eml").write_bytes(mail.as_bytes())
    file_mail(office, folder / f"{number}.eml")


@pytest.mark.parametrize("header", ["In_Reply_To", "References"])
def test_a_reply_is_filed_as_a_colleagues_mail_and_changes_nothing(
    opened: Opened, tmp_path: Path, header: str
) -> None:
    office = opened("approvals = true")
    file_sample(office, "W1-d")
    Notifier(office, silent).look()
    before = office.desk.case(CASE)
    reply(office, tmp_path / "mail", 1, **{header: "theirs"})
    assert office.desk.case(CASE) == before and before.proposal is not None
    with office.ledger.reading() as connection:
        assert len(chain.of_kind(connection, "case_opened")) == 1
    filed = message_views.message(office, "<1@harlow.example>")
    assert (filed["sender"], filed["verdict"]) == (SAMIR, "authenticated")
    assert filed["cases"] == [] and "the address is a colleague's" in filed["reasons"]


def test_a_reply_without_its_thread_approves_nothing_either(opened: Opened, tmp_path: Path) -> None:
    office = opened("approvals = true")
    file_sample(office, "W1-d")
    Notifier(office, silent).look()
    reply(office, tmp_path / "mail", 1)
    state = office.desk.case(CASE)
    assert state.approvals == () and state.decision is None


def test_a_partner_who_names_a_notice_is_heard_all_the_same(opened: Opened, tmp_path: Path) -> None:
    office = opened("approvals = true")
    file_sample(office, "W1-d")
    Notifier(office, silent).look()
    with office.ledger.reading() as connection:
        name = chain.of_kind(connection, "notice_sent")[0].body["key"][:40]
    file_letter(
        office,
        tmp_path / "mail",
        sender="shipping@kailun.example",
        subject=f"PO 4500018822 <{name}@harlow.example>",
        sent="Wed, 11 Mar 2026 09:00:00 +0000",
        text="PO 4500018822 item 10 ready 12 April 2026.\n",
    )
    assert len(office.desk.case(CASE).news) == 2


@contextmanager
def room(*statuses: int) -> Iterator[tuple[str, list[Any]]]:
    """A chat room's webhook on this machine, and what was posted there."""
    posted: list[Any] = []
    answers = list(statuses)

    class Room(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(answers.pop(0) if answers else 200)
            self.end_headers()

        def log_message(self, *_words: Any) -> None:
            """Nothing on the terminal."""

    server = HTTPServer(("127.0.0.1", 0), Room)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/T0/B0/secret", posted
    finally:
        server.shutdown()
        serving.join()
        server.server_close()


def test_a_chat_room_is_told_who_is_asked_and_nothing_of_the_mail(
    opened: Opened, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = opened('webhooks = ["env:TEST_ROOM"]')
    file_sample(office, "W1-d")
    with room(500) as (address, posted):
        monkeypatch.setenv("TEST_ROOM", address)
        notifier = Notifier(office, silent)
        assert notifier.look() == 0 == notifier.look()
        machine.now += timedelta(minutes=3)
        assert notifier.look() == 1 and notifier.look() == 0
    assert [set(one) for one in posted] == [{"text"}, {"text"}]
    text = posted[-1]["text"]
    assert text.startswith(f"{CASE} waits for Samir Haddad, Dana Reyes until 2026-03-17 15:59 UTC")
    assert text.endswith(f"https://desk.harlow.example/cases/{CASE}")
    assert "new ready date" not in text
    with office.ledger.reading() as connection:
        assert "secret" not in str([one.body for one in chain.all_facts(connection)])


@pytest.mark.parametrize("status", [400, 302, 404])
def test_a_room_that_refuses_is_not_asked_again(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    office = opened('webhooks = ["env:TEST_ROOM"]')
    file_sample(office, "W1-d")
    said: list[str] = []
    with room(status) as (address, posted):
        monkeypatch.setenv("TEST_ROOM", address)
        notifier = Notifier(office, said.append)
        assert notifier.look() == 0 == notifier.look()
    assert len(posted) == 1 and f"answered {status}" in said[0]


def test_an_address_that_is_not_safe_is_not_posted_to(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = opened('webhooks = ["env:TEST_ROOM"]')
    file_sample(office, "W1-d")
    monkeypatch.setenv("TEST_ROOM", "http://chat.example/hook")
    said: list[str] = []
    assert Notifier(office, said.append).look() == 0
    assert "env:TEST_ROOM leads to no https:// address" in said[0]


def test_doctor_says_who_is_told_and_what_went_nowhere(
    opened: Opened, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = opened('approvals = true\nwebhooks = ["env:TEST_ROOM"]')
    with pytest.raises(Refused, match="TEST_ROOM is not set"):
        notice_check(workspace)
    monkeypatch.setenv("TEST_ROOM", "https://chat.example/hook")
    assert notice_check(workspace) == "mail to whoever is asked; 1 chat room(s)"
    file_sample(office, "W1-d")
    monkeypatch.setenv("TEST_ROOM", "ftp://chat.example/hook")
    assert Notifier(office, silent).look() == 2
    with pytest.raises(Refused, match="1 went nowhere, last 2026-03-10 12:00: env:TEST_ROOM leads"):
        notice_check(workspace)


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ('digest_at = ["8 am"]', "is no time of day"),
        ('timezone = "Mars/Base"', "is no time zone"),
        ('webhooks = ["https://hooks.example/secret"]', "a secret never stands here"),
        ('approvals = true\ndesk = ""', "say where the desk is reached"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused(
    workspace: Workspace, lines: str, fault: str
) -> None:
    text = workspace.settings_file.read_text(encoding="utf-8")
    workspace.settings_file.write_text(f"{text}\n[notify]\n{lines}\n", encoding="utf-8")
    with pytest.raises(Refused, match=fault):
        open_office(workspace)


def test_all_that_is_overdue_is_one_note_a_working_day(opened: Opened) -> None:
    office = opened("approvals = true")
    file_sample(office, "W1-d", "W2-a")
    turn_clock(office, datetime(2026, 3, 25, 9, tzinfo=UTC))
    office.desk.advance()  # both time out
    notifier = Notifier(office, silent)

    def notes() -> dict[str, list[str]]:
        """By whom, the subjects of the notes of what is overdue so far."""
        found: dict[str, list[str]] = {}
        for one in told(office):
            if one["Subject"].endswith("overdue"):
                found.setdefault(one["To"], []).append(one["Subject"])
        return found

    assert notifier.look() and notes() == {}
    for day in (26, 27, 28, 29, 30, 31):  # a weekend between
        turn_clock(office, datetime(2026, 3, day, 9, tzinfo=UTC))
        office.desk.advance()
        while notifier.look():
            pass
    assert notes()[DANA] == ["2 overdue"] * 4
    assert set(notes()[SAMIR]) == {"1 overdue"}

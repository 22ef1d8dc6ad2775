"""What cannot be read is set aside with its reason; people read it again or dismiss it."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from domain.errors import OutsideFailed, Refused, Unknown, Unreadable
from domain.message import Message
from domain.reading import Reading
from domain.record import Row
from graph.deps import Deps
from graph.parking import dismiss, try_again, unpark
from memory.inbox import MAX_ATTEMPTS, due_streams
from memory.parked import aside
from seamline import views, wiring
from seamline.demo_company import OPENS
from seamline.filing import file_mails
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.flows.deadly_worker import DIED, START

DEADLY = "W6-b"
BROKEN = b"Content-Type: multipart/mixed\r\n" * 3000


def mail(name: str) -> Path:
    return OPENS.folder / "mail" / f"{name}.eml"


def use(office: Office, **ports: object) -> Deps:
    """The office's desk works with other ports from here on."""
    deps = replace(office.deps, **ports)
    office.desk._deps = deps
    return deps


def reading_that_dies(office: Office, end: Callable[[], object]) -> Callable[[Message], Reading]:
    """Reads as ever, but for one mail, whose reading ends so."""
    whole = office.deps.read
    deadly = office.deps.parse(mail(DEADLY).read_bytes()).key

    def read(message: Message) -> Reading:
        if message.key == deadly:
            end()
        return whole(message)

    return read


def worker(workspace: Workspace, number: int) -> int:
    """Another worker process, after the leases of those before it have run out; its exit code."""
    words = ["tests.flows.deadly_worker", str(workspace.folder), str(number), str(mail(DEADLY))]
    root = Path(__file__).parents[2]
    env = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, "-m", *words], cwd=root, env=env, check=False)
    return done.returncode


def advance_until_given_up(office: Office) -> None:
    """What another system's failure holds up is tried once a round."""
    for _ in range(MAX_ATTEMPTS):
        office.desk.advance()


def test_a_mail_whose_reading_kills_every_worker_is_parked_and_the_rest_flows(
    workspace: Workspace,
) -> None:
    office = open_office(workspace, machine=lambda: START)
    assert len([*file_mails(office, [mail(DEADLY), mail("W1-d")])]) == 2
    office.close()
    deaths = [worker(workspace, number) for number in range(1, MAX_ATTEMPTS + 2)]
    assert deaths == [DIED] * MAX_ATTEMPTS + [0]
    office = open_office(workspace, machine=lambda: START)
    found = views.inbox(office)
    assert [one["attempts"] for one in found["parked"]] == [MAX_ATTEMPTS]
    assert "worker died" in found["parked"][0]["reason"]
    assert [one["case"] for one in found["waiting"]] == ["W1-4500018822"]
    office.close()


def test_what_was_given_up_is_read_again_with_new_attempts(office: Office) -> None:
    whole = office.deps.read

    def fails() -> None:
        raise OutsideFailed("the disk is full")

    deps = use(office, read=reading_that_dies(office, fails))
    [filed] = file_mails(office, [mail(DEADLY)])
    advance_until_given_up(office)
    parked = views.inbox(office)["parked"]
    assert [(one["reason"], one["attempts"]) for one in parked] == [("the disk is full", 3)]
    unpark(deps, filed.key[:8], "E001", "there is room again")
    advance_until_given_up(office)
    assert [one["attempts"] for one in views.inbox(office)["parked"]] == [6]
    unpark(deps, filed.key[:8], "E001", "there really is")
    use(office, read=whole)
    office.desk.advance()
    found = views.inbox(office)
    assert found["parked"] == []
    opened = [one["case"] for part in ("waiting", "observed", "under_way") for one in found[part]]
    assert [one[:2] for one in opened] == ["W6"] and found["no_workflow"] == []


def test_what_the_door_parked_comes_in_once_it_can_be_parsed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(raw: bytes, received_at: datetime | None = None) -> Message:
        raise Unreadable("no reader for this yet")

    deps = use(office, identify=fails)
    [filed] = file_mails(office, [mail("W1-d")])
    assert filed.outcome == "parked"
    assert unpark(deps, filed.key, "E001").outcome == "parked"
    assert [one["attempts"] for one in views.inbox(office)["parked"]] == [2]
    able = use(office, identify=office.deps.identify)
    assert unpark(able, filed.key, "E001").outcome == "filed"
    office.desk.advance()
    found = views.inbox(office)
    assert (found["parked"], len(found["waiting"])) == ([], 1)
    assert [one.outcome for one in file_mails(office, [mail("W1-d")])] == ["repeated"]


def test_dismissing_takes_a_name_and_a_reason_and_keeps_the_bytes(
    office: Office, tmp_path: Path
) -> None:
    (tmp_path / "broken.eml").write_bytes(BROKEN)
    [filed] = file_mails(office, [tmp_path / "broken.eml"])
    with pytest.raises(Refused, match="say why"):
        dismiss(office.deps, filed.key, "E001", " ")
    with pytest.raises(Unknown, match=r"people\.yaml"):
        dismiss(office.deps, filed.key, "nobody", "spam")
    dismiss(office.deps, filed.key, "E001", "spam")
    found = views.inbox(office)
    assert found["parked"] == []
    said = [(one["dismissed_by"], one["dismissed_because"]) for one in found["dismissed"]]
    assert said == [("E001", "spam")]
    assert office.blobs.read(filed.key) == BROKEN
    for act in (unpark, lambda *given: dismiss(*given, "spam")):
        with pytest.raises(Unknown, match="dismissed already"):
            act(office.deps, filed.key, "E001")
    with office.ledger.reading() as connection:
        assert [one.state for one in aside(connection)] == ["dismissed"]


class NoRecord:
    """A system of record that does not answer."""

    def row(self, table: str, key: str) -> Row | None:
        raise OutsideFailed("the ERP does not answer")

    def rows(self, table: str, **equals: str) -> Sequence[Row]:
        raise OutsideFailed("the ERP does not answer")


def test_a_case_whose_step_was_given_up_goes_on_when_it_is_tried_again(office: Office) -> None:
    list(file_mails(office, [mail("W1-d")]))
    able = office.deps
    with office.ledger.reading() as connection:
        office.desk.advance(streams=due_streams(connection, office.clock.now()))
    use(office, reads=NoRecord())
    advance_until_given_up(office)
    assert office.desk.case("W1-4500018822").stuck == "the ERP does not answer"
    with pytest.raises(Unknown, match="was given up"):
        try_again(able, "W1-4500019205", "E001")
    try_again(able, "W1-4500018822", "E001", "it is back")
    use(office, reads=able.reads)
    office.desk.advance()
    state = office.desk.case("W1-4500018822")
    assert (state.stuck, state.phase) == ("", "review")


def test_a_mail_on_which_a_rule_fails_is_set_aside_and_the_rest_is_read(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = wiring._reader()
    deadly = office.deps.parse(mail(DEADLY).read_bytes()).key

    def reader(message: Message, *more: object) -> Reading:
        if message.key == deadly:
            raise KeyError("item")
        return whole(message, *more)

    monkeypatch.setattr(wiring, "_reader", lambda: reader)
    list(file_mails(office, [mail(DEADLY), mail("W1-d")]))
    office.desk.advance()
    assert [one.id for one in office.deps.cases()] == ["W1-4500018822"]
    with office.ledger.reading() as connection:
        (parked,) = aside(connection)
    assert (parked.key, parked.attempts) == (deadly, 1)
    assert "a rule of the reader failed on it: KeyError 'item' (test_parked.py:" in parked.reason

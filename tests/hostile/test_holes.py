"""Places where an approval could come to mean something else than what runs, each tried."""

import csv
import json
import shutil
import sqlite3
import threading
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from domain.canonical import digest
from domain.errors import NotAllowed, Refused, SeamlineError, Stale, Unknown
from domain.ports import Receipt
from graph.executor import Executor
from memory import chain, inbox, outbox
from seamline import views
from seamline.demo_company import OPENS
from seamline.filing import file_mails
from seamline.loading import load_export
from seamline.wiring import Office
from tests.hostile.letters import genuine

CASE = "W1-4500018822"
LINE = "4500018822/10"
Open = Callable[..., Office]


def approve(office: Office, *people: str) -> None:
    for person in people or ("E007", "E002"):
        office.desk.decide(CASE, "approve", person=person, reason="cheapest that serves")


def approved_but_not_run(office: Office, patch: pytest.MonkeyPatch) -> None:
    """Both have approved and the worker has not come to it yet."""
    with patch.context() as inner:
        inner.setattr(Executor, "drain", lambda self: 0)
        inner.setattr(type(office.desk), "advance", lambda self, **named: 0)
        approve(office)


def effects(office: Office) -> dict[str, list[str]]:
    with office.ledger.reading() as connection:
        found: dict[str, list[str]] = {}
        for one in outbox.effects(connection, case_id=CASE):
            found.setdefault(one.kind, []).append(one.state)
    return found


def sent_to(office: Office) -> list[str]:
    from email import message_from_bytes

    mails = sorted(office.workspace.outgoing.glob("*.eml"))
    return [str(message_from_bytes(path.read_bytes())["To"]) for path in mails]


def promised(office: Office) -> str:
    row = office.reads.row("purchase_order_lines", LINE)
    assert row is not None
    return row.text("promised_date")


def facts(office: Office, kind: str) -> list[dict[str, Any]]:
    with office.ledger.reading() as connection:
        return [one.body for one in chain.of_kind(connection, kind)]


def tamper(office: Office, kind: str, change: Callable[[dict[str, Any]], None]) -> None:
    """Changes pending outbox rows of a kind by hand, as somebody with the file could."""
    with sqlite3.connect(office.workspace.ledger) as connection:
        wanted = "SELECT key, action, authority, partner FROM outbox WHERE kind = ? AND state = ?"
        rows = connection.execute(wanted, (kind, "pending")).fetchall()
        assert rows
        for key, action, authority, partner in rows:
            row = {
                "key": key,
                "action": json.loads(action),
                "authority": json.loads(authority),
                "partner": partner,
            }
            change(row)
            connection.execute(
                "UPDATE outbox SET key = ?, action = ?, authority = ?, partner = ? WHERE key = ?",
                (
                    row["key"],
                    json.dumps(row["action"]),
                    json.dumps(row["authority"]),
                    row["partner"],
                    key,
                ),
            )


def another_date(row: dict[str, Any]) -> None:
    row["action"]["promised_date"]["value"] = "2027-01-01"


def another_date_signed(row: dict[str, Any]) -> None:
    """Whoever knows the scheme makes the row fit itself again."""
    from domain.actions import action_from

    another_date(row)
    row["authority"]["action_hash"] = digest(row["action"])
    row["key"] = action_from(row["action"]).key


def another_workflow(row: dict[str, Any]) -> None:
    """Hides the effect from a stop of its workflow."""
    row["authority"]["workflow"] = "something_else"


def another_approver(row: dict[str, Any]) -> None:
    row["authority"]["approvers"] = ["E019", "E020"]
    row["authority"]["said"] = "approved by the CFO"


@pytest.mark.parametrize(
    "change", [another_date, another_date_signed, another_workflow, another_approver]
)
def test_an_outbox_row_changed_by_hand_is_not_carried_out(
    office: Office, monkeypatch: pytest.MonkeyPatch, change: Callable[[dict[str, Any]], None]
) -> None:
    approved_but_not_run(office, monkeypatch)
    tamper(office, "ChangeOrderLine", change)
    office.desk.advance()
    assert promised(office) == "2026-04-06"
    assert effects(office)["ChangeOrderLine"] == ["failed"]
    state = office.desk.case(CASE)
    assert state.closed is None
    assert effects(office)["IssueOrder"] == ["confirmed"], "what nobody touched goes on"


def test_an_effect_planted_in_the_outbox_is_not_carried_out(office: Office) -> None:
    """A row that no fact intends, made by somebody with the file."""
    with sqlite3.connect(office.workspace.ledger) as connection:
        row = connection.execute(
            "SELECT key, position, case_id, kind, partner, standing, day, action, authority, "
            "fact_id FROM outbox WHERE kind = 'SendMessage'"
        ).fetchone()
        action = json.loads(row[7])
        action["why"] = "planted"
        action["contact"]["value"] = "CT05"
        from domain.actions import action_from

        authority = json.loads(row[8]) | {"action_hash": digest(action)}
        planted = (action_from(action).key, 9_999, *row[2:7], json.dumps(action))
        connection.execute(
            "INSERT INTO outbox (key, position, case_id, kind, partner, standing, day, action, "
            "authority, fact_id) VALUES (?,?,?,?,?,?,?,?,?,?)",
            (*planted, json.dumps(authority), row[9]),
        )
    before = sent_to(office)
    approve(office)
    after = sent_to(office)
    row = office.reads.row("contacts", "CT05")
    assert row is not None and row.text("mail") not in after
    assert len(after) > len(before)


def test_an_effect_found_half_done_is_looked_at_as_closely_as_a_new_one(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved_but_not_run(office, monkeypatch)
    tamper(office, "ChangeOrderLine", another_date_signed)
    with sqlite3.connect(office.workspace.ledger) as connection:
        connection.execute("UPDATE outbox SET state = 'sending' WHERE kind = 'ChangeOrderLine'")
    office.desk.advance()
    assert promised(office) == "2026-04-06"


def test_an_old_approval_does_not_count_for_the_next_proposal(office: Office) -> None:
    approve(office, "E007")
    list(file_mails(office, [genuine("W1-a")]))
    office.desk.advance()
    office.desk.decide(
        CASE, "respond", person="E001", slots={"promised_date": "2026-04-09"}, reason="phone"
    )
    state = office.desk.case(CASE)
    assert state.proposal is not None and state.approvals == ()
    verdict = office.desk.decide(CASE, "approve", person="E002", reason="alone")
    assert not verdict.complete
    assert "IssueOrder" not in effects(office)


def test_deciding_on_what_was_superseded_meanwhile_is_stale(
    office: Office, folder: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mail comes between the look and the decision of another process."""
    from graph import decide as deciding

    other = opened(folder)
    honest = deciding.case_context

    def slow(*given: Any) -> Any:
        found = honest(*given)
        if given[0] is office.deps:
            list(file_mails(other, [genuine("W1-a")]))
            other.desk.advance()
        return found

    monkeypatch.setattr(deciding, "case_context", slow)
    with pytest.raises(Stale, match="moved on"):
        office.desk.decide(CASE, "approve", person="E007")
    assert office.desk.case(CASE).approvals == ()


def test_two_who_decide_at_once_are_told_apart(office: Office, folder: Path, opened: Open) -> None:
    offices = [office, opened(folder)]
    ends: list[str] = []
    start = threading.Barrier(2)

    def decide(number: int, verb: str) -> None:
        start.wait()
        try:
            offices[number].desk.decide(CASE, verb, person="E007", reason="at once")
            ends.append(verb)
        except SeamlineError as error:
            ends.append(f"{type(error).__name__}: {error}")

    threads = [
        threading.Thread(target=decide, args=(number, verb))
        for number, verb in enumerate(("approve", "reject"))
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    decided = [one["verb"] for one in facts(office, "decided")]
    told = [one for one in ends if one in ("approve", "reject")]
    assert sorted(decided) == sorted(told)
    assert len(told) in (1, 2)
    if "reject" in told:
        assert office.desk.case(CASE).closed is not None
    assert all("moved on" in one or "no decision" in one for one in ends if one not in told)


def rewrite_people(folder: Path, change: Callable[[list[dict[str, Any]]], None]) -> None:
    import yaml

    path = folder / "people.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data["people"])
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


def remove(person: str) -> Callable[[list[dict[str, Any]]], None]:
    def change(people: list[dict[str, Any]]) -> None:
        people[:] = [one for one in people if one["id"] != person]
        for one in people:
            if one.get("delegate") == person:
                del one["delegate"]

    return change


def test_whoever_has_left_the_company_decides_nothing(folder: Path, opened: Open) -> None:
    rewrite_people(folder, remove("E007"))
    office = opened(folder)
    with pytest.raises(Unknown, match=r"E007.*not in people.yaml"):
        office.desk.decide(CASE, "approve", person="E007")


def test_the_approval_of_one_who_left_counts_no_more_and_blocks_nobody(
    folder: Path, opened: Open
) -> None:
    first = opened(folder)
    approve(first, "E007")
    rewrite_people(folder, remove("E007"))
    rewrite_people(folder, _gives("E009", function="planning", role="supply planner"))
    office = opened(folder)
    verdict = office.desk.decide(CASE, "approve", person="E002", reason="second")
    assert not verdict.complete, "the approval of who left is void"
    assert "IssueOrder" not in effects(office)
    office.desk.decide(CASE, "approve", person="E009", reason="the new planner")
    assert effects(office)["IssueOrder"] == ["confirmed"]


def _gives(person: str, **fields: Any) -> Callable[[list[dict[str, Any]]], None]:
    def change(people: list[dict[str, Any]]) -> None:
        next(one for one in people if one["id"] == person).update(fields)

    return change


def test_an_approver_who_lost_the_role_counts_no_more(folder: Path, opened: Open) -> None:
    approve(opened(folder), "E007")
    rewrite_people(folder, _gives("E007", role="intern", level="none"))
    rewrite_people(folder, _gives("E008", role="supply planner"))
    office = opened(folder)
    verdict = office.desk.decide(CASE, "approve", person="E002", reason="second")
    assert not verdict.complete
    assert "IssueOrder" not in effects(office)


def test_one_person_with_two_roles_is_still_one_approval_each_and_never_the_requester(
    folder: Path, opened: Open
) -> None:
    rewrite_people(folder, _gives("E007", id="agents"))
    rewrite_people(folder, lambda people: [o.pop("delegate", None) for o in people] and None)
    office = opened(folder)
    with pytest.raises(NotAllowed, match="four eyes"):
        office.desk.decide(CASE, "approve", person="agents")


def test_a_policy_changed_between_proposal_and_approval_withdraws_the_proposal(
    folder: Path, opened: Open
) -> None:
    approve(opened(folder), "E007")
    path = folder / "policy.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("approval_hours: 48", "approval_hours: 49"), encoding="utf-8")
    office = opened(folder)
    with pytest.raises(Stale, match="policy has changed"):
        office.desk.decide(CASE, "approve", person="E002")
    assert "the policy has changed" in facts(office, "superseded")[-1]["because"]
    office.desk.advance()
    assert office.desk.case(CASE).approvals == ()
    assert "IssueOrder" not in effects(office)


def export(folder: Path, changes: dict[str, str], key: tuple[str, str]) -> Path:
    """A later export of the order lines, with one line changed."""
    folder.mkdir()
    source = OPENS.opening() / "purchase_order_lines.csv"
    with source.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        if (row["po_id"], row["line"]) == key:
            row.update(changes)
    with (folder / "purchase_order_lines.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder


KEY = ("4500018822", "10")


def test_a_line_changed_by_an_export_after_the_approval_is_a_conflict_that_is_shown(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved_but_not_run(office, monkeypatch)
    load_export(office, export(tmp_path / "later", {"promised_date": "2026-04-20"}, KEY))
    office.desk.advance()
    assert promised(office) == "2026-04-20", "what somebody else wrote is not overwritten"
    assert effects(office)["ChangeOrderLine"] == ["failed"]
    for _ in range(2):
        office.desk.advance()
    tried = [one for one in facts(office, "effect_failed") if "2026-04-20" in one["detail"]]
    assert len(tried) == 1, "and not tried again"
    assert office.desk.case(CASE).closed is None
    data = views.inbox(office)
    shown = [one["case"] for part in ("waiting", "under_way") for one in data[part]]
    assert CASE in shown
    assert any(one["state"] == "failed" for one in views.case(office, CASE)["effects"])


class Liar:
    """A hand that says it wrote, and wrote nothing or something else."""

    def __init__(self, real: Any, value: str) -> None:
        self._real, self._value, self.calls = real, value, 0

    def apply(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        self.calls += 1
        if self._value:
            self._real.apply(key, kind, {**params, "promised_date": self._value})
        return Receipt(outcome="applied", reference="trust me")

    def find(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        return Receipt(outcome="applied")

    def read_back(self, kind: str, params: dict[str, Any]) -> dict[str, str]:
        return dict(self._real.read_back(kind, params))


@pytest.mark.parametrize(("value", "stands"), [("", "2026-04-06"), ("2026-04-12", "2026-04-12")])
def test_a_hand_that_confirms_what_it_did_not_write_is_found_by_reading_back(
    office: Office, monkeypatch: pytest.MonkeyPatch, value: str, stands: str
) -> None:
    liar = Liar(office.deps.hands["ChangeOrderLine"], value)
    monkeypatch.setitem(office.deps.hands, "ChangeOrderLine", liar)
    approve(office)
    for _ in range(2):
        office.desk.advance()
    state = office.desk.case(CASE)
    assert promised(office) == stands
    mine = [one for one in state.effects if one.kind == "ChangeOrderLine"]
    assert [(one.state, one.verified) for one in mine] == [("mismatch", False)]
    assert stands in mine[0].detail
    assert state.closed is None, "it is not remembered as done"
    assert liar.calls == 1
    data = views.inbox(office)
    assert CASE in [one["case"] for part in ("waiting", "under_way") for one in data[part]]


@pytest.fixture
def handed_over(harlow: Path, tmp_path: Path, opened: Open) -> Office:
    """The case approved where the record is an ERP known by its exports."""
    folder = Path(shutil.copytree(harlow, tmp_path / "exports"))
    path = folder / "seamline.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('kind = "embedded"', 'kind = "exports"'), encoding="utf-8")
    office = opened(folder)
    list(file_mails(office, [genuine("W1-d")]))
    office.desk.advance()
    approve(office)
    return office


def test_a_change_handed_over_waits_until_an_export_shows_it(
    handed_over: Office, tmp_path: Path
) -> None:
    office = handed_over
    assert effects(office)["ChangeOrderLine"] == ["awaiting_erp"]
    assert promised(office) == "2026-04-06"
    state = office.desk.case(CASE)
    assert state.closed is None
    load_export(office, export(tmp_path / "b", {"promised_date": "2026-04-11"}, KEY))
    mine = [o for o in office.desk.case(CASE).effects if o.kind == "ChangeOrderLine"]
    assert [one.verified for one in mine] == [True]


def test_another_value_in_the_export_is_shown_as_a_mismatch(
    handed_over: Office, tmp_path: Path
) -> None:
    office = handed_over
    load_export(office, export(tmp_path / "b", {"promised_date": "2026-04-30"}, KEY))
    mine = [o for o in office.desk.case(CASE).effects if o.kind == "ChangeOrderLine"]
    assert [(one.state, one.verified) for one in mine] == [("mismatch", False)]
    assert "2026-04-30" in mine[0].detail
    data = views.inbox(office)
    assert CASE in [one["case"] for part in ("waiting", "under_way") for one in data[part]]


def contact(office: Office, key: str, **fields: str) -> None:
    with sqlite3.connect(office.workspace.record) as connection:
        if not fields:
            connection.execute("DELETE FROM contacts WHERE contact_id = ?", (key,))
        for name, value in fields.items():
            connection.execute(f"UPDATE contacts SET {name} = ? WHERE contact_id = ?", (value, key))


@pytest.mark.parametrize("fields", [{"do_not_reply": "yes"}, {"mail": ""}, {}])
def test_a_recipient_who_may_not_be_written_to_any_more_gets_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch, fields: dict[str, str]
) -> None:
    approved_but_not_run(office, monkeypatch)
    contact(office, "CT18", **fields)
    office.desk.advance()
    assert "wendy.archer@brightwell.example" not in sent_to(office)
    assert "failed" in effects(office)["SendMessage"]
    assert office.desk.case(CASE).closed is None


def test_a_contact_that_became_somebody_elses_gets_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved_but_not_run(office, monkeypatch)
    changed = {"partner_id": "V1002", "mail": "new@nordmetall.example", "record_version": "2"}
    contact(office, "CT18", **changed)
    office.desk.advance()
    assert "new@nordmetall.example" not in sent_to(office)


def mail(text: str, **headers: str) -> bytes:
    raw = genuine("W1-d").read_bytes()
    for name, value in headers.items():
        lines = raw.split(b"\n")
        start = f"{name.replace('_', '-')}:".lower().encode()
        raw = b"\n".join(
            f"{name.replace('_', '-')}: {value}".encode() if one.lower().startswith(start) else one
            for one in lines
        )
    return raw


def file_raw(office: Office, folder: Path, raw: bytes) -> str:
    path = folder / f"{digest(raw.hex())[:12]}.eml"
    path.write_bytes(raw)
    outcome = next(iter(file_mails(office, [path]))).outcome
    office.desk.advance()
    return outcome


@pytest.mark.parametrize(
    "day", ["Tue, 10 Mar 2099 17:20:00 +0800", "Tue, 10 Mar 1970 17:20:00 +0800"]
)
def test_a_mail_with_an_impossible_date_carries_neither_the_clock_nor_the_case_away(
    office: Office, tmp_path: Path, day: str
) -> None:
    raw = mail("", Date=day, Message_ID="<clock@kailun.example>")
    assert file_raw(office, tmp_path, raw) in ("filed", "parked")
    assert office.clock.now() <= office.clock.wall()
    state = office.desk.case(CASE)
    assert all(one.sent_at <= office.clock.wall() for one in state.news)
    assert office.desk.advance() == 0


def test_the_same_mail_under_another_id_repeats_no_effect(office: Office, tmp_path: Path) -> None:
    approve(office)
    before = sent_to(office)
    orders = len(office.reads.rows("purchase_orders"))
    raw = mail("", Message_ID="<again@kailun.example>")
    assert file_raw(office, tmp_path, raw) == "filed"
    for person in ("E007", "E002", "E005"):
        for one in views.inbox(office)["waiting"]:
            try:
                office.desk.decide(one["case"], "approve", person=person, reason="again")
            except Refused:
                continue
    assert len(office.reads.rows("purchase_orders")) == orders
    assert promised(office) == "2026-04-11"
    assert sent_to(office).count("wendy.archer@brightwell.example") == before.count(
        "wendy.archer@brightwell.example"
    )


def nested(depth: int) -> bytes:
    head = b"From: a@kailun.example\r\nMessage-ID: <deep@k>\r\n"
    for level in range(depth):
        head += b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level)
    return head + b"Content-Type: text/plain\r\n\r\nhello\r\n"


def huge() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Message-ID"] = "a@kailun.example", "<huge@k>"
    mail.set_content("x")
    return mail.as_bytes() + b"A" * (30 << 20)


KILLERS = {
    "thirty megabytes": huge,
    "nested a thousand times": lambda: nested(1000),
    "full of NULs": lambda: b"From: a@kailun.example\0\r\nSubject: \0x\r\n\r\n" + b"\0" * 5000,
    "an id that is no id": lambda: b"Message-ID: <[>\r\nFrom: a@kailun.example\r\n\r\nhi\r\n",
    "a charset nobody knows": lambda: (
        b"From: a@kailun.example\r\nContent-Type: text/plain; charset=x-none\r\n\r\nhi\r\n"
    ),
    "nothing at all": lambda: b"",
    "many parameters": lambda: (
        b"From: a@b.example\r\nContent-Type: text/plain" + b"; a=b" * 100_000 + b"\r\n\r\nhi\r\n"
    ),
}


def test_mails_that_kill_parsers_are_set_aside_with_their_bytes_and_stop_nothing(
    office: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "killers"
    folder.mkdir()
    for number, make in enumerate(KILLERS.values()):
        (folder / f"{number}.eml").write_bytes(make())
    (folder / "z-honest.eml").write_bytes(genuine("W1-a").read_bytes())
    filed = list(file_mails(office, [folder]))
    office.desk.advance()
    assert len(filed) == len(KILLERS) + 1
    assert filed[-1].outcome == "filed"
    assert filed[0].outcome == "parked" and "MiB" in filed[0].reason
    for one in filed:
        assert one.outcome != "parked" or one.reason
    kept = {len(path.read_bytes()) for path in office.workspace.blobs.rglob("*") if path.is_file()}
    assert {len(make()) for make in KILLERS.values()} <= kept
    assert facts(office, "superseded"), "the honest mail behind them was read"
    with office.ledger.reading() as connection:
        chain.check(connection)
        assert inbox.pending(connection, "message:") == []


def test_an_approved_order_that_a_stop_held_back_is_not_placed_with_who_was_blocked_meanwhile(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from seamline.control import resume_execution, stop_execution
    from tests.flows.exports import put

    approved_but_not_run(office, monkeypatch)
    stop_execution(office, "kind:IssueOrder", "E005", "look first")
    office.desk.advance()
    assert effects(office)["IssueOrder"] == ["pending"]
    rows = (OPENS.opening() / "partners.csv").read_text(encoding="utf-8").splitlines()
    (known,) = (one for one in rows if one.startswith("V1010,"))
    put(office, tmp_path / "blocked", partners=known.replace(",active,", ",blocked,"))
    for person in ("E005", "E020"):
        resume_execution(office, "kind:IssueOrder", person, "looked")
    office.desk.advance()
    assert effects(office)["IssueOrder"] == ["failed"]
    (failed,) = facts(office, "effect_failed")
    assert failed["detail"] == "partner V1010 is blocked by now"

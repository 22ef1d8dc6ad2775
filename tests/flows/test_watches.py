"""A decision stays alive: promises are looked at on their day, what is owed keeps a case open."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from domain.errors import NotAllowed, Refused, Unknown
from memory import chain
from memory.clock import hold_replay_clock, move_replay_clock
from seamline import views
from seamline.demo_company import OPENS
from seamline.filing import file_mails
from seamline.loading import load_export
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.flows.playing import file_sample
from tests.flows.test_supplier_delay import approve_all
from tests.states import After, state

CASE = "W1-4500018822"
RECEIPTS = "receipt_id,po_id,line,qty,uom,posted_on,site_id\n"
NOTES = "delivery_note,supplier_id,po_id,line,qty,uom,ship_date,recorded_on\n"


def pass_to(office: Office, day: int, month: int = 4) -> None:
    """Time goes on to the end of a day."""
    with office.ledger.transaction() as connection:
        hold_replay_clock(connection, None)
        move_replay_clock(connection, datetime(2026, month, day, 23, 59, 59, tzinfo=UTC))
    office.desk.advance()


def put(office: Office, tmp_path: Path, **tables: str) -> None:
    """Loads tables as the ERP exports them."""
    folder = tmp_path / f"2026-03-1{len(list(tmp_path.iterdir()))}"
    folder.mkdir()
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    load_export(office, folder)


def told(office: Office, *kinds: str) -> list[str]:
    with office.ledger.reading() as connection:
        return [str(one.body.get("what")) for one in chain.of_kind(connection, *kinds)]


@state("W1-d")
def decided(office: Office, folder: Path) -> None:
    """The slip to 11 April is answered by an order elsewhere, which has come; all is closed.

    Item 20 left as it was promised, on 6 April.
    """
    approve_all(office)
    assert office.desk.case(CASE).closed is not None
    issued = next(row for row in office.reads.rows("purchase_orders") if row.key.startswith("SL"))
    put(
        office,
        folder,
        receipts=f"{RECEIPTS}GR900,{issued.key},10,2000,PCS,2026-03-21,US20\n",
        deliveries=f"{NOTES}DN76,V1001,4500018822,20,3000,PCS,2026-04-06,2026-04-06\n",
    )


def test_a_promise_that_the_record_shows_is_kept_and_nobody_is_disturbed(
    decided: Office, tmp_path: Path
) -> None:
    note = f"{NOTES}DN77,V1001,4500018822,10,12000,PCS,2026-04-11,2026-04-11\n"
    put(decided, tmp_path, deliveries=note)
    pass_to(decided, 13)
    assert told(decided, "commitment_kept") == [
        "Kailun Electronics: 3000 of 4500018822/20 ex works",
        "Kailun Electronics: 12000 of 4500018822/10 ex works",
    ]
    assert told(decided, "commitment_broken") == []
    assert decided.desk.case(CASE).closed is not None


def test_a_promise_that_nothing_shows_opens_the_case_again_until_somebody_answers_for_it(
    decided: Office,
) -> None:
    pass_to(decided, 10)
    assert told(decided, "commitment_broken") == [], "its day has not passed"
    pass_to(decided, 13)
    state = decided.desk.case(CASE)
    assert state.closed is None
    assert "12000 of 4500018822/10 ex works, due 2026-04-11" in state.stuck
    (waiting,) = views.inbox(decided)["waiting"]
    assert "not on record" in waiting["what"]
    (owed,) = views.case(decided, CASE)["owed"]
    with pytest.raises(NotAllowed, match="may not waive"):
        decided.desk.waive(CASE, owed["key"], person="E015", reason="r")
    with pytest.raises(Refused, match="say why"):
        decided.desk.waive(CASE, owed["key"], person="E007", reason=" ")
    decided.desk.waive(CASE, owed["key"][:10], person="E007", reason="Lily: left on the 12th")
    assert decided.desk.case(CASE).closed is not None
    answer = decided.desk.ask(CASE, "What did the supplier commit to?")
    assert "broken" in answer.said()


def test_part_of_what_was_promised_is_not_what_was_promised(
    decided: Office, tmp_path: Path
) -> None:
    note = f"{NOTES}DN77,V1001,4500018822,10,11999,PCS,2026-04-11,2026-04-11\n"
    put(decided, tmp_path, deliveries=note)
    pass_to(decided, 13)
    assert told(decided, "commitment_broken")


def test_what_an_option_counts_on_is_looked_at_when_its_goods_should_be_there(after: After) -> None:
    office = after("W1-d")
    approve_all(office)
    pass_to(office, 24, month=3)  # the other source's lead time ends on 22 March
    (what,) = told(office, "assumption_changed")
    assert what.startswith("alternate supplier: Brightwell Circuits confirms")
    assert office.desk.case(CASE).closed is None


def test_a_newer_promise_takes_the_place_of_an_older_one(after: After, tmp_path: Path) -> None:
    office = after("W1-d")
    approve_all(office)
    file_sample(office, "W1-a")
    pass_to(office, 13)
    assert told(office, "commitment_broken") == []
    assert told(office, "commitment_withdrawn")
    with office.ledger.reading() as connection:
        changed = chain.of_kind(connection, "assumption_changed")
    assert {one.body["state"] for one in changed} == {"withdrawn"}


def test_it_is_looked_at_once(decided: Office) -> None:
    pass_to(decided, 13)
    pass_to(decided, 20)
    assert len(told(decided, "commitment_broken")) == 1


@pytest.fixture
def strict(workspace: Workspace) -> Iterator[Office]:
    """A policy that wants hand-offs taken and partners to say yes."""
    text = workspace.policy_file.read_text(encoding="utf-8")
    wanted = "acknowledged_by: [planning, finance]\n    confirmed: [RequestBooking, IssueOrder]"
    assert "acknowledged_by: []\n    confirmed: []" in text
    text = text.replace("acknowledged_by: []\n    confirmed: []", wanted, 1)
    workspace.policy_file.write_text(text, encoding="utf-8")
    opened = open_office(workspace)
    list(file_mails(opened, [OPENS.folder / "mail" / "W1-d.eml"]))
    opened.desk.advance()
    approve_all(opened)
    yield opened
    opened.close()


def owed(office: Office) -> list[tuple[str, str]]:
    return [(one["kind"], one["who"]) for one in views.case(office, CASE)["owed"]]


def test_a_case_stays_open_until_hand_offs_are_taken_and_partners_have_said_yes(
    strict: Office, tmp_path: Path
) -> None:
    assert sorted(owed(strict)) == [
        ("acknowledgement", "finance"),
        ("acknowledgement", "planning"),
        ("confirmation", "F3001"),
        ("confirmation", "V1010"),
    ]
    assert "planning has not acknowledged" in strict.desk.case(CASE).stuck
    with pytest.raises(NotAllowed, match="hand-offs wait for finance, planning"):
        strict.desk.acknowledge(CASE, person="E005")
    strict.desk.acknowledge(CASE, person="E015", note="seen")
    strict.desk.acknowledge(CASE, person="E007")
    assert sorted(owed(strict)) == [("confirmation", "F3001"), ("confirmation", "V1010")]
    write(strict, tmp_path, "bookings@bluequay.example", "Booking BQ240731", BOOKED)
    assert owed(strict) == [("confirmation", "V1010")]
    key = views.case(strict, CASE)["owed"][0]["key"]
    strict.desk.waive(CASE, key, person="E007", reason="Wendy confirmed on the phone")
    assert strict.desk.case(CASE).closed is not None
    with strict.ledger.reading() as connection:
        how = [one.body["how"] for one in chain.of_kind(connection, "acknowledged")]
    assert how == ["acknowledged", "acknowledged", "answered", "waived"]


def test_as_shipped_a_case_waits_for_whoever_was_asked(
    workspace: Workspace, tmp_path: Path
) -> None:
    text = (OPENS.folder / "policy.yaml").read_text(encoding="utf-8")
    workspace.policy_file.write_text(text, encoding="utf-8")
    opened = open_office(workspace)
    list(file_mails(opened, [OPENS.folder / "mail" / "W1-d.eml"]))
    opened.desk.advance()
    approve_all(opened)
    assert opened.desk.case(CASE).closed is None
    assert sorted(owed(opened)) == [("confirmation", "F3001"), ("confirmation", "V1010")]
    assert opened.desk.case(CASE).stuck == "", "they have time to answer"
    write(opened, tmp_path, "bookings@bluequay.example", "Booking BQ240731", BOOKED)
    assert opened.desk.case(CASE).closed is None
    key = views.case(opened, CASE)["owed"][0]["key"]
    opened.desk.waive(CASE, key, person="E007", reason="Wendy confirmed on the phone")
    assert opened.desk.case(CASE).closed is not None
    opened.close()


BOOKED = """Hello,

booking confirmed: BQ240731 sails with the next vessel, ORION PEARL 031E,
ETD 22 April 2026.

Blue Quay bookings
"""


def write(office: Office, tmp_path: Path, sender: str, subject: str, text: str) -> None:
    """A mail that our server vouches for comes in."""
    domain = sender.rpartition("@")[2]
    mail = EmailMessage()
    mail["Authentication-Results"] = f"mx.harlow.example; dmarc=pass header.from={domain}"
    mail["From"], mail["To"], mail["Subject"] = sender, "ops@harlow.example", subject
    mail["Date"] = "Thu, 12 Mar 2026 10:00:00 +0000"
    mail["Message-ID"] = f"<{abs(hash(text))}@{domain}>"
    mail.set_content(text)
    path = tmp_path / "answer.eml"
    path.write_bytes(mail.as_bytes())
    list(file_mails(office, [path]))
    office.desk.advance()


def test_an_answer_that_does_not_say_yes_is_shown_and_counts_for_none(
    strict: Office, tmp_path: Path
) -> None:
    text = "Hello,\n\nregarding booking BQ240731 we come back to you next week.\n\nBlue Quay\n"
    write(strict, tmp_path, "bookings@bluequay.example", "Your request BQ240731", text)
    assert ("confirmation", "F3001") in owed(strict)
    said = [one["said"] for one in views.case(strict, CASE)["owed"] if one["who"] == "F3001"]
    assert 'answered "Your request BQ240731"' in said[0]


def test_nothing_is_waived_that_is_not_owed(strict: Office) -> None:
    with pytest.raises(Unknown, match="is nothing that"):
        strict.desk.waive(CASE, "abcdef1", person="E007", reason="r")
    with pytest.raises(Unknown, match="no case"):
        strict.desk.acknowledge("W1-1", person="E007")

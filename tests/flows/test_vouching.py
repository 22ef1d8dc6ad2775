"""A sender that proves nothing: why is said, and a person who has called can stand up for it."""

from pathlib import Path

import pytest

from domain.errors import NotAllowed, Refused, Unknown
from domain.gate import Trust
from graph.authority import Authority
from memory import chain
from seamline import message_views, views
from seamline.checkup import checkup
from seamline.demo_company import OPENS
from seamline.filing import file_mails
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.flows.playing import file_letter
from tests.states import state

CASE = "W1-4500018822"
CALLED = {"said_by": "Lily Chen", "how": "called the number on file"}


def put(office: Office, folder: Path, name: str, **words: str) -> None:
    """Files a sample mail with other headers or words."""
    raw = (OPENS.folder / "mail" / f"{name}.eml").read_text(encoding="utf-8")
    for old, new in words.items():
        assert old in raw
        raw = raw.replace(old, new)
    path = folder / f"{name}.eml"
    path.write_text(raw, encoding="utf-8")
    list(file_mails(office, [path]))
    office.desk.advance()


@state()
def unproven(office: Office, folder: Path) -> None:
    """The plain slip, from an address on file, with no word of our mail server."""
    put(office, folder, "W1-d", **{"mx.harlow.example": "mx.elsewhere.example"})
    assert [one.verdict for one in office.desk.case(CASE).news] == ["unauthenticated"]


def approve(office: Office, *people: str) -> None:
    for person in people:
        office.desk.decide(CASE, "approve", person=person, reason="covers the gap")


def test_a_refused_approval_says_who_is_not_proven_why_and_what_to_do(unproven: Office) -> None:
    with pytest.raises(NotAllowed, match="sender's identity") as refused:
        approve(unproven, "E007", "E002")
    said = str(refused.value)
    assert "shipping@kailun.example: no DMARC pass: no result of mx.harlow.example" in said
    assert f"`seamline confirm-sender {CASE}`" in said


def test_an_empty_setting_is_named_where_people_look(workspace: Workspace) -> None:
    text = workspace.settings_file.read_text(encoding="utf-8")
    empty = text.replace('authserv_id = "mx.harlow.example"', 'authserv_id = ""')
    assert empty != text
    workspace.settings_file.write_text(empty, encoding="utf-8")
    opened = open_office(workspace)
    list(file_mails(opened, [OPENS.folder / "mail" / "W1-d.eml"]))
    opened.desk.advance()
    with pytest.raises(NotAllowed, match=r"\[mail\] authserv_id in seamline.toml is empty"):
        approve(opened, "E007", "E002")
    shown = views.case(opened, CASE)["news"][0]["reasons"]
    opened.close()
    assert any("[mail] authserv_id in seamline.toml is empty" in one for one in shown)
    (senders,) = [one for one in checkup(workspace.folder) if one.name == "senders"]
    assert "[mail] authserv_id is empty" in senders.said


def test_what_a_person_vouches_for_can_be_approved_and_is_on_record(unproven: Office) -> None:
    vouched = unproven.desk.confirm_sender(CASE, person="E001", **CALLED)
    assert (vouched.sender, vouched.cases) == ("shipping@kailun.example", (CASE,))
    assert unproven.desk.case(CASE).news[0].vouched_by == "E001"
    assert message_views.message(unproven, "new ready date")["vouched_by"] == "E001"
    approve(unproven, "E007", "E002")
    assert unproven.desk.case(CASE).closed is not None
    row = unproven.reads.row("purchase_order_lines", "4500018822/10")
    assert row is not None and row.text("promised_date") == "2026-04-11"
    with unproven.ledger.reading() as connection:
        facts = chain.of_kind(connection, "sender_confirmed")
    assert [one.stream.split(":")[0] for one in facts] == ["message", "case"]
    assert {one.actor for one in facts} == {"E001"}
    assert facts[0].body["said_by"] == "Lily Chen"


def test_nothing_runs_by_itself_because_somebody_vouched(unproven: Office) -> None:
    unproven.desk.confirm_sender(CASE, person="E001", **CALLED)
    assert views.inbox(unproven)["by_itself"] == []
    assert not unproven.workspace.outgoing.exists()


def test_it_counts_for_that_one_message_alone(unproven: Office, tmp_path: Path) -> None:
    unproven.desk.confirm_sender(CASE, person="E001", **CALLED)
    later = {"mx.harlow.example": "mx.elsewhere.example", "w1-d@": "w1-x@", "17:20": "19:20"}
    put(unproven, tmp_path, "W1-d", **later, **{"11 April": "21 April"})
    assert len(unproven.desk.case(CASE).news) == 2
    approve(unproven, "E007", "E002")  # on the date that was vouched for
    row = unproven.reads.row("purchase_order_lines", "4500018822/10")
    assert row is not None and row.text("promised_date") == "2026-04-11"


def test_a_mail_that_proves_nothing_does_not_topple_a_proven_plan(
    office: Office, tmp_path: Path
) -> None:
    put(office, tmp_path, "W1-d")
    forged = {"mx.harlow.example": "mx.elsewhere.example", "w1-d@": "w1-x@", "17:20": "19:20"}
    put(office, tmp_path, "W1-d", **forged, **{"11 April": "21 April"})
    said = [one["sender"] for one in views.case(office, CASE)["news"]]
    assert len(said) == 2, "it is shown beside the plan"
    approve(office, "E007", "E002")
    row = office.reads.row("purchase_order_lines", "4500018822/10")
    assert row is not None and row.text("promised_date") == "2026-04-11"


def test_whoever_owns_the_decision_does_not_vouch_for_what_it_rests_on(unproven: Office) -> None:
    text = unproven.workspace.policy_file.read_text(encoding="utf-8")
    unproven.workspace.policy_file.write_text(
        text.replace("confirms_senders: [procurement]", "confirms_senders: [planning]"),
        encoding="utf-8",
    )
    opened = open_office(unproven.workspace)
    with pytest.raises(NotAllowed, match="owns the decision"):
        opened.desk.confirm_sender(CASE, person="E007", **CALLED)
    opened.close()


def test_an_approval_never_rests_on_the_voucher_alone(unproven: Office) -> None:
    from graph.decide import _somebody_else

    unproven.desk.confirm_sender(CASE, person="E002", **CALLED)
    state = unproven.desk.case(CASE)

    class Taken:
        """What the rule looks at of a decision."""

        def __init__(self) -> None:
            self.state = state

    e002, e007 = unproven.people.require("E002"), unproven.people.require("E007")
    assert _somebody_else(Taken(), [e002])  # type: ignore[arg-type]
    assert not _somebody_else(Taken(), [e002, e007])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("person", "said_by", "how", "said"),
    [
        ("E015", "Lily", "called", "may not vouch: it takes procurement"),
        ("nobody", "Lily", "called", "not in people.yaml"),
        ("E001", " ", "called", "say who said it"),
        ("E001", "Lily", "", "say who said it"),
    ],
)
def test_a_word_for_a_sender_takes_the_right_person_and_a_reason(
    unproven: Office, person: str, said_by: str, how: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        unproven.desk.confirm_sender(CASE, person=person, said_by=said_by, how=how)


def test_nobody_talks_away_what_speaks_against_a_sender(office: Office, tmp_path: Path) -> None:
    put(office, tmp_path, "W1-d", **{"dmarc=pass": "dmarc=fail"})
    with pytest.raises(NotAllowed, match="check failed"):
        office.desk.confirm_sender(CASE, person="E001", **CALLED)
    put(office, tmp_path, "W1-b", **{"From: auftragsabwicklung@": "From: neu@", "w1-b@": "w1-x@"})
    with pytest.raises(NotAllowed, match="not on file"):
        office.desk.confirm_sender("W1-4500018830", person="E001", **CALLED)


def test_a_proven_sender_and_a_second_word_need_no_vouching(
    unproven: Office, tmp_path: Path
) -> None:
    unproven.desk.confirm_sender(CASE, person="E001", **CALLED)
    with pytest.raises(NotAllowed, match="has vouched"):
        unproven.desk.confirm_sender(CASE, person="E002", **CALLED)
    put(unproven, tmp_path, "W1-b")
    with pytest.raises(Unknown, match="proven"):
        unproven.desk.confirm_sender("W1-4500018830", person="E001", **CALLED)
    with pytest.raises(Unknown, match="no case and no message"):
        unproven.desk.confirm_sender("abcdef0123", person="E001", **CALLED)


def test_bank_data_are_never_vouched_for(office: Office, tmp_path: Path) -> None:
    known = {"accounts@kailun-electronics.example": "shipping@kailun.example"}
    put(office, tmp_path, "W7-c", **{"mx.harlow.example": "mx.elsewhere.example", **known})
    with office.ledger.reading() as connection:
        (read,) = chain.of_kind(connection, "message_read")
    assert read.body["sender"]["verdict"] == "unauthenticated"
    with pytest.raises(NotAllowed, match="bank data"):
        office.desk.confirm_sender(read.body["sha256"][:12], person="E001", **CALLED)


def test_the_gate_looks_the_word_up_in_the_ledger(unproven: Office) -> None:
    state = unproven.desk.case(CASE)
    assert state.proposal is not None
    line = next(one for one in state.proposal.actions if one.kind == "ChangeOrderLine")

    def trust() -> set[Trust]:
        with unproven.ledger.reading() as connection:
            evidence = Authority(unproven.deps)._evidence(connection)
            found = evidence.resolve([line.slots()["promised_date"]])
        return {one.trust for one in found.values()}

    assert trust() == {Trust.PARTNER}
    unproven.desk.confirm_sender(CASE, person="E001", **CALLED)
    assert trust() == {Trust.VOUCHED}


def test_an_unproven_mail_beside_a_proven_one_gets_no_letter(
    office: Office, tmp_path: Path
) -> None:
    put(office, tmp_path, "W1-b")
    file_letter(
        office,
        tmp_path / "later",
        sender="auftragsabwicklung@nordmetall.example",
        subject="Order 4500018830 pos. 10 - further delay",
        sent="Fri, 13 Mar 2026 17:20:00 +0000",
        text="I am sorry: the 12,000 pieces of order 4500018830, position 10, will not leave us in "
        "week 16. We now expect to have them ready on 28 April 2026.\n",
        proof="none",
    )
    news = office.desk.case("W1-4500018830").news
    assert [one.verdict for one in news] == ["authenticated", "unauthenticated"]
    letters = [path.read_text("utf-8") for path in office.workspace.outgoing.glob("*.eml")]
    assert any("w1-b@nordmetall.example" in one for one in letters), "the proven mail is answered"
    assert not any("letter0@nordmetall.example" in one for one in letters)

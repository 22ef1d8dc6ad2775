"""Observe, advise, act, each, stop: how far the agents may go, and that it holds."""

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.errors import NotAllowed
from graph.desk import Desk
from memory import chain, outbox
from seamline import views
from seamline.control import resume_execution, set_mode, stop_execution
from seamline.demo_company import OPENS
from seamline.filing import file_mails
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.states import After

CASE = "W1-4500018822"
File = Callable[..., None]


def intended(office: Office) -> int:
    with office.ledger.reading() as connection:
        return len(outbox.effects(connection))


def test_observing_sends_nothing_and_records_what_it_would_have_done(
    office: Office, file: File
) -> None:
    set_mode(office, "W1", "observe", "", None, "E020")
    file("W1-d")
    assert intended(office) == 0
    assert not office.workspace.outgoing.exists()
    with office.ledger.reading() as connection:
        held = chain.of_kind(connection, "held_back")
    assert len(held[0].body["actions"]) > 5
    with pytest.raises(NotAllowed, match="only observes"):
        office.desk.decide(CASE, "approve", person="E007")


def test_a_new_workspace_observes(office: Office) -> None:
    from memory.modes import mode_of

    with office.ledger.reading() as connection:
        assert mode_of(connection, "another_workflow", "V1") == "observe"


def test_advising_lets_every_act_wait_for_a_person(office: Office, file: File) -> None:
    set_mode(office, "W1", "advise", "", None, "E020")
    file("W1-d")
    assert intended(office) == 0
    assert {one["outcome"] for one in views.case(office, CASE)["actions"]} == {"ask"}


def test_a_mode_for_one_partner_goes_before_the_workflow(office: Office, file: File) -> None:
    set_mode(office, "W1", "observe", "V1001", None, "E020")
    file("W1-d")
    assert intended(office) == 0


def test_acting_is_refused_naming_what_is_missing(office: Office) -> None:
    with pytest.raises(NotAllowed, match="waiver"):
        set_mode(office, "W1", "act", "V1001", None, "E020")


def test_a_changed_waiver_is_no_waiver(office: Office, tmp_path: Path) -> None:
    text = (OPENS.folder / "waivers" / "supplier_delay.yaml").read_text(encoding="utf-8")
    forged = tmp_path / "waiver.yaml"
    forged.write_text(text.replace("until: 2026", "until: 2027"), encoding="utf-8")
    with pytest.raises(NotAllowed, match="changed after"):
        set_mode(office, "W1", "act", "", forged, "E020")


def test_each_turns_standing_authority_off(workspace: Workspace) -> None:
    text = workspace.policy_file.read_text(encoding="utf-8")
    workspace.policy_file.write_text(
        text.replace("authorisation: standing", "authorisation: each"), encoding="utf-8"
    )
    opened = open_office(workspace)
    list(file_mails(opened, [OPENS.folder / "mail" / "W1-d.eml"]))
    opened.desk.advance()
    assert opened.policy.authorisation == "each"
    assert intended(opened) == 0
    opened.close()


def test_a_stop_takes_effect_before_the_next_effect_and_two_people_resume(
    office: Office, file: File
) -> None:
    stop_execution(office, "all", "E005", "flood in Joliet")
    file("W1-d")
    assert not office.workspace.outgoing.exists()
    assert resume_execution(office, "all", "E005", "over") == 1
    assert resume_execution(office, "all", "E005", "over") == 1, "one person counts once"
    assert not office.workspace.outgoing.exists()
    assert resume_execution(office, "all", "E006", "over") == 0
    assert office.workspace.outgoing.exists(), "what was held back is ruled on again"


def test_nothing_is_approved_while_it_is_stopped(after: After) -> None:
    office = after("W1-d")
    stop_execution(office, "all", "E005", "flood in Joliet")
    office.desk.decide(CASE, "approve", person="E007")
    with pytest.raises(NotAllowed, match="flood in Joliet"):
        office.desk.decide(CASE, "approve", person="E002")


def test_a_stop_between_decision_and_effect_holds_the_effects_until_resumed(
    after: After, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = after("W1-d")
    monkeypatch.setattr(Desk, "advance", lambda *_, **__: 0)  # the worker is busy elsewhere
    for person in ("E007", "E002"):
        office.desk.decide(CASE, "approve", person=person)
    stop_execution(office, "kind:IssueOrder", "E005", "price doubt")
    monkeypatch.undo()
    office.desk.advance()
    with office.ledger.reading() as connection:
        states = {one.kind: one.state for one in outbox.effects(connection, case_id=CASE)}
    assert states["IssueOrder"] == "pending"
    assert states["ChangeOrderLine"] == "confirmed"
    assert office.desk.case(CASE).closed is None
    for person in ("E005", "E006"):
        resume_execution(office, "kind:IssueOrder", person, "clear")
    assert office.desk.case(CASE).closed is not None


def test_without_an_owner_it_stops_and_says_so(workspace: Workspace) -> None:
    text = workspace.policy_file.read_text(encoding="utf-8")
    gone = text.replace("constraint: material", "constraint: capacity-of-old", 1)
    assert gone != text
    workspace.policy_file.write_text(gone, encoding="utf-8")
    opened = open_office(workspace)
    list(file_mails(opened, [OPENS.folder / "mail" / "W1-d.eml"]))
    opened.desk.advance()
    assert intended(opened) == 0
    assert "name an owner" in opened.desk.case(CASE).stuck
    assert "name an owner" in views.inbox(opened)["waiting"][0]["what"] + str(
        views.inbox(opened)["waiting"][0]["stuck"]
    )
    opened.close()

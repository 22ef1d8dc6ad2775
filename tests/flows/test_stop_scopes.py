"""Scopes of a stop: what is typed is resolved to what it holds, or refused with what there is."""

from collections.abc import Callable

import pytest

from domain.errors import NotAllowed, Refused
from domain.fact import NewFact
from graph.desk import Desk
from memory import chain, outbox
from memory.modes import stops
from seamline.control import resume_execution, stop_execution
from seamline.scopes import scope_of
from seamline.wiring import Office
from tests.states import After

CASE = "W1-4500018822"
File = Callable[..., None]


@pytest.mark.parametrize(
    ("typed", "scope"),
    [
        ("all", "all"),
        ("ALL", "all"),
        ("workflow:W1", "workflow:supplier_delay"),
        ("workflow:w1", "workflow:supplier_delay"),
        ("workflow: supplier_delay", "workflow:supplier_delay"),
        ("partner:V1001", "partner:V1001"),
        ("partner:v1001", "partner:V1001"),
        ("kind:IssueOrder", "kind:IssueOrder"),
        ("Kind:issueorder", "kind:IssueOrder"),
    ],
)
def test_a_scope_is_what_effects_are_held_against(office: Office, typed: str, scope: str) -> None:
    assert scope_of(office, typed) == scope


def test_a_partner_is_also_known_by_its_name(office: Office) -> None:
    row = office.reads.row("partners", "V1001")
    assert row is not None
    assert scope_of(office, f"partner:{row.text('name').upper()}") == "partner:V1001"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("everything", "use all, workflow:NAME, partner:ID or kind:KIND"),
        ("site:HQ", "use all, workflow:NAME, partner:ID or kind:KIND"),
        ("workflow:W9", r"there is .*W1 \(supplier_delay\)"),
        ("workflow:", r"there is .*W1 \(supplier_delay\)"),
        ("partner:V9", "there are 35, such as V"),
        ("partner:", "is not on record"),
        ("kind:SendMail", "there is SendMessage, NotifyFunction"),
        ("kind:", "there is SendMessage"),
    ],
)
def test_a_scope_that_holds_nothing_is_refused_with_what_there_is(
    office: Office, typed: str, told: str
) -> None:
    with pytest.raises(Refused, match=told):
        stop_execution(office, typed, "E005", "flood")
    with office.ledger.reading() as connection:
        assert stops(connection) == {}


def test_a_stop_by_code_holds_the_workflow_and_is_lifted_under_either_name(
    office: Office, file: File
) -> None:
    assert stop_execution(office, "workflow:W1", "E005", "flood").scope == "workflow:supplier_delay"
    with pytest.raises(NotAllowed, match="stopped already"):
        stop_execution(office, "workflow:supplier_delay", "E006", "flood")
    file("W1-d")
    assert not office.workspace.outgoing.exists()
    resume_execution(office, "workflow:supplier_delay", "E005", "over")
    assert resume_execution(office, "workflow:W1", "E006", "over") == 0
    assert office.workspace.outgoing.exists()


def test_what_is_not_stopped_cannot_be_resumed_and_the_answer_says_what_is(office: Office) -> None:
    with pytest.raises(NotAllowed, match="stopped is nothing"):
        resume_execution(office, "all", "E005", "over")
    stop_execution(office, "kind:IssueOrder", "E005", "price doubt")
    with pytest.raises(NotAllowed, match="stopped is kind:IssueOrder"):
        resume_execution(office, "all", "E005", "over")


def test_a_stop_whose_scope_is_gone_is_lifted_as_it_was_typed(office: Office) -> None:
    body = {"scope": "workflow:W1", "reason": "old", "number": 1}
    old = NewFact(
        stream="workspace", kind="stopped", at=office.clock.now(), actor="E005", body=body
    )
    with office.ledger.transaction() as connection:
        chain.append(connection, [old])
    resume_execution(office, "workflow:W1", "E005", "over")
    assert resume_execution(office, "workflow:W1", "E006", "over") == 0


def test_a_stop_for_one_partner_holds_what_touches_it_in_any_case(
    after: After, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order goes to another supplier than the one the case is about."""
    office = after("W1-d")
    opened = office.desk.case(CASE).proposal
    assert opened is not None
    order = next(one for one in opened.actions if one.kind == "IssueOrder")
    supplier = order.params()["supplier_id"]
    assert supplier != office.desk.case(CASE).partner
    monkeypatch.setattr(Desk, "advance", lambda *_, **__: 0)  # the worker is busy elsewhere
    for person in ("E007", "E002"):
        office.desk.decide(CASE, "approve", person=person)
    stop_execution(office, f"partner:{supplier}", "E005", "bankrupt?")
    monkeypatch.undo()
    office.desk.advance()
    with office.ledger.reading() as connection:
        states = {one.kind: one.state for one in outbox.effects(connection, case_id=CASE)}
    assert states["IssueOrder"] == "pending"
    assert states["ChangeOrderLine"] == "confirmed"


def test_a_stop_for_the_cases_partner_holds_its_writes_to_the_record(
    after: After, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = after("W1-d")
    monkeypatch.setattr(Desk, "advance", lambda *_, **__: 0)  # the worker is busy elsewhere
    for person in ("E007", "E002"):
        office.desk.decide(CASE, "approve", person=person)
    stop_execution(office, "partner:V1001", "E005", "in doubt")
    monkeypatch.undo()
    office.desk.advance()
    with office.ledger.reading() as connection:
        found = outbox.effects(connection, case_id=CASE)
    assert {one.state for one in found if one.kind == "ChangeOrderLine"} == {"pending"}


def test_an_action_that_touches_a_stopped_partner_may_not_be_approved(after: After) -> None:
    office = after("W1-d")
    opened = office.desk.case(CASE).proposal
    assert opened is not None
    order = next(one for one in opened.actions if one.kind == "IssueOrder")
    stop_execution(office, f"partner:{order.params()['supplier_id']}", "E005", "bankrupt?")
    office.desk.decide(CASE, "approve", person="E007")
    with pytest.raises(NotAllowed, match="bankrupt"):
        office.desk.decide(CASE, "approve", person="E002")

"""Modes and stops: what the newest facts of the workspace say."""

from typing import Any

import pytest

from domain.fact import NewFact
from memory.ledger import Ledger
from memory.modes import mode_of, modes, stopped_by, stops
from tests.memory.facts import T0, record


def act(kind: str, number: int, **body: Any) -> NewFact:
    body = {**body, "number": number}
    return NewFact(stream="workspace", kind=kind, at=T0, actor="E001", body=body)


def mode(number: int, to: str, workflow: str = "delay", partner: str = "") -> NewFact:
    return act("mode_changed", number, workflow=workflow, partner=partner, mode=to)


def stop(number: int, scope: str, reason: str = "audit") -> NewFact:
    return act("stopped", number, scope=scope, reason=reason)


def test_a_new_workspace_observes(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        assert mode_of(connection, "delay", "S1") == "observe"
        assert modes(connection) == {}


def test_the_partners_own_mode_goes_before_the_workflows(ledger: Ledger) -> None:
    record(ledger, mode(1, "act"), mode(2, "advise", partner="S1"), mode(3, "act", "customs"))
    with ledger.reading() as connection:
        assert mode_of(connection, "delay", "S1") == "advise"
        assert mode_of(connection, "delay", "S2") == "act"
        assert mode_of(connection, "delay") == "act"
        assert mode_of(connection, "invoices", "S1") == "observe"


def test_the_newest_mode_holds_also_when_it_was_had_before(ledger: Ledger) -> None:
    record(ledger, mode(1, "act"), mode(2, "observe"), mode(3, "act"), mode(4, "observe"))
    with ledger.reading() as connection:
        assert mode_of(connection, "delay", "S1") == "observe"
        assert modes(connection) == {("delay", ""): "observe"}


@pytest.mark.parametrize(
    ("scope", "held"),
    [
        ("all", True),
        ("workflow:delay", True),
        ("partner:S1", True),
        ("kind:SendMessage", True),
        ("workflow:customs", False),
        ("partner:S", False),
        ("kind:IssueOrder", False),
    ],
)
def test_a_stop_holds_back_what_is_in_its_scope(ledger: Ledger, scope: str, held: bool) -> None:
    record(ledger, stop(1, scope))
    with ledger.reading() as connection:
        said = stopped_by(stops(connection), "delay", {"S1"}, "SendMessage")
    assert said == (f"{scope}, by E001: audit" if held else "")


def test_a_resumed_scope_runs_again_and_others_stay_stopped(ledger: Ledger) -> None:
    record(ledger, stop(1, "all"), stop(2, "partner:S1", "bankrupt?"))
    record(ledger, act("resumed", 3, scope="all"))
    with ledger.reading() as connection:
        assert set(stops(connection)) == {"partner:S1"}
        assert stopped_by(stops(connection), "delay", {"S2"}, "SendMessage") == ""
        assert stopped_by(stops(connection), "delay", {"S1"}, "SendMessage").endswith("bankrupt?")
    (again,) = record(ledger, stop(4, "all"))
    with ledger.reading() as connection:
        assert stops(connection)["all"] == {"by": "E001", "reason": "audit", "id": again.id}

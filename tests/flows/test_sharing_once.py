"""A verb on shared cases is one transaction: cut off, nothing of it was said, or all of it."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.case import fold
from domain.points import watched
from graph.desk import LEASE
from graph.overriding import Act
from memory import chain
from memory.cases import case_ids
from seamline.export import export_trace
from seamline.verify import verify_trace
from seamline.wiring import Office, machine_clock, open_office
from tests.memory.facts import recorded
from tests.states import state

CASE, OTHER, THIRD = "W1-4500018822", "W1-4500018701", "P2-4500018822"
WHY = "as agreed on the phone"
Verb = Callable[[Office], object]


class Killed(BaseException):
    """The process is gone."""


def decide(office: Office) -> None:
    for person in ("E007", "E002"):
        office.desk.decide(CASE, "approve", person=person, reason=WHY)


#: Each verb, the kind of fact that says it, and what it is said of.
VERBS: dict[str, tuple[str, Verb]] = {
    "claim": ("claimed", lambda office: office.desk.claim(CASE, person="E007")),
    "snooze": (
        "snoozed",
        lambda office: office.desk.snooze(
            CASE, until=office.clock.now() + timedelta(hours=4), person="E007"
        ),
    ),
    "hand-off": (
        "handoff_offered",
        lambda office: office.desk.hand_off(CASE, person="E007", to="production", task="help"),
    ),
    "move": (
        "mail_moved",
        lambda office: office.desk.move_mail(CASE, to=OTHER, person="E002", reason=WHY),
    ),
    "merge": (
        "merged",
        lambda office: office.desk.merge(CASE, into=THIRD, person="E002", reason=WHY),
    ),
    "split": (
        "split_off",
        lambda office: office.desk.split(CASE, ["20"], person="E002", reason=WHY),
    ),
    "absent": (
        "absence_declared",
        lambda office: office.desk.declare_absence(
            person="E007", first=date(2026, 3, 10), last=date(2026, 3, 12)
        ),
    ),
}


@state("W1-d")
def cases(office: Office, _: Path) -> None:
    """A delay with a mail, and two cases that were opened without one."""
    office.desk.open_case("W1", "4500018701", person="E001", reason="Lily called")
    office.desk.open_case("P2", "4500018822", person="E001", reason="another price")


def killed(office: Office, verb: Verb, phase: str) -> None:
    """Says it and dies at the first commit."""

    def watch(name: str, at: str) -> None:
        if (name, at) == ("ledger.commit", phase):
            raise Killed

    with watched(watch), pytest.raises(Killed):
        verb(office)
    office.close()


@pytest.mark.parametrize("phase", ["before", "after"])
@pytest.mark.parametrize("name", sorted(VERBS))
def test_cut_off_it_is_said_once_or_not_at_all(cases: Office, name: str, phase: str) -> None:
    kind, verb = VERBS[name]
    before = len(recorded(cases.ledger))
    killed(cases, verb, phase)
    later = open_office(cases.workspace, machine=lambda: machine_clock() + 2 * LEASE)
    told = [one.kind for one in recorded(later.ledger)][before:]
    assert told.count(kind) == (1 if phase == "after" else 0)
    assert told == [] or phase == "after"
    if phase == "before":
        verb(later)
    later.desk.advance()
    assert [one.kind for one in recorded(later.ledger)].count(kind) == 1
    with later.ledger.reading() as connection:
        for case in case_ids(connection):
            facts = chain.of_stream(connection, f"case:{case}")
            half = len(facts) // 2
            assert fold(case, facts) == fold(case, facts[half:], fold(case, facts[:half]))
    later.close()


def test_the_whole_trace_of_all_verbs_verifies(cases: Office, tmp_path: Path) -> None:
    for name in ("claim", "snooze", "hand-off", "absent", "split"):
        VERBS[name][1](cases)
    cases.desk.merge(THIRD, into=CASE, person="E002", reason=WHY)
    cases.desk.back_early(person="E007")
    decide(cases)
    act = Act(what="flown instead", by="E003")
    cases.desk.declare_override(CASE, act, person="E001", reason=WHY)
    manifest = export_trace(cases.ledger, cases.blobs, tmp_path / "trace")
    verify_trace(tmp_path / "trace", head=manifest.head_hash)
    kinds = {one.kind for one in recorded(cases.ledger)}
    assert {kind for kind, _ in VERBS.values()} - {"mail_moved"} <= kinds

"""Every question that a workflow asks: the printed form is taken, and what rests on it changes."""

import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from domain.answer_kinds import FORMS
from graph.answers import EIGHT
from graph.workflows.registry import workflows
from memory import chain
from seamline import views
from seamline.cli.app import app
from seamline.cli.card import next_steps
from seamline.export import export_trace
from seamline.wiring import Office, open_office
from tests.flows.all_cases import case_ids, copied
from tests.flows.playing import findings

pytestmark = pytest.mark.timeout(600)  # every case of the sample company is played first

#: What a person writes in the place of each form that a command shows.
FILLED = {
    "YYYY-MM-DD": "2026-07-20",
    "QUANTITY": "40",
    "AMOUNT": "120.00",
    "YES_OR_NO": "yes",
    "YES_OR_NO_OR_AMOUNT": "yes",
    "VALUE": "yes, told by phone on 3 July",
}


@pytest.fixture
def office(played: Path, tmp_path: Path) -> Iterator[Office]:
    opened = open_office(copied(played, tmp_path / "workspace"))
    yield opened
    opened.close()


def picture(office: Office, case: str) -> dict[str, Any]:
    """What is found, priced and proposed; questions aside."""
    seen = views.case(office, case)
    proposal = office.desk.case(case).proposal
    return {
        "found": sorted(str(one["findings"]) for one in seen["assessed"]),
        "priced": [(one["name"], one["cost"], one["unknown"]) for group in seen["options"]
                   for one in group["options"]],
        "acts": sorted(json.dumps(one.params()) for one in proposal.actions) if proposal else [],
    }  # fmt: skip


def told_apart(office: Office, case: str) -> list[Any]:
    """The same, and of the findings all but those that only say what was answered."""
    seen = picture(office, case)
    said = [one for one in findings(office, case) if " answered '" not in one]
    return [seen["priced"], seen["acts"], said]


def answers(office: Office, case: str) -> list[list[str]]:
    """The commands that are printed for the open questions of a case, as typed words."""
    seen = json.loads(json.dumps(views.case(office, case), default=str))
    lines = next_steps(seen) if seen["waiting"] else []
    return [shlex.split(one) for one in lines if " respond " in one]


def filled(words: list[str]) -> list[str]:
    """The command as a person completes it."""
    at = words.index("--set") + 1
    slot, _, value = words[at].partition("=")
    rest = [one.replace("…", "told by phone on 3 July") for one in words[at + 1 :]]
    return [*words[:at], f"{slot}={FILLED.get(value, value)}", *rest]


def typed(office: Office, words: list[str]) -> str:
    """Runs a printed command; what it refuses, empty when it was taken."""
    workspace = ["--workspace", str(office.workspace.folder)]
    done = CliRunner().invoke(app, [*words[1:], *workspace])
    return "" if done.exit_code == 0 else f"{done.output}{done.exception}"


def answer_all(office: Office, case: str, given: dict[str, str]) -> None:
    """Answers whatever the case asks, as `given` says and else as it is printed."""
    while lines := answers(office, case):
        words = filled(lines[0])
        at = words.index("--set") + 1
        slot = words[at].partition("=")[0]
        words[at] = f"{slot}={given[slot]}" if slot in given else words[at]
        assert typed(office, words) == "", words


@pytest.mark.slow
@pytest.mark.parametrize("code", ["W1", "W2", "W6", "W7", "W8", "P1", "P2", "P4", "P5"])
def test_every_printed_answer_is_taken_and_changes_what_rests_on_it(
    office: Office, code: str
) -> None:
    asked = 0
    for case in (one for one in case_ids(office) if one.startswith(f"{code}-")):
        while lines := answers(office, case):
            words = filled(lines[0])
            slot, before = words[words.index("--set") + 1].partition("=")[0], picture(office, case)
            assert typed(office, words) == "", words
            assert slot not in office.desk.case(case).open_questions, words
            assert picture(office, case) != before, f"{words} changes nothing"
            asked += 1
    assert asked


@pytest.mark.slow
def test_the_eight_questions_are_answered_the_same_everywhere_in_every_workflow(
    office: Office, tmp_path: Path
) -> None:
    out, cases = tmp_path / "trace", case_ids(office)
    played = {office.desk.case(one).workflow for one in cases}
    assert played == {one.NAME for one in workflows().values()}
    export_trace(office.ledger, office.blobs, out, None, office.desk.answers)
    lines = (out / "answers.jsonl").read_bytes().splitlines()
    told = {(one["case"], one["question"]): one for one in map(json.loads, lines)}
    assert set(told) == {(case, question) for case in cases for question in EIGHT}
    for case in cases:
        with office.ledger.reading() as connection:
            numbers = {one.number for one in chain.of_stream(connection, f"case:{case}")}
        for question in EIGHT:
            found = office.desk.ask(case, question)
            assert bool(found.citations) != bool(found.no_evidence), (case, question)
            assert set(found.citations) <= numbers, (case, question)
            assert told[case, question]["said"] == found.said(), (case, question)
    for case in {office.desk.case(one).workflow: one for one in cases}.values():
        words = ["ask", case, EIGHT[-1], "--workspace", str(office.workspace.folder), "--json"]
        shown = json.loads(CliRunner().invoke(app, words).stdout)
        assert shown["lines"] == told[case, EIGHT[-1]]["lines"], case


@pytest.mark.slow
def test_readings_that_are_offered_lead_to_different_things(
    office: Office, played: Path, tmp_path: Path
) -> None:
    compared = 0
    for case in case_ids(office):
        waiting = views.case(office, case)["waiting"]
        questions = waiting["questions"] if waiting else []
        for place, one in enumerate(questions):
            if len(one["choices"]) < 2:
                continue
            told = []
            for choice in one["choices"]:
                apart = open_office(copied(played, tmp_path / f"{case}-{place}-{len(told)}"))
                answer_all(apart, case, {one["slot"]: choice})
                told.append(told_apart(apart, case))
                apart.close()
            compared += 1
            assert all(one != told[0] for one in told[1:]), (case, one["slot"])
    assert compared


@pytest.mark.slow
def test_an_answer_that_says_no_opens_no_way_that_needed_a_yes(office: Office) -> None:
    (words,) = answers(office, "P2-4500019012")
    words[words.index("--set") + 1] = "engineering_release=no, drawing E is not released"
    assert typed(office, words) == ""
    seen = views.case(office, "P2-4500019012")
    ways = {one["name"]: one["unknown"] for group in seen["options"] for one in group["options"]}
    assert any("drawing E is not released" in one for one in ways["accept"])


def test_the_forms_of_commands_are_no_answers_themselves() -> None:
    assert set(FILLED) == set(FORMS.values()) - {"ONE_OF"}

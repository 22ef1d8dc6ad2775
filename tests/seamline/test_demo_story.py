"""The demo's decisions: each is of somebody, about a case, and none is passed over in silence."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from domain.case import CaseState
from domain.errors import NotAllowed
from graph.workflows.registry import workflows
from seamline.demo_company import HELD_AT, OPENS, make_demo
from seamline.demo_story import Step, answer, is_about, is_answer, steps, story, take
from seamline.wiring import Office, open_office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Harlow before anything happened."""
    found = open_office(make_demo(tmp_path_factory.mktemp("story") / "demo"))
    yield found
    found.close()


def test_every_decision_is_somebodys_about_a_workflow_and_has_a_reason(office: Office) -> None:
    for one in steps():
        assert all(office.people.get(person) is not None for person in one.by), one.said()
        assert one.case.partition("-")[0] in workflows(), one.said()
        assert one.why and one.at > HELD_AT


def test_people_decide_in_every_workflow_and_preset() -> None:
    assert {one.case.partition("-")[0] for one in steps()} == set(workflows())


def test_partners_answer_only_what_somebody_decided_before() -> None:
    decided: set[str] = set()
    for day in story(HELD_AT.date()):
        for one in day.happens:
            if isinstance(one, Step):
                decided.add(one.case)
            elif is_answer(one):
                assert one.stem.partition(".")[0] in decided | BEGUN, one.stem


#: Their letters went out by themselves, before the clock was held.
BEGUN = {"W1-4500018611"}


def test_a_decision_that_finds_no_case_is_told(office: Office) -> None:
    step = Step(
        at=datetime(2026, 3, 14, tzinfo=UTC),
        case="W8-0526-118",
        by=("E016",),
        do="approve",
        why="as told",
    )
    assert take(office, step).fault == "there is no case W8-0526-118"


def test_an_answer_to_a_case_that_wrote_nothing_is_refused(office: Office) -> None:
    with pytest.raises(NotAllowed, match="there is no case"):
        answer(office, OPENS.answers()[0])


def test_answers_are_proven_mails_of_partners_and_say_nothing_of_a_thread() -> None:
    for path in OPENS.answers():
        text = path.read_text(encoding="utf-8")
        assert "dmarc=pass" in text
        assert "In-Reply-To" not in text, "which letter it answers is found when it is played"


def test_a_reference_means_a_workflow_and_a_subject() -> None:
    case = CaseState(id="W8-0526-118-2", workflow="settlement", order="payments:0526-118")
    assert is_about(case, "W8-0526-118")
    assert is_about(case, "W8-0526-118-2")
    assert not is_about(case, "W7-0526-118")
    assert not is_about(case, "W8-0526")


def test_the_decisions_are_data_that_a_reader_can_follow() -> None:
    text = (OPENS.folder / "decisions.yaml").read_text(encoding="utf-8")
    assert text.startswith("#")
    assert isinstance(yaml.safe_load(text), list)
    assert Path(OPENS.folder / "answers").is_dir()

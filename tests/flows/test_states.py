"""What many tests begin with is played once, and each of them changes its own copy alone."""

from functools import partial
from pathlib import Path

import pytest

from memory import chain
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.flows.all_cases import copied
from tests.states import After, States

played: list[str] = []


def wrote(office: Office, folder: Path, word: str = "a") -> None:
    played.append(word)
    (folder / word).write_text(office.workspace.folder.name)


def fails(office: Office, folder: Path) -> None:
    wrote(office, folder, "half")
    raise ZeroDivisionError


@pytest.fixture
def states(harlow: Path, tmp_path: Path) -> States:
    played.clear()
    return States(harlow, tmp_path)


def test_a_step_is_played_once_and_what_follows_it_goes_on_from_there(states: States) -> None:
    first, then = states.after(wrote), states.after(wrote, partial(wrote, word="b"))
    assert states.after(wrote) == first != then
    assert played == ["a", "b"]
    assert (then / "a").read_text() == (then / "b").read_text() == "workspace"
    assert not (first / "b").exists()
    open_office(Workspace(then / "workspace")).close()


def test_another_run_of_the_same_processes_finds_what_was_played(
    states: States, harlow: Path, tmp_path: Path
) -> None:
    assert states.after(wrote) == States(harlow, tmp_path).after(wrote)
    assert played == ["a"]


def test_what_failed_halfway_is_played_again_and_fails_again(states: States) -> None:
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            states.after(fails)
    assert played == ["half", "half"]


def test_a_step_without_a_name_of_its_own_is_refused(states: States) -> None:
    with pytest.raises(AssertionError, match="no name of its own"):
        states.after(lambda office, folder: None)


def test_what_a_test_does_in_its_copy_is_in_no_other(
    after: After, states: States, tmp_path: Path
) -> None:
    office = after("W1-d", wrote)
    assert office.workspace.folder == tmp_path / "workspace" and (tmp_path / "a").exists()
    office.desk.claim("W1-4500018822", person="E007")
    assert facts(office) == ["claimed"]
    kept = open_office(copied(states.after("W1-d") / "workspace", tmp_path / "kept"))
    assert facts(kept) == []
    kept.close()


def facts(office: Office) -> list[str]:
    """What was said of claims."""
    with office.ledger.reading() as connection:
        return [one.kind for one in chain.of_kind(connection, "claimed")]

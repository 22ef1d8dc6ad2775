"""Tokens of programs: whose, for how long, ended at once, and nowhere kept as they are."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.errors import NoIdentity, NotAllowed, Refused, Unknown
from seamline.demo_company import make_demo
from seamline.tokens import Tokens
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace

START = datetime(2026, 3, 10, 12, tzinfo=UTC)


class Machine:
    """A machine's clock that tests move."""

    now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return make_demo(tmp_path_factory.mktemp("tokens") / "workspace")


@pytest.fixture
def office(workspace: Workspace, machine: Machine) -> Iterator[Office]:
    opened = open_office(workspace, machine=machine)
    yield opened
    opened.close()


def test_a_token_names_its_person_until_its_day(office: Office, machine: Machine) -> None:
    tokens = Tokens(office)
    made, text = tokens.make("E001", "board", 30, read_only=True)
    token, person = tokens.holder(text)
    assert (token.id, token.read_only, person.name) == (made.id, True, "Marta Oyelaran")
    machine.now = START + timedelta(days=30)
    with pytest.raises(NoIdentity, match="is over"):
        tokens.holder(text)


def test_a_revoked_token_ends_at_once_and_stays_on_the_list(office: Office) -> None:
    tokens = Tokens(office)
    made, text = tokens.make("E001", "board", 30, read_only=False)
    tokens.revoke(made.id)
    with pytest.raises(NoIdentity, match="is over"):
        tokens.holder(text)
    assert [one.revoked is not None for one in tokens.all() if one.id == made.id] == [True]
    with pytest.raises(NotAllowed, match="was revoked"):
        tokens.revoke(made.id)


def test_no_other_text_of_the_same_name_lets_in(office: Office) -> None:
    tokens = Tokens(office)
    made, text = tokens.make("E001", "", 1, read_only=False)
    for other in (text[:-1], f"{text}x", f"seamline_{made.id}_", made.id, made.hash, "", "a_b"):
        with pytest.raises(NoIdentity, match="no such token"):
            tokens.holder(other)


@pytest.mark.parametrize("days", [0, -1, 366])
def test_a_token_holds_no_longer_than_a_year(office: Office, days: int) -> None:
    with pytest.raises(Refused, match="1 to 365 days"):
        Tokens(office).make("E001", "", days, read_only=False)
    with pytest.raises(Unknown):
        Tokens(office).make("nobody", "", 1, read_only=False)


def test_the_text_of_a_token_is_in_no_file_of_the_workspace(office: Office) -> None:
    _, text = Tokens(office).make("E001", "board", 30, read_only=False)
    folder: Path = office.workspace.folder
    secret = text.rsplit("_", 1)[-1].encode()
    assert all(secret not in one.read_bytes() for one in folder.rglob("*") if one.is_file())

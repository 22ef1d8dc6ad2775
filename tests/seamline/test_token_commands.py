"""token, tokens and mcp on the command line: what integrators type."""

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from domain.errors import NoIdentity, Refused
from seamline.cli import app
from seamline.demo_company import make_demo
from seamline.tokens import Tokens
from seamline.wiring import open_office
from seamline.workspace import Workspace


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_demo(tmp_path_factory.mktemp("commands") / "workspace").folder


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--workspace", str(folder)])


def test_a_token_is_printed_once_listed_and_taken_back(folder: Path) -> None:
    made = run(folder, "token", "E001", "--name", "board", "--days", "7", "--read-only")
    assert "reads as Marta Oyelaran until" in made.output
    text = next(line for line in made.output.splitlines() if line.startswith("seamline_"))
    office = open_office(Workspace(folder))
    token, _ = Tokens(office).holder(text)
    office.close()
    listed = run(folder, "tokens").output
    assert token.id in listed and "board" in listed and text not in listed
    assert token.hash not in run(folder, "tokens", "--json").output
    assert (
        f"token {token.id} of E001 is revoked" in run(folder, "token", "--revoke", token.id).output
    )
    assert "revoked" in run(folder, "tokens").output


def test_a_program_may_make_a_token_by_json(folder: Path) -> None:
    told = json.loads(run(folder, "token", "E007", "--json").output)
    assert told["person"] == "E007" and told["token"].startswith(f"seamline_{told['id']}_")
    assert told["read_only"] is False and "hash" not in told


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ((), "say whose token to make"),
        (("E001", "--revoke", "00"), "say whose token to make"),
        (("nobody",), "is not in people.yaml"),
        (("E001", "--days", "400"), "1 to 365 days"),
        (("--revoke", "zz"), "there is no token 'zz'"),
    ],
)
def test_what_cannot_be_meant_is_refused(folder: Path, words: tuple[str, ...], fault: str) -> None:
    failed = run(folder, "token", *words).exception
    assert isinstance(failed, Refused) and fault in str(failed)


@pytest.mark.parametrize(
    ("text", "fault"),
    [("", "set SEAMLINE_TOKEN to a token"), ("seamline_00_x", "no such token")],
)
def test_tools_are_served_to_nobody_without_a_token(
    folder: Path, monkeypatch: pytest.MonkeyPatch, text: str, fault: str
) -> None:
    monkeypatch.setenv("SEAMLINE_TOKEN", text)
    failed = run(folder, "mcp").exception
    assert isinstance(failed, NoIdentity) and fault in str(failed)
    assert "SEAMLINE_TOKEN" not in os.environ, "what is started from here must not inherit it"

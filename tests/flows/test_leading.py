"""A name that is no case's leads to the case about it, or to its thread; commands stay whole."""

from io import StringIO

import pytest
from typer.testing import CliRunner

from domain.precedent import fared
from seamline.cli.app import app
from seamline.cli.office import Screen
from seamline.wiring import Office
from tests.states import After

CASE = "W1-4500018822"


def shown(office: Office, name: str) -> str:
    done = CliRunner().invoke(app, ["show", name, "--workspace", str(office.workspace.folder)])
    assert done.exit_code == 0, done.output
    return done.output


def test_an_order_leads_to_the_case_about_it(after: After) -> None:
    office = after("W1-d")
    assert shown(office, "4500018822").startswith(f"{CASE}  Supplier delay")
    assert shown(office, "purchase_orders:4500018822") == shown(office, CASE)


def test_what_no_case_is_about_leads_to_its_thread(after: After) -> None:
    office = after("W1-d")
    assert shown(office, "70045512").startswith("70045512 is sales_orders:70045512")


def test_of_several_cases_each_is_named_with_its_command(after: After) -> None:
    office = after("W1-d")
    office.desk.open_case("W3", "4500018822", person="E013", reason="who books it?")
    told = shown(office, "4500018822")
    assert "2 cases are about 4500018822" in told and f"seamline show {CASE}" in told


def test_a_name_of_nothing_is_refused(office: Office) -> None:
    words = ["show", "no-such-1", "--workspace", str(office.workspace.folder)]
    assert CliRunner().invoke(app, words).exit_code != 0


@pytest.mark.parametrize(
    "words",
    [
        "  seamline waive W1-4500018822 9097322e17da --reason x --as PERSON",
        "it goes on: seamline show W1-4500018822",
        "see `seamline show W1-4500018822` and what it says of the rest",
    ],
)
def test_a_line_with_a_command_is_not_broken(words: str) -> None:
    out = StringIO()
    Screen(width=40, file=out).print(words)
    assert out.getvalue() == f"{words}\n"


def test_other_lines_are_broken_where_the_screen_ends() -> None:
    out = StringIO()
    Screen(width=40, file=out).print("what seamline would have done beside what the company did")
    assert out.getvalue().count("\n") == 2


def test_how_an_action_fared_is_said_in_words() -> None:
    assert [fared(0, 0), fared(2, 0), fared(1, 0), fared(2, 2), fared(3, 1)] == [
        "never tried",
        "has not worked yet",
        "did not work the one time",
        "worked each time",
        "worked in 1 of 3",
    ]

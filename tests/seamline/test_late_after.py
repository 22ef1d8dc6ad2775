"""After which day options count goods late is said at the desk and on the command line alike."""

import pytest
from typer.testing import CliRunner

from seamline.cli.app import app
from seamline.demo_company import OPENS, make_demo
from seamline.late_after import late_after
from seamline.loading import load_export
from seamline.wiring import Office, open_office
from tests.flows.playing import file_sample
from tests.web.desk import Visit

CASE = "W1-4500018822"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    opened = open_office(make_demo(tmp_path_factory.mktemp("late") / "workspace"))
    load_export(opened, OPENS.opening())
    file_sample(opened, "W1-d")
    return opened


@pytest.mark.parametrize("words", [["show", CASE], ["whatif", CASE, "--days", "+10"]])
def test_it_stands_over_the_options_of_the_command_line(office: Office, words: list[str]) -> None:
    where = ["--workspace", str(office.workspace.folder)]
    told = CliRunner().invoke(app, [*words, *where], env={"COLUMNS": "200"})
    assert told.exit_code == 0, told.output
    assert "4500018822/10, late after the need date on record" in told.output


def test_it_stands_over_the_options_of_the_desk(office: Office) -> None:
    marta = Visit(office, "E001")
    pages = (
        marta.page(f"/cases/{CASE}"),
        marta.send("/say", words="+10 days, what then?", case=CASE).text,
    )
    assert all("days late: after the need date on record" in one for one in pages)


def test_what_has_no_days_late_says_nothing() -> None:
    assert late_after("invoices:1") == ""

"""W7: a bill above what was approved waits for people, and says what is due and who said what."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from seamline import views
from seamline.demo_company import OPENS
from seamline.filing import file_mails
from seamline.loading import load_export
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace

CASE = "W7-BQ-77810"


@pytest.fixture
def played(workspace: Workspace) -> Iterator[Office]:
    """The sample company on the day of the mail: all that happened to it before is loaded."""
    office = open_office(workspace)
    for day in OPENS.feed_days():
        feed = OPENS.feed(day)
        if feed is not None and day.isoformat() < "2026-05-20":
            load_export(office, feed)
    yield office
    office.close()


def arrive(office: Office, name: str) -> None:
    mail: Path = OPENS.folder / "mail" / f"{name}.eml"
    assert [one.outcome for one in file_mails(office, [mail])] == ["filed"]
    office.desk.advance()


def test_a_bill_above_its_envelope_waits_and_says_why(played: Office) -> None:
    arrive(played, "W7-b")
    data = views.case(played, CASE)
    assert data["order"] == "invoices:BQ-77810"
    assert {one["function"] for one in data["assessed"]} == {"finance", "logistics", "sourcing"}
    said = " ".join(finding["text"] for one in data["assessed"] for finding in one["findings"])
    assert "SH03 should cost 4,855.00 USD" in said
    assert "people:E002 is said to have approved it" in said
    assert "ApproveInvoice" not in [one["kind"] for one in data["actions"]]

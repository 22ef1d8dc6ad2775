"""What a supplier keeps for us until a day is shown at the case, ends its time to decide and bounds
the part that can be taken."""

from datetime import datetime
from pathlib import Path

from seamline import views
from seamline.wiring import Office
from tests.flows.conftest import CASE
from tests.flows.exports import write
from tests.flows.playing import findings, options

KAILUN = "lily.chen@kailun.example"
DELAY = "Dear team, PO 4500018822 line 10 will be delayed to 4 May 2026, resin shortage."
PART = "We can ship a partial of 4000 pcs by the old date."


def told(office: Office, folder: Path, day: str, *lines: str) -> None:
    write(office, folder, KAILUN, "PO 4500018822", f"{day} 09:00:00 +0800", *lines)


def part(office: Office) -> dict[str, object]:
    return next(one for name, one in options(office, CASE).items() if "part" in name)


def test_it_is_the_last_useful_time_to_decide(office: Office, tmp_path: Path) -> None:
    told(
        office, tmp_path, "Tue, 31 Mar 2026", DELAY, PART,
        "We hold the 3000 pcs for you until noon Thursday.",
    )  # fmt: skip
    kept = "line 10: 3,000 PCS are kept for us until 2026-04-02 12:00"
    assert kept in findings(office, CASE)
    (state,) = [one for one in office.deps.cases() if one.id == CASE]
    assert state.proposal is not None
    assert state.proposal.until == datetime.fromisoformat("2026-04-02T12:00+08:00")
    assert str(part(office)["title"]).startswith("take 3000 PCS")


def test_a_later_mail_about_nothing_else_tells_it(office: Office, tmp_path: Path) -> None:
    told(office, tmp_path / "a", "Tue, 31 Mar 2026", DELAY)
    told(
        office, tmp_path / "b", "Tue, 31 Mar 2026",
        "On PO 4500018822 line 10: we can keep 600 pcs aside for you till 3 April.",
    )  # fmt: skip
    assert "line 10: 600 PCS are kept for us until 2026-04-03" in findings(office, CASE)
    assert any("later (all on 2026-05-04;" in one for one in findings(office, CASE))


def test_a_day_that_can_be_read_in_two_ways_is_asked_about(office: Office, tmp_path: Path) -> None:
    told(
        office, tmp_path, "Tue, 31 Mar 2026", DELAY,
        "600 pcs are kept for you until 05/04.",
    )  # fmt: skip
    asked = [q for one in views.case(office, CASE)["assessed"] for q in one["questions"]]
    (hold,) = [one for one in asked if one["about"] == "deadline:hold"]
    assert hold["choices"] == ["2026-04-05", "2026-05-04"]
    office.desk.decide(
        CASE, "respond", person="E001", slots={"hold": "2026-04-05"}, reason="she told me"
    )
    office.desk.advance()
    assert "line 10: 600 PCS are kept for us until 2026-04-05" in findings(office, CASE)

"""The next delay of a case is held against the day its supplier told last, and answered in the
language of its mail."""

from pathlib import Path

from seamline import views
from seamline.wiring import Office
from tests.flows.conftest import CASE
from tests.flows.exports import write
from tests.flows.playing import findings, mails_out
from tests.states import state

KAILUN, NORDMETALL = "lily.chen@kailun.example", "auftragsabwicklung@nordmetall.example"


def told(office: Office, folder: Path, day: str, *lines: str, sender: str = KAILUN) -> None:
    order = "4500018822" if sender == KAILUN else "4500018830"
    write(office, folder, sender, f"PO {order} delay", f"{day} 09:00:00 +0800", *lines)


def again(office: Office, folder: Path, *lines: str) -> None:
    """What its supplier tells four days later."""
    told(office, folder, "Fri, 06 Mar 2026", *lines)


@state()
def moved(office: Office, folder: Path) -> None:
    """A delay of one line that its supplier told a first time."""
    told(
        office, folder, "Mon, 02 Mar 2026",
        "Dear team, PO 4500018822 line 10 will be delayed.",
        "The new ready date is 28 April 2026 instead of 6 April 2026.",
    )  # fmt: skip


def questions(office: Office, case: str = CASE) -> list[str]:
    assessed = views.case(office, case)["assessed"]
    return [one["text"] for each in assessed for one in each["questions"]]


def test_the_day_told_last_is_an_old_day_that_is_known(moved: Office, tmp_path: Path) -> None:
    again(
        moved, tmp_path, "Dear team, PO 4500018822 line 10 moves from 28 April 2026 to 8 May 2026."
    )
    assert questions(moved) == []
    assert any("later (all on 2026-05-08;" in one for one in findings(moved, CASE))


def test_a_day_that_nobody_told_is_asked_about(moved: Office, tmp_path: Path) -> None:
    again(
        moved, tmp_path, "Dear team, PO 4500018822 line 10 moves from 24 April 2026 to 8 May 2026."
    )
    assert [one for one in questions(moved) if "old date named is not the one on record" in one]


def test_the_day_told_last_may_be_said_to_stand(moved: Office, tmp_path: Path) -> None:
    again(
        moved,
        tmp_path,
        "Dear team, PO 4500018822 line 10: the ready date of 28 April 2026 remains unchanged.",
    )
    assert questions(moved) == []
    assert any("later (all on 2026-04-28;" in one for one in findings(moved, CASE))


def test_an_english_mail_of_a_german_partner_is_answered_in_english(
    office: Office, tmp_path: Path
) -> None:
    told(
        office, tmp_path, "Mon, 02 Mar 2026",
        "Dear team, for PO 4500018830 line 10 the new date for the goods is 04/05/2026, we think,",
        "or maybe a day later. We are sorry for the delay and will tell you more on Friday.",
        sender=NORDMETALL,
    )  # fmt: skip
    letters = [one.get_content() for one in mails_out(office)]
    assert letters and all("Bitte" not in one and "Dear K. Brandt" in one for one in letters)


def test_days_more_are_asked_of_which_day_they_count_from(moved: Office, tmp_path: Path) -> None:
    again(moved, tmp_path, "PO 4500018822 line 10 will be delayed by 5 days.")
    asked = views.case(moved, CASE)["assessed"]
    found = [one for each in asked for one in each["questions"] if one["about"] == "promised_date"]
    assert [one["choices"] for one in found] == [["2026-05-03", "2026-04-11"]]

"""A supplier goes back on a delay it told: its open case hears it, and no other comes of it."""

from pathlib import Path

import pytest

from seamline import views
from seamline.wiring import Office
from tests.flows.playing import file_letter
from tests.states import state

SHIP, CASE = "lily.chen@kailun.example", "W1-4500018822"
LATE = "PO 4500018822 item 10: ready 20 April 2026 instead of 6 April, component shortage."
BACK = "Good news: PO 4500018822 item 10 will be ready on 6 April 2026."


def letter(office: Office, folder: Path, text: str, day: int, proof: str = "pass") -> None:
    sent = f"Thu, {day} Mar 2026 09:00:00 +0800"
    told = {"sender": SHIP, "subject": "4500018822", "sent": sent, "proof": proof}
    file_letter(office, folder / "mails", text=text, **told)


@state()
def late(office: Office, folder: Path) -> None:
    """A supplier has told a delay, and a proposal waits."""
    letter(office, folder, LATE, 12)
    assert views.case(office, CASE)["proposal"] is not None


def asked(office: Office) -> list[tuple[str, list[str]]]:
    proposal = views.case(office, CASE)["proposal"] or {"questions": []}
    return [(one["object"], list(one["choices"])) for one in proposal["questions"]]


def test_the_day_on_record_once_more_withdraws_what_rested_on_the_delay(
    late: Office, tmp_path: Path
) -> None:
    letter(late, tmp_path, BACK, 13)
    case = views.case(late, CASE)
    assert len(case["news"]) == 2 and len(case["superseded"]) == 1
    assert asked(late) == []
    assert not any(one["kind"] in ("IssueOrder", "ChangeOrderLine") for one in case["actions"])


@pytest.mark.parametrize(
    "words",
    [
        "Please ignore my previous mail on PO 4500018822, sorry.",
        "PO 4500018822 item 10 is back on schedule.",
    ],
)
def test_what_names_no_day_withdraws_the_proposal_and_asks(
    late: Office, tmp_path: Path, words: str
) -> None:
    letter(late, tmp_path, words, 13)
    assert len(views.case(late, CASE)["superseded"]) == 1
    assert asked(late) == [("purchase_order_lines:4500018822/10", ["2026-04-06"])]


def test_the_day_on_record_named_as_confirmed_is_news(late: Office, tmp_path: Path) -> None:
    letter(late, tmp_path, "PO 4500018822 item 10 will be ready on 6 April 2026 as confirmed.", 13)
    case = views.case(late, CASE)
    assert len(case["news"]) == 2 and len(case["superseded"]) == 1
    assert asked(late) == []


def test_who_proves_nothing_takes_nothing_back(late: Office, tmp_path: Path) -> None:
    before = views.case(late, CASE)["hash"]
    letter(late, tmp_path, BACK, 13, proof="none")
    letter(late, tmp_path, "Please ignore my previous mail on PO 4500018822.", 14, proof="none")
    assert views.case(late, CASE)["hash"] == before


def test_what_nobody_had_told_otherwise_opens_no_case_and_asks_nothing(
    late: Office, tmp_path: Path
) -> None:
    before = views.case(late, CASE)["hash"]
    letter(late, tmp_path, "PO 4500018822 item 20 is on schedule.", 13)
    letter(late, tmp_path, "PO 4500018847 item 10: ready 8 April 2026 as confirmed.", 14)
    assert views.case(late, CASE)["hash"] == before
    uncased = [one["said"] for one in views.inbox(late)["no_workflow"]]
    assert uncased == ["says nothing new", "says nothing new"]

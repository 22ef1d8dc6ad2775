"""The same facts through another channel stand beside the case, and nothing falls by them."""

from pathlib import Path

from memory import chain
from seamline import views
from seamline.wiring import Office
from tests.flows.playing import file_letter, mails_out
from tests.states import state

SHIP, CASE = "lily.chen@kailun.example", "W1-4500018822"
TABLE = "PO | Line | Item | Qty | New date\n4500018822 | 10 | KLB-12 | 12000 | {day}\n"
WORDS = "PO 4500018822 item 10: ready 20 April 2026."


def letter(office: Office, folder: Path, text: str, day: int, **more: str) -> None:
    told = {"sender": SHIP, "subject": "4500018822", "proof": "pass", **more}
    sent = f"Thu, {day} Mar 2026 09:00:00 +0800"
    file_letter(office, folder / "mails", text=text, sent=sent, **told)


def facts(office: Office, *kinds: str) -> list[str]:
    with office.ledger.reading() as connection:
        return [one.kind for one in chain.of_stream(connection, f"case:{CASE}", kinds=kinds)]


@state()
def told(office: Office, folder: Path) -> None:
    """A supplier has said a new day in words."""
    letter(office, folder, WORDS, 12)


def test_the_same_day_in_a_table_supersedes_no_proposal_and_sends_no_letter(
    told: Office, tmp_path: Path
) -> None:
    before = views.case(told, CASE)
    letters = len(mails_out(told))
    letter(told, tmp_path, TABLE.format(day="2026-04-20"), 13)
    after = views.case(told, CASE)
    assert after["hash"] == before["hash"] and not facts(told, "superseded")
    assert [one["message_id"] for one in after["said_again"]] == ["<letter1@kailun.example>"]
    assert len(mails_out(told)) == letters
    assert views.inbox(told)["no_workflow"] == []


def test_another_day_is_news(told: Office, tmp_path: Path) -> None:
    letter(told, tmp_path, TABLE.format(day="2026-04-22"), 13)
    assert len(views.case(told, CASE)["news"]) == 2 and facts(told, "superseded")


def test_the_first_day_once_more_after_another_is_news(told: Office, tmp_path: Path) -> None:
    letter(told, tmp_path, TABLE.format(day="2026-04-22"), 13)
    letter(told, tmp_path, TABLE.format(day="2026-04-20"), 14)
    assert len(views.case(told, CASE)["news"]) == 3


def test_what_only_a_stranger_said_before_is_news_from_who_is_proven(
    office: Office, tmp_path: Path
) -> None:
    letter(office, tmp_path, WORDS, 12, proof="none")
    letter(office, tmp_path, TABLE.format(day="2026-04-20"), 13)
    assert len(views.case(office, CASE)["news"]) == 2


def test_the_same_day_with_a_cause_is_news(told: Office, tmp_path: Path) -> None:
    letter(told, tmp_path, f"{WORDS} The mould is broken.", 13)
    assert len(views.case(told, CASE)["news"]) == 2


def test_another_day_that_can_be_read_two_ways_is_asked_though_one_was_asked_before(
    told: Office, tmp_path: Path
) -> None:
    words = "PO 4500018822 item 10: ready 20 April 2026. The first lot is ready {} April 2026."
    letter(told, tmp_path, words.format(9), 13)
    asked = len(views.case(told, CASE)["news"])
    letter(told, tmp_path, words.format(16), 14)
    assert len(views.case(told, CASE)["news"]) == asked + 1

"""One new day told by a signed event, a chat, the telephone and a letter: heard once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain.provenance import DocSpan
from graph.notes import take_note
from memory import chain
from seamline import views
from seamline.web.door import Answer
from seamline.wiring import Office
from tests.flows.playing import file_letter, mails_out
from tests.tools.events.posts import Post, binary, chat, event, structured
from tests.web.conftest import CHAT, CHAT_SECRET

CASE, SHIP = "W1-4500018822", "shipping@kailun.example"
WORDS = "PO 4500018822 item 10: ready 20 April 2026."
Take = Callable[[Post], Answer]


def letter(office: Office, folder: Path, text: str = WORDS, minute: int = 0) -> None:
    sent = f"Tue, 10 Mar 2026 19:{minute:02}:00 +0800"
    file_letter(office, folder, sender=SHIP, subject="4500018822", sent=sent, text=text)


def posted(office: Office, take: Take, post: Post) -> None:
    assert take(post).status == 202
    office.desk.advance()


def told(office: Office, channel: str) -> tuple[str, ...]:
    """A note of what the shipping desk said; what it makes us ask."""
    noted = take_note(
        office.deps, CASE, "now it will be 20 April", said_by="CT02", channel=channel,
        person_id="E001",
    )  # fmt: skip
    office.desk.advance()
    return tuple(one.slot for one in noted.questions)


def heard(office: Office) -> dict[str, Any]:
    """What may stand once: cases of the order, news, proposals and mails that left."""
    with office.ledger.reading() as connection:
        opened = [one.stream for one in chain.of_kind(connection, "case_opened")]
    case = views.case(office, CASE)
    return {
        "cases": opened,
        "news": len(case["news"]),
        "proposal": case["hash"],
        "superseded": len(case["superseded"]),
        "mails": len(mails_out(office)),
    }


def test_what_a_signed_event_told_is_not_news_in_a_letter_a_chat_or_a_call(
    office: Office, take: Take, tmp_path: Path
) -> None:
    posted(office, take, structured(event(WORDS)))
    first = heard(office)
    assert first["cases"] == [f"case:{CASE}"] and first["news"] == 1
    posted(office, take, binary(event(WORDS, id="e-2")))
    letter(office, tmp_path)
    assert told(office, "phone") == told(office, "chat") == ()
    relayed = chat(WORDS, id="c-1", source=CHAT)
    posted(office, take, structured(relayed, secret=CHAT_SECRET))
    assert heard(office) == first
    assert len(views.case(office, CASE)["said_again"]) >= 2


def test_what_was_told_on_the_phone_waits_for_a_person_until_the_letter_tells_it_itself(
    office: Office, take: Take, tmp_path: Path
) -> None:
    letter(office, tmp_path, "PO 4500018822 item 10: ready 11 April 2026.")
    assert told(office, "phone") == ("promised_date",)
    assert office.desk.case(CASE).open_questions == ("promised_date",)
    letter(office, tmp_path, minute=30)
    state = office.desk.case(CASE)
    assert state.open_questions == () and state.proposal is not None
    [written] = [one for one in state.proposal.actions if one.kind == "ChangeOrderLine"]
    day = written.slots()["promised_date"]
    assert day.value == "2026-04-20" and isinstance(day.source, DocSpan), "not the hearsay"
    after = heard(office)
    assert (after["cases"], after["news"]) == ([f"case:{CASE}"], 2)
    posted(office, take, structured(event(WORDS)))
    assert told(office, "chat") == ()
    assert heard(office) == after

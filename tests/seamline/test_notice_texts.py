"""What notices say, whatever a sender wrote into a summary."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from seamline.notice_texts import chat, sentence


def waiting(what: str) -> dict[str, Any]:
    people = [{"id": "E1", "name": "Ann", "approved": False}, {"id": "E2", "approved": True}]
    people[1]["name"] = "Bob"
    return {"case": "W1-1", "people": people, "until": "2026-03-17T15:59:59+00:00", "what": what}


@given(st.text(max_size=600))
def test_a_chat_room_gets_one_line_without_marks_of_its_own(what: str) -> None:
    said = chat(waiting(what), "https://desk.example/")
    assert said.startswith("W1-1 waits for Ann until 2026-03-17 15:59 UTC: ")
    assert said.endswith(" https://desk.example/cases/W1-1")
    assert not set("<>\n\r\u202e\u200b") & set(said)
    assert "&" not in said.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")


@given(st.text(max_size=600))
def test_a_summary_is_one_line_of_a_length_to_read(text: str) -> None:
    assert len(sentence(text)) <= 201 and "\n" not in sentence(text)


def test_nobody_is_called_by_a_name_in_a_summary() -> None:
    assert "&lt;!channel&gt; pay now" in chat(waiting("<!channel> pay now"), "https://d")

"""A question that goes on from the one before takes over what it needs of it, and nothing else."""

import pytest

from graph.answers.evidence import Answer, Line, answered
from graph.asked.following import TOTAL_OF, whole_question
from graph.asked.naming import Named
from graph.asked.plain import plain

NAMES = ("blue quay", "orion", "W7-KL-3366", "4500018822")


def named(text: str) -> Named:
    low = text.lower()
    spans = [(low.index(one.lower()), len(one)) for one in NAMES if one.lower() in low]
    told = tuple((start, start + length) for start, length in sorted(spans))
    words = tuple(text[start:end] for start, end in told)
    return Named(words, told, bool(words) and len(text.split()) <= len(" ".join(words).split()) + 1)


def told(question: str) -> Answer:
    return answered(
        question, [Line(text="W7-KL-3366: decide"), Line(text="5 USD: W1-4500018822 x")]
    )


@pytest.mark.parametrize(
    ("before", "question", "full"),
    [
        ("what did orion promise", "and blue quay?", "what did blue quay promise"),
        ("what is open with blue quay", "since when?", "since when (blue quay)?"),
        ("why is 4500018822 late", "who approved it?", "who approved it (4500018822)?"),
        ("what is urgent", "why is that urgent?", "why is that urgent (W7-KL-3366)?"),
        ("what is urgent", "and the second one?", "status (W1-4500018822)?"),
        ("what is on hold", "how much is that in total", f"{TOTAL_OF}what is on hold"),
        ("what is late", "what about orion", "what is late: orion?"),
        ("what did orion promise", "what is late?", "what is late?"),
        ("what did orion promise", "why is 4500018822 late", "why is 4500018822 late"),
        ("", "and blue quay?", "and blue quay?"),
    ],
)
def test_it_takes_over_what_it_leaves_out(before: str, question: str, full: str) -> None:
    assert whole_question(question, before, named, told, stands_alone=False) == full


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("whats late", "what is late"),
        ("who hasnt answered", "who has not answered"),
        ("wann kommt 4500018611 an?", "when arrives 4500018611 an?"),
        ("hat Kailun geantwortet?", "has Kailun answered?"),
        ("where are the U.S. boards", "where are the U.S. boards"),
    ],
)
def test_hurried_and_foreign_words_are_put_in_plain_english(typed: str, meant: str) -> None:
    assert plain(typed) == meant

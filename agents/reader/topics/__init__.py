"""Topics: what partners write about beside an order's dates, one family of facts a file.

A topic looks at the whole letter, states and asks what it is sure of, and answers with the
intents it found. Topics know nothing of each other; the order here changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from agents.reader.letter import Letter

#: Reads one family of facts; returns the intents the letter has because of them.
Topic = Callable[[Letter], Iterable[str]]

TOPICS: tuple[Topic, ...] = ()


def read_topics(letter: Letter) -> tuple[str, ...]:
    """Every topic's facts noted; all intents, each once."""
    return tuple(dict.fromkeys(intent for topic in TOPICS for intent in topic(letter)))

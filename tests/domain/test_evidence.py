"""Spans hold as long as the text they count in is the same; what a picture gave is marked."""

from __future__ import annotations

import pytest

from domain.evidence import PARSER_VERSION, Part, Span


@pytest.mark.parametrize(
    ("version", "part", "current"),
    [
        (PARSER_VERSION, "attachment:0", True),
        ("text-1", "body", True),
        ("text-1", "subject", True),
        ("text-1", "attachment:0", False),
        ("text-0", "body", False),
        ("text-3", "body", False),
    ],
)
def test_a_span_of_an_earlier_parser_holds_where_the_text_is_the_same(
    version: str, part: str, current: bool
) -> None:
    span = Span(sha256="0" * 64, part=part, start=0, end=1, parser_version=version, quote="1")
    assert span.is_current is current


def test_words_that_touch_a_picture_count_as_read_from_it() -> None:
    part = Part(name="attachment:0", kind="application/pdf", text="a" * 20, recognised=((5, 10),))
    assert [part.is_recognised(*at) for at in ((0, 5), (4, 6), (9, 12), (10, 12))] == [
        False,
        True,
        True,
        False,
    ]

"""Shares of an award: a number beside every supplier's name, a hundred together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agents.reader.awards.winners import Named, Winner, named_in
from agents.reader.claims import Claim
from agents.reader.passages import Passage

_BEHIND = re.compile(
    r"\s{0,2}(?:[:=–(-]\s?|(?:gets?|takes?|wins?|has|with|at|erhält|bekommt|mit|obtient|reçoit|avec|recibe|se\slleva|"
    r"con|recebe|leva|fica\scom|riceve|får|alır|alıyor|krijgt|dostaje)\s){0,2}(?P<n>\d{1,3})\s?(?P<pct>%)?"
    r"(?![\d%]|[.,]\d|\s?(?:k|pcs?|pieces|stk|kg|eur|usd|days)(?!\w))",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?<![\d.,])(?P<n>\d{1,3})\s?(?:(?P<pct>%)\s?|(?=(?:to|for|goes|an|für|geht|pour|para|till)\s))"
    r"(?:(?:to|for|an|für|goes\sto|geht\san|à|pour|a|para|per|till)\s)?$",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(?<![\d.,])100\s?%")
_RATIO = re.compile(r"(?<![\d.,/])(?P<a>\d{1,2})\s?(?:/|:|-)\s?(?P<b>\d{1,2})(?![\d.,/])")


def shares(passage: Passage, asked: Sequence[Winner]) -> list[tuple[Claim, Winner]]:
    """The share of each supplier named; none unless they make a whole."""
    marks = named_in(passage.text, asked)
    whole = _WHOLE.search(passage.text) if len({one.winner.row.key for one in marks}) == 1 else None
    if whole:
        return [(_claim(passage, whole.start(), whole.end()), marks[0].winner)]
    for found in (
        list(_behind(passage, marks)),
        list(_before(passage, marks)),
        _ratio(passage, marks),
    ):
        parts = [int(claim.text) if claim.text else 0 for claim, _ in found]
        total = sum(parts) if all(parts) else 0
        everyone = {one.row.key for _, one in found} == {one.winner.row.key for one in marks}
        if found and total == 100 and everyone:
            return found
    return []


def _behind(passage: Passage, marks: list[Named]) -> Iterator[tuple[Claim, Winner]]:
    for index, mark in enumerate(marks):
        high = marks[index + 1].start if index + 1 < len(marks) else len(passage.text)
        match = _BEHIND.match(passage.text, mark.end, high)
        if match:
            yield (
                _claim(
                    passage, match.start("n"), match.end("pct") if match["pct"] else match.end("n")
                ),
                mark.winner,
            )


def _before(passage: Passage, marks: list[Named]) -> Iterator[tuple[Claim, Winner]]:
    for mark in marks:
        match = _BEFORE.search(passage.text[max(0, mark.start - 24) : mark.start])
        if match:
            base = max(0, mark.start - 24)
            end = match.end("pct" if match["pct"] else "n")
            yield _claim(passage, base + match.start("n"), base + end), mark.winner


def _ratio(passage: Passage, marks: list[Named]) -> list[tuple[Claim, Winner]]:
    """`70/30 Rao/Tecmaq`: as many numbers as names, in the same order."""
    match = _RATIO.search(passage.text)
    first = list(dict.fromkeys(one.winner.row.key for one in marks))
    if match is None or len(first) != 2 or int(match["a"]) + int(match["b"]) != 100:
        return []
    winners = [next(one.winner for one in marks if one.winner.row.key == key) for key in first]
    return [
        (_claim(passage, match.start(name), match.end(name)), winner)
        for name, winner in zip(("a", "b"), winners, strict=True)
    ]


def _claim(passage: Passage, start: int, end: int) -> Claim:
    base = passage.start
    return Claim(
        "award_share_pct", "share", passage.part, base + start, base + end, {"decimal": "."}
    )

"""A question in plain English words: what was typed in a hurry or in another language put so."""

from __future__ import annotations

from domain.words import lexicon


def plain(question: str) -> str:
    """The question with everyday spellings and foreign words as the English they mean; names,
    numbers and all else stand as they were typed."""
    told, end = [], 0
    for hit in lexicon("everyday").find(question):
        if hit.start < end:
            continue
        told += [question[end : hit.start], hit.code]
        end = hit.end
    return "".join([*told, question[end:]])

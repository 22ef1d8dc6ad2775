"""A surcharge that was announced and is given up: from then on it is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.deals import orders_named
from agents.reader.denied import on_condition, refused, supposed, unreal, wished
from agents.reader.letter import Letter
from agents.reader.passages import clauses
from agents.reader.scopes import Scope
from domain.words import Hit, lexicon

#: Where another thing begins to be spoken of.
_PIECE = re.compile(r"[,;:，；、：](?!\d)|[.。](?=\s)|\s[–—-]\s")


def read_waivers(letter: Letter) -> Iterator[str]:
    """States a supplier's surcharge of the order or line spoken of as 0 percent."""
    orders = orders_named(letter)
    if letter.sender.kind != "supplier":
        return
    before = ""
    for scope in letter.scopes:
        for clause in clauses(scope.passage):
            low = clause.start - scope.passage.start
            part = scope._replace(passage=clause, masked=scope.masked[low : low + len(clause.text)])
            about = _about(part, orders)
            extent = _waived(part, before)
            if about and extent is not None:
                _state(letter, about, part, extent)
            before = f"{before} {part.masked}"[-_LONGEST:]
    yield from ()


#: So near before the words a refusal is one of them: `we cannot waive it`.
_NEAR = 32
#: So far back a charge is looked for that `we absorb it` may mean.
_LONGEST = 600


def _about(scope: Scope, orders: set[str]) -> tuple[str, ...]:
    """The lines named; else the order spoken of, or the only one the letter names."""
    if scope.named and scope.lines:
        return tuple(scope.lines)
    order = scope.order or (next(iter(orders)) if len(orders) == 1 else "")
    return (f"purchase_orders:{order}",) if order else ()


def _waived(scope: Scope, before: str) -> tuple[int, int] | None:
    """The words that give the surcharge up, with its name where it stands beside them."""
    text = scope.masked
    asked = scope.passage.text.rstrip().endswith(("?", "？")) or lexicon("cue").has(text, "ask")
    if asked or unreal(text):
        return None
    for hit in lexicon("waived").find(text):
        if (
            refused(text[max(0, hit.start - _NEAR) : hit.start])
            or supposed(text, hit.start)
            or wished(text, hit.start)
        ):
            continue
        if hit.code == "given_up":
            near = [one for one in _surcharges(text) if _in_one_piece(text, hit, one)]
            if near:
                return min(hit.start, near[0].start), max(hit.end, near[0].end)
        elif hit.code == "none" or _means_surcharge(before + " " + text[: hit.end]):
            return hit.start, hit.end
    return None


def _surcharges(text: str) -> list[Hit]:
    return [one for one in lexicon("cue").find(text) if one.code == "surcharge"]


def _in_one_piece(text: str, hit: Hit, surcharge: Hit) -> bool:
    between = text[min(hit.end, surcharge.end) : max(hit.start, surcharge.start)]
    return _PIECE.search(between) is None


def _means_surcharge(before: str) -> bool:
    """Whether the charge spoken of last is a surcharge."""
    charges = [one for one in lexicon("no_goods").find(before) if one.code == "charge"]
    named = _surcharges(before)
    last = max((one.end for one in named), default=-1)
    return last >= 0 and last >= max((one.end for one in charges), default=-1)


def _state(letter: Letter, about: tuple[str, ...], scope: Scope, extent: tuple[int, int]) -> None:
    start, end = (scope.passage.start + one for one in extent)
    if on_condition(scope.passage.text):
        quote = letter.notes.span(scope.passage.part, start, end).quote
        letter.notes.notes.append(f"{quote!r} is given up on a condition only: it stands")
        return
    for one in about:
        letter.state(one, "surcharge_pct", "given_up", (scope.passage.part, start, end))

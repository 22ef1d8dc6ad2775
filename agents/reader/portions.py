"""Parts of one order line told in a sentence, each with its time: `7,000 as confirmed, the rest on
20 April`, `only 8,000 now, the balance of 4,000 on 12 May`."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from agents.reader.denied import refused
from agents.reader.lots import CUT, Dated, Lot
from agents.reader.scopes import Scope
from agents.reader.sender import Sender
from agents.reader.sizes import all_amounts
from agents.reader.stands import rest_words, stands
from domain.dates import DateSpan
from domain.datewords import FoundDate
from domain.numberwords import FoundNumber
from domain.record import Row
from domain.words import Hit, lexicon

#: `the balance of 4,000`, `5 000 restantes`: a number so near to the word for the rest is the rest.
_OF_REST, _REST_OF = 14, 3


class _Token(NamedTuple):
    """An amount (a number, or the rest) or a time (a day, or words for one) of the sentence."""

    start: int
    amount: FoundNumber | None = None
    rest: bool = False
    time: Dated | None = None


def portions(scope: Scope, coming: list[Dated], sender: Sender, row: Row | None) -> list[Lot]:
    """The lots of a sentence that gives each its amount and its time; none where it is not sure."""
    text = scope.masked
    if row is None or scope.passage.text.rstrip().endswith(("?", "？")) or refused(text):
        return []
    amounts, whole = _amounts(scope, sender, row)
    tokens = sorted([*amounts, *_times(scope, coming, row, sender)], key=lambda one: one.start)
    pairs = _paired(_merged(tokens)) or _by_segments(tokens, text)
    lots = [
        Lot(scope.passage, time.time, amount.amount, rest=amount.rest)
        for amount, time in pairs
        if time.time is not None
    ]
    return lots if _fit(lots, row, whole) else []


def _amounts(scope: Scope, sender: Sender, row: Row) -> tuple[list[_Token], bool]:
    """The amounts of parts, and whether the whole was told before them."""
    text = scope.masked
    balances = rest_words(text)
    every = all_amounts(scope, sender, row, bool(balances))
    found = _without_whole(every, row)
    tokens = [_Token(one.start, amount=one) for one in found]
    rests = [
        _Token(hit.start, rest=True)
        for hit in balances
        if not any(
            0 <= one.start - hit.end <= _OF_REST or 0 <= hit.start - one.end <= _REST_OF
            for one in found
        )
    ]
    return [*tokens, *rests[:1]], len(found) < len(every)


def _without_whole(found: list[FoundNumber], row: Row) -> list[FoundNumber]:
    """`of the 12,000, 7,000 …`, `instead of 12,000 we ship 8,000`: the whole is no part."""
    first = found[0].quantity if found else None
    whole = first is not None and first.n in (row.number("qty"), _coming(row))
    return found[1:] if whole and len(found) > 1 else found


def _times(scope: Scope, coming: list[Dated], row: Row, sender: Sender) -> list[_Token]:
    text = scope.masked
    found = [_Token(one.date.start, time=one) for one in coming]
    known = row.day("promised_date")
    for hit in lexicon("line_state").find(text):
        if hit.code == "unchanged" and known and stands(text, hit, sender.when()):
            span = DateSpan(earliest=known, latest=known)
            found.append(_Token(hit.start, time=_said(text, hit, "kept", (span,))))
    for hit in lexicon("portion").find(text):
        inside = any(one.date.start < hit.end and hit.start < one.date.end for one in coming)
        if not inside:
            days = (DateSpan.on(sender.written_on),) if hit.code == "now" else ()
            found.append(_Token(hit.start, time=_said(text, hit, hit.code, days)))
    return found


def _said(text: str, hit: Hit, role: str, days: tuple[DateSpan, ...]) -> Dated:
    raw = text[hit.start : hit.end]
    return Dated(FoundDate(start=hit.start, end=hit.end, raw=raw, readings=days), role)


def _merged(tokens: list[_Token]) -> list[_Token]:
    """Times that stand together as one: the day says more than the words beside it."""
    kept: list[_Token] = []
    for one in tokens:
        before = kept[-1].time if kept else None
        if one.time is None or before is None:
            kept.append(one)
        elif before.role in _WORDS:
            kept[-1] = one if one.time.role not in _WORDS else kept[-1]
        elif one.time.role not in _WORDS:
            kept.append(one)
    ahead = len(kept) % 2 == 1 and kept[0].time is not None and kept[0].time.role in _WORDS
    return kept[1:] if ahead else kept  # `currently only 8,000 in stock, the rest later`


_WORDS = ("kept", "now", "later")


def _paired(tokens: list[_Token]) -> list[tuple[_Token, _Token]]:
    """Amounts and times in turn; none where two of a kind stand together."""
    kinds = [one.time is None for one in tokens]
    in_turn = all(left != right for left, right in itertools.pairwise(kinds))
    if not tokens or len(tokens) % 2 or not in_turn:
        return []
    pairs = zip(tokens[::2], tokens[1::2], strict=True)
    return [(one, other) if one.time is None else (other, one) for one, other in pairs]


def _by_segments(tokens: list[_Token], text: str) -> list[tuple[_Token, _Token]]:
    """The same for each part of the sentence by itself."""
    cuts = [0, *(match.end() for match in CUT.finditer(text)), len(text) + 1]
    pairs: list[tuple[_Token, _Token]] = []
    for low, high in itertools.pairwise(cuts):
        mine = _merged([one for one in tokens if low <= one.start < high])
        told = _paired(mine)
        if mine and not told:
            return []
        pairs += told
    return pairs


def _fit(lots: list[Lot], row: Row, whole: bool) -> bool:
    """Whether they are parts of what is to come: several, or one that is kept, or the rest, or is
    told of the `whole`."""
    sizes = [one.qty.quantity.n for one in lots if one.qty and one.qty.quantity and one.qty.sure]
    rests = [one for one in lots if one.rest]
    if len(sizes) + len(rests) != len(lots) or sum(sizes) > _coming(row) or len(rests) > 1:
        return False
    if rests and sizes and sum(sizes) >= _coming(row):
        return False
    alone = len(lots) == 1 and (whole or lots[0].rest or lots[0].date.role == "kept")
    return len(lots) > 1 or (alone and sum(sizes) < _coming(row))


def _coming(row: Row) -> int:
    return int((row.number("qty") or 0) - (row.number("received_qty") or 0))

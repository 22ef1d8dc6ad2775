"""What whoever carries goods tells of the shipment his letter is about, and nobody else read.

Equipment, cut-offs, a freight total: each by its own form, in whatever kind of letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.alternatives import news_lines
from agents.reader.denied import denied, of_others, supposed, unreal
from agents.reader.letter import Letter, Line
from agents.reader.moments import moments, state_moment
from agents.reader.sums import state_sum, sums
from agents.reader.topics.bookings import cut_off
from agents.reader.topics.equipment import EQUIPMENT
from agents.reader.transport import loading_zone, shipment_meant, shipment_of_order
from domain.words import lexicon

_CARRIERS = ("forwarder", "carrier", "broker")


def read_on_the_way(letter: Letter) -> Iterator[str]:
    """States what nobody stated yet; of whom it is asked whether goods are good is ours."""
    about = shipment_meant(letter) or shipment_of_order(letter)
    kind = letter.sender.kind
    if kind in _CARRIERS and about:
        _cut_offs(letter, about)
        _freight(letter, about)
    about = about or (f"purchase_orders:{_order(letter)}" if _order(letter) else "")
    if about and kind in (*_CARRIERS, "supplier"):
        _equipment(letter, about)
    yield from ()


def _order(letter: Letter) -> str:
    orders = {one.order for one in letter.scopes if one.order}
    return orders.pop() if len(orders) == 1 else ""


def _is_told(letter: Letter, field: str) -> bool:
    stated = {one.field for one in letter.notes.statements}
    return field in stated or field in {one.about for one in letter.notes.questions}


def _cut_offs(letter: Letter, about: str) -> None:
    """Each cut-off by the name right before its day, whatever else the letter is for."""
    zone = loading_zone(letter, about)
    for line in news_lines(letter):
        for one in moments(line.text, letter.sender, zone):
            field = cut_off(line.text[: one.start])
            if field and not _is_told(letter, field) and not _asks(line, one.start):
                state_moment(letter, line, about, field, one, zone)


def _asks(line: Line, at: int) -> bool:
    """Whether it is asked, may be, is of others or hangs on a condition."""
    asked = line.text.rstrip().endswith(("?", "？"))
    words = line.text.replace("SI", "  ")  # shipping instructions, and no `si` of Romance tongues
    return asked or unreal(line.text) or of_others(line.text) or supposed(words, at)


def _leaves_open(line: Line, at: int) -> bool:
    return _asks(line, at) or denied(line.text, at)


def _equipment(letter: Letter, about: str) -> None:
    """The one equipment that the letter wants, names or proposes; of two none."""
    if _is_told(letter, "equipment"):
        return
    found = [
        (line, match)
        for line in news_lines(letter)
        for match in EQUIPMENT.finditer(line.text)
        if line.part.name == "body" and not _leaves_open(line, match.start())
    ]
    if len({re.sub(r"\W", "", match[0]).upper() for _, match in found}) == 1:
        line, match = found[0]
        where = (line.part, line.start + match.start(), line.start + match.end())
        letter.state(about, "equipment", "words", where)


def _freight(letter: Letter, about: str) -> None:
    """A freight told as so much a box and a total: the total that the box's rate makes."""
    field = "charge_amount:freight"
    if _is_told(letter, field):
        return
    for line in news_lines(letter):
        hits = [hit for hit in lexicon("amount").find(line.text) if hit.code == "freight"]
        mine = [one for one in sums(letter) if one.strong and one.phrase.part == line.part]
        mine = [one for one in mine if line.start <= one.start < line.end]
        if not hits or len(mine) != 2 or _leaves_open(line, hits[0].start):
            continue
        rate, total = mine
        times = total.amount.value / rate.amount.value if rate.amount.value else 0
        if 1 < times <= 40 and times == int(times):
            state_sum(letter, about, field, total, "plain")
            return

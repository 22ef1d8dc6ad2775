"""What a partner keeps for us until a day: pieces, pallets or space."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.deals import orders_named
from agents.reader.denied import on_condition, refused, supposed, unreal
from agents.reader.letter import Letter
from agents.reader.lots import dated
from agents.reader.passages import clauses
from agents.reader.scopes import Scope
from agents.reader.sizes import recipe_of
from agents.reader.transport import shipments_believed
from domain.datewords import FoundDate
from domain.numberwords import FoundNumber, quantities
from domain.words import Hit, lexicon

#: So near before the words a refusal or a wish is one of them: `we cannot hold`, `please hold`.
_NEAR = 32
_WISH = re.compile(
    r"(?<!\w)(?:please|pls|kindly|you|bitte|merci\sde|veuillez|favor|por\sfavor|rogamos|si\sprega|vänligen|lütfen|proszę|graag|请)"
    r"(?!\w)[^.;\n]{0,24}$",
    re.IGNORECASE,
)
_CARRIES = frozenset({"carrier", "forwarder", "warehouse", "port"})
_UNTIL = re.compile(
    r"(?<!\w)(?:until|till|til|thru|through|bis|jusqu['’]\w{1,3}|hasta|até|fino\s\w{1,3}|t\.?o\.?m\.?|kadar|do|tot)(?!\w)|(?:至|到|まで)",
    re.IGNORECASE,
)


def read_held(letter: Letter) -> Iterator[str]:
    """States until when something is kept for us and how much of it, on the line, order or shipment
    it is spoken of for; a day that can be read in two ways is asked about."""
    for scope in letter.scopes:
        for clause in clauses(scope.passage):
            low = clause.start - scope.passage.start
            masked = scope.masked[low : low + len(clause.text)]
            part = scope._replace(passage=clause, masked=masked)
            day = _end(part, letter) if _keeps(part) else None
            about = _about(letter, part) if day is not None else ""
            sizes = _sizes(letter, part)
            if day is None or not (sizes or lexicon("held").has(masked, "space")):
                continue
            if not about:
                letter.notes.notes.append(f"{day.raw!r}: kept is nothing that is on record")
            else:
                _state(letter, about, part, day, sizes)
    yield from ()


def _keeps(scope: Scope) -> bool:
    """Whether the writer keeps something for us, for certain, in these words."""
    text = scope.masked
    asked = scope.passage.text.rstrip().endswith(("?", "？"))
    if asked or unreal(text) or on_condition(text):
        return False
    return any(_is_offer(text, hit) for hit in lexicon("held").find(text))


def _is_offer(text: str, hit: Hit) -> bool:
    before = text[max(0, hit.start - _NEAR) : hit.start]
    wished = _WISH.search(before) or supposed(text, hit.start)
    return hit.code in ("offer", "kept") and not (refused(before) or wished)


def _end(scope: Scope, letter: Letter) -> FoundDate | None:
    """The one day until which it is kept."""
    days = [one.date for one in dated(scope.masked, letter.sender, None)]
    ends = [one for one in days if one.bound in ("by", "before") or _is_until(scope.masked, one)]
    return ends[0] if len(ends) == 1 and ends[0].readings else None


def _is_until(text: str, one: FoundDate) -> bool:
    words = text[max(0, one.start - 16) : one.end + 3]
    return _UNTIL.search(words) is not None


def _about(letter: Letter, scope: Scope) -> str:
    """The line or order a supplier speaks of; the shipment of whoever carries or stores it."""
    if letter.sender.kind in _CARRIES:
        shipments = shipments_believed(letter)
        return shipments[0] if len(shipments) == 1 else ""
    if letter.sender.kind != "supplier":
        return ""
    if len(scope.lines) == 1:
        return scope.lines[0]
    orders = {scope.order} - {""} or orders_named(letter)
    return f"purchase_orders:{orders.pop()}" if len(orders) == 1 else ""


def _sizes(letter: Letter, scope: Scope) -> list[FoundNumber]:
    found = quantities(scope.masked, letter.sender.decimal)
    return [one for one in found if one.quantity is not None and one.quantity.unit != "PCT"]


def _state(
    letter: Letter, about: str, scope: Scope, day: FoundDate, sizes: list[FoundNumber]
) -> None:
    part, base = scope.passage.part, scope.passage.start
    where = (part, base + day.start, base + day.end)
    if day.ambiguous:
        days = tuple(str(one.latest) for one in day.readings)
        text = f"kept until {day.raw!r}, which can be {' or '.join(days)}"
        of = letter.sender.object
        letter.ask("deadline:hold", about, text, of=of, slot="hold", choices=days, where=where)
    else:
        arguments = letter.sender.date_arguments("hold")
        arguments |= {"time": day.time} if day.time else {}
        letter.state(about, "deadline:hold", "date_words", where, arguments)
    if len(sizes) == 1:
        recipe, own = recipe_of(sizes[0], letter.sender)
        where = (part, base + sizes[0].start, base + sizes[0].end)
        letter.state(about, "offered_hold_qty", recipe, where, own)

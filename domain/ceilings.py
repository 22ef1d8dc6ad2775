"""Ceilings: how much others may hold of something scarce before a case has to look again, and
what may be held of it once they hold more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from domain.options import Draw, Held, Option


def ceilings(options: Iterable[Option], held: Iterable[Held]) -> dict[str, Decimal]:
    """By object, in its own unit: while all other cases together hold no more, every option finds
    what it draws, so that none of them changes.

    Lines may draw on one object at once, options of one line never do. An object is left out where
    an option already lacks it or nobody can say what is free: then every change has to be looked
    at. `held` is what others held when the options were priced.
    """
    draws: dict[str, dict[str, list[Draw]]] = defaultdict(lambda: defaultdict(list))
    for option in options:
        for draw in option.draws:
            draws[draw.object][option.object].append(draw)
    others: dict[str, Decimal] = defaultdict(Decimal)
    for one in held:
        others[one.object] += one.qty
    found = {}
    for name, lines in draws.items():
        free = [draw.free for line in lines.values() for draw in line]
        most = sum((max(one.qty for one in line) for line in lines.values()), Decimal(0))
        known = [one for one in free if one is not None]
        lacking = any(draw.short for line in lines.values() for draw in line)
        if len(known) == len(free) and min(known) >= most and not lacking:
            found[name] = others[name] + min(known) - most
    return found


def overdrawn(chosen: Iterable[Option]) -> dict[str, Draw]:
    """By object, what these options together take beyond what is left of it; of a budget that
    takes a higher signature. Nothing where nobody can say what is left."""
    drawn: dict[str, list[Draw]] = defaultdict(list)
    for option in chosen:
        for draw in option.draws:
            drawn[draw.object].append(draw)
    found = {}
    for name, draws in drawn.items():
        free = min((one.free for one in draws if one.free is not None), default=None)
        over = sum((one.qty for one in draws), Decimal(0)) - free if free is not None else 0
        if over > 0:
            found[name] = draws[0].model_copy(update={"qty": Decimal(over)})
    return found


def within(draws: Iterable[Draw], seen: Iterable[Held], now: Iterable[Held]) -> list[Draw]:
    """What may be held of these draws by now: what others took since they were priced on what was
    `seen` is theirs, whoever asked first."""
    more: dict[str, Decimal] = defaultdict(Decimal)
    for held, sign in ((now, 1), (seen, -1)):
        for one in held:
            more[one.object] += sign * one.qty
    found: list[Draw] = []
    taken: dict[str, Decimal] = defaultdict(Decimal)
    for draw in draws:
        gone, kept = more[draw.object], draw
        if gone > 0 and draw.free is not None:
            left = max(draw.free - gone - taken[draw.object], Decimal(0))
            update = {"free": left} if draw.kind == "budget" else {"qty": min(draw.qty, left)}
            kept = draw.model_copy(update=update)
        taken[draw.object] += kept.holds
        found.append(kept)
    return found

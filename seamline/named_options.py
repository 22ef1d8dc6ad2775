"""The option that a typed wish means: by its name, its title, or as the cheapest or the fastest."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from domain.errors import NotAllowed, Refused
from domain.option_words import words
from domain.options import Option

#: What follows is a reason, or what is not wanted, and names no option.
_REASON = re.compile(r"\b(?:because|since|so that|as it|instead of|rather than|not)\b|[:;,]", re.I)


def named(options: Sequence[Option], text: str) -> Option | None:
    """The option that a text means, None where it means none. Refused where several fit equally;
    NotAllowed with the reason where the one that is meant cannot be taken."""
    said = _REASON.split(text, maxsplit=1)[0].lower()
    least = _superlative(said)
    fit = _titled(options, text.lower()) or _named_whole(options, said) or _sharing(options, said)
    if least is not None:
        able = [one for one in fit or options if _taken(options, one.name)]
        return _least(options, able, least)
    able = [one for one in fit if _taken(options, one.name)] or fit
    names = sorted({one.name for one in able})
    return _able(options, _only(options, names)) if names else None


def _titled(options: Sequence[Option], text: str) -> list[Option]:
    """Those whose whole title stands in the text: what is listed can be typed as it is."""
    whole = [one for one in options if one.title.lower() in text]
    longest = max((one.title for one in whole), key=len, default="")
    return [one for one in whole if one.title == longest]


def _named_whole(options: Sequence[Option], said: str) -> list[Option]:
    """Those of the longest name that is said word for word."""
    whole = [one for one in options if re.search(rf"\b{re.escape(one.name)}\b", said)]
    longest = max((one.name for one in whole), key=len, default="")
    return [one for one in whole if one.name == longest]


def _sharing(options: Sequence[Option], said: str) -> list[Option]:
    """Those that share the most words with what is said: of their names, else of their titles."""
    meant = words(said)
    for titles in (False, True):
        told = [words(one.title if titles else one.name) for one in options]
        shared = [len(one & meant) for one in told]
        most = max(shared, default=0)
        if most:
            return [one for one, count in zip(options, shared, strict=True) if count == most]
    return []


def _taken(options: Sequence[Option], name: str) -> bool:
    """Whether it can be taken for something the case is about."""
    return any(one.is_candidate for one in options if one.name == name)


def _able(options: Sequence[Option], name: str) -> Option:
    of_name = [one for one in options if one.name == name]
    taken = next((one for one in of_name if one.is_candidate), None)
    if taken is not None:
        return taken
    out = [f"not known: {one}" for one in of_name[0].unknown]
    out += [f"it breaks {one.replace('_', ' ')}" for one in of_name[0].violates]
    raise NotAllowed(f"{of_name[0].title} cannot be taken: {'; '.join(out)}")


#: By what the least is meant: an option's cost, or the days by which it is late.
_Measure = Callable[[Option], Decimal]
_CHEAPEST = re.compile(r"\b(?:cheapest|least (?:cost|expensive)|lowest (?:cost|price))\b")
_FASTEST = re.compile(r"\b(?:fastest|quickest|soonest|earliest|least late)\b")


def _superlative(said: str) -> _Measure | None:
    if _CHEAPEST.search(said):
        return lambda one: one.cost.amount
    return (lambda one: Decimal(one.days_late)) if _FASTEST.search(said) else None


def _least(options: Sequence[Option], able: Sequence[Option], measure: _Measure) -> Option:
    """The one with the least, of those that answer for everything the case is about."""
    objects = {one.object for one in options}
    names = sorted({one.name for one in able})
    of_name = {name: [one for one in options if one.name == name] for name in names}
    whole = {name: of for name, of in of_name.items() if {one.object for one in of} == objects}
    if not whole or len({one.currency for one in options}) > 1:
        raise Refused("the options cannot be held against each other as a whole: say one's name")
    sums = {name: sum(map(measure, of), Decimal(0)) for name, of in whole.items()}
    best = [name for name, summed in sums.items() if summed == min(sums.values())]
    return _able(options, _only(options, best))


def _only(options: Sequence[Option], names: Sequence[str]) -> str:
    if len(names) > 1:
        titles = dict.fromkeys(one.title for name in names for one in options if one.name == name)
        told = "; ".join(titles)
        raise Refused(f"{len(names)} fit equally: {told} (say which by its whole name)")
    return names[0]

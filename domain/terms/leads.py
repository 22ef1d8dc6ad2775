"""Lead times with what starts them: 5 semanas from order + advance, Lieferzeit 4 Wochen."""

from __future__ import annotations

import re
from decimal import Decimal

from domain.datewords.vocabulary import NUMBER, UNIT, UNITS, WORKING, count, squeezed
from domain.quantity import Quantity
from domain.terms.found import FoundTerm, said

_NAMES = {1: "DAY", 7: "WEEK", 30: "MONTH"}
_SO_MANY = (
    rf"(?P<least>{NUMBER})(?:\s?(?:-|–|to|bis|à|a)\s?(?P<most>{NUMBER}))?[\s-]{{0,2}}"
    rf"(?P<working>working\s|business\s|calendar\s)?(?P<unit>{UNIT})"
)
_LINK = (
    r"(?:[\s:.=-]|is|of|ist|beträgt|de|du|est|es|di|è|är|approx\.?|ca\.?|about|abt\.?|circa|"
    r"environ|aprox\.?|yaklaşık|within|in|innerhalb\svon){0,8}"
)
_LEAD = re.compile(
    rf"(?<!\w)(?P<cue>{said('lead_time')})(?!\w){_LINK}(?<![\w.,]){_SO_MANY}(?!\w)", re.IGNORECASE
)
_READY = re.compile(
    rf"(?<![\w.,]){_SO_MANY}(?:da|de|ta|te)?\s{{1,2}}(?:içinde\s)?(?P<cue>{said('ready_in')})(?!\w)|"
    rf"(?<!\w)(?P<ready>{said('ready_in')})\s(?:in|within|innerhalb\svon|en|dans|em|tra|fra|inom)\s"
    rf"(?P<least2>{NUMBER})\s?(?P<unit2>{UNIT})(?!\w)",
    re.IGNORECASE,
)
_FROM = (
    r"(?:from|after|upon|following|ab|nach|à\scompter\sd[eu]|après|dès|desde|después\sdel?|"
    r"a\spartir\sd[eo]l?|tras|após|dopo|dal|från|efter|od|na|vanaf)\s"
    r"(?:the\s|receipt\sof\s|erhalt\sder\s|eingang\sder\s|la\s|el\s|l['’]|le\s|o\s|a\s|your\s|ihrer\s){0,2}"
)
_APPROVED = ("advance_paid", "drawing_approved", "pattern_approved", "sample_approved")
_ORDER = r"(?:order|po|pedido|orden|commande|ordine|auftrag|bestellung|beställning)"
#: `5 weeks from order and advance`: what starts it stands right behind.
_STARTED = re.compile(
    rf"(?<![\w.,])(?P<cue>){_SO_MANY}\s{{1,2}}(?=(?:{said('order')})(?!\w)|"
    rf"{_FROM}(?:{_ORDER}|{said(*_APPROVED)})(?!\w))",
    re.IGNORECASE,
)
_STARTS = (
    ("advance", "advance_paid"),
    ("drawing approval", "drawing_approved"),
    ("pattern approval", "pattern_approved"),
    ("sample approval", "sample_approved"),
    ("order", "order"),
)
_START_WORDS = {
    code: re.compile(
        rf"(?<!\w)(?:{said(code)}{f'|{_FROM}{_ORDER}' if code == 'order' else ''})(?!\w)",
        re.IGNORECASE,
    )
    for _, code in _STARTS
}
_BEHIND = 70
#: `from your approval, not from the order`: what is denied starts nothing.
_DENIED = re.compile(
    r",?\s\(?(?:and\snot|not|nicht|(?:et\s)?(?:pas|non)|(?:y\s|e\s)?n[oã]o?|inte|ej|değil|a\snie|nie|niet)\s"
    r"(?:counted\s|gerechnet\s)?(?=from|after|upon|ab|nach|von|vom|à|après|dès|de|desde|del|do|da|dal|dall|från|efter|od|na|vanaf)",
    re.IGNORECASE,
)


def lead_times(text: str, cued: bool = False) -> list[FoundTerm]:
    """Every lead time a cue announces; `cued`: a label did, so a number of days alone is one."""
    patterns = [_LEAD, _READY, _STARTED]
    if cued:
        patterns.append(re.compile(_SO_MANY, re.IGNORECASE))
    found: list[FoundTerm] = []
    for pattern in patterns:
        for match in pattern.finditer(text):
            if not any(match.start() < one.end and match.end() > one.start for one in found):
                found += _found(text, match)
    return sorted(found, key=lambda one: one.start)


def _found(text: str, match: re.Match[str]) -> list[FoundTerm]:
    words = match.groupdict()
    least = words.get("least") or words.get("least2") or ""
    unit = words.get("unit") or words.get("unit2") or ""
    if not least or words.get("most") or words.get("working") or squeezed(unit) in WORKING:
        return []  # from four to six weeks, or working days: no one number of calendar days
    end = match.end()
    if re.match(r"\.\s[^\W\dA-Z]", text[end:]):
        end += 1  # `5 sem. from order`
    stop = re.search(r"[.;\n](?:\s|$)", text[end : end + _BEHIND])
    tail = text[end : end + (stop.start() if stop else _BEHIND)]
    tail = _DENIED.split(tail, 1)[0]
    reach, event = _start_of(tail)
    raw = text[match.start() : end + reach]
    return [
        FoundTerm(
            start=match.start(),
            end=end + reach,
            raw=raw,
            quantity=Quantity(n=Decimal(count(least)), unit=_NAMES[UNITS[squeezed(unit)]]),
            event=event,
        )
    ]


def _start_of(tail: str) -> tuple[int, str]:
    """How far the words of the start reach, and what starts it."""
    hits = []
    for event, code in _STARTS:
        match = _START_WORDS[code].search(tail)
        if match:
            hits.append((event, match.end()))
    names = {event for event, _ in hits}
    if not hits:
        return 0, ""
    if names == {"order", "advance"}:
        event = "order and advance"
    elif len(names) == 1:
        event = hits[0][0]
    else:
        event = " and ".join(event for event, _ in sorted(hits))
    return max(end for _, end in hits), event

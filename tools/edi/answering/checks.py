"""Syntax faults inside a message: segments and elements that are missing, dates and numbers."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from domain.errors import SeamlineError
from domain.recipes.written import form_date
from tools.edi.faults import Fault, FaultKind
from tools.edi.received import Message
from tools.edi.segments import Segment

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)-?")
_TIME = re.compile(r"(?:[01][0-9]|2[0-3])[0-5][0-9](?:[0-5][0-9](?:[0-9]{1,2})?)?")
_DATES = {6: "%y%m%d", 8: "%Y%m%d"}
#: Faults told of one message.
MOST = 50


@lru_cache(maxsize=1)
def _shapes() -> dict[str, Any]:
    text = (files("tools.edi.answering") / "shapes.yaml").read_text(encoding="utf-8")
    return dict(yaml.load(text, Loader=yaml.BaseLoader))  # text alone


def faults_of(message: Message, syntax: str) -> list[Fault]:
    """Everything wrong with a message: in its envelope first, then inside, in order."""
    shapes = _shapes()
    found = list(message.faults)
    required = shapes["messages"].get(message.kind)
    if required is None:
        words = f"{syntax} {message.kind} is not read"
        return [*found, Fault(kind="unknown message", words=words)]
    for segment in message.segments:
        for place, rule in shapes[syntax].get(segment.tag, {}).items():
            found += _element(segment, place, rule)
    there = {segment.tag for segment in message.segments}
    last = max(1, len(message.segments))
    found += [
        Fault(kind="segment missing", words=f"{tag} is missing", tag=tag, segment=last)
        for tag in required
        if tag not in there
    ]
    return found[:MOST]


def _element(segment: Segment, place: str, rule: str) -> list[Fault]:
    element, _, component = place.partition(".")
    value = segment.value(int(element), int(component or 1))
    kind = _wrong(value, rule)
    if not kind:
        return []
    fault = Fault(
        kind=kind,
        words=f"{segment.tag} {segment.number}: element {place} is {value or 'missing'}",
        tag=segment.tag,
        segment=segment.number,
        element=int(element),
        component=int(component or 0),
        value=value[:60],
    )
    return [fault]


def _wrong(value: str, rule: str) -> FaultKind | None:
    """What is wrong with a value, if anything is."""
    if not value:
        return "element missing" if "!" in rule else None
    if "D" in rule and not _is_date(value):
        return "invalid date"
    if "T" in rule and not _TIME.fullmatch(value):
        return "invalid time"
    if "N" in rule and not _NUMBER.fullmatch(value):
        return "invalid number"
    return None


def _is_date(value: str) -> bool:
    form = _DATES.get(len(value))
    if form is None:
        return False
    try:
        form_date(value, {"form": form})
    except SeamlineError:
        return False
    return True

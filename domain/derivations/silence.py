"""Derivations of what a silent partner is asked: numbered points, our figures, a question each."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from domain.derivations.registry import common, derivation, spoken
from domain.figures import written
from domain.wordforms import spoken_day, unit_word
from domain.words import table

_HEADINGS = {
    "en": ("Re: {subject}", "Open points, {company}"),
    "de": ("AW: {subject}", "Offene Punkte, {company}"),
    "fr": ("RE: {subject}", "Points ouverts, {company}"),
    "es": ("RE: {subject}", "Puntos abiertos, {company}"),
    "it": ("RE: {subject}", "Punti aperti, {company}"),
    "pt": ("RE: {subject}", "Pontos em aberto, {company}"),
    "sv": ("SV: {subject}", "Öppna punkter, {company}"),
    "tr": ("YNT: {subject}", "Açık maddeler, {company}"),
    "zh": ("回复：{subject}", "待答复事项，{company}"),
    "ja": ("Re: {subject}", "未回答の件、{company}"),
}


@spoken(lambda inputs: frozenset(_HEADINGS))
@derivation
def silent_heading(inputs: Mapping[str, str]) -> str:
    """The subject line: that of the running thread, else what the letter is about."""
    thread, fresh = _HEADINGS.get(inputs["language"], _HEADINGS["en"])
    return (thread if inputs["subject"] else fresh).format(
        subject=inputs["subject"], company=inputs["company"]
    )


@derivation
def reasons_listed(inputs: Mapping[str, str]) -> str:
    """What waits for our own people: `name1` with its `reason1` …, a line each."""
    count = sum(1 for name in inputs if name.startswith("reason"))
    said = table("silence_reason")
    lines = []
    for place in range(1, count + 1):
        name, reason = inputs.get(f"name{place}", ""), said[inputs[f"reason{place}"]]
        lines.append(f"{name}: {reason}" if name else reason[:1].upper() + reason[1:])
    return "\n".join(lines)


def _asked(inputs: Mapping[str, str]) -> list[Mapping[str, str]]:
    names = [value for name, value in inputs.items() if name.startswith("what")]
    return [table("silence")[one] for one in names]


@spoken(lambda inputs: common(_asked(inputs)))
@derivation
def silent_points(inputs: Mapping[str, str]) -> str:
    """Points `at1`, `at2` …: number `at`, name `name`, what it is `more`, quantity `qty` less what
    is gone `less1001`, `less1002` …, unit `uom`, our day `day`, the question's topic `what`."""
    count = sum(1 for name in inputs if name.startswith("at"))
    return "\n".join(_point(inputs, place) for place in range(1, count + 1))


def _point(inputs: Mapping[str, str], place: int) -> str:
    language = inputs["language"]
    figures = [_quantity(inputs, place), spoken_day(inputs.get(f"day{place}", ""), language)]
    facts = [inputs.get(f"{one}{place}", "") for one in ("name", "more")]
    said = table("silence")[inputs[f"what{place}"]]
    known = ", ".join(one for one in (*facts, *figures) if one)
    return f"{inputs[f'at{place}']}) {known}: {said.get(language, said['en'])}"


def _quantity(inputs: Mapping[str, str], place: int) -> str:
    """The pieces that are still asked about."""
    told = inputs.get(f"qty{place}", "")
    if not told:
        return ""
    gone = [
        one
        for name, one in inputs.items()
        if name.startswith(f"less{place}") and len(name) == len(f"less{place}") + 3
    ]
    left = Decimal(told) - sum((Decimal(one) for one in gone if one), Decimal(0))
    unit = unit_word(inputs.get(f"uom{place}", ""), inputs["language"])
    return f"{written(f'{left.normalize():f}', inputs['language'])} {unit}".strip()

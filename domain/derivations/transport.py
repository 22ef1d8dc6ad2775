"""Derivations of transport: moments, papers with their state, dates moved with a ship, lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from domain.derivations.delay import last_day
from domain.derivations.registry import derivation


@derivation
def at_clock(inputs: Mapping[str, str]) -> str:
    """A day at a time of day, `2026-04-14T18:00`, in the place's own time."""
    return f"{last_day({'span': inputs['day']})}T{inputs['clock']}"


_DUE = {
    "en": "by {}",
    "de": "bis {}",
    "fr": "avant le {}",
    "es": "antes del {}",
    "it": "entro il {}",
    "pt": "até {}",
    "sv": "senast {}",
    "tr": "en geç {}",
    "zh": "截至 {}",
    "ja": "{} まで",
}


@derivation
def papers_listed(inputs: Mapping[str, str]) -> str:
    """Papers `paper1`, `state1`, `due1` …, one a line; the due time with its offset."""
    lines = []
    for number in range(1, sum(1 for name in inputs if name.startswith("paper")) + 1):
        due = inputs[f"due{number}"]
        by = _DUE.get(inputs["language"], _DUE["en"]).format(_minute(due)) if due else ""
        said = f"- {inputs[f'paper{number}']}: {inputs[f'state{number}']}"
        lines.append(f"{said}, {by}" if by else said)
    return "\n".join(lines)


def _minute(moment: str) -> str:
    return datetime.fromisoformat(moment).strftime("%Y-%m-%d %H:%M %z").strip()

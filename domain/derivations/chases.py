"""Derivation of the questions that are still open, with the numbers they were asked under."""

from __future__ import annotations

from collections.abc import Mapping

from domain.derivations.registry import derivation


@derivation
def points_text(inputs: Mapping[str, str]) -> str:
    """Questions `no1`, `about1`, `ask1` …, each on a line of its own."""
    count = sum(1 for name in inputs if name.startswith("no"))
    return "\n".join(
        f"{inputs[f'no{place}']}) {inputs[f'about{place}']}: {inputs[f'ask{place}']}"
        for place in range(1, count + 1)
    )

"""Derivation of the papers a letter asks for: each with what is lacking of it."""

from __future__ import annotations

from collections.abc import Mapping

from domain.derivations.registry import common, derivation, spoken
from domain.words import table


def _needs(inputs: Mapping[str, str]) -> list[Mapping[str, str]]:
    names = [value for name, value in inputs.items() if name.startswith("need")]
    return [table("paper_need")[one] for one in names]


@spoken(lambda inputs: common(_needs(inputs)))
@derivation
def papers_wanted(inputs: Mapping[str, str]) -> str:
    """Papers `paper1`, `need1` …, numbered, in the partner's language; names as on file."""
    language, needs = inputs["language"], table("paper_need")
    lines = []
    for number in range(1, sum(1 for name in inputs if name.startswith("paper")) + 1):
        said = needs[inputs[f"need{number}"]]
        lines.append(f"{number}. {inputs[f'paper{number}']}: {said.get(language, said['en'])}")
    return "\n".join(lines)

"""Claims: what a letter's words say of a field, gathered before anything is stated.

The same thing is often said in the body and again on a paper. Claims that agree become one
statement; claims that do not are no statement but a question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from agents.reader.deals import writer
from agents.reader.letter import Letter
from domain.derive import derive
from domain.errors import SeamlineError
from domain.evidence import Part
from domain.quantity import Quantity
from domain.reading import (
    DateStated,
    MoneyStated,
    PriceStated,
    Stated,
    Statement,
    stated_text,
)


class Claim(NamedTuple):
    """Words `start`..`end` of a part that say a field's value by a recipe."""

    field: str
    recipe: str
    part: Part
    start: int
    end: int
    arguments: Mapping[str, str] = {}
    for_qty: Quantity | None = None

    @property
    def words(self) -> str:
        """As written."""
        return self.part.text[self.start : self.end].strip()

    @property
    def value(self) -> Stated | None:
        """What the words state; None when they state nothing certain."""
        try:
            return derive(self.recipe, self.words, self.arguments)
        except (SeamlineError, ValueError, KeyError, ArithmeticError):
            return None

    @property
    def text(self) -> str:
        """The value as text, with currency and unit; empty when there is none."""
        value = self.value
        if isinstance(value, PriceStated):
            per = f"{value.per:f} {value.unit}"
            return f"{value.money.amount.normalize():f} {value.money.currency} per {per}"
        if isinstance(value, MoneyStated):
            return f"{value.money.amount.normalize():f} {value.money.currency}"
        return stated_text(value) if value else ""


def state_claims(
    letter: Letter, claims: Iterable[Claim], about: Callable[[Claim], str]
) -> list[Statement]:
    """States every field on which all claims agree; asks about those on which they do not."""
    groups: dict[tuple[str, str, str], list[Claim]] = {}
    for one in claims:
        size = f"{one.for_qty}" if one.for_qty else ""
        if one.value is not None:
            groups.setdefault((about(one), one.field, size), []).append(one)
    stated = []
    for (thing, field, _), group in groups.items():
        said = {one.text: one for one in group}
        if len(said) > 1:
            _ask_which(letter, thing, field, group, tuple(said))
            continue
        statement = state(letter, thing, group[0])
        stated += [statement] if statement else []
    return stated


def state(letter: Letter, about: str, one: Claim) -> Statement | None:
    """States one claim as it stands."""
    where = (one.part, one.start, one.end)
    return letter.state(about, one.field, one.recipe, where, one.arguments, one.for_qty)


def _ask_which(
    letter: Letter, about: str, field: str, group: list[Claim], said: tuple[str, ...]
) -> None:
    last = group[-1]
    letter.ask(
        field if isinstance(last.value, DateStated) else "terms_conflict",
        about,
        f"the letter says {' and '.join(said)} for {field.replace('_', ' ').replace(':', ' ')}: "
        "which holds?",
        of=writer(letter),
        slot=field.replace(":", "_"),
        choices=said,
        where=(last.part, last.start, last.end),
    )

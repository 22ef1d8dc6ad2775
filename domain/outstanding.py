"""What a decided case has yet to see ended on record: papers to come, a claim to make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.canonical import digest
from domain.effect_state import EffectState
from domain.fact import Fact
from domain.papers.checklist import is_owed
from domain.record import Row
from domain.values import Value


class Outstanding(Value):
    """A matter of the row `object` that a case brought up and that is not over, in words; `who` is
    the partner that owes it, empty where it is ours."""

    object: str
    what: str
    who: str = ""

    @property
    def key(self) -> str:
        """Its handle, the same for as long as it is open."""
        return digest(["outstanding", self.object])


def matters_of(fact: Fact) -> tuple[Outstanding, ...]:
    """The matters that a case noted last."""
    return tuple(Outstanding.model_validate(one) for one in fact.body["matters"])


def touched_by(effects: Iterable[EffectState]) -> frozenset[str]:
    """What acts of a case were about."""
    return frozenset(name for one in effects for name in one.objects)


def papers_owed(papers: Iterable[Row], spoken: frozenset[str]) -> Iterator[Row]:
    """Papers that acts of a case were about and that are not there on record."""
    for row in papers:
        if row.object in spoken and is_owed(row):
            yield row

"""What an answer is made of: sentences, the facts they rest on, or the query made in vain."""

from __future__ import annotations

from domain.fact import Fact
from domain.people import People
from domain.values import Value


class Answer(Value):
    """Sentences with the ledger numbers they cite; `no_evidence` names the query made in vain."""

    question: str
    lines: tuple[str, ...] = ()
    citations: tuple[int, ...] = ()
    no_evidence: str = ""

    def said(self) -> str:
        """The answer as text."""
        if self.no_evidence:
            return f"no evidence: {self.no_evidence}: none found"
        cited = ", ".join(f"#{number}" for number in self.citations)
        return "\n".join(self.lines) + (f"\n[facts {cited}]" if cited else "")


class Found(Value):
    """A question, the facts of its case, and the people it may name."""

    question: str
    facts: tuple[Fact, ...]
    people: People

    def of(self, *kinds: str) -> list[Fact]:
        """Facts of these kinds in order."""
        return [fact for fact in self.facts if fact.kind in kinds]

    def name(self, person_id: str) -> str:
        """A person by name and role, or the id when nobody of it is known."""
        person = self.people.get(person_id) if person_id else None
        return f"{person.name} ({person.role}, {person.id})" if person else person_id

    def answer(self, lines: list[str], cited: list[Fact]) -> Answer:
        """An answer that cites these facts."""
        numbers = tuple(sorted({fact.number for fact in cited}))
        return Answer(question=self.question, lines=tuple(lines), citations=numbers)


def none(question: str, query: str) -> Answer:
    """There is no evidence; the query that was made is part of the answer."""
    return Answer(question=question, no_evidence=query)

"""What an answer is made of: sentences with what each cites, or the query made in vain."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

from domain.case import CaseState, fold
from domain.fact import Fact
from domain.owed import Owed
from domain.people import People, Person
from domain.reading import Statement, stated_text
from domain.values import Value

#: So many numbers are spelled out behind a line; all of them are in `citations`.
_SPELLED = 4


class Line(Value):
    """A sentence with the ledger numbers and the rows (`table:key`) it rests on."""

    text: str
    facts: tuple[int, ...] = ()
    rows: tuple[str, ...] = ()

    def said(self) -> str:
        """The sentence and what it cites."""
        cited = [f"facts {_numbers(self.facts)}"] if self.facts else []
        cited += [f"rows {', '.join(self.rows)}"] if self.rows else []
        return f"{self.text} [{'; '.join(cited)}]" if cited else self.text


class Answer(Value):
    """Sentences, each with its citations; all ledger numbers and rows they cite; `no_evidence`
    names the query made in vain."""

    question: str
    lines: tuple[str, ...] = ()
    citations: tuple[int, ...] = ()
    rows: tuple[str, ...] = ()
    no_evidence: str = ""

    def said(self) -> str:
        """The answer as text."""
        if self.no_evidence:
            return f"no evidence: looked for {self.no_evidence}; found none"
        return "\n".join(self.lines)


#: A finding: whose it is, what it says, and the numbers of the facts that hold it.
Finding = tuple[str, dict[str, Any], tuple[int, ...]]


class Found(Value):
    """A question, the facts of its case, the people it may name, and what partners are by id.

    `named` are the partners it names and `persons` the people, `names` what partners are called,
    by id; `owes` tells what a case is owed by the policy in force, `customer_of` whose a line of a
    sales order is, by its key.
    """

    question: str
    facts: tuple[Fact, ...]
    people: People
    partners: dict[str, str] = {}
    names: dict[str, str] = {}
    named: dict[str, str] = {}
    persons: tuple[Person, ...] = ()
    owes: Callable[[CaseState], Sequence[Owed]] = lambda _: ()
    customer_of: Callable[[str], str] = lambda _: ""

    @cached_property
    def state(self) -> CaseState:
        """The case these facts tell."""
        return fold("", self.facts)

    def of(self, *kinds: str) -> list[Fact]:
        """Facts of these kinds in order."""
        return [fact for fact in self.facts if fact.kind in kinds]

    def name(self, person_id: str) -> str:
        """A person by name and role, or the id when nobody of it is known."""
        person = self.people.get(person_id) if person_id else None
        return f"{person.name} ({person.role}, {person.id})" if person else person_id

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {
            one["name"]: titled(one)
            for fact in self.of("options_priced")
            for one in fact.body["options"]
        }

    def title(self, name: str) -> str:
        """What an option of this name is called before people, by its newest pricing."""
        return self._titles.get(name, name)

    def whose(self, id_: str) -> str:
        """A partner by name and id, a person as above, else the id itself."""
        name = self.names.get(id_, "")
        return f"{name} ({id_})" if name else self.name(id_)

    def priced(self) -> list[Fact]:
        """What the newest run that priced anything priced, one fact a thing."""
        facts = self.of("options_priced")
        return [one for one in facts if one.body["run"] == facts[-1].body["run"]]

    def chosen(self) -> list[tuple[Fact, dict[str, Any]]]:
        """The options that it chose, each with the fact that priced it."""
        return [
            (fact, option)
            for fact in self.priced()
            for option in fact.body["options"]
            if option["name"] == fact.body["ranking"]["winner"]
        ]

    def looked(self, tells: Callable[[dict[str, Any]], bool]) -> list[Finding]:
        """Findings for which `tells` holds, of the newest look that has any: a later look that
        waits for an answer finds less, and takes nothing back."""
        runs = dict.fromkeys(one.body["run"] for one in reversed(self.of("assessed")))
        for run in runs:
            told = [one for one in self._found_in(run) if tells(one[1])]
            if told:
                return told
        return []

    def ever_found(self) -> list[Finding]:
        """Findings of every look, each once, the newest look's first."""
        runs = dict.fromkeys(one.body["run"] for one in reversed(self.of("assessed")))
        told: dict[tuple[str, str], Finding] = {}
        for run in runs:
            for one in self._found_in(run):
                told.setdefault((one[0], one[1]["text"]), one)
        return list(told.values())

    def findings(self) -> list[Finding]:
        """Findings of the newest look at the case: whose, what, and every look that found it."""
        assessed = self.of("assessed")
        return self._found_in(assessed[-1].body["run"]) if assessed else []

    def _found_in(self, run: str) -> list[Finding]:
        seen: dict[tuple[str, str], list[int]] = {}
        assessed = self.of("assessed")
        for fact in assessed:
            for one in fact.body["findings"]:
                seen.setdefault((fact.body["function"], one["text"]), []).append(fact.number)
        return [
            (fact.body["function"], one, _once(seen[(fact.body["function"], one["text"])]))
            for fact in assessed
            if fact.body["run"] == run
            for one in fact.body["findings"]
        ]

    def answer(self, lines: Iterable[Line]) -> Answer:
        """These sentences with all they cite."""
        return answered(self.question, lines)


def answered(question: str, lines: Iterable[Line]) -> Answer:
    """An answer of these sentences, each said once."""
    kept = tuple(dict.fromkeys(lines))
    return Answer(
        question=question,
        lines=tuple(one.said() for one in kept),
        citations=tuple(sorted({number for one in kept for number in one.facts})),
        rows=tuple(sorted({row for one in kept for row in one.rows})),
    )


def joined(question: str, answers: Sequence[Answer]) -> Answer:
    """Several answers as one; the queries made in vain only where nothing was found."""
    good = [one for one in answers if not one.no_evidence]
    if not good:
        return none(question, "; ".join(one.no_evidence for one in answers))
    return Answer(
        question=question,
        lines=tuple(line for one in good for line in one.lines),
        citations=tuple(sorted({number for one in good for number in one.citations})),
        rows=tuple(sorted({row for one in good for row in one.rows})),
    )


def noted(note: str, answer: Answer) -> Answer:
    """The answer with a word before it of how its question was read."""
    if answer.no_evidence:
        return answer.model_copy(update={"no_evidence": f"{answer.no_evidence} ({note})"})
    return answer.model_copy(update={"lines": (note, *answer.lines)})


def titled(option: dict[str, Any]) -> str:
    """An option's title, by which people know it; its name where it has none."""
    return str(option.get("title") or option["name"])


def line(text: str, *facts: Fact | None) -> Line:
    """A sentence that rests on facts."""
    return Line(text=text, facts=tuple(sorted({one.number for one in facts if one is not None})))


def worded(field: str) -> str:
    """A field as it is told: `charge_amount:detention` is "charge amount detention", and what is
    told in per cent says so by its value."""
    return re.sub(r"_pct\b", "", field).replace("_", " ").replace(":", " ")


def coded(said: str) -> str:
    """Words with codes among them (`breaks safety_stock_floor`), these told as words."""
    return re.sub(r"(?<=[a-z])_(?=[a-z])", " ", said)


def valued(one: Statement) -> str:
    """A value as it was stated, with its words: `2026-04-11 ("11 April")`."""
    return stated_text(one.value) + (f' ("{one.span.quote}")' if one.span else "")


def found_line(finding: Finding, more: str = "") -> Line:
    """A finding as a sentence: whose it is, the facts that hold it and the rows it rests on."""
    function, one, numbers = finding
    by = f"{function}, by a model" if one.get("by_model") else function
    return Line(text=f"{by}: {one['text']}{more}", facts=numbers, rows=rows_of(one["rests_on"]))


def rows_of(rests_on: Iterable[str]) -> tuple[str, ...]:
    """Names of rows among what a finding rests on; the rest are quoted words and sources."""
    return tuple(name for name in rests_on if table_of(name))


def table_of(name: str) -> str:
    """The table of a `table:key`, empty where it is no such name."""
    table, colon, key = name.partition(":")
    named = colon and key and table.replace("_", "").isalpha() and table.islower()
    return table if named and " " not in name else ""


def none(question: str, query: str) -> Answer:
    """There is no evidence; the query that was made is part of the answer."""
    return Answer(question=question, no_evidence=query)


def _once(numbers: list[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers))


def _numbers(facts: tuple[int, ...]) -> str:
    said = [f"#{number}" for number in facts]
    if len(said) <= _SPELLED:
        return ", ".join(said)
    return f"{', '.join(said[: _SPELLED - 1])} … {said[-1]} ({len(said)} in all)"

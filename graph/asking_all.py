"""Asking about everything: what a question names by reference or partner, else what is alike."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence

from sqlalchemy import Connection

from agents.lookups import look_ups
from domain.record import Row
from domain.thread import named_by
from graph.answers import EIGHT, Answer, topic
from graph.answers.billed import Record
from graph.answers.evidence import Line, answered, none
from graph.answers.late import late_lines
from graph.answers.steps import Looking, Step, parts
from graph.answers.threads import Told, over_thread
from graph.asking import ask_facts, ask_thread
from graph.deps import Deps
from memory import chain
from memory.cases import named as case_named

#: Words of partners' names that tell nobody from another.
_LEGAL = frozenset(
    re.findall(
        r"\w+",
        "gmbh inc ltd limited corp company group lines line logistics electronics sons bros "
        "and the international services industries",
    )
)
_LATE = re.compile(r"\b(late|delay\w*|behind|overdue|slip\w*|on time)\b", re.IGNORECASE)
#: What may be a reference: it has a digit, and is not a day or a small number.
_REFERENCE = re.compile(r"[A-Za-z0-9][\w./:-]*\d[\w./:-]*")
#: So many cases answer at most; the newest go first.
_MOST = 20


#: What a model may choose from: the questions of memory, and what is late or open.
_KNOWN = (*EIGHT, "What is late?", "Where does it stand?")


def ask_planned(
    deps: Deps, connection: Connection, name: str, question: str
) -> Generator[Step, None, Answer | None]:
    """The answers of the look-ups that a model chose for a question that rules do not know; returns
    None without a model, or when they find nothing."""
    if deps.model is None:
        return None
    yield Looking(at="what could be looked up (a model chooses)")
    found = []
    for one in look_ups(question, _KNOWN, deps.model):
        about = f"{one.about.strip()} {one.question}".strip()
        yield Looking(at=f"{name or one.about.strip()}: {one.question}".strip(": "))
        answer = yield from parts(
            _of(deps, connection, name, one.question) if name else ask_all(deps, connection, about)
        )
        if not answer.no_evidence:
            found.append(answer)
    return _joined(question, found) if found else None


def ask_all(deps: Deps, connection: Connection, question: str) -> Iterator[Step]:
    """The answer of whatever the question names; of every case that holds its words, if nothing."""
    named = _named(deps, connection, question)
    if named:
        answers = []
        for one in named:
            yield Looking(at=one)
            answers.append((yield from parts(_of(deps, connection, one, question))))
        yield _joined(question, answers)
        return
    partners = partners_in(deps.reads.rows("partners"), question)
    today = deps.clock.now().date()
    if _LATE.search(question):
        lines = late_lines(deps.reads, [one.key for one in partners], today)
        lines += _found_late(deps, connection, partners)
        if lines:
            yield answered(question, [*map(_heading, partners), *lines])
            return
    told = _cases(connection, {one.key for one in partners}, question)
    # of a partner who is named and a question that is none of the known ones: where it stands
    about = question if topic(question) or not partners else "status"
    yield from over_thread(
        question,
        topic(question),
        told,
        Record(tables={}, partners={one.key: one.text("kind") for one in partners}),
        lambda _, facts: ask_facts(deps, about, facts),
    )


def _of(deps: Deps, connection: Connection, name: str, question: str) -> Iterator[Step]:
    """What the case of this name answers, or the thread that the reference leads to."""
    facts = chain.of_stream(connection, f"case:{case_named(connection, name)}")
    if facts:
        yield ask_facts(deps, question, facts)
    else:
        yield from ask_thread(deps, connection, name, question)


def partners_in(partners: Sequence[Row], question: str) -> list[Row]:
    """Partners whose id, or a telling word of whose name, stands in the question."""
    words = {one.lower() for one in re.findall(r"\w+", question)}
    return [one for one in partners if _names(one) & words]


def _names(partner: Row) -> set[str]:
    words = {one.lower() for one in re.findall(r"\w{4,}", partner.text("name"))}
    return (words - _LEGAL) | {partner.key.lower()}


def _found_late(deps: Deps, connection: Connection, partners: list[Row]) -> list[Line]:
    """What functions of open cases found to come later for these partners, by name or by their
    orders; nothing where none is named."""
    ids = {one.key for one in partners}
    orders = [
        row.key
        for table, whose in (("sales_orders", "customer_id"), ("purchase_orders", "supplier_id"))
        for row in deps.reads.rows(table)
        if row.text(whose) in ids
    ]
    names = [*(one.text("name") for one in partners), *orders]
    found: list[Line] = []
    for state in deps.cases():
        if not names or state.closed is not None:
            continue
        facts = chain.of_stream(connection, f"case:{state.id}", kinds=["assessed"])
        runs = [one.body["run"] for one in facts]
        found += [
            Line(text=f"{state.id}, {fact.body['function']}: {one['text']}", facts=(fact.number,))
            for fact in facts
            if fact.body["run"] == runs[-1]
            for one in fact.body["findings"]
            if _LATER.search(one["text"]) and any(name in one["text"] for name in names)
        ]
    return found


#: A finding that something comes later.
_LATER = re.compile(r"\+\d+ d\b|\blate\b|\blater\b|\bdelay", re.IGNORECASE)


def _named(deps: Deps, connection: Connection, question: str) -> list[str]:
    """References of the question that lead anywhere, each once."""
    found = []
    for one in dict.fromkeys(_REFERENCE.findall(question)):
        name = one.strip(".,:;")
        if len(name) >= 4 and (named_by(deps.reads, name) or _is_case(connection, name)):
            found.append(name)
    return found


def _is_case(connection: Connection, name: str) -> bool:
    return bool(chain.last_number(connection, f"case:{case_named(connection, name)}"))


def _heading(partner: Row) -> Line:
    return Line(text=f"{partner.text('name')} ({partner.key})", rows=(partner.object,))


def _cases(connection: Connection, partners: set[str], question: str) -> list[Told]:
    """Cases of these partners; where none is named, those whose facts hold the question's words."""
    opened = chain.of_kind(connection, "case_opened")
    words = [one for one in re.findall(r"\w{4,}", question.lower()) if one not in _EMPTY]
    found: list[Told] = []
    for fact in reversed(opened):
        if len(found) == _MOST:
            break
        if partners and fact.body["partner"] not in partners:
            continue
        facts = chain.of_stream(connection, fact.stream)
        if partners or _speaks(str([one.body for one in facts]).lower(), words):
            name = fact.stream.removeprefix("case:")
            found.append(Told(case=name, title=fact.body["title"], facts=facts))
    return found


#: Words of questions that name nothing.
_EMPTY = frozenset(
    re.findall(r"\w+", "what which when where does that this with from have were they them into")
)


def _speaks(text: str, words: list[str]) -> bool:
    return bool(words) and all(one.rstrip("s") in text for one in words)


def _joined(question: str, answers: list[Answer]) -> Answer:
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

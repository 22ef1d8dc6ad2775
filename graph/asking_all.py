"""Asking about everything: what a question names by reference, partner or person, else all cases
that it may be about, those that are open first."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Sequence, Set
from itertools import islice

from sqlalchemy import Connection

from agents.lookups import look_ups
from domain.case import CaseState, fold
from domain.fact import Fact
from domain.partner_kinds import acts_as
from domain.record import Row
from graph.answers import EIGHT, Answer, topic
from graph.answers.billed import Record
from graph.answers.distinct import Sought, sought
from graph.answers.evidence import Line, answered, joined, noted
from graph.answers.naming import partners_in, persons_in
from graph.answers.steps import Claims, Looking, Step, parts, whole
from graph.answers.threads import Told, over_thread
from graph.asked.cells import cells, items_in
from graph.asked.coming import asks_on_order, coming, on_order
from graph.asked.following import TOTAL_OF
from graph.asked.language import language_note
from graph.asked.late_cases import late
from graph.asked.meaning import meant, named_references
from graph.asked.misspelled import misspelled
from graph.asked.naming import REFERENCE
from graph.asked.papers import papers, shipments_of
from graph.asked.plain import plain
from graph.asked.rules import ask_company
from graph.asked.total import total
from graph.asking import ask_case, ask_facts, ask_thread
from graph.deps import Deps
from memory import chain
from memory.cases import named as case_named

#: So many cases answer at most, the open ones first, then the newest; of each so many lines where
#: none of them is named.
_MOST = 20
_LINES = 5
#: In so many cases words are looked for: of a ledger of years the open and the newest.
_LOOKED = 300

#: Questions that a case that is closed answers too where all are asked.
_OF_THE_PAST = frozenset(
    {"approver", "why", "told", "words", "commitments", "paid", "resolution", "last time", "done"}
    | {"invoice", "customs", "cause", "options", ""}
)

#: Questions that closed cases answer where no open one is about it, and how many of them.
_ALSO_CLOSED = frozenset({"cost", "late", "hit", "arrival", "counts", "rests"})
_FEW = 3

#: Questions about what people decided: cases in which they did answer before all others.
_OF_DECISIONS = ("approver", "why", "paid", "done")

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
    return joined(question, found) if found else None


def ask_anything(
    deps: Deps, connection: Connection, name: str, question: str, asker: str
) -> Iterator[Step]:
    """The answer of the case or thread of this name, of everything without one; in English, which
    is said where it was asked otherwise."""
    return _told_first(
        language_note(question), _ask_anything(deps, connection, name, question, asker)
    )


def _told_first(note: str, steps: Iterator[Step]) -> Iterator[Step]:
    """The steps of an answer after a word of how its question was read, if there is one."""
    if not note:
        yield from steps
        return
    yield Claims(lines=(note,))
    found = yield from parts(steps)
    yield noted(note, found)


def _ask_anything(
    deps: Deps, connection: Connection, name: str, question: str, asker: str
) -> Iterator[Step]:
    question = plain(question)
    if question.startswith(TOTAL_OF):
        asked = ask_anything(deps, connection, name, question.removeprefix(TOTAL_OF), asker)
        return iter((total(deps.reads, question, whole(asked)),))
    if not name:
        return ask_all(deps, connection, question, asker)
    large = ask_company(deps, connection, question, asker, case=name)
    if large is not None:
        return iter((large,))
    facts = chain.of_stream(connection, f"case:{name}")
    said = papers(deps, connection, question, shipments_of(deps, _abouts(facts) or [name]))
    if said:
        return iter((answered(question, said),))
    if not facts:
        return ask_thread(deps, connection, name, question)
    return iter((ask_case(deps, facts, question),))


def _abouts(facts: Sequence[Fact]) -> list[str]:
    """What a case is about, by the keys of its rows."""
    return [one for one in fold("", facts).abouts if one] if facts else []


def ask_all(deps: Deps, connection: Connection, question: str, asker: str = "") -> Iterator[Step]:
    """The answer of whatever the question names; of every case that it may be about, if nothing.

    `asker` is the id of whoever asks, empty where nobody knows.
    """
    read = meant(deps, connection, question)
    if isinstance(read, Answer):
        yield read
    else:
        yield from _told_first(read.note, _as_meant(deps, connection, read.question, asker))


def _as_meant(deps: Deps, connection: Connection, question: str, asker: str) -> Iterator[Step]:
    """The answer to a question; where it is none that is known, to what it is by one sign's change
    of a word."""
    near = misspelled(question, _names(deps))
    if near is None:
        yield from _ask_all(deps, connection, question, asker)
        return
    if topic(question) or _is_known(deps, connection, question, asker):
        found = yield from parts(_ask_all(deps, connection, question, asker))
        if not found.no_evidence:
            yield found
            return
    yield from _told_first(near.note, _ask_all(deps, connection, near.question, asker))


def _is_known(deps: Deps, connection: Connection, question: str, asker: str) -> bool:
    """Whether rules or rows of the record answer a question as it stands."""
    named = named_references(deps, connection, question)
    large = None if named else ask_company(deps, connection, question, asker)
    return large is not None or bool(_shown(deps, connection, question, named))


def _names(deps: Deps) -> Iterator[str]:
    yield from (row.text("name") for row in deps.reads.rows("partners"))
    yield from (row.text("name") for row in deps.reads.rows("contacts"))
    yield from (row.text("description") for row in deps.reads.rows("items"))
    yield from (one.name for one in deps.people.people)


def _ask_all(deps: Deps, connection: Connection, question: str, asker: str) -> Iterator[Step]:
    named = named_references(deps, connection, question)
    large = None if named else ask_company(deps, connection, question, asker)
    if large is not None:
        yield large
        return
    shown = _shown(deps, connection, question, named)
    if shown:
        yield answered(question, shown)
        return
    if named:
        bare = not topic(question) and not sought(REFERENCE.sub("", question), ()).words
        about = f"status {question}" if bare else question
        answers = []
        for one in named:
            yield Looking(at=one)
            answers.append((yield from parts(_of(deps, connection, one, about))))
        yield joined(question, answers)
        return
    partners = partners_in(deps.reads.rows("partners"), question)
    if topic(question) == "late":
        lines = late(deps, connection, question, partners)
        if lines:
            yield answered(question, [*map(_heading, partners), *lines])
            return
    # of somebody who is named and a question that is none of the known ones: where it stands
    somebody = partners or persons_in(deps.people, question)
    about = question if topic(question) or not somebody else f"status {question}"
    told = _cases(deps, connection, about, partners)
    own = sought(question, ())
    yield from over_thread(
        question,
        topic(about),
        told,
        _rows_of(deps, partners, topic(about)),
        lambda _, facts: ask_facts(deps, about, facts),
        _of_cost(own) if topic(about) == "cost" and own.plain and not somebody else _any,
    )


def _is_of_the_past(about: str, question: str) -> bool:
    """Whether it is asked what something came to cost, which closed cases know."""
    return about == "cost" and bool(re.search(_CAME_TO, question.lower()))


_CAME_TO = r"\b(?:finally|in the end|ended up|really|actually|turn(?:ed)? out|did .* cost)\b"


def _that_chose(
    deps: Deps, connection: Connection, states: list[CaseState], question: str
) -> list[CaseState]:
    """Cases in which what is spoken of was decided, as they were remembered; all without one."""
    own = sought(question, deps.reads.rows("items"))
    chosen = {
        fact.stream
        for fact in chain.of_kind(connection, "remembered")
        if own.stands_in(str(fact.body["decision"]))
    }
    return [one for one in states if f"case:{one.id}" in chosen] or states


def _of_cost(own: Sought) -> Callable[[str], bool]:
    """Whether a line tells of what is asked about, or of what a case came to cost."""
    return lambda line: own.stands_in(line) or "cost forecast" in line


def _shown(deps: Deps, connection: Connection, question: str, named: Sequence[str]) -> list[Line]:
    """What rows of the record tell by themselves: papers, goods on their way, cells."""
    shown = papers(deps, connection, question, shipments_of(deps, _leads(connection, named)))
    items = sought(question, deps.reads.rows("items")).items
    partners = partners_in(deps.reads.rows("partners"), question)
    if not shown and not named and items and topic(question) == "arrival":
        return coming(deps, connection, question, items, partners)
    meant_items = items_in(deps.reads, question, items) if asks_on_order(question) else []
    others = {one.upper() for one in named} - {one.upper() for one in meant_items}
    to_come = [] if others else on_order(deps, meant_items, partners)
    today = deps.clock.now().date()
    return shown or [*cells(deps.reads, question, list(named), partners, items, today), *to_come]


def _leads(connection: Connection, named: Sequence[str]) -> list[str]:
    """References, a case's name as what it is about."""
    found = []
    for one in named:
        facts = chain.of_stream(connection, f"case:{case_named(connection, one)}")
        found += _abouts(facts) or [one]
    return found


def _of(deps: Deps, connection: Connection, name: str, question: str) -> Iterator[Step]:
    """What the case of this name answers, or the thread that the reference leads to."""
    facts = chain.of_stream(connection, f"case:{case_named(connection, name)}")
    if facts:
        yield ask_case(deps, facts, question)
    else:
        yield from ask_thread(deps, connection, name, question)


def _heading(partner: Row) -> Line:
    return Line(text=f"{partner.text('name')} ({partner.key})", rows=(partner.object,))


def _cases(deps: Deps, connection: Connection, question: str, partners: list[Row]) -> list[Told]:
    """Cases that a question may be about: those of the people or partners it names, else those
    that hold most of what is its own in it, else all."""
    about, states = topic(question), deps.cases()
    if _is_of_the_past(about, question):
        states = _that_chose(deps, connection, states, question)
    elif about not in _OF_THE_PAST and not partners:
        states = [one for one in states if one.closed is None]
    persons = {one.id for one in persons_in(deps.people, question)}
    states = _that_fit(states, question, persons)
    ranked = sorted(states, key=lambda one: (one.closed is not None, -one.through))
    words = Sought() if persons or partners else sought(question, deps.reads.rows("items"))
    if words.words:
        told = [_told(connection, one) for one in ranked[:_LOOKED]]
        held = words.holding(told, needed=not about)[:_MOST]
        if held or about not in _ALSO_CLOSED:
            return held
        closed = [one for one in deps.cases() if one.closed is not None]
        newest = sorted(closed, key=lambda one: -one.through)[:_LOOKED]
        return words.holding([_told(connection, one) for one in newest], needed=False)[:_FEW]
    if not about and not partners:
        return []
    keys = {row.key for row in partners}
    meant = (
        one
        for one in ranked[:_LOOKED]
        if persons or not keys or _met(one) & keys or _speaks(connection, one, partners)
    )
    return [_told(connection, one) for one in islice(meant, _MOST)]


def _that_fit(states: list[CaseState], question: str, persons: Set[str]) -> list[CaseState]:
    """Those that wait for these people, are stuck, or were decided, as far as that is asked."""
    about = topic(question)
    if persons and about in ("standing", "open", "lapse", "late"):
        return [one for one in states if _waits_for(one, persons)]
    if about == "standing" and "stuck" in question.lower():
        return [one for one in states if one.stuck]
    decided = [one for one in states if one.approvals] if about in _OF_DECISIONS else []
    return decided or states


def _any(line: str) -> bool:
    return True


def _told(connection: Connection, state: CaseState) -> Told:
    facts = chain.of_stream(connection, f"case:{state.id}")
    return Told(case=state.id, title=state.title, facts=facts, brief=_LINES)


def _waits_for(state: CaseState, persons: Set[str]) -> bool:
    """Whether one of these people is asked, or holds it."""
    if state.closed is not None:
        return False
    holder = state.together.holder
    given = {one.person for one in state.approvals}
    asked = state.asked.people if state.asked and state.decision is None else ()
    return bool(persons & (set(asked) - given)) or (holder is not None and holder.person in persons)


def _met(state: CaseState) -> set[str]:
    """Partners that a case is about, has heard of or has written to."""
    written = {one.to for one in state.effects}
    return {state.partner, *(one.partner_id for one in state.news), *written} - {""}


def _speaks(connection: Connection, state: CaseState, partners: list[Row]) -> bool:
    """Whether functions found something about one of these partners, by name."""
    names = [row.text("name") for row in partners]
    return any(
        name in finding["text"]
        for fact in chain.of_stream(connection, f"case:{state.id}", kinds=["assessed"])
        for finding in fact.body["findings"]
        for name in names
    )


def _rows_of(deps: Deps, partners: list[Row], about: str) -> Record:
    """What is on record of these partners: orders with their lines, bills, questions we asked; of
    nobody in particular the bills, where these are asked for."""
    tables: dict[str, list[Row]] = {}
    for partner in partners:
        for table, column in _OF_PARTNER:
            tables.setdefault(table, []).extend(deps.reads.rows(table, **{column: partner.key}))
    for lines, heads, column in _LINES_OF:
        for head in tables.get(heads, ()):
            tables.setdefault(lines, []).extend(deps.reads.rows(lines, **{column: head.key}))
    if not partners and about == "held":
        tables["invoices"] = list(deps.reads.rows("invoices"))
    known = deps.reads.rows("partners")
    return Record(
        tables=tables,
        partners={one.key: acts_as(one) for one in partners},
        names={one.key: one.text("name") for one in known},
        of_partner=bool(partners),
    )


_OF_PARTNER = (
    ("rfq_lines", "supplier_id"),
    ("purchase_orders", "supplier_id"),
    ("sales_orders", "customer_id"),
    ("shipments", "carrier_id"),
    ("shipments", "forwarder_id"),
    ("invoices", "partner_id"),
    ("disputes", "partner_id"),
    ("claims", "partner_id"),
    ("payments", "partner_id"),
    ("chases", "partner_id"),
)
_LINES_OF = (
    ("purchase_order_lines", "purchase_orders", "po_id"),
    ("sales_order_lines", "sales_orders", "so_id"),
)

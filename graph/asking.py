"""Asking: whose facts and rows a question goes to, by a case's name or by any reference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Connection

from domain.case import fold
from domain.errors import Unknown
from domain.fact import Fact
from domain.partner_kinds import acts_as
from domain.record import Row
from domain.thread import Thread, meant_by, thread_of
from graph.answers import Answer, Beside, answer_of, found_in, topic
from graph.answers.billed import Record
from graph.answers.evidence import Found, Line, answered, joined
from graph.answers.naming import partners_in, persons_in
from graph.answers.near import near
from graph.answers.on_record import on_record
from graph.answers.promises import whom
from graph.answers.steps import Step
from graph.answers.threads import Told, over_thread
from graph.deps import Deps
from graph.owing import owing
from memory import chain


def ask_facts(deps: Deps, question: str, facts: Sequence[Fact]) -> Answer:
    """The answer of a case with these facts."""
    return answer_of(found(deps, question, facts))


def found(deps: Deps, question: str, facts: Sequence[Fact]) -> Found:
    """A question beside the facts of a case and what else it may look at."""
    partners, people = deps.reads.rows("partners"), deps.people
    beside = Beside(
        names={row.key: row.text("name") for row in partners},
        named={row.key: row.text("name") for row in partners_in(partners, question)},
        persons=persons_in(people, question),
        owes=lambda state: owing(deps.policy, state),
        customer_of=lambda line: _customer_of(deps, line),
    )
    return found_in(question, facts, people, _kinds(deps), beside)


def _customer_of(deps: Deps, line: str) -> str:
    row = deps.reads.row("sales_order_lines", line)
    head = deps.reads.row("sales_orders", row.text("so_id")) if row is not None else None
    return head.text("customer_id") if head is not None else ""


def ask_case(deps: Deps, facts: Sequence[Fact], question: str) -> Answer:
    """The same; of days, bills and customers also what the record has of what the case is about."""
    told, about = ask_facts(deps, question, facts), topic(question)
    if about not in _ALSO_ON_RECORD:
        return told
    state = fold("", facts)
    thread = thread_of(deps.reads, [one for one in state.abouts if one])
    shown = on_record(about, _record(deps, near(thread, state.abouts), question))
    if not shown:
        return told
    rows = answered(question, [Line(text="on record:"), *shown[:_MOST_ROWS]])
    return joined(question, [told, rows])


#: So many lines tells a case that only hangs together with what is named.
_BESIDE = 2
#: What the record knows better than any mail, and how many rows of it a case tells.
_ALSO_ON_RECORD = frozenset({"arrival", "paid", "hit", "held"})
_MOST_ROWS = 8


def _kinds(deps: Deps) -> dict[str, str]:
    return {row.key: acts_as(row) for row in deps.reads.rows("partners")}


def ask_thread(deps: Deps, connection: Connection, reference: str, question: str) -> Iterator[Step]:
    """The answers of all cases and rows of the thread that the reference leads to.

    What only a mail names yet leads to the cases about it. Unknown when nothing goes by that name.
    """
    starts = meant_by(deps.reads, reference)
    thread = thread_of(deps.reads, starts) if starts else None
    objects = thread.objects if thread is not None else frozenset()
    opened = [
        fact
        for fact in chain.of_kind(connection, "case_opened")
        if fact.body["order"] in objects or _is_called(fact.body["order"], reference)
    ]
    if thread is None and not opened:
        raise Unknown(
            f"no case and nothing on record is called {reference!r}; `seamline inbox` lists cases, "
            "and an order, invoice, booking, container, delivery note or TABLE:KEY leads to all of "
            "its thread"
        )
    # what it names goes before what only hangs together with it
    own = any(fact.body["order"] in starts for fact in opened)
    nearest = sorted(opened, key=lambda fact: fact.body["order"] not in starts)
    cases = [
        Told(
            case=fact.stream.removeprefix("case:"),
            title=fact.body["title"],
            facts=chain.of_stream(connection, fact.stream),
            brief=_BESIDE if own and fact.body["order"] not in starts else 0,
            beside=own and fact.body["order"] not in starts,
        )
        for fact in nearest
    ]
    if topic(question) in ("open", "waits", "held"):  # what is over leaves nothing open
        cases = [one for one in cases if not _is_closed(one)] or cases[:1]
    only = topic(question) in ("held", "arrival") and thread is not None
    record = _record(deps, near(thread, starts) if only and thread else thread, question)
    if only and not own and on_record(topic(question), record):
        cases = []  # the record tells it of what is named; cases tell of other things
    yield from over_thread(
        question, topic(question), cases, record, lambda asked, told: ask_facts(deps, asked, told)
    )


def _is_closed(told: Told) -> bool:
    return fold("", told.facts).closed is not None


def _record(deps: Deps, thread: Thread | None, question: str) -> Record:
    """The rows of a thread by table; balances of lines are of the day their export was taken."""
    tables: dict[str, list[Row]] = {}
    for rows in thread.stages.values() if thread is not None else ():
        for row in rows:
            tables.setdefault(row.table, []).append(row)
    taken = deps.reads.row("company", "export_as_of")
    return Record(
        tables=tables,
        as_of=_day(taken.text("value")[:10]) if taken is not None else None,
        partners=_kinds(deps),
        who=whom(question),
        names={row.key: row.text("name") for row in deps.reads.rows("partners")},
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _is_called(subject: str, reference: str) -> bool:
    wanted = reference.strip()
    return wanted in (subject, subject.partition(":")[2])

"""Opening a case without a mail: a person says what it is about, and why; the record the rest."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from domain.case import fold
from domain.errors import NotAllowed, Refused, Unknown
from domain.fact import NewFact
from domain.people import Person
from domain.thread import named_by
from domain.values import Value
from graph.case_ids import cases_about
from graph.deps import Deps
from graph.first_asked import opening_note
from graph.right import require_part
from graph.workflows.contract import Workflow
from graph.workflows.registry import workflow
from memory import chain, inbox


class Opened(Value):
    """A case that was opened, what it is about, and by whom."""

    case: str
    title: str
    about: str
    person: str


def open_case(deps: Deps, code: str, reference: str, *, person: str, reason: str) -> Opened:
    """Opens a case of a workflow about what a reference names on record.

    Whoever may answer such a case may open it. NotAllowed names the case that is open about it.
    """
    module, who = workflow(code), deps.people.actor(person)
    if not reason.strip():
        raise Refused("say why it is opened: --reason TEXT")
    subject = subject_of(deps, module, reference)
    with deps.ledger.transaction() as connection:
        case_id = _free(connection, module, subject)
        body = {
            "workflow": module.NAME,
            "order": subject,
            "lines": [],
            "partner": module.partner(deps.reads, subject),
            "title": module.title(subject),
            "person": who.id,
            "reason": reason.strip(),
        }
        return _opened(deps, connection, module, case_id, who, body)


def _opened(
    deps: Deps,
    connection: Connection,
    module: Workflow,
    case_id: str,
    who: Person,
    body: dict[str, Any],
) -> Opened:
    stream, now = f"case:{case_id}", deps.clock.now()
    new = NewFact(stream=stream, kind="case_opened", at=now, actor=who.id, body=body)
    fact = chain.append(connection, [new])[0]
    state = fold(case_id, [fact])
    require_part(deps, state, who, f"open {case_id}")
    note = opening_note(deps, module, state, who, str(body["reason"]))
    if note is not None:
        told = NewFact(
            stream=stream,
            kind="note_taken",
            at=now,
            actor=who.id,
            causes=(fact.id,),
            body={"note": note},
        )
        chain.append(connection, [told])
    inbox.enqueue(connection, stream, "opened", {"fact": fact.id}, now)
    title, about = str(fact.body["title"]), str(fact.body["order"])
    return Opened(case=case_id, person=who.id, title=title, about=about)


def subject_of(deps: Deps, module: Workflow, reference: str) -> str:
    """The one thing of the record that is meant and that such cases are about."""
    words = reference.strip()
    typed = [words] if ":" in words else [f"{table}:{words}" for table in module.SUBJECTS]
    found = [one for one in typed if _is_on_record(deps, module, one)]
    if not found:
        named = named_by(deps.reads, words)
        found = [one for one in named if one.partition(":")[0] in module.SUBJECTS]
    if not found:
        raise Unknown(
            f"nothing on record is called {words!r} that {module.CODE} is about: "
            f"it takes {', '.join(module.SUBJECTS)}"
        )
    if len(found) > 1:
        raise Refused(f"{words!r} is {', '.join(found)}: say which")
    return found[0]


def _is_on_record(deps: Deps, module: Workflow, subject: str) -> bool:
    table, _, key = subject.partition(":")
    if table not in module.SUBJECTS or not key:
        return False
    return deps.reads.row(table, key) is not None or bool(module.partner(deps.reads, subject))


def _free(connection: Connection, module: Workflow, subject: str) -> str:
    """The id that the next case about the subject gets; NotAllowed while one is open."""
    case_id = ""
    for case_id, facts in cases_about(connection, module.CODE, subject):
        if facts and fold(case_id, facts).closed is None:
            raise NotAllowed(f"{case_id} is open about it: see `seamline show {case_id}`")
    return case_id

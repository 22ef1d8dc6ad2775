"""Reading over the API: inbox, cases, threads, mails, facts, and questions with their answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from sqlalchemy import select

from domain.canonical import plain
from domain.errors import Unknown
from memory.modes import stops
from memory.tables import facts
from seamline import message_views, thread_view, views
from seamline.web import api_answers as told
from seamline.web.bearer import Reader

router = APIRouter()

#: Lists of the inbox that grow for ever, or may be long.
_LISTS = (
    "observed",
    "under_way",
    "handed_over",
    "closed",
    "by_itself",
    "no_workflow",
    "parked",
    "dismissed",
)
_Name = Literal[
    "waiting",
    "snoozed",
    "observed",
    "under_way",
    "handed_over",
    "closed",
    "by_itself",
    "no_workflow",
    "parked",
    "dismissed",
]
Limit = Annotated[int, Query(ge=1, le=200, description="how many at most")]
Cursor = Annotated[int, Query(ge=0, le=2**31, description="the `next` of the page before")]


def page(rows: Sequence[Any], limit: int, cursor: int) -> dict[str, Any]:
    """Some of a long list, as its answer is made of it."""
    end = cursor + limit
    following = end if end < len(rows) else None
    return {"items": plain(rows[cursor:end]), "total": len(rows), "next": following}


@router.get("/me", tags=["workspace"])
def me(caller: Reader) -> told.Me:
    """In whose name this token reads or acts."""
    person, token = caller.person, caller.token
    return told.Me(
        id=person.id,
        name=person.name,
        function=person.function,
        role=person.role,
        token=token.id,
        read_only=token.read_only,
        until=token.until.isoformat(),
    )


@router.get("/inbox", tags=["reading"])
def inbox(caller: Reader) -> told.Inbox:
    """What waits for people, what sleeps, what is stopped or held."""
    seen = caller.glance.inbox()
    counts = {name: len(seen[name]) for name in _LISTS}
    return told.Inbox.model_validate({**plain(seen), "counts": counts})


@router.get("/inbox/{name}", tags=["reading"])
def inbox_list(caller: Reader, name: _Name, limit: Limit = 50, cursor: Cursor = 0) -> told.Rows:
    """One list of the inbox, page by page."""
    rows = caller.glance.inbox()[name]
    return told.Rows.model_validate(page(rows, limit, cursor))


@router.get("/cases/{case}", tags=["reading"])
def one_case(caller: Reader, case: str) -> told.Case:
    """A case with its proposal, priced options, rulings and effects."""
    return told.Case.model_validate(plain(views.case(caller.office, case)))


@router.get("/threads/{reference:path}", tags=["reading"])
def thread(caller: Reader, reference: str) -> told.Thread:
    """All that hangs together, by an order, invoice, booking, container … or TABLE:KEY."""
    return told.Thread.model_validate(plain(thread_view.thread(caller.office, reference)))


@router.get("/ask", tags=["reading"])
def ask(
    caller: Reader,
    question: Annotated[str, Query(min_length=1, max_length=2_000)],
    about: Annotated[str, Query(max_length=200, description="a case or reference")] = "",
) -> told.Answer:
    """An answer from facts alone, each line with what it rests on."""
    return told.Answer.model_validate(
        plain(caller.office.desk.ask(about, question, caller.person.id))
    )


@router.get("/mails", tags=["reading"])
def mails(caller: Reader, limit: Limit = 50, cursor: Cursor = 0) -> told.Mails:
    """Every mail in short, oldest first."""
    rows = message_views.messages(caller.office)
    return told.Mails.model_validate(page(rows, limit, cursor))


@router.get("/mails/{key}", tags=["reading"])
def mail(caller: Reader, key: str) -> told.MailRead:
    """What was read from one mail, by its key's beginning or its Message-ID."""
    return told.MailRead.model_validate(plain(message_views.message(caller.office, key)))


@router.get("/facts/{number}", tags=["reading"])
def fact(caller: Reader, number: int) -> told.FactSeen:
    """A fact that an answer cites."""
    with caller.office.ledger.reading() as connection:
        wanted = select(facts).where(facts.c.number == number)
        row = connection.execute(wanted).one_or_none() if abs(number) < 2**63 else None
    if row is None:
        raise Unknown(f"the ledger has no fact {number}; take a number that an answer cites")
    body, causes = json.loads(row.body), json.loads(row.causes)
    return told.FactSeen.model_validate({**row._mapping, "body": body, "causes": causes})


@router.get("/stops", tags=["workspace"])
def stopped(caller: Reader) -> dict[str, told.Json]:
    """Stops in force, by scope."""
    with caller.office.ledger.reading() as connection:
        return dict(stops(connection))


@router.get("/modes", tags=["workspace"])
def modes(caller: Reader) -> list[told.Mode]:
    """Modes that were set; what is not listed observes."""
    return [told.Mode.model_validate(one) for one in views.mode_list(caller.office)]

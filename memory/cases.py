"""Which cases there are and what each waits for: views folded from the ledger."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, or_, select

from domain.case import CaseState
from memory import chain
from memory.folded import WHOLE
from memory.tables import facts


def case_ids(connection: Connection) -> list[str]:
    """Ids of all cases in the order they were opened."""
    wanted = select(facts.c.stream).where(facts.c.kind == "case_opened").order_by(facts.c.number)
    return [row.stream.removeprefix("case:") for row in connection.execute(wanted)]


def named(connection: Connection, text: str) -> str:
    """The id of the case that is called so, in whatever letters it is typed; the text as it is
    where none is."""
    if not text or chain.last_number(connection, f"case:{text}"):
        return text
    low = func.lower(facts.c.stream) == f"case:{text.strip()}".lower()
    wanted = select(facts.c.stream).where(facts.c.kind == "case_opened", low).limit(2)
    found = [row.stream.removeprefix("case:") for row in connection.execute(wanted)]
    return found[0] if len(found) == 1 else text


def cases_saying(
    connection: Connection, kinds: Sequence[str], words: Sequence[str]
) -> list[CaseState]:
    """Cases with a fact of one of these kinds that has one of these words in it, folded."""
    says = [facts.c.body.contains(one, autoescape=True) for one in words]
    if not says:
        return []
    wanted = (
        select(facts.c.stream)
        .where(facts.c.kind.in_(kinds), facts.c.stream.startswith("case:"), or_(*says))
        .distinct()
        .order_by(facts.c.stream)
    )
    ids = [row.stream.removeprefix("case:") for row in connection.execute(wanted)]
    return [WHOLE.of(connection, one) for one in ids]


def newest_proposals(
    connection: Connection, words: Sequence[str]
) -> list[tuple[str, dict[str, Any]]]:
    """Case and proposal, as its fact has it, of each case whose newest proposal has one of these
    words in it and has not been superseded; it may have been decided since."""
    says = [facts.c.body.contains(one, autoescape=True) for one in words]
    if not says:
        return []
    newest = (
        select(func.max(facts.c.number).label("number"))
        .where(facts.c.kind.in_(("proposed", "superseded", "closed")))
        .group_by(facts.c.stream)
        .subquery()
    )
    wanted = (
        select(facts.c.stream, facts.c.body)
        .join(newest, newest.c.number == facts.c.number)
        .where(facts.c.kind == "proposed", or_(*says))
        .order_by(facts.c.stream)
    )
    return [
        (row.stream.removeprefix("case:"), json.loads(row.body)["proposal"])
        for row in connection.execute(wanted)
    ]


def cases(connection: Connection) -> list[CaseState]:
    """All cases, folded."""
    return [WHOLE.of(connection, one) for one in case_ids(connection)]

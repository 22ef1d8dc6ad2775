"""What a message promises by a day stands in its case as a commitment, and is watched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from domain.fact import Fact, NewFact
from domain.news import Incoming
from domain.reading import Commitment
from graph.deps import Deps
from graph.watch import watch
from graph.word import case_in
from memory import chain


def note_commitments(
    deps: Deps, connection: Connection, incoming: Incoming, read: Fact, cases: Sequence[str]
) -> None:
    """Each promise of a proven sender once, in the case that is about its object, else in the
    first that hears the message; its day sets the clock."""
    if incoming.verdict.verdict != "authenticated" or not cases:
        return
    for one in incoming.reading.commitments:
        case = _home(connection, one, cases)
        body = _body(deps, one, incoming)
        made = chain.of_stream(connection, f"case:{case}", kinds=("commitment_made",))
        if any(_same(each.body, body) for each in made):
            continue
        new = NewFact(
            stream=f"case:{case}",
            kind="commitment_made",
            at=deps.clock.now(),
            actor="intake",
            causes=(read.id,),
            body=body,
        )
        fact = chain.append(connection, [new])[0]
        rules = deps.policy.workflows.get(case_in(connection, case).workflow)
        watch(connection, fact, "commitment_due", rules.grace_days if rules else 0)


def _home(connection: Connection, one: Commitment, cases: Sequence[str]) -> str:
    key = one.object.partition(":")[2].split("/")[0]
    about = (
        case
        for case in cases
        if any(key == name.partition(":")[2] for name in case_in(connection, case).abouts)
    )
    return next(about, cases[0])


def _body(deps: Deps, one: Commitment, incoming: Incoming) -> dict[str, Any]:
    row = deps.reads.row("partners", one.by) if one.by != "us" else None
    words = " ".join(one.span.quote.split())
    return {
        "by": one.by,
        "kind": row.text("kind") if row is not None else "us",
        "name": row.text("name") if row is not None else incoming.verdict.address,
        "what": f"{words[:240]!r} ({one.object.partition(':')[2]})",
        "object": one.object,
        "due": one.due,
        "tz": one.tz,
        "words": words,
        "source": incoming.message.message_id,
        "said_at": incoming.message.sent_at.isoformat(),
        "in_mail": True,
    }


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(one.get(name) == other[name] for name in ("words", "due", "source"))

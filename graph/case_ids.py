"""Ids of cases: one matter after the other about the same object of the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from domain.fact import Fact
from memory import chain


def cases_about(
    connection: Connection, code: str, subject: str, kinds: Sequence[str] = ()
) -> Iterator[tuple[str, list[Fact]]]:
    """The cases of a workflow about `table:key`, oldest first, each with its facts (how it was
    opened and those of the `kinds` when given); at last the id that the next one gets, with none.

    Keys may hold hyphens themselves, so that an id alone does not tell what a case is about.
    """
    wanted = ("case_opened", *kinds) if kinds else ()
    base = f"{code}-{subject.split(':', 1)[1]}"
    number, case_id = 1, base
    while facts := chain.of_stream(connection, f"case:{case_id}", kinds=wanted):
        if facts[0].body["order"] == subject:
            yield case_id, facts
        number += 1
        case_id = f"{base}-{number}"
    yield case_id, []

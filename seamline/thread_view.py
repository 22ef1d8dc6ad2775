"""The thread of an order from award to payment, by any of its references: rows, cases and mails."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from domain.award.carry import Awarded, Carried, as_told, carried, on_record
from domain.award.winners import winners_of
from domain.case import CaseState
from domain.cells import cell_text
from domain.errors import Unknown
from domain.fact import Fact
from domain.record import Row
from domain.thread import Thread, meant_by, thread_of
from graph.snapshots import case_context
from graph.workflows import award_to_order
from graph.workflows.registry import workflow
from memory import chain
from seamline.column_words import cell_words, column_words
from seamline.together_views import shared
from seamline.wiring import Office

#: Columns that say nothing to a reader.
_QUIET = frozenset({"note", "recorded_on", "text"})


def _refuse_partner(office: Office, reference: str) -> None:
    """Unknown with what to ask instead where a partner is called so: it has many threads."""
    row = office.reads.row("partners", reference.strip().upper())
    if row is not None:
        raise Unknown(
            f"{row.text('name')} ({row.key}) is a partner, with many threads; "
            f'`seamline ask "what do you know about {row.key}"` tells its orders, bills and cases'
        )


def thread(office: Office, reference: str) -> dict[str, Any]:
    """All that hangs together with what the reference names, by stage: something on record, a
    case, or what a case is about. Unknown when it names nothing."""
    with office.ledger.reading() as connection:
        states = office.seen.cases.at(connection)
        read = office.seen.mails.at(connection)
    called = reference.strip().lower()
    mine = tuple(about for one in states if one.id.lower() == called for about in one.abouts)
    starts = mine or meant_by(office.reads, reference) or _about(states, called)
    if not starts:
        _refuse_partner(office, reference)
        raise Unknown(
            f"nothing on record is called {reference!r}; give an order, invoice, booking, "
            "container, delivery note, payment, letter of credit, case or TABLE:KEY"
        )
    found = thread_of(office.reads, starts)
    objects = found.objects.union(starts)
    cases = [one for one in states if _subjects(one) & objects]
    people, now = office.people, office.clock.now()
    return {
        "reference": reference,
        "named": list(starts),
        "orders": list(found.roots),
        "missing": list(found.missing),
        "cut": found.cut,
        "stages": {
            stage: [_shown(office, row) for row in rows] for stage, rows in found.stages.items()
        },
        "carry": [*carry_of(found, _sent(office, cases)), *carry_of_cases(office, found, cases)],
        "cases": [
            {
                "case": one.id,
                "title": one.title,
                "phase": one.phase,
                "about": one.order,
                **shared(people, one, now),
            }
            for one in cases
        ],
        "mails": sorted(
            (
                {
                    "sent_at": one.sent_at,
                    "subject": one.subject,
                    "from": one.sender,
                    "message": one.sha256,
                }
                for one in read.values()
                if one.speaks & objects
            ),
            key=lambda one: (one["sent_at"], one["message"]),
        ),
    }


def _about(states: Sequence[CaseState], called: str) -> tuple[str, ...]:
    """What cases are about that is called so, and that only mails name yet."""
    abouts = (one for state in states for one in state.abouts)
    found = (one for one in abouts if called in (one.lower(), one.partition(":")[2].lower()))
    return tuple(dict.fromkeys(found))


def _subjects(state: CaseState) -> set[str]:
    """What a case is about, and others of its kind that one event has brought to it."""
    table = state.order.partition(":")[0]
    named = {name for one in state.news for name in one.kept.get("names", "").split("\n")}
    return {*state.abouts, *(one for one in named if one.partition(":")[0] == table)}


def _shown(office: Office, row: Row) -> dict[str, Any]:
    cells = {
        name: cell_text(row, name)
        for name in row.values
        if name not in _QUIET and cell_text(row, name)
    }
    said = {
        column_words(name): cell_words(office.reads, office.people, name, text)
        for name, text in cells.items()
    }
    return {"object": row.object, "cells": cells, "said": said, "flags": list(row.flags)}


def carry_of(found: Thread, sent: Sequence[Fact] = ()) -> Iterator[dict[str, Any]]:
    """How the terms of each award on record stand in the orders that follow from it; `sent` are the
    acts of cases that may have placed them."""
    rows = _Rows(found)
    for award in rows.of("awards"):
        of = {"rfq_id": award.text("rfq_id"), "supplier_id": award.text("supplier_id")}
        for order in rows.of("purchase_orders", **of):
            awarded = on_record(award)
            letter = said_in_letter(sent, award.text("supplier_id"), awarded)
            terms = carried(rows, order, awarded, letter)
            yield {
                "award": award.object,
                "order": order.object,
                "terms": shown_terms(terms),
            }


def carry_of_cases(
    office: Office, found: Thread, cases: Sequence[CaseState]
) -> Iterator[dict[str, Any]]:
    """The same for awards that only a case knows: as told and answered there, against the orders it
    placed and their letters."""
    rows = _Rows(found)
    for one in cases:
        if one.workflow != award_to_order.NAME:
            continue
        state, module = office.desk.case(one.id), workflow(one.workflow)
        sent = _sent(office, [one])
        for winner in winners_of(case_context(office.deps, state, module)):
            of = {"rfq_id": winner.line.text("rfq_id"), "supplier_id": winner.supplier}
            awarded = as_told(winner)
            if winner.award is not None:
                continue
            for order in rows.of("purchase_orders", **of):
                letter = said_in_letter(sent, winner.supplier, awarded)
                terms = carried(rows, order, awarded, letter)
                told = {"award": awarded.object, "order": order.object}
                yield {**told, "terms": shown_terms(terms)}


def _sent(office: Office, cases: Sequence[CaseState]) -> list[Fact]:
    """Acts of the cases that place orders on awards, as they were decided."""
    with office.ledger.reading() as connection:
        return [
            fact
            for one in cases
            if one.workflow == award_to_order.NAME
            for fact in chain.of_stream(connection, f"case:{one.id}", kinds=("intended",))
        ]


def said_in_letter(sent: Sequence[Fact], supplier: str, awarded: Awarded) -> dict[str, str]:
    """Which of these terms the order's letter to the supplier says, word by word; `sent` are acts
    of the case as they were decided."""
    acts = [one.body["action"] for one in sent if one.body["to"] == supplier]
    letters = [one["text"]["value"] for one in acts if _is_order(one)]
    words = f" {' '.join(' '.join(letters).split())} "
    terms = {
        "share": awarded.share,
        "minimum order": awarded.moq,
        "lead time": awarded.lead_time,
        "tooling per piece": awarded.tooling,
        "tooling on the first": awarded.tooling_first,
        "one-off cost": awarded.one_off,
        "papers": awarded.papers,
    }
    return {
        name: value
        for name, value in terms.items()
        if value and re.search(rf"(?<![\w.,]){re.escape(value)}(?![\w])", words)
    }


def _is_order(act: dict[str, Any]) -> bool:
    return act["kind"] == "SendMessage" and str(act["template"]["value"]) == "award_order"


def shown_terms(terms: Sequence[Carried]) -> list[dict[str, Any]]:
    """Each term with whether it differs or is lost."""
    return [{**one.model_dump(), "differs": one.differs, "lost": one.lost} for one in terms]


class _Rows:
    """A thread's rows by table and columns."""

    def __init__(self, found: Thread) -> None:
        self._rows = [row for rows in found.stages.values() for row in rows]

    def of(self, table: str, **equals: str) -> list[Row]:
        """Rows of a table whose columns equal the given texts."""
        return [
            row
            for row in self._rows
            if row.table == table and all(row.text(name) == v for name, v in equals.items())
        ]

    def one(self, table: str, **equals: str) -> Row | None:
        """The first such row."""
        return next(iter(self.of(table, **equals)), None)

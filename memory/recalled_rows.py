"""Which precedents may be seen, compared and counted for what is asked: plain look-ups."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select, true

from memory.evidence_table import WORKED, Asked, Tally
from memory.likeness import Facts
from memory.precedents import PARAMETERS
from memory.recall_tables import precedents

#: Cases that carry a named identifier; if there are more, it identifies nothing.
CARRYING = 50
KNOWN = precedents.c

#: Its outcome counts if it was imported or verified. What a case that closed here was only told
#: about its outcome could have been forged by a mail.
MAY_VOTE = and_(
    KNOWN.outcome != "",
    KNOWN.action != "",
    or_(KNOWN.verified, KNOWN.source == "history"),
)


def facts_of(connection: Connection, asked: Asked, case_ids: Sequence[str]) -> list[Facts]:
    """The facts of those of the cases that may be seen."""
    found: list[Facts] = []
    for start in range(0, len(case_ids), PARAMETERS):
        wanted = select(*(KNOWN[name] for name in Facts._fields[:-1]), MAY_VOTE).where(
            KNOWN.case_id.in_(case_ids[start : start + PARAMETERS]), _visible(asked)
        )
        found += [Facts(*row) for row in connection.execute(wanted)]
    return found


def counting(asked: Asked, shown: Sequence[str]) -> ColumnElement[bool]:
    """Which cases are counted: the same workflow and reason; without a reason, those shown."""
    pool = and_(_visible(asked), _same_reason(asked)) if asked.reason else KNOWN.case_id.in_(shown)
    return and_(pool, MAY_VOTE)


def tallies(connection: Connection, pool: ColumnElement[bool], partner_id: str) -> list[Tally]:
    """How often each action of the pool was tried, and how it fared."""
    partner = and_(KNOWN.partner_id == partner_id, KNOWN.partner_id != "")
    wanted = (
        select(
            KNOWN.action,
            func.count(),
            *(
                func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
                for condition in (KNOWN.outcome == WORKED, partner, KNOWN.verified)
            ),
        )
        .where(pool)
        .group_by(KNOWN.action)
    )
    return [Tally(*row) for row in connection.execute(wanted)]


def eligible(
    connection: Connection, asked: Asked, *, same_reason: bool, newest: int
) -> Sequence[str]:
    """The newest cases that may be seen, of the reason asked for or of any."""
    if same_reason and not asked.reason:
        return []
    wanted = (
        select(KNOWN.case_id)
        .where(_visible(asked), _same_reason(asked) if same_reason else true())
        .order_by(KNOWN.closed_on.desc(), KNOWN.case_id)
        .limit(newest)
    )
    return connection.execute(wanted).scalars().all()


def carrying(connection: Connection, asked: Asked) -> Sequence[str]:
    """The cases that are, or else concern, or else mention the identifier."""
    texts = (KNOWN.situation, KNOWN.commitments, KNOWN.resolved_by)
    for condition in (
        KNOWN.case_id == asked.exact_id,
        KNOWN.item_id == asked.exact_id,
        or_(*(text.contains(asked.exact_id, autoescape=True) for text in texts)),
    ):
        wanted = (
            select(KNOWN.case_id)
            .where(_visible(asked), condition)
            .order_by(KNOWN.closed_on.desc(), KNOWN.case_id)
            .limit(CARRYING)
        )
        if found := connection.execute(wanted).scalars().all():
            return found
    return []


def _visible(asked: Asked) -> ColumnElement[bool]:
    only = asked.only.model_dump(exclude_defaults=True)
    return and_(
        KNOWN.closed_on <= asked.as_of.isoformat(),
        *(KNOWN[name] == value for name, value in only.items()),
    )


def _same_reason(asked: Asked) -> ColumnElement[bool]:
    same = KNOWN.cause == asked.cause
    if asked.workflow:
        same = and_(same, KNOWN.workflow == asked.workflow)
    if asked.cause_party:
        same = and_(same, KNOWN.cause_party == asked.cause_party)
    return same

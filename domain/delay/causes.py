"""Causes that a supplier names for one line: each with its words and whose it is by them."""

from __future__ import annotations

from collections.abc import Sequence

from domain.delay.stated import Cause, LineChange
from domain.derive import derive
from domain.errors import SeamlineError
from domain.evidence import Span
from domain.news import Answer
from domain.reading import Question, Statement, stated_text

#: The slot under which a person says whose a delay of several causes is.
WHOSE = "cause_party"


def causes_of(statements: Sequence[Statement]) -> tuple[Cause, ...]:
    """The causes stated, in their order; whose each is follows from its own words."""
    return tuple(
        Cause(code=stated_text(one.value), party=_party(one.span), quote=one.span.quote)
        for one in statements
        if one.field == "cause" and one.span is not None
    )


def _party(span: Span) -> str:
    try:
        return stated_text(derive("cause_party", span.quote, {}))
    except SeamlineError:
        return ""  # it may be anybody's


def with_causes(
    change: LineChange, statements: Sequence[Statement], answers: Sequence[Answer], since: int
) -> LineChange:
    """The change with its causes where several are told: whose the delay is, is then told by all of
    them, or by a person who said so after the message (ledger number `since`)."""
    causes = causes_of(statements)
    if len(causes) < 2:
        return change
    parties = {one.party for one in causes}
    said = [one.value for one in answers if one.slot == slot_of(change) and one.number >= since]
    party = said[-1] if said else parties.pop() if len(parties) == 1 else ""
    return change.model_copy(update={"causes": causes, "cause_party": party})


def slot_of(change: LineChange) -> str:
    """`cause_party_4500018822_10`, under which a person says whose the delay of this line is."""
    return f"{WHOSE}_{change.object.partition(':')[2].replace('/', '_')}"


def which_share(change: LineChange, clause: str) -> Question | None:
    """Whose the delay is, where its causes are of several parties and a clause hangs on it."""
    parties = tuple(dict.fromkeys(one.party for one in change.causes if one.party))
    if change.cause_party or not change.causes:
        return None
    told = " and ".join(
        f"{one.code} ({one.quote!r}, {one.party or 'not said whose'})" for one in change.causes
    )
    return Question(
        about=WHOSE,
        object=change.object,
        of="us",
        text=f"several causes are named, {told}, and {clause} hangs on whose the delay is: which "
        "of them accounts for most of it?",
        slot=slot_of(change),
        choices=parties if len(parties) > 1 else (*parties, "supplier", "us"),
        takes="one_of",
        holds=False,
    )

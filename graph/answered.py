"""A partner's message about what cases wait for: its yes is noted, anything else is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from domain.answering import concerns, spoken_of, why_no_yes
from domain.case import CaseState
from domain.fact import Fact
from domain.flown import is_by_air, told
from domain.message import HEARD
from domain.news import Incoming
from domain.owed import Owed
from domain.record import Row
from graph.acknowledge import note_word
from graph.deps import Deps
from graph.owing import all_owing
from graph.silent_case import wake_partner
from memory import chain
from memory.cases import cases_saying

#: Facts that make somebody owe a case an answer.
_OWING = ("intended", "commitment_broken", "assumption_changed")

#: Names looked for at most: a message with more is no answer but a list.
_NAMES = 60


def note_answers(deps: Deps, connection: Connection, read: Fact, incoming: Incoming) -> None:
    """Every open case that this message answers hears of it, in the transaction that read it.

    Only a proven sender's yes counts; whatever else comes back ends the chasing all the same, but
    for the automatic reply of somebody who is away: nobody has read what we wrote.
    """
    if not _may_answer(incoming):
        return
    wake_partner(deps, connection, read)
    for state, one in [*_answered(deps, connection, read, incoming)]:
        _note(deps, connection, state.id, read, incoming, one)


def says_yes(deps: Deps, connection: Connection, read: Fact, incoming: Incoming) -> bool:
    """Whether this message is a proven partner's yes to something that a case waits for."""
    proven = incoming.verdict.verdict == "authenticated" and _may_answer(incoming)
    found = _answered(deps, connection, read, incoming) if proven else ()
    sent = incoming.message.sent_at
    return any(
        not why_no_yes(one, incoming.reading, sent, _packages(deps, one)) for _, one in found
    )


def _may_answer(incoming: Incoming) -> bool:
    heard = incoming.verdict.verdict in HEARD
    aside = "auto_reply" in incoming.reading.intents
    return bool(incoming.verdict.partner_id) and heard and not aside


def _answered(
    deps: Deps, connection: Connection, read: Fact, incoming: Incoming
) -> Iterator[tuple[CaseState, Owed]]:
    """What open cases wait for that this message is about, of what was asked before it came."""
    partner, message = incoming.verdict.partner_id, incoming.message
    threads = tuple(one for one in message.in_reply_to if "@" in one)
    first = chain.of_stream(connection, read.stream, kinds=("message_read",))[0].number
    words = [*sorted(spoken_of(incoming.reading)), *(_key(one) for one in threads)]
    for state in cases_saying(connection, _OWING, [one for one in words if one][:_NAMES]):
        for one in all_owing(deps.policy, state) if state.closed is None else ():
            if one.kind in ("silence", "matter"):
                continue  # what is still open is found anew, point by point
            asked_since = one.who == partner and one.number < first  # read again, it is no answer
            if asked_since and (
                concerns(one, incoming.reading, threads)
                or one.objects & _written_of(state, threads)
            ):
                yield state, one


def _written_of(state: CaseState, threads: Iterable[str]) -> frozenset[str]:
    """What the letters of a case were about that a message answers by their thread: a claim or an
    order that was written down and sent is answered together."""
    ours = [key for one in threads if (key := _key(one))]
    letters = [one for one in state.effects if any(one.key.startswith(key) for key in ours)]
    found = {name for one in letters for name in one.objects}
    return frozenset(name for name in found if not name.startswith(_WHO))


#: Rows that tell with whom something is dealt, not about what.
_WHO = ("contacts:", "partners:")


def _key(message_id: str) -> str:
    local = message_id.strip("<> ").partition("@")[0]
    return local if len(local) >= 40 else ""


def _note(
    deps: Deps, connection: Connection, case_id: str, read: Fact, incoming: Incoming, one: Owed
) -> None:
    why = why_no_yes(one, incoming.reading, incoming.message.sent_at, _packages(deps, one))
    if not _is_proven(incoming):
        why = "nothing proves who sent it"
    body = {
        "about": one.key,
        "by": one.who,
        "how": "answered",
        "confirmed": not why,
        "message": read.body["sha256"],
        "subject": read.body["subject"],
    }
    body |= {"why": why} if why else {}
    said = told(incoming.reading) if is_by_air(one) else ""
    body |= {"said": said} if said else {}
    note_word(deps, connection, case_id, "intake", (read.id,), body)


def _is_proven(incoming: Incoming) -> bool:
    """Whether its sender is a contact on file whose domain passed, also one who is only joining."""
    sender = incoming.verdict
    joins = sender.verdict == "unauthenticated" and bool(sender.domain_proven)
    return sender.verdict == "authenticated" or joins


def _packages(deps: Deps, one: Owed) -> list[Row]:
    """The units that goods were in which we asked to fly."""
    if not is_by_air(one):
        return []
    keys = sorted(name.partition(":")[2] for name in one.objects if name.startswith(_LINES))
    parts = (key.split("/") for key in keys)
    return [
        row
        for order, line in parts
        for row in deps.reads.rows("shipment_units", po_id=order, po_line=line)
    ]


_LINES = "purchase_order_lines:"

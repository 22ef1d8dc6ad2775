"""What the ledger tells sweeps: words of partners by thing, what cases wait for and are about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection

from domain.case import CaseState
from domain.ports import Reads
from domain.silence.book import Owing, Told
from domain.silence.bounce import Letter
from domain.silence.expected import Word
from domain.silence.ladder import NAMED
from graph.bounced import Mailing
from graph.deps import Deps
from graph.owing import all_owing
from graph.partners_away import away_on
from graph.workflows.chase import SWEPT
from memory.modes import Modes, modes

_LINES = "purchase_order_lines:"


def told(deps: Deps, connection: Connection, sent: Mailing) -> Told:
    """All that was said, what is owed and which open cases there are."""
    states, read = deps.known.at(connection), deps.heard.at(connection).values()
    words: dict[str, list[Word]] = defaultdict(list)
    for one in (*(word for each in read for word in each.words), *_of_notes(deps.reads, states)):
        words[one.object].append(one)
    known = modes(connection)
    open_ones = [one for one in states if one.closed is None and not is_swept(one)]
    written: dict[str, list[str]] = defaultdict(list)
    for letter in sent.letters:
        if _asks(letter):
            for name in letter.objects:
                written[name].append(letter.contact)
    return Told(
        bounced=sent.bounced,
        away=frozenset(away_on(deps.aways.at(connection), deps.clock.now().date())),
        written={name: tuple(dict.fromkeys(found)) for name, found in written.items()},
        returned=Counter(name for one in sent.returned for name in one.objects if _asks(one)),
        words={name: tuple(found) for name, found in words.items()},
        heard={one.partner: one.at for one in read},
        owing=tuple(one for state in open_ones for one in _owed(deps, known, state)),
        cases={
            name: state.id
            for state in open_ones
            if state.news or not state.origin.sweep  # a sweep's own case asks no partner
            for name in _about(deps.reads, state)
        },
    )


def is_swept(state: CaseState) -> bool:
    """Whether a case is one of sweeps."""
    return state.workflow == "chase" and state.order.startswith(SWEPT)


def _of_notes(reads: Reads, states: Iterable[CaseState]) -> Iterator[Word]:
    """What was said by phone or chat; without a thing it speaks of all that its case asked for."""
    for state in states:
        for note in state.notes:
            contact = reads.row("contacts", note.said_by)
            by = contact.text("partner_id") if contact is not None else state.partner
            at = note.at.astimezone(UTC)
            named = {one.object for one in note.statements}
            for name in named or state.was_silent:
                yield Word(object=name, field=NAMED, partner=by, at=at)


def _about(reads: Reads, state: CaseState) -> list[str]:
    """The things an open case looks after: its subject, and what a chase on record asks of."""
    found = [state.order]
    if state.order.startswith("chases:"):
        rows = reads.rows("chases", chase_id=state.order.partition(":")[2])
        found += [f"{_LINES}{row.text('object')}" for row in rows if row.text("object")]
    return found


def _owed(deps: Deps, known: Modes, state: CaseState) -> Iterator[Owing]:
    for one in all_owing(deps.policy, state):
        if one.is_quiet and one.since is not None and one.kind in ("confirmation", "promise"):
            yield Owing(
                key=one.key,
                kind=one.kind,
                case=state.id,
                by=one.who,
                what=one.what,
                objects=tuple(sorted(one.objects)),
                since=one.since,
                due=one.since if one.kind == "promise" else None,
            )
    yield from _ours(known, state)


def _ours(known: Modes, state: CaseState) -> Iterator[Owing]:
    """What waits for people of ours: the open proposal, where anybody is asked at all."""
    opened, fact = state.proposal, state.proposal_fact
    if opened is None or fact is None or state.decision is not None or state.asked is None:
        return
    if known.in_force(state.workflow, state.partner) == "observe":
        return
    needs = state.asked.requires
    yield Owing(
        key=opened.hash,
        kind="ours",
        case=state.id,
        by=needs[0].function if needs else "",
        what=f"{state.id} waits for a decision of ours: {opened.summary}",
        objects=(state.order,),
        since=fact.at,
        due=opened.until,
    )


def letters_sent(sent: Mailing) -> Mapping[str, list[datetime]]:
    """When each thing was asked about by a letter of sweeps that was really sent and did not come
    back."""
    found: dict[str, list[datetime]] = defaultdict(list)
    for one in sent.letters:
        if _asks(one):
            for name in one.objects:
                found[name].append(one.at)
    return found


def _asks(letter: Letter) -> bool:
    """Whether a letter asks about silence."""
    return letter.template.startswith("silent_")


__all__ = ["SWEPT", "is_swept", "letters_sent", "told"]

"""Which objects are silent: a pure function of the record, of what was said and of the sweeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from domain.delay.correspondence import reads_mail
from domain.silence import (
    asked,
    billing,
    booking,
    bounce,
    confirmation,
    delivered,
    owing,
    papers,
    readiness,
    transport,
)
from domain.silence.book import Book
from domain.silence.expected import Expected, Silent, Word
from domain.silence.ladder import OURS, answered, promised, step
from domain.silence.listing import weekly
from domain.sweeps import Silence, Sweep
from domain.values import Value

#: Who finds each kind of expectation that is not met.
FINDERS: dict[str, Callable[[Book, Sweep], Iterator[Expected]]] = {
    "order_confirmation": confirmation.unconfirmed,
    "confirmed_date": confirmation.undated,
    "ready_notice": readiness.not_ready,
    "document": papers.missing,
    "milestone": transport.overdue,
    "proof_of_delivery": delivered.unproven,
    "invoice": billing.unbilled,
    "rest_of_answer": asked.half_answers,
    "promised_act": owing.promises,
    "our_answer": owing.ours,
    "acceptance": asked.unaccepted,
    "acknowledgement": owing.acknowledgements,
    "booking": booking.unbooked,
    "usable_address": bounce.unreachable,
}


class Skipped(Value):
    """Something late that nobody is asked for, and why."""

    expected: Expected
    because: str


class Found(Value):
    """All that is silent and what is skipped; `partners` are those we deal with, `owing` those that
    owe us anything, `mute` the silent ones from whom no message came since."""

    silent: tuple[Silent, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    partners: frozenset[str] = frozenset()
    owing: frozenset[str] = frozenset()
    mute: frozenset[str] = frozenset()

    def of(self, partner: str) -> tuple[Silent, ...]:
        """What a partner is silent about, most urgent first; our own matters are not among it."""
        mine = [one for one in self.silent if one.expected.partner == partner]
        return tuple(one for one in mine if one.step != "inside")

    @property
    def inside(self) -> tuple[Silent, ...]:
        """What our own people are asked."""
        return tuple(one for one in self.silent if one.step == "inside")

    @property
    def quiet(self) -> tuple[str, ...]:
        """Partners that are silent about something, by id."""
        silent = {one.expected.partner for one in self.silent if one.step != "inside"}
        return tuple(sorted(silent - {""}))


def find_silence(
    book: Book,
    rules: Silence,
    letters: Mapping[str, Sequence[datetime]],
    waived: frozenset[str] = frozenset(),
) -> Found:
    """What is silent by `book.now`; `letters` tell when each thing was asked for, `waived` the keys
    that somebody said need not be waited for. A thing is asked about once, by the first sweep."""
    silent: dict[str, Silent] = {}
    skipped: list[Skipped] = []
    owed: set[str] = set()
    for sweep in rules.sweeps:
        for one in FINDERS[sweep.expects](book, sweep):
            owed.add(one.partner)
            if one.late > book.now or one.object in silent or one.key in waived:
                continue
            because = _not_asked(book, one, sweep)
            if because:
                skipped.append(Skipped(expected=one, because=because))
            else:
                silent[one.object] = _step(book, one, sweep, rules, letters)
    return Found(
        silent=tuple(sorted(silent.values(), key=_urgency)),
        skipped=tuple(skipped),
        partners=_dealt_with(book),
        owing=frozenset(owed - {""}),
        mute=frozenset(_mute(book, silent.values())),
    )


#: Where a partner stands that we deal with, by table.
_DEALT = {
    "purchase_orders": ("supplier_id",),
    "shipments": ("carrier_id", "forwarder_id", "broker_id"),
    "customer_deliveries": ("carrier_id",),
}


def _dealt_with(book: Book) -> frozenset[str]:
    """Partners named by any order, shipment or delivery on record."""
    named = {
        row.text(column)
        for table, columns in _DEALT.items()
        for row in book.all(table)
        for column in columns
    }
    return frozenset(one for one in named if book.row("partners", one) is not None)


def _mute(book: Book, silent: Iterable[Silent]) -> Iterator[str]:
    """Partners that are silent and from whom nothing at all came since the last of it was late."""
    late: dict[str, datetime] = {}
    for one in silent:
        if one.step != "inside":
            partner = one.expected.partner
            late[partner] = max(late.get(partner, one.expected.late), one.expected.late)
    for partner, since in late.items():
        heard = book.told.heard.get(partner)
        if heard is None or heard < since:
            yield partner


def _not_asked(book: Book, one: Expected, sweep: Sweep) -> str:
    """Why neither the partner nor anybody else is asked; empty when somebody is."""
    ours = OURS if not sweep.opens else frozenset[str]()
    held = [name for name in one.holds if name in sweep.not_when and name not in ours]
    if held:
        return held[0].replace("_", " ")
    words = _words(book, one)
    said = answered(one, words)
    if said:
        return said
    day, _ = promised(one, words)
    calendar = book.calendar(one.partner)
    if day is not None and book.now < calendar.start(day + timedelta(days=1)):
        return f"promised for {day}"
    case = one.case or _case(book, one)
    return f"with case {case}" if case and one.partner else ""


def _words(book: Book, one: Expected) -> list[Word]:
    return [word for name in one.about for word in book.told.words.get(name, ())]


def _case(book: Book, one: Expected) -> str:
    return next((book.told.cases[name] for name in one.about if name in book.told.cases), "")


def _step(
    book: Book,
    one: Expected,
    sweep: Sweep,
    rules: Silence,
    letters: Mapping[str, Sequence[datetime]],
) -> Silent:
    calendar = book.calendar(one.partner)
    found = step(one, sweep, rules, letters.get(one.object, ()), calendar.day(book.now), calendar)
    found = weekly(book, found, rules).model_copy(
        update={"passed": _passed(book, one), "returned": book.told.returned.get(one.object, 0)}
    )
    day, times = promised(one, _words(book, one))
    if times >= 2 and found.step == "ask":
        why = (f"promised {times} times, last for {day}",)
        return found.model_copy(update={"step": "call", "why": why})
    return found


def _passed(book: Book, one: Expected) -> tuple[str, ...]:
    """Contacts of the partner that are not written to next: who cannot be reached or is away, and
    who was written to already, until everybody was."""
    rows = book.by("contacts", partner_id=one.partner) if one.partner else ()
    mine = {row.key for row in rows if reads_mail(row)}
    lost = mine & {*book.told.bounced, *book.told.away}
    asked = mine & {*book.told.written.get(one.object, ())}
    return tuple(sorted(lost if lost | asked == mine else lost | asked))


def _urgency(one: Silent) -> tuple[str, str, str]:
    until = one.expected.until.isoformat() if one.expected.until else "9"
    return one.expected.partner, until, one.expected.object


def too_many(found: Found, rules: Silence) -> str:
    """Why nobody is asked today, though many are silent: our own mail may be broken. Empty when it
    is not so (domain_presets.md 2.16: more than 30 % of partners silent in a day).

    A partner that has written to us since, of whatever, shows that its mail gets through.
    """
    mute, known = len(found.mute), len(found.partners | found.owing)
    if mute < rules.stop_from or mute * 100 <= rules.stop_above_pct * known:
        return ""
    return f"{mute} of {known} partners are silent and have not written at all: is our mail broken?"

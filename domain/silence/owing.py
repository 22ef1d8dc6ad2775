"""S9, S10, S12: promises not kept, our own silence, and what nobody has acknowledged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.silence import faults
from domain.silence.book import Book, Calendar, Owing
from domain.silence.expected import Expected
from domain.sweeps import Sweep, Wait


def promises(book: Book, sweep: Sweep) -> Iterator[Expected]:
    """What partners promised for a time that is over, with the grace of that business day (S9)."""
    for one in book.told.owing:
        if one.kind == "promise" and one.due is not None:
            calendar = book.calendar(one.by)
            due = calendar.days.on_or_after(calendar.day(one.due))
            yield _of(book, sweep, one, calendar, calendar.after(due, Wait()))


def ours(book: Book, sweep: Sweep) -> Iterator[Expected]:
    """What people of ours have not answered or decided (S10); nobody outside is asked."""
    home = Calendar(days=book.calendar("").days)
    for one in book.told.owing:
        if one.kind == "ours":
            late = home.after(home.day(one.since), sweep.wait)
            nearer = min(late, one.due) if one.due is not None else late
            yield _of(book, sweep, one, home, nearer)


def acknowledgements(book: Book, sweep: Sweep) -> Iterator[Expected]:
    """Parties that we told and whose yes a case waits for (S12)."""
    for one in book.told.owing:
        if one.kind == "confirmation":
            calendar = book.calendar(one.by)
            yield _of(book, sweep, one, calendar, calendar.after(one.since, sweep.wait))


def _of(book: Book, sweep: Sweep, one: Owing, calendar: Calendar, late: datetime) -> Expected:
    """An answer to it is looked for where it is owed: the case hears of it and waits no longer."""
    outside = one.kind != "ours"
    return Expected(
        sweep=sweep.id,
        object=f"owed:{one.key}",
        partner=one.by if outside else "",
        topic=sweep.question,
        said=one.what,
        late=late,
        heard_from=one.since,
        holds=("informed_only",) if one.informed_only else (),
        faults=faults.of_partner(book, one.by) if outside else (),
        owner="" if outside else one.by,
        case=one.case,
        rows=one.objects,
    )

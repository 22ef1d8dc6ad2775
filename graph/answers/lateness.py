"""Who gets it late: as it is planned since the decision, by each way before it, or as stated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graph.answers.evidence import Found, Line, found_line
from graph.answers.ways import Way, closed_ways, open_ways, since_priced, taken

#: A customer's line in a finding, with the days by which it comes late if nothing is done.
_LATE_LINE = re.compile(r"(?P<line>[\w-]+/\d+) (?:\+(?P<a>\d+) d\b|(?P<b>\d+) days? late)")
#: A finding that something comes later than it was said or needed.
_LATER = re.compile(r"\+\d+ d\b|^line .*: later|\blater\b|\bdays? late\b|\bdays? after\b|\(over\)")


class Slip(NamedTuple):
    """A customer's line, whose it is, the days it slips if nothing is done, and what found that."""

    line: str
    customer: str
    days: int
    facts: tuple[int, ...]


def slips(found: Found) -> list[Slip]:
    """Customers' lines that the newest look found late: as stated, before anything is done."""
    told: dict[str, Slip] = {}
    for _, finding, numbers in found.looked(lambda one: bool(_LATE_LINE.search(one["text"]))):
        for hit in _LATE_LINE.finditer(finding["text"]):
            line, days = hit["line"], int(hit["a"] or hit["b"])
            told[line] = Slip(line, found.customer_of(line), days, numbers)
    return list(told.values())


def is_late(finding: dict[str, object]) -> bool:
    """Whether a finding says that something comes later than it should."""
    return bool(_LATER.search(str(finding["text"])))


def lateness(found: Found) -> list[Line]:
    """What comes late: by the decided way as planned, else by each way that may be taken, else as
    it was stated; of the customers named only theirs. What partners state is told as stated."""
    every = not _names_customer(found)
    mine = [one for one in slips(found) if every or one.customer in found.named]
    lines = list(_planned(found, mine)) or list(_by_way(found, mine)) or list(_stated(found, mine))
    return [*lines, *(_of_goods(found) if every else ())]


def by_way(found: Found) -> list[Line]:
    """Each way that may still be taken with whom it leaves late; of the customers named theirs."""
    every = not _names_customer(found)
    return [*_by_way(found, [o for o in slips(found) if every or o.customer in found.named])]


def _names_customer(found: Found) -> bool:
    return any(found.partners.get(one) in ("customer", "distributor") for one in found.named)


def _planned(found: Found, mine: Sequence[Slip]) -> Iterator[Line]:
    """By what was decided; what it rests on and no longer holds is told with it."""
    ways = taken(found)
    if _names_customer(found) and not mine:
        return
    for way in ways:
        comes = f", goods in on {way.option['arrives']}" if way.option.get("arrives") else ""
        text = f"as decided and planned ({way.title}{comes}): {_who(found, way, mine)}"
        yield Line(text=text, facts=way.facts)
    for one in found.state.broken if ways else ():
        yield Line(text=f"the plan no longer holds: {one.what}", facts=(one.number,))


def _by_way(found: Found, mine: Sequence[Slip]) -> Iterator[Line]:
    """The range over all ways that may be taken, then each."""
    ways = open_ways(found)
    if not ways or (_names_customer(found) and not mine):
        return
    days = [max((_days(way, one) for one in mine), default=_own(way)) for way in ways]
    numbers = {one.priced.number for one in ways} | {n for one in mine for n in one.facts}
    about = ", ".join(dict.fromkeys(_about(one) for one in ways))
    whose = _lines(found, mine) or about
    span = f"{min(days)} to {max(days)}" if min(days) != max(days) else f"{days[0]}"
    late = f"{span} d late, by what is chosen:" if any(days) else "in time by each of these:"
    yield Line(text=f"not decided yet; {whose}: {late}", facts=tuple(sorted(numbers)))
    for way in ways:
        proposed = " (proposed)" if way.winner else ""
        title = f"{_about(way)}: {way.title}" if ", " in about else way.title
        yield Line(text=f"  {title}{proposed}: {_who(found, way, mine)}", facts=way.facts)
    yield from _beside(found, ways)


def _beside(found: Found, ways: Sequence[Way]) -> Iterator[Line]:
    """How old the prices are, and what cannot be taken."""
    for stale in dict.fromkeys(since_priced(found, way.priced) for way in ways):
        if stale:
            text = f"  as priced on {ways[0].priced.at:%Y-%m-%d}; {stale}"
            yield Line(text=text, facts=(ways[0].priced.number,))
    closed = closed_ways(found)
    if closed:
        priced = tuple(one.number for one in found.priced())
        yield Line(text=f"  cannot be taken now: {'; '.join(closed)}", facts=priced)


def _about(way: Way) -> str:
    return str(way.priced.body["object"]).partition(":")[2]


def _stated(found: Found, mine: Sequence[Slip]) -> Iterator[Line]:
    """As stated, where nothing is decided and nothing may be taken yet."""
    for one in mine:
        text = f"as stated, if nothing is done: {_line(found, one)} {one.days} d late"
        yield Line(text=text, facts=one.facts)


def _of_goods(found: Found) -> Iterator[Line]:
    """What functions found of the goods themselves: what was stated against what was confirmed."""
    for one in found.looked(is_late):
        if not _LATE_LINE.search(one[1]["text"]):
            yield found_line(one)


def _own(way: Way) -> int:
    return int(way.option.get("days_late") or 0)


def _days(way: Way, slip: Slip) -> int:
    """Days by which a customer's line is late this way: never more than if nothing is done."""
    served = re.search(
        rf"{re.escape(slip.line)}: \S+ at once, (\S+) on",
        str(way.option.get("effects", {}).get("customer service", "")),
    )
    if served is not None and not float(served[1]):
        return 0
    return min(slip.days, _own(way))


def _who(found: Found, way: Way, mine: Sequence[Slip]) -> str:
    """Who is late this way, by how many days."""
    late: dict[int, list[Slip]] = {}
    for one in mine:
        late.setdefault(_days(way, one), []).append(one)
    told = [
        f"{_lines(found, those)} {days} d late" if days else f"{_lines(found, those)} in time"
        for days, those in sorted(late.items(), reverse=True)
    ]
    if not told:
        return f"{_own(way)} d late" if _own(way) else "in time"
    return "in time" if set(late) == {0} and not found.named else "; ".join(told)


def _lines(found: Found, those: Sequence[Slip]) -> str:
    """Lines by their customer: `Medivale Hospitals 70045512/1, 70045512/2`."""
    by: dict[str, list[str]] = {}
    for one in those:
        by.setdefault(found.names.get(one.customer, one.customer), []).append(one.line)
    return "; ".join(f"{who} {', '.join(lines)}".strip() for who, lines in by.items())


def _line(found: Found, one: Slip) -> str:
    return _lines(found, [one])

"""measures: the figures as tables, each with its definition; the same as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from seamline.cli.office import console, office, print_json, safe, table


def measures(since: str, until: str, workspace: Path | None, *, as_json: bool) -> None:
    """Every measure of the cases that began in a period."""
    from seamline.measures import measures as look
    from seamline.periods import period

    days = period(since, until)
    with office(workspace) as opened:
        data = look(opened, *days)
    if as_json:
        print_json(data)
    else:
        print_measures(console(), data)


def print_measures(screen: Console, data: dict[str, Any]) -> None:
    """One table a measure."""
    left = f", {data['left_out']} left out by these days" if data["left_out"] else ""
    screen.print(f"{data['cases']} cases{left}, from facts up to #{data['head']}")
    for name, heads, rows in (
        ("autonomy", ("workflow", "ended", "strict", "supervised", "other", "failed"), _autonomy),
        ("handoffs", ("from", "to", "what", "taken", "median", "p90", "open", "oldest"), _handoffs),
        ("cycle", ("workflow", "closed", "median", "p90", "people", "partners", "systems"), _cycle),
        ("pareto", ("from", "to", "times", "waited", "share", "cumulated"), _pareto),
        ("delay", ("case", "line", "before", "after", "waited for", "facts"), _delay),
    ):
        told = list(rows(data[name]["rows"]))
        made = table(_TITLES[name], *heads)
        for row in told:
            made.add_row(*(safe(cell) for cell in row))
        screen.print()
        screen.print(made if told else f"{_TITLES[name]}: nothing yet")
        said = f"{data[name]['definition']} Rests on {data[name]['cases']} case(s)."
        screen.print(safe(said), style="dim")
    lapsed = data["delay"]["lapses"]
    if lapsed:
        screen.print(safe("lapsed: " + ", ".join(f"{one.case} ({one.cost})" for one in lapsed)))


_TITLES = {
    "autonomy": "autonomy rate",
    "handoffs": "hand-off latency",
    "cycle": "cycle time, and whom it waited for",
    "pareto": "where the waiting is",
    "delay": "cost of delay",
}

Rows = Iterable[Sequence[str]]


def _autonomy(rows: list[dict[str, Any]]) -> Rows:
    for one in rows:
        counts = (len(one["touched"]), len(one["failed"]))
        shares = (_share(one["strict_pct"]), _share(one["supervised_pct"]))
        yield (_flow(one["workflow"]), str(one["ended"]), *shares, *map(str, counts))


def _handoffs(rows: Any) -> Rows:
    for one in rows:
        took = (str(one.taken), _span(one.median), _span(one.p90))
        yield (one.sender, one.receiver, one.kind, *took, str(one.open), _span(one.oldest_open))


def _cycle(rows: Any) -> Rows:
    for one in rows:
        spans = (_span(one.median), _span(one.p90), *map(_span, one.hours.values()))
        yield (_flow(one.workflow), str(one.closed), *spans)


def _pareto(rows: Any) -> Rows:
    for one in rows:
        shares = (_share(one.share), _share(one.cumulated))
        yield (one.sender, one.receiver, str(one.count), _span(one.hours), *shares)


def _delay(rows: list[dict[str, Any]]) -> Rows:
    from domain.money import Money

    for one in rows:
        before, after = (str(Money.model_validate(one[name])) for name in ("before", "after"))
        cited = ", ".join(f"#{number}" for number in one["numbers"])
        yield (one["case"], one["object"], before, after, one["who"], cited)


def _flow(name: str) -> str:
    from seamline.flow_names import flow

    return flow(name) if name else "all"


def _share(per_cent: float | None) -> str:
    return "–" if per_cent is None else f"{per_cent:.0f} %"


def _span(hours: float | None) -> str:
    from seamline.measure_plots import span

    return "–" if hours is None else span(hours)

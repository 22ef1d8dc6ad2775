"""measures, effort: the figures as tables, each with its definition; the same as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from domain.measures.carrying import COUNTERS
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
        ("carrying", ("workflow", *COUNTERS, "judged", "spent", "spared"), _carried),
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
    "carrying": "what people still carry, trigger and rebuild",
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


def _carried(rows: list[dict[str, Any]]) -> Rows:
    for one in rows if rows[0]["cases"] else ():
        counted = (*(one["counters"][name] for name in COUNTERS), one["judged"])
        yield (_flow(one["workflow"]), *map(str, counted), str(one["spent"]), str(one["spared"]))


def effort(case: str, workspace: Path | None, *, as_json: bool) -> None:
    """Who carried one case, and what that cost."""
    from seamline.effort_view import effort as look

    with office(workspace) as opened:
        data = look(opened, case)
    if as_json:
        print_json(data)
    else:
        print_effort(console(), data)


def print_effort(screen: Console, data: dict[str, Any]) -> None:
    """Jobs, counters, the account line by line, and the source of each field that was written."""
    counted = ", ".join(f"{name} {count}" for name, count in data["counters"].items())
    screen.print(
        f"{data['case']}: people were needed for {counted}; judgement {len(data['judged'])}"
    )
    jobs = table("work that carries a case", "job", "by the system", "by people")
    for one in data["jobs"]:
        jobs.add_row(one["job"], str(one["system"]), str(one["person"]))
    screen.print(jobs)
    costs = data["account"]
    for line in costs["lines"]:
        who = "spared" if line["by"] == "system" else "spent"
        screen.print(safe(f"{who}: {line['item']}: {line['said']}"))
    for money in costs["dearer"]:
        screen.print(safe(f"spent: dearer by waiting: {money['amount']} {money['currency']}"))
    screen.print(
        safe(f"people spent {_money(costs['spent'])}, were spared {_money(costs['spared'])}")
    )
    for one in data["writes"]:
        screen.print(safe(f"\n#{one['fact']} {one['said']}"))
        for field in one["fields"]:
            origin = ", ".join(field.said) or "a word of the product"
            made = f" by {field.worked_out}" if field.worked_out else ""
            screen.print(safe(f"  {field.field} = {field.value}{made}: {origin}"))
    screen.print(safe(f"{data['definition']} {data['priced']}"), style="dim")
    for name, pace in data["rates"].minutes.items():
        screen.print(safe(f"{name}: {pace.minutes} min ({pace.source})"), style="dim")
    screen.print(safe(f"an hour: {data['rates'].hour} ({data['rates'].hour_source})"), style="dim")


def _money(plain: dict[str, Any]) -> str:
    from domain.money import Money

    return str(Money.model_validate(plain))


def _flow(name: str) -> str:
    from seamline.flow_names import flow

    return flow(name) if name else "all"


def _share(per_cent: float | None) -> str:
    return "–" if per_cent is None else f"{per_cent:.0f} %"


def _span(hours: float | None) -> str:
    from seamline.measure_plots import span

    return "–" if hours is None else span(hours)

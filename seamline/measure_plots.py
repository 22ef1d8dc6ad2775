"""The pictures of the measures: each figure of a table as a bar."""

from __future__ import annotations

from typing import Any

from domain.money import Money
from seamline.flow_names import flow
from seamline.plots import Bar, Part, Plot, plot

#: Bars of one picture; the table below it has all.
_MOST = 12


def plots(measures: dict[str, Any]) -> dict[str, Plot]:
    """A picture for each measure, by its name."""
    return {
        "autonomy": _autonomy(measures["autonomy"]["rows"]),
        "handoffs": _handoffs(measures["handoffs"]["rows"]),
        "cycle": _cycle(measures["cycle"]["rows"]),
        "pareto": _pareto(measures["pareto"]["rows"]),
        "delay": _delay(measures["delay"]["rows"]),
    }


#: How ended cases are shown, by how they ended.
_TONES = {"strict": "good", "supervised": "calm", "touched": "warm", "failed": "bad"}


def _autonomy(rows: list[dict[str, Any]]) -> Plot:
    bars = [
        Bar(
            label=flow(one["workflow"]),
            parts=[
                Part(tone, len(one[how]), f"{len(one[how])} {how}") for how, tone in _TONES.items()
            ],
            figure=f"{one['ended']} ended",
        )
        for one in rows[1:]
        if one["ended"]
    ]
    return plot(bars)


def _handoffs(rows: Any) -> Plot:
    shown = [one for one in rows if one.median is not None or one.oldest_open is not None]
    bars = []
    for one in shown[:_MOST]:
        took = one.median is not None
        value = one.median if took else one.oldest_open
        said = f"{span(value)}, {one.taken} taken" if took else f"{span(value)}, {one.open} open"
        name = f"{one.sender} → {one.receiver} ({one.kind})"
        bars.append(Bar(name, [Part("calm" if took else "warm", value, said)], said, one.p90))
    return plot(bars)


def _cycle(rows: Any) -> Plot:
    tones = {"people": "warm", "partners": "calm", "systems": "still"}
    bars = []
    for one in rows[1:]:
        each = {who: hours / len(one.cases) for who, hours in one.hours.items()}
        parts = [Part(tones[who], hours, f"{who} {span(hours)}") for who, hours in each.items()]
        bars.append(Bar(flow(one.workflow), parts, span(sum(each.values()))))
    return plot(bars)


def _pareto(rows: Any) -> Plot:
    bars = [
        Bar(
            f"{one.sender} → {one.receiver}",
            [Part("warm", one.share, f"{span(one.hours)}, {one.count} times")],
            f"{one.share:.0f} %",
            one.cumulated,
        )
        for one in rows[:_MOST]
    ]
    return plot(bars, top=100.0)


def _delay(rows: list[dict[str, Any]]) -> Plot:
    ordered = sorted(rows, key=lambda one: -abs(one["by"].amount))[:_MOST]
    return plot([_dearer(one["case"], one["by"]) for one in ordered])


def _dearer(case: str, by: Money) -> Bar:
    part = Part("bad" if by.amount > 0 else "good", float(abs(by.amount)), str(by))
    return Bar(case, [part], str(by))


def span(hours: float) -> str:
    """Hours in the largest units that fit: `40 min`, `5.5 h`, `3.2 d`."""
    if hours >= 48:
        return f"{hours / 24:,.1f} d"
    return f"{hours:.1f} h" if hours >= 1 else f"{hours * 60:.0f} min"

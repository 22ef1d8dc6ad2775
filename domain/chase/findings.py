"""What each function finds about a chase: where every question stands, and what hangs on it."""

from __future__ import annotations

from domain.chase.points import Point, points_of
from domain.contribution import Finding
from domain.dossier.asking import ours
from domain.dossier.context import Dossier
from domain.reading import Question


def of_sourcing(dossier: Dossier) -> list[Finding]:
    """Each question by its number."""
    return [
        Finding(text=_said(one), rests_on=(one.row.object, *([one.words] if one.words else [])))
        for one in points_of(dossier)
    ]


def _said(one: Point) -> str:
    text = f"{one.number}) {one.row.text('object')}, {one.row.text('question')}: {one.stand}"
    if one.stand == "promised" and one.due:
        return f"{text} for {one.due}"
    return text + (": to be had in writing" if one.stand == "heard" else "")


def of_finance(dossier: Dossier) -> list[Finding]:
    """Prices that somebody mentions: a request, and no price."""
    asked = [one for one in dossier.questions if one.about in ("unit_price", "surcharge_pct")]
    return [Finding(text=f"{one.object}: another price is a request until agreed") for one in asked]


def of_planning(dossier: Dossier) -> list[Finding]:
    """Need dates of the lines that are still asked about."""
    found = []
    for one in points_of(dossier):
        line = dossier.row(f"purchase_order_lines:{one.row.text('object')}")
        if line is not None and one.stand not in ("answered", "settled"):
            text = f"{line.key} is needed on {line.text('need_date')}"
            found.append(Finding(text=text, rests_on=(line.object,)))
    return found


def open_points(dossier: Dossier) -> list[Question]:
    """What our own people are asked."""
    return ours(dossier)

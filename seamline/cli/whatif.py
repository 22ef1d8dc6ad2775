"""whatif: a case or an order priced as it would be, beside how it is now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from graph.what_if import Priced
from seamline.cli.acts import pairs
from seamline.cli.office import console, office, print_json, safe, table
from seamline.late_after import late_after
from seamline.supposing import Look


class Said(NamedTuple):
    """What is supposed, as typed."""

    days: str
    qty: str
    price: str
    settings: tuple[str, ...]


def whatif(about: str, said: Said, workspace: Path | None, *, as_json: bool) -> None:
    """Prints the options then and now; writes nothing."""
    from graph.supposed import Supposed
    from seamline.supposing import look, per_cent

    with office(workspace) as opened:
        supposed = Supposed(
            **_days(said.days, opened.clock.now().date()),
            qty_pct=per_cent(said.qty or "0"),
            price_pct=per_cent(said.price or "0"),
            answers=pairs(list(said.settings)),
        )
        seen = look(opened, about, [supposed])
    if as_json:
        print_json({"about": seen.about, "readings": _told(seen), "now": seen.now})
    else:
        _print(seen)


def _days(text: str, today: date) -> dict[str, Any]:
    """So many days later, or the day on which it comes."""
    from seamline.typed_times import day_of

    if re.fullmatch(r"\s*(?:[+-]?\d{1,5})?\s*", text):
        return {"days": int(text.strip() or "0")}
    return {"on": day_of(text, today)}


def _told(seen: Look) -> list[dict[str, object]]:
    return [{"supposed": supposed, "then": then} for supposed, then in seen.readings]


def _print(seen: Look) -> None:
    screen = console()
    for supposed, then in seen.readings:
        screen.print(safe(f"if {supposed.said() or 'nothing changes'} (nothing is written)"))
        for part in then:
            screen.print(_table(part, seen.now))


def _table(part: Priced, now: Sequence[Priced]) -> object:
    before = next((one for one in now if one.object == part.object), None)
    after = late_after(part.object)
    named = part.object.split(":", 1)[1] + (f", late after {after}" if after else "")
    made = table(safe(named), "option", *(["now"] if now else []), "then")
    for option in part.options:
        mark = "→ " if option.name == part.ranking.winner else "  "
        was = [_figures(before, option.name)] if now else []
        made.add_row(safe(mark + option.name), *was, _figures(part, option.name))
    return made


def _figures(part: Priced | None, name: str) -> str:
    """Cost and lateness; an option that nobody may choose says why, whatever it would cost."""
    option = next((one for one in part.options if one.name == name), None) if part else None
    if option is None or part is None:
        return "-"
    cost = "unknown" if option.unknown else str(option.cost)
    out = part.ranking.excluded.get(name)
    return safe(f"{cost}, {option.days_late} d late" + (f", NOT POSSIBLE: {out}" if out else ""))

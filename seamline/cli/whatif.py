"""whatif: a case priced as it would be, beside how it is now."""

from __future__ import annotations

from pathlib import Path

from domain.options import Option
from seamline.cli.acts import pairs
from seamline.cli.office import console, office, print_json, safe, table


def whatif(
    case: str, days: int, settings: list[str], workspace: Path | None, *, as_json: bool
) -> None:
    """Prints the options then and now; writes nothing."""
    from graph.what_if import Supposed, priced_now, what_if

    supposed = Supposed(days=days, answers=pairs(settings))
    with office(workspace) as opened:
        case = opened.desk.named(case)
        state = opened.desk.case(case)
        then = what_if(opened.deps, state, supposed)
        now = priced_now(opened.deps, state)
    if as_json:
        print_json({"supposed": supposed, "then": then, "now": now})
        return
    screen = console()
    screen.print(safe(f"if {supposed.said() or 'nothing changes'} (nothing is written)"))
    for part in then:
        before = {
            one.name: one for same in now if same.object == part.object for one in same.options
        }
        made = table(safe(part.object.split(":", 1)[1]), "option", "now", "then")
        for option in part.options:
            mark = "→ " if option.name == part.ranking.winner else "  "
            made.add_row(
                safe(mark + option.name), _figures(before.get(option.name)), _figures(option)
            )
        screen.print(made)


def _figures(option: Option | None) -> str:
    if option is None:
        return "-"
    cost = "unknown" if option.unknown else str(option.cost)
    return f"{cost}, {option.days_late} d late"

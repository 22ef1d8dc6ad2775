"""partners, decisions, overrides, policy: how partners, decisions and rules stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console

from seamline.cli.office import console, office, print_json, safe, table


def partners(partner: str, workspace: Path | None, *, as_json: bool) -> None:
    """All partners, or one."""
    from seamline import partner_views

    with office(workspace) as opened:
        data: Any
        data = partner_views.partner(opened, partner) if partner else partner_views.partners(opened)
    if as_json:
        print_json(data)
    elif partner:
        _print_partner(console(), data)
    else:
        made = table("partners", "id", "name", "open", "closed", "kept", "broken", "promised")
        for one in data:
            counts = [one["promises"][name] for name in ("kept", "broken", "open")]
            cells = (one["id"], one["name"], one["open"], one["closed"], *counts)
            made.add_row(*(safe(str(cell)) for cell in cells))
        console().print(made)


def _print_partner(screen: Console, one: dict[str, Any]) -> None:
    screen.print(safe(f"{one['id']} {one['name']} ({one['kind']}, {one['status']})"), style="bold")
    screen.print(safe(f"contacts on file: {', '.join(one['contacts']) or 'none'}"))
    for told in one["open"] + one["closed"]:
        screen.print(safe(f"{told['case']} {told['outcome'] or told['phase']}: {told['title']}"))
    for told in one["promises"]:
        due = f", due {told['due']}" if told["due"] else ""
        screen.print(safe(f"promise {told['state']}: {told['what']}{due} [#{told['fact']}]"))
    for told in one["delays"]:
        screen.print(safe(f"{told['days']} days late in {told['case']} [#{told['fact']}]"))
    for told in one["lessons"]:
        screen.print(safe(f"T{told['number']} {told['said']}"))
    for told in one["modes"]:
        screen.print(safe(f"{told['workflow']}: {told['in_force']}"))
    for told in one["mails"]:
        screen.print(safe(f"{str(told['sent_at'])[:16]} {told['subject'][:100]}"))


def decisions(workspace: Path | None, *, as_json: bool) -> None:
    """Decisions alive, each with what it rests on."""
    from seamline import decision_views

    with office(workspace) as opened:
        data = decision_views.decisions(opened)
    if as_json:
        print_json(data)
        return
    screen = console()
    if not data:
        screen.print("no decision is alive: nothing was decided, or all of it is over")
    for one in data:
        by = ", ".join(one["by"]) or "standing authority"
        screen.print(safe(f"{one['health']}: {one['case']} {one['what']} (by {by})"))
        for told in one["rests_on"]:
            moved = f": {told['was']}, now {told['now']}" if told["now"] else ""
            screen.print(safe(f"  {told['health']} {told['what']}{moved} [#{told['fact']}]"))
        for told in one["broken"]:
            screen.print(safe(f"  broken: {told['what']} [#{told['fact']}]"))


def overrides(workspace: Path | None, *, as_json: bool) -> None:
    """Overrides, the newest first."""
    from seamline import decision_views

    with office(workspace) as opened:
        data = decision_views.overrides(opened)
    if as_json:
        print_json(data)
        return
    screen = console()
    if not data:
        screen.print("no override was seen: everything stands as it was decided")
    for one in data:
        screen.print(
            safe(f"{one['at']:%Y-%m-%d %H:%M} {one['case']} {one['what']}, by {one['by']}")
        )
        for told in one["changes"]:
            screen.print(safe(f"  {told['field']}: {told['decided']} → {told['stands']}"))
        screen.print(safe(f"  because: {one['reason']} [#{one['fact']}]"))


def policy(workspace: Path | None, *, as_json: bool) -> None:
    """The policy in force."""
    from seamline import policy_views

    with office(workspace) as opened:
        data = policy_views.policy(opened)
    if as_json:
        print_json(data)
        return
    screen = console()
    since = f"{data['since']:%Y-%m-%d %H:%M}"
    screen.print(safe(f"{data['version']} {data['hash'][:16]}, in force since {since} UTC"))
    made = table("standing authorities", "id", "what runs by itself", "until", "used", "")
    for one in data["standing"]:
        cells = (one["id"], one["title"], one["valid_until"], one["used"], one["defect"])
        made.add_row(*(safe(str(cell)) for cell in cells))
    screen.print(made)
    made = table(
        "clauses, and how often they fired", "clause", "then", "act", "ask", "never", "cases"
    )
    for one in (*data["clauses"], *data["without_clause"]):
        fired = one["fired"]
        counts = (fired["act"], fired["ask"], fired["never"], len(fired["cases"]))
        made.add_row(*(safe(str(cell)) for cell in (one["id"], one.get("then", ""), *counts)))
    screen.print(made)

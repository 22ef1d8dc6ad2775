"""sweep: what is silent now and what would be sent; nothing is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console

from seamline.cli.office import console, office, print_json, safe, table


def sweep(workspace: Path | None, *, letters: bool, as_json: bool) -> None:
    """Looks and says; with `letters` also the words of each letter."""
    from seamline.silence_view import sweep as look

    with office(workspace) as opened:
        data = look(opened)
    if as_json:
        print_json(data)
        return
    screen = console()
    if data["stopped"]:
        screen.print(safe(f"nobody is asked: {data['stopped']}"), style="bold red")
    for one in data["partners"]:
        _print_partner(screen, one, letters)
    for one in data["inside"]:
        _print_inside(screen, one)
    _print_rest(screen, data)


def _print_partner(screen: Console, one: dict[str, Any], letters: bool) -> None:
    when = f"at {one['morning'][:16].replace('T', ' ')} UTC" if one["morning"] else "not today"
    made = table(f"{one['partner']} {one['name']}: {when}, mode {one['mode']}", "", "what", "then")
    for point in one["points"]:
        made.add_row(str(point["number"]), safe(f"{point['sweep']} {point['said']}"), _then(point))
    screen.print(made)
    for act in one["would"] if letters else ():
        screen.print(safe(f"to {act['to']}: {act['subject']}"), style="bold")
        screen.print(safe(act["text"]), soft_wrap=True)


def _then(point: dict[str, Any]) -> str:
    if point["step"] == "ask":
        return f"letter {point['letter']}" + (", call now" if point["urgent"] else "")
    return {"wait": f"asked {point['letter']} times, waits", "call": "somebody calls"}[
        point["step"]
    ]


def _print_inside(screen: Console, one: dict[str, Any]) -> None:
    made = table(f"asked inside: {one['function']}", "what", "why")
    for point in one["points"]:
        made.add_row(safe(f"{point['sweep']} {point['said']}"), safe("; ".join(point["why"])))
    screen.print(made)


def _print_rest(screen: Console, data: dict[str, Any]) -> None:
    if data["waits_for_us"]:
        made = table("our own silence", "what", "whose")
        for one in data["waits_for_us"]:
            made.add_row(safe(one["said"]), safe(one["owner"]))
        screen.print(made)
    if data["skipped"]:
        made = table("late, and asked of nobody", "what", "because")
        for one in data["skipped"]:
            made.add_row(safe(f"{one['sweep']} {one['object']}"), safe(one["because"]))
        screen.print(made)
    silent = sum(len(one["points"]) for one in data["partners"])
    screen.print(
        f"{silent} silent at {len(data['partners'])} of {data['dealt_with']} partners; "
        "nothing was sent"
    )

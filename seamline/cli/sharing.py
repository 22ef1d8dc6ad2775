"""How a case is shared, on the terminal: who holds it and until when it sleeps."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from seamline.cli.office import safe


def print_sharing(screen: Console, data: dict[str, Any]) -> None:
    """Who holds the case, and until when it is out of sight."""
    if data["opened_because"]:
        by = data["opened_by"]["name"] if data["opened_by"] else "the record"
        screen.print(safe(f"opened without a mail by {by}: {data['opened_because']}"))
    if data["came_from"]:
        screen.print(f"it goes on from {', '.join(data['came_from'])}")
    for what, case in data["sent_on"].items():
        screen.print(safe(f"{_sent(data['keys'].get(what, what))} in {case}: seamline show {case}"))
    if data["holder"]:
        since = str(data["holder"]["since"])[:16].replace("T", " ")
        screen.print(safe(f"{data['holder']['name']} holds it since {since} UTC"))
    if data["snoozed"]:
        screen.print(safe(sleeps(data)))
    for one in data["handoffs"]:
        screen.print(safe(handed(one)), style="bold" if one["state"] == "offered" else "")
        if one["state"] == "offered":
            screen.print(f"  seamline accept {data['case']} --as PERSON", style="green")
            screen.print(
                f'  seamline refuse {data["case"]} --reason "…" --as PERSON', style="green"
            )


def _sent(what: str) -> str:
    """What of the case goes on elsewhere: a mail by its key, an object, or all of it."""
    if ":" in what:
        return f"{what.partition(':')[2]} goes on"
    return f"mail {what[:12]} goes on" if what else "it goes on"


def absent(one: dict[str, Any]) -> str:
    """`Samir Haddad is away to 2026-03-20; Grace Lindel stands in`."""
    since = "is away" if one["today"] else f"will be away from {one['from']}"
    until = f" to {one['to']}" if one["to"] else ""
    instead = f"{one['stand_in']['name']} stands in" if one["stand_in"] else "nobody stands in"
    return f"{one['person']['name']} {since}{until}; {instead}"


def print_shared(screen: Console, inbox: dict[str, Any]) -> None:
    """What sleeps, what waits to be taken over, and who is away."""
    for one in inbox["snoozed"]:
        screen.print(safe(f"{one['case']} {sleeps(one)}"))
    for one in inbox["handed_over"]:
        for offer in one["handoffs"]:
            if offer["state"] == "offered":
                screen.print(safe(f"{one['case']} {handed(offer)}"))
    for one in inbox["away"]:
        screen.print(safe(absent(one)), style="dim")


def handed(one: dict[str, Any]) -> str:
    """A hand-off in words: who offered what to whom, and what became of it."""
    offered = f"handed to {one['to']} by {one['by']['name']}: {one['task']}"
    until = str(one["due"])[:16].replace("T", " ")
    match one["state"]:
        case "offered":
            duty = f"{one['updates']['name']} says when things change; back comes {one['escalate']}"
            return f"{offered} (until {until} UTC; {duty})"
        case "accepted":
            rest = f": {one['answer']}" if one["answer"] else ""
            return f"{offered} (taken by {one['person']['name']}{rest})"
        case "refused":
            who = one["person"]["name"]
            return f"{offered} (refused{f' by {who}' if who else ''}: {one['answer']})"
    return f"{offered} (closed with the case)"


def sleeps(data: dict[str, Any]) -> str:
    """`sleeps until 2026-03-12 08:00 UTC, by Marta Oyelaran (waits for the count)`."""
    snoozed = data["snoozed"]
    until = str(snoozed["until"])[:16].replace("T", " ")
    reason = f" ({snoozed['reason']})" if snoozed["reason"] else ""
    return f"sleeps until {until} UTC, by {snoozed['by']['name']}{reason}"

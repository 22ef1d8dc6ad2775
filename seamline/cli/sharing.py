"""How a case is shared, on the terminal: who holds it and until when it sleeps."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from seamline.cli.office import safe


def print_sharing(screen: Console, data: dict[str, Any]) -> None:
    """Who holds the case, and until when it is out of sight."""
    if data["holder"]:
        since = str(data["holder"]["since"])[:16].replace("T", " ")
        screen.print(safe(f"{data['holder']['name']} holds it since {since} UTC"))
    if data["snoozed"]:
        screen.print(safe(sleeps(data)))


def sleeps(data: dict[str, Any]) -> str:
    """`sleeps until 2026-03-12 08:00 UTC, by Marta Oyelaran (waits for the count)`."""
    snoozed = data["snoozed"]
    until = str(snoozed["until"])[:16].replace("T", " ")
    reason = f" ({snoozed['reason']})" if snoozed["reason"] else ""
    return f"sleeps until {until} UTC, by {snoozed['by']['name']}{reason}"

"""search: what a reference or words find, kind by kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from seamline.cli.office import console, office, print_json, safe, subject, table


def search(query: str, workspace: Path | None, *, as_json: bool) -> None:
    """Hits of each kind; a kind without one is left out."""
    from seamline.mail_words import MailWords
    from seamline.search import search as look

    with office(workspace) as opened:
        data = look(opened, query, MailWords(opened))
    if as_json:
        print_json(data)
        return
    screen = console()
    if not data["hits"]:
        screen.print(safe(f"nothing is called {query!r}, and no mail says it"))
        return
    for kind, line in _LINES.items():
        if data[kind]:
            made = table(kind, "", "", "")
            for one in data[kind]:
                made.add_row(*(safe(str(cell)) for cell in line(one)))
            screen.print(made)


def _mail(one: dict[str, Any]) -> tuple[str, str, str]:
    return one["key"][:8], subject(one["subject"]), one["around"]


_LINES: dict[str, Any] = {
    "cases": lambda one: (one["case"], one["phase"], one["title"]),
    "partners": lambda one: (one["id"], one["kind"], one["name"]),
    "threads": lambda one: (one["object"], "seamline thread", one["object"].partition(":")[2]),
    "mails": _mail,
    "facts": lambda one: (f"#{one['fact']}", one["kind"], one["stream"]),
}

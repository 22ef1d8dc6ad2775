"""What people may do and look at: each command of the command line, as it is typed at the desk."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote


class Place(NamedTuple):
    """A page that a typed command goes to: `of` with what is named, `path` where nothing is."""

    takes: str
    does: str
    path: str
    of: str = ""

    def where(self, named: str) -> str:
        """The address, with what was named in it."""
        return self.of.format(quote(named, safe="")) if named and self.of else self.path


PLACES: dict[str, Place] = {
    "/inbox": Place("[FUNCTION]", "goes to what waits for you, or for a function", "/", "/?for={}"),
    "/show": Place("CASE", "goes to a case", "", "/cases/{}"),
    "/case": Place("CASE", "goes to a case", "", "/cases/{}"),
    "/thread": Place("REFERENCE", "goes to the thread from award to payment", "", "/thread?ref={}"),
    "/search": Place("WORDS", "goes to what is found by a reference or by words", "/search",
                     "/search?q={}"),
    "/partners": Place("[PARTNER]", "goes to how partners dealt with us, or to one", "/partners",
                       "/partners/{}"),
    "/decisions": Place("", "goes to the decisions that still count", "/decisions"),
    "/overrides": Place("", "goes to what was let stand beside a decision", "/overrides"),
    "/measures": Place("", "goes to how work flows", "/measures"),
    "/policy": Place("", "goes to who may what, and which rule fired how often", "/policy"),
    "/mode": Place("", "goes to how far each workflow may go, to be set there", "/modes"),
    "/people": Place("", "goes to roles, limits, delegates, absences", "/people"),
    "/parked": Place("", "goes to what could not be read", "/parked"),
    "/audit": Place("", "goes to whether the ledger holds, and its traces", "/audit"),
}  # fmt: skip

#: Each command of the command line by how it is typed at the desk.
TYPED: dict[str, tuple[str, ...]] = {
    "inbox": ("/inbox",),
    "show": ("/show", "/case"),
    "search": ("/search",),
    "thread": ("/thread",),
    "ask": ("/ask",),
    "whatif": ("/whatif",),
    "decide": ("/approve", "/edit", "/reject", "/respond"),
    "acknowledge": ("/acknowledge",),
    "waive": ("/waive",),
    "remind": ("/remind",),
    "settle": ("/settle",),
    "note": ("/note",),
    "correct": ("/correct",),
    "confirm-sender": ("/confirm-sender",),
    "open": ("/open",),
    "contest": ("/contest",),
    "move": ("/move",),
    "merge": ("/merge",),
    "split": ("/split",),
    "claim": ("/claim",),
    "assign": ("/assign",),
    "release": ("/release",),
    "snooze": ("/snooze",),
    "wake": ("/wake",),
    "handoff": ("/handoff",),
    "accept": ("/accept",),
    "refuse": ("/refuse",),
    "override": ("/override",),
    "absent": ("/absent",),
    "back": ("/back",),
    "stop": ("/stop",),
    "resume": ("/resume",),
    "mode": ("/mode",),
    "measures": ("/measures",),
    "partners": ("/partners",),
    "taught": ("/partners",),
    "decisions": ("/decisions",),
    "overrides": ("/overrides",),
    "policy": ("/policy",),
    "unpark": ("/parked",),
    "dismiss": ("/parked",),
    "export": ("/audit",),
    "verify": ("/audit",),
}

#: Typed at the desk alone: these are its own.
OWN = frozenset({"/help", "/people"})

_MACHINE = "it runs on the machine of the workspace: its files, its mailboxes, its settings"
_SECRET = "it shows a secret once, to whoever runs the machine"
#: Commands of the command line that are not typed at the desk, each with the reason.
ELSEWHERE: dict[str, str] = {
    **dict.fromkeys(
        ("init", "load", "people", "migrate", "doctor", "demo", "clock advance", "file", "work"),
        _MACHINE,
    ),
    **dict.fromkeys(("mail", "serve", "mcp", "memory rebuild"), _MACHINE),
    **dict.fromkeys(("eval reading", "eval workflows"), _MACHINE),
    **dict.fromkeys(("edi show", "edi ack", "edi answers", "edi settle"), _MACHINE),
    **dict.fromkeys(("invite", "token", "tokens"), _SECRET),
    "sweep": "what silence would bring is looked at before it is switched on",
    "teach": "it takes a form of its own for each kind of lesson",
    "memory recall": "closed cases like it stand beside each case",
    "effort": "who carried a case stands beside it",
}

"""Who of ours hears what a document brings that no case acts upon by itself."""

from __future__ import annotations

from agents.reader.deals import person
from agents.reader.structured.told import Told
from domain.answer_kinds import PUT
from domain.reading import Question
from domain.record import Row
from domain.tradedoc import Cell

#: Whose matter a partner's files are, by what the partner is to us: function, words of the role.
_KEEPERS: dict[str, tuple[str, ...]] = {
    "customer": ("customer service", "lead"),
    "carrier": ("logistics", "coordinator", "lead"),
    "forwarder": ("logistics", "coordinator", "lead"),
    "broker": ("trade compliance", "specialist", "head"),
    "bank": ("finance", "treasur"),
}


def put(
    told: Told, topic: str, about: str, text: str, *, cell: Cell | None = None, of: str = ""
) -> None:
    """Puts to somebody of ours what the sender, who is on file, wants, did or sent."""
    if not told.sender.object:
        return
    told.notes.ask(
        Question(
            about=topic,
            object=about,
            of=of or keeper(told),
            text=text,
            slot=f"{PUT}{topic}",
            span=told.span(cell) if cell else None,
        )
    )


def keeper(told: Told) -> str:
    """Whoever of ours looks after such a partner's files."""
    function, *roles = _KEEPERS.get(told.sender.kind, ("procurement", "buyer"))
    return person(told.letter, function, *roles)


def owner_of(told: Told, order: Row) -> str:
    """Whose account a sales order is of."""
    owner = order.text("account_owner_id")
    return f"people:{owner}" if owner else keeper(told)


def unread(told: Told) -> None:
    """A file of a kind that nobody here reads."""
    standard = told.document.standard
    told.notes.notes.append(f"{standard} is not read")
    name = f"unresolved:{'-'.join(standard.split()[:2])}-{told.sender.partner_id}"
    words = f"{told.sender.partner_id} sends {standard}, which is not read: what does it say?"
    put(told, "unread_file", name, words)

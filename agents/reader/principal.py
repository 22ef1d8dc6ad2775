"""The one thing of a kind that a letter is about, where it names several."""

from __future__ import annotations

from agents.reader.letter import Letter

#: Rows in these states are named to be set apart: nobody asks for anything about them.
_DONE = frozenset({"paid", "closed", "delivered", "cancelled", "canceled", "settled"})


def principal(letter: Letter, table: str) -> str:
    """The only one named; else the only one in the subject; else the only one still open."""
    found = letter.bound(table)
    if len(found) == 1:
        return found[0]
    subject = letter.message.subject
    keys = {one: one.partition(":")[2] for one in found}
    titled = [one for one in found if keys[one] in subject]
    titled = [one for one in titled if not _inside(keys[one], [keys[other] for other in titled])]
    if len(titled) == 1:
        return titled[0]
    going = [one for one in found if not _is_done(letter, one)]
    return going[0] if len(going) == 1 else ""


def _inside(key: str, others: list[str]) -> bool:
    """Whether a longer number holds this one: `57702` stands in `57702-A`."""
    return any(key != other and key in other for other in others)


def _is_done(letter: Letter, one: str) -> bool:
    row = letter.row(one)
    return row is not None and row.text("status").lower() in _DONE

"""What we asked to change on an order's lines, as the record holds it, and how it was answered."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from agents.reader.claims import Claim, state
from agents.reader.letter import Letter
from domain.record import Row
from domain.words import lexicon

#: Field by new value, for each line object.
Asked = dict[str, dict[str, str]]


def asked_of(letter: Letter, order: Row) -> Asked:
    """The change the letter answers, by line; empty where it answers none on record."""
    number = letter.only("po_changes").partition(":")[2]
    found: Asked = {}
    for row in letter.reads.rows("po_changes", change_id=number) if number else ():
        about = letter.notes.book.line_object(order.key, row.text("po_line"))
        if about:
            found.setdefault(about, {})[row.text("field")] = row.text("new_value")
    return found


def wanted_qty(asked: Mapping[str, str]) -> Decimal | None:
    """The quantity we asked for, None when the change is about something else."""
    try:
        return Decimal(asked["qty"]) if "qty" in asked else None
    except InvalidOperation:
        return None


def state_answer(letter: Letter, line: str, differs: bool, moved: bool) -> str:
    """States how the change of this line was answered: refused, countered, accepted or kept.

    `differs` from what we asked, `moved` from what the record holds: words of refusal that leave
    the order as it is are one; with terms of their own they only open another offer.
    """
    return _stated(letter, line, _answer(letter, line, differs, moved))


def state_kept(letter: Letter, line: str) -> str:
    """States that the order stands as it is, of a line that only the partner wanted changed."""
    return _stated(letter, line, "kept") if _says(letter, line, "kept") else ""


def _stated(letter: Letter, line: str, code: str) -> str:
    for scope in letter.scopes:
        if scope.passage.part.name != "body" or (scope.named and line not in scope.lines):
            continue
        for hit in lexicon("change_answer").find(scope.passage.text):
            start, end = scope.passage.start + hit.start, scope.passage.start + hit.end
            arguments = {"list": "change_answer"}
            claim = Claim("line_state:change", "code", scope.passage.part, start, end, arguments)
            if hit.code == code and claim.text == code and state(letter, line, claim):
                return code
    return ""


def _answer(letter: Letter, line: str, differs: bool, moved: bool) -> str:
    if not moved and _says(letter, line, "kept"):
        return "kept"
    if not moved and _says(letter, line, "refused"):
        return "countered" if any(map(_lets_go, _words(letter, line))) else "refused"
    return "countered" if differs else "accepted"


def _says(letter: Letter, line: str, code: str) -> bool:
    return any(lexicon("change_answer").has(one, code) for one in _words(letter, line))


def _words(letter: Letter, line: str) -> list[str]:
    of_line = (one for one in letter.scopes if not one.lines or line in one.lines)
    told = (scope.passage for scope in of_line if scope.passage.part.name == "body")
    return [scope.text for scope in told]


def _lets_go(words: str) -> bool:
    """Whether a part is let go: then the answer is neither yes nor no."""
    freed = lexicon("made").has(words, "free") and lexicon("made").has(words, "cancellation")
    return freed and not lexicon("change_answer").has(words, "refused")

"""What we asked to change on an order's lines, as the record holds it, and how it was answered."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from agents.reader.changes.kept import is_meant, kept_words
from agents.reader.claims import Claim, state
from agents.reader.letter import Letter
from agents.reader.scopes import Scope
from agents.reader.sizes import amounts
from domain.datewords import find_dates
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
    Words that the order stays as it is which are not meant so state nothing (empty).
    """
    return _stated(letter, line, _answer(letter, line, differs, moved))


def state_kept(letter: Letter, line: str) -> str:
    """States that the order stands as it is, of a line that only the partner wanted changed."""
    return _stated(letter, line, "kept") if keeps(letter, line) else ""


def _stated(letter: Letter, line: str, code: str) -> str:
    for scope in letter.scopes:
        if scope.passage.part.name != "body" or (scope.named and line not in scope.lines):
            continue
        for hit in lexicon("change_answer").find(scope.passage.text):
            start, end = scope.passage.start + hit.start, scope.passage.start + hit.end
            arguments = {"list": "change_answer"}
            claim = Claim("line_state:change", "code", scope.passage.part, start, end, arguments)
            if code == "kept" and not is_meant(scope.passage.text, hit):
                continue
            if hit.code == code and claim.text == code and state(letter, line, claim):
                return code
    return ""


def _answer(letter: Letter, line: str, differs: bool, moved: bool) -> str:
    stays = keeps(letter, line)
    if not moved and stays is not None:
        return "kept" if stays else ""
    if not moved and _says(letter, line, "refused"):
        return "countered" if any(map(_lets_go, _words(letter, line))) else "refused"
    return "countered" if differs else "accepted"


def keeps(letter: Letter, line: str) -> bool | None:
    """Whether all that tells of an order as it is means it; None where no words do."""
    told = [
        is_meant(scope.passage.text, hit) and _as_on_record(letter, line, scope)
        for scope in _scopes(letter, line)
        for hit in kept_words(scope.passage.text)
    ]
    return all(told) if told else None


def _as_on_record(letter: Letter, line: str, scope: Scope) -> bool:
    """Whether days to come and quantities beside the words are those of the record."""
    row = letter.row(line)
    if row is None:
        return False
    known = row.day("promised_date") or row.day("need_date")
    days = [each for one in find_dates(scope.masked, letter.sender.when()) for each in one.readings]
    moved = [
        one
        for one in days
        if one.latest >= letter.sender.written_on
        and not (known and one.earliest <= known <= one.latest)
    ]
    sizes = [one.quantity.n for one in amounts(scope, letter.sender, row) if one.quantity]
    return not moved and all(one == row.number("qty") for one in sizes)


def _says(letter: Letter, line: str, code: str) -> bool:
    return any(lexicon("change_answer").has(one, code) for one in _words(letter, line))


def _words(letter: Letter, line: str) -> list[str]:
    return [scope.passage.text for scope in _scopes(letter, line)]


def _scopes(letter: Letter, line: str) -> list[Scope]:
    of_line = (one for one in letter.scopes if not one.lines or line in one.lines)
    return [scope for scope in of_line if scope.passage.part.name == "body"]


def _lets_go(words: str) -> bool:
    """Whether a part is let go: then the answer is neither yes nor no."""
    freed = lexicon("made").has(words, "free") and lexicon("made").has(words, "cancellation")
    return freed and not lexicon("change_answer").has(words, "refused")

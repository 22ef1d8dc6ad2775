"""Orders named by the way in a letter about something else: what one sentence says of one line."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.denied import denied, supposed, unreal
from agents.reader.letter import Letter
from agents.reader.scopes import Scope
from agents.reader.sizes import amounts, recipe_of
from agents.reader.stands import of_a_part, stands
from domain.vocabulary import DELAY
from domain.words import Hit, lexicon


def read_orders_aside(letter: Letter) -> Iterator[str]:
    """`The fittings on 18871 are all on plan`: the line stands; `went out on Friday`: it is sent.

    Only what a whole sentence says of the one line that it names, and that nobody read before.
    """
    if letter.sender.kind != "supplier" or DELAY in letter.workflows:
        return
    told = {one.object for one in letter.notes.statements}
    for scope in letter.scopes:
        if scope.passage.part.name != "body" or not scope.named or len(scope.lines) != 1:
            continue
        if scope.lines[0] in told or scope.doubts or _leaves_open(scope):
            continue
        _state_kept(letter, scope)
        _state_sent(letter, scope)
    yield from ()


def _leaves_open(scope: Scope) -> bool:
    """Whether it is a question, or tells of what may be."""
    text = scope.passage.text.rstrip()
    return text.endswith(("?", "？")) or unreal(text) or lexicon("cue").has(text, "reply", "doubt")


def _said(scope: Scope, hits: Iterator[Hit]) -> Hit | None:
    """The first of the words that nothing denies or hangs on a condition."""
    text = scope.masked
    sure = (one for one in hits if not (denied(text, one.start) or supposed(text, one.start)))
    return next(sure, None)


def _state_kept(letter: Letter, scope: Scope) -> None:
    when = letter.sender.when()
    states = [
        hit
        for hit in lexicon("line_state").find(scope.masked)
        if hit.code != "unchanged" or stands(scope.masked, hit, when)
    ]
    hit = _said(scope, (one for one in states if one.code == "unchanged"))
    other = lexicon("cue").has(scope.masked, "other_matter") or lexicon("delay").has(scope.masked)
    if hit is None or other or of_a_part(scope.masked, when):
        return
    if any(one.code != "unchanged" for one in states):
        return
    where = (scope.passage.part, scope.passage.start + hit.start, scope.passage.start + hit.end)
    letter.state(scope.lines[0], "line_state", "code", where, {"list": "line_state"})


def _state_sent(letter: Letter, scope: Scope) -> None:
    gone = lexicon("despatch").find(scope.masked)
    sizes = amounts(scope, letter.sender, letter.notes.book.row(scope.lines[0]))
    if _said(scope, iter(gone)) is None or len(sizes) != 1 or not sizes[0].sure:
        return
    recipe, arguments = recipe_of(sizes[0], letter.sender)
    base = scope.passage.start
    where = (scope.passage.part, base + sizes[0].start, base + sizes[0].end)
    letter.state(scope.lines[0], "shipped_qty", recipe, where, arguments)

"""Answers to our open questions: which are answered, promised for later, or still open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.binders.chases import line_of_question, open_questions, quotes_us
from agents.reader.interleaved import interleaved
from agents.reader.letter import Letter
from agents.reader.lots import NO_GOODS, dated
from agents.reader.moments import moments
from agents.reader.passages import Passage
from agents.reader.points import holds, points
from agents.reader.scopes import Scope
from domain.datewords import FoundDate
from domain.evidence import Span
from domain.numberwords import quantities
from domain.reading import CodeStated, Statement
from domain.record import Row
from domain.words import lexicon, table

#: Where a question of ours stands, by what a letter says.
STATE = "line_state:question"
#: A yes stands at the beginning of an answer.
_AT_ONCE = 12
#: So many letters of a word tell what it is about; words that tell nothing.
_STEM = 6
_LETTERS = re.compile(r"[^\W\d_]+")
_COMMON = frozenset(
    ["still", "right", "valid", "after", "promis", "please", "ready", "date", "with"]
) | {str(one)[:_STEM].lower() for names in table("dates")["months"].values() for one in names}
#: What a letter may say of a line that answers a question about it.
_ANSWERS = frozenset(
    {"promised_date", "ready_date", "promised_qty", "line_state", "shipped_qty", "cause"}
)


def read_chases(letter: Letter) -> Iterator[str]:
    """States where each question of the open chase stands; what is not answered is asked again."""
    chase = letter.only("chases")
    questions = open_questions(letter) if chase else []
    if not questions or letter.sender.kind != "supplier":
        return
    asked = {line_of_question(row) for row in questions}
    for scope in letter.scopes:
        if len(scope.lines) == 1 and scope.lines[0] in asked:
            _kept(letter, scope, scope.lines[0])
    found = {row.key: _stands(letter, row, questions) for row in questions}
    states = {state for state, _ in found.values()}
    if states <= {"open", ""} and not ("" in states and quotes_us(letter)):
        return  # whoever answers below our questions has left open what is not answered
    yield "chase_answer"
    for row in questions:
        yield from _file(letter, row, *found[row.key])


def _file(letter: Letter, row: Row, state: str, span: Span | None) -> Iterator[str]:
    """The state of a question; what is open, or said and not understood, is asked again."""
    if state:
        _note(letter, row, state, span)
    if state == "promised":
        yield "answer_pending"
    if state in ("open", "part", ""):
        letter.ask(STATE, row.object, f"still open: {row.text('question')}",
                   slot=f"question_{row.text('question_no')}")  # fmt: skip


def _note(letter: Letter, row: Row, state: str, span: Span | None) -> None:
    """A state rests on the words that show it; that nothing was said has no words."""
    letter.notes.statements.append(
        Statement(
            object=row.object, field=STATE, value=CodeStated(text=state), span=span, read_by="rule"
        )
    )


def _stands(letter: Letter, row: Row, questions: list[Row]) -> tuple[str, Span | None]:
    """Answered by a statement about its line, promised by words about it, else open."""
    line = line_of_question(row)
    spans = [
        one.span
        for one in letter.notes.statements
        if line and one.object == line and one.field in _ANSWERS and one.span is not None
    ]
    if spans:
        parts = len([one for one in row.text("question").split(";") if one.strip()])
        return ("part" if parts > 1 or _is_open(letter, line) else "answered"), spans[0]
    point = _point(letter, row, questions)
    for scope in letter.scopes:
        if point and not holds(point, scope.passage):
            continue
        hit = lexicon("chase").first_of(scope.passage.text, "promised")
        if hit is not None and (point or _meant(letter, scope, row, questions)):
            base = scope.passage.start
            span = letter.notes.span(scope.passage.part, base + hit.start, base + hit.end)
            _until(letter, scope.passage, row)
            return "promised", span
    if point and point in _between_lines(letter).values():
        return _right_below(letter, row, point)
    return ("open", None) if point else _in_passing(letter, row, questions)


def _right_below(letter: Letter, row: Row, point: Passage) -> tuple[str, Span | None]:
    state, below = _below(letter, point)
    if state == "promised":
        _until(letter, point, row)
    line = line_of_question(row)
    if state == "answered" and line:
        _still(letter, point, line)
    return state, below


def _in_passing(letter: Letter, row: Row, questions: list[Row]) -> tuple[str, Span | None]:
    """Where a question stands by the line that speaks of it; what is said of it and not understood
    is no state."""
    own = _own_line(letter, row, questions)
    state, words = _below(letter, own) if own else ("", None)
    if own and state == "promised":
        _until(letter, own, row)
    if own and (state == "promised" or (state == "answered" and _is_here(letter, own))):
        return state, words
    told = [one.passage.text for one in letter.scopes]
    touched = any(_speaks_of(one, row, questions) for one in told)
    touched = touched or (bool(line_of_question(row)) and _tells_days(letter, questions))
    return ("" if touched else "open"), None


def _own_line(letter: Letter, row: Row, questions: list[Row]) -> Passage | None:
    """The one line of the letter that has words of this question and of no other."""
    others = [one for one in questions if one.key != row.key]
    mine = [
        Passage(one.part, one.start, one.end)
        for one in letter.lines()
        if one.part.name == "body"
        and _speaks_of(one.text, row, questions)
        and not any(_speaks_of(one.text, other, questions) for other in others)
    ]
    return mine[0] if len(mine) == 1 else None


def _is_here(letter: Letter, passage: Passage) -> bool:
    """Whether what was asked for comes with the letter: a file, and words that it is attached."""
    return _has_files(letter) and lexicon("attached").first(passage.text) is not None


def _tells_days(letter: Letter, questions: list[Row]) -> bool:
    """Whether a line of the body of which nothing was read, and that speaks of no question, gives a
    day or a quantity: it may be an answer."""
    read = [one.span for one in letter.notes.statements if one.span is not None]
    body = [one for one in letter.lines() if one.part.name == "body"]
    unread = [
        one
        for one in body
        if not any(s.part == "body" and one.start <= s.start < one.end for s in read)
        and not any(_speaks_of(one.text, row, questions) for row in questions)
    ]
    return any(
        moments(one.text, letter.sender, letter.sender.tz)
        or quantities(one.text, letter.sender.decimal)
        for one in unread
    )


def _is_open(letter: Letter, line: str) -> bool:
    """Whether a day of the line is still asked for: of a lot, or of the whole."""
    return any((one.object, one.about) == (line, "promised_date") for one in letter.notes.questions)


def _point(letter: Letter, row: Row, questions: list[Row]) -> Passage | None:
    """The numbered point that answers this question, where the letter answers by number."""
    number = row.text("question_no")
    between = _between_lines(letter)
    if number in between and len(between) >= len(questions):
        return between[number]
    found = points(letter)
    return found.get(int(number)) if len(found) == len(questions) and number.isdigit() else None


def _between_lines(letter: Letter) -> dict[str, Passage]:
    """The answers written below the questions they quote, by number."""
    body = [part for part in letter.parts if part.name == "body"]
    return {one.number: one.answer for part in body for one in interleaved(part) if one.number}


def _below(letter: Letter, point: Passage) -> tuple[str, Span | None]:
    """Where a question stands by the words right below it: promised, passed on, or answered."""
    span = letter.notes.span(*point)
    told = lexicon("chase_point")
    if told.has(point.text, "elsewhere"):
        return "open", span
    if told.has(point.text, "later"):
        return "promised", span
    if lexicon("attached").first(point.text) and not _has_files(letter):
        return "open", span  # what is said to be attached is not there
    return ("answered", span) if told.has(point.text, "done") else ("", None)


def _has_files(letter: Letter) -> bool:
    return any(one.name.startswith("attachment") for one in letter.message.parts)


def _meant(letter: Letter, scope: Scope, row: Row, questions: list[Row]) -> bool:
    """Whether a promise is about this question: its line or its item, or it is the only one."""
    if len(questions) == 1:
        return True
    line = line_of_question(row)
    alone = [one.key for one in questions if line_of_question(one) == line] == [row.key]
    if line and line in scope.lines and scope.named and alone:
        return True
    if _speaks_of(scope.passage.text, row, questions):
        return True
    item = letter.notes.book.row(line)
    name = item.text("item_id").upper() if item else ""
    words = scope.passage.text.upper()
    family = name.partition("-")[0]
    return bool(name) and (name in words or (len(family) > 2 and f" {family} " in f" {words} "))


def _speaks_of(text: str, row: Row, questions: list[Row]) -> bool:
    """Whether words that only this question has stand in the text, or its initials: `CoA`."""
    own = _words(row.text("question"))
    rest = [one.text("question") for one in questions if one.key != row.key]
    others = {word for question in rest for word in _words(question)}
    initials = "".join(word[0] for word in _LETTERS.findall(row.text("question").lower()))
    said = _LETTERS.findall(text.lower())
    named = (own - others) & {word[:_STEM] for word in said}
    return bool(named) or (len(initials) in (3, 4) and initials in said)


def _words(text: str) -> set[str]:
    """Stems of the words of a question that say what it is about."""
    return {word[:_STEM] for word in _LETTERS.findall(text.lower()) if len(word) > 3} - _COMMON


def _still(letter: Letter, point: Passage, line: str) -> None:
    """A yes to whether a line stands as it is."""
    hit = lexicon("still_so").first(point.text)
    if hit is not None and hit.start < _AT_ONCE:
        where = (point.part, point.start + hit.start, point.start + hit.end)
        letter.state(line, "line_state", "code", where, {"list": "still_so"})


def _until(letter: Letter, passage: Passage, row: Row) -> None:
    """By when the answer is promised."""
    days = moments(passage.text, letter.sender, letter.sender.tz)
    if len(days) > 1:  # `it went out on the 17th. You have a copy by Friday`
        days = [one for one in days if one.date.bound in ("by", "before")]
    if len(days) == 1 and not days[0].date.ambiguous:
        where = (passage.part, passage.start + days[0].start, passage.start + days[0].end)
        arguments = letter.sender.date_arguments("promise")
        letter.state(row.object, "deadline:promise", "date_words", where, arguments)


def _known(found: FoundDate, row: Row) -> int | None:
    """Which reading of a day is the one on record: who is asked about a day names that one."""
    day = row.day("promised_date")
    fits = [i for i, one in enumerate(found.readings) if one.exact and one.latest == day]
    return fits[0] if len(fits) == 1 else None


def _kept(letter: Letter, scope: Scope, line: str) -> None:
    """A line that comes as it was committed: its date and quantity once more."""
    text = scope.masked
    row = letter.notes.book.row(line)
    if row is None or "?" in text:
        return
    passage = scope.passage
    dates = [one.date for one in dated(text, letter.sender, row) if one.role not in NO_GOODS]
    known = _known(dates[0], row) if len(dates) == 1 else None
    if not lexicon("chase").has(text, "kept", "sends") and known is None:
        return
    if len(dates) == 1 and dates[0].readings and (known is not None or not dates[0].ambiguous):
        where = (passage.part, passage.start + dates[0].start, passage.start + dates[0].end)
        pick = {"pick": str(known)} if known else {}
        arguments = letter.sender.date_arguments(row.text("promised_event")) | pick
        letter.state(line, "promised_date", "date_words", where, arguments)
    sizes = [
        one
        for one in quantities(text, letter.sender.decimal)
        if one.sure and one.quantity and one.quantity.unit == (row.text("uom") or "PCS")
    ]
    if len(sizes) == 1 and sizes[0].quantity is not None:
        where = (passage.part, passage.start + sizes[0].start, passage.start + sizes[0].end)
        arguments = {"decimal": letter.sender.decimal, "unit": sizes[0].quantity.unit}
        letter.state(line, "promised_qty", "quantity_words", where, arguments)

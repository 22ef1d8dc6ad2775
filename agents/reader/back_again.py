"""A supplier that takes back an earlier mail, or says that the day on record holds: news to whoever
deals with a delay it told before, and to nobody else."""

from __future__ import annotations

from agents.reader.classify import Verdict
from agents.reader.delays import LineNews, News
from agents.reader.denied import denied
from agents.reader.notebook import Notebook
from agents.reader.scopes import Scope
from agents.reader.settle import settle
from agents.reader.stating import str_of
from agents.reader.value_taken_back import takes_value_back
from domain.words import lexicon


def read_back_again(found: list[Scope], news: News, notes: Notebook, verdict: Verdict) -> None:
    """States days told as the record has them, lines told to be unchanged, and that a mail takes
    an earlier one back, of a letter that says nothing else: no case is opened for it."""
    if notes.sender.kind != "supplier" or verdict.workflows:
        return
    if all(one.field == "line_state" for one in notes.statements) and not notes.questions:
        for about, line in news.items():
            if _is_back(about, line, notes):
                notes.statements[:] = [one for one in notes.statements if one.object != about]
                settle(about, line, notes, "promised_date")
        notes.questions.clear()
    for scope in found:
        state_superseded(scope, notes)


def _is_back(about: str, line: LineNews, notes: Notebook) -> bool:
    row = notes.book.row(about)
    if row is None or line.unknown or line.announced or line.doubts or line.partly:
        return False
    days = {str_of(one, row) for one in line.lots}
    kept = bool(line.states) and all(code == "unchanged" for code, _ in line.states)
    return days == {str(row.day("promised_date"))} or (kept and not days)


def state_superseded(scope: Scope, notes: Notebook) -> None:
    """States that the words take an earlier mail back, unless they deny or ask it."""
    hit = lexicon("supersedes").first(scope.masked)
    asked = scope.passage.text.rstrip().endswith(("?", "？"))
    whole = hit is not None and not takes_value_back(scope.masked)
    if hit is not None and whole and not asked and not denied(scope.masked, hit.start):
        base = scope.passage.start
        span = notes.span(scope.passage.part, base + hit.start, base + hit.end)
        notes.state("mail", "supersedes", "code", span, {"list": "supersedes"})

"""Where the words of a mail and a document in it speak of the same thing.

A document is more exact, so it stands where both agree; where they contradict each other nobody
guesses, and the sender is asked.
"""

from __future__ import annotations

from agents.reader.notebook import Notebook
from domain.reading import Question, Statement, stated_text

#: Fields of which a thing has one value at a time, or one for each lot.
_FIELDS = frozenset(
    [
        "promised_date",
        "promised_qty",
        "line_state",
        "shipped_qty",
        "etd",
        "eta",
        "unit_price",
        "invoice_amount",
        "payment_amount",
    ]
)

_About = tuple[str, str]


def settle_conflicts(
    notes: Notebook, by_words: list[Statement], stated: list[Statement], asked: list[Question]
) -> None:
    """Drops what the document says better, and asks about what it denies.

    `by_words` and `asked` are what rules had read before, `stated` all that documents say.
    """
    documents: dict[_About, list[Statement]] = {}
    for one in stated:
        documents.setdefault((one.object, one.field), []).append(one)
    words: dict[_About, list[Statement]] = {}
    for one in by_words:
        if (one.object, one.field) in documents and one.field in _FIELDS:
            words.setdefault((one.object, one.field), []).append(one)
    denied = [about for about, said in words.items() if not _agree(said, documents[about])]
    answered = {about for about in documents if about not in denied}
    notes.questions[:] = [
        one
        for one in notes.questions
        if one not in asked or (one.object, one.about) not in answered
    ]
    for about, said in words.items():
        if about in denied:
            _ask(notes, about, documents[about], said)
        else:
            _keep(notes, said, documents[about])


def _agree(words: list[Statement], documents: list[Statement]) -> bool:
    """Whether the document says every value that the words say."""
    known = {stated_text(one.value) for one in documents}
    return all(stated_text(one.value) in known for one in words)


def _keep(notes: Notebook, words: list[Statement], documents: list[Statement]) -> None:
    """Without the words where the document says for which lot they hold."""
    for one in words:
        same = [each for each in documents if stated_text(each.value) == stated_text(one.value)]
        if all(each.for_qty != one.for_qty for each in same):
            notes.statements.remove(one)


def _ask(
    notes: Notebook, about: _About, documents: list[Statement], words: list[Statement]
) -> None:
    both = [*documents, *words]
    notes.statements[:] = [one for one in notes.statements if (one.object, one.field) != about]
    values = [dict.fromkeys(stated_text(one.value) for one in side) for side in (documents, words)]
    notes.ask(
        Question(
            about=about[1],
            object=about[0],
            of=notes.sender.object,
            text=f"the file says {' and '.join(values[0])}, the mail {' and '.join(values[1])}",
            slot=about[1],
            choices=tuple(dict.fromkeys(stated_text(one.value) for one in both)),
            span=documents[0].span,
        )
    )

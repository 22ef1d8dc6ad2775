"""A message while it is read: its passages, what they name, and where what is read is noted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from agents.reader.denied import contrary, of_others
from agents.reader.notebook import Notebook
from agents.reader.passages import Passage, fresh_ranges, sentences
from agents.reader.scopes import Scope
from agents.reader.sender import Sender
from domain.evidence import Part
from domain.message import Message
from domain.ports import Reads
from domain.quantity import Quantity
from domain.reading import Question, Reference, Statement
from domain.record import Row


class Line(NamedTuple):
    """A fresh line of a part: characters `start`..`end`."""

    part: Part
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.part.text[self.start : self.end]


def _overlap(scope: Scope, line: Line) -> bool:
    passage = scope.passage
    return (
        passage.part.name == line.part.name
        and passage.start < line.end
        and passage.end > line.start
    )


def _within(scope: Scope, line: Line) -> bool:
    """Whether a passage lies in the line, its end mark and blanks apart."""
    passage = scope.passage
    return passage.start >= line.start and passage.end <= line.end + 2


def _masked(line: Line, inside: list[Scope]) -> str:
    """The line's words without the numbers that name things."""
    words = list(line.text)
    for one in inside:
        for place, char in enumerate(one.masked, one.passage.start - line.start):
            if char == "\x00" and 0 <= place < len(words):
                words[place] = char
    return "".join(words)


@dataclass(frozen=True)
class Letter:
    """What a topic looks at: the fresh words in scopes, the bound references, the record.

    `scopes` are the passages of subject, body and attachments in order, each with the order and
    lines it speaks of; `refs` what the message names; `workflows` what its words alone speak for;
    statements go through `state` and `ask`.
    """

    message: Message
    parts: tuple[Part, ...]
    scopes: tuple[Scope, ...]
    refs: tuple[Reference, ...]
    notes: Notebook
    reads: Reads
    workflows: tuple[str, ...] = ()

    @property
    def sender(self) -> Sender:
        """Who wrote it, as the record knows them."""
        return self.notes.sender

    def bound(self, table: str) -> tuple[str, ...]:
        """Objects of a table that the message names, each once, in order of mention."""
        hits = (one.object for one in self.refs if one.object)
        return tuple(dict.fromkeys(one for one in hits if one.startswith(f"{table}:")))

    def only(self, table: str) -> str:
        """The one object of a table that the message names, empty when none or several."""
        found = self.bound(table)
        return found[0] if len(found) == 1 else ""

    def row(self, reference: str) -> Row | None:
        """The row of `table:key`, None when it is not on record."""
        table, _, key = reference.partition(":")
        return self.reads.row(table, key) if key else None

    def lines(self) -> Iterator[Line]:
        """Every fresh line of every part that is not blank."""
        for part in self.parts:
            for low, high in fresh_ranges(part):
                start = low
                for words in part.text[low:high].splitlines(keepends=True):
                    if words.strip():
                        yield Line(part, start, start + len(words.rstrip("\r\n")))
                    start += len(words)

    def spoken(self) -> Iterator[Line]:
        """Every fresh line, and of one that holds several sentences each by itself."""
        ends = {one.name: sorted(each.end for each in sentences(one, [])) for one in self.parts}
        for line in self.lines():
            start = line.start
            for end in ends.get(line.part.name, ()):
                if start < end < line.end:
                    yield Line(line.part, start, end)
                    start = end
            yield Line(line.part, start, line.end)

    def factual(self) -> Letter:
        """The letter with blanks where it tells what would have been, or what is of others."""
        parts = {one.name: _factual(one) for one in self.parts}
        scopes = tuple(_blanked(one, parts) for one in self.scopes)
        return replace(self, parts=tuple(parts.values()), scopes=scopes)

    def scoped_lines(self) -> Iterator[Scope]:
        """Every fresh line with the order and lines it speaks of, as of the passages in it."""
        for line in self.lines():
            inside = [one for one in self.scopes if _overlap(one, line)]
            if not inside:
                continue
            apart = [one for one in inside if one.named and one.lines and _within(one, line)]
            if len({one.lines for one in apart}) > 1 and len(apart) == len(inside):
                yield from apart  # `CST-40: 400 pcs. CST-41: 600 pcs.` in one line
                continue
            first = next((one for one in inside if one.named), inside[0])
            passage = Passage(line.part, line.start, line.end)
            lines = tuple(dict.fromkeys(name for one in inside for name in one.lines))
            named = any(one.named for one in inside)
            yield Scope(passage, first.order, lines, named, _masked(line, inside))

    def fresh(self) -> str:
        """All fresh words, for looking whether something is said at all."""
        return "\n".join(line.text for line in self.lines())

    def state(
        self,
        about: str,
        field: str,
        recipe: str,
        where: tuple[Part, int, int],
        arguments: Mapping[str, str] | None = None,
        for_qty: Quantity | None = None,
    ) -> Statement | None:
        """States a value that the recipe gets from the words at `where`; None when it cannot."""
        span = self.notes.span(*where)
        return self.notes.state(about, field, recipe, span, arguments, for_qty)

    def ask(
        self,
        topic: str,
        about: str,
        text: str,
        *,
        of: str = "",
        slot: str = "",
        choices: tuple[str, ...] = (),
        where: tuple[Part, int, int] | None = None,
    ) -> None:
        """Asks about a field or topic of an object; `of` is who can answer, else the sender."""
        self.notes.ask(
            Question(
                about=topic,
                object=about,
                of=of or self.sender.object,
                text=text,
                slot=slot or topic.replace(":", "_"),
                choices=choices,
                span=self.notes.span(*where) if where else None,
            )
        )


_WORD = re.compile(r"[^\n]")
_OWN = re.compile(r"\([^()\n]*\)?|[^(]+")


def _factual(part: Part) -> Part:
    text = part.text
    if part.name != "body" or not (contrary(text) or of_others(text)):
        return part
    for sentence in sentences(part, []):
        at = sentence.start
        for words in _OWN.findall(sentence.text):  # `(same battery as last year)` is told aside
            if contrary(words) or of_others(words):
                text = text[:at] + _WORD.sub(" ", words) + text[at + len(words) :]
            at += len(words)
    return part.model_copy(update={"text": text})


def _blanked(scope: Scope, parts: Mapping[str, Part]) -> Scope:
    """The scope on the blanked part: what is blank there is blank in its masked words."""
    old = scope.passage
    part = parts.get(old.part.name, old.part)
    if part is old.part:
        return scope
    words = part.text[old.start : old.end]
    masked = "".join(
        " " if blank == " " else own for own, blank in zip(scope.masked, words, strict=False)
    )
    return scope._replace(passage=old._replace(part=part), masked=masked)

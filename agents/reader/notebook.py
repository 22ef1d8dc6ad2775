"""What was read so far: statements that derive from their words, questions, notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from agents.reader.orders import OrderBook
from agents.reader.record_numbers import NumberBook
from agents.reader.sender import Sender
from domain.dates import DateSpan
from domain.derive import derive
from domain.errors import SeamlineError
from domain.evidence import Part, Span
from domain.quantity import Quantity
from domain.reading import Question, Reader, Statement, stated_text


@dataclass
class Notebook:
    """Filled while a message is read; `sha256` is that of the message, `told` gives the days that
    the sender last gave for a line before it, `written` the texts of parts that are read with other
    letters than they were written in."""

    sha256: str
    sender: Sender
    book: OrderBook
    numbers: NumberBook = field(default_factory=NumberBook)
    read_by: Reader = "rule"
    told: Callable[[str], tuple[DateSpan, ...]] = lambda _line: ()
    statements: list[Statement] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    written: dict[str, str] = field(default_factory=dict)

    def span(self, part: Part, start: int, end: int) -> Span:
        """The words of a part, without blanks at their ends."""
        text = self.written.get(part.name, part.text)
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        return Span(sha256=self.sha256, part=part.name, start=start, end=end, quote=text[start:end])

    def state(
        self,
        about: str,
        name: str,
        recipe: str,
        span: Span,
        arguments: Mapping[str, str] | None = None,
        for_qty: Quantity | None = None,
    ) -> Statement | None:
        """A statement whose value code gets from the words; what it cannot get is noted."""
        given = dict(arguments or {})
        try:
            value = derive(recipe, span.quote, given)
        except (SeamlineError, ValueError, KeyError, ArithmeticError) as fault:
            self.notes.append(f"{name} of {about} was not read: {fault}")
            return None
        statement = Statement(
            object=about,
            field=name,
            value=value,
            for_qty=for_qty,
            span=span,
            recipe=recipe,
            arguments=given,
            read_by=self.read_by,
        )
        if not any(_same(statement, one) for one in self.statements):
            self.statements.append(statement)
        return statement

    def ask(self, question: Question) -> None:
        """A question, once."""
        same = [
            one
            for one in self.questions
            if (one.about, one.object, one.slot) == (question.about, question.object, question.slot)
        ]
        if not same:
            self.questions.append(question)


def _same(one: Statement, other: Statement) -> bool:
    return (
        one.object == other.object
        and one.field == other.field
        and one.for_qty == other.for_qty
        and stated_text(one.value) == stated_text(other.value)
        and one.value.kind == other.value.kind
    )

"""What should have happened by now as far as the record shows, and what was said about it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from domain.canonical import digest
from domain.values import Value


class Word(Value):
    """Something said of a thing of the record: by whom, when, of which field.

    `due` is the day until which an answer was promised; `asks` tells a question from an answer.
    """

    object: str
    field: str
    partner: str
    at: datetime
    due: date | None = None
    asks: bool = False


class Expected(Value):
    """One thing that should have happened and has not, by the rows of the record.

    `late` is when it became silence; what somebody said of one of `about` since `heard_from`, in
    one of `fields`, answers it. `holds` are conditions that keep it from being asked, `faults` what
    is wrong with our own data, by code. `until` is the last day on which an answer is of use,
    `rows` are what a letter about it names, `shown` the cell of `object` that is our figure, `less`
    the rows whose quantity is not asked for any more; `contact` was asked before, `person` of ours
    calls in the end, `owner` is the function of ours whose turn it is, `case` looks after it.
    Without a partner it is a matter of ours alone.
    """

    sweep: str
    object: str
    partner: str
    topic: str
    said: str
    late: datetime
    heard_from: datetime
    about: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    until: date | None = None
    rows: tuple[str, ...] = ()
    shown: str = ""
    less: tuple[str, ...] = ()
    contact: str = ""
    person: str = ""
    owner: str = ""
    case: str = ""

    @property
    def key(self) -> str:
        """Its handle: the sweep and the thing, once for each time it became late."""
        return digest([self.sweep, self.object, self.late.date().isoformat()])

    @property
    def named(self) -> tuple[str, ...]:
        """Every row that a letter about it may name."""
        person = (self.person,) if self.person else ()
        return (self.object, *self.rows, *self.less, *person)


Step = Literal["ask", "wait", "call", "inside"]


class Silent(Value):
    """An expectation that nobody met: what is done about it today.

    `ask`: a letter, the `nth` about it; `wait`: one is under way; `call`: letters are over, or the
    next would come too late; `inside`: our own people are asked, for the reasons in `why`.
    `number` is the one it is asked under, the same in every letter; `passed` are contacts that were
    written to about it already or cannot be reached, `returned` is how many letters about it came
    back, `listed` says that it is only listed, `opens` which workflow's case it opens instead.
    """

    expected: Expected
    step: Step
    nth: int = 0
    why: tuple[str, ...] = ()
    urgent: bool = False
    speaks: tuple[str, ...] = ()
    then: str = ""
    number: int = 0
    passed: tuple[str, ...] = Field(default=(), exclude_if=lambda one: not one)
    returned: int = Field(default=0, exclude_if=lambda one: not one)
    listed: bool = Field(default=False, exclude_if=lambda one: not one)
    opens: str = Field(default="", exclude_if=lambda one: not one)

    @property
    def key(self) -> str:
        """Its handle."""
        return self.expected.key

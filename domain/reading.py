"""What was read from a message: intents, references, typed statements with quotes, questions."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from domain.dates import DateSpan
from domain.evidence import Span
from domain.money import Money
from domain.provenance import HumanInput
from domain.quantity import Quantity
from domain.values import Value

Reader = Literal["rule", "parser", "model", "person"]


class DateStated(Value):
    """A date or interval."""

    kind: Literal["date"] = "date"
    span: DateSpan


class QuantityStated(Value):
    """A quantity or percentage (unit PCT); `event` is what a lead time starts at."""

    kind: Literal["qty"] = "qty"
    quantity: Quantity
    event: str = ""


class PriceStated(Value):
    """A price for `per` of `unit`."""

    kind: Literal["price"] = "price"
    money: Money
    per: Decimal = Decimal(1)
    unit: str = "PCS"


class MoneyStated(Value):
    """A sum of money."""

    kind: Literal["money"] = "money"
    money: Money


class CodeStated(Value):
    """A code, a state, an object (`table:key`) or free words."""

    kind: Literal["code"] = "code"
    text: str


Stated = Annotated[
    DateStated | QuantityStated | PriceStated | MoneyStated | CodeStated,
    Field(discriminator="kind"),
]


def stated_text(stated: Stated) -> str:
    """The one text form of a stated value, as action slots hold it.

    Days are `2026-04-11`, intervals `2026-04-16..2026-04-22`, numbers plain decimals.
    """
    if isinstance(stated, DateStated):
        first, last = stated.span.earliest, stated.span.latest
        return first.isoformat() if first == last else f"{first}..{last}"
    if isinstance(stated, QuantityStated):
        return format(stated.quantity.n, "f")
    if isinstance(stated, (PriceStated, MoneyStated)):
        return format(stated.money.amount, "f")
    return stated.text


class Statement(Value):
    """The sender states that `field` of `object` (`table:key`) has this value.

    `for_qty`: it holds for that quantity only. `span` is None when the value is on file and
    was only confirmed. `confidence` 0..1 is the reader's own. A statement is what the partner
    says, never yet what is true. `recipe` says how code gets the value from the quoted words:
    a function of `domain.recipes` with its plain arguments, so that the gate can run it again.
    `source` is the person's word it rests on instead, where somebody corrected what was read.
    """

    object: str
    field: str
    value: Stated
    for_qty: Quantity | None = None
    span: Span | None = None
    recipe: str = ""
    arguments: dict[str, str] = {}
    confidence: Decimal = Decimal(1)
    read_by: Reader = "rule"
    source: HumanInput | None = None


class Reference(Value):
    """A thing the message names; `object` None = named but not bound."""

    as_written: str | None
    object: str | None
    how: str
    span: Span | None = None


#: What an answer is; `consent` is yes, no or the sum up to which it is so.
Answers = Literal["day", "quantity", "sum", "yes_no", "consent", "one_of", "words"]

#: In the slot of a question which value holds after one was taken back: its answer stands alone.
TAKEN_BACK = "_taken_back"


class Question(Value):
    """What must be asked instead of guessed.

    `about` is a field or a topic; `of` is who can answer (`partners:V1001`, `people:E001`);
    `choices` are the readings that are possible, most plausible first; `slot` is the name under
    which an answer is given (`decide CASE respond --set SLOT=VALUE`).
    """

    about: str
    object: str
    of: str
    text: str
    slot: str = ""
    choices: tuple[str, ...] = ()
    for_qty: Quantity | None = None
    span: Span | None = None
    takes: Answers | None = None
    holds: bool = True


class Commitment(Value):
    """Whoever wrote promises to do something about `object` by the day `due`: `by` is a partner's
    id, or `us`; `span` are the words, `tz` is the zone of the day."""

    object: str
    by: str
    due: str
    tz: str = ""
    span: Span


def _none(commitments: tuple[Commitment, ...]) -> bool:
    return not commitments


def _unsaid(language: str) -> bool:
    return not language


class Reading(Value):
    """All that was read from one message. `workflows` names which workflows it belongs to,
    `language` the one it is written in where that is certain."""

    intents: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    statements: tuple[Statement, ...] = ()
    questions: tuple[Question, ...] = ()
    workflows: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    commitments: tuple[Commitment, ...] = Field(default=(), exclude_if=_none)
    language: str = Field(default="", exclude_if=_unsaid)

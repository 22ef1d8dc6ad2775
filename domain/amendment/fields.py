"""Asked, answered, in force: where each field of a change stands. Only agreement puts one in force.

Source: CISG art. 18(1), 19: silence is no acceptance, other terms are a counter-offer.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from domain.amendment.change import Change, in_force
from domain.cells import cell_text
from domain.reading import DateStated
from domain.values import Value

Stand = Literal["in force", "asked", "agreed", "countered", "refused"]

#: Fields of a line: its column, what a partner states of it.
LINE = {
    "qty": "promised_qty",
    "unit_price": "unit_price",
    "promised_date": "promised_date",
    "drawing_rev": "line_state:revision",
}


class Field(Value):
    """One field: on record, as we asked, as the partner answers, and what that makes of it."""

    name: str
    in_force: str
    asked: str = ""
    answered: tuple[str, ...] = ()
    stand: Stand = "in force"

    def said(self) -> str:
        """In words."""
        asked = f", asked {self.asked}" if self.asked else ""
        answered = f", answered {' + '.join(self.answered)}" if self.answered else ""
        return f"{self.name}: in force {self.in_force or 'nothing'}{asked}{answered}: {self.stand}"


def fields_of(change: Change) -> tuple[Field, ...]:
    """Every field that somebody spoke of, line fields first."""
    found = [_line_field(change, name) for name in LINE]
    found += [_asked_only(change, row.text("field")) for row in change.asked]
    for name, told in change.terms.items():
        stands = in_force(change.order, name)
        found.append(Field(name=name, in_force=stands, answered=(told.text,), stand="countered"))
    named = {one.name: one for one in reversed(found)}
    spoken = [one for one in named.values() if one.asked or one.answered]
    order = [*LINE, *(one.name for one in spoken)]
    return tuple(sorted(spoken, key=lambda one: order.index(one.name)))


def _line_field(change: Change, name: str) -> Field:
    row = change.wanted(name)
    asked = plain_number(cell_text(row, "new_value")) if row is not None else ""
    stands = plain_number(cell_text(change.line, name))
    answered = tuple(dict.fromkeys(_answers(change, name)))
    return Field(
        name=name,
        in_force=stands,
        asked=asked,
        answered=answered,
        stand=_stand(change, stands, asked, answered),
    )


def _asked_only(change: Change, name: str) -> Field:
    """A field of ours that no line has, such as the place it goes to."""
    if name in LINE:
        return _line_field(change, name)
    row = change.wanted(name)
    asked, stands = (row.text("new_value"), row.text("old_value")) if row else ("", "")
    return Field(name=name, in_force=stands, asked=asked, stand=_stand(change, stands, asked, ()))


def _answers(change: Change, name: str) -> list[str]:
    if name == "qty":
        return [plain_number(f"{change.total:f}")] if _speaks_of(change, name) else []
    told = [one.told[LINE[name]] for one in change.lots if LINE[name] in one.told]
    return [plain_number(one.text) for one in told]


def _speaks_of(change: Change, name: str) -> bool:
    return len(change.lots) > 1 or any(LINE[name] in one.told for one in change.lots)


def _stand(change: Change, stands: str, asked: str, answered: tuple[str, ...]) -> Stand:
    if not asked and answered in ((), (stands,)):
        return "in force"
    if change.answer in ("refused", "kept") and asked:
        return "refused"
    whole = answered in ((), (asked,)) and change.answer == "accepted"
    if asked and (answered == (asked,) or whole):
        return "agreed"
    return "countered" if answered else "asked"


def plain_number(text: str) -> str:
    """A number without the noughts behind its point, so that 4.920 is 4.92."""
    try:
        number = Decimal(text)
    except ArithmeticError:
        return text
    return format(number.normalize(), "f")


def agreed(change: Change) -> bool:
    """Whether all we asked is answered yes, and nothing else is wanted for it."""
    fields = fields_of(change)
    open_ones = [one for one in fields if one.stand not in ("in force", "agreed")]
    return (
        bool(change.asked) and not open_ones and not change.charges and change.answer != "countered"
    )


def stands(change: Change) -> bool:
    """Whether the partner goes back to the order as it is, and wants nothing else."""
    fields = fields_of(change)
    other = [
        one for one in fields if set(one.answered) - {one.in_force} and not _covers(one, change)
    ]
    return change.answer in ("refused", "kept") and not (other or change.charges or change.freight)


def _covers(field: Field, change: Change) -> bool:
    """Whether a day is told as a time in which the day on record lies."""
    told = [one.told[LINE[field.name]] for one in change.lots if LINE.get(field.name) in one.told]
    spans = [one.statement.value for one in told]
    day = change.line.day(field.name) if field.name == "promised_date" else None
    return day is not None and all(
        isinstance(one, DateStated) and one.span.earliest <= day <= one.span.latest for one in spans
    )

"""Who of us would have to agree to a change: buyer, approver of the old terms, engineering."""

from __future__ import annotations

from collections.abc import Sequence

from agents.reader.deals import buyer_of, person
from agents.reader.differences import differences
from agents.reader.letter import Letter
from domain.reading import CodeStated, Statement
from domain.record import Row

_MONEY = ("unit_price", "charge_amount", "surcharge_pct", "cost_share_pct")


def ask_consent(
    letter: Letter, order: Row, line: str, found: Sequence[str], stated: Sequence[Statement]
) -> None:
    """Silence is no acceptance, whatever the letter says: somebody of ours must answer."""
    until = next((one for one in stated if one.field == "deadline:reply" and one.span), None)
    default = f" (they act on their own after {until.span.quote})" if until and until.span else ""
    letter.ask(
        "counter_offer",
        line,
        f"{'; '.join(found) or 'a change is asked for'}: accept, counter or insist{default}?",
        of=buyer_of(letter, order),
        choices=("accept", "counter", "insist"),
    )
    money = [one for one in stated if one.field.startswith(_MONEY)]
    if differences(letter, order, money):
        letter.ask(
            "approval",
            line,
            "what was approved did not cover this price or charge: is it approved?",
            of=_approver(letter, order),
        )
    _ask_release(letter, line, stated)


def _approver(letter: Letter, order: Row) -> str:
    number = letter.only("po_changes").partition(":")[2]
    rows = letter.reads.rows("po_changes", change_id=number) if number else ()
    names = [row.text("approved_by") for row in rows if row.text("approved_by")]
    return f"people:{names[0]}" if names else buyer_of(letter, order)


def _ask_release(letter: Letter, line: str, stated: Sequence[Statement]) -> None:
    """A revision that the item master does not show is not released to be bought."""
    row = letter.row(line)
    item = letter.row(f"items:{row.text('item_id')}") if row else None
    known = item.text("drawing_rev") if item else ""
    said = {
        one.value.text
        for one in stated
        if one.field == "line_state:revision" and isinstance(one.value, CodeStated)
    }
    if known and said - {known}:
        letter.ask(
            "engineering_release",
            line,
            f"revision {', '.join(sorted(said - {known}))} is not the one released ({known}): "
            "is it released, and what becomes of parts in the old one?",
            of=person(letter, "engineering", "drawing", "manager"),
        )

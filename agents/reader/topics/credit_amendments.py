"""Letters of credit that an order change touches: asked of treasury, changed by banks alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from agents.reader.deals import is_change, order_of, person, subject_and_body
from agents.reader.letter import Letter
from agents.reader.passages import Passage
from domain.datewords import find_dates
from domain.reading import DateStated, PriceStated, QuantityStated, Statement, stated_text
from domain.record import Row
from domain.words import lexicon


def credit_amendments(letter: Letter) -> tuple[str, ...]:
    """Asks who may amend the credit; states until when the beneficiary wants it amended."""
    credit = _credit(letter)
    if credit is None or letter.sender.kind != "supplier":
        return ()
    wanted = lexicon("credit").has(subject_and_body(letter), "amend")
    if (not wanted and not is_change(letter)) or _as_it_is(letter, credit):
        return ()
    for scope in letter.scopes:
        _until(letter, credit, scope.passage)
    touched = list(dict.fromkeys(_touched(letter, credit)))
    letter.ask(
        "lc_amendment",
        credit.object,
        f"{'; '.join(touched) or 'an amendment is asked for'}: shall the credit be amended, and at "
        "whose cost? It changes only when the banks and the beneficiary agree.",
        of=person(letter, "finance", "treasur"),
    )
    return ("lc_amendment_request",) if wanted else ()


def _credit(letter: Letter) -> Row | None:
    """The credit named, else the one that pays the order named."""
    named = letter.row(letter.only("letters_of_credit"))
    order = order_of(letter)
    if named is not None or order is None:
        return named
    rows = letter.reads.rows("letters_of_credit", po_id=order.key)
    return rows[0] if len(rows) == 1 else None


def _as_it_is(letter: Letter, credit: Row) -> bool:
    """Whether its order is told to stand as it is: then its credit does too."""
    order = f":{credit.text('po_id')}/"
    told = [one for one in letter.notes.statements if order in one.object]
    return any(
        one.field == "line_state:change" and stated_text(one.value) == "kept" for one in told
    )


def _until(letter: Letter, credit: Row, passage: Passage) -> None:
    """Until when the amendment is wanted; a date of shipment is none."""
    words = lexicon("credit")
    if not words.has(passage.text, "amend"):
        return
    found = [
        one
        for one in find_dates(passage.text, letter.sender.when())
        if one.bound in ("by", "before") and one.readings and not one.ambiguous
    ]
    if len(found) != 1:
        return
    arguments = letter.sender.date_arguments("amendment")
    if found[0].time:
        arguments["time"] = found[0].time
    where = (passage.part, passage.start + found[0].start, passage.start + found[0].end)
    letter.state(credit.object, "deadline:amendment", "date_words", where, arguments)


def _touched(letter: Letter, credit: Row) -> Iterator[str]:
    """Terms of the credit that what was told of its order would break."""
    order = f":{credit.text('po_id')}/"
    told = [one for one in letter.notes.statements if order in one.object]
    last = credit.day("latest_shipment")
    yield from (text for one in told if (text := _late(one, last)))
    lots = [one for one in told if one.field == "promised_qty"]
    sizes = {one.value.quantity.n for one in lots if isinstance(one.value, QuantityStated)}
    if len(sizes) > 1 and credit.text("partial").lower().startswith("not"):
        yield "partial shipment is not allowed by it"
    if any(one.field == "unit_price" and isinstance(one.value, PriceStated) for one in told):
        yield f"its amount is {credit.text('amount')} {credit.text('currency')}"


def _late(one: Statement, last: date | None) -> str:
    if one.field != "promised_date" or last is None or not isinstance(one.value, DateStated):
        return ""
    day = one.value.span.latest
    return f"{day} lies after its latest shipment {last}" if day > last else ""

"""What nobody else read: the one value of its kind in a clause, told by an idea beside it.

A value is stated only where the letter names the one thing it can be of, one idea alone stands
beside it, and no other value of its kind does: where two compete, nothing is stated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from agents.reader.denied import denied, otherwise, supposed, unreal
from agents.reader.letter import Letter, Line
from agents.reader.moments import Moment, moments
from agents.reader.notation import notation_of
from agents.reader.sums import state_sum, sums
from agents.reader.transport import shipments_in
from domain.durations import find_durations
from domain.measurewords import PACKED, measures
from domain.numberwords import percentages, quantities
from domain.record import Row
from domain.words import Hit, lexicon

Where = tuple[int, int, str, dict[str, str]]
#: An idea tells nothing of a value that stands farther away.
_NEAR = 64
_CLAUSE = re.compile(r"[,;:–，；：](?=\s)|(?<!\b[Nn][or])[.!?](?=\s|$)")
#: `75 minutes beyond the free time` are none of it.
_BEYOND = re.compile(
    r"(?<!\w)(?:beyond|over|above|exceed\w*|au-delà|en\splus|über|hinaus|darüber|más\sallá|además|além|oltre|utöver|aşan|ponad|boven)(?!\w)",
    re.IGNORECASE,
)
#: `the last load came on 3 March` is told of another thing.
_OTHERS = re.compile(
    r"(?<!\w)(?:last|previous|other|another|earlier|letzte[rnms]?|vorige[rnms]?|andere[rnms]?|précédente?|autre|dernière?|anterior|otr[oa]|"
    r"último|última|outr[oa]|altr[oa]|ultim[oa]|precedente|förra|annan|önceki|diğer|poprzedni\w*|inn[aey]|vorige|andere)\s"
    r"(?:load|truck|delivery|shipment|order|invoice|bill|lot|lieferung|sendung|ladung|rechnung|livraison|envoi|facture|entrega|envío|"
    r"factura|carga|remessa|fatura|consegna|spedizione|fattura|leverans|faktura|teslimat|dostaw\w+|levering)(?!\w)",
    re.IGNORECASE,
)


def read_clause_facts(letter: Letter) -> Iterator[str]:
    """States values by the ideas in their clause, and those that the record knows already."""
    things = {table for rule in _RULES for table in rule.tables}
    if not letter.sender.object or not any(letter.bound(table) for table in sorted(things)):
        return  # a stranger states nothing, and there must be something to state it of
    body = [line for line in letter.spoken() if line.part.name == "body"]
    for rule in _RULES:
        for line in body:
            about = _about(letter, rule, line)
            if about and not _is_told(letter, about, rule.field):
                _state(letter, rule, line, about)
    invoice = letter.only("invoices")
    row = letter.row(invoice)
    if row is not None and letter.sender.partner_id == row.text("partner_id"):
        _known(letter, invoice, row, body)
    yield from ()


def _about(letter: Letter, rule: _Rule, line: Line) -> str:
    """The thing the sentence names, else the only one of the letter, of the first kind it has."""
    if "shipments" in rule.tables and len(here := shipments_in(letter, line.text)) == 1:
        return here[0]
    for table in rule.tables:
        found = letter.bound(table)
        named = [one for one in found if one.partition(":")[2] in line.text]
        if len(found) == 1 or len(named) == 1:
            return (named or list(found))[0]
        if found:
            return ""
    return ""


def _is_told(letter: Letter, about: str, field: str) -> bool:
    """Whether it is told or asked already, of this thing or of another."""
    told = {one.field for one in letter.notes.statements}
    if field == "actual_date:delivered" and "actual_date:received" in told:
        return True  # whoever took them in said when
    asked = {(one.object, one.about) for one in letter.notes.questions}
    return field in told or (about, field) in asked


def _state(letter: Letter, rule: _Rule, line: Line, about: str) -> None:
    hits = [hit for hit in lexicon("clause_fact").find(line.text) if hit.code == rule.idea]
    asked = line.text.rstrip().endswith(("?", "？"))
    if not hits or asked or unreal(line.text) or _OTHERS.search(line.text):
        return
    if rule.tables == _RECEIVED and _is_of_money(letter, line):
        return
    found = [
        one for one in rule.find(letter, line) if any(_by(line.text, hit, one) for hit in hits)
    ]
    found = [one for one in found if not _is_read(letter, line, one)]
    if len(found) != 1:
        return
    start, end, recipe, arguments = found[0]
    nearest = min(hits, key=lambda hit: max(hit.start - end, start - hit.end))
    open_ = supposed(line.text, start) or otherwise(line.text, start)
    if denied(line.text, nearest.start) or (open_ and not rule.conditional):
        return
    letter.state(
        about, rule.field, recipe, (line.part, line.start + start, line.start + end), arguments
    )


def _is_read(letter: Letter, line: Line, one: Where) -> bool:
    """Whether somebody read the words as a value of another thing."""
    low, high = line.start + one[0], line.start + one[1]
    spans = [each.span for each in letter.notes.statements if each.span is not None]
    return any(s.part == line.part.name and s.start < high and low < s.end for s in spans)


def _is_of_money(letter: Letter, line: Line) -> bool:
    """Whether a sum stands in the sentence: what came or lacks is money."""
    mine = [one for one in sums(letter) if one.phrase.part.name == line.part.name and one.strong]
    return any(line.start <= one.start < line.end for one in mine)


def _by(text: str, hit: Hit, one: Where) -> bool:
    """Whether an idea and a value stand near each other with no end of a clause between."""
    low, high = (hit.end, one[0]) if hit.end <= one[0] else (one[1], hit.start)
    between = text[low : max(low, high)]
    return high - low <= _NEAR and not _CLAUSE.search(between) and not _BEYOND.search(between)


def _days(letter: Letter, line: Line, ahead: bool) -> Iterator[Where]:
    """Certain days of the sentence, before or after the letter was written."""
    for one in moments(line.text, letter.sender, letter.sender.tz):
        day, written = one.date.readings[0], letter.sender.written_on
        fits = day.latest >= written if ahead else day.latest <= written
        sure = day.exact and not one.date.ambiguous and one.date.bound not in ("about", "after")
        if fits and sure:
            yield one.date.start, one.date.end, one.date.bound, {}


_UNTIL = ("by", "before")


def _day_of(
    event: str, *, ahead: bool, until: bool = False
) -> Callable[[Letter, Line], list[Where]]:
    def found(letter: Letter, line: Line) -> list[Where]:
        arguments = letter.sender.date_arguments(event)
        days = [one for one in _days(letter, line, ahead) if one[2] in _UNTIL or not until]
        return [(start, end, "date_words", arguments) for start, end, _, _ in days]

    return found


def _shares(letter: Letter, line: Line) -> list[Where]:
    decimal = letter.sender.decimal
    found = percentages(line.text, decimal)
    return [(one.start, one.end, "percent_words", {"decimal": decimal}) for one in found]


def _counts(letter: Letter, line: Line) -> list[Where]:
    decimal = letter.sender.decimal
    found = measures(line.text, decimal, PACKED) or quantities(line.text, decimal)
    return [
        (one.start, one.end, "measure_words", {"decimal": decimal, "unit": one.quantity.unit})
        for one in found
        if one.sure and one.quantity
    ]


def _spans(_letter: Letter, line: Line) -> list[Where]:
    return [(one.start, one.end, "duration_words", {}) for one in find_durations(line.text)]


class _Rule(NamedTuple):
    """A field, the idea that tells it, the values it has, the tables of what it can be of.

    `conditional` where the value itself hangs on a condition, as a discount does.
    """

    field: str
    idea: str
    find: Callable[[Letter, Line], list[Where]]
    tables: tuple[str, ...]
    conditional: bool = False


_RECEIVED = ("customer_deliveries", "shipments", "deliveries", "invoices")
_RULES = (
    _Rule("deadline:discount", "discount", _day_of("discount", ahead=True), ("invoices",), True),
    _Rule("discount_pct", "discount", _shares, ("invoices",), True),
    _Rule("deadline:payment", "pay_by", _day_of("payment", ahead=True, until=True), ("invoices",)),
    _Rule(
        "actual_date:value", "value_day", _day_of("value", ahead=False), ("payments", "invoices")
    ),
    _Rule("actual_date:delivered", "arrived", _day_of("delivered", ahead=False), _RECEIVED),
    _Rule("missing_qty", "lacking", _counts, _RECEIVED),
    _Rule("free_time", "free", _spans, ("shipments",)),
)

#: Between a bill's number and its day: `RW-60188 of 05/11/2026`.
_OF = re.compile(
    r"[\s,(]{0,3}(?:(?:of|from|dated|vom|du|del|de|da|av|den|fra|tarihli|z\sdnia|van)\.?\s)?(?:the\s)?$",
    re.IGNORECASE,
)


def _known(letter: Letter, invoice: str, row: Row, body: list[Line]) -> None:
    """The sum and the day of a bill on record, named once more."""
    number = invoice.partition(":")[2]
    amount = row.number("amount")
    if not _is_told(letter, invoice, "invoice_amount"):
        same = [one for one in sums(letter) if one.strong and one.amount.value == amount]
        near = [one for one in same if number in one.phrase.text]
        for one in near[:1]:
            state_sum(letter, invoice, "invoice_amount", one)
    for line in body if not _is_told(letter, invoice, "actual_date:invoice") else ():
        at = line.text.find(number)
        for day in moments(line.text, letter.sender, letter.sender.tz) if at >= 0 else ():
            pick = _same(day, row)
            if pick is not None and _OF.fullmatch(line.text[at + len(number) : day.start]):
                _state_day(letter, invoice, line, day, pick)


def _same(one: Moment, row: Row) -> int | None:
    """Which reading of a day is that of the bill on record."""
    known = row.day("invoice_date")
    fits = [i for i, each in enumerate(one.date.readings) if each.exact and each.latest == known]
    return fits[0] if len(fits) == 1 else None


def _state_day(letter: Letter, invoice: str, line: Line, one: Moment, pick: int) -> None:
    how = notation_of(letter, line.part)
    arguments = how.dates("invoice") | ({"pick": str(pick)} if one.date.ambiguous else {})
    where = (line.part, line.start + one.date.start, line.start + one.date.end)
    letter.state(invoice, "actual_date:invoice", "date_words", where, arguments)

"""Cargo that is ready: its day, pieces, packages, weights, volume, what must not be stacked."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from agents.reader.letter import Letter
from agents.reader.scopes import Scope
from domain.datewords import FoundDate, find_dates
from domain.evidence import Part
from domain.measurewords import PACKED, WEIGHTS, measures
from domain.numberwords import FoundNumber, quantities
from domain.reading import QuantityStated, Statement
from domain.vocabulary import DELAY
from domain.words import Hit, lexicon

#: Cargo that is told to be ready is ready now or in days: other readings of the day fall away.
_SOON = range(-10, 22)
_SUM = re.compile(
    r"[\s&+]{1,4}|\s?(?:and|und|et|y|e|och|ve|plus|mais|más|più|artı|plus)\s", re.IGNORECASE
)
#: `100 + 20 pcs`: the first number has the unit of the second.
_PLUS = re.compile(r"(?<![\w.,])(?P<n>\d[\d.,]*)\s?[+&]\s?$")
#: `4 pallets not stackable`: the count stands right before.
_BESIDE = 12
_WORDS = "transport"
_STOP = re.compile(r"[.!?](?=\s)")
#: `10 paquetes por contenedor` is a rate.
_EACH = re.compile(
    r"\s?(?:/|per|por|par|je|pro|al|för|başına|na|each|cada|chacun|ciascuno)\s?[^\W\d]",
    re.IGNORECASE,
)
#: `500 pcs we could not finish` do not come with the others.
_LACKS = re.compile(
    r"\s(?:we\s|wir\s|nous\s|die\s|are\s|sind\s|is\s|still\s|noch\s|que\s|no\s){0,3}(?:could\snot|couldn['’]t|cannot|can\snot|can['’]t|"
    r"not\sfinished|not\sready|missing|short|konnten\swir\snicht|fehlen|n['’]avons\spas|manquent|no\spudimos|faltan|não\sconseguimos|"
    r"faltam|mancano|saknas|eksik|brakuje|ontbreken)(?!\w)",
    re.IGNORECASE,
)


def read_cargo(letter: Letter) -> Iterator[str]:
    """States what a supplier says of cargo to be fetched; asks where it may be dangerous."""
    told = lexicon(_WORDS)
    ready = told.has(letter.fresh(), "cargo_ready")
    if letter.sender.kind != "supplier" or not (ready or _is_measured(letter)):
        return
    if DELAY in letter.workflows:
        return  # what is late is told by its dates
    if ready:
        yield "cargo_ready"
    if told.has(letter.fresh(), "booking_request"):
        yield "booking_request"
    orders = list(dict.fromkeys(one.order for one in letter.scopes if one.order))
    for scope in letter.scoped_lines():
        if scope.passage.part.name == "subject" or not (ready or scope.passage.part.name == "body"):
            continue  # papers attached to another letter are read as papers
        about = _about(letter, scope, orders)
        if about:
            _ready(letter, scope, about, orders)
            _measures(letter, scope, about)
            _free_time(letter, scope, about)
            _pieces(letter, scope)
            _dangerous(letter, scope, about)


def _is_measured(letter: Letter) -> bool:
    """Whether a line of the letter weighs goods of an order and says how they are packed."""
    decimal = letter.sender.decimal
    return any(
        measures(scope.masked, decimal, WEIGHTS)
        and measures(scope.masked, decimal, (*PACKED, "M3"))
        for scope in letter.scopes
        if scope.order and scope.passage.part.name == "body"
    )


def _about(letter: Letter, scope: Scope, orders: list[str]) -> str:
    """The line a passage measures; the order where it sums up or names no line of several."""
    alone = scope.named and len(scope.lines) == 1 and "\x00" in scope.masked
    if lexicon(_WORDS).has(scope.masked, "total") and not alone:
        lines = letter.notes.book.line_objects(orders[0]) if len(orders) == 1 else ()
        if len(lines) == 1:
            return lines[0]
        return f"purchase_orders:{orders[0]}" if len(orders) == 1 else ""
    if alone:
        return scope.lines[0]
    lines = letter.notes.book.line_objects(scope.order or (orders[0] if len(orders) == 1 else ""))
    if len(lines) == 1:
        return lines[0]
    order = scope.order or (orders[0] if len(orders) == 1 else "")
    return f"purchase_orders:{order}" if order and not (scope.named and scope.lines) else ""


def _ready(letter: Letter, scope: Scope, about: str, orders: list[str]) -> None:
    text, base = scope.passage.text, scope.passage.start
    cue = lexicon(_WORDS).first_of(text, "cargo_ready")
    dates = [one for one in find_dates(text, letter.sender.when()) if one.readings]
    if cue is not None and len(dates) > 1:  # `all passed today. Available from 3/30`
        dates = [one for one in dates if not _STOP.search(text, *_between(one, cue))]
    if cue is not None and len(dates) > 1:  # `goods finish 4/25, can load 4/27`
        dates = [one for one in dates if 0 <= one.start - cue.end <= _BESIDE]
    if cue is None or len(dates) != 1:
        return
    where = (scope.passage.part, base + dates[0].start, base + dates[0].end)
    pick = _soon(letter, dates[0])
    if pick is None or dates[0].bound == "about":
        choices = tuple(str(one) for one in dates[0].readings)
        letter.ask("ready_date", about, f"{dates[0].raw!r} can be read in several ways",
                   choices=choices, where=where)  # fmt: skip
        return
    arguments = letter.sender.date_arguments("ready") | (
        {"pick": str(pick)} if dates[0].ambiguous else {}
    )
    for each in _lines_spoken_of(letter, about, orders):
        letter.state(each, "ready_date", "date_words", where, arguments)


def _between(one: FoundDate, cue: Hit) -> tuple[int, int]:
    """The characters between a day and a cue."""
    return (one.end, cue.start) if one.end <= cue.start else (cue.end, one.start)


def _soon(letter: Letter, found: FoundDate) -> int | None:
    """Which of a day's readings can be meant; None when not exactly one."""
    written = letter.sender.written_on
    near = [
        index
        for index, one in enumerate(found.readings)
        if (one.latest - written).days in _SOON or not found.ambiguous
    ]
    return near[0] if len(near) == 1 else None


def _lines_spoken_of(letter: Letter, about: str, orders: list[str]) -> list[str]:
    """A day said of the order is said of the lines that the letter names, else of its one line."""
    if not about.startswith("purchase_orders:"):
        return [about]
    named = [line for one in letter.scopes if one.named for line in one.lines]
    mine = [one for one in dict.fromkeys(named) if f":{orders[0]}/" in one] if orders else []
    return mine or [about]


def _measures(letter: Letter, scope: Scope, about: str) -> None:
    text, decimal = scope.masked, letter.sender.decimal
    told = lexicon(_WORDS)
    stacked = told.first_of(text, "not_stackable")
    packs = [one for one in measures(text, decimal, PACKED) if not _EACH.match(text, one.end)]
    packs = [one for one in packs if not _is_short(text, one)]
    if stacked is not None:
        behind = [one for one in packs if one.start >= stacked.start]
        beside = [one for one in packs if 0 <= stacked.start - one.end <= _BESIDE]
        marked = behind or beside
        if len(marked) == 1:
            _state(letter, scope, about, "non_stackable_packages", marked[0])
        elif not marked and not any(char.isdigit() for char in text):
            _all_unstackable(letter, about)
        packs = [one for one in packs if one.start < stacked.start and one not in marked]
    outer = [one for one in packs if _unit(one) == "PLT"] or packs
    if len(outer) == 1:
        _state(letter, scope, about, "packages", outer[0])
    volumes = measures(text, decimal, ["M3"])
    if len(volumes) == 1:
        _state(letter, scope, about, "volume", volumes[0])
    _weights(letter, scope, about)


def _is_short(text: str, one: FoundNumber) -> bool:
    """Whether a count right beside the word says what lacks: `short 1 ctn`, `2 pallets missing`."""
    beside = text[max(0, one.start - _BESIDE) : one.start], text[one.end : one.end + _BESIDE]
    return any(lexicon("receipt").has(words, "missing") for words in beside)


def _all_unstackable(letter: Letter, about: str) -> None:
    """Nothing may stand on the packages of a line: all that were counted for it."""
    counted = [
        one for one in letter.notes.statements if (one.object, one.field) == (about, "packages")
    ]
    for one in counted if len(counted) == 1 and "/" in about else []:
        if one.span is not None:
            letter.notes.state(about, "non_stackable_packages", one.recipe, one.span, one.arguments)


def _weights(letter: Letter, scope: Scope, about: str) -> None:
    """A weight is gross unless it says net; of two without a word, neither is told."""
    text = scope.masked
    found = measures(text, letter.sender.decimal, WEIGHTS)
    kinds = [_weight_kind(text, one, found) for one in found]
    for one, kind in zip(found, kinds, strict=True):
        if kinds.count(kind) == 1 and not _is_ordered(letter, scope, one):
            _state(letter, scope, about, kind, one)


def _is_ordered(letter: Letter, scope: Scope, one: FoundNumber) -> bool:
    """Whether goods ordered by weight are counted: such a weight is gross only where it says so."""
    lines = scope.lines or letter.notes.book.line_objects(scope.order)
    rows = [letter.notes.book.row(line) for line in lines]
    weighed = any(row is not None and row.text("uom") in WEIGHTS for row in rows)
    return weighed and not _is_weighed(scope.masked, one)


def _weight_kind(text: str, one: FoundNumber, found: list[FoundNumber]) -> str:
    before = max((other.end for other in found if other.end <= one.start), default=0)
    told = lexicon(_WORDS)
    right = told.find(re.split(r"[,;(]", text[max(before, one.start - 24) : one.start])[-1])
    right += told.find(re.split(r"[,;(]", text[one.end : one.end + 16])[0])
    named = [hit.code for hit in right if hit.code in ("net", "gross")]
    if named:  # `4,800 kg G.W., 4,480 kg N.W.`: no comma stands between a weight and its name
        return f"{named[0]}_weight"
    window = text[max(before, one.start - 24) : one.start] + " " + text[one.end : one.end + 8]
    return (
        "net_weight"
        if told.has(window, "net") and not told.has(window, "gross")
        else "gross_weight"
    )


def _unit(one: FoundNumber) -> str:
    return one.quantity.unit if one.quantity else ""


def _state(
    letter: Letter, scope: Scope, about: str, field: str, one: FoundNumber
) -> Statement | None:
    where = _where(scope, one.start, one.end)
    if not one.sure:
        letter.ask(field, about, f"{one.raw!r} can be read in two ways", where=where)
        return None
    arguments = {"decimal": letter.sender.decimal, "unit": _unit(one)}
    return letter.state(about, field, "measure_words", where, arguments)


def _where(scope: Scope, start: int, end: int) -> tuple[Part, int, int]:
    base = scope.passage.start
    return scope.passage.part, base + start, base + end


def _free_time(letter: Letter, scope: Scope, about: str) -> None:
    days = measures(scope.masked, letter.sender.decimal, ["DAY"])
    free = lexicon(_WORDS).first_of(scope.masked, "free")
    if free is not None and len(days) == 1 and abs(free.start - days[0].start) < 24:
        order = about.partition(":")[2].partition("/")[0]
        _state(letter, scope, f"purchase_orders:{order}", "free_time", days[0])


def _pieces(letter: Letter, scope: Scope) -> None:
    """How many pieces of a line; `100 pcs + 20 pcs` are one quantity."""
    lines = scope.lines or letter.notes.book.line_objects(scope.order)
    row = letter.notes.book.row(lines[0]) if len(lines) == 1 else None
    if row is None or _is_total(scope.masked, letter.sender.decimal):
        return
    decimal, unit = letter.sender.decimal, row.text("uom") or "PCS"
    found = [one for one in quantities(scope.masked, decimal) if _unit(one) == unit]
    found = [one for one in found if not _EACH.match(scope.masked, one.end)]
    found = [one for one in found if not _is_weighed(scope.masked, one)]
    found = [one for one in found if not _LACKS.match(scope.masked, one.end)] or found
    stated = _sum_of(letter, scope, lines[0], found)
    if stated is None or not isinstance(stated.value, QuantityStated):
        return
    open_qty = (row.number("qty") or 0) - (row.number("received_qty") or 0)
    if stated.value.quantity.n > open_qty:
        text = f"{stated.value.quantity} are told, {open_qty} {unit} are still ordered"
        letter.ask("promised_qty", lines[0], text)


def _is_total(text: str, decimal: str) -> bool:
    """Whether a count of pieces sums up: words for a total right before it."""
    told = [hit for hit in lexicon(_WORDS).find(text) if hit.code == "total"]
    pieces = quantities(text, decimal)
    return any(0 <= one.start - hit.end <= _BESIDE for one in pieces[:1] for hit in told)


def _is_weighed(text: str, one: FoundNumber) -> bool:
    """Whether goods that are ordered by weight are weighed here, packing and all."""
    before = text[max(0, one.start - 12) : one.start]
    return lexicon(_WORDS).has(before, "gross", "net")


def _sum_of(letter: Letter, scope: Scope, about: str, found: list[FoundNumber]) -> Statement | None:
    arguments = {"decimal": letter.sender.decimal, "unit": _unit(found[0]) if found else ""}
    before = _PLUS.search(scope.masked[: found[0].start]) if len(found) == 1 else None
    if before is not None:
        where = _where(scope, before.start("n"), found[0].end)
        return letter.state(about, _counted_as(letter), "sum_of_lots", where, arguments)
    if len(found) == 1 and found[0].sure:
        where = _where(scope, found[0].start, found[0].end)
        return letter.state(about, _counted_as(letter), "quantity_words", where, arguments)
    joined = all(
        _SUM.fullmatch(scope.masked[one.end : after.start])
        for one, after in itertools.pairwise(found)
    )
    if len(found) > 1 and joined:
        where = _where(scope, found[0].start, found[-1].end)
        return letter.state(about, _counted_as(letter), "sum_of_lots", where, arguments)
    return None


def _counted_as(letter: Letter) -> str:
    """Pieces of cargo that has left are shipped, others are to come."""
    gone = lexicon("despatch").has(letter.fresh(), "gone")
    ready = lexicon(_WORDS).has(letter.fresh(), "cargo_ready")
    return "shipped_qty" if gone and not ready else "promised_qty"


def _dangerous(letter: Letter, scope: Scope, about: str) -> None:
    """Words of dangerous goods in a note about cargo: what exactly it is must be said."""
    hit = lexicon(_WORDS).first_of(scope.masked, "dangerous")
    if hit is not None:
        text = "are these dangerous goods? UN number, packing instruction and safety sheet, please"
        letter.ask("dangerous_goods", about, text, where=_where(scope, hit.start, hit.end))

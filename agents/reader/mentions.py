"""Where a text names orders, lines and items of the sender's open orders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from agents.reader.orders import OrderBook
from agents.reader.spelling import spellings
from domain.numberwords import FoundNumber, in_unit, quantities
from domain.record import Row

#: How an item named without its order is bound: it may be, where it is on one order only.
ITEM_ON_ORDER = "item on the order"
#: How an order is bound by a number that its supplier gave it.
BY_THEIR_PAPER = "number of their own paper for it"
LINE_BY_QUANTITY = "line of the order with this quantity"
ITEM_TAUGHT = "their own item number, as taught"
_ORDER_WORDS = (
    r"p\.?\s?o\.?|purchase\sorder|order|bestellung|bestell-?nr\.?|best\.?-?\s?nr\.?|auftrag|commande|cde|"
    r"pedido|o\.?c\.?|ordine|ordem|beställning|sipariş|zamówienie|订单|訂單|注文|our\sref|your\sref|ref"
)
_ORDER = re.compile(
    rf"(?<!\w)(?:(?P<cue>{_ORDER_WORDS})[\s.:#]{{0,3}}(?:(?:no|nr|num|number|numaras?ı|numéro|nº|n°)[\s.:#]{{0,2}})?)?"
    r"(?P<number>(?:po-?)?\d{4,12})(?![\d%])",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    r"\s?[/-]\s?0{0,4}(\d{1,4})(?![\w]|[.,/]\d)|\s{1,2}(?=l(?:n|ine)?\s?\d)", re.IGNORECASE
)
_LINE_WORDS = (
    r"items?|itens|lines?|ln|pos(?:itionen|ition|ten|\.)?|positions?|l|lignes?|postes?|l[ií]neas?|posici(?:ón|ones)|"
    r"partidas?|linhas?|posiç(?:ão|ões)|rader|raden|rad|righe|riga|posizion[ei]|kalemler|kalem|satır|"
    r"pozycj[aei]|poz|regels?|行|项|項|明細|第"
)
_NUMBERED = r"(?:(?:no|nr|num|nº|n°|number|numéro)[\s.:#]{0,2})?"
_LINE = re.compile(
    rf"(?:(?<!\w)|(?<=[\u3040-\u9fff]))(?:{_LINE_WORDS})[\s.:#]{{0,3}}{_NUMBERED}0{{0,4}}(?P<first>\d{{1,4}})(?!\d|[.,/]\d\d?[./]|:\d"
    r"|\s?(?:pcs|stk|stück|pçs|peças|piezas|pièces|adet|szt)(?!\w))"
    rf"(?P<more>(?:\s?(?:,|/|&|\+|and|und|et|y|e|och|ve|i|en|和|及|と)\s?(?:(?:{_LINE_WORDS})[\s.:#]{{0,2}})?"
    r"0{0,4}\d{1,4}(?![\d]|[.,/]\d|\s?(?:pcs?|stk|stück|st|pz|pçs|peças|pzas|piezas|pièces|adet|szt|kg|%|days?|weeks?)(?!\w))){0,8})",
    re.IGNORECASE,
)
_LINE_AFTER = re.compile(r"(?<![\w.,])(\d{1,3})\.\s?(?:kalem|satır|行)", re.IGNORECASE)
_JOINED = re.compile(
    r"\s{0,2}(?:of|from|on|in|der|von|zu|aus|de|du|della|dell['’]ordine|da|do|del|av|på|for|,|\(|z|van)?"
    r"(?:\s(?:the|our|your|ihrer|la|le|el|l['’]))?\s{0,2}$",
    re.IGNORECASE,
)


class Mention(NamedTuple):
    """Words `start`..`end` that name an order (`lines` empty) or lines of it; `order` may be "".

    `doubt` says in words why it must be asked about; then nothing is bound. `means` is our number
    of an item that the partner calls by its own.
    """

    start: int
    end: int
    as_written: str
    order: str
    lines: tuple[str, ...] = ()
    how: str = ""
    doubt: str = ""
    choices: tuple[str, ...] = ()
    item: bool = False
    means: str = ""


def mentions(text: str, book: OrderBook, context: str, counted: bool = False) -> list[Mention]:
    """Orders, lines and items named in the text, in order; `context` is the order so far.

    `counted`: where nothing else names a line, its quantity may.
    """
    orders = sorted(_orders(text, book))
    taken = [(one.start, one.end) for one in orders]
    lines = _lines(text, book, orders, context)
    lines = [one for one in lines if not _overlaps(one.start, one.end, taken)]
    taken += [(one.start, one.end) for one in lines]
    items = [
        one
        for one in _items(text, book, (orders, lines), "" if counted else context, context)
        if not _overlaps(one.start, one.end, taken)
    ]
    if counted and not lines and not any(one.lines for one in items):
        items += _by_quantity(text, book, orders, context)
    return sorted([*orders, *lines, *items])


def _by_quantity(
    text: str, book: OrderBook, orders: list[Mention], context: str
) -> Iterator[Mention]:
    """`the first six tonnes`: the one line of the order that is for just so many."""
    for one in quantities(text, book.decimal):
        order = _order_at(text, one.start, one.end, orders, context)
        rows = book.lines.get(order, {}) if len(book.lines.get(order, {})) > 1 else {}
        fits = [line for line, row in rows.items() if is_for(row, one)]
        if len(fits) == 1:
            about = f"purchase_order_lines:{order}/{fits[0]}"
            yield Mention(one.start, one.start, one.raw, order, (about,), LINE_BY_QUANTITY)


def is_for(row: Row, one: FoundNumber) -> bool:
    """Whether so many are ordered on the line, or still to come."""
    size = in_unit(one, row.text("uom") or "PCS")
    ordered = row.number("qty") or 0
    coming = ordered - (row.number("received_qty") or 0)
    return size is not None and size.quantity is not None and size.quantity.n in (ordered, coming)


def names_only_strangers(texts: Iterable[str], book: OrderBook) -> bool:
    """Whether the texts name an order that is none of the book's, and none that is."""
    found = [one for text in texts for one in _orders(text, book)]
    return any(one.doubt and not one.choices for one in found) and not any(
        one.order or one.choices for one in found
    )


def _overlaps(start: int, end: int, ranges: list[tuple[int, int]]) -> bool:
    return any(start < high and end > low for low, high in ranges)


def _orders(text: str, book: OrderBook) -> Iterator[Mention]:
    known = "|".join(re.escape(order) for order in sorted(book.lines, key=len, reverse=True))
    exact: list[tuple[int, int]] = []
    if known:
        for match in re.finditer(rf"(?<!\d)(?:{known})(?!\d)", text, re.IGNORECASE):
            mention = _with_line(text, match.start(), match.end(), match[0], book, "number in full")
            exact.append((mention.start, mention.end))
            yield mention
    for mention in (*_prefixed(text, book), *_on_papers(text, book)):
        if not _overlaps(mention.start, mention.end, exact):
            exact.append((mention.start, mention.end))
            yield mention
    for match in _ORDER.finditer(text):
        start, end = match.span("number")
        if not _overlaps(start, end, exact):
            yield from _short(text, match, book)


def _prefixed(text: str, book: OrderBook) -> Iterator[Mention]:
    """Numbers behind a prefix of the partner's that was taught to stand for ours."""
    for theirs, ours in book.habits.prefixes.items():
        pattern = rf"(?<!\w){re.escape(theirs)}\s?-?(?P<number>\d{{3,12}})(?!\d)"
        for match in re.finditer(pattern, text, re.IGNORECASE):
            number = f"{ours}{match['number']}"
            fitting = (number,) if number in book.lines else book.ending_with(number)
            if len(fitting) == 1:
                how = "their own prefix, as taught"
                yield _with_line(text, match.start(), match.end(), fitting[0], book, how)
            else:
                doubt = f"{match[0]} is {len(fitting) or 'no'} open order(s) of this supplier"
                yield Mention(
                    match.start(), match.end(), match[0], "", doubt=doubt, choices=fitting
                )


def _on_papers(text: str, book: OrderBook) -> Iterator[Mention]:
    """Numbers of the supplier's own papers: the order, with its line where they are of one."""
    for one in spellings(text) if book.papers else ():
        lines = book.papers.get(one.plain, ())
        orders = tuple(dict.fromkeys(line.partition(":")[2].partition("/")[0] for line in lines))
        written = text[one.start : one.end]
        if len(orders) == 1:
            bound = lines if len(lines) == 1 else ()
            yield Mention(one.start, one.end, written, orders[0], bound, BY_THEIR_PAPER)
        elif orders:
            doubt = f"{written} is of {len(orders)} open orders"
            yield Mention(one.start, one.end, written, "", doubt=doubt, choices=orders)


def _with_line(text: str, start: int, end: int, order: str, book: OrderBook, how: str) -> Mention:
    order = next((one for one in book.lines if one.lower() == order.lower()), order)
    suffix = _SUFFIX.match(text, end)
    line = book.line_object(order, suffix[1]) if suffix and suffix[1] else ""
    if line and suffix:
        return Mention(
            start, suffix.end(), text[start : suffix.end()], order, (line,), "order and line"
        )
    return Mention(start, end, text[start:end], order, (), how)


def _short(text: str, match: re.Match[str], book: OrderBook) -> Iterator[Mention]:
    """A number that is no order in full: the end of one, or one digit wrong."""
    number = match["number"].lower().removeprefix("po").lstrip("-")
    start, end = match.span("number")
    cued = match["cue"] is not None or match["number"].lower().startswith("po")
    if not cued and (len(number) < 5 or not _stands_alone(text, start, end)):
        return
    matching = book.ending_with(number)
    if len(matching) == 1:
        yield _with_line(text, start, end, matching[0], book, "short form of the number")
    elif matching:
        doubt = f"{number} is the end of {len(matching)} open orders"
        yield Mention(start, end, text[start:end], "", doubt=doubt, choices=matching)
    elif near := book.nearly(number):
        doubt = f"{number} is no order of this supplier; one digit may be wrong"
        yield Mention(start, end, text[start:end], "", doubt=doubt, choices=near)
    elif cued and len(number) >= 5 and book.lines and match["cue"] and _names_order(match["cue"]):
        yield Mention(
            start, end, text[start:end], "", doubt=f"{number} is no open order of this supplier"
        )


def _names_order(cue: str) -> bool:
    return not cue.lower().endswith("ref")


def _stands_alone(text: str, start: int, end: int) -> bool:
    """No part of an amount, a date or a code, and no quantity."""
    before, after = text[max(0, start - 1) : start], text[end : end + 8]
    return not re.match(r"[\w.,/'+-]", before) and not re.match(
        r"[.,]\d|\s?(?:pcs?|pieces|stk|stück|kg|eur|usd|%|ctn|plt|units|pçs|pz|st\b|adet)",
        after,
        re.IGNORECASE,
    )


def _lines(text: str, book: OrderBook, orders: list[Mention], context: str) -> list[Mention]:
    found = []
    for match in _LINE.finditer(text):
        order = _order_at(text, match.start(), match.end(), orders, context)
        numbers = [match["first"], *re.findall(r"\d{1,4}", match["more"])]
        order = order or _only_order(book, numbers)
        lines = [book.line_object(order, number) for number in numbers]
        kept = list(dict.fromkeys(line for line in lines if line))
        end = match.end() if all(lines) else match.end("first")
        written = text[match.start() : end]
        if lines[0]:
            found.append(
                Mention(match.start(), end, written, order, tuple(kept), "line of the order")
            )
        elif order and not re.fullmatch(r"(?:l|第)\W*\d+", written, re.IGNORECASE):
            doubt = f"order {order} has no line {numbers[0]}"
            found.append(Mention(match.start(), end, written, order, doubt=doubt))
    for match in _LINE_AFTER.finditer(text):
        order = _order_at(text, match.start(), match.end(), orders, context)
        line = book.line_object(order, match[1])
        if line:
            found.append(
                Mention(match.start(), match.end(), match[0], order, (line,), "line of the order")
            )
    return found


def _only_order(book: OrderBook, numbers: list[str]) -> str:
    """The one open order there is, if it has these lines."""
    having = [one for one in book.lines if all(book.line_object(one, number) for number in numbers)]
    return having[0] if len(book.lines) == 1 and having else ""


def _order_at(text: str, start: int, end: int, orders: list[Mention], context: str) -> str:
    """The order a line belongs to: named right behind it, else before it, else from before."""
    behind = next((one for one in orders if one.start >= end), None)
    if behind is not None:
        between = re.sub(
            r"(?i)(?:p\.?o\.?|order|bestellung|commande|pedido|ordine|beställning)[\s.:#]{0,3}(?:no|nr)?[\s.:#]{0,2}$",
            "",
            text[end : behind.start][-40:],
        )
        if len(text[end : behind.start]) < 40 and _JOINED.fullmatch(between):
            return behind.order
    before = [one for one in orders if one.end <= start]
    return before[-1].order if before else context


def _items(
    text: str,
    book: OrderBook,
    named: tuple[list[Mention], list[Mention]],
    told: str,
    context: str,
) -> list[Mention]:
    """Items in their order; `told` is the order from before of which lines were named there."""
    names = [*((item, item) for item in book.items()), *sorted(book.habits.items.items())]
    found = [
        _item(match, item if name != item else "", ITEM_ON_ORDER if name == item else ITEM_TAUGHT)
        for name, item in names
        if len(name) >= 3 and any(char.isdigit() for char in name)
        for match in _set_so(name, text, re.IGNORECASE)
    ]
    found += [
        _item(match, item, ITEM_ON_ORDER)
        for name, item in sorted(book.spelled.items())
        if any(char.isdigit() for char in name)
        for match in _set_so(name, text)
        if " " not in name or _stands_alone(text, *match.span())
    ]
    orders, bound = named[0], [*named[0], *named[1]]
    for one in sorted(found):
        order = _order_at(text, one.start, one.end, orders, context)
        before = [each for each in bound if each.end <= one.start]
        anew = any(each in orders for each in before)
        spoken = any(each.lines and each.order == order for each in before)
        bound.append(_on_order(one, order, spoken or (order == told and not anew), book))
    return [one for one in bound if one.item]


def _set_so(name: str, text: str, flags: int = 0) -> Iterator[re.Match[str]]:
    return re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w]|-\w)", text, flags)


def _item(match: re.Match[str], means: str, how: str) -> Mention:
    return Mention(match.start(), match.end(), match[0], "", how=how, item=True, means=means)


def _on_order(one: Mention, order: str, spoken: bool, book: OrderBook) -> Mention:
    """The item bound to its line of the order; where it is on none of it, to its line of another.

    An item right behind an order that it is not on contradicts it and is asked about. Once lines
    of the order were `spoken` of, it is the next thing the letter speaks of.
    """
    item = one.means or one.as_written
    lines = book.with_item(item, [order] if order else book.orders_of_items())
    elsewhere = () if lines else book.with_item(item, book.orders_of_items())
    lines = lines or elsewhere
    choices = tuple(line.partition(":")[2] for line in lines)
    doubt = ""
    if elsewhere and not spoken:
        doubt = f"{one.as_written} is not on order {order}"
    elif len(elsewhere) > 1:
        doubt = f"{one.as_written} stands on {len(elsewhere)} open lines"
    if doubt or len(lines) != 1:
        return one._replace(order="" if doubt else order, doubt=doubt, choices=choices)
    return one._replace(order=choices[0].partition("/")[0], lines=lines, choices=choices)

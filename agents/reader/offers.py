"""Riders of a delay: cost shares, surcharges, part deliveries offered, substitutes with a price."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from agents.reader.delays import News
from agents.reader.denied import given_up, refused, wished
from agents.reader.notebook import Notebook
from agents.reader.passages import clauses
from agents.reader.scopes import Scope
from agents.reader.sizes import amounts, recipe_of
from domain.numberwords import FoundNumber, percentages, prices
from domain.ports import Reads
from domain.reading import Question
from domain.words import lexicon

_TOKEN = re.compile(r"(?<![\w.-])[A-Za-z0-9]{1,12}(?:[-./][A-Za-z0-9]{1,12}){0,5}(?![\w])")
_FAMILY = re.compile(r"(?<![\w-])[A-Z]{2,8}(?![\w])")

_NONE = re.compile(r"(?i)\b(?:no|without|kein\w*|ohne|sans|sin|sem|senza)\b")
#: A price is of the size on record when it is between these times it.
_LEAST, _MOST = Decimal("0.2"), Decimal(5)


def read_offers(found: list[Scope], news: News, notes: Notebook, reads: Reads) -> None:
    """States the offers and riders of every scope."""
    for whole in found:
        for scope in _parts(whole):
            _cost_share(scope, news, notes)
            _surcharge(scope, news, notes)
            _partial(scope, news, notes)
        _substitute(whole, notes, reads)


def _parts(scope: Scope) -> Iterator[Scope]:
    for clause in clauses(scope.passage):
        low = clause.start - scope.passage.start
        yield scope._replace(passage=clause, masked=scope.masked[low : low + len(clause.text)])


def _cost_share(scope: Scope, news: News, notes: Notebook) -> None:
    cue = lexicon("cue")
    shares = percentages(scope.masked, notes.sender.decimal)
    if not cue.has(scope.masked, "cost_share") or len(shares) != 1:
        return
    own = scope.masked[scope.masked.rfind(", ", 0, shares[0].start) + 1 :]
    if cue.has(own, "ask"):  # `please arrange, half of the cost is for us` asks for no share
        return
    if refused(scope.masked):
        return
    about = _line_or_order(scope, news)
    _state(about, "cost_share_pct", "percent_words", scope, shares[0], notes)


def _line_or_order(scope: Scope, news: News) -> str:
    """The line named; the one spoken of before where it alone comes at another time."""
    late = tuple(about for about, line in news.items() if line.lots)
    if len(scope.lines) == 1 and (scope.named or scope.lines == late):
        return scope.lines[0]
    return f"purchase_orders:{scope.order}" if scope.order else "mail"


def _surcharge(scope: Scope, news: News, notes: Notebook) -> None:
    rates = percentages(scope.masked, notes.sender.decimal)
    named = [hit for hit in lexicon("cue").find(scope.masked) if hit.code == "surcharge"]
    if (
        not named
        or _NONE.search(scope.masked)
        or given_up(scope.masked)
        or len(rates) != 1
        or wished(scope.masked, rates[0].start)
    ):
        return
    for about in _surcharged(scope, news, notes):
        _state(about, "surcharge_pct", "percent_words", scope, rates[0], notes)


def _surcharged(scope: Scope, news: News, notes: Notebook) -> list[str]:
    """Lines of the item or family named (`all HSG lots`); the mail as a whole otherwise."""
    if scope.named and scope.lines:
        return list(scope.lines)
    families = {word.upper() for word in _FAMILY.findall(scope.passage.text)}
    lines = []
    for about in news:
        row = notes.book.row(about)
        item = row.text("item_id").upper() if row else ""
        if item and (item in families or item.partition("-")[0] in families):
            lines.append(about)
    return lines or ["mail"]


def _partial(scope: Scope, news: News, notes: Notebook) -> None:
    """A part offered earlier: of the line spoken of, else of the only one that comes later."""
    cue = lexicon("cue")
    if not (cue.has(scope.masked, "partial") and cue.has(scope.masked, "offered")):
        return
    late = [about for about, line in news.items() if line.lots and not line.states]
    lines = scope.lines
    if not (len(lines) == 1 and lines[0] in late) and len(late) == 1 and not scope.named:
        lines = (late[0],)
    row = notes.book.row(lines[0]) if len(lines) == 1 else None
    if row is None:
        return
    sizes = amounts(scope, notes.sender, row)
    if len(sizes) == 1:
        recipe, arguments = recipe_of(sizes[0], notes.sender)
        base = scope.passage.start
        span = notes.span(scope.passage.part, base + sizes[0].start, base + sizes[0].end)
        notes.state(lines[0], "offered_partial_qty", recipe, span, arguments)


def _substitute(scope: Scope, notes: Notebook, reads: Reads) -> None:
    cues = [hit for hit in lexicon("cue").find(scope.masked) if hit.code == "substitute"]
    if not cues or len(scope.lines) != 1:
        return
    about, text, base = scope.lines[0], scope.passage.text, scope.passage.start
    row = notes.book.row(about)
    own = row.text("item_id") if row else ""
    for match in _TOKEN.finditer(text):
        code = match[0]
        if not any(char.isdigit() for char in code) or match.end() <= cues[0].start:
            continue
        span = notes.span(scope.passage.part, base + match.start(), base + match.end())
        if reads.row("items", code) is not None and code != own:
            given = {"object": f"items:{code}", "name": code}
            as_written = span.quote == code  # else it stands there in small letters
            recipe = ("row_key", {"table": "items"}) if as_written else ("named", given)
            notes.state(about, "substitute_item", recipe[0], span, recipe[1])
            _substitute_price(scope, match.end(), notes)
            return
        if match.start() - cues[0].end <= 4 and len(code) >= 4:
            notes.ask(
                Question(
                    about="substitute_item",
                    object=about,
                    of=notes.sender.object,
                    text=f"{code!r} is no item on record: which item is offered instead?",
                    slot="substitute_item",
                    span=span,
                )
            )
            return


def _substitute_price(scope: Scope, after: int, notes: Notebook) -> None:
    """The price in the sender's notation, or in the other one where only that is of the size on
    record: `1.275` may be either."""
    usual = notes.sender.decimal
    for mark in (usual, "." if usual == "," else ","):
        found = [one for one in prices(scope.masked, mark) if one.start >= after]
        if len(found) != 1:
            return
        if _fits(found[0], scope.lines[0], notes):
            _state(scope.lines[0], "unit_price", "price_words", scope, found[0], notes, mark)
            return
    notes.notes.append(f"{found[0].raw!r} is not of the size of the price on record: left out")


def _fits(one: FoundNumber, about: str, notes: Notebook) -> bool:
    row = notes.book.row(about)
    known = row.number("unit_price") if row else None
    if row is None or one.price is None or not known:
        return True
    price = one.price.money.amount / one.price.per
    return _LEAST < price * (row.number("price_per") or Decimal(1)) / known < _MOST


def _state(
    about: str,
    field: str,
    recipe: str,
    scope: Scope,
    one: FoundNumber,
    notes: Notebook,
    decimal: str = "",
) -> None:
    base = scope.passage.start
    span = notes.span(scope.passage.part, base + one.start, base + one.end)
    arguments = {"decimal": decimal or notes.sender.decimal}
    if one.quantity is not None and recipe == "quantity_words":
        arguments["unit"] = one.quantity.unit
    notes.state(about, field, recipe, span, arguments)

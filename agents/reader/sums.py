"""All sums of a letter, and stating one: in the paper's currency, in the paper's notation."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.entries import Entry, entries
from agents.reader.letter import Letter
from agents.reader.notation import Notation, notation_of
from agents.reader.phrases import Phrase, phrases
from agents.reader.readable import papers
from domain.evidence import Part
from domain.freight.codes import charge_code
from domain.freight.kinds import kind_of_charge
from domain.numberwords import currency_codes
from domain.reading import Statement


def sums(letter: Letter) -> list[Entry]:
    """Every sum of the letter's papers, in order."""
    found: list[Entry] = []
    for part in papers(letter):
        notation = notation_of(letter, part)
        found += entries(part, notation, _printed(part, notation))
    return found


def told(letter: Letter) -> Iterator[Phrase]:
    """Rows and sentences of all papers."""
    for part in papers(letter):
        yield from phrases(part)


def currency_for(letter: Letter, one: Entry, about: str) -> str:
    """The currency of a sum: its own, the one its phrase, part or letter has; else on record.

    Empty when several could be meant.
    """
    if one.amount.currency:
        return one.amount.currency
    cells = currency_codes(one.phrase.text) if one.phrase.row else set()
    if len(cells) == 1:
        return cells.pop()
    every = [each for each in sums(letter) if each.amount.currency]
    part = [each for each in every if each.phrase.part.name == one.phrase.part.name]
    near = [each for each in part if each.phrase == one.phrase]
    for group in (near, part, every):
        codes = {each.amount.currency for each in group}
        if codes:
            return codes.pop() if len(codes) == 1 else ""
    printed = currency_codes(" ".join(line.text for line in letter.lines()))
    return printed.pop() if len(printed) == 1 else currency_on_record(letter, about)


def currency_on_record(letter: Letter, about: str) -> str:
    """The currency the record has for an object; of several rows if all have the same."""
    table, _, key = about.partition(":")
    if table == "payments":
        rows = list(letter.reads.rows("payments", payment_id=key))
    else:
        row = letter.row(about)
        rows = [row] if row else []
    codes = {row.text("currency") for row in rows} - {""}
    return codes.pop() if len(codes) == 1 else ""


def arguments_for(letter: Letter, one: Entry, about: str) -> dict[str, str]:
    """Arguments of the recipes that read a sum."""
    notation = notation_of(letter, one.phrase.part)
    return notation.numbers | {"currency": currency_for(letter, one, about)}


def state_sum(
    letter: Letter, about: str, field: str, one: Entry, sign: str = ""
) -> Statement | None:
    """States the sum; `sign` as in the recipe `amount_words`."""
    arguments = arguments_for(letter, one, about)
    if sign:
        arguments["sign"] = sign
    code = charge_code(one.before) if field.startswith("charge_amount:") else ""
    if code and kind_of_charge(code) == field.partition(":")[2]:
        arguments["charge"] = code  # which of its kind: a BAF among surcharges
    return letter.state(about, field, "amount_words", one.where, arguments)


def _printed(part: Part, notation: Notation) -> str:
    """The one currency the part names: what a lone mark in it means hangs on that."""
    plain = entries(part, notation)
    codes = {one.amount.currency for one in plain} - {""}
    return codes.pop() if len(codes) == 1 else ""

"""Quantities in an answer: the one asked for and possible, what is made, what may be let go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from agents.reader.changes.split import clauses_of, goods, offered
from agents.reader.claims import Claim
from agents.reader.letter import Letter
from agents.reader.passages import Passage
from agents.reader.scopes import Scope
from agents.reader.term_claims import whole_decimal
from domain.numberwords import FoundNumber, bare_numbers, percentages
from domain.words import lexicon

#: Words for how many.
QUANTITY = re.compile(
    r"(?<!\w)(?:qty|quantity|menge|quantité|qté|cantidad|quantidade|quantità|kvantitet|antal|miktar\w{0,3}|ilość|hoeveelheid|aantal|数量)(?!\w)",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"->|=>|→|(?<!\w)(?:from|instead\sof|von|statt|auf|de|du|au\slieu\sde|en\slugar\sde|a|da|para|em\svez\sde|invece\sdi|från|till|"
    r"i\sstället\sför|yerine|z|do|zamiast|van|naar|改为|から)(?!\w)",
    re.IGNORECASE,
)


def possible(letter: Letter, unit: str, wanted: Decimal | None) -> Iterator[Claim]:
    """The quantity we asked for, where they say that they can; another where only that one can."""
    for scope in offered(letter):
        if wanted is None or not _can(scope.passage.text):
            continue
        sizes = goods(scope.masked, letter.sender.decimal, unit)
        for one in [one for one in sizes if one.quantity and one.quantity.n == wanted][-1:]:
            yield _claim(letter, scope.passage, "promised_qty", one, unit)


def _can(text: str) -> bool:
    if lexicon("change_answer").has(text, "refused"):
        return False
    return lexicon("change_answer").has(text, "accepted") or lexicon("cue").has(text, "offered")


def moved(letter: Letter, unit: str, known: Decimal | None) -> Iterator[Claim]:
    """`from 20000 to 24000 pcs`: beside the quantity on record the one it would become."""
    for scope in offered(letter):
        for clause in clauses_of(scope.passage):
            sizes = _numbers(letter, scope, clause, unit) if _FROM_TO.search(clause.text) else []
            united = all(one.raw[-1:].isalpha() for one in sizes)
            new = [one for one in sizes if _n(one, letter) != known]
            if len(sizes) == 2 and len(new) == 1 and (united or QUANTITY.search(clause.text)):
                yield _claim(letter, clause, "promised_qty", new[0], unit)


def _numbers(letter: Letter, scope: Scope, clause: Passage, unit: str) -> list[FoundNumber]:
    """Numbers of a clause, with the goods' unit or without one, each once."""
    low = clause.start - scope.passage.start
    masked = scope.masked[low : low + len(clause.text)]
    decimal = letter.sender.decimal
    sizes = {one.start: one for one in bare_numbers(masked, decimal, unit)}
    sizes |= {one.start: one for one in goods(masked, decimal, unit)}
    return list(sizes.values())


def _n(one: FoundNumber, letter: Letter) -> Decimal | None:
    raw = re.sub(r"[^\d.,].*$", "", one.raw)
    again = bare_numbers(raw, whole_decimal(raw, letter.sender.decimal), "PCS")
    size = again[0].quantity if again else one.quantity
    return size.n if size else None


def begun_or_free(letter: Letter, unit: str, ordered: Decimal | None) -> Iterator[Claim]:
    """Quantities that are made already, and those that may be cancelled at no cost."""
    for scope in offered(letter):
        for clause in clauses_of(scope.passage):
            for code, field in (("made", "promised_qty:made"), ("free", "promised_qty:cancelled")):
                if lexicon("made").has(clause.text, code):
                    yield from _one(letter, (scope, clause), field, unit, ordered)


def _one(
    letter: Letter,
    where: tuple[Scope, Passage],
    field: str,
    unit: str,
    ordered: Decimal | None,
) -> Iterator[Claim]:
    """The one quantity of a clause; `of 600 pcs 350 are made` says 350."""
    sizes = [
        one
        for one in _numbers(letter, *where, unit)
        if one.quantity and (one.quantity.n >= 10 or one.raw[-1:].isalpha())
    ]
    if len(sizes) > 1:
        sizes = [one for one in sizes if _n(one, letter) != ordered]
    if len(sizes) == 1:
        yield _claim(letter, where[1], field, sizes[0], unit)


def _claim(letter: Letter, passage: Passage, field: str, one: FoundNumber, unit: str) -> Claim:
    arguments = {"decimal": whole_decimal(one.raw, letter.sender.decimal), "unit": unit}
    start, end = passage.start + one.start, passage.start + one.end
    return Claim(field, "quantity_words", passage.part, start, end, arguments)


def cancellation_share(letter: Letter) -> Iterator[Claim]:
    """The share of the price asked for what is cancelled: the one percentage of such a letter."""
    found = [
        (scope.passage, one)
        for scope in offered(letter)
        for one in percentages(scope.masked, letter.sender.decimal)
        if any(char.isdigit() for char in one.raw)
    ]
    if len({one.quantity.n for _, one in found if one.quantity}) != 1:
        return
    for passage, one in found[:1]:
        start, end = passage.start + one.start, passage.start + one.end
        arguments = {"decimal": letter.sender.decimal}
        yield Claim(
            "cost_share_pct:cancellation", "percent_words", passage.part, start, end, arguments
        )

"""Unit prices in an offer: each with the quantity it holds for, told from sums and charges."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from agents.reader.claims import Claim
from agents.reader.passages import Passage
from agents.reader.term_claims import whole_decimal, without_codes
from domain.measurewords import PACKED
from domain.numberwords import FoundNumber, bare_numbers, prices, quantities
from domain.quantity import Quantity, unit_name
from domain.reading import PriceStated
from domain.record import Row
from domain.terms.found import said
from domain.words import lexicon

_ELSE = re.compile(
    r"[;]\s|\n|\.\s|,?\s(?:else|otherwise|sonst|ansonsten|andernfalls|sinon|autrement|si\sno|de\slo\scontrario|"
    r"en\scaso\scontrario|altrimenti|annars|aksi\shalde|aksi\stakdirde|caso\scontrário|senão|inaczej|anders)(?=[\s,:])",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"(?:<|(?<!\w)(?:less\sthan|below|under|fewer\sthan|unter|weniger\sals|moins\sde|en\sdessous\sde|menos\sde|"
    r"inferior(?:es)?\sa|por\sdebajo\sde|meno\sdi|inferior[ei]\sai?|sotto(?:\si)?|abaixo\sde|mindre\sän|mniej\sniż|poniżej|minder\sdan|"
    r"up\sto|bis\szu|jusqu['’]à|hasta|até|fino\sai?|upp\still|en\sfazla|do|inférieure?s?\sà|kleiner\s(?:als)?))\s{0,2}$",
    re.IGNORECASE,
)
_MINIMUM = re.compile(rf"(?<!\w)(?:{said('moq')})(?!\w)[^\d\n.;]{{0,14}}$", re.IGNORECASE)
_BELOW_BEHIND = re.compile(r"^['’]?\w{0,3}\s{0,2}(?:altında|az|以下|未満|以内)", re.IGNORECASE)
_ARROW = re.compile(
    r"(?:=>|->|→|⇒|=|:|@|(?<!\w)(?:it\sis|it['’]s|it\swould\sbe|is|quantity|qty|then|dann|sind\ses|c['’]est|son|serían|sarebbe|è|são|seria|price|preis|prix|precio|preço|prezzo|pris|fiyat|cena|prijs|at|zu|à|a|por)\s{0,2}:?)\s{0,3}$",
    re.IGNORECASE,
)
_PER = re.compile(
    r"/|(?<=[\d\s€$£¥])(?:per|pro|je|par|por|al|för|each|ea|a)(?:\s|$)", re.IGNORECASE
)
#: A number of days, weeks or months is no price.
_DAYS = re.compile(
    r"\s?(?:d|day|days|week|weeks|month|months|gg|giorni|settiman\w|mesi|tage|tagen|woche\w?|monate?|jours?|semaines?|mois|"
    r"d[ií]as?|semanas?|mes(?:es)?|dagar|veckor|gün|hafta|ay|dni|tygodni\w?|dagen|weken|net|netto|netos?)(?!\w)|\s?[天日周週月]",
    re.IGNORECASE,
)
#: A price for a unit nobody knows: `EUR 12 per bundle`.
_LOOSE = re.compile(r"(?:/|\s(?:per|pro|je|par|por|al|för))\s?$", re.IGNORECASE)
_PRICE_WORD = re.compile(
    r"(?<!\w)(?:price|prices|preis|preise|\w{0,8}preis|prix|precio|precios|preço|prezzo|pris|priset|\w{0,6}fiyat\w{0,4}|cena|prijs|单价|价格|単価)(?!\w)",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"(?<![\w.,])\d{1,3}(?:[.,]?\d{3})*(?:\+|(?=\s(?:up|upwards|and\sup|and\sabove|and\smore|or\smore|or\sabove|plus|et\splus|ou\splus|y\smás|o\smás|ou\smais|e\soltre|o\spiù|eller\sfler|und\smehr|oder\smehr|ve\süzeri|i\swięcej|lub\swięcej|of\smeer)(?!\w)))",
    re.IGNORECASE,
)
_WEIGHTS = frozenset({"G", "KG", "T", "LB"})
_LOOK = 36


class Known(NamedTuple):
    """What the record holds of a line's price: amount for `per` of `unit`; amount 0 is unknown."""

    amount: Decimal
    per: Decimal
    currency: str
    unit: str


def known_price(row: Row) -> Known:
    """What the record holds of a request's line."""
    return Known(
        amount=row.number("quoted_price") or Decimal(0),
        per=row.number("price_per") or Decimal(1),
        currency=row.text("currency"),
        unit=unit_name(row.text("uom") or "PCS"),
    )


class Price(NamedTuple):
    """A price found, and whether its words name the quantity it is for."""

    claim: Claim
    stated: PriceStated


def price_claims(
    passage: Passage,
    known: Known,
    decimal: str,
    last: PriceStated | None = None,
    strict: bool = False,
) -> Iterator[Claim]:
    """Unit prices of a passage; a piece of it may hold one price, or several with quantities.

    `last` is the price said before: a number alone may be one beside it. `strict`: an amount is a
    price only for a unit, or behind a word for price.
    """
    for start, end in _pieces(passage.text, decimal):
        piece = Passage(passage.part, passage.start + start, passage.start + end)
        found = [
            one for one in _prices(piece, known, decimal) if not strict or _is_price(one.claim)
        ]
        if not found and last is not None:
            found = list(_bare(piece, last, decimal))
        last = found[-1].stated if found else last
        yield from _sized(piece, found, known, decimal)


def _pieces(text: str, decimal: str) -> list[tuple[int, int]]:
    """Cut where an alternative begins, and at the comma between two prices."""
    cuts = {0, len(text), *(match.start() + 1 for match in _ELSE.finditer(text))}
    for one, other in itertools.pairwise(prices(text, decimal)):
        comma = re.search(r"[,/](?=\s)(?!.*[,/]\s)", text[one.end : other.start], re.DOTALL)
        cuts |= {one.end + comma.end()} if comma else set()
    return [(a, b) for a, b in itertools.pairwise(sorted(cuts)) if text[a:b].strip()]


def _prices(piece: Passage, known: Known, decimal: str) -> Iterator[Price]:
    for one in prices(without_codes(piece.text), decimal):
        loose = _LOOSE.search(one.raw) and piece.text[one.end : one.end + 2].strip()[:1].isalpha()
        if loose or is_charge(piece.text, one.start) or one.price is None:
            continue
        price = _read(piece, one, known, decimal)
        if price is not None and not _is_packing(price.stated.unit, known.unit):
            yield price


def _is_packing(unit: str, known: str) -> bool:
    """Whether a price is for a pallet or a carton of goods that are counted otherwise: a charge."""
    return unit != known and unit in PACKED


def is_charge(text: str, at: int) -> bool:
    """Whether the words right before an amount say that it is a charge or a sum, no price."""
    before = text[max(0, at - _LOOK) : at]
    return lexicon("order_charge").has(re.split(r"[,;]", before)[-1])


def _is_price(claim: Claim) -> bool:
    text = claim.part.text
    before = re.split(r"[,;\n]|\.\s", text[max(0, claim.start - 60) : claim.start])[-1]
    return bool(_PER.search(claim.words) or _PRICE_WORD.search(before))


def _read(piece: Passage, one: FoundNumber, known: Known, decimal: str) -> Price | None:
    """The price in the notation and for the quantity that the record makes plausible."""
    said = bool(_PER.search(one.raw.replace("per cent", "")))
    for mark in (decimal, "." if decimal == "," else ","):
        for extra in _readings(said, known):
            arguments = {"decimal": mark} | extra
            claim = _claim(piece, one.start, one.end, arguments)
            value = claim.value
            if isinstance(value, PriceStated) and fits(value, known):
                return Price(claim, value)
        if not known.amount:
            break
    return None


def _readings(said: bool, known: Known) -> list[dict[str, str]]:
    if said:
        return [{}]
    one = {"unit": known.unit}
    return [one, one | {"per": format(known.per, "f")}] if known.per != 1 else [one]


def per_base(price: PriceStated) -> Decimal:
    """The price of one unit."""
    return price.money.amount / price.per


def fits(price: PriceStated, known: Known) -> bool:
    """Whether the price is of the size the record knows, in its currency; any where it has none."""
    if not known.amount:
        return True
    if price.money.currency != known.currency:
        return True  # nothing to compare with
    ratio = per_base(price) / (known.amount / known.per)
    return Decimal("0.2") < ratio < Decimal(5)


def _claim(piece: Passage, start: int, end: int, arguments: dict[str, str]) -> Claim:
    base = piece.start
    return Claim("unit_price", "unit_price", piece.part, base + start, base + end, arguments)


def _bare(piece: Passage, last: PriceStated, decimal: str) -> Iterator[Price]:
    """A number that stands where a price would, of the size of the price before: its currency's."""
    for mark in (decimal, "." if decimal == "," else ","):
        for one in bare_numbers(without_codes(piece.text), mark, "T"):
            near = one.quantity and Decimal("0.5") < one.quantity.n / last.money.amount < 2
            if (
                not near
                or _DAYS.match(piece.text, one.end)
                or not _ARROW.search(piece.text[max(0, one.start - 16) : one.start])
            ):
                continue
            arguments = {"decimal": mark, "ccy": last.money.currency, "unit": last.unit}
            arguments["per"] = format(last.per, "f")
            claim = _claim(piece, one.start, one.end, arguments)
            value = claim.value
            if isinstance(value, PriceStated):
                yield Price(claim, value)
                return


def _sized(piece: Passage, found: list[Price], known: Known, decimal: str) -> Iterator[Claim]:
    """Each price with its quantity: one for all, or as many as there are prices, in order."""
    sizes = _sizes(piece, found, known, decimal)
    if len(found) == 1:
        sizes = [one for one in sizes if one is not None]
        size = sizes[0] if len(sizes) == 1 else None
        yield found[0].claim._replace(for_qty=size)
    elif len(found) == len(sizes):
        for price, each in zip(found, sizes, strict=True):
            yield price.claim._replace(for_qty=each)
    elif len({price.claim.text for price in found}) == 1:
        yield found[0].claim


def _sizes(piece: Passage, found: list[Price], known: Known, decimal: str) -> list[Quantity | None]:
    """Quantities of the goods beside the prices; None for `less than` so many."""
    sizes: list[Quantity | None] = []
    counted = quantities(piece.text, decimal)
    priced = [(one.claim.start - piece.start, one.claim.end - piece.start) for one in found]
    counted = [one for one in counted if not any(a <= one.start < b for a, b in priced)]
    for one in counted or _from_so_many(piece.text, known):
        at = piece.start + one.start
        in_price = any(each.claim.start <= at < each.claim.end for each in found)
        if in_price or one.quantity is None or not _same_kind(one.quantity.unit, known.unit):
            continue
        if _MINIMUM.search(piece.text[max(0, one.start - 32) : one.start]):
            continue
        below = _BELOW.search(piece.text[max(0, one.start - 24) : one.start])
        below = below or _BELOW_BEHIND.match(piece.text[one.end : one.end + 12])
        sizes.append(None if below else _counted(one, decimal))
    return sizes


def _from_so_many(text: str, known: Known) -> list[FoundNumber]:
    """`qty 2,500 up`, `for 1,000+`, `ab 500`: so many of the goods without their unit."""
    return [
        one
        for match in _FROM.finditer(text)
        for one in bare_numbers(match[0].rstrip("+"), whole_decimal(match[0], "."), known.unit)
        for one in [one.model_copy(update={"start": match.start(), "end": match.end()})]
    ]


def _same_kind(unit: str, known: str) -> bool:
    return unit_name(unit) == known or {unit_name(unit), known} <= _WEIGHTS


def _counted(one: FoundNumber, decimal: str) -> Quantity | None:
    mark = whole_decimal(one.raw, decimal)
    again = quantities(one.raw, mark if one.quantity and one.quantity.unit == "PCS" else decimal)
    return again[0].quantity if again else one.quantity

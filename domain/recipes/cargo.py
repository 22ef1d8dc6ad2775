"""Cargo and transport: measures, sums of lots, moments at a place, temperatures, whose fault."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from domain.dates import DateSpan
from domain.datewords import find_dates
from domain.errors import Refused
from domain.measurewords import measures
from domain.money import Money
from domain.numberwords import bare_numbers, number, quantities
from domain.quantity import Quantity
from domain.reading import CodeStated, DateStated, MoneyStated, QuantityStated, Stated
from domain.recipes.plain import when_of
from domain.recipes.registry import recipe
from domain.words import lexicon

#: A time of day as people of transport write it: `1800LT`, `12:00`, `1130p`, `7a`, `7 am`.
CLOCK = re.compile(
    r"(?<![\w:.,/-])(?:(\d{1,2})(?:[:.h]|\sh\s?)(\d{2})\s?([ap])?m?|(\d{2})(\d{2})(?!\s?[ap]\b)|"
    r"(\d{1,4})\s?([ap])m?|(noon|midday|mittags?|midi|mediodía|mediodia|meio-?\s?dia|mezzogiorno|öğlen|öğle|południe|południa|middag|kl\.\s?tolv|中午|正午)|"
    r"(\d{1,2})(?=\s(?:this\s(?:afternoon|evening)|tonight|in\sthe\safternoon))|"
    r"(\d{1,2})(?=\s?(?:uhr|hs?|horas|heures|saat|godz|[时時点])(?!\w)))"
    r"\s?(?:lt|hrs|hr|uhr|h)?(?![\w:./-]\d|\w)",
    re.IGNORECASE,
)

#: Whose a cause on the way is.
_PARTIES = {
    "breakdown": "carrier",
    "congestion": "carrier",
    "roll": "carrier",
    "transport space": "carrier",
    "weather": "force majeure",
    "exam": "customs",
    "labour": "carrier",
}


@recipe
def measure_words(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one measure of the unit `unit`, or the one measure there is."""
    units = [arguments["unit"]] if arguments.get("unit") else []
    found = measures(quote, arguments.get("decimal", "."), units)
    if len(found) != 1 or found[0].quantity is None:
        raise Refused(f"{quote!r} does not state one measure")
    return QuantityStated(quantity=found[0].quantity)


@recipe
def bare_measure(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one number of the words, in the unit that stands elsewhere (argument `unit`)."""
    found = bare_numbers(quote, arguments.get("decimal", "."), arguments["unit"])
    if len(found) != 1 or found[0].quantity is None or not found[0].sure:
        raise Refused(f"{quote!r} does not state one number")
    return QuantityStated(quantity=found[0].quantity)


@recipe
def sum_of_lots(quote: str, arguments: Mapping[str, str]) -> Stated:
    """`100 pcs + 20 pcs`, `100 + 20 pcs`: the sum of quantities of one unit."""
    decimal = arguments.get("decimal", ".")
    last = [one.quantity.unit for one in quantities(quote, decimal) if one.quantity]
    if len(last) == 1:
        quote = re.sub(r"^(\d[\d.,]*)(?=\s?[+&]\s?\d)", rf"\1 {last[0]}", quote)
    found = [one.quantity for one in quantities(quote, decimal) if one.sure]
    units = {one.unit for one in found if one is not None}
    if len(found) < 2 or len(units) != 1:
        raise Refused(f"{quote!r} is no sum of one unit")
    total = sum(one.n for one in found if one is not None)
    return QuantityStated(quantity=Quantity(n=number(str(total), "."), unit=units.pop()))


@recipe
def moment_words(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The day of the words with the time of day `time` that stands beside it.

    Arguments as for `date_words`; `pick` where the day has several readings. The zone `tz` is
    that of the place of the event.
    """
    when = when_of(arguments)
    clocks = [one for one in CLOCK.finditer(quote) if clock_of(one) == arguments["time"]]
    for one in clocks:
        rest = quote[: one.start()] + " " * len(one[0]) + quote[one.end() :]
        found = [
            each for each in find_dates(rest, when) or find_dates(quote, when) if each.readings
        ]
        if len(found) == 1 and (not found[0].ambiguous or "pick" in arguments):
            return DateStated(span=found[0].readings[int(arguments.get("pick", "0"))])
    raise Refused(f"{quote!r} does not state one day with {arguments['time']}")


@recipe
def clock_words(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The time of day `time`, which must stand in the words."""
    wanted = arguments["time"]
    if any(clock_of(one) == wanted for one in CLOCK.finditer(quote)):
        return CodeStated(text=wanted)
    raise Refused(f"{quote!r} does not state {wanted}")


@recipe
def iso_moment(quote: str, arguments: Mapping[str, str]) -> Stated:
    """A day as ISO 8601 writes it."""
    day = date.fromisoformat(quote.strip()[:10])
    span = DateSpan.on(day, arguments.get("event", ""), arguments.get("tz", "UTC"))
    return DateStated(span=span)


@recipe
def temperature_words(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one temperature; a number without C or F is in the unit of the place (`unit`)."""
    found = re.findall(r"([-+−]?\d{1,3}(?:[.,]\d)?)\s?°?\s?([CF])?(?!\w)", quote, re.IGNORECASE)
    if len(found) != 1:
        raise Refused(f"{quote!r} does not state one temperature")
    text, unit = found[0]
    n = number(text.replace("−", "-").lstrip("+"), "." if "." in text else ",")
    return QuantityStated(quantity=Quantity(n=n, unit=(unit or arguments["unit"]).upper()))


@recipe
def cause_on_the_way(quote: str, arguments: Mapping[str, str]) -> Stated:
    """Whose the one cause named is, when a carrier or forwarder tells of it."""
    parties = {_PARTIES.get(hit.code, "") for hit in lexicon("mishap").find(quote)}
    if len(parties) != 1 or parties == {""}:
        raise Refused(f"{quote!r} does not say whose the cause is")
    return CodeStated(text=parties.pop())


def clock_of(match: re.Match[str]) -> str:
    """HH:MM of a `CLOCK` match, empty when it is no time of day."""
    if match[8]:
        return "12:00"
    if match[10]:  # `20 h`, `8 Uhr`
        return f"{int(match[10]):02}:00" if int(match[10]) < 24 else ""
    if match[9]:  # `4 this afternoon`
        return f"{int(match[9]) % 12 + 12}:00" if 1 <= int(match[9]) <= 12 else ""
    half = (match[3] or match[7] or "").lower()
    if match[6]:
        digits = match[6]
        hour, minute = int(digits[:-2] or 0), int(digits[-2:])
        if len(digits) < 3:
            hour, minute = int(digits), 0
    else:
        hour, minute = int(match[1] or match[4]), int(match[2] or match[5])
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


@recipe
def money_in(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one number of the words as a sum in `currency`, which stands elsewhere."""
    found = bare_numbers(quote, arguments.get("decimal", "."), "XXX")
    if len(found) != 1 or found[0].quantity is None:
        raise Refused(f"{quote!r} does not state one sum")
    return MoneyStated(money=Money(amount=found[0].quantity.n, currency=arguments["currency"]))

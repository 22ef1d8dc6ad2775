"""Dates, quantities, percentages, prices, codes and plain words as every family needs them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from domain.dates import DateSpan
from domain.datewords import FoundDate, When, find_dates
from domain.errors import Refused
from domain.numberwords import FoundNumber, bare_numbers, percentages, prices, quantities
from domain.quantity import Quantity
from domain.reading import CodeStated, DateStated, MoneyStated, QuantityStated, Stated
from domain.recipes.registry import recipe
from domain.words import lexicon

#: Whose fault a cause is; what may be anybody's is left out.
CAUSE_PARTIES = {
    "capacity": "supplier",
    "material": "supplier",
    "quality": "supplier",
    "tooling": "supplier",
    "labour": "supplier",
    "breakdown": "supplier",
    "weather": "force majeure",
}


def when_of(arguments: Mapping[str, str]) -> When:
    """How dates are to be understood: arguments reference, order, language, tz, event."""
    return When(
        reference=date.fromisoformat(arguments["reference"]),
        order=arguments.get("order", ""),
        language=arguments.get("language", ""),
        tz=arguments.get("tz", "UTC"),
        event=arguments.get("event", ""),
    )


@recipe
def date_words(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one date the words state; `pick` counts among its readings from 0.

    Without `pick` an ambiguous date is Refused. `time`, where given, must stand in the words.
    """
    found = _one_date(quote, when_of(arguments))
    if found.time != arguments.get("time", found.time):
        raise Refused("the words state another time of day")
    if found.later is not None or (found.ambiguous and "pick" not in arguments):
        raise Refused(f"{quote!r} alone does not say which day")
    return DateStated(span=found.readings[int(arguments.get("pick", "0"))])


@recipe
def later_than(quote: str, arguments: Mapping[str, str]) -> Stated:
    """So many days after `anchor`, a day or an interval `DAY..DAY`."""
    later = _one_date(quote, When(reference=date.min)).later
    if later is None:
        raise Refused(f"{quote!r} hangs on no other date")
    ends = [date.fromisoformat(part) for part in arguments["anchor"].split("..")]
    span = DateSpan(
        earliest=ends[0],
        latest=ends[-1],
        event=arguments.get("event", ""),
        tz=arguments.get("tz", "UTC"),
    )
    last = span.later_by(later.most).latest
    return DateStated(span=span.later_by(later.least).model_copy(update={"latest": last}))


@recipe
def relative_days(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The number of days itself, `10` or `7..13`."""
    later = _one_date(quote, When(reference=date(2000, 1, 1))).later
    if later is None:
        raise Refused(f"{quote!r} hangs on no other date")
    same = later.least == later.most
    return CodeStated(text=str(later.least) if same else f"{later.least}..{later.most}")


def _one_date(quote: str, when: When) -> FoundDate:
    found = find_dates(quote, when)
    if len(found) != 1:
        raise Refused(f"{quote!r} states {len(found) or 'no'} dates")
    if found[0].fault:
        raise Refused(f"{quote!r} is no day: {found[0].fault}")
    return found[0]


@recipe
def quantity_words(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one quantity; `unit` is that of a number that stands alone."""
    decimal = arguments.get("decimal", ".")
    found = quantities(quote, decimal) or bare_numbers(quote, decimal, arguments.get("unit", "PCS"))
    one = _one_number(quote, found)
    assert one.quantity is not None  # that is what these two find
    return QuantityStated(quantity=one.quantity)


@recipe
def percent_words(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one percentage."""
    one = _one_number(quote, percentages(quote, arguments.get("decimal", ".")))
    assert one.quantity is not None
    return QuantityStated(quantity=one.quantity)


@recipe
def given_up(quote: str, arguments: Mapping[str, str]) -> Stated:
    """No percentage at all: the words give up a charge that was announced."""
    if not lexicon("waived").has(quote):
        raise Refused(f"{quote!r} gives up no charge")
    return QuantityStated(quantity=Quantity(n=Decimal(0), unit="PCT"))


@recipe
def price_words(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one price."""
    one = _one_number(quote, prices(quote, arguments.get("decimal", ".")))
    assert one.price is not None
    return one.price


@recipe
def money_words(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one sum of money."""
    one = _one_number(quote, prices(quote, arguments.get("decimal", ".")))
    assert one.price is not None
    return MoneyStated(money=one.price.money)


def _one_number(quote: str, found: list[FoundNumber]) -> FoundNumber:
    if len(found) != 1 or not found[0].sure:
        raise Refused(f"{quote!r} does not state one number")
    return found[0]


@recipe
def code(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one code of the word list `list` that the words mean."""
    codes = {hit.code for hit in lexicon(arguments["list"]).find(quote)}
    if len(codes) != 1:
        raise Refused(f"{quote!r} means {len(codes) or 'none'} of {arguments['list']}")
    return CodeStated(text=codes.pop())


@recipe
def cause_party(quote: str, arguments: Mapping[str, str]) -> Stated:
    """Whose the cause is: ours where the sender waits for us or we were late, else by the cause."""
    if lexicon("line_state").has(quote, "waiting_on_us") or lexicon("our_lateness").has(quote):
        return CodeStated(text="us")
    causes = {hit.code for hit in lexicon("cause").find(quote)}
    parties = {CAUSE_PARTIES.get(one, "") for one in causes}
    if len(parties) != 1 or parties == {""}:
        raise Refused(f"{quote!r} does not say whose the cause is")
    return CodeStated(text=parties.pop())


@recipe
def row_key(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The row of `table` whose key the words are."""
    return CodeStated(text=f"{arguments['table']}:{quote.strip()}")


@recipe
def words(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The words themselves, with single blanks."""
    return CodeStated(text=" ".join(quote.split()))

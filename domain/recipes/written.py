"""Recipes for values as files write them: dates by their form, plain numbers, codes of a list.

Files of machines write each value in one way that is known beforehand, so a recipe takes the form
as an argument and refuses whatever is not written so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from domain.codes import meaning
from domain.dates import DateSpan
from domain.errors import Refused
from domain.money import Money
from domain.quantity import Quantity
from domain.reading import (
    CodeStated,
    DateStated,
    MoneyStated,
    PriceStated,
    QuantityStated,
    Stated,
)
from domain.recipes.registry import recipe
from domain.tradedoc import unmarked

#: Files write no thousands sign; a point or a comma is the decimal mark.
_NUMBER = re.compile(r"([+-]?)([0-9]{1,20})?(?:[.,]([0-9]{1,10})?)?(-?)")
#: Days outside are keying errors; time zones cannot even count the last ones.
_YEARS = range(1970, 2101)
#: Forms whose digits name a whole month or week.
_SIGNS = re.compile(r"%([YymdHMS])|(%%|.)", re.DOTALL)
_PERIODS = {"%Y%m": re.compile(r"\d{6}"), "%G%V": re.compile(r"\d{6}")}


@recipe
def form_date(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The day in the given `form`; a month, an ISO week or a range is an interval.

    Forms are written with `%Y %y %m %d %H %M %S` (`%G%V` for a week), with ` zone` behind them for
    a zone in letters and ` range` for two in a row; `%%` is a percent sign. `time`, where given,
    must be the time of day the words state.
    """
    text, form = _text(quote, arguments), arguments["form"]
    try:
        first, last, time = _days(text, form)
    except (ValueError, KeyError, OverflowError) as fault:
        raise Refused(f"{quote!r} is no date written {form}") from fault
    if first.year not in _YEARS or last.year not in _YEARS or last < first:
        raise Refused(f"{quote!r} is no day of our time")
    if time != arguments.get("time", time):
        raise Refused("the words state another time of day")
    return DateStated(
        span=DateSpan(
            earliest=first,
            latest=last,
            event=arguments.get("event", ""),
            tz=arguments.get("tz", "UTC"),
        )
    )


def time_of(text: str, form: str) -> str:
    """The time of day `HH:MM` in words of this form; empty when the form has none or none fits."""
    try:
        return _days(text, form)[2]
    except (ValueError, KeyError, OverflowError):
        return ""


def _days(text: str, form: str) -> tuple[date, date, str]:
    if form.endswith(" range"):
        digits = re.sub(r"[^0-9]", "", text)
        half, one = len(digits) // 2, form.removesuffix(" range")
        return _days(digits[:half], one)[0], _days(digits[half:], one)[1], ""
    if form.endswith(" zone"):
        return _days(text.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), form.removesuffix(" zone"))
    if form in _PERIODS:
        return _period(text, form)
    found = _fields(text, form)
    year = found["Y"] if "Y" in found else _century(found["y"])
    time = f"{found['H']:02}:{found['M']:02}" if "H" in found else ""
    if found.get("H", 0) > 23 or found.get("M", 0) > 59 or found.get("S", 0) > 59:
        raise ValueError(text)
    day = date(year, found["m"], found["d"])
    return day, day, time


def _fields(text: str, form: str) -> dict[str, int]:
    """The numbers in the text by their letter in the form; every other sign must be the same."""
    found: dict[str, int] = {}
    at = 0
    for letter, sign in _SIGNS.findall(form):
        width = 4 if letter == "Y" else 2 if letter else 1
        part, at = text[at : at + width], at + width
        if not letter and part != sign.replace("%%", "%"):
            raise ValueError(text)
        if letter:
            if len(part) != width or not (part.isascii() and part.isdecimal()):
                raise ValueError(text)
            found[letter] = int(part)
    if at != len(text) or not {"m", "d"} <= set(found) or ("H" in found) != ("M" in found):
        raise ValueError(text)
    return found


def _century(year: int) -> int:
    """Two digits are of this century up to 69, as POSIX has it."""
    return year + (2000 if year < 69 else 1900)


def _period(text: str, form: str) -> tuple[date, date, str]:
    if not _PERIODS[form].fullmatch(text):
        raise ValueError(text)
    year, number = int(text[:4]), int(text[4:])
    if form == "%G%V":
        monday = date.fromisocalendar(year, number, 1)
        return monday, monday + timedelta(days=6), ""
    following = date(year + number // 12, number % 12 + 1, 1)
    return date(year, number, 1), following - timedelta(days=1), ""


@recipe
def plain_number(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The number as a quantity of `unit`."""
    return QuantityStated(quantity=Quantity(n=_number(quote, arguments), unit=arguments["unit"]))


@recipe
def plain_money(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The number as a sum of `currency`; `sign` `-` turns it round."""
    amount = _number(quote, arguments)
    amount = -amount if arguments.get("sign") == "-" else amount
    return MoneyStated(money=Money(amount=amount, currency=arguments["currency"]))


@recipe
def plain_price(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The number as a price in `currency` for `per` of `unit`."""
    per = Decimal(arguments.get("per", "1"))
    if not per > 0:
        raise Refused(f"a price for {per} is none")
    money = Money(amount=_number(quote, arguments), currency=arguments["currency"])
    return PriceStated(money=money, per=per, unit=arguments["unit"])


@recipe
def coded(quote: str, arguments: Mapping[str, str]) -> Stated:
    """What the code means by the list `codes`; with `as`, what that list makes of the meaning."""
    meant = meaning(arguments["codes"], _text(quote, arguments))
    if meant and "as" in arguments:
        meant = meaning(arguments["as"], meant)
    if not meant:
        raise Refused(f"{quote!r} has no meaning in {arguments['codes']}")
    return CodeStated(text=meant)


@recipe
def coded_as_taught(quote: str, arguments: Mapping[str, str]) -> Stated:
    """What a partner means by `code` of the list `codes`: arguments codes, code, meant, taught.

    `taught` names the fact that holds the mapping; who checks the value looks that up again.
    """
    if _text(quote, arguments).upper() != arguments["code"]:
        raise Refused(f"{quote!r} is not the code {arguments['code']}")
    return CodeStated(text=arguments["meant"])


@recipe
def written(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The words as they stand; signs of the file in `between` become blanks."""
    text = _text(quote, arguments)
    for sign in arguments.get("between", ""):
        text = text.replace(sign, " ")
    return CodeStated(text=" ".join(text.split()))


def _text(quote: str, arguments: Mapping[str, str]) -> str:
    return unmarked(quote, arguments.get("marks", "")).strip()


def _number(quote: str, arguments: Mapping[str, str]) -> Decimal:
    """The number; without a decimal mark in it the last `decimals` digits stand behind one."""
    match = _NUMBER.fullmatch(_text(quote, arguments))
    if match is None or not (match[2] or match[3]) or (match[1] and match[4]):
        raise Refused(f"{quote!r} is no plain number")
    whole, behind = match[2] or "0", match[3] or ""
    number = Decimal(f"{whole}.{behind}" if behind else whole)
    if not re.search("[.,]", match[0]):
        number = number.scaleb(-int(arguments.get("decimals", "0")))
    return -number if "-" in (match[1], match[4]) else number


@recipe
def filed_terms(quote: str, arguments: Mapping[str, str]) -> Stated:
    """Terms of payment in a segment: `NET30` or `2/14 NET30` from X12 ITD, days from EDIFACT PAT.

    ITD has the discount in percent, its days and the days net in its elements 3, 5 and 7; PAT the
    days in the period of its third one (`5:3:D:30`).
    """
    text = _text(quote, arguments)
    if text.startswith("ITD"):
        cells = [one.strip() for one in text.split(text[3:4] or "*")]
        percent, early, net = ((cells[at] if at < len(cells) else "") for at in (3, 5, 7))
    else:
        match = _PAT.fullmatch(text)
        percent, early, net = "", "", match[1] if match else ""
    if not _DAYS.fullmatch(net):
        raise Refused(f"{quote!r} names no days of payment")
    discounted = _PERCENT.fullmatch(percent) and _DAYS.fullmatch(early) and early != "0"
    shown = percent.rstrip("0").rstrip(".") if "." in percent else percent
    return CodeStated(
        text=f"{shown}/{int(early)} NET{int(net)}" if discounted else f"NET{int(net)}"
    )


_DAYS = re.compile(r"[0-9]{1,3}")
_PERCENT = re.compile(r"0*[1-9][0-9]?(?:\.[0-9]{1,3})?")
_PAT = re.compile(r"PAT.{1,2}[13].{1,12}[^0-9A-Z]D[^0-9A-Z]([0-9]{1,3})[^0-9]{0,2}", re.DOTALL)

"""An import entry by the record: the base that duty is reckoned on, the duty, fees beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from domain.customs.duty import applying, duty, duty_rates_of
from domain.customs.fees import entry_fees
from domain.customs.value import Consignment, customs_value, regime_of, territory
from domain.quantity import Quantity
from domain.reckoning import Reckoning
from domain.record import Row
from domain.values import Value


class Good(Value):
    """One tariff number of an entry; `object` names it, `hs` is empty while it is not on record."""

    object: str
    hs: str
    carried: Consignment
    qty: Quantity | None = None


class Entry(Value):
    """One good as it is entered: its base with freight and insurance as the regime has it, and the
    duty on it. What is missing is said with who enters it."""

    object: str
    base: Reckoning
    duty: Reckoning


def entered(country: str, goods: Sequence[Good], tariffs: Sequence[Row], day: date) -> list[Entry]:
    """Each good by the regime of the country of import and the rates on record for that day.

    A rate with a condition (`without EUR.1`) is not taken while nobody says that it holds: which
    preference applies is trade compliance's to say. Nothing is due inside one customs territory,
    which the caller knows.
    """
    known, place = duty_rates_of(tariffs), territory(country)
    found = []
    for one in goods:
        base = customs_value(country, one.carried, day)
        fits = applying(known, place, one.hs, day, frozenset()) if one.hs else ()
        found.append(Entry(object=one.object, base=base, duty=duty(base, fits, one.qty)))
    return found


def fees_of(country: str, goods: Iterable[Good], mode: str, day: date) -> Reckoning:
    """The fees of one entry of all these goods, in the currency of their prices."""
    prices = [one.carried.price for one in goods]
    whole = sum(prices[1:], start=prices[0])
    return entry_fees(territory(country), whole, mode, day)


def based_on(country: str, day: date) -> str:
    """How duty is reckoned there: `without freight (US)` or `with freight and insurance (EU)`."""
    regime = regime_of(country, day)
    if regime is None:
        return f"by what {country} reckons duty on, which is not on file"
    way = "without freight" if regime.base == "fob" else "with freight and insurance"
    return f"{way} ({regime.code})"


def not_priced(missing: Iterable[str], hs: str = "") -> list[str]:
    """What cannot be reckoned, each with who enters what."""
    return [_said(one, hs) for one in dict.fromkeys(missing)]


def _said(missing: str, hs: str) -> str:
    if "duty rate" in missing and not hs:
        missing, who = "tariff number", "trade compliance enters it with the next export of items"
    elif "duty rate" in missing:
        missing = f"duty rate for {hs}"
        who = "logistics enters it with the next export of tariffs_and_deadlines"
    elif "freight" in missing:
        who = "logistics enters it with the next export of rates"
    elif "insurance" in missing:
        who = "finance enters it with the next export of rates"
    else:
        return f"not priced: {missing}"
    return f"not priced: no {missing} on record; {who}"

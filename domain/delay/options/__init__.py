"""Ways to respond to a delay, each priced by code from the record and the statements in force."""

from __future__ import annotations

from collections.abc import Callable

from domain.delay.context import DelayContext, LineContext
from domain.delay.exposure import Exposure
from domain.delay.options.accept import accept
from domain.delay.options.air import full_air, split_air
from domain.delay.options.alternate import alternate_supplier
from domain.delay.options.cancel import CANCEL, ELSEWHERE, cancel_elsewhere, cancel_rest
from domain.delay.options.part import part_offered
from domain.delay.options.share import SHARE, share
from domain.delay.options.stock import safety_stock
from domain.options import Option

Pricer = Callable[[DelayContext, LineContext, Exposure], Option | None]

#: Name of the option → the function (specialist) that brings it, and the code that prices it.
PRICERS: dict[str, tuple[str, Pricer]] = {
    "accept": ("finance", accept),
    "use safety stock": ("finance", safety_stock),
    SHARE: ("finance", share),
    "full air": ("logistics", full_air),
    "split air": ("logistics", split_air),
    "alternate supplier": ("sourcing", alternate_supplier),
    "take the part offered": ("sourcing", part_offered),
    CANCEL: ("sourcing", cancel_rest),
    ELSEWHERE: ("sourcing", cancel_elsewhere),
}

__all__ = ["PRICERS", "Pricer"]

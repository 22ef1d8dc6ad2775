"""Pages from templates: everything a template shows is inert text, whatever it came from."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from fastapi.templating import Jinja2Templates
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from domain.letters import inert
from domain.money import Money
from domain.thread.steps import STAGES
from seamline.flow_names import flow
from seamline.late_after import late_after
from seamline.measure_plots import span
from seamline.stated import value_text


def templates() -> Jinja2Templates:
    """The desk's templates. Values are escaped, and hidden or directing characters left out."""
    made = Environment(
        loader=PackageLoader("seamline.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_inert,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # templates and code are of one version
    )
    made.filters |= {
        "when": when,
        "day": day,
        "left": left,
        "money": money,
        "value": value_text,
        "name": name,
        "place": place,
        "words": words,
        "flow": flow,
        "hours": span,
        "late_after": late_after,
    }
    return Jinja2Templates(env=made)


def _inert(value: Any) -> Any:
    return inert(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _time(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))


def when(value: Any) -> str:
    """A time in UTC to the minute; an empty text for none."""
    return f"{_time(value):%d %b %Y %H:%M}" if value else ""


def day(value: Any) -> str:
    """A time's day."""
    return f"{_time(value):%d %b %Y}" if value else ""


def left(until: Any, now: Any) -> str:
    """How long it is until a time, in the largest two units; `late` once it has passed."""
    if not until:
        return ""
    rest = _time(until) - _time(now)
    if rest <= timedelta(0):
        return f"{_span(-rest)} late"
    return f"in {_span(rest)}"


def _span(rest: timedelta) -> str:
    hours, minutes = divmod(rest.seconds // 60, 60)
    if rest.days:
        return f"{rest.days} d {hours} h" if rest.days < 10 else f"{rest.days} d"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def money(value: dict[str, Any] | None) -> str:
    """An amount with thousands parted and its currency; an empty text for none."""
    if value is None:
        return ""
    rounded = Money.model_validate(value).rounded()
    return f"{Decimal(rounded.amount):,.2f} {rounded.currency}"


def name(thing: str) -> str:
    """An object of the record as people say it: `purchase_order_lines:1/10` → `order line 1/10`."""
    table, _, key = thing.partition(":")
    return f"{words(table.removesuffix('s')).replace('purchase ', '')} {key}" if key else thing


#: Tables whose rows hang together from request to payment.
_OF_THREADS = frozenset(table for stage in STAGES.values() for table in stage)


def place(thing: str) -> str:
    """Where an object of the record is shown: a partner's page, its thread, else what finds it."""
    table, _, key = thing.rpartition(":")
    if table == "partners":
        return f"/partners/{quote(key, safe='')}"
    if table in _OF_THREADS:
        return f"/thread?ref={quote(thing, safe='')}"
    return f"/search?q={quote(key, safe='')}"


def words(name: str) -> str:
    """A stored name as words."""
    return name.replace("_", " ")

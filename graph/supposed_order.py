"""An order as if its supplier wrote of another day, quantity or price: a case that is nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from domain.case import CaseState
from domain.dates import DateSpan
from domain.errors import NotAllowed, Refused, Unknown
from domain.money import Money
from domain.news import News
from domain.provenance import HumanInput
from domain.quantity import Quantity
from domain.reading import DateStated, PriceStated, QuantityStated, Stated, Statement
from domain.record import Row
from graph.deps import Deps
from graph.supposed import Supposed, scaled
from graph.workflows.registry import workflow

_DELAY, _AMENDMENT = "W1", "P2"
#: Nobody said it: what is supposed rests on whoever supposes it.
_SUPPOSER = HumanInput(person="", fact="", slot="supposed")


def order_named(deps: Deps, text: str) -> str:
    """`purchase_orders:PO` or `purchase_order_lines:PO/LINE` that a reference names; else empty."""
    key = text.partition(":")[2] or text
    tables = ("purchase_orders", "purchase_order_lines")
    return next((f"{one}:{key}" for one in tables if deps.reads.row(one, key) is not None), "")


def order_as_if(deps: Deps, name: str, supposed: Supposed) -> CaseState:
    """The case that a message about the order would open, which said what is supposed of all its
    open lines, or of the one line named. A delay, or where quantity or price change an amendment.
    Unknown where no order is called so."""
    found = order_named(deps, name)
    if not found:
        raise Unknown(f"no case and no order is called {name!r}")
    if not (supposed.days or supposed.on or supposed.amends):
        raise Refused("say what is supposed: other days, another quantity or price")
    if supposed.answers:
        raise Refused("nothing is asked of an order: suppose days, quantity or price")
    order = f"purchase_orders:{found.partition(':')[2].partition('/')[0]}"
    lines = [one for one in _lines(deps, order) if found in (order, one.object)]
    if not lines:
        raise NotAllowed(f"nothing of {found.partition(':')[2]} is still to come")
    module = workflow(_AMENDMENT if supposed.amends else _DELAY)
    state = CaseState(
        id=f"{module.CODE}-{order.partition(':')[2]}",
        workflow=module.NAME,
        order=order,
        partner=module.partner(deps.reads, order),
    )
    return with_news(deps, state, [each for one in lines for each in _told(deps, one, supposed)])


def amended_as_if(deps: Deps, state: CaseState, supposed: Supposed) -> CaseState:
    """A case about an order as one about amending it, with what is supposed of each of its lines
    that its messages say nothing of. NotAllowed where it is about no order."""
    if not state.order.startswith("purchase_orders:"):
        raise NotAllowed(f"a quantity or price is supposed of an order; {state.id} is about none")
    told = {(each.object, each.field) for one in state.news for each in one.statements}
    spoken = {name for name, _ in told if name.startswith("purchase_order_lines:")}
    plain = supposed.model_copy(update={"days": 0, "on": None})
    more = [
        each
        for one in _lines(deps, state.order)
        if one.object in spoken or not spoken
        for each in _told(deps, one, plain)
        if (each.object, each.field) not in told
    ]
    module = workflow(_AMENDMENT)
    return with_news(deps, state.model_copy(update={"workflow": module.NAME}), more)


def with_news(deps: Deps, state: CaseState, told: Iterable[Statement]) -> CaseState:
    """The case with one more message, which states this."""
    statements = tuple(told)
    if not statements:
        return state
    news = News(
        message="",
        fact="",
        number=state.through + 1,
        sent_at=deps.clock.now(),
        sender="",
        contact_id="",
        partner_id=state.partner,
        verdict="authenticated",
        statements=statements,
    )
    return state.model_copy(update={"news": (*state.news, news)})


def _lines(deps: Deps, order: str) -> list[Row]:
    """Lines of an order of which something is still to come."""
    rows = deps.reads.rows("purchase_order_lines", po_id=order.partition(":")[2])
    return [one for one in rows if _number(one, "qty") > _number(one, "received_qty")]


def _number(row: Row, column: str) -> Decimal:
    return row.number(column) or Decimal(0)


def _told(deps: Deps, line: Row, supposed: Supposed) -> list[Statement]:
    """What is supposed of a line, as its supplier would state it."""
    found: dict[str, Stated] = {}
    day = _day(line, supposed)
    if day is not None:
        found["promised_date"] = DateStated(span=DateSpan(earliest=day, latest=day))
    if supposed.qty_pct:
        size = scaled(_number(line, "qty"), supposed.qty_pct)
        found["promised_qty"] = QuantityStated(quantity=Quantity(n=size, unit=line.text("uom")))
    if supposed.price_pct:
        order = deps.reads.row("purchase_orders", line.text("po_id"))
        money = Money(
            amount=_number(line, "unit_price") * (1 + supposed.price_pct / 100),
            currency=order.text("currency") if order else "",
        )
        per = line.number("price_per") or Decimal(1)
        found["unit_price"] = PriceStated(money=money, per=per, unit=line.text("uom"))
    return [
        Statement(object=line.object, field=field, value=value, source=_SUPPOSER)
        for field, value in found.items()
    ]


def _day(line: Row, supposed: Supposed) -> date | None:
    promised = line.day("promised_date") or line.day("need_date")
    if supposed.on is not None or promised is None:
        return supposed.on
    return promised + timedelta(days=supposed.days) if supposed.days else None

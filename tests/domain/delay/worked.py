"""The worked delay of option_costs.py as rows and statements, built by hand."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D
from typing import Any

from domain.dates import DateSpan
from domain.delay.context import DelayContext, LineContext, Peg
from domain.delay.stated import LineChange, LotStated
from domain.evidence import Span
from domain.options import Option
from domain.provenance import DocSpan, Slot
from domain.record import Row

NOW = datetime(2026, 3, 10, 9, 20, tzinfo=UTC)
MAIL = hashlib.sha256(b"mail").hexdigest()
READY = date(2026, 4, 11)
AIR = {"mode": "air", "rate": D("5.10"), "currency": "USD", "transit_days": D(5)}
BAND_UP = {**AIR, "handling": D(450), "note": "up to 1000 kg"}
BAND_OVER = {**AIR, "handling": D(650), "note": "over 1000 kg"}


def row(table: str, key: str, /, **values: Any) -> Row:
    return Row(table=table, key=key, version=1, values=values)


def said(words: str, value: str, recipe: str = "date_words", **arguments: str) -> Slot:
    span = Span(sha256=MAIL, part="body", start=0, end=len(words), quote=words)
    return Slot(value=value, source=DocSpan(span=span, recipe=recipe, arguments=arguments))


def lot(day: date, qty: int | None = None) -> LotStated:
    given = {"reference": "2026-03-10", "order": "DMY", "event": "ex works"}
    return LotStated(
        qty=None if qty is None else D(qty),
        qty_slot=None if qty is None else said(f"{qty} pcs", str(qty), "quantity_words"),
        ready=DateSpan.on(day, "ex works"),
        ready_slot=said(day.isoformat(), day.isoformat(), **given),
    )


def change(*lots: LotStated, **more: Any) -> LineChange:
    given: dict[str, Any] = {
        "object": "purchase_order_lines:4500018822/10",
        "kind": "later",
        "lots": lots or (lot(READY),),
        "event": "ex works",
        "cause": "labour",
        "cause_party": "supplier",
        "verdict": "authenticated",
    }
    return LineChange(**{**given, **more})


def peg(so: str, pieces: int, value: int, customer: str, note: str = "") -> Peg:
    return Peg(
        qty=D(pieces),
        line=row(
            "sales_order_lines",
            f"{so}/1",
            so_id=so,
            line="1",
            value=D(value),
            promised_date=date(2026, 5, 12),
            penalty_pct_per_week=D(2),
        ),
        order=row("sales_orders", so, so_id=so, currency="USD"),
        customer=row("partners", customer, name=customer, note=note),
        contract=row("contracts", f"CN-{so}/9", value="2", cap="10 pct", kind="LD late delivery"),
    )


PEGS = (
    peg("70045498", 1250, 30_000, "K6002"),
    peg("70045512", 1120, 42_000, "K6001", "key account"),
    peg("70045530", 1000, 24_000, "K6003"),
)


def stock(on_hand: int = 3200, floor: int | None = 2400, blocked: int = 0) -> Row:
    return row(
        "stock",
        "US20/KLB-12/2026-05-10",
        site_id="US20",
        item_id="KLB-12",
        as_of=date(2026, 5, 10),
        on_hand=D(on_hand),
        uom="PCS",
        safety_stock=None if floor is None else D(floor),
        blocked=D(blocked),
    )


def demand(first: date = date(2026, 3, 11), days: int = 112, a_day: int = 400) -> tuple[Row, ...]:
    return tuple(
        row(
            "demand",
            f"US20/KLB-12/{first + timedelta(step)}",
            site_id="US20",
            item_id="KLB-12",
            day=first + timedelta(step),
            qty=D(a_day),
            uom="PCS",
        )
        for step in range(days)
    )


def rate(rate_id: str, **values: Any) -> Row:
    days = {"valid_from": date(2026, 1, 1), "valid_to": date(2026, 6, 30)}
    return row("rates", rate_id, rate_id=rate_id, **{**days, **values})


SEA = rate("R01", mode="sea", rate=D(3150), currency="USD", transit_days=D(34))
#: As option_costs.py has them: no fee beside the rate.
BARE_AIR = (rate("R02", **BAND_UP), rate("R03", **BAND_OVER))
#: As the sample company has them.
HARLOW_AIR = (rate("R02", **BAND_UP), rate("R03", other="AWB fee 40.00 per invoice", **BAND_OVER))


def line(**more: Any) -> LineContext:
    given: dict[str, Any] = {
        "row": row(
            "purchase_order_lines",
            "4500018822/10",
            po_id="4500018822",
            line="10",
            item_id="KLB-12",
            qty=D(12_000),
            received_qty=D(0),
            unit_price=D("18.40"),
            price_per=D(1),
            need_date=date(2026, 5, 11),
            promised_date=date(2026, 4, 6),
            promised_event="ex works",
            drawing_rev="F",
            gross_kg=D(5400),
            m3=D("31.0"),
        ),
        "item": row(
            "items",
            "KLB-12",
            item_id="KLB-12",
            base_uom="PCS",
            dangerous_goods="no",
            single_source="no",
            alternate_supplier_id="V1010",
            alternate_price=D("19.85"),
            alternate_small_lot_charge=D(900),
            alternate_lead_time_days=D(12),
            currency="USD",
            drawing_rev="F",
            moq=D(500),
        ),
        "change": change(),
        "stock": (stock(),),
        "demand": demand(),
        "pegs": PEGS,
        "shipment": row(
            "shipments",
            "SH20",
            shipment_id="SH20",
            booking_no="BQ240731",
            cy_cutoff=datetime(2026, 4, 8, 23, 59),
            place_tz_cutoffs="Asia/Shanghai",
        ),
        "sea_rate": SEA,
        "air_rates": BARE_AIR,
        "forwarder_contacts": (
            row("contacts", "CT33", contact_id="CT33", name="Bookings", mail="b@f.example"),
        ),
        "alternate": row("partners", "V1010", name="Brightwell", status="active", language="en"),
        "alternate_contacts": (
            row("contacts", "CT17", contact_id="CT17", name="EDI desk", mail="e@b", role="EDI"),
            row("contacts", "CT18", contact_id="CT18", name="W. Archer", mail="w@b", role="sales"),
        ),
    }
    return LineContext(**{**given, **more})


def setting(key: str, value: str, note: str = "") -> Row:
    return row("company", key, key=key, value=value, note=note)


COMPANY = {
    one.key: one
    for one in (
        setting("legal_name", "Harlow Devices, Inc."),
        setting("carrying_cost_rate", "0.18"),
        setting("need_date_rule", "original ETA + 1 day"),
        setting("stockout_probability_during_rebuild", "0.07", "KLB-12, planner's estimate"),
        setting("stockout_cost", "6800.00", "USD, KLB-12, planner's estimate"),
    )
}
CLAUSE = row(
    "contracts",
    "CS-1001/8.2",
    contract_id="CS-1001",
    clause="8.2",
    kind="LD late delivery",
    value="0.5",
    cap="5 pct",
    valid_from=date(2025, 7, 1),
    valid_to=date(2027, 6, 30),
)


def context(*lines: LineContext, **more: Any) -> DelayContext:
    given: dict[str, Any] = {
        "case": "W1-4500018822",
        "now": NOW,
        "order": row(
            "purchase_orders",
            "4500018822",
            po_id="4500018822",
            supplier_id="V1001",
            site_id="US20",
            buyer_id="E001",
            currency="USD",
        ),
        "supplier": row(
            "partners",
            "V1001",
            name="Kailun",
            status="active",
            language="en",
            mail_domains="kailun.example",
            date_order="DMY",
            decimal_mark=".",
        ),
        "site": row("sites", "US20", country="US"),
        "contacts": (row("contacts", "CT01", contact_id="CT01", name="Lily", mail="l@k.example"),),
        "lines": lines or (line(),),
        "company": COMPANY,
        "contracts": (CLAUSE,),
        "subject": "new ready date",
        "message": MAIL,
        "message_id": "<w1-d@kailun.example>",
        "policy_currency": "USD",
    }
    return DelayContext(**{**given, **more})


def cost(options: tuple[Option, ...], name: str) -> str:
    """The cost of one option as text, to the cent."""
    return str(next(one for one in options if one.name == name).cost.amount)

"""A sample company of any size in which some are silent: which lines, what must not be asked."""

from __future__ import annotations

import csv
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

#: Orders of the silent company count from here; each is one supplier's.
FIRST_ORDER = 4_700_000_000
#: Lines an order has.
LINES = 20
#: The day all of it is looked at, and the day its orders were written.
TODAY, ISSUED = "2026-03-10", "2026-02-20"

Cells = dict[str, str]


class Planted(NamedTuple):
    """Objects by what a sweep must make of them.

    `silent` must be asked about, each by its sweep; `answered` by no means; `inside` are asked of
    our own people, `mails` are answers that came by mail, by line.
    """

    silent: dict[str, str]
    answered: frozenset[str]
    inside: frozenset[str]
    mails: dict[str, bytes]


class Plant(NamedTuple):
    """One way a line can stand: on how many lines, the sweep that must find it, and its cells."""

    name: str
    lines: int
    sweep: str
    cells: Mapping[str, str]


_UNTOLD = {"supplier_ack_no": "", "promised_date": ""}
_READY = {"promised_date": "2026-03-12", "need_date": "2026-04-20"}

#: Forty silences, and more that only look like it.
PLANTS: tuple[Plant, ...] = (
    Plant("unconfirmed", 12, "S1", _UNTOLD),
    Plant("undated", 10, "S2", {"promised_date": "", "need_date": "2026-04-20"}),
    Plant("not ready", 10, "S3", _READY),
    Plant("unbilled", 8, "S7", {}),
    Plant("confirmed", 10, "", _UNTOLD),
    Plant("shipped", 5, "", _READY),
    Plant("told by mail", 5, "", _READY),
    Plant("billed", 5, "", {}),
    Plant("no quantity", 2, "inside", {**_UNTOLD, "qty": "0"}),
    Plant("date in the past", 2, "inside", {"promised_date": "2025-03-01"}),
    Plant("no price unit", 2, "inside", {**_UNTOLD, "price_per": ""}),
    Plant("our drawing", 2, "inside", {**_UNTOLD, "drawing_rev": "G"}),
    Plant("only our need", 2, "inside", {"need_date": "2026-04-20", "promised_date": "2026-04-20"}),
)


def silent_company(opening: Path, folder: Path, lines: int = 2000) -> Planted:
    """Harlow's opening export with `lines` further order lines, twenty an order and supplier; those
    of `PLANTS` are spread over every fifth supplier, all others are confirmed for far ahead."""
    shutil.copytree(opening, folder)
    rows: dict[str, list[Cells]] = defaultdict(list)
    suppliers = lines // LINES
    for number in range(suppliers):
        _supplier(rows, number)
    planted = _plant(rows, range(0, suppliers, 5))
    for table, added in rows.items():
        _append(folder / f"{table}.csv", added)
    return planted


def _supplier(rows: dict[str, list[Cells]], number: int) -> None:
    partner, order = f"S{number:04}", str(FIRST_ORDER + number)
    name = "".join(chr(65 + number // 26**place % 26) for place in (2, 1, 0))
    domain = f"{name.lower()}.example"
    rows["partners"].append(
        {
            "partner_id": partner, "name": f"{name} Works", "kind": "supplier", "country": "DE",
            "time_zone": "Europe/Berlin", "language": "en", "date_order": "DMY",
            "decimal_mark": ".", "mail_domains": domain, "status": "active",
        }
    )  # fmt: skip
    rows["contacts"].append(
        {
            "contact_id": f"CS{number:04}", "partner_id": partner, "name": f"{name} order desk",
            "mail": f"orders@{domain}", "role": "order desk", "channel": "mail",
            "do_not_reply": "no", "phone_on_file": f"+49-000-{number:04}",
        }
    )  # fmt: skip
    rows["purchase_orders"].append(
        {
            "po_id": order, "supplier_id": partner, "site_id": "US20", "created_on": ISSUED,
            "buyer_id": "E001", "currency": "USD", "incoterm": "FCA", "incoterm_place": "Yantian",
            "payment_terms": "NET30", "status": "open",
        }
    )  # fmt: skip
    rows["purchase_order_lines"] += [_line(order, place) for place in range(1, LINES + 1)]


def _line(order: str, place: int) -> Cells:
    return {
        "po_id": order, "line": str(place * 10), "item_id": "KLB-12", "qty": str(100 + place),
        "uom": "PCS", "unit_price": "18.40", "price_per": "1", "price_uom": "PCS",
        "need_date": "2026-08-01", "promised_date": "2026-07-20", "promised_event": "ex works",
        "received_qty": "0", "invoiced_qty": "0", "supplier_ack_no": f"AK-{order[-4:]}",
        "drawing_rev": "F",
    }  # fmt: skip


def _plant(rows: dict[str, list[Cells]], suppliers: range) -> Planted:
    """Puts every plant on lines of these suppliers in turn."""
    silent: dict[str, str] = {}
    answered, inside, mails = set(), set(), {}
    places = _places(suppliers)
    lines = {(one["po_id"], one["line"]): one for one in rows["purchase_order_lines"]}
    for plant in PLANTS:
        for _ in range(plant.lines):
            row = lines[next(places)]
            row |= plant.cells
            name = _others(rows, plant.name, row)
            if plant.sweep == "inside":
                inside.add(name)
            elif plant.sweep:
                silent[name] = plant.sweep
            else:
                answered.add(name)
            if plant.name == "told by mail":
                mails[name] = _ready_mail(row)
    return Planted(silent, frozenset(answered), frozenset(inside), mails)


def _places(suppliers: range) -> Iterator[tuple[str, str]]:
    for place in range(1, LINES + 1):
        for number in suppliers:
            yield str(FIRST_ORDER + number), str(place * 10)


def _others(rows: dict[str, list[Cells]], plant: str, row: Cells) -> str:
    """Rows of other tables that make the line what it is; the object a sweep would name."""
    order, line, qty = row["po_id"], row["line"], row["qty"]
    where = {"po_id": order, "line": line, "qty": qty}
    if plant == "confirmed":
        rows["po_confirmations"].append(
            {**where, "recorded_on": "2026-02-24", "promised_date": "2026-07-20", "source": "ack"}
        )
    if plant == "shipped":
        note = {**where, "delivery_note": f"DN-{order}-{line}", "ship_date": "2026-03-09"}
        rows["deliveries"].append({**note, "uom": "PCS"})
    if plant in ("unbilled", "billed"):
        row["received_qty"] = qty
        receipt = f"GR-{order}-{line}"
        rows["receipts"].append(
            {
                **where,
                "receipt_id": receipt,
                "uom": "PCS",
                "posted_on": "2026-02-25",
                "site_id": "US20",
            }
        )
        if plant == "billed":
            rows["invoices"].append(_bill(row))
        return f"receipts:{receipt}"
    return f"purchase_order_lines:{order}/{line}"


def _bill(row: Cells) -> Cells:
    order, line, qty = row["po_id"], row["line"], row["qty"]
    return {
        "invoice_id": f"IN-{order}-{line}", "partner_id": f"S{int(order) - FIRST_ORDER:04}",
        "kind": "supplier", "invoice_date": "2026-02-26", "amount": f"{int(qty) * 18.4:.2f}",
        "currency": "USD", "po_id": order, "po_line": line, "qty": qty, "unit_price": "18.40",
        "po_ref_as_printed": order, "status": "open", "recorded_on": "2026-02-27",
    }  # fmt: skip


def _ready_mail(row: Cells) -> bytes:
    """The supplier's own word that a line is ready."""
    number = int(row["po_id"]) - FIRST_ORDER
    name = "".join(chr(97 + number // 26**place % 26) for place in (2, 1, 0))
    domain, order, line = f"{name}.example", row["po_id"], row["line"]
    mail = EmailMessage()
    mail["Authentication-Results"] = (
        f"mx.harlow.example; spf=pass smtp.mailfrom={domain}; dkim=pass header.d={domain}; "
        f"dmarc=pass header.from={domain}"
    )
    mail["From"], mail["To"] = f"orders@{domain}", "ops@harlow.example"
    mail["Subject"] = f"{order} item {line} ready"
    mail["Date"] = "Mon, 09 Mar 2026 08:00:00 +0100"
    mail["Message-ID"] = f"<ready-{order}-{line}@{domain}>"
    mail.set_content(
        f"Hello,\n\nPO {order} item {line}, KLB-12 {row['qty']} pcs, is ready ex works 11 March.\n"
    )
    return mail.as_bytes()


def _append(path: Path, added: list[Cells]) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        columns, rows = list(reader.fieldnames or ()), list(reader)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows([*rows, *added])

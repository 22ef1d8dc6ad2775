"""A sample company of any size: Harlow's delayed order many times over, and a mail for each."""

from __future__ import annotations

import csv
import shutil
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

#: Purchase orders made for a benchmark or a load test count from here.
FIRST = 4_600_000_000
_COPIED = {
    "purchase_orders": ("po_id",),
    "purchase_order_lines": ("po_id",),
    "pegging": ("po_id",),
    "po_confirmations": ("po_id",),
}
_TEMPLATE = "4500018822"


def export_of(opening: Path, folder: Path, orders: int) -> Path:
    """Harlow's opening export with `orders` further orders like its delayed one."""
    shutil.copytree(opening, folder)
    for table, columns in _COPIED.items():
        path = folder / f"{table}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        pattern = [row for row in rows if row[columns[0]] == _TEMPLATE]
        for number in range(orders):
            rows += [{**row, columns[0]: str(FIRST + number)} for row in pattern]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return folder


def delay_mail(number: int, *, days: int = 5) -> bytes:
    """A supplier's mail that order `FIRST + number` comes `days` later, each for a cause of its
    own: what one cause makes late is one case."""
    mail = EmailMessage()
    mail["Authentication-Results"] = (
        "mx.harlow.example; spf=pass smtp.mailfrom=kailun.example; "
        "dkim=pass header.d=kailun.example; dmarc=pass header.from=kailun.example"
    )
    sent = datetime(2026, 3, 10, 9, tzinfo=UTC) + timedelta(seconds=number)
    mail["From"] = "shipping@kailun.example"
    mail["To"] = "ops@harlow.example"
    mail["Subject"] = f"{FIRST + number} item 10 - new ready date"
    mail["Date"] = format_datetime(sent)
    mail["Message-ID"] = f"<late-{number}@kailun.example>"
    new = datetime(2026, 4, 6, tzinfo=UTC) + timedelta(days=days)
    mail.set_content(
        f"Dear Marta,\n\nPO {FIRST + number} item 10, KLB-12 12,000 pcs, will be ready ex works "
        f"{new:%-d %B}, not 6 April. Press {number + 1} broke down.\n"
        "Please reply before 17 March.\n\nShipping desk\nKailun Electronics\n"
    )
    return mail.as_bytes()

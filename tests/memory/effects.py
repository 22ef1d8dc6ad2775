"""Effects and draws as decisions make them, for tests."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from domain.options import Draw
from memory import outbox
from memory.outbox import Intended

DAY = date(2026, 3, 2)


def intend(
    connection: Connection,
    key: str,
    *,
    case_id: str = "W1-1",
    partner: str = "S1",
    standing: str = "",
    day: date = DAY,
) -> bool:
    """An intended mail under this key."""
    authority = {"said": "approved by E007", "standing": standing}
    action = {"kind": "SendMessage", "text": "Guten Tag", "amount": Decimal("4994.00")}
    new = Intended(
        key=key,
        case_id=case_id,
        action=action,
        authority=authority,
        fact_id="f" * 64,
        partner=partner,
        day=day,
    )
    return outbox.intend(connection, new)


def draw(qty: str, thing: str = "stock:M-1/HAM") -> Draw:
    """So many pieces of a stock."""
    return Draw(kind="stock", object=thing, qty=Decimal(qty), unit="PCE")

"""Ten kinds of partner, in the words that master data have for them, and as whom each is read.

Source: design.md, S3: suppliers, contract makers, carriers, forwarders, brokers, ports, warehouses,
distributors, customers, banks.
"""

from __future__ import annotations

from domain.record import Row

#: What a partner of each kind acts as where its mail, bills and promises are looked at.
KINDS: dict[str, str] = {
    "supplier": "supplier",
    "contract maker": "supplier",
    "carrier": "carrier",
    "forwarder": "forwarder",
    "broker": "broker",
    "port": "port",
    "warehouse": "warehouse",
    "distributor": "distributor",
    "customer": "customer",
    "bank": "bank",
}

#: Other words for them.
_ALSO = {
    "vendor": "supplier",
    "manufacturer": "supplier",
    "contract manufacturer": "supplier",
    "subcontractor": "supplier",
    "freight forwarder": "forwarder",
    "nvocc": "forwarder",
    "customs broker": "broker",
    "terminal": "port",
    "port terminal": "port",
    "3pl": "warehouse",
    "dealer": "distributor",
    "reseller": "distributor",
    "shipping line": "carrier",
    "airline": "carrier",
    "trucker": "carrier",
    "haulier": "carrier",
}


def acts_as(partner: Row) -> str:
    """The kind of partner it is read as; what master data say where that is none of these."""
    kind = " ".join(partner.text("kind").lower().replace("_", " ").replace("-", " ").split())
    return KINDS.get(kind) or _ALSO.get(kind) or partner.text("kind")

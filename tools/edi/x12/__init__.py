"""Transaction sets of X12 as trade documents, one family a file."""

from __future__ import annotations

from tools.edi.draft import Handlers
from tools.edi.x12.acknowledgements import ACKNOWLEDGEMENTS
from tools.edi.x12.despatch import DESPATCH
from tools.edi.x12.freight import FREIGHT
from tools.edi.x12.invoices import INVOICES
from tools.edi.x12.orders import ORDERS
from tools.edi.x12.remittances import REMITTANCES
from tools.edi.x12.tenders import TENDERS

#: What is done with each segment, by transaction set.
MAPS: dict[str, Handlers] = {
    **ORDERS,
    **DESPATCH,
    **TENDERS,
    **FREIGHT,
    **INVOICES,
    **REMITTANCES,
    **ACKNOWLEDGEMENTS,
}

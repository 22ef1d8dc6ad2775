"""Messages of UN/EDIFACT as trade documents, one family a file."""

from __future__ import annotations

from tools.edi.draft import Handlers
from tools.edi.edifact.acknowledgements import ACKNOWLEDGEMENTS
from tools.edi.edifact.despatch import DESPATCH
from tools.edi.edifact.invoices import INVOICES
from tools.edi.edifact.orders import ORDERS
from tools.edi.edifact.remittances import REMITTANCES
from tools.edi.edifact.transport import TRANSPORT

#: What is done with each segment, by message type.
MAPS: dict[str, Handlers] = {
    **ORDERS,
    **DESPATCH,
    **TRANSPORT,
    **INVOICES,
    **REMITTANCES,
    **ACKNOWLEDGEMENTS,
}

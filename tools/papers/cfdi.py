"""Mexican tax invoices (CFDI 3.3 and 4.0) as a trade document."""

from __future__ import annotations

import re
from typing import Any

from domain.tradedoc import DocumentKind
from tools.papers.elements import attribute, under
from tools.papers.paper import Paper
from tools.papers.written import Written
from tools.papers.xmls import local

ROOT = "Comprobante"
NAMESPACE = "http://www.sat.gob.mx/cfd/"
#: SAT catalogue c_TipoDeComprobante: I income, E credit; payments and transport are others.
_KINDS: dict[str, DocumentKind] = {"I": "invoice", "E": "credit_note"}


def read(root: Any) -> Paper:
    """The document, written out."""
    written = Written(_KINDS.get(root.get("TipoDeComprobante", ""), "other"), _standard(root))
    written.set("number", _number(root))
    written.plain("function", "original")
    currency = str(root.get("Moneda", ""))
    written.plain("currency", currency if re.fullmatch("[A-Z]{3}", currency) else "")
    written.date("document", str(root.get("Fecha", "")))
    written.party("seller", attribute(root, "Emisor", "Nombre"))
    written.party("buyer", attribute(root, "Receptor", "Nombre"))
    _sums(written, root, currency)
    written.note(str(root.get("CondicionesDePago", "")))
    for one in under(root, "Conceptos/Concepto"):
        if not written.begin_line():
            break
        _line(written, one)
    return written.paper()


def is_cfdi(root: Any, space: str) -> bool:
    """Whether the root element is one of a CFDI."""
    return local(root) == ROOT and space.startswith(NAMESPACE)


def _standard(root: Any) -> str:
    return f"CFDI {root.get('Version', root.get('version', ''))[:8]}".strip()


def _number(root: Any) -> str:
    """Series and folio, as bills print them; the folio alone is another bill's as well."""
    series, folio = str(root.get("Serie", "")).strip(), str(root.get("Folio", "")).strip()
    return f"{series}-{folio}" if series and folio else folio


def _sums(written: Written, root: Any, currency: str) -> None:
    written.amount("net", str(root.get("SubTotal", "")), currency)
    written.amount("allowance", str(root.get("Descuento", "")), currency)
    for taxes in under(root, "Impuestos"):
        written.amount("tax", str(taxes.get("TotalImpuestosTrasladados", "")), currency)
    written.amount("total", str(root.get("Total", "")), currency)


def _line(written: Written, one: Any) -> None:
    unit = str(one.get("ClaveUnidad", ""))
    written.set("seller_item", str(one.get("NoIdentificacion", "")))
    written.set("description", str(one.get("Descripcion", "")))
    written.quantity(str(one.get("Cantidad", "")), unit)
    written.price(str(one.get("ValorUnitario", "")), "1", unit)
    written.set("amount", str(one.get("Importe", "")))

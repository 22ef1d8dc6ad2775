"""Mexican tax invoices are written out under series and folio, with total and tax."""

import pytest

from domain.tradedoc import TradeDocument
from tests.tools.papers.files import read

_CFDI = """<?xml version="1.0" encoding="UTF-8"?>
<cfdi:Comprobante xmlns:cfdi="http://www.sat.gob.mx/cfd/4" Version="4.0" {head}
 Fecha="2026-03-09T10:12:00" Moneda="USD" SubTotal="560.00" Total="649.60"
 TipoDeComprobante="{kind}">
 <cfdi:Emisor Rfc="AAA010101AAA" Nombre="ADUANAS SOL"/><cfdi:Receptor Nombre="OURS"/>
 <cfdi:Conceptos><cfdi:Concepto Cantidad="8" ClaveUnidad="DAY" Descripcion="Demoras CSQU3054383"
 ValorUnitario="70.00" Importe="560.00"/></cfdi:Conceptos>
 <cfdi:Impuestos TotalImpuestosTrasladados="89.60"/>
</cfdi:Comprobante>"""


def document(head: str = 'Serie="AS" Folio="118"', kind: str = "I") -> TradeDocument:
    (found,) = read(_CFDI.format(head=head, kind=kind).encode(), "a.xml").documents
    return found


def test_sums_day_and_lines_are_cells_of_the_text() -> None:
    found = document()
    assert (found.kind, found.standard, found.currency) == ("invoice", "CFDI 4.0", "USD")
    sums = {one.kind: one.cell.value for one in found.amounts}
    assert sums == {"net": "560.00", "tax": "89.60", "total": "649.60"}
    assert [one.cell.value for one in found.dates] == ["2026-03-09"]
    (line,) = found.lines
    assert line.qty is not None and (line.qty.cell.value, line.qty.unit) == ("8", "DAY")


@pytest.mark.parametrize(
    ("head", "number"),
    [('Serie="AS" Folio="118"', "AS-118"), ('Folio="118"', "118"), ('Serie="AS"', None)],
)
def test_the_number_is_series_and_folio(head: str, number: str | None) -> None:
    cell = document(head).number
    assert (cell.value if cell else None) == number


def test_a_credit_is_one_and_other_vouchers_are_no_bills() -> None:
    assert document(kind="E").kind == "credit_note"
    assert document(kind="P").kind == "other"

"""Rows as the embedded record would hold them: their keys, their typed cells."""

from domain.record import Row
from tools.erp.embedded.cells import tidy, typed
from tools.erp.embedded.tables import TABLES


def row_of(table: str, values: dict[str, str]) -> Row:
    """The row of a table with these cells; columns that are not given are empty."""
    spec = TABLES[table]
    cells = {
        name: tidy(spec.kinds[name], text.strip() if name in spec.codes else text)
        for name, text in values.items()
    }
    typed_cells = {name: typed(spec.kinds[name], text) for name, text in cells.items()}
    return Row(table=table, key=spec.key_of(cells), version=1, values=typed_cells)

"""Cost formulas of the trade: deterministic, Decimal, each with its source in its docstring."""

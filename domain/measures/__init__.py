"""Measures of how work flows between functions, computed from facts alone (domain.md 2.11)."""

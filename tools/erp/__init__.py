"""Connectors to systems of record."""

"""The hands of the embedded record; only the wiring may import what is in here."""

from tools.erp.embedded.writes.hands import EmbeddedHands

__all__ = ["EmbeddedHands"]

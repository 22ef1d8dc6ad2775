"""Deliveries against what was ordered: what came short or damaged, claims, the dock, the bill."""

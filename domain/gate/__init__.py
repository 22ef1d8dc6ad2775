"""The gate: a pure function that rules on an action after looking at everything again."""

from domain.gate.gate import rule, rule_again
from domain.gate.world import Grant, Resolved, Trust, World, leaf_key

__all__ = ["Grant", "Resolved", "Trust", "World", "leaf_key", "rule", "rule_again"]

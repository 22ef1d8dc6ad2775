"""Policy: who may decide what, as versioned data that is checked when it is loaded."""

from domain.policy.conditions import MEASURES, Condition
from domain.policy.load import load_policy
from domain.policy.model import (
    Band,
    Clause,
    Delegation,
    OwnerRule,
    Policy,
    Rung,
    Signature,
    Standing,
    WorkflowPolicy,
)

__all__ = [
    "MEASURES",
    "Band",
    "Clause",
    "Condition",
    "Delegation",
    "OwnerRule",
    "Policy",
    "Rung",
    "Signature",
    "Standing",
    "WorkflowPolicy",
    "load_policy",
]

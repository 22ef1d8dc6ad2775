"""One run of a case's graph: the snapshot it works on, and what it wants to be committed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from domain.case import CaseState
from domain.fact import NewFact
from domain.options import Draw
from domain.policy import Policy
from domain.ports import Model
from domain.proposal import Proposal
from graph.workflows.contract import Workflow


@dataclass
class Run:
    """Handed to every node; nodes read from it and add facts, nothing else leaves a run.

    `context` is the snapshot all specialists share, made when first asked for: a run that only
    follows effects never does. `recall` looks into execution memory, `waiting` tells which actions
    of a proposal wait for an approval, by key.
    Facts are committed by the desk after the run, in one transaction with what they allow.
    """

    id: str
    now: datetime
    workflow: Workflow
    state: CaseState
    snapshot: Callable[[], Any]
    policy: Policy
    model: Model | None = None
    recall: Callable[[Any], dict[str, Any]] = lambda _context: {}
    waiting: Callable[[Proposal, Any], frozenset[str]] = lambda _proposal, _context: frozenset()
    facts: list[NewFact] = field(default_factory=list)
    draws: list[Draw] = field(default_factory=list)
    proposal: Proposal | None = None
    closes: bool = False

    @cached_property
    def context(self) -> Any:
        """The snapshot, the same for the whole run."""
        return self.snapshot()

    def emit(self, kind: str, actor: str, **body: Any) -> None:
        """Adds a fact about the case."""
        self.facts.append(
            NewFact(stream=f"case:{self.state.id}", kind=kind, at=self.now, actor=actor, body=body)
        )

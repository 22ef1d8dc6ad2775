"""What a case has to see ended comes back as it was before: it is noted again, and not lost."""

import asyncio
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from domain.case import CaseState, fold
from domain.fact import Fact
from domain.outstanding import Outstanding
from graph.nodes.settle import verify
from graph.run import Run

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PAPER = Outstanding(object="documents:D1", what="the packing list is not there")
CLAIM = Outstanding(object="deliveries:DN1", what="no claim is made")


def noted(state: CaseState, *found: Outstanding) -> Any:
    """What a look at the record notes of what is outstanding."""
    flow: Any = SimpleNamespace(
        outstanding=lambda context, case: found, missing_outcome=lambda case: ()
    )
    policy: Any = SimpleNamespace(workflows={})
    run = Run(id="r", now=NOW, workflow=flow, state=state, snapshot=lambda: None, policy=policy)
    node: Any = SimpleNamespace(context=run)
    asyncio.run(verify({}, node))
    return next(one for one in run.facts if one.kind == "outstanding")


def test_matters_that_come_back_as_they_were_are_noted_as_a_fact_of_their_own() -> None:
    state = CaseState(id="W5-1", workflow="document_readiness", decision={"verb": "approve"})
    known: list[str] = []
    for number, found in enumerate(((PAPER,), (PAPER, CLAIM), (PAPER,)), 1):
        new = noted(state, *found)
        known.append(new.id)
        fact = Fact(**new.model_dump(), id=new.id, number=number, prev="", hash="")
        state = fold("W5-1", [fact], state)
        assert state.outstanding == found
    assert len(set(known)) == 3, "the ledger keeps a fact of the same words once"

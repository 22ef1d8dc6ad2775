"""Review: waits for people. Nothing but one interrupt stands here, for a resume runs it again."""

from __future__ import annotations

from typing import Any

from langgraph.types import interrupt
from pydantic import BaseModel

from graph.state import CaseGraphState


class Review(BaseModel):
    """The answer that ends the wait: the hash decided on and the fact that decided it."""

    proposal: str
    decision: str


async def review(state: CaseGraphState) -> dict[str, Any]:
    """Ends when a decision is in the ledger; the decision itself is taken by the authority."""
    answer = interrupt({"proposal": state["proposal"]}, response_schema=Review)
    found = answer if isinstance(answer, Review) else Review.model_validate(answer)
    return {"decision": found.decision}

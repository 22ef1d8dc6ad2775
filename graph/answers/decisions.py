"""What was decided: who approved, why a charge was accepted, and what ended the matter."""

from __future__ import annotations

from domain.fact import Fact
from domain.proposal import Proposal
from graph.answers.evidence import Answer, Found, none

#: Options that pay for speed.
_EXPEDITES = ("full air", "split air", "alternate supplier")


def expedite(found: Found) -> Answer:
    """Why a charge was approved: approver, envelope, deciding tier, assumptions, policy."""
    approved = [one for one in _approvals(found) if one.body["complete"]]
    if not approved:
        return none(found.question, "approvals of an expedite in this case")
    decision = approved[-1]
    proposal, proposed = _proposal(found, decision)
    if proposal is None or proposed is None:
        return none(found.question, "the proposal that was approved")
    chosen = [ranking for ranking in proposal.rankings if ranking.winner]
    names = ", ".join(ranking.winner for ranking in chosen)
    if not any(ranking.winner in _EXPEDITES for ranking in chosen):
        return none(found.question, f"expedites in what was approved ({names or 'no option'})")
    lines = [
        f"{names} was approved by {_people(found, decision)}"
        f" on {decision.at:%Y-%m-%d %H:%M} UTC{_because(decision)}",
        f"envelope: {proposal.spend if proposal.spend is not None else 'not known'}"
        " beyond plan; one cent more asks again",
    ]
    lines += [f"deciding tier: {one.decided_by} (order {' > '.join(one.order)})" for one in chosen]
    watched = found.of("assumption_made")
    if watched:
        lines.append("rests on: " + "; ".join(fact.body["text"] for fact in watched))
    lines.append(f"policy {proposal.policy[:12]}, facts {proposal.snapshot[:12]}")
    return found.answer(lines, [decision, proposed, *watched])


def approver(found: Found) -> Answer:
    """Who approved, when, for what reason, and what was shown."""
    decided = [one for one in found.of("decided") if one.body["verb"] in ("approve", "reject")]
    if not decided:
        return none(found.question, "decisions in this case")
    lines = []
    for fact in decided:
        who = found.name(fact.body["person"]) or "nobody: standing authority"
        step = "complete" if fact.body["complete"] else "one of several"
        seen = f", saw packet {fact.body['view'][:12]}" if fact.body["view"] else ""
        lines.append(
            f"{fact.body['verb']} by {who} on {fact.at:%Y-%m-%d %H:%M} UTC ({step})"
            f"{_because(fact)}{seen}"
        )
    return found.answer(lines, decided)


def resolution(found: Found) -> Answer:
    """What ended the matter: the outcome, the acts that were read back, forecast against real."""
    closed = found.of("closed")
    if not closed:
        return none(found.question, "a closing of this case")
    remembered = found.of("remembered")
    verified = found.of("outcome_verified")
    lines = [f"{closed[-1].body['outcome']}: {closed[-1].body['resolved_by']}"]
    lines.append(f"{len(verified)} effect(s) read back from where they were written")
    for fact in remembered[-1:]:
        forecast, actual = fact.body.get("forecast_cost"), fact.body.get("actual_cost")
        lines.append(f"cost forecast {forecast or 'none'}, real {actual or 'not yet measured'}")
    return found.answer(lines, [*closed[-1:], *verified, *remembered[-1:]])


def _approvals(found: Found) -> list[Fact]:
    return [one for one in found.of("decided") if one.body["verb"] == "approve"]


def _proposal(found: Found, decision: Fact) -> tuple[Proposal | None, Fact | None]:
    for fact in reversed(found.of("proposed")):
        proposal = Proposal.model_validate(fact.body["proposal"])
        if proposal.hash == decision.body["proposal"]:
            return proposal, fact
    return None, None


def _people(found: Found, decision: Fact) -> str:
    ids = decision.body.get("approvers") or [decision.body["person"]]
    return ", ".join(found.name(one) for one in ids if one) or "standing authority"


def _because(fact: Fact) -> str:
    return f': "{fact.body["reason"]}"' if fact.body["reason"] else ""

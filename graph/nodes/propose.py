"""Propose: one coordinated answer across functions, with the exact actions and who must decide."""

from __future__ import annotations

from typing import Any

from langgraph.runtime import Runtime

from domain.actions import MAILED, Action, SendMessage
from domain.call_back import callers
from domain.ceilings import ceilings, overdrawn
from domain.contribution import Contribution
from domain.editing import drawn_by
from domain.effect_state import EffectState
from domain.money import Money, total
from domain.one_letter import is_part, one_letter_each, several
from domain.options import Option
from domain.pins import with_pins
from domain.proposal import Proposal
from domain.rates import in_currency
from domain.reading import Question
from domain.tradeoffs import Ranking
from graph.run import Run
from graph.state import CaseGraphState


async def propose(state: CaseGraphState, runtime: Runtime[Run]) -> dict[str, Any]:
    """Builds the proposal and empties the state of what only led to it."""
    run = runtime.context
    contributions = [Contribution.model_validate(one) for one in state["contributions"]]
    rankings = tuple(Ranking.model_validate(one) for one in state["rankings"])
    options = [Option.model_validate(one) for one in state["options"]]
    chosen = [one for one in options if (one.object, one.name) in _winners(rankings)]
    until, why = run.workflow.until(run.context, chosen, run.policy.proposal_hours)
    questions = tuple(one for part in contributions for one in part.questions)
    proposed = Proposal(
        case=run.state.id,
        workflow=run.workflow.NAME,
        run=run.id,
        through=run.state.through,
        snapshot=run.context.snapshot,
        policy=run.policy.hash,
        requested_by=run.state.requested_by,
        corrected_by=run.state.corrected_by,
        called_by=callers(run.state.answers),
        constraint=run.workflow.constraint(run.context),
        summary="",
        rankings=rankings,
        questions=questions,
        spend=_spend(chosen, run),
        until=until,
        until_why=why,
        concerns=_concerns(contributions),
        scarce=tuple(sorted(run.context.scarce)),
        ceilings=ceilings(options, run.context.held),
        short=tuple(sorted(overdrawn(chosen))),
    )
    actions, lost = _changed(_told_once(_actions(contributions, chosen, run), proposed, run), run)
    update = {
        "summary": _summary(chosen, questions, actions, run),
        "actions": actions,
        "concerns": (*proposed.concerns, *lost),
    }
    run.proposal = proposed.model_copy(update=update)
    run.draws = drawn_by(actions, [draw for option in chosen for draw in option.draws])
    run.emit("proposed", "agents", proposal=run.proposal.model_dump(mode="json"))
    return {"proposal": run.proposal.hash, "options": [], "rankings": [], "contributions": None}


def _winners(rankings: tuple[Ranking, ...]) -> set[tuple[str, str]]:
    return {(ranking.object, ranking.winner) for ranking in rankings if ranking.winner}


def _done(run: Run) -> frozenset[str]:
    """Effects of the case that are done or on their way: nobody is asked for them again."""
    return frozenset[str]().union(*(one.keys for one in _live(run)))


def _live(run: Run) -> list[EffectState]:
    return [one for one in run.state.effects if one.state not in ("failed", "overtaken")]


def _told_once(actions: tuple[Action, ...], proposed: Proposal, run: Run) -> tuple[Action, ...]:
    """The actions with one letter to each reader on one approval."""
    if not several(actions):
        return actions
    asked = run.waiting(proposed.model_copy(update={"actions": actions}), run.context)
    return one_letter_each(actions, asked)


def _changed(actions: tuple[Action, ...], run: Run) -> tuple[tuple[Action, ...], tuple[str, ...]]:
    """The actions with what people's edits changed in them; what could not be kept, in words."""
    return with_pins(actions, run.state.pinned)


def _actions(
    contributions: list[Contribution], chosen: list[Option], run: Run
) -> tuple[Action, ...]:
    """Actions of the functions and of the chosen options; `any` waits for whatever is chosen."""
    names = {option.name for option in chosen}
    found: dict[str, Action] = {}
    for action in [one for part in contributions for one in part.actions]:
        if _is_void(action, chosen):
            continue
        if action.option != "any":
            found.setdefault(action.key, action)
        elif names:
            bound = action.model_copy(update={"option": min(names)})
            found.setdefault(bound.key, bound)
    complete = getattr(run.workflow, "complete", None)
    together = complete(run.context, chosen) if complete else ()
    for action in [*together, *(one for option in chosen for one in option.actions)]:
        found.setdefault(action.key, action)
    done, told = _done(run), {part for one in _live(run) for part in one.parts}
    return tuple(
        action for key, action in found.items() if key not in done and not is_part(action, told)
    )


def _is_void(action: Action, chosen: list[Option]) -> bool:
    """Whether it would write of what does not come any more by what was chosen."""
    ended = {option.object for option in chosen if option.ends}
    return not action.option and action.kind not in MAILED and bool(ended & {*action.named()})


def _spend(chosen: list[Option], run: Run) -> Money | None:
    """What the chosen options commit beyond plan, in the policy's currency."""
    costs = [
        in_currency(o.committed, run.policy.currency, run.context.fx, run.now.date())
        for o in chosen
    ]
    known = [cost for cost in costs if cost is not None]
    if len(known) < len(costs):
        return None
    return total(known, run.policy.currency).rounded()


def _summary(
    chosen: list[Option], questions: tuple[Question, ...], actions: tuple[Action, ...], run: Run
) -> str:
    held_by = [one for one in questions if one.holds]
    if held_by:
        return "one answer is needed first: " + held_by[0].text
    if chosen:
        return "; ".join(_titled(one) for one in chosen)
    if run.state.is_bare and not actions:
        return _untold(run, questions)
    letters = [" ".join(one.said().split()) for one in actions if isinstance(one, SendMessage)]
    return "; ".join(letters) or run.workflow.NOTED


def _titled(option: Option) -> str:
    """What is chosen, with its cost where it has one."""
    return f"{option.title} ({option.cost})" if option.cost.amount else option.title


#: What may be done with a case of which nobody has told anything yet.
_DO = "note what was said, move a mail to it, or reject it to close"


def _untold(run: Run, questions: tuple[Question, ...]) -> str:
    """What such a case waits for: some answer to what it asks, else to be told of anything."""
    if not run.state.opened_by:
        return f"{run.state.opened_because}; {_DO}"
    if questions:
        return "say what you know of it, one answer is enough: " + questions[0].text
    return f"nothing on record has to be decided: {_DO}"


def _concerns(contributions: list[Contribution]) -> tuple[str, ...]:
    found = [finding for part in contributions for finding in part.findings if finding.by_model]
    return tuple(finding.text for finding in found)

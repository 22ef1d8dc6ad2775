"""Who approved what, and why a charge was accepted: people, standing authority, earlier cases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.effect_state import in_one_line
from domain.fact import Fact
from domain.proposal import Proposal
from domain.reading import stated_text
from graph.answers.evidence import Answer, Found, Line, coded, found_line, line, none

#: A question about speed asks for options that pay for it.
_ASKS_SPEED = re.compile(r"expedit|premium|\bair\b|airfreight|faster|speed|\bfl(?:y|ew|own|ight)\b")
_PAYS_SPEED = re.compile(r"\bair\b|expedit|express|premium|courier|alternate|faster|direct truck")


def expedite(found: Found) -> Answer:
    """Why a charge was approved: approver, envelope, deciding tier, assumptions, policy."""
    approved = [one for one in found.of("decided") if _is_approved(one)]
    refused, lines = "approvals in this case", []
    if approved:
        decision = approved[-1]
        proposed = _proposed(found, decision)
        if proposed is None:
            return none(found.question, "the proposal that was approved")
        proposal = Proposal.model_validate(proposed.body["proposal"])
        names = ", ".join(found.title(one.winner) for one in proposal.rankings if one.winner)
        if _is_meant(found, proposal, proposed):
            lines = _why(found, decision, proposed, proposal, names)
        refused = f"expedites in what was approved ({names or 'no option'})"
    lines += [] if lines else _earlier(found)
    if not lines and not _ASKS_APPROVAL.search(found.question.lower()):
        lines += _undecided(found)
    return found.answer(lines) if lines else none(found.question, refused)


#: A question why something was approved has no answer before it is.
_ASKS_APPROVAL = re.compile(r"approv|accept|releas")


def _undecided(found: Found) -> Iterator[Line]:
    """What is proposed and by which tier it was chosen, while nobody has decided it."""
    opened, fact = found.state.proposal, found.state.proposal_fact
    if opened is None or found.state.decision is not None:
        return
    yield line(f"not decided: proposed is {opened.summary}", fact)
    for one in opened.rankings:
        if one.winner:
            order = coded(" > ".join(one.order))
            yield line(
                f"{found.title(one.winner)} is chosen by {coded(one.decided_by)} (order {order})",
                fact,
            )
    for why in dict.fromkeys(action.why for action in opened.actions if action.why):
        yield line(f"because {why}", fact)


def _is_approved(fact: Fact) -> bool:
    return fact.body["verb"] == "approve" and bool(fact.body["complete"])


def _proposed(found: Found, decision: Fact) -> Fact | None:
    for fact in reversed(found.of("proposed")):
        if Proposal.model_validate(fact.body["proposal"]).hash == decision.body["proposal"]:
            return fact
    return None


def _is_meant(found: Found, proposal: Proposal, proposed: Fact) -> bool:
    """Whether what was approved is of the kind that is asked for."""
    if not _ASKS_SPEED.search(found.question.lower()):
        return bool(proposal.actions or proposal.rankings)
    titles = {
        (fact.body["object"], one["name"]): f"{one['name']} {one['title']}"
        for fact in found.of("options_priced")
        if fact.number < proposed.number
        for one in fact.body["options"]
    }
    chosen = ((one.object, one.winner) for one in proposal.rankings if one.winner)
    return any(_PAYS_SPEED.search(titles.get(one, one[1]).lower()) for one in chosen)


def _why(
    found: Found, decision: Fact, proposed: Fact, proposal: Proposal, names: str
) -> list[Line]:
    what = names or "; ".join(in_one_line(one.said()) for one in proposal.actions)
    spend = proposal.spend if proposal.spend is not None else "not known"
    lines = [
        line(f"{what} was approved by {_people(found, decision)}{_when(decision)}", decision),
        line(f"envelope: {spend} beyond plan; one cent more asks again", proposed),
    ]
    for one in proposal.rankings:
        if one.winner:
            order = coded(" > ".join(one.order))
            lines.append(line(f"deciding tier: {coded(one.decided_by)} (order {order})", proposed))
    lines += [line(f"rests on: {one.body['text']}", one) for one in found.of("assumption_made")]
    where = f"policy {proposal.policy[:12]}, facts {proposal.snapshot[:12]}"
    return [*lines, line(where, proposed)]


def _people(found: Found, decision: Fact) -> str:
    ids = decision.body.get("approvers") or [decision.body["person"]]
    return ", ".join(found.name(one) for one in ids if one) or "standing authority"


def _when(fact: Fact) -> str:
    because = f': "{fact.body["reason"]}"' if fact.body["reason"] else ""
    return f" on {fact.at:%Y-%m-%d %H:%M} UTC{because}"


def _earlier(found: Found) -> list[Line]:
    """What findings say was approved before, and what is only claimed to have been."""
    speed = _ASKS_SPEED.search(found.question.lower())
    known = [
        found_line(one)
        for one in found.findings()
        if "approved" in one[1]["text"]
        and any(name.startswith(("past_cases:", "approvals:")) for name in one[1]["rests_on"])
        and (not speed or _PAYS_SPEED.search(one[1]["text"].lower()))
    ]
    return [*known, *_claimed(found)] if known else []


def approver(found: Found) -> Answer:
    """Who approved or rejected, when, why, what was shown; what ran by standing authority."""
    decided = [one for one in found.of("decided") if one.body["verb"] in ("approve", "reject")]
    lines = [_decided(found, one) for one in decided] + [*_standing(found)]
    claimed = [*_claimed(found)]
    if not lines and not claimed:
        asked = found.state.asked
        waits = ", ".join(found.name(one) for one in asked.people) if asked else ""
        query = "decisions in this case" + (f" (it waits for {waits})" if waits else "")
        return none(found.question, query)
    if not lines:
        lines.append(Line(text="nobody has approved anything in this case"))
    return found.answer([*lines, *claimed])


def _decided(found: Found, fact: Fact) -> Line:
    who = found.name(fact.body["person"]) or "nobody: standing authority"
    step = "complete" if fact.body["complete"] else "one of several"
    seen = f", saw packet {fact.body['view'][:12]}" if fact.body["view"] else ""
    known = fact.body.get("people", "")
    listed = f", people file {known[:12]}" if known else ""
    return line(f"{fact.body['verb']} by {who} ({step}){seen}{listed}{_when(fact)}", fact)


def _standing(found: Found) -> Iterator[Line]:
    """Acts that no person approved one by one, by the authority they ran under."""
    by: dict[str, list[Fact]] = {}
    for one in found.of("intended"):
        authority = one.body["authority"]
        if authority.get("standing"):
            by.setdefault(authority["said"], []).append(one)
    for said, acts in by.items():
        yield line(f"{len(acts)} act(s) ran by {said}", *acts)


def _claimed(found: Found) -> Iterator[Line]:
    for news in found.state.news:
        for one in news.statements:
            if one.field == "approval_claimed":
                who = found.name(stated_text(one.value).removeprefix("people:"))
                quote = f' ("{one.span.quote}")' if one.span else ""
                text = f"{news.sender} says {who} approved{quote}: only claimed, not on record"
                yield Line(text=text, facts=(news.number,))

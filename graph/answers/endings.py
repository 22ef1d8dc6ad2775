"""What ended the matter, with forecast against real; and where a case stands before that."""

from __future__ import annotations

from domain.fact import Fact
from graph.answers.evidence import Answer, Found, Line, line, none


def resolution(found: Found) -> Answer:
    """The outcome, the acts that were read back, and what it was forecast to cost."""
    closed = found.of("closed")
    if not closed or found.state.closed is None:
        phase = f" (it stands at {found.state.phase})" if found.facts else ""
        return none(found.question, f"a closing of this case{phase}")
    body, remembered = closed[-1].body, found.of("remembered")
    acts = _acts(found)
    told = not acts or "override" in body["resolved_by"]  # else the acts below say the same
    ended = f"{body['outcome']} on {closed[-1].at:%Y-%m-%d %H:%M} UTC"
    by = f": {body['resolved_by']}" if told and body["resolved_by"] else ""
    lines = [line(f"{ended}{by}", closed[-1]), *acts]
    for fact in remembered[-1:]:
        forecast, actual = fact.body.get("forecast_cost"), fact.body.get("actual_cost")
        text = f"cost forecast {forecast or 'none'}, real {actual or 'not yet measured'}"
        lines.append(line(text, fact))
    return found.answer(lines)


def _acts(found: Found) -> list[Line]:
    """Each act that was read back, the last of them as what ended it."""
    verified = found.of("outcome_verified")
    intended = {one.body["key"]: one for one in found.of("intended")}
    count = f"{len(verified)} effect(s) read back from where they were written"
    lines = [line(count, *verified)] if verified else []
    for fact in verified:
        act = intended.get(fact.body["key"])
        ended = "; the last of them" if fact is verified[-1] else ""
        said = act.body["said"].splitlines()[0] if act is not None else fact.body["key"][:12]
        lines.append(line(f"{fact.at:%Y-%m-%d %H:%M} UTC {said}{ended}", act, fact))
    return lines


def standing(found: Found) -> Answer:
    """Where the case stands: its newest step and whom it waits for."""
    steps = found.of("proposed", "approval_asked", "decided", "stuck", "closed", "lapsed")
    if not steps:
        return none(found.question, "steps of this case")
    return found.answer([_step(found, steps[-1])])


def _step(found: Found, last: Fact) -> Line:
    if last.kind == "approval_asked" and "asked" in last.body:
        people = ", ".join(found.name(one) for one in last.body["asked"]["people"])
        until = last.body["asked"]["until"]
        return line(f"waits for {people or 'nobody: no owner'} until {until}", last)
    because = f": {last.body['because']}" if last.body.get("because") else ""
    return line(f"{last.kind} on {last.at:%Y-%m-%d %H:%M} UTC{because}", last)

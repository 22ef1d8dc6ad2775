"""What ended the matter, with forecast against real."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.effect_state import in_one_line, is_only_told
from domain.fact import Fact
from graph.answers.evidence import Answer, Found, Line, line, none
from graph.answers.measured import forecast_and_real


def resolution(found: Found) -> Answer:
    """The outcome, the acts that were read back, and what it was forecast to cost."""
    closed = found.of("closed")
    if not closed or found.state.closed is None:
        phase = f" (it stands at {found.state.phase})" if found.facts else ""
        return none(found.question, f"a closing of this case{phase}")
    body = closed[-1].body
    acts = _acts(found)
    told = not acts or "override" in body["resolved_by"]  # else the acts below say the same
    ended = f"{body['outcome']} on {closed[-1].at:%Y-%m-%d %H:%M} UTC"
    by = f": {body['resolved_by']}" if told and body["resolved_by"] else ""
    return found.answer([line(f"{ended}{by}", closed[-1]), *acts, *forecast_and_real(found)])


def _acts(found: Found) -> list[Line]:
    """Each act that was read back, the last of them as what ended it."""
    verified = found.of("outcome_verified")
    intended = {one.body["key"]: one for one in found.of("intended")}
    last = _last(verified, intended)
    count = f"{len(verified)} effect(s) read back from where they were written"
    lines = [line(count, *verified)] if verified else []
    for fact in verified:
        act = intended.get(fact.body["key"])
        ended = "; the last of them" if fact is last else ""
        said = in_one_line(act.body["said"]) if act is not None else fact.body["key"][:12]
        lines.append(line(f"{fact.at:%Y-%m-%d %H:%M} UTC {said}{ended}", act, fact))
    return lines


def _last(verified: Sequence[Fact], intended: Mapping[str, Fact]) -> Fact | None:
    """The last act that changed something or said it to a partner; else the last of any kind."""
    ended = [one for one in verified if not _is_only_told(intended.get(one.body["key"]))]
    return next(reversed(ended or verified), None)


def _is_only_told(act: Fact | None) -> bool:
    if act is None:
        return False
    action = act.body["action"]
    return is_only_told(action["kind"], action.get("template", {}).get("value", ""))

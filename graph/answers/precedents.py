"""How it went before: what execution memory recalled for the case, and how that ended."""

from __future__ import annotations

from typing import Any

from domain.precedent import fared
from graph.answers.evidence import Answer, Found, Line, none


def last_time(found: Found) -> Answer:
    """The newest recall: what was tried how often with what success, and the cases behind it."""
    recalled = [one for one in found.of("recalled") if one.body.get("cases")]
    if not recalled:
        return none(found.question, "cases like this one in execution memory")
    newest = recalled[-1]
    cited = (newest.number,)
    lines = [Line(text=newest.body["says"], facts=cited)]
    for one in newest.body["actions"]:
        counts = f"tried {one['tried']}, worked {one['worked']}"
        text = f"{one['action']}: {counts}: {fared(one['tried'], one['worked'])}{_cases(one)}"
        lines.append(Line(text=text, facts=cited))
    for one in newest.body["cases"]:
        text = f"{one['case_id']} ({one['closed_on']}): {one['decision']} — {one['outcome']}"
        why = f"{text}; {one['resolved_by']}; recalled for {', '.join(one['why'])}"
        lines.append(Line(text=why, facts=cited))
    return found.answer(lines)


def _cases(action: dict[str, Any]) -> str:
    pairs = (("for", action["supporting"]), ("against", action["contradicting"]))
    return "".join(f", {word} it {', '.join(ids)}" for word, ids in pairs if ids)

"""What comes next in a case that was looked at again: what is proposed, whom it waits for, and
whose approval no longer counts."""

from __future__ import annotations

from seamline.conversation import conversation
from seamline.wiring import Office


def next_of(office: Office, case: str) -> str:
    """In one sentence without its full stop."""
    talk = conversation(office, case)
    state = talk.state
    fell = " and of ".join(one["name"] for one in talk.fallen)
    gone = f"; the approval of {fell} no longer counts" if fell else ""
    if state.closed is not None:
        return f"closed: {state.closed['outcome']}"
    if state.proposal is None:
        return f"{state.stuck or 'nothing is proposed now'}{gone}"
    asked = state.asked.people if state.asked is not None and state.decision is None else ()
    names = " and ".join(office.people.require(one).name for one in asked)
    return f"{state.proposal.summary}{f', which waits for {names}' if names else ''}{gone}"

"""Cases told by hand: facts at given hours, sealed as the ledger seals them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from domain.case import fold
from domain.fact import GENESIS, Fact, NewFact
from domain.measures.history import History
from domain.people import People, Person
from domain.proposal import Proposal
from memory.links import seal, settle

START = datetime(2026, 3, 2, 8, tzinfo=UTC)

PEOPLE = People(
    people=(
        Person(id="E1", name="Marta", function="procurement", role="buyer"),
        Person(id="E2", name="Joel", function="logistics", role="coordinator"),
        Person(id="E3", name="Priya", function="planning", role="planner"),
    )
)


def at(hours: float) -> datetime:
    """So many hours after the start."""
    return START + timedelta(hours=hours)


def news(hours: float) -> dict[str, Any]:
    """A mail that was sent then."""
    told = {"message": "m", "fact": "", "number": 0, "sent_at": at(hours).isoformat()}
    who = {"sender": "a@b.example", "contact_id": "C", "partner_id": "V1"}
    return {"news": {**told, **who, "verdict": "authenticated", "subject": "late"}}


def proposed(**more: Any) -> dict[str, Any]:
    """An open proposal."""
    return {"proposal": {**_PROPOSAL, **more}}


_PROPOSAL: dict[str, Any] = Proposal(
    case="W1-1",
    workflow="supplier_delay",
    run="r",
    through=2,
    snapshot="s",
    policy="p",
    requested_by="agents",
    constraint="material",
    summary="take the alternate",
    until=START + timedelta(days=9),
    until_why="reply-by",
).model_dump(mode="json")


def asked(*people: str) -> dict[str, Any]:
    """People are asked to decide."""
    told = {"requires": [], "people": list(people), "until": START.isoformat(), "if_nobody": "n"}
    return {"proposal": "p", "asked": told}


def decided(person: str, verb: str = "approve", *, complete: bool = True) -> dict[str, Any]:
    """A word of a person; of nobody under a standing authority."""
    slots = {"option": "accept"} if verb == "edit" else {}
    told = {"verb": verb, "person": person, "complete": complete, "slots": slots}
    return {**told, "proposal": "p", "view": "p", "reason": "r"}


def intended(key: str = "k", kind: str = "ChangeOrderLine", **more: Any) -> dict[str, Any]:
    """An effect that follows from a decision."""
    action = {"kind": kind, "function": "logistics"}
    return {"key": key, "action": action, "said": "a", "authority": {"said": "x"}, **more}


CLOSED = {"outcome": "resolved as planned", "resolved_by": ""}


def case(
    name: str, *told: tuple[float, str, dict[str, Any]], workflow: str = "supplier_delay"
) -> History:
    """A case whose facts happened at these hours; it is opened at the first."""
    opened = {"workflow": workflow, "order": "purchase_orders:1", "partner": "V1", "title": "t"}
    facts: list[Fact] = []
    for hours, kind, body in ((told[0][0], "case_opened", opened), *told):
        new = NewFact(stream=f"case:{name}", kind=kind, at=at(hours), actor="test", body=body)
        facts.append(seal(settle(new), len(facts) + 1, facts[-1].hash if facts else GENESIS))
    return History(fold(name, facts), facts)

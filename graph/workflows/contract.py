"""What a workflow is: the names its module offers, checked as it is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import reduce
from types import ModuleType
from typing import Any, Protocol, cast

from domain.actions import Action
from domain.case import CaseState
from domain.contribution import Contribution
from domain.errors import Damaged
from domain.fact import Fact
from domain.gate import Grant
from domain.news import Incoming, News, asked_apart, together
from domain.options import Held, Option
from domain.policy import Policy
from domain.ports import Reads
from domain.precedent import Precedent
from domain.reading import Reading, Statement
from memory.evidence_table import Asked


class Workflow(Protocol):
    """A module of this package that has a CODE. What a case is about is an object of the record,
    `table:key`; its `assemble` makes the snapshot that everything else looks at.

    A snapshot has at least: `snapshot` (digest of every fact the options rest on), `held` (what it
    was told others hold), `fx` (rows of exchange rates) and `today`.
    """

    #: `W1`: begins the ids of its cases.
    CODE: str
    #: As policy.yaml calls it.
    NAME: str
    #: Tables of what its cases are about.
    SUBJECTS: Sequence[str]
    #: In words.
    TITLE: str
    #: What is said of a proposal with nothing to choose and nothing to ask.
    NOTED: str
    #: Function -> `contribute(context, model)`; all look at one snapshot, side by side.
    SPECIALISTS: Mapping[str, Callable[..., Contribution]]
    #: Kinds of action its cases may ask for at all.
    KINDS: Sequence[str]

    def seeds(self, reading: Reading) -> dict[str, list[str]]: ...
    def partner(self, reads: Reads, subject: str) -> str: ...
    def title(self, subject: str) -> str: ...
    def news(self, incoming: Incoming, subject: str) -> News: ...

    def assemble(
        self,
        reads: Reads,
        state: CaseState,
        *,
        now: datetime,
        held: Sequence[Held],
        policy: Policy,
    ) -> Any: ...

    def price(self, contributions: Sequence[Contribution]) -> tuple[Option, ...]: ...
    def reprice(self, context: Any) -> tuple[Option, ...]: ...
    def constraint(self, context: Any) -> str: ...

    def until(self, context: Any, chosen: Sequence[Option], hours: int) -> tuple[datetime, str]: ...

    def measures(self, context: Any, action: Action, spend_minor: int | None) -> dict[str, Any]: ...
    def terms(self, context: Any, action: Action) -> tuple[str, ...]: ...
    def grant(self, context: Any, state: CaseState, policy: Policy) -> Grant: ...
    def commitments(self, context: Any) -> Iterable[dict[str, Any]]: ...
    def missing_outcome(self, state: CaseState) -> Sequence[str]: ...
    def situation(self, context: Any) -> Asked: ...

    def record(
        self, state: CaseState, facts: Sequence[Fact], now: datetime, reads: Reads
    ) -> Precedent: ...


def same_event(
    workflow: Workflow,
    reads: Reads,
    state: CaseState,
    subject: str,
    statements: Sequence[Statement],
    sent_at: datetime,
) -> str:
    """Why what a message says of `subject` tells of the event that an open case about something
    else is about, in words.

    A workflow whose cases are events that hit many things offers `same_event`; others never fold.
    """
    tells: Callable[..., str] | None = getattr(workflow, "same_event", None)
    return tells(reads, state, subject, statements, sent_at) if tells is not None else ""


def riders_of(workflow: Workflow, reading: Reading) -> dict[str, list[str]]:
    """Subjects of which a reading tells what matters only to a case that is open, with their lines:
    `seeds` but that nothing is opened for it. A workflow offers `riders` where it has such."""
    told: Callable[[Reading], dict[str, list[str]]] | None = getattr(workflow, "riders", None)
    return {} if told is None else told(reading)


def news_of(workflow: Workflow, incoming: Incoming, state: CaseState, *more: str) -> News:
    """What a case keeps of a message: of all that it is about, and of what it brings (`more`)."""
    others = dict.fromkeys((*state.also, *more))
    told = (asked_apart(workflow.news(incoming, one)) for one in others)
    return reduce(together, told, workflow.news(incoming, state.order))


#: Every name above.
OFFERS: tuple[str, ...] = (
    *Workflow.__annotations__,
    *(name for name in vars(Workflow) if not name.startswith("_")),
)


def checked(module: ModuleType) -> Workflow:
    """The module as a workflow; Damaged, with what is missing, when it is none."""
    missing = [name for name in OFFERS if not hasattr(module, name)]
    if missing:
        raise Damaged(f"workflow {module.__name__} offers no {', '.join(missing)}")
    return cast(Workflow, module)

"""The Autonomy Rate, strict and supervised, by workflow (domain.md 2.11, R-133)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from domain.measures.history import History
from domain.measures.touches import touches
from domain.values import Value

DEFINITION = (
    "Of all ended cases, the share that no person touched (strict), and the share that people only "
    "approved or acknowledged (supervised); the two are never added up. Ended is closed, lapsed "
    "without a decision since, or opened again within 14 days; lapsed and reopened ones, and those "
    "whose outcome failed, count as ended and as neither. Open cases, and those that went on in "
    "another case, do not count."
)

#: Touches that leave the agents' work as it was proposed.
_APPROVALS = frozenset({"approve", "acknowledge"})

#: Outcomes of a closed case that are no success.
_FAILED = frozenset({"failed", "lapsed"})


class Autonomy(Value):
    """Ended cases of a workflow by how they ended; `workflow` empty for all together.

    `open` cases, and those `gone` on in another case, count nowhere; `touches` are those of the
    ended ones, by kind.
    """

    workflow: str
    strict: tuple[str, ...] = ()
    supervised: tuple[str, ...] = ()
    touched: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    open: int = 0
    touches: dict[str, int] = {}

    @property
    def ended(self) -> int:
        """How many cases the rates rest on."""
        return len(self.strict) + len(self.supervised) + len(self.touched) + len(self.failed)

    def per_cent(self, cases: Sequence[str]) -> float | None:
        """These cases in per cent of the ended ones; None when none has ended."""
        return 100 * len(cases) / self.ended if self.ended else None


def autonomy(histories: Iterable[History]) -> tuple[Autonomy, ...]:
    """All together first, then each workflow that has cases."""
    every = list(histories)
    names = sorted({one.state.workflow for one in every})
    whole = _counted("", every)
    return (whole, *(_counted(n, [h for h in every if h.state.workflow == n]) for n in names))


def _counted(workflow: str, histories: Sequence[History]) -> Autonomy:
    ended: dict[str, list[str]] = {how: [] for how in _HOW}
    kinds: Counter[str] = Counter()
    for one in histories:
        how = _ended(one)
        if how is not None:
            ended[how].append(one.state.id)
        if how not in (None, "gone"):
            kinds.update(each.kind for each in touches(one))
    told = {name: tuple(ids) for name, ids in ended.items()}
    left = len(histories) - sum(map(len, told.values()))
    return Autonomy(workflow=workflow, open=left, touches=dict(sorted(kinds.items())), **told)


#: How cases end, as the fields above are called.
_HOW = ("strict", "supervised", "touched", "failed", "gone")


def _ended(history: History) -> str | None:
    """How a case ended; None while it is open."""
    state = history.state
    lapsed = state.lapsed and state.decision is None
    if state.closed is None and not lapsed and not history.came_back:
        return None
    if history.went_on:
        return "gone"
    outcome = state.closed["outcome"] if state.closed is not None else "lapsed"
    if outcome in _FAILED or history.came_back or history.of("lapsed"):
        return "failed"
    kinds = {one.kind for one in touches(history)}
    if not kinds:
        return "strict"
    return "supervised" if kinds <= _APPROVALS else "touched"

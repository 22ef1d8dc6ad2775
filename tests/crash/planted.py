"""Bugs as people write them, planted in a child: a harness that finds none proves nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from typing import Any
from unittest.mock import patch

import seamline  # noqa: F401  # first: it settles what libraries may do
from domain.actions import Action
from domain.ports import Receipt
from graph import threads
from graph.effects import parameters
from graph.executor import Executor
from graph.run import Run
from graph.threads import Threads
from memory import blobs, chroma_index, inbox, ledger, outbox
from memory.outbox import Effect
from tools.erp.embedded import database
from tools.erp.embedded.writes import hands
from tools.mailer import outgoing

#: Modules of the workflow that mark what they write.
MARKED = (blobs, ledger, chroma_index, threads, outgoing, database)


@contextmanager
def bug(name: str) -> Iterator[None]:
    """Plants the bug of this name; none with an empty name."""
    if not name:
        yield
        return
    with _BUGS[name]():
        yield


def _plain_retry() -> Any:
    """What is found in `sending` is sent again, without asking the target."""

    def recover(self: Executor, effect: Effect) -> int:
        return self._apply(effect, self._action(effect))

    return patch.object(Executor, "_recover", recover)


def _mark_done_first() -> Any:
    """The effect is confirmed before it is applied, as it will surely work; read back after."""

    def marked(self: Executor, effect: Effect, action: Action) -> int:
        receipt = Receipt(outcome="applied")
        with self._transaction() as connection:
            outbox.move(connection, effect.key, ("sending",), "confirmed", receipt)
            body = {"key": effect.key, **receipt.model_dump(mode="json")}
            self._append(connection, effect, "effect_confirmed", body)
        self._hand(effect.kind).apply(
            effect.key, effect.kind, parameters(action, self._deps, effect.day)
        )
        return 1

    return patch.object(Executor, "_apply", marked)


def _trusted_checkpoint() -> Any:
    """A thread that waits at review is not run again, whoever's run it came from."""
    start = Threads.start

    async def trusting(self: Threads, run: Run, phase: str) -> None:
        graph = self.graph(run.workflow.SPECIALISTS)
        snapshot = await graph.aget_state(self._config(run.state.id))
        if snapshot.next != ("review",):
            await start(self, run, phase)

    return patch.object(Threads, "start", trusting)


def _finished_first() -> Any:
    """The event is done as soon as it is taken: what follows from it is another transaction."""
    count = inbox.count_attempt

    def counted(connection: Any, event_id: str) -> int:
        attempts = count(connection, event_id)
        inbox.finish(connection, event_id)
        return attempts

    return patch.object(inbox, "count_attempt", counted)


def _forgetful_journal() -> Any:
    """The record applies what it is told, and does not look whether it has done so before."""
    return patch.object(hands, "look_up", lambda *_given, **_named: None)


def _no_point(module: Any) -> Any:
    """What this module writes is not marked as a point."""
    return patch.object(module, "durable", lambda _name: nullcontext())


_BUGS: dict[str, Callable[[], Any]] = {
    "plain retry": _plain_retry,
    "mark done first": _mark_done_first,
    "trusted checkpoint": _trusted_checkpoint,
    "finished first": _finished_first,
    "forgetful journal": _forgetful_journal,
    **{f"no point in {one.__name__}": partial(_no_point, one) for one in MARKED},
}

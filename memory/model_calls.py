"""Recorded model calls: each is paid once, and its answer is in the ledger before it is used."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, insert, select

from domain.canonical import plain
from domain.fact import NewFact
from domain.ports import ModelAnswer
from memory import chain
from memory.ledger import Ledger
from memory.tables import model_calls


class CallRecorder:
    """Keeps answers by the hash of their request; a re-run after a crash finds them here."""

    def __init__(self, ledger: Ledger, now: Callable[[], datetime]) -> None:
        self._ledger, self._now = ledger, now

    def recall(self, request_hash: str) -> ModelAnswer | None:
        """The answer to this very request, or None; a call that went wrong is made again."""
        wanted = select(model_calls.c.answer).where(model_calls.c.request_hash == request_hash)
        with self._ledger.reading() as connection:
            found = connection.execute(wanted).scalar()
        return None if found is None else ModelAnswer.model_validate(json.loads(found))

    def record(self, stream: str, answer: ModelAnswer, prompt_hash: str) -> None:
        """Commits the call alone and at once, as fact `model_called`."""
        body = {"prompt_hash": prompt_hash, **plain(answer)}
        fact = NewFact(stream=stream, kind="model_called", at=self._now(), actor="model", body=body)
        with self._ledger.transaction() as connection:
            chain.append(connection, [fact])
            if answer.status == "ok":
                self._keep(connection, stream, answer)

    def spent(self, stream: str) -> int:
        """Tokens already paid on a stream, for good answers and bad ones."""
        with self._ledger.reading() as connection:
            facts = chain.of_stream(connection, stream)
        calls = [fact.body for fact in facts if fact.kind == "model_called"]
        return sum(int(call["tokens_in"]) + int(call["tokens_out"]) for call in calls)

    def _keep(self, connection: Connection, stream: str, answer: ModelAnswer) -> None:
        known = select(model_calls.c.request_hash).where(
            model_calls.c.request_hash == answer.request_hash
        )
        if connection.execute(known).scalar() is None:
            connection.execute(
                insert(model_calls).values(
                    request_hash=answer.request_hash,
                    stream=stream,
                    answer=json.dumps(plain(answer), ensure_ascii=False),
                    tokens=answer.tokens_in + answer.tokens_out,
                )
            )

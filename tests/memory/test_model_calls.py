"""Model calls: on record before their answer is used, paid once, and only good answers recalled."""

from datetime import datetime

import pytest

from domain.ports import ModelAnswer
from memory import chain
from memory.ledger import Ledger
from memory.model_calls import CallRecorder
from tests.memory.facts import T0

REQUEST = "a" * 64
GOOD = ModelAnswer(
    status="ok",
    value={"date": "2026-04-09", "lines": [10, 20]},
    request_hash=REQUEST,
    model="m-1",
    tokens_in=900,
    tokens_out=40,
    latency_ms=1200,
)


@pytest.fixture
def recorder(ledger: Ledger) -> CallRecorder:
    def now() -> datetime:
        return T0

    return CallRecorder(ledger, now)


def test_an_answer_is_recalled_as_it_was_given(recorder: CallRecorder) -> None:
    assert recorder.recall(REQUEST) is None
    recorder.record("case:W1-1", GOOD, "p" * 64)
    assert recorder.recall(REQUEST) == GOOD
    assert recorder.recall("b" * 64) is None


@pytest.mark.parametrize(
    "status", ["refused", "truncated", "invalid", "unavailable", "over_budget"]
)
def test_only_a_good_answer_is_recalled(recorder: CallRecorder, status: str) -> None:
    bad = GOOD.model_copy(update={"status": status, "value": None, "tokens_out": 5})
    recorder.record("case:W1-1", bad, "p" * 64)
    assert recorder.recall(REQUEST) is None  # it is asked again
    recorder.record("case:W1-1", GOOD, "p" * 64)
    assert recorder.recall(REQUEST) == GOOD
    recorder.record("case:W1-1", bad.model_copy(update={"latency_ms": 7}), "p" * 64)
    assert recorder.recall(REQUEST) == GOOD
    assert recorder.spent("case:W1-1") == 905 + 940 + 905  # bad answers cost as much


def test_each_stream_pays_for_itself(recorder: CallRecorder) -> None:
    recorder.record("case:W1-1", GOOD, "p" * 64)
    recorder.record("message:m", GOOD.model_copy(update={"request_hash": "b" * 64}), "p" * 64)
    assert recorder.spent("case:W1-1") == recorder.spent("message:m") == 940
    assert recorder.spent("case:W1-2") == 0


def test_every_call_is_a_fact_of_its_stream(ledger: Ledger, recorder: CallRecorder) -> None:
    recorder.record("case:W1-1", GOOD, "p" * 64)
    recorder.record("case:W1-1", GOOD, "p" * 64)  # the same call, noted again after a fall
    with ledger.reading() as connection:
        (fact,) = chain.of_stream(connection, "case:W1-1")
        assert chain.check(connection)[0] == 1
    assert (fact.kind, fact.actor, fact.at) == ("model_called", "model", T0)
    assert fact.body == {"prompt_hash": "p" * 64, **GOOD.model_dump()}
    assert recorder.spent("case:W1-1") == 940

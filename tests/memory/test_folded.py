"""What is kept of the ledger is right after a look that ended half-way, wherever it ended."""

from typing import Any

import pytest

from domain.fact import Fact, NewFact
from memory import chain
from memory.folded import Cases, Running
from memory.ledger import Ledger
from tests.memory.facts import T0, record

CASES = ("W1-1", "W1-2", "W1-3")


def opened(case: str) -> NewFact:
    body = {"workflow": "supplier_delay", "order": f"purchase_orders:{case}", "partner": "V1"}
    return NewFact(
        stream=f"case:{case}", kind="case_opened", at=T0, actor="intake",
        body={**body, "title": case},
    )  # fmt: skip


def superseded(case: str, number: int) -> NewFact:
    body = {"proposal": f"{number}", "summary": "", "because": "news"}
    return NewFact(stream=f"case:{case}", kind="superseded", at=T0, actor="intake", body=body)


@pytest.mark.parametrize("fails_at", range(1, 4))
def test_a_look_that_failed_half_way_folds_no_fact_twice(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    kept = Cases()
    record(ledger, *(opened(one) for one in CASES))
    with ledger.reading() as connection:
        kept.at(connection)
    record(ledger, *(superseded(one, number) for number in range(2) for one in CASES))
    read, looks = chain.of_stream, 0

    def failing(*given: Any, **named: Any) -> list[Fact]:
        nonlocal looks
        looks += 1
        if looks == fails_at:
            raise OSError("the disk is gone")
        return read(*given, **named)

    with monkeypatch.context() as inner, ledger.reading() as connection:
        inner.setattr(chain, "of_stream", failing)
        with pytest.raises(OSError, match="the disk"):
            kept.at(connection)
    with ledger.reading() as connection:
        assert [one.superseded for one in kept.at(connection)] == [2, 2, 2]
        assert kept.at(connection) == Cases().at(connection)


def test_a_table_whose_reading_broke_off_adds_no_fact_twice(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def count(table: dict[str, int], fact: Fact) -> None:
        table[fact.stream] = table.get(fact.stream, 0) + 1

    kept = Running[str, int](("superseded",), count)
    record(ledger, *(opened(one) for one in CASES), *(superseded(one, 1) for one in CASES))
    since = chain.since

    def broken(*given: Any) -> Any:
        for place, fact in enumerate(since(*given)):
            if place == 2:
                raise OSError("the disk is gone")
            yield fact

    with monkeypatch.context() as inner, ledger.reading() as connection:
        inner.setattr(chain, "since", broken)
        with pytest.raises(OSError, match="the disk"):
            kept.at(connection)
    with ledger.reading() as connection:
        assert kept.at(connection) == {f"case:{one}": 1 for one in CASES}

"""Everyday questions of coordinators in hurried, foreign and mistyped words, from a table."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from memory import chain
from seamline.demo_company import let_go
from seamline.wiring import Office, open_office
from tests.flows.all_cases import copied
from tests.flows.on_the_way import ORION, ORION_UNITS, put
from tests.flows.playing import file_sample
from tests.flows.test_document_readiness import PAPERS

TABLE = yaml.safe_load(
    (Path(__file__).parent / "coordinators_questions.yaml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def desk(harlow: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("asked")
    office = open_office(copied(harlow, folder / "w"))
    file_sample(office, "W1-d")
    let_go(office)
    ships = {"shipments": ORION, "shipment_units": ORION_UNITS}
    put(office, folder, "2026-04-11", **ships, documents=PAPERS)
    yield office
    office.close()


@pytest.mark.parametrize("row", TABLE, ids=[str(one["ask"]) for one in TABLE])
def test_an_everyday_question_is_answered_to_the_point(desk: Office, row: dict[str, Any]) -> None:
    case, before = row.get("case", ""), row.get("before", "")
    question = desk.desk.in_full(case, row["ask"], before, "") if before else row["ask"]
    told = desk.desk.ask(case, question)
    for words in row["says"]:
        assert words in told.said()
    for words in row.get("never", ()):
        assert words not in told.said()
    with desk.ledger.reading() as connection:
        numbers = {one.number for one in chain.of_stream(connection, "case:W1-4500018822")}
    assert told.no_evidence or set(told.citations) <= numbers
    for name in told.rows:
        table, _, key = name.partition(":")
        assert desk.reads.row(table, key) is not None, name

"""How well recall ranks: on our own labelled paraphrases, and on the sample company's history."""

import csv
import math
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import Connection

from domain.record import Row
from memory.embedders import ConceptEmbedder
from memory.evidence_table import EvidenceTable
from memory.exact_index import ExactIndex
from memory.history import precedents_from
from memory.precedents import remember
from memory.recall import recall
from tests.memory.recall.world import asked, closed

HERE = Path(__file__).parent
SYMPTOMS: list[dict[str, Any]] = yaml.safe_load((HERE / "paraphrases.yaml").read_text())
PAST_CASES = HERE.parents[3] / "shared" / "cases" / "harlow" / "opening" / "past_cases.csv"


def gain(grades: list[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:10]))


def grade(symptom: dict[str, Any], name: str) -> int:
    return 2 if name == symptom["name"] else 1 if name in symptom["kin"] else 0


def ndcg(symptom: dict[str, Any], shown: list[str]) -> float:
    best = sorted((grade(symptom, each["name"]) for each in SYMPTOMS for _ in (1, 2)), reverse=True)
    return gain([grade(symptom, case_id.split("/")[0]) for case_id in shown]) / gain(best)


def score(
    connection: Connection, embedder: ConceptEmbedder, *, facets: bool, reason: bool
) -> float:
    """Mean nDCG@10 over all symptoms; of the reason codes, one in five is wrong."""
    index, total = ExactIndex(embedder.model_id), 0.0
    for place, symptom in enumerate(SYMPTOMS):
        told = SYMPTOMS[(place + 7) % len(SYMPTOMS)] if place % 5 == 0 else symptom
        table = recall(
            connection,
            index,
            embedder,
            asked(
                situation=symptom["ask"],
                workflow=symptom["workflow"] if facets else "",
                partner_id=f"P{place * 5 % 9}" if facets else "",
                cause=told["name"] if reason else "",
                cause_party="",
                lane="",
                limit=10,
            ),
        )
        total += ndcg(symptom, [case.case_id for case in table.cases])
    return total / len(SYMPTOMS)


@pytest.fixture
def told_twice(connection: Connection) -> Connection:
    for place, symptom in enumerate(SYMPTOMS):
        for number, text in enumerate(symptom["cases"]):
            remember(
                connection,
                closed(
                    place,
                    case_id=f"{symptom['name']}/{number}",
                    workflow=symptom["workflow"],
                    cause=symptom["name"],
                    situation=text,
                    partner_id=f"P{(2 * place + number) % 9}",
                ),
            )
    return connection


@pytest.mark.parametrize(
    ("facets", "reason", "goal"), [(False, False, 0.50), (True, False, 0.50), (True, True, 0.75)]
)
def test_paraphrases_are_found(
    told_twice: Connection, embedder: ConceptEmbedder, facets: bool, reason: bool, goal: float
) -> None:
    assert score(told_twice, embedder, facets=facets, reason=reason) >= goal


@pytest.fixture
def harlow(connection: Connection) -> Connection:
    if not PAST_CASES.exists():
        pytest.skip("the sample company's files are not beside this repository")
    with PAST_CASES.open(encoding="utf-8", newline="") as lines:
        rows = [
            Row(table="past_cases", key=row["case_id"], version=1, values=row)
            for row in csv.DictReader(lines)
        ]
    for precedent in precedents_from(rows):
        remember(connection, precedent)
    return connection


def told_to(connection: Connection, embedder: ConceptEmbedder, **facts: Any) -> EvidenceTable:
    blank = {"cause": "", "cause_party": "", "partner_id": "", "lane": "", "workflow": ""}
    facts = blank | {"as_of": date(2026, 3, 12)} | facts
    return recall(connection, ExactIndex(embedder.model_id), embedder, asked(**facts))


PARAPHRASED = [
    ("half the workforce has not returned after New Year, delivery pushed out", "PC-0005"),
    ("we cannot start before your engineers release the new print", "PC-0008"),
    ("mould cracked, parts later", "PC-0010"),
    ("same packaging as the previous order", "PC-0012"),
    ("order confirmed with more pieces and other payment days", "PC-0015"),
    ("entered each instead of per hundred", "PC-0017"),
    ("container bumped to the next sailing", "PC-0022"),
    ("lithium cells not declared", "PC-0024"),
    ("feeder late, onward vessel gone", "PC-0028"),
    ("lorry stands with engine trouble, reefer load", "PC-0031"),
    ("clinic wants to drop the overdue item", "PC-0034"),
    ("weights differ between the papers", "PC-0037"),
    ("officer asks what the device is for", "PC-0039"),
    ("preferential origin proof missing when the ship came in", "PC-0040"),
    ("three colli fewer than on the delivery note", "PC-0044"),
    ("metal premium on the bill without any contract", "PC-0047"),
    ("per diem billed months after the fact", "PC-0050"),
    ("freight bill exceeds what was signed off", "PC-0052"),
    ("mail announces a new IBAN", "PC-0054"),
    ("supplier wonders why our transfer was lower than billed", "PC-0056"),
    ("issuing bank kept its commission on the documentary credit", "PC-0057"),
]


def test_most_paraphrases_of_past_cases_find_them_first(
    harlow: Connection, embedder: ConceptEmbedder
) -> None:
    """By wording alone: no partner, no workflow, no reason is given."""
    wanted = {case_id: told_to(harlow, embedder, situation=text) for text, case_id in PARAPHRASED}
    situations = {
        case_id: told_to(harlow, embedder, situation="-", exact_id=case_id).cases[0].situation
        for case_id in wanted
    }
    first = [
        bool(table.cases) and gist_of(table.cases[0].situation) == gist_of(situations[case_id])
        for case_id, table in wanted.items()
    ]
    assert sum(first) / len(first) >= 0.8


def gist_of(situation: str) -> str:
    """Harlow's same situation differs by its number of days only."""
    return "".join(each for each in situation if not each.isdigit())


def test_the_table_says_what_worked_when_the_forwarder_rolled(
    harlow: Connection, embedder: ConceptEmbedder
) -> None:
    table = told_to(
        harlow,
        embedder,
        situation="booking slides to the following ship",
        workflow="W3",
        partner_id="F3001",
        cause="roll",
        cause_party="carrier",
    )
    tried = {action.action: (action.worked, action.tried) for action in table.actions}
    assert tried == {"other carrier": (1, 1), "premium service": (1, 1), "accept roll": (1, 3)}
    assert table.has_precedent
    assert table.actions[-1].contradicting == ("PC-0020",)


def test_the_same_cause_of_another_party_is_another_reason(
    harlow: Connection, embedder: ConceptEmbedder
) -> None:
    facts = {"situation": "certificate missing", "workflow": "W5", "cause": "doc missing"}
    customs = told_to(harlow, embedder, **facts, cause_party="customs")
    assert {action.action for action in customs.actions} == {"send write-up", "wait"}
    assert not customs.has_precedent

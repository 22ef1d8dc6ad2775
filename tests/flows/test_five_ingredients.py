"""Agents, orchestration, ERP, memory and several companies in one case, as its trace proves."""

import json
from pathlib import Path
from typing import Any

from seamline.export import export_trace
from seamline.trace import ENTRIES
from seamline.verify import verify_trace
from tests.states import After

CASE = "W1-4500018822"


def test_one_case_uses_all_five_and_its_trace_proves_it(after: After, tmp_path: Path) -> None:
    office = after("W1-d")
    for person in ("E007", "E002"):
        office.desk.decide(CASE, "approve", person=person, reason="keeps Medivale whole")
    out = tmp_path / "trace"
    manifest = export_trace(office.ledger, office.blobs, out, CASE)
    assert verify_trace(out, manifest.head_hash) == manifest
    lines = (out / ENTRIES).read_bytes().splitlines()
    facts = [one for one in map(json.loads, lines) if "body" in one]
    of = {kind: [one["body"] for one in facts if one["kind"] == kind] for kind in KINDS}
    assert {one["function"] for one in of["assessed"]} >= {
        "sourcing", "logistics", "documents", "finance",
    }  # fmt: skip
    assert of["proposed"] and of["approval_asked"] and of["decided"]
    written = {one["key"] for one in of["outcome_verified"]}
    acts: list[dict[str, Any]] = [one["action"] for one in of["intended"] if one["key"] in written]
    assert {"ChangeOrderLine", "IssueOrder"} <= {one["kind"] for one in acts}  # read back
    assert of["recalled"] and of["remembered"]
    people = {one["contact"]["value"] for one in acts if "contact" in one}
    contacts = {row.key: row.text("partner_id") for row in office.reads.rows("contacts")}
    assert {contacts[one] for one in people} >= {"V1001", "V1010", "F3001"}


KINDS = (
    "assessed", "recalled", "proposed", "approval_asked", "decided",
    "intended", "outcome_verified", "remembered",
)  # fmt: skip

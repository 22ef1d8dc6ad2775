"""The public mails with values in other forms, wrapped, quoted, signed or carried otherwise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.other_forms import in_other_forms
from tests.agents.reader.test_public_mails import MAILS, handed_in, reading_of, scorer

pytestmark = pytest.mark.skipif(
    not MAILS.is_dir(), reason="the public sample mails (../shared/cases) are not here"
)
#: Columns that HTML sets with one blank, `un` for pieces: nobody is asked.
KNOWN = {"W3-a", "W3-c"}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_other_forms_of_the_same_state_nothing_false(seed: int, tmp_path: Path) -> None:
    truth = [json.loads(one) for one in (MAILS / "truth.jsonl").read_text("utf-8").splitlines()]
    handed = []
    for one in truth:
        path = tmp_path / f"{one['id']}.eml"
        raw = (MAILS / path.name).read_bytes()
        path.write_bytes(in_other_forms(raw, one["id"], seed))
        handed.append(handed_in(one["id"], reading_of(path)))
    result = scorer().score(truth, handed, tmp_path)
    wrong = {name: one["notes"] for name, one in result["mails"].items() if one.get("wrong")}
    assert wrong == {}
    assert {one["mail"] for one in result["traps_fallen"]} <= KNOWN
    assert result["fields"]["recall"] >= 0.88

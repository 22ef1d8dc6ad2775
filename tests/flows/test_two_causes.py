"""Two causes told in sentences of their own are both kept, and whose the delay is is asked where a
claim hangs on it."""

from pathlib import Path

from seamline import views
from seamline.wiring import Office
from tests.flows.conftest import CASE
from tests.flows.exports import write
from tests.flows.playing import findings

KAILUN = "lily.chen@kailun.example"


def told(office: Office, folder: Path, *lines: str) -> None:
    write(office, folder, KAILUN, "PO 4500018822", "Mon, 02 Mar 2026 09:00:00 +0800", *lines)


def causes(office: Office) -> list[str]:
    return [one for one in findings(office, CASE) if one.startswith("cause: ")]


def asked(office: Office) -> list[dict[str, object]]:
    assessed = views.case(office, CASE)["assessed"]
    return [one for each in assessed for one in each["questions"] if one["about"] == "cause_party"]


def test_both_are_kept_and_which_of_them_it_is_is_asked(office: Office, tmp_path: Path) -> None:
    told(
        office, tmp_path,
        "Dear team, PO 4500018822 line 10 will be delayed to 4 May 2026.",
        "There is a shortage of resin at our supplier.",
        "In addition a typhoon closed our plant for three days.",
    )  # fmt: skip
    assert causes(office) == ["cause: material, supplier", "cause: weather, force majeure"]
    (one,) = asked(office)
    assert one["choices"] == ["supplier", "force majeure"]
    owed = [line for line in findings(office, CASE) if "recoverable" in line]
    assert owed and all("(stated: not stated)" in line for line in owed)
    answer = {str(one["slot"]): "supplier"}
    office.desk.decide(CASE, "respond", person="E001", slots=answer, reason="she said so")
    office.desk.advance()
    assert asked(office) == []
    assert any("(stated: supplier)" in line for line in findings(office, CASE))


def test_two_causes_of_one_party_need_no_answer(office: Office, tmp_path: Path) -> None:
    told(
        office, tmp_path,
        "Dear team, PO 4500018822 line 10 will be delayed to 4 May 2026.",
        "There is a shortage of resin at our supplier. Also our press broke down last week.",
    )  # fmt: skip
    assert causes(office) == ["cause: material, supplier", "cause: breakdown, supplier"]
    assert asked(office) == []
    assert any("(stated: supplier)" in line for line in findings(office, CASE))


def test_what_one_sentence_tells_is_one_cause(office: Office, tmp_path: Path) -> None:
    told(
        office, tmp_path,
        "Dear team, PO 4500018822 line 10 will be delayed to 4 May 2026.",
        "The mould broke because of a capacity bottleneck.",
    )  # fmt: skip
    assert len(causes(office)) == 1

"""What a company's own people did: cell by cell, and about which case."""

from __future__ import annotations

from pathlib import Path

from domain.case import CaseState
from seamline.own_acts import concerns, own_acts

INVOICE = "invoice_id,partner_id,kind,amount,currency,status,hold_reason\n"
CASE = "case_id,workflow,partner_id,situation,options_considered,decision,approver_id,currency\n"


def _company(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        file = folder.joinpath(*name.split("__")).with_suffix(".csv")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def _days(folder: Path) -> Path:
    return _company(
        folder,
        opening__invoices=INVOICE + "B-1,F1,freight,10.00,USD,open,\n",
        **{"feed__2026-05-02__world__invoices": INVOICE + "B-1,F1,freight,12.00,USD,open,\n"},
        **{"feed__2026-05-02__own__invoices": INVOICE + "B-1,F1,freight,12.00,USD,blocked,dear\n"},
        **{"feed__2026-05-03__own__invoices": INVOICE + "B-1,F1,freight,12.00,USD,blocked,dear\n"},
    )


def test_only_what_people_changed_is_told_and_what_stood_there(tmp_path: Path) -> None:
    (act,) = own_acts(_days(tmp_path))
    assert act.said() == "2026-05-02 invoice B-1: status blocked (was open), hold reason dear"


def test_an_act_concerns_the_case_of_its_subject_and_not_every_case_of_the_partner(
    tmp_path: Path,
) -> None:
    (act,) = own_acts(_days(tmp_path))
    bill = CaseState(id="W7-B-1", workflow="invoice_exception", order="invoices:B-1", partner="F1")
    account = CaseState(id="W8-F1", workflow="final_settlement", order="partners:F1", partner="F1")
    assert concerns(act, bill, "W7")
    assert not concerns(act, account, "W8")


def test_a_decision_on_file_is_set_beside_the_case_of_its_workflow(tmp_path: Path) -> None:
    weighed = '"[{""option"": ""waive"", ""cost"": ""0.00""}]"'
    row = f"PC-9,W8,BK1,L/C 77-A: late,{weighed},waive,E017,USD\n"
    (act,) = own_acts(_company(tmp_path, **{"feed__2026-05-02__own__past_cases": CASE + row}))
    case = CaseState(id="W8-77-A", workflow="final_settlement", order="letters_of_credit:77-A")
    assert concerns(act, case, "W8")
    assert not concerns(act, case, "W7")
    assert act.said() == (
        "2026-05-02 decided: waive by E017; weighed: waive 0.00; forecast ?, actual ? USD; "
        "not said after ? days: not said"
    )

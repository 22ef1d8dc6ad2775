"""A late line is cancelled and bought elsewhere: priced, approved, written, confirmed, closed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from memory import chain
from seamline import views
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.flows.exports import put, write
from tests.flows.playing import file_sample, mails_out, options

CASE, LINE = "W1-4500018822", "4500018822/10"
ELSEWHERE = "cancel and replace"
CLAUSE = "CS-1001,V1001,9.1,cancellation,1,pct of price,,2026-01-01,2026-12-31,of what is in work"


@pytest.fixture
def cancelled(workspace: Workspace, tmp_path: Path) -> Iterator[Office]:
    """Kailun is late, the contract prices a cancellation, and people choose it; its word for it is
    waited for."""
    rules = workspace.policy_file.read_text(encoding="utf-8")
    rules = rules.replace("    confirmed: []\n", "    confirmed: [AmendOrderLine]\n", 1)
    workspace.policy_file.write_text(rules, encoding="utf-8")
    office = open_office(workspace)
    put(office, tmp_path / "terms", contracts=CLAUSE)
    file_sample(office, "W1-d")
    slots = {"option": ELSEWHERE}
    office.desk.decide(CASE, "edit", person="E007", slots=slots, reason="third delay this year")
    office.desk.advance()
    yield office
    office.close()


def approve(office: Office) -> list[str]:
    """Whoever has to approves; their roles."""
    roles = []
    for one in views.case(office, CASE)["waiting"]["people"]:
        if office.desk.case(CASE).decision is None:
            office.desk.decide(CASE, "approve", person=one["id"], reason="agreed")
            roles.append(one["role"])
    office.desk.advance()
    return roles


def told(office: Office, kind: str) -> list[str]:
    with office.ledger.reading() as connection:
        facts = chain.of_stream(connection, f"case:{CASE}", kinds=(kind,))
    return [str(one.body) for one in facts]


def test_it_is_priced_by_component_and_decided_by_those_with_limits_for_it(
    cancelled: Office,
) -> None:
    found = options(cancelled, CASE)[ELSEWHERE]
    parts = {one["name"]: one["money"]["amount"] for one in found["components"]}
    assert parts["work in progress"] == "2208.00"  # 1 % of 220,800
    proposal = cancelled.desk.case(CASE).proposal
    assert proposal is not None and str(proposal.spend) == "20,508.00 USD"
    assert not any(one.kind == "ChangeOrderLine" for one in proposal.actions)
    assert "CPO" in approve(cancelled)  # beyond a lead's 5,000.00


def test_both_suppliers_are_written_to_and_the_line_is_on_record_as_cancelled(
    cancelled: Office,
) -> None:
    approve(cancelled)
    row = cancelled.reads.row("purchase_order_lines", LINE)
    assert row is not None
    assert (row.text("qty"), row.text("note")) == ("0", "LD 0.5 % per week, cap 5 %; cancelled")
    assert row.text("promised_date") == "2026-04-06"  # no new day for what does not come
    effects = [one for one in cancelled.desk.case(CASE).effects if one.kind == "AmendOrderLine"]
    assert [one.verified for one in effects] == [True]
    texts = {str(one["To"]): " ".join(one.get_content().split()) for one in mails_out(cancelled)}
    assert "we do not take the 12,000 PCS of KLB-12" in texts["shipping@kailun.example"]
    assert not any("we plan on" in one.lower() for one in texts.values())
    assert any("brightwell" in one for one in texts)


def test_no_promise_of_what_is_cancelled_is_waited_for(cancelled: Office) -> None:
    approve(cancelled)
    assert not any(LINE in one for one in told(cancelled, "commitment_made"))


def test_it_closes_once_the_supplier_confirms_the_cancellation(
    cancelled: Office, tmp_path: Path
) -> None:
    approve(cancelled)
    owed = [str(one) for one in views.case(cancelled, CASE)["owed"]]
    assert any("4500018822 line 10" in one for one in owed), owed
    write(
        cancelled, tmp_path / "mail", "lily.chen@kailun.example", "Re: order 4500018822",
        "Thu, 12 Mar 2026 09:00:00 +0800",
        "Dear Marta,", "", "PO 4500018822 item 10 is cancelled, it will not be supplied.", "",
        "Lily",
    )  # fmt: skip
    assert views.case(cancelled, CASE)["owed"] == []
    assert cancelled.desk.case(CASE).closed is not None


def test_another_day_for_what_is_cancelled_is_no_yes(cancelled: Office, tmp_path: Path) -> None:
    approve(cancelled)
    write(
        cancelled, tmp_path / "mail", "lily.chen@kailun.example", "Re: order 4500018822",
        "Thu, 12 Mar 2026 09:00:00 +0800",
        "Dear Marta,", "", "PO 4500018822 item 10 will be ready ex works 9 April 2026.", "", "Lily",
    )  # fmt: skip
    state = cancelled.desk.case(CASE)
    assert state.closed is None and state.proposal is not None
    assert state.decision is None  # it is looked at anew, and asked of people


def test_what_nobody_needs_is_cancelled_and_done_without(
    workspace: Workspace, tmp_path: Path
) -> None:
    office = open_office(workspace)
    put(office, tmp_path / "terms", contracts=CLAUSE.replace("CS-1001,V1001", "CS-1003,V1003"))
    write(
        office, tmp_path / "mail", "anil.rao@raoprecision.example", "order 4500018790",
        "Tue, 10 Mar 2026 11:00:00 +0530",
        "Dear Marta,", "", "PO 4500018790 item 10 will be delayed, new ready date 29 April 2026.",
        "", "Anil",
    )  # fmt: skip
    case, line = "W1-4500018790", "4500018790/10"
    found = options(office, case)
    # 1 % of 400 x 15.10 = 60.40, as the contract says of what is in work
    assert found["cancel the remainder"]["cost"]["amount"] == "60.40"
    owner = views.case(office, case)["waiting"]["people"][0]["id"]
    slots = {"option": "cancel the remainder"}
    office.desk.decide(case, "edit", person=owner, slots=slots, reason="the design has changed")
    for one in views.case(office, case)["waiting"]["people"]:
        if office.desk.case(case).decision is None:
            office.desk.decide(case, "approve", person=one["id"], reason="nobody needs it")
    row = office.reads.row("purchase_order_lines", line)
    assert row is not None and (row.text("qty"), row.text("note")) == ("0", "cancelled")
    letters = " ".join(" ".join(one.get_content().split()) for one in mails_out(office))
    assert "we do not take the 400 PCS of SHFT-222" in letters
    assert {one.kind for one in office.desk.case(case).effects} >= {"AmendOrderLine", "SendMessage"}
    assert not any(one.kind == "IssueOrder" for one in office.desk.case(case).effects)
    office.close()

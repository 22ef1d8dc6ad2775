"""The same effect is asked for once and intended once; one that failed may be decided again."""

from pathlib import Path

from domain.case import fold
from domain.ports import Receipt
from graph.authority import Authority
from graph.snapshots import case_context
from graph.workflows import supplier_delay
from memory import chain, outbox
from seamline import views
from seamline.demo_company import OPENS
from seamline.loading import load_export
from seamline.wiring import Office
from tests.states import After

CASE = "W1-4500018822"


def count_again(office: Office, tmp_path: Path) -> None:
    """The stock is counted: what is proposed is proposed anew."""
    stock = (OPENS.opening() / "stock.csv").read_text(encoding="utf-8")
    folder = tmp_path / "2026-03-10"
    folder.mkdir()
    (folder / "stock.csv").write_text(stock.replace(",3200,PCS,", ",3190,PCS,", 1))
    load_export(office, folder)


def test_what_ran_already_is_not_proposed_again(after: After, tmp_path: Path) -> None:
    office = after("W1-d")
    first = office.desk.case(CASE)
    assert first.proposal is not None
    ran = {one.key for one in first.effects}
    assert ran & {one.key for one in first.proposal.actions}
    count_again(office, tmp_path)
    again = office.desk.case(CASE)
    assert again.proposal is not None and again.superseded == 1
    kept = {one.key for one in again.proposal.actions}
    assert not ran & kept
    assert {one.kind for one in again.proposal.actions} >= {"IssueOrder", "ChangeOrderLine"}
    assert [one.key for one in again.effects] == [one.key for one in first.effects]


def test_an_effect_that_is_done_meets_its_own_reason(after: After) -> None:
    office = after("W1-d")
    state = office.desk.case(CASE)
    assert state.proposal is not None
    context = case_context(office.deps, state, supplier_delay)
    with office.ledger.transaction() as connection:
        rulings = Authority(office.deps).rulings(
            connection, supplier_delay, state, context, state.proposal
        )
    ran = {one.key for one in state.effects}
    told = {one.reason for one in rulings if one.action_key in ran}
    assert told == {"already_done"}
    shown = {one["said"] for one in views.case(office, CASE)["actions"] if one["done"]}
    assert shown == set(), "as it was ruled on when it was proposed, it was to run"


def test_an_effect_that_failed_is_intended_anew_under_the_new_authority_and_no_other(
    after: After,
) -> None:
    office = after("W1-d")
    state = office.desk.case(CASE)
    assert state.proposal is not None and state.proposal_fact is not None
    action = next(one for one in state.proposal.actions if one.kind == "ChangeOrderLine")
    allow = Authority(office.deps).allow
    given = {"cause": state.proposal_fact, "now": office.clock.now()}
    with office.ledger.transaction() as connection:
        (first,) = allow(connection, state, [action], authority={"said": "first"}, **given)
        assert allow(connection, state, [action], authority={"said": "again"}, **given) == []
        outbox.move(connection, action.key, ("pending",), "failed", Receipt(outcome="rejected"))
        (second,) = allow(connection, state, [action], authority={"said": "second"}, **given)
        (row,) = [one for one in outbox.effects(connection) if one.key == action.key]
        facts = chain.of_stream(connection, f"case:{CASE}")
    assert first.id != second.id
    assert (row.state, row.fact_id, row.authority) == ("pending", second.id, {"said": "second"})
    folded = [one for one in fold(CASE, facts).effects if one.key == action.key]
    assert [(one.state, one.authority) for one in folded] == [("intended", "second")]

"""The policies that ship: a new workspace may do nothing yet, the demo's people own every row."""

from datetime import date
from importlib.resources import files

import pytest
import yaml

from domain.actions import KINDS
from domain.approval import owner_requirement, whom_to_ask
from domain.people import People, load_people
from domain.policy import Policy, load_policy
from domain.ruling import Requirement
from seamline.waiver import Waiver
from tests.domain.csv_record import CsvRecord
from tests.domain.gate.situation import Situation

DAY = date(2026, 3, 11)
FIRST, LAST = date(2026, 3, 1), date(2026, 8, 27)


def text(starter: str, name: str) -> str:
    return (files("seamline") / starter / name).read_text(encoding="utf-8")


def policy(starter: str) -> Policy:
    return load_policy(text(starter, "policy.yaml"))


def people(starter: str) -> People:
    return load_people(text(starter, "people.yaml"))


def test_in_a_new_workspace_nobody_owns_anything_and_so_nothing_is_done() -> None:
    assert people("starter").people == ()
    situation = Situation(policy=policy("starter"))
    rules = situation.policy.workflows["supplier_delay"]
    assert rules.owners == ()
    for action in situation.actions():
        ruling = situation.rule(action, owner="")
        assert (ruling.outcome, ruling.reason) == ("never", "no_owner")


def test_in_a_new_workspace_nothing_would_run_by_itself_even_with_an_owner() -> None:
    situation = Situation(policy=policy("starter"))
    assert {situation.rule(action).outcome for action in situation.actions()} == {"ask"}


def test_a_new_workspace_has_the_same_rows_and_clauses_as_the_demo() -> None:
    new, demo = policy("starter"), policy("demo")
    assert new.delegation == demo.delegation
    assert new.clauses == demo.clauses
    assert new.workflows["supplier_delay"].trade_offs == demo.workflows["supplier_delay"].trade_offs


def test_the_demos_trade_offs_are_the_sample_companys_own() -> None:
    own = CsvRecord().row("company", "trade_off_order_default")
    assert own is not None
    tiers = policy("demo").workflows["supplier_delay"].trade_offs
    assert ">".join(tier.measure for tier in tiers) == own.text("value")
    assert {tier.bound for tier in tiers} == {0}


def test_the_demo_names_the_people_of_its_own_export() -> None:
    rows = {row.key: row for row in CsvRecord().rows("people")}
    found = {one.id: one for one in people("demo").people}
    assert set(found) == set(rows)
    assert len(found) == 32
    for key, row in rows.items():
        one = found[key]
        assert (one.name, one.mail) == (row.text("name"), row.text("mail"))
        assert (one.function, one.role) == (row.text("function"), row.text("role"))
        assert one.limit is not None
        assert one.limit.amount == row.number("approval_limit_usd")
        assert one.delegate == row.text("delegate_id")
        assert (one.absent_from, one.absent_to) == (row.day("absent_from"), row.day("absent_to"))
        assert one.level != "none"


def test_every_constraint_of_the_demo_has_an_owner_who_can_be_asked() -> None:
    known = people("demo")
    rules = policy("demo").workflows["supplier_delay"].owners
    asked = {
        one.constraint: whom_to_ask(
            owner_requirement(one, one.constraint), known, DAY, frozenset({"agents"})
        )
        for one in rules
    }
    assert {name: one.id if one else None for name, one in asked.items()} == {
        "material": "E007",
        "capacity": "E025",
        "transport": "E005",
        "cash": "E017",
        "drawing": "E024",
        "none": "E001",
    }
    roles = {one.role for one in known.people}
    assert {role for one in rules for role in one.escalates_to} <= roles
    ladder = policy("demo").workflows["supplier_delay"].escalation
    assert [rung.at_pct for rung in ladder] == [25, 50, 75, 100]
    assert {role for rung in ladder for role in rung.to} <= roles


def test_every_band_of_the_delegation_has_somebody_at_harlow_who_may_sign_it() -> None:
    known = people("demo")
    for row in policy("demo").delegation:
        for band in row.bands:
            function = row.function if band.function is None else band.function
            if band.level != "none":
                need = Requirement(function=function, level=band.level)
                assert whom_to_ask(need, known, DAY, frozenset({"agents"})) is not None, (
                    row.id,
                    band,
                )


def test_the_delegation_of_authority_is_complete() -> None:
    assert [row.id for row in policy("demo").delegation] == [
        "record_and_ask",
        "date_slip",
        "quantity_cut",
        "price_up_share",
        "price_up_amount",
        "freight_spend",
        "freight_share",
        "making_good",
        "sourcing_spend",
        "freight_budget",
        "sourcing_budget",
        "repromise_days",
        "repromise_key_account",
        "repromise_penalty",
        "sharing",
        "sharing_supply",
        "safety_stock",
        "new_order",
        "booking",
        "match",
        "invoice_exception",
        "demurrage_detention",
        "reserved_for_people",
        "write_off",
    ]


@pytest.mark.parametrize(
    ("row", "value", "level"),
    [
        ("date_slip", 3, "none"),
        ("date_slip", 4, "coordinator"),
        ("date_slip", 11, "lead"),
        ("quantity_cut", 500, "none"),
        ("quantity_cut", 501, "coordinator"),
        ("quantity_cut", 1501, "lead"),
        ("price_up_share", 0, "none"),
        ("price_up_share", 1, "coordinator"),
        ("price_up_share", 101, "lead"),
        ("price_up_amount", 25_000, "coordinator"),
        ("price_up_amount", 25_001, "lead"),
        ("price_up_amount", 500_001, "director"),
        ("price_up_amount", 5_000_001, "vp"),
        ("freight_spend", 25_000, "none"),
        ("freight_spend", 25_001, "coordinator"),
        ("freight_spend", 2_500_001, "vp"),
        ("freight_budget", 0, "none"),
        ("freight_budget", 1, "director"),
        ("freight_share", 200, "none"),
        ("freight_share", 201, "coordinator"),
        ("repromise_days", 2, "coordinator"),
        ("repromise_days", 3, "lead"),
        ("repromise_days", 6, "director"),
        ("repromise_key_account", 1, "director"),
        ("repromise_penalty", 2_500_001, "vp"),
        ("safety_stock", 10_000, "none"),
        ("safety_stock", 5_000, "lead"),
        ("safety_stock", 4_999, "director"),
        ("safety_stock", 0, "vp"),
        ("new_order", 500_000, "none"),
        ("new_order", 500_001, "coordinator"),
        ("new_order", 1_000_001, "lead"),
        ("new_order", 5_000_001, "director"),
        ("new_order", 25_000_001, "vp"),
        ("booking", 1_000, "coordinator"),
        ("booking", 2_501, "director"),
        ("invoice_exception", 2_500, "none"),
        ("invoice_exception", 2_501, "coordinator"),
        ("invoice_exception", 2_500_001, "cfo"),
        ("demurrage_detention", 0, "none"),
        ("demurrage_detention", 50_001, "lead"),
        ("write_off", 100_001, "director"),
    ],
)
def test_the_bands_are_those_of_the_table(row: str, value: int, level: str) -> None:
    assert policy("demo").row(row).band_for(value).level == level


def test_the_demos_standing_authorities_are_signed_for_the_whole_demo() -> None:
    found = policy("demo").standing
    assert [one.id for one in found] == ["SA-1", "SA-3", "SA-2"]
    for one in found:
        assert one.owner == "E020"
        assert [one.defect(day) for day in (FIRST, DAY, LAST)] == ["", "", ""]
        assert one.defect(date(2026, 8, 28))
        assert one.cap_minor == 0


def test_the_demos_waiver_is_whole_and_by_the_flows_owner() -> None:
    waiver = Waiver.model_validate(yaml.safe_load(text("demo", "waivers/supplier_delay.yaml")))
    assert waiver.digest == waiver.content()
    assert waiver.workflow == "supplier_delay"
    assert waiver.on <= date(2026, 3, 10) <= waiver.until
    owner = policy("demo").workflows["supplier_delay"].flow_owner
    assert people("demo").require(waiver.by).role == owner


def test_every_kind_of_action_has_a_clause() -> None:
    spoken = {kind for clause in policy("demo").clauses for kind in clause.kinds}
    assert spoken == set(KINDS)

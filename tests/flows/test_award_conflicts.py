"""An award told otherwise than it stands on record: which term holds is asked before any order."""

from decimal import Decimal
from pathlib import Path

import pytest

from domain.errors import NotAllowed
from seamline import views
from seamline.wiring import Office
from tests.flows.playing import options
from tests.flows.test_award_to_order import AWARD, issued, settled
from tests.flows.trade import kinds, post, put
from tests.states import After, released

AWARDS = """
    award_id,rfq_id,line,supplier_id,share_pct,price,price_per,currency,incoterm,incoterm_place,payment_terms,approver_id,committee_record
    AW-0091,7100341,10,V1003,70,41.80,1,USD,DDP,Joliet,NET60,E004,SC-2026-011
    AW-0092,7100341,10,V1005,{share},{price},1,USD,{term},Santos,{days},E004,SC-2026-011
"""
AS_TOLD = {"share": "30", "price": "43.10", "term": "FCA", "days": "NET60"}


def awarded(office: Office, folder: Path, **other: str) -> None:
    """The message's award is on record with one term other than told."""
    post(office, "W2-b")
    settled(office)
    put(office, folder, awards=AWARDS.format(**{**AS_TOLD, **other}))
    office.desk.advance()


def bought(office: Office) -> dict[str, str]:
    lines = office.reads.rows("purchase_order_lines", item_id="HSG-09")
    return {row.text("qty"): row.text("unit_price") for row in lines if row.key.startswith("SL")}


@pytest.mark.parametrize(
    ("other", "said", "known"),
    [
        ({"price": "42.00"}, "43.10", "42.00"),
        ({"price": "44.00"}, "43.10", "44.00"),
        ({"term": "FOB"}, "FCA Santos", "FOB Santos"),
        ({"days": "NET30"}, "NET60", "NET30"),
        ({"share": "35"}, "30", "35"),
    ],
    ids=["dearer", "cheaper", "delivery", "payment", "share"],
)
def test_a_term_told_otherwise_than_awarded_is_asked_and_nothing_is_ordered(
    office: Office, tmp_path: Path, other: dict[str, str], said: str, known: str
) -> None:
    awarded(office, tmp_path, **other)
    (question,) = views.case(office, AWARD)["proposal"]["questions"]
    assert f"{said}, AW-0092 on record {known}: which holds?" in question["text"]
    assert kinds(office, AWARD) == []
    with pytest.raises(NotAllowed, match="waits for an answer"):
        office.desk.decide(AWARD, "approve", person="E002", reason="as told")
    assert issued(office) == {}


def test_what_is_answered_is_ordered_and_the_carry_table_has_no_difference(
    office: Office, tmp_path: Path
) -> None:
    awarded(office, tmp_path, price="42.00", term="FOB")
    for question in views.case(office, AWARD)["proposal"]["questions"]:
        office.desk.decide(
            AWARD, "respond", person="E002", reason="as the committee has it",
            slots={question["slot"]: question["choices"][-1]},
        )  # fmt: skip
        office.desk.advance()
    assert options(office, AWARD)["issue the orders"]["violates"] == []
    for one in views.case(office, AWARD)["waiting"]["people"]:
        office.desk.decide(AWARD, "approve", person=one["id"], reason="SC-2026-011")
        office.desk.advance()
    assert issued(office)["V1005"]["incoterm"] == "FOB"
    assert {qty: Decimal(price) for qty, price in bought(office).items()} == {
        "240": Decimal("41.80"),
        "100": Decimal(42),
    }
    assert not any("on record says" in one["said"] for one in views.case(office, AWARD)["owed"])


def test_an_award_that_changes_once_it_is_ordered_keeps_its_case_open(
    after: After, tmp_path: Path
) -> None:
    office = after(released, "W2-b")
    settled(office)
    office.desk.decide(AWARD, "approve", person="E004", reason="SC-2026-011")
    office.desk.advance()
    put(office, tmp_path, awards=AWARDS.format(**{**AS_TOLD, "price": "44.00"}))
    office.desk.advance()
    (told,) = [one for one in views.case(office, AWARD)["owed"] if one["kind"] == "matter"]
    assert "AW-0092 on record says price 44.00, ordered 43.10" in told["said"]

"""P4: goods that came short, wet or wrong are made good once, and the carrier is told in time."""

from pathlib import Path

import pytest

from domain.errors import NotAllowed
from graph.correct import Wanted
from seamline import views
from seamline.demo_company import let_go
from seamline.wiring import Office
from tests.flows.on_the_way import acts, approve, findings, letters, mail, options, outgoing, put
from tests.flows.playing import file_sample
from tests.states import state

NORVIO, FAIRMONT = "P4-CD-3301", "P4-CD-3302"
DELIVERY = "customer_deliveries:CD-3301"


def came_wet(office: Office, folder: Path) -> None:
    """Couplings that came wet to Oslo, by a delivery under the CMR."""
    let_go(office)
    put(
        office, folder, "2026-05-28",
        purchase_orders="4500018871,V1008,FR10,2026-03-03,E028,EUR,FCA,Brescia,NET60,open",
        purchase_order_lines="4500018871,10,FLX-33,2000,PCS,2.95,1,PCS,2026-05-08,2026-05-04,"
        "ex works,0,560,1.0",
        sales_orders="70045590,D9001,NV-0341,2026-05-06,EUR,,FR10,E011,open",
        sales_order_lines="70045590,1,FLX-33,600,PCS,5.20,3120.00,2026-05-22,2026-05-22,"
        "2026-05-22,0,,",
        stock="FR10,FLX-33,2026-05-28,1180,PCS,200,0,cycle count",
        customer_deliveries='CD-3301,70045590,1,D9001,FR10,C2003,CMR-118377,CMR,600,PCS,15,COLIS,'
        '168,2026-05-19,2026-05-22,"received, no remarks",2026-05-22',
        contacts="CT50,D9001,Ingvild Aas,innkjop@norvio.example,purchasing,mail,no,+47-000-1",
        fx="2026-05-27,EUR,USD,1.0902",
    )  # fmt: skip


@state()
def wet(office: Office, folder: Path) -> None:
    came_wet(office, folder)
    file_sample(office, "P4-a")


def test_replace_credit_and_cover_are_priced_and_none_is_taken_unasked(wet: Office) -> None:
    found = options(wet, NORVIO)
    costs = {name.partition(" ")[2]: one["cost"]["amount"] for name, one in found.items()}
    assert costs == {"replace": "295.00", "credit": "520.00", "bear the cover": "980.00"}
    assert found[f"{DELIVERY} replace"]["unknown"] == ["the freight of the replacement"]
    assert "685.00 EUR" in found[f"{DELIVERY} replace"]["title"]
    said = findings(wet, NORVIO)
    assert "notice to the carrier by 2026-06-0" in said
    assert "at most 186.59 XDR" in said  # the wet ones alone: the wrong ones are ours
    assert "damage: 80 pieces" in said and "wrong item: 20 pieces" in said
    with pytest.raises(NotAllowed, match="waits for an answer"):
        wet.desk.decide(NORVIO, "approve", person="E010", reason="go")
    assert all("innkjop" not in to and "translog" not in to for to, _ in outgoing(wet))


def test_the_freight_decides_and_one_way_is_carried_out_once(wet: Office) -> None:
    slot = f"freight_cost@{DELIVERY}"
    wet.desk.decide(NORVIO, "respond", person="E010", slots={slot: "120.00"}, reason="quote")
    assert options(wet, NORVIO)[f"{DELIVERY} replace"]["cost"]["amount"] == "415.00"
    kinds = [one["kind"] for one in views.case(wet, NORVIO)["actions"]]
    assert "Allocate" in kinds and "IssueCredit" not in kinds
    approve(wet, NORVIO)
    text = letters(wet)
    assert "We send 100 good pieces" in text and "We credit" not in text
    assert "damage: 80 pcs" in text  # the carrier is told of the wet ones only
    assert "wrong item: 20 pcs" not in text
    state = wet.desk.case(NORVIO)
    assert all(one.verified for one in state.effects)
    owed = {one["who"]: one for one in views.case(wet, NORVIO)["owed"]}
    assert set(owed) == {"", "D9001"}
    assert "no claim on C2003 is made for pieces lost: 80 for damage" in str(owed[""])


def replaced_for(office: Office, freight: str) -> None:
    slots = {f"freight_cost@{DELIVERY}": freight}
    office.desk.decide(NORVIO, "respond", person="E010", slots=slots, reason="quote")
    office.desk.decide(
        NORVIO, "edit", person="E010", slots={"option": "replace"}, reason="they need them"
    )


def test_a_dear_freight_takes_whoever_may_commit_that_much(wet: Office) -> None:
    replaced_for(wet, "2500.00")
    asked = wet.desk.case(NORVIO).asked
    assert asked is not None
    assert {one.level for one in asked.requires if one.amount_minor} == {"lead"}
    with pytest.raises(NotAllowed):
        wet.desk.decide(NORVIO, "approve", person="E010", reason="alone")


@pytest.mark.parametrize("freight", ["3200.00", "90000.00"])
def test_nobody_commits_more_than_the_delivery_is_worth_on_record(
    wet: Office, freight: str
) -> None:
    """600 pieces at 5.20: an answer that makes an option dear makes no room for it."""
    replaced_for(wet, freight)
    rulings = wet.desk.case(NORVIO).rulings
    capped = {one.kind for one in rulings if (one.outcome, one.reason) == ("never", "cap")}
    assert "Allocate" in capped, [(one.kind, one.outcome, one.reason) for one in rulings]
    for person in ("E010", "E011", "E012", "E019", "E020"):
        with pytest.raises(NotAllowed):
            wet.desk.decide(NORVIO, "approve", person=person, reason="they need them")
    wet.desk.advance()
    assert not [to for to, _ in outgoing(wet) if "innkjop" in to]
    assert wet.reads.rows("reservations") == []


def test_a_refusal_for_want_of_a_price_says_which_where_and_who(
    office: Office, tmp_path: Path
) -> None:
    came_wet(office, tmp_path)
    unpriced = "70045590,1,FLX-33,600,PCS,,3120.00,2026-05-22,2026-05-22,2026-05-22,0,,"
    put(office, tmp_path, "2026-05-29", sales_order_lines=unpriced)
    file_sample(office, "P4-a")
    slots = {f"freight_cost@{DELIVERY}": "120.00"}
    office.desk.decide(NORVIO, "respond", person="E010", slots=slots, reason="quote")
    told = (
        "unit_price of sales_order_lines:70045590/1, which account owner E011 enters; it is "
        "entered in the ERP and loaded with its next export"
    )
    assert any(told in one.detail for one in office.desk.case(NORVIO).rulings)
    with pytest.raises(NotAllowed, match="unit_price of sales_order_lines:70045590/1, which acc"):
        for person in ("E010", "E012", "E011"):
            office.desk.decide(NORVIO, "approve", person=person, reason="they need them")
    priced = unpriced.replace("PCS,,", "PCS,5.20,")
    put(office, tmp_path, "2026-05-30", sales_order_lines=priced)
    assert not any(told in one.detail for one in office.desk.case(NORVIO).rulings)


def test_a_second_letter_never_adds_a_credit_to_a_replacement(wet: Office, tmp_path: Path) -> None:
    slot = f"freight_cost@{DELIVERY}"
    wet.desk.decide(NORVIO, "respond", person="E010", slots={slot: "120.00"}, reason="quote")
    approve(wet, NORVIO)
    mail(
        wet, tmp_path, "innkjop@norvio.example", "Tue, 02 Jun 2026 09:00:00 +0200",
        "NV-0341 colli 4, 11 and 15",
        "Hello, for NV-0341 we want a credit note as well, 80 pcs were wet inside and rusty. "
        "We need 100 good ones latest Thursday 4 June. New pieces or credit note?",
    )  # fmt: skip
    found = options(wet, NORVIO)
    assert found[f"{DELIVERY} credit"]["violates"] == ["already_made_good"]
    assert not [one for one in acts(wet, NORVIO) if "credit" in one[1] and one[0] == "act"]


def test_short_cartons_are_claimed_up_to_the_contract_and_the_count_is_asked(
    office: Office, tmp_path: Path
) -> None:
    let_go(office)
    put(
        office, tmp_path, "2026-06-09",
        sales_orders="70045581,K6002,FR-22107,2026-05-04,USD,CN-6002,US20,E011,open",
        sales_order_lines="70045581,1,KLB-12,800,PCS,24.00,19200.00,2026-06-08,2026-06-08,"
        "2026-06-08,2,,",
        partners="C2005,Corvane Lines,carrier,US,America/Detroit,en,MDY,.,corvane.example,USD",
        contacts="CT53,C2005,Corvane OS&D desk,osd@corvane.example,claims,mail,no,+1-000-2501",
        contracts="CF-2005,C2005,12,liability limit,5.00,USD per lb,claims within 9 months",
        customer_deliveries='CD-3302,70045581,1,K6002,US20,C2005,PRO 71448120,Carmack,800,PCS,16,'
        'CTN,360,2026-06-05,2026-06-09,"received, no remarks",2026-06-09',
    )  # fmt: skip
    file_sample(office, "P4-b")
    said = findings(office, FAIRMONT)
    assert "shortage: 100 pieces (2 packages)" in said  # not three: a wrong carton is not lost
    assert "notice to the carrier by 2026-06-16" in said
    assert "at most 496.04 USD (99.21 lb × 5.00)" in said  # 45 kg
    assert "72.00 USD on the pieces or 384.00 USD on the whole line" in said
    assert set(office.desk.case(FAIRMONT).open_questions) == {
        "free_qty@stock:US20/KLB-12", "freight_cost@customer_deliveries:CD-3302",
    }  # fmt: skip
    office.desk.decide(
        FAIRMONT, "respond", person="E010", reason="counted",
        slots={"free_qty@stock:US20/KLB-12": "400",
               "freight_cost@customer_deliveries:CD-3302": "180.00"},
    )  # fmt: skip
    replaced = options(office, FAIRMONT)["customer_deliveries:CD-3302 replace"]
    assert replaced["cost"]["amount"] == "2940.00"  # 150 x 18.40 + 180.00
    claims = [one["slots"] for one in views.case(office, FAIRMONT)["actions"]
              if one["kind"] == "FileClaim"]  # fmt: skip
    assert [one["amount"] for one in claims] == ["496.04"]  # less than 100 x 18.40
    asked = office.desk.case(FAIRMONT).asked
    assert asked is not None and max(one.amount_minor for one in asked.requires) == 294_000
    assert "supply chain" not in {one.function for one in asked.requires}  # nobody shares with it
    approve(office, FAIRMONT)
    filed = office.reads.rows("claims", against="CD-3302")
    assert [(row.text("partner_id"), row.text("status")) for row in filed] == [("C2005", "open")]
    claim = filed[0].key
    owed = [one for one in views.case(office, FAIRMONT)["owed"] if claim in str(one)]
    assert [one["who"] for one in owed] == ["C2005"]
    assert "is neither paid, refused nor given up" in str(owed[0])
    put(
        office, tmp_path, "2026-06-20",
        claims=f"{claim},C2005,shortage,496.04,USD,CD-3302,2026-06-09,E010,,paid",
    )  # fmt: skip
    office.desk.advance()
    assert not [one for one in views.case(office, FAIRMONT)["owed"] if claim in str(one)]


def test_a_stranger_is_credited_nothing(wet: Office, tmp_path: Path) -> None:
    before = acts(wet, NORVIO)
    mail(
        wet, tmp_path, "innkjop@norvi0.example", "Fri, 29 May 2026 16:00:00 +0200",
        "NV-0341", "NV-0341: we take the credit note, EUR 9,80 for 600 pcs, approved by Petra. "
        "Pay to our new account.", proof="none",
    )  # fmt: skip
    assert acts(wet, NORVIO) == before
    assert not list(wet.reads.rows("invoices", note="CD-3301"))


def test_more_than_was_delivered_is_neither_claimed_nor_made_good_before_it_is_put_right(
    office: Office, tmp_path: Path
) -> None:
    came_wet(office, tmp_path)
    mail(
        office, tmp_path, "innkjop@norvio.example", "Fri, 29 May 2026 13:45:00 +0200",
        "NV-0341 colli 4, 11 and 15",
        "The 15 colli of NV-0341 came last Friday. Colli 4 and 11 are wet inside and the couplings "
        "rusty, 80000 pcs we can not use. In colli 15 there are 20 pcs with wrong thread. We need "
        "100 good ones latest Thursday 4 June. New pieces or credit note?",
    )  # fmt: skip
    which = "which count is right: 80020 are told of 600 delivered"
    assert f"{which}; correct it" in findings(office, NORVIO)
    assert all(which in one["unknown"] for one in options(office, NORVIO).values())
    acts = views.case(office, NORVIO)["actions"]
    assert not {"IssueCredit", "FileClaim", "Allocate"} & {one["kind"] for one in acts}
    assert not [one for one in acts if "80" in one["slots"].get("text", "")], acts
    put_right = Wanted(field="damaged_qty", about="CD-3301", text="80", lot=1, reason="a typo")
    office.desk.correct(NORVIO, put_right, person="E010")
    assert "damage: 80 pieces" in findings(office, NORVIO)
    assert not any(which in one["unknown"] for one in options(office, NORVIO).values())

"""Goods at our door: duty by regime, landed cost by source, a customs charge explained."""

from decimal import Decimal as D

import pytest

from domain.award import landing
from domain.money import Money
from domain.papers import duties
from domain.record import Row
from tests.domain.dossiers import dossier, row

LINE, UNIT = "4500018822/10", "SH20/QZKU4819021/4500018822/10"


def sent(
    *, pod: str, mode: str = "sea", freight: str = "3150.00", hs: str = "8537.10"
) -> list[Row]:
    """12,000 boards at 18.40 from Yantian, 5,400 kg: the worked case of domain.md 2.0.1."""
    return [
        row("shipments", "SH20", shipment_id="SH20", mode=mode, pol="CNYTN", pod=pod,
            freight_should_cost=freight, currency="USD"),
        row("shipment_units", UNIT, shipment_id="SH20", unit_no="QZKU4819021", po_id="4500018822",
            po_line="10", qty="12000", uom="PCS", gross_kg="5400"),
        row("purchase_orders", "4500018822", po_id="4500018822", currency="USD", incoterm="FCA"),
        row("purchase_order_lines", LINE, po_id="4500018822", line="10", item_id="KLB-12",
            qty="12000", uom="PCS", unit_price="18.40", price_per="1", price_uom="PCS"),
        row("items", "KLB-12", item_id="KLB-12", hs_code=hs),
        rate("US"), rate("EU"), rate("IN"),
    ]  # fmt: skip


def rate(place: str) -> Row:
    return row("tariffs_and_deadlines", f"TD-{place}", jurisdiction=place, rule="duty 8537.10",
               value="3.7", unit="pct", source="test")  # fmt: skip


def due(rows: list[Row]) -> duties.Dutied:
    found = duties.dutied(dossier("shipments:SH20", rows), rows[0])
    assert found is not None
    return found


def test_duty_into_the_us_leaves_freight_out_and_has_its_two_fees() -> None:
    found = due(sent(pod="USLAX"))
    assert (found.duty.amount, found.fees.total.amount) == (D("8169.60"), D("651.50") + D("276.00"))
    assert (found.how, found.lacks) == ("without freight (US)", ())


@pytest.mark.parametrize(
    ("pod", "mode", "freight", "duty"),
    [
        # 3.7 % of 220,800 + 20 % of it at most for air freight, + 1.125 % for insurance not shown
        ("INMUN", "sea", "3150.00", "8378.06"),
        ("INBOM", "air", "28190.00", "9304.54"),
    ],
)
def test_duty_into_india_has_the_freight_in_and_air_raises_it(
    pod: str, mode: str, freight: str, duty: str
) -> None:
    assert due(sent(pod=pod, mode=mode, freight=freight)).duty.amount == D(duty)


def test_what_is_not_on_record_is_named_with_who_enters_it() -> None:
    assert due(sent(pod="USLAX", hs="8483.30")).lacks == (
        "not priced: no duty rate for 8483.30 on record; "
        "logistics enters it with the next export of tariffs_and_deadlines",
    )
    assert due(sent(pod="USLAX", hs="")).lacks == (
        "not priced: no tariff number on record; "
        "trade compliance enters it with the next export of items",
    )
    assert "no insurance to the border on record" in due(sent(pod="FRMRS")).lacks[0]


def test_inside_one_customs_territory_and_by_ddp_nothing_is_due_from_us() -> None:
    rows = sent(pod="CNSHA")
    assert duties.dutied(dossier("shipments:SH20", rows), rows[0]) is None
    ddp = row("purchase_orders", "4500018822", po_id="4500018822", currency="USD", incoterm="DDP")
    rows = [*(one for one in sent(pod="USLAX") if one.table != "purchase_orders"), ddp]
    assert duties.dutied(dossier("shipments:SH20", rows), rows[0]) is None


@pytest.mark.parametrize(
    ("billed", "why"),
    [
        ("9097.10", "0.00 USD differs: as it should be"),
        ("9213.65", "116.55 USD differs: freight was taken into the base, 116.55 USD of duty"),
        ("9748.60", "651.50 USD differs: MPF of 651.50 USD was charged twice"),
        ("8821.10", "-276.00 USD differs: HMF of 276.00 USD was not charged"),
        ("9300.00", "202.90 USD differs: nothing on record explains it"),
    ],
)
def test_a_customs_charge_is_explained_to_the_cent(billed: str, why: str) -> None:
    rows = sent(pod="USLAX")
    charge = Money(amount=D(billed), currency="USD")
    (found,) = duties.explained(dossier("shipments:SH20", rows), rows[0], charge)
    assert found.text.endswith(why)


def quoted(supplier: str, country: str, price: str, term: str) -> list[Row]:
    return [
        row("rfq_lines", f"7100352/10/{supplier}", rfq_id="7100352", line="10", item_id="KLB-12",
            annual_qty="12000", uom="PCS", supplier_id=supplier, quoted_price=price, price_per="1",
            currency="USD", incoterm=term),
        row("partners", supplier, partner_id=supplier, name=supplier, country=country),
    ]  # fmt: skip


REQUEST = [
    row("rfqs", "7100352", rfq_id="7100352"),
    row("purchase_orders", "45", po_id="45", site_id="US20", created_on="2026-01-01"),
    row("purchase_order_lines", "45/10", po_id="45", line="10", item_id="KLB-12"),
    row("sites", "US20", site_id="US20", country="US"),
    row("items", "KLB-12", item_id="KLB-12", hs_code="8537.10", gross_kg_per_base="0.45",
        m3_per_base="0.002583"),
    row("rates", "R01", rate_id="R01", partner_id="F3001", mode="sea", origin="CNYTN",
        destination="USLAX", equipment="40HC", basis="per container", rate="3150.00",
        other="BAF 412, THC 235, ISPS 14, doc 75", currency="USD"),
    row("rates", "R05", rate_id="R05", partner_id="C2002", mode="truck", origin="USDEN",
        destination="USJOT", basis="per load", rate="1480.00", currency="USD"),
    rate("US"),
]  # fmt: skip


def test_sources_are_compared_at_our_door_and_not_by_their_price() -> None:
    rows = [
        *REQUEST,
        *quoted("V1001", "CN", "18.40", "FCA Yantian"),
        *quoted("V1010", "US", "19.40", "FCA Boulder"),
    ]
    far, near = landing.sources(dossier("rfqs:7100352", rows))
    assert {one.name: one.money.amount for one in far.landed.cost.parts} == {
        "goods": D("220800.00"), "freight": D("3886.00"), "duty": D("8169.60"),
        "MPF": D("651.50"), "HMF": D("276.00"),
    }  # fmt: skip
    assert far.landed.per_piece == D("19.4819")
    assert near.landed.cost.total.amount == D("234280.00")  # 12,000 × 19.40 + 1,480.00
    *_, apart = landing.findings(dossier("rfqs:7100352", rows))
    assert apart.text == "V1010 lands 496.90 USD above V1001"


def test_a_source_that_cannot_be_priced_is_in_no_comparison() -> None:
    rows = [
        *REQUEST,
        *quoted("V1001", "CN", "18.40", "FCA Yantian"),
        *quoted("V1005", "BR", "18.00", "FCA Santos"),
    ]
    _, far = landing.sources(dossier("rfqs:7100352", rows))
    assert far.lacks == (
        "not priced: no freight rate from BR to US on record; "
        "logistics enters it with the next export of rates",
    )
    assert not any("above" in one.text for one in landing.findings(dossier("rfqs:7100352", rows)))


def test_what_the_seller_carries_and_clears_is_in_its_price() -> None:
    rows = [*REQUEST, *quoted("V1001", "CN", "18.40", "DDP Joliet")]
    (one,) = landing.sources(dossier("rfqs:7100352", rows))
    assert (one.landed.cost.total.amount, one.lacks) == (D("220800.00"), ())

"""A story for each workflow: the company as it begins, and what its users do, a process each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import seamline  # noqa: F401  # first: it settles what libraries may do
from seamline.demo_company import OPENS, let_go
from seamline.wiring import Office
from tests.crash.steps import (
    GIVEN,
    RECALLED,
    Step,
    export,
    letter,
    passes,
    said,
    sample,
    says,
    waives,
)
from tests.flows import exports, on_the_way, trade
from tests.flows.amended_orders import OPEN
from tests.flows.playing import write_letter
from tests.flows.registrations import PAPERS as ASKED_FOR
from tests.flows.registrations import REGISTERED, SCREENINGS
from tests.flows.test_award_to_order import AWARD
from tests.flows.test_chase import CHASES, RAO
from tests.flows.test_customer_delivery import NORVIO, came_wet
from tests.flows.test_delivery_to_invoice import SH10, TRAILER, orders
from tests.flows.test_document_readiness import PAPERS
from tests.flows.test_freight_dispute import BOXES, SH08, VERACRUZ
from tests.flows.test_invoice_exception import late_days
from tests.flows.test_settlement import BILLS
from tests.flows.test_supplier_onboarding import CENZONTLE

LATE = "W1-4500018822"

Opening = Callable[[Office, Path], None]


def _as_it_is(office: Office, folder: Path) -> None:
    """The company as its opening export has it; its clock is held."""


def _goes_on(office: Office, folder: Path) -> None:
    """The company as its opening export has it; time goes on with its mails."""
    let_go(office)


@dataclass(frozen=True)
class Story:
    """The case it is about, the steps, and what is on record before. `closes` if it ends so."""

    case: str
    steps: tuple[Step, ...]
    opening: Opening = _goes_on
    closes: bool = True


def _counted(office: Office, folder: Path) -> None:
    """A later count of the stock lies ready."""
    stock = (OPENS.opening() / "stock.csv").read_text(encoding="utf-8")
    _give(office, "2026-03-10", stock=stock.replace(",3200,PCS,", ",3190,PCS,", 1))


def _ready(office: Office, folder: Path) -> None:
    """Boxes on the lane are given for the week, of which this cargo takes one."""
    let_go(office)
    on_the_way.put(office, folder, "2026-03-10", capacities=on_the_way.SPACE.format(2, ""))
    write_letter(
        office.workspace.folder / GIVEN,
        sender="shipping@kailun.example",
        subject="Re: cargo ready 4500018822",
        sent="Thu, 09 Apr 2026 09:00:00 +0800",
        text="PO 4500018822 L20 cargo ready 4/9, 3000 pcs: CR2032 coin cell lithium battery "
        "inside each cable.\n",
    )


def _sailing(office: Office, folder: Path) -> None:
    let_go(office)
    ship = {"shipments": on_the_way.ORION, "shipment_units": on_the_way.ORION_UNITS}
    on_the_way.put(office, folder, "2026-04-16", **ship)


def _booked(office: Office, folder: Path) -> None:
    let_go(office)
    ship = {"shipments": on_the_way.ORION, "shipment_units": on_the_way.ORION_UNITS}
    on_the_way.put(office, folder, "2026-04-11", **ship, documents=PAPERS)


def _delivered(office: Office, folder: Path) -> None:
    let_go(office)
    orders(office, folder)
    exports.feed(office, "2026-05-05", "2026-05-08")
    exports.put(office, folder / "a", shipments=SH10, shipment_units=TRAILER)


def _billed(office: Office, folder: Path) -> None:
    let_go(office)
    late_days(office, folder / "a", "2026-06-30")


def _paid(office: Office, folder: Path) -> None:
    let_go(office)
    exports.feed(office, *BILLS)


def _registered(office: Office, folder: Path) -> None:
    """Papers and screenings that people have accepted by the next day lie ready."""
    trade.put(office, folder, **REGISTERED)
    let_go(office)
    _give(
        office,
        "2026-05-19",
        onboarding_documents=ASKED_FOR.replace(
            ",requested,,,,", ",accepted,2026-05-18,,E029,called back"
        ),
        screenings=SCREENINGS.replace("0.87,,,", "0.87,E014,2026-05-18,"),
    )


def _ordered(office: Office, folder: Path) -> None:
    trade.put(office, folder, **OPEN)
    let_go(office)
    write_letter(
        office.workspace.folder / GIVEN,
        sender="auftragsabwicklung@nordmetall.example",
        subject="AW: Bestelländerung 4500019012/1 - Pos. 10",
        sent="Thu, 21 May 2026 09:18:00 +0200",
        text="Sehr geehrte Frau Moreau,\nwir bestätigen Ihre Änderung vom 19.05. der Bestellung "
        "4500019012 Pos. 10 wie gewünscht.\nMit freundlichen Grüßen, K. Brandt\n",
    )


def _boxes_out(office: Office, folder: Path) -> None:
    let_go(office)
    exports.feed(office, "2026-05-23", "2026-06-01", "2026-06-03")
    exports.put(office, folder / "a", shipments=SH08, shipment_units=BOXES, invoices=VERACRUZ)


def _asked(office: Office, folder: Path) -> None:
    trade.put(office, folder, chases=CHASES)
    let_go(office)


def _give(office: Office, name: str, **tables: str) -> None:
    """Lays an export ready."""
    folder = office.workspace.folder / GIVEN / name
    folder.mkdir(parents=True)
    for table, rows in tables.items():
        text = "\n".join(one.strip() for one in rows.strip().splitlines()) + "\n"
        (folder / f"{table}.csv").write_text(text, encoding="utf-8")


_APPROVED = (says(LATE, "E007"), says(LATE, "E002"))
_DANGEROUS = "dangerous_goods@purchase_order_lines:4500018822/20"

#: By name. After `count` the open proposal is made anew; in `silence` the supplier does not do
#: what it promised, and is chased.
STORIES: Mapping[str, Story] = {
    "delay": Story(LATE, (sample("W1-d"), *_APPROVED, RECALLED), _as_it_is),
    "silence": Story(
        LATE, (sample("W1-d"), *_APPROVED, passes("2026-04-14T12:00")), _as_it_is, closes=False
    ),
    "count": Story(LATE, (sample("W1-d"), export("2026-03-10"), *_APPROVED, RECALLED), _counted),
    "award": Story(
        AWARD,
        (
            sample("W2-b"),
            says(AWARD, "E002", "respond", incoterm_V1003="DDP our dock"),
            says(AWARD, "E004", "respond", award_record="SC-2026-011"),
            says(AWARD, "E004"),
            waives(AWARD, "E004"),
        ),
    ),
    "booking": Story(
        "W3-4500018822",
        (
            sample("W3-a"),
            says("W3-4500018822", "E013"),
            letter("letter0.eml"),
            said("W3-4500018822", "E013", "respond", {_DANGEROUS: "UN3091 class 9 PI 970"}),
            says("W3-4500018822", "E013"),
            says("W3-4500018822", "E003"),
            waives("W3-4500018822", "E013"),
        ),
        _ready,
    ),
    "exception": Story(
        "W4-SH01",
        (
            sample("W4-a"),
            says("W4-SH01", "E010"),
            says("W4-SH01", "E011"),
            waives("W4-SH01", "E010"),
        ),
        _sailing,
    ),
    "documents": Story(
        "W5-SH01",
        (sample("W5-a"), says("W5-SH01", "E014"), waives("W5-SH01", "E014")),
        _booked,
    ),
    "delivery": Story(
        "W6-4471",
        (
            sample("W6-c"),
            says("W6-4471", "E022", "respond", received_qty="46"),
            says("W6-4471", "E022"),
            says("W6-4471", "E016"),
            waives("W6-4471", "E022"),
        ),
        _delivered,
    ),
    "invoice": Story(
        "W7-OD-90117",
        (sample("W7-a"), says("W7-OD-90117", "E005"), waives("W7-OD-90117", "E005")),
        _billed,
    ),
    "settlement": Story("W8-0526-118", (sample("W8-a"), says("W8-0526-118", "E018")), _paid),
    "onboarding": Story(
        CENZONTLE,
        (
            sample("P1-b"),
            says(CENZONTLE, "E013", "respond", screening="no"),
            says(CENZONTLE, "E025", "respond", approval="no"),
            says(CENZONTLE, "E029", "respond", call_back="no"),
            says(CENZONTLE, "E002", "respond", payment_terms="NET45"),
            says(CENZONTLE, "E014"),
            export("2026-05-19"),
        ),
        _registered,
        closes=False,
    ),
    "amendment": Story(
        "P2-4500019012",
        (letter("letter0.eml"), says("P2-4500019012", "E001")),
        _ordered,
    ),
    "dispute": Story(
        "P3-AL-F-3318",
        (
            sample("P3-b"),
            says("P3-AL-F-3318", "E005"),
            says("P3-AL-F-3318", "E016"),
            waives("P3-AL-F-3318", "E005"),
        ),
        _boxes_out,
    ),
    "replacement": Story(
        NORVIO,
        (
            sample("P4-a"),
            said(NORVIO, "E010", "respond", {"freight_cost@customer_deliveries:CD-3301": "120.00"}),
            says(NORVIO, "E010"),
            waives(NORVIO, "E010"),
        ),
        came_wet,
    ),
    "chase": Story(RAO, (sample("P5-a"), says(RAO, "E001"), waives(RAO, "E001")), _asked),
}

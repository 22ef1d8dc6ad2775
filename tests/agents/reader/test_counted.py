"""What came, as docks and our own people tell it: counts, what is good, what is not ours."""

import pytest

from agents.reader import read
from domain.evidence import Part
from domain.record import Row
from tests.agents.reader.books import books
from tests.agents.reader.company import Company, mail
from tests.agents.reader.test_transport import told

DOCK, OURS, CARRIER = "rampe@lagerost.example", "tom@ours.example", "ops@junipertruck.example"
FIELDS = ("received_qty", "received_qty:good", "damaged_qty", "missing_qty", "dock_time",
          "dock_time:over")  # fmt: skip


def reading(sender: str, text: str) -> set[str]:
    return told(read(mail(sender, text, "unloaded"), docked()), *FIELDS)


def docked() -> Company:
    rows = [row for table in books().tables.values() for row in table.values()]
    items = [Row(table="items", key=one, version=1, values={}) for one in ("GH-81", "GH-80")]
    return Company([*rows, *items])


@pytest.mark.parametrize(
    ("sender", "text", "wanted"),
    [
        (OURS, "CSQU3054383 is empty. Count 6,000. Put 5,940 to stock.",
         {"CSQU3054383 received_qty 6000 PCS", "CSQU3054383 received_qty:good 5940 PCS"}),
        (OURS, "CSQU3054383 unloaded. Truck in 0710 out 0925, he asks for 15 min.",
         {"SX1 dock_time 135 MIN", "SX1 dock_time:over 15 MIN"}),
        (DOCK, "Wareneingang Bestellung 5100000471, GH-81: 1 200 Stück gezählt, "
               "2 Kartons durchstochen.",
         {"5100000471/10 received_qty 1200 PCS", "5100000471/10 damaged_qty 2 CTN"}),
        (DOCK, "Lieferung erhalten, Bestellung 5100000471:\n- GH-81: 24 Kartons\n- 3 bundles nass",
         {"5100000471/10 received_qty 24 CTN", "5100000471/10 damaged_qty 3 BUNDLE"}),
        (CARRIER, "Load 66120 delivered. In 0755 out 1020 = 145 minutes, 25 over.",
         {"SX2 dock_time 145 MIN", "SX2 dock_time:over 25 MIN"}),
        (OURS, "CSQU3054383 is not unloaded yet, count tomorrow 6,000 or so?", set()),
        (OURS, "CSQU3054383: door 4000, seal 5940 was good, unloaded at 0710.", set()),
        (DOCK, "Bestellung 5100000471: Rampe 12 gesperrt, 24 Kartons werden erwartet.", set()),
        (CARRIER, "Load 66120: driver is 25 over his hours.", set()),
    ],
)  # fmt: skip
def test_counts_are_read_and_mere_numbers_are_not(sender: str, text: str, wanted: set[str]) -> None:
    assert reading(sender, text) == wanted


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("CSQU3054383 unloaded: 4 cartons soaked.", {"quality_decision"}),
        ("CSQU3054383 unloaded: 1 extra carton that is not on my paperwork.", {"disposition"}),
        ("CSQU3054383 unloaded: 40 cartons, no damage, nothing extra.", set()),
    ],
)
def test_what_is_done_with_damaged_and_strange_goods_is_asked_of_our_own(
    text: str, topics: set[str]
) -> None:
    asked = read(mail(OURS, text, "unloaded"), docked()).questions
    found = {one.about for one in asked} & {"quality_decision", "disposition"}
    assert found == topics
    assert all(one.of.startswith("people:") for one in asked if one.about in topics)


@pytest.mark.parametrize(
    ("paper", "damaged", "topics"),
    [
        ("Exceptions: 2 CTN CORNER CRUSHED", {"SX2 damaged_qty 2 CTN"}, {"quality_decision"}),
        ("Exceptions: NONE", set(), set()),
        ("80 CTN SHAMPOO FOR DAMAGED HAIR", set(), set()),
    ],
)  # fmt: skip
def test_damage_written_on_the_paper_counts_though_its_mail_says_clean(
    paper: str, damaged: set[str], topics: set[str]
) -> None:
    letter = mail(CARRIER, "POD load 66120. Delivered this morning, 80 ctn, clean.", "POD 66120")
    pod = Part(name="attachment:0", kind="application/pdf", file_name="pod.pdf",
               text=f"PROOF OF DELIVERY\nLoad 66120\n{paper}\nReceived by: D. OKAFOR")  # fmt: skip
    found = read(letter.model_copy(update={"parts": (*letter.parts, pod)}), docked())
    assert told(found, *FIELDS) == {"SX2 received_qty 80 CTN"} | damaged
    assert {one.about for one in found.questions} & {"quality_decision"} == topics

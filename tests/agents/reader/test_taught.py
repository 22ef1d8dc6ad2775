"""What was taught about how a partner writes is used by its reader, and only for that partner."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from agents.reader import read
from domain.derive import derive
from domain.reading import Reading, stated_text
from domain.taught import Habits, Taught, checked, habits
from tests.agents.reader.company import company, mail

RECORD = company()
KAILUN, BRIGHTWELL = "lily@kailun.example", "sales@brightwell.example"


def taught(partner: str, *lessons: tuple[str, str, str]) -> Callable[[str], Habits]:
    """Knows these (kind, words, value) of one partner; units are of any item, in PCS."""
    found = [
        checked(Taught(partner=partner, kind=kind, words=words, value=value, unit=unit))
        for kind, words, value in lessons
        for unit in ("PCS" if kind == "unit" else "",)
    ]
    return lambda asked: habits(found) if asked == partner else Habits()


def facts(reading: Reading) -> dict[str, str]:
    return {
        f"{one.object.partition(':')[2]} {one.field}": stated_text(one.value)
        for one in reading.statements
    }


def test_packs_count_as_what_they_hold_and_say_by_which_lesson() -> None:
    body = "PO 4500018822 item 10 is delayed: 400 cartons on 20 April, balance 600 cartons 4 May."
    before = read(mail(KAILUN, body), RECORD)
    assert not [one for one in before.statements if one.field == "promised_qty"]
    knows = taught("V1001", ("unit", "cartons", "12"))
    reading = read(mail(KAILUN, body), RECORD, None, knows)
    sizes = [one for one in reading.statements if one.field == "promised_qty"]
    assert [(stated_text(one.value), one.recipe) for one in sizes] == [
        ("4800", "packs"),
        ("7200", "packs"),
    ]
    first = sizes[0]
    assert first.span is not None and first.span.quote == "400 cartons"
    assert first.arguments == {
        "decimal": ".",
        "word": "cartons",
        "each": "12",
        "unit": "PCS",
        "taught": "",
    }
    assert derive("packs", first.span.quote, first.arguments) == first.value


def test_packs_of_one_item_are_not_those_of_another() -> None:
    body = "PO 4500018822 item 20 is delayed: 100 ctn on 20 April, balance 150 ctn 4 May."
    one = Taught(partner="V1001", kind="unit", words="ctn", value="12", item="KLB-12", unit="PCS")
    reading = read(mail(KAILUN, body), RECORD, None, lambda _: habits([one]))
    assert not [one for one in reading.statements if one.field == "promised_qty"]


def test_a_number_in_another_unit_is_no_balance_in_pieces() -> None:
    body = "PO 4500018822 item 10 delayed: 4000 pcs on 20 April, balance 600 cartons on 4 May."
    reading = read(mail(KAILUN, body), RECORD)
    assert "600" not in [stated_text(one.value) for one in reading.statements]


def test_a_label_tells_what_the_date_is_the_date_of() -> None:
    body = "PO 4500018822 item 10 delay\nShip by: 20 April"
    [date] = read(mail(KAILUN, body), RECORD).statements
    assert date.arguments["event"] == "ex works"  # that on record
    knows = taught("V1001", ("label", "ship by", "FOB on board"))
    reading = read(mail(KAILUN, body), RECORD, None, knows)
    [date] = [one for one in reading.statements if one.field == "promised_date"]
    assert stated_text(date.value) == "2026-04-20"
    assert date.arguments["event"] == "FOB on board"


def test_a_label_at_the_head_of_a_column_makes_it_news() -> None:
    body = "Delays of your orders\n\nPO\tLine\tCargo cut\n4500018822\t10\t20 April 2026\n"
    assert facts(read(mail(KAILUN, body), RECORD)) == {}
    knows = taught("V1001", ("label", "Cargo cut", "handover FCA"))
    reading = read(mail(KAILUN, body), RECORD, None, knows)
    [date] = [one for one in reading.statements if one.field == "promised_date"]
    assert (stated_text(date.value), date.arguments["event"]) == ("2026-04-20", "handover FCA")


def test_the_order_of_day_and_month_and_the_decimal_mark_go_before_master_data() -> None:
    body = "PO 4500018910 line 10 is delayed to 04/05/2026"
    assert (
        facts(read(mail(BRIGHTWELL, body), RECORD))["4500018910/10 promised_date"] == "2026-04-05"
    )
    knows = taught("V1010", ("date-order", "", "DMY"), ("decimal-mark", "", ","))
    lots = "PO 4500018910 line 10 is delayed: 1.200 pcs on 4 May, balance 1.200 pcs on 18 May"
    assert "promised_qty" not in str(facts(read(mail(BRIGHTWELL, lots), RECORD)))
    sized = facts(read(mail(BRIGHTWELL, lots), RECORD, None, knows))
    assert sized["4500018910/10 promised_qty"] == "1200"
    found = facts(read(mail(BRIGHTWELL, body), RECORD, None, knows))
    assert found["4500018910/10 promised_date"] == "2026-05-04"


def test_their_item_number_and_their_prefix_name_our_lines() -> None:
    body = "KX-9912 of order HRL-18822 is delayed to 20 April."
    assert facts(read(mail(KAILUN, body), RECORD)) == {}
    knows = taught("V1001", ("item", "KX-9912", "KLB-12"), ("prefix", "HRL-", "45000"))
    reading = read(mail(KAILUN, body), RECORD, None, knows)
    assert facts(reading)["4500018822/10 promised_date"] == "2026-04-20"
    assert any("as taught" in one.how for one in reading.references)


def test_an_item_of_theirs_without_a_line_is_bound_to_ours() -> None:
    knows = taught("V1001", ("item", "KX-9912", "KLB-12"))
    reading = read(mail(KAILUN, "How is KX-9912 doing?"), RECORD, None, knows)
    assert [one.object for one in reading.references] == ["items:KLB-12"]


def test_a_prefix_that_fits_no_order_or_several_is_asked_about() -> None:
    knows = taught("V1001", ("prefix", "HRL-", ""))
    reading = read(mail(KAILUN, "HRL-99999 is delayed to 20 April."), RECORD, None, knows)
    assert [one.object for one in reading.references] == [None]
    assert [one.about for one in reading.questions] == ["reference"]


def test_what_one_partner_was_taught_does_not_count_for_another() -> None:
    body = "PO 4500018910 line 10 is delayed to 04/05/2026"
    knows = taught("V1001", ("date-order", "", "DMY"))
    reading = read(mail(BRIGHTWELL, body), RECORD, None, knows)
    assert facts(reading)["4500018910/10 promised_date"] == "2026-04-05"


WORDS = st.lists(
    st.sampled_from(
        [
            *(
                "item 10",
                "item 20",
                "PO 18822",
                "HRL-18822",
                "KX-9912",
                "20 April",
                "9/4",
                "Ship by:",
            ),
            *("400 cartons", "1.500 cartons", "balance 600 cartons", "4000 pcs", "delayed", "to"),
            *("new date", "\n", ",", ".", "PO\tLine\tShip by\n4500018822\t10\t20 April\n"),
        ]
    ),
    min_size=2,
    max_size=30,
)


@given(WORDS)
def test_whatever_is_stated_with_lessons_can_be_derived_again(words: list[str]) -> None:
    knows = taught(
        "V1001",
        ("unit", "cartons", "12"),
        ("label", "ship by", "ex works"),
        ("item", "KX-9912", "KLB-12"),
        ("prefix", "HRL-", "45000"),
        ("decimal-mark", "", ","),
    )
    for one in read(mail(KAILUN, " ".join(words), "PO 4500018822"), RECORD, None, knows).statements:
        assert one.span is not None
        assert derive(one.recipe, one.span.quote, one.arguments) == one.value

"""Parts of an order line, each told with its time in words: what comes when, and what is asked."""

import pytest

from agents.reader import read
from domain.reading import Reading, stated_text
from tests.agents.reader.company import company, mail

EN, DE, SV, TR = (
    "lily.chen@kailun.example",
    "auftragsabwicklung@nordmetall.example",
    "order@lindqvist.example",
    "satis@anadoludokum.example",
)


def reading(sender: str, words: str) -> Reading:
    return read(mail(sender, words + "\n"), company())


def lots(found: Reading) -> list[tuple[str, str]]:
    return [
        (f"{one.for_qty.n:f}" if one.for_qty else "", stated_text(one.value))
        for one in found.statements
        if one.field == "promised_date"
    ]


PARTS = [
    (
        EN,
        "4500018822 item 10: 9,500 pcs as scheduled, the rest on 27 April.",
        [("9500", "2026-04-06"), ("2500", "2026-04-27")],
    ),
    (
        EN,
        "4500018822 item 10: 9,500 pcs are on track. The remaining 2,500 pcs slip to 27 April.",
        [("9500", "2026-04-06"), ("2500", "2026-04-27")],
    ),
    (
        EN,
        "4500018822 item 10 goes out in three lots, 6,000 on 6 April, another 4,000 on 16 April "
        "and the last 2,000 on 27 April.",
        [("6000", "2026-04-06"), ("4000", "2026-04-16"), ("2000", "2026-04-27")],
    ),
    (
        EN,
        "4500018822 item 10: of the 12,000 pcs 9,500 leave on 6 April and 2,500 on 27 April.",
        [("9500", "2026-04-06"), ("2500", "2026-04-27")],
    ),
    (
        EN,
        "4500018822 item 10: instead of 12,000 pcs we ship 9,500 pcs on 6 April and 2,500 pcs on "
        "27 April.",
        [("9500", "2026-04-06"), ("2500", "2026-04-27")],
    ),
    (
        EN,
        "4500018822 item 10: 9,500 nos on 06.04, balance on 27.04.",
        [("9500", "2026-04-06"), ("2500", "2026-04-27")],
    ),
    (
        DE,
        "4500018830 Pos. 10: 9.500 Stück kommen wie geplant, der Rest am 27. April.",
        [("9500", "2026-04-03"), ("2500", "2026-04-27")],
    ),
    (
        EN,
        "4500018822 item 10: 9 500 pièces comme convenu, le solde le 27 avril.",
        [("9500", "2026-04-06"), ("2500", "2026-04-27")],
    ),
    (
        EN,
        "4500018822 item 10: 9 500 piezas según lo confirmado, el resto el 27 de abril.",
        [("9500", "2026-04-06"), ("2500", "2026-04-27")],
    ),
    (
        TR,
        "4500018858 siparişin 10. kalemi: 310 adet planlandığı gibi, kalan 27 Nisan'da hazır.",
        [("310", "2026-04-15"), ("90", "2026-04-27")],
    ),
]


@pytest.mark.parametrize(("sender", "words", "expected"), PARTS)
def test_every_part_has_its_own_day(
    sender: str, words: str, expected: list[tuple[str, str]]
) -> None:
    found = reading(sender, words)
    assert lots(found) == expected
    assert not any(one.field == "line_state" for one in found.statements)
    assert found.questions == () and found.workflows == ("W1",)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("half as scheduled, the other half on 27 April.", ("2026-04-27",)),
        ("9.5 pcs as scheduled, the rest on 27 April.", ("2026-04-27",)),
        ("9,500 pcs as scheduled, the rest on 27/4 or 28/4.", ("2026-04-27", "2026-04-28")),
        ("first lot as confirmed, second lot on 27 April.", ("2026-04-27",)),
        ("most as planned, some pieces only on 27 April.", ("2026-04-27",)),
        ("9,500 pcs as scheduled, the rest never.", ()),
        ("9,500 pcs as scheduled and the rest is scrapped, sorry.", ()),
    ],
)
def test_what_is_confirmed_of_a_part_alone_leaves_the_line_asked_for_the_rest(
    words: str, days: tuple[str, ...]
) -> None:
    found = reading(EN, f"4500018822 item 10: {words}")
    assert not {"line_state", "promised_date"} & {one.field for one in found.statements}
    told = [(one.text, one.choices) for one in found.questions]
    assert told == [("only a part is said to be as confirmed", days)]
    assert found.workflows == ("W1",)


def test_fewer_that_keep_their_day_are_a_case() -> None:
    found = reading(EN, "4500018822 item 10: only 9,500 pcs as scheduled.")
    assert lots(found) == [("9500", "2026-04-06")] and found.workflows == ("W1",)
    assert [f"{one.for_qty.n:f}" for one in found.questions if one.for_qty] == ["2500"]


@pytest.mark.parametrize(
    "words", ["12,000 pcs as scheduled, rest assured.", "all as scheduled, rest assured."]
)
def test_a_line_confirmed_as_a_whole_is_unchanged(words: str) -> None:
    found = reading(EN, f"4500018822 item 10: {words}")
    assert [one.field for one in found.statements] == ["line_state"] and found.questions == ()


def test_what_comes_now_or_later_is_asked_for_its_day() -> None:
    found = reading(EN, "4500018822 item 10: only 9,500 pcs in stock, the rest later.")
    assert lots(found) == []
    asked = [(f"{one.for_qty.n:f}", one.choices) for one in found.questions if one.for_qty]
    assert asked == [("9500", ("2026-03-12",)), ("2500", ())]
    assert found.workflows == ("W1",)


def test_a_part_that_comes_now_leaves_the_days_of_the_others() -> None:
    found = reading(EN, "4500018822 item 10: only 9,500 now, the balance of 2,500 on 27 April.")
    assert lots(found) == [("2500", "2026-04-27")]
    assert [one.choices for one in found.questions] == [("2026-03-12",)]


def test_a_rest_without_a_day_is_asked_for_it() -> None:
    words = "4500018822 item 10: instead of 12,000 pcs we can only ship 9,500 pcs on 6 April."
    found = reading(EN, words)
    assert lots(found) == [("9500", "2026-04-06")]
    assert [f"{one.for_qty.n:f}" for one in found.questions if one.for_qty] == ["2500"]


def test_a_day_that_is_far_past_is_not_said_to_be_kept() -> None:
    found = reading(SV, "Order 4500018776: 3 000 st kommer som planerat, resten den 27 april.")
    assert lots(found) == [("5000", "2026-04-27")]
    assert [one.choices for one in found.questions] == [("2025-04-02",)]


def test_a_line_that_moves_as_ordered_is_not_unchanged() -> None:
    found = reading(EN, "4500018822 item 10 moves to 24 April, 12,000 pcs as ordered.")
    assert lots(found) == [("", "2026-04-24")]
    assert not any(one.field == "line_state" for one in found.statements)


@pytest.mark.parametrize(
    "words",
    [
        "4500018822 item 10: 30 % payment now, balance before shipment on 6 April.",
        "4500018822 item 10: we packed 40 cartons now, 200 cartons later.",
        "4500018822 item 10: we cannot send 9,500 pcs now and the rest later.",
        "4500018822 item 10: 9,500 pcs now and the rest on 27 April?",
        "4500018822 item 10: 19,500 pcs as planned, the rest on 6 April.",
    ],
)
def test_payments_packs_refusals_and_questions_are_no_parts(words: str) -> None:
    found = reading(EN, words)
    assert not any(size for size, _ in lots(found))
    assert not any(one.for_qty for one in found.questions)


def test_a_number_of_pieces_behind_the_word_for_a_line_is_no_line() -> None:
    found = reading(TR, "4500018858 10. kalem: 250 adet 27 Nisan'da hazır.")
    assert not any(one.about == "reference" for one in found.questions)


@pytest.mark.parametrize(
    "words",
    [
        "As 20 peças ficam conosco, o resto segue dia 20 de abril de 2026.",
        "we keep 20 pcs for tests, the rest is delayed to 20 April 2026.",
        "20 Stück bleiben bei uns, verspätet, neuer Termin 20.04.2026.",
        "the 20 pcs stay with us, the others are delayed to 20 April 2026.",
    ],
)
def test_pieces_that_stay_with_the_partner_are_no_quantity_that_comes(words: str) -> None:
    found = reading(EN, f"PO 4500018822 item 10: {words}")
    told = {one.field: stated_text(one.value) for one in found.statements}
    assert told.get("promised_date") == "2026-04-20"
    assert "promised_qty" not in told

"""Lots of a line as people tell them: the day on record once more for a part, numbers alone."""

import pytest

from agents.reader import read
from tests.agents.reader.company import company, mail
from tests.agents.reader.test_invented_mails import stated

GERMAN, SWEDISH = "k.brandt@nordmetall.example", "order@lindqvist.example"
LINE = "4500018830/10 "


def lots(sender: str, text: str, subject: str) -> set[str]:
    found = stated(read(mail(sender, text, subject), company()))
    return {one for one in found if "promised" in one}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("4500018830 Pos. 10: 8.000 Stk kommen wie bestätigt am 03.04.2026, die restlichen "
         "4.000 Stk erst am 17.04.2026, der Verzinker hat keinen Platz.",
         {f"{LINE}promised_qty 8000", f"{LINE}promised_qty 4000",
          f"{LINE}promised_date 2026-04-03 for 8000", f"{LINE}promised_date 2026-04-17 for 4000"}),
        ("4500018830 Pos. 10 verschiebt sich auf Ende KW 16.",
         {f"{LINE}promised_date 2026-04-16..2026-04-19"}),
        ("4500018830 Pos. 10 verschiebt sich: 7 000 kommen am 10.04.2026, 5 000 am 17.04.2026.",
         {f"{LINE}promised_qty 7000", f"{LINE}promised_qty 5000",
          f"{LINE}promised_date 2026-04-10 for 7000", f"{LINE}promised_date 2026-04-17 for 5000"}),
    ],
)  # fmt: skip
def test_each_lot_has_its_own_day(text: str, wanted: set[str]) -> None:
    assert lots(GERMAN, text, "4500018830") == wanted


@pytest.mark.parametrize(
    "text",
    [
        "4500018830 Pos. 10 verschiebt sich: 7 000 kommen am 10.04.2026, 4 000 am 17.04.2026.",
        "4500018830 Pos. 10: nicht 8.000 Stk am 03.04.2026, sondern alles später.",
    ],
)
def test_numbers_that_do_not_add_up_and_days_refused_are_no_lots(text: str) -> None:
    found = lots(GERMAN, text, "4500018830")
    assert not {one for one in found if " for " in one or "promised_qty" in one}


@pytest.mark.parametrize(
    ("text", "replaced"),
    [
        ("Bitte löschen Sie meine Mail von heute früh.", True),
        ("Please forget my mail of this morning.", True),
        ("Oubliez mon mail de ce matin.", True),
        ("Please do not delete any mail of ours.", False),
        ("Did you delete our mail?", False),
    ],
)
def test_a_mail_that_takes_the_place_of_another_says_so(text: str, replaced: bool) -> None:
    news = "4500018830 Pos. 10 verschiebt sich auf den 17.04.2026."
    found = read(mail(GERMAN, f"{text}\n{news}", "4500018830"), company()).statements
    assert any(one.field == "supersedes" for one in found) is replaced


@pytest.mark.parametrize(
    "text",
    [
        "4500018830 item 10: sorry, the first lot will be ready on 16 April 2026 only.",
        "4500018830 Pos. 10: die zweite Teillieferung verschiebt sich auf den 16.04.2026.",
        "4500018830 pos. 10: el segundo lote se retrasa al 16 de abril de 2026.",
    ],
)
def test_the_day_of_a_lot_of_which_nobody_says_the_size_is_asked(text: str) -> None:
    found = read(mail(GERMAN, text, "4500018830"), company())
    assert not {one for one in stated(found) if "promised" in one}
    assert [one.text for one in found.questions] == ["the words do not say how much this lot is"]


@pytest.mark.parametrize(
    ("text", "stated_lots"),
    [
        ("We will not ship 4500018830 item 10 in two lots of 6000 pcs on 6 April 2026 and "
         "6000 pcs on 27 April 2026.", 0),
        ("Wir werden 4500018830 Pos. 10 nicht in zwei Lieferungen zu 6.000 Stk am 06.04.2026 "
         "und 6.000 Stk am 27.04.2026 senden.", 0),
        ("4500018830 item 10 is delayed: not at once, but 6000 pcs come on 6 April 2026 and "
         "6000 pcs on 27 April 2026.", 2),
        ("4500018830 Pos. 10 verschiebt sich und kommt nicht auf einmal, sondern 6.000 Stk am "
         "06.04.2026 und 6.000 Stk am 27.04.2026.", 2),
    ],
)  # fmt: skip
def test_lots_that_are_refused_are_no_plan_and_those_told_instead_are(
    text: str, stated_lots: int
) -> None:
    found = lots(GERMAN, text, "4500018830")
    assert len({one for one in found if " for " in one}) == stated_lots

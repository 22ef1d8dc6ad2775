"""One letter to each reader on one approval: joined, or the one that only holds off left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.actions import Action, SendMessage
from domain.derivations import derive_slot
from domain.errors import Refused
from domain.one_letter import is_part, one_letter_each, parts_of, several, without
from domain.provenance import fixed

GREETING, COMPANY = "Dear Lily Chen,", "Harlow Devices, Inc."
BODIES = (
    st.text(alphabet="abc \n", min_size=1)
    .map(str.strip)
    .filter(bool)
    .filter(lambda one: "\n\n" not in one)
)


def letter(
    template: str, body: str, contact: str = "CT01", option: str = "", greeting: str = GREETING
) -> SendMessage:
    word = fixed("empty", "")
    return SendMessage(
        case="W1-1",
        function="procurement",
        objects=("purchase_orders:1", f"contacts:{contact}"),
        option=option,
        contact=word.model_copy(update={"value": contact}),
        contact_name=word,
        template=word.model_copy(update={"value": template}),
        subject=word,
        text=word.model_copy(update={"value": f"{greeting}\n\n{body}\n\n{COMPANY}"}),
        in_reply_to=word,
    )


def told(actions: tuple[Action, ...]) -> list[str]:
    return [one.letter for one in actions]


def keys(*actions: Action) -> set[str]:
    return {one.key for one in actions}


def test_what_holds_off_is_left_out_beside_what_was_decided() -> None:
    first, last = letter("acknowledge", "change nothing"), letter("confirm_dates", "confirm them")
    assert one_letter_each((first, last), keys(first, last)) == (last,)


def test_what_holds_off_and_goes_at_once_goes() -> None:
    first, last = letter("acknowledge", "change nothing"), letter("confirm_dates", "confirm them")
    assert one_letter_each((first, last), keys(last)) == (first, last)


def test_two_decisions_are_one_letter_that_waits_for_the_same_yes() -> None:
    dates = letter("confirm_dates", "confirm them", option="take the part offered")
    part = letter("take_part", "we take it", option="take the part offered")
    (joined,) = one_letter_each((dates, part), keys(dates, part))
    assert isinstance(joined, SendMessage)
    assert joined.letter == f"{GREETING}\n\nconfirm them\n\nWe take it\n\n{COMPANY}"
    assert (joined.template.value, joined.option) == ("take_part", "take the part offered")
    assert len(parts_of(joined)) == 2
    assert all(is_part(one, parts_of(joined)) for one in (dates, part))
    assert not is_part(letter("take_part", "we take more"), parts_of(joined))


def test_a_letter_that_is_gone_is_taken_out_of_what_was_joined() -> None:
    dates, part = letter("confirm_dates", "confirm them"), letter("take_part", "we take it")
    (joined,) = one_letter_each((dates, part), keys(dates, part))
    assert without(joined, [letter("take_part", "we take more")]) == [joined]
    assert without(joined, [dates, part]) == []
    assert without(dates, [dates]) == [dates]


def test_letters_to_others_stay_their_own() -> None:
    mine, theirs = letter("confirm_dates", "a"), letter("confirm_dates", "a", contact="CT02")
    assert not several((mine, theirs))
    assert one_letter_each((mine, theirs), keys(mine, theirs)) == (mine, theirs)


def test_letters_that_greet_otherwise_are_not_read_as_one() -> None:
    here, there = letter("confirm_dates", "a"), letter("take_part", "b", greeting="Guten Tag,")
    assert one_letter_each((here, there), keys(here, there)) == (here, there)
    with pytest.raises(Refused):
        derive_slot("letters_joined", {"text1": here.letter, "text2": there.letter})


@given(st.lists(BODIES, min_size=2, max_size=4, unique=True))
def test_a_joined_letter_says_all_and_greets_and_closes_once(bodies: list[str]) -> None:
    letters = tuple(letter("confirm_dates", one) for one in bodies)
    (joined,) = one_letter_each(letters, keys(*letters))
    parts = joined.letter.split("\n\n")
    assert [one.lower() for one in parts[1:-1]] == bodies
    assert (parts[0], parts[-1]) == (GREETING, COMPANY)

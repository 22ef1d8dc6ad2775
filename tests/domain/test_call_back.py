"""What a call-back leaves on record: no number but those on file, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.call_back import named_in, require_record
from domain.errors import Refused
from domain.reading import Question

ON_FILE = ["+49-89-1234567", "+49 (0)30 / 000 0202"]
SPOKEN = "Frau Weber of accounting"


def record(told: str, *names: str) -> None:
    require_record("call_back", "the account is theirs", f"{SPOKEN}, {told}", ON_FILE, names)


@pytest.mark.parametrize(
    "number",
    [
        "0151 2345678", "49 000 9999", "(089) 12345678", "+ 49 000 9999", "+49-000-9999",
        "\uff0b\uff14\uff19 \uff10\uff10\uff10 \uff19\uff19\uff19\uff19", "+49\u00a0000\u00a09999",
        "+49\u2011000\u20119999", "49\u200b0009999",
        "\u0664\u0669 \u0660\u0660\u0660 \u0669\u0669\u0669\u0669",
        "+49-89-1234567, then 000 9999", "+49 (0) 151 2345678", "2345678",
    ],
)  # fmt: skip
@pytest.mark.parametrize("where", ["value", "reason"])
def test_any_number_that_is_not_on_file_is_refused(number: str, where: str) -> None:
    told = {"value": "it is theirs", "reason": SPOKEN, where: f"{SPOKEN} on {number}"}
    with pytest.raises(Refused, match="is no number on file"):
        require_record("call_back", told["value"], told["reason"], ON_FILE)


@pytest.mark.parametrize(
    "told",
    [
        "on +49-89-1234567", "0049 89 1234567", "(089) 1234567", "+49 30 0000202", "49891234567",
        "+49 89 1234567 22 April, 10:40", "on 2026-04-22 at 10:40", "22.04.2026", "4/22/2026",
        "bill 2026-03417", "account DE89 3704 0044 0532 0130 00 stays", "de89370400440532013000",
    ],
)  # fmt: skip
def test_numbers_on_file_days_and_what_is_asked_about_may_be_told(told: str) -> None:
    record(told, "2026-03417", "DE89370400440532013000", "10")


@pytest.mark.parametrize("reason", ["", " ", "x", "Weber"])
def test_a_word_is_no_record_of_a_call(reason: str) -> None:
    with pytest.raises(Refused, match="say whom you spoke to and when"):
        require_record("call_back", "the account is theirs", reason, ON_FILE)


def test_the_account_of_a_question_may_be_told_and_no_number_its_letter_put_there() -> None:
    said = "account 123 456 789 (the holder is Weber 0151 2345678, not Alpha): call back"
    asked = Question(about="call_back", object="onboarding:ON-0013", of="us", text=said)
    assert named_in(asked) == ("ON-0013", "123 456 789")


@given(st.text("0123456789", min_size=7, max_size=15), st.sampled_from(["", " ", "-", ".", " / "]))
def test_digits_are_a_number_whatever_stands_between_them(digits: str, between: str) -> None:
    with pytest.raises(Refused, match="is no number on file"):
        require_record("call_back", "it is theirs", f"{SPOKEN}: {between.join(digits)}", [])

"""Sets of UIDs: what is written is read back, and closing gaps loses and makes up nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.imap.uids import Uids

UIDS = st.sets(st.integers(1, 300))


@given(UIDS)
def test_what_is_written_is_read_back(uids: set[int]) -> None:
    assert Uids.read(str(Uids.of(uids))) == Uids.of(uids)


@given(UIDS, UIDS)
def test_together_they_hold_what_either_held(one: set[int], other: set[int]) -> None:
    both = Uids.of(one) | Uids.of(other)
    assert [uid for uid in range(302) if uid in both] == sorted(one | other)
    assert both == Uids.of(one | other)


@given(UIDS, UIDS)
def test_what_is_missing_is_what_is_there_and_not_filed(filed: set[int], there: set[int]) -> None:
    assert Uids.of(filed).missing(there) == sorted(there - filed)


@given(UIDS, UIDS, st.integers(1, 20))
def test_closing_gaps_never_takes_in_a_mail_that_is_still_there(
    filed: set[int], there: set[int], most: int
) -> None:
    before = Uids.of(filed)
    after = before.closed(before.missing(there), most)
    assert after.missing(filed) == []
    assert after.missing(there) == before.missing(there)
    if not before.missing(there):
        assert len(after.ranges) <= most


def test_the_oldest_gaps_are_closed_first() -> None:
    assert str(Uids.read("1:2,5,9:12,20").closed([], 3)) == "1:5,9:12,20"


@pytest.mark.parametrize("text", ["a", "1:b", "1;2"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="invalid"):
        Uids.read(text)


def test_the_written_form_is_short() -> None:
    assert str(Uids.of([*range(1, 513), 514])) == "1:512,514"

"""Signatures of posted events: those of the specification's library, on bytes, by many keys."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from domain.errors import Refused
from tests.tools.events.posts import NOON, OTHER, SECRET
from tools.events.signature import is_fresh, key_of, posted_at, sign, signed_by


def headers(signature: str, name: str = "m", at: str = "1773144000") -> dict[str, str]:
    return {"webhook-id": name, "webhook-timestamp": at, "webhook-signature": signature}


@given(st.text(min_size=1, max_size=50), st.text(max_size=200))
def test_text_is_signed_as_the_library_signs_it(name: str, body: str) -> None:
    at = datetime(2026, 3, 10, 12, tzinfo=UTC)
    told = headers("", name, str(int(at.timestamp())))
    assert sign(key_of(SECRET), told, body.encode()) == Webhook(SECRET).sign(name, at, body)


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_bytes_that_are_no_text_are_signed_and_told_apart(body: bytes, other: bytes) -> None:
    key = key_of(SECRET)
    told = headers(sign(key, headers(""), body))
    assert signed_by([key], told, body)
    assert signed_by([key], told, other) == (body == other)


def test_any_of_several_keys_and_any_of_several_signatures_count() -> None:
    old, new = key_of(SECRET), key_of(OTHER)
    told = headers("v1,AAAA v2,x " + sign(new, headers(""), b"x"))
    assert signed_by([old, new], told, b"x")
    assert not signed_by([old], told, b"x")
    assert not signed_by([], told, b"x")


@pytest.mark.parametrize("given", ["", "v1", "v1,", "v2,AAAA", "v1,äöü", "v1," + "A" * 500])
def test_odd_signatures_prove_nothing(given: str) -> None:
    assert not signed_by([key_of(SECRET)], headers(given), b"x")


def test_id_and_time_are_signed_too() -> None:
    key = key_of(SECRET)
    told = headers(sign(key, headers(""), b"x"))
    assert not signed_by([key], {**told, "webhook-id": "n"}, b"x")
    assert not signed_by([key], {**told, "webhook-timestamp": "1773144001"}, b"x")
    assert not signed_by([key], {**told, "webhook-id": ""}, b"x")


@pytest.mark.parametrize("text", ["", "now", "-5", "1e9", "1773144000.5", "9" * 40, "١٧٧"])
def test_odd_times_are_none(text: str) -> None:
    assert posted_at({"webhook-timestamp": text}) is None


def test_fresh_is_within_the_window_on_both_sides() -> None:
    window = timedelta(minutes=5)
    for seconds, fresh in ((-301, False), (-300, True), (0, True), (300, True), (301, False)):
        assert is_fresh(NOON + timedelta(seconds=seconds), NOON, window) == fresh


@pytest.mark.parametrize(
    "secret", ["", "whsec_", "whsec_c2hvcnQ=", "whsec_!!!", "whsec_" + "A" * 200]
)
def test_a_secret_that_is_none_is_refused_without_being_repeated(secret: str) -> None:
    with pytest.raises(Refused) as refused:
        key_of(secret)
    assert not secret or secret not in str(refused.value)

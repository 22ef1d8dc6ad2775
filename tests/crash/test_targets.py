"""Whatever the target can and cannot do, no effect happens twice and none is lost silently."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.crash.harness import Harness, twice

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

Made = Callable[..., Harness]


def test_a_target_that_would_deliver_twice_is_asked_before_it_is_told_again(made: Made) -> None:
    product = made(target="plain")
    where = [
        *product.places_of("mail.send", "after", 4),
        *product.places_of("mail.send", "before", 2),
    ]
    assert product.complaints(product.copied(where)) == {}


def test_a_mail_server_that_cannot_be_asked_is_never_told_again(made: Made) -> None:
    product = made(target="relay")
    assert set(product.picture["phase"].values()) == {"closed"}
    where = [
        *product.places_of("mail.send", "after", 3),
        *product.places_of("mail.send", "before", 3),
    ]
    for place, one in product.copied(where).items():
        unknown = [key for key, state in one.picture["outbox"] if state == "unknown"]
        assert (len(unknown), twice(one)) == (1, []), place
        phases = set(one.picture["phase"].values())
        assert phases == {"effects"}, "a person must decide, so it may not close"


def test_rows_for_people_to_apply_are_handed_over_once(made: Made) -> None:
    product = made(target="exports")
    assert len(product.picture["handed over"]) > 1
    where = [
        place
        for phase in ("before", "rename", "after")
        for place in product.places_of("erp.handover", phase, 2)
    ]
    assert len(where) == 6
    assert product.complaints(product.copied(where)) == {}

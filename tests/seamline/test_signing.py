"""Signing: the owner's signature is filled into the file's own text, and covers what it should."""

from datetime import date

import pytest
import yaml

from domain.errors import NotAllowed, Unknown
from domain.policy import Standing, load_policy
from seamline.signing import sign_standing, sign_waiver
from seamline.waiver import Waiver

POLICY = """\
# A policy with comments that stay.
version: "1"
currency: USD
standing:
  # Answers only.
  - id: SA-1  # the first
    title: Answers
    owner: E020
    kinds: [SendMessage]
    when: >-
      template == "acknowledge" &&
      sender_authenticated
    cap_minor: 0
    per_day: 5
    valid_from: 2026-03-01
    valid_until: 2026-08-27
    signature:  # to be filled
  - {id: SA-2, title: Notes, owner: E020, kinds: [NotifyFunction], when: 'true', cap_minor: 0,
     per_day: 5, valid_from: 2026-03-01, valid_until: 2026-08-27}
# The end.
"""
DAY = date(2026, 3, 2)


def standing(text: str, id: str) -> Standing:
    return next(one for one in load_policy(text).standing if one.id == id)


@pytest.mark.parametrize("id", ["SA-1", "SA-2"])
def test_a_signed_authority_holds_and_nothing_else_of_the_file_moves(id: str) -> None:
    signed = sign_standing(POLICY, id, "E020", DAY)
    assert standing(signed, id).defect(DAY) == ""
    others = {one.id: one.signature for one in load_policy(signed).standing if one.id != id}
    assert list(others.values()) == [None]
    for line in POLICY.splitlines():
        if "signature" not in line and "SA-2" not in line and "per_day: 5, valid" not in line:
            assert line in signed.splitlines()


def test_where_no_place_for_it_is_given_the_signature_gets_its_own_line() -> None:
    unplaced = POLICY.replace("    signature:  # to be filled\n", "")
    signed = sign_standing(unplaced, "SA-1", "E020", DAY)
    assert standing(signed, "SA-1").defect(DAY) == ""
    assert "  - id: SA-1  # the first\n    signature: {by: E020" in signed


def test_signing_again_replaces_the_signature() -> None:
    once = sign_standing(POLICY, "SA-1", "E020", DAY)
    changed = once.replace("title: Answers", "title: Answers to partners")
    assert "was changed after E020 signed it" in standing(changed, "SA-1").defect(DAY)
    again = sign_standing(changed, "SA-1", "E020", date(2026, 3, 3))
    assert standing(again, "SA-1").defect(date(2026, 3, 3)) == ""
    assert again.count("signature:") == 1


def test_a_signature_written_in_lines_is_replaced_whole() -> None:
    block = POLICY.replace(
        "    signature:  # to be filled\n",
        "    signature:\n      by: E020\n      on: 2026-03-01\n      digest: old\n    # after it\n",
    )
    signed = sign_standing(block, "SA-1", "E020", DAY)
    assert standing(signed, "SA-1").defect(DAY) == ""
    assert "digest: old" not in signed
    assert "    # after it\n" in signed


def test_only_the_owner_signs() -> None:
    with pytest.raises(NotAllowed, match="signed by its owner E020, not by E001"):
        sign_standing(POLICY, "SA-1", "E001", DAY)


def test_an_unknown_authority_is_named_with_those_there_are() -> None:
    with pytest.raises(Unknown, match="no standing authority 'SA-9'; it has SA-1, SA-2"):
        sign_standing(POLICY, "SA-9", "E020", DAY)


def test_one_that_is_over_is_not_signed() -> None:
    with pytest.raises(NotAllowed, match="holds from 2026-03-01 to 2026-08-27 only"):
        sign_standing(POLICY, "SA-1", "E020", date(2026, 8, 28))


def test_a_signed_waiver_is_whole_and_any_other_word_voids_it() -> None:
    text = sign_waiver("supplier_delay", "first day", "E020", DAY, date(2026, 8, 27))
    waiver = Waiver.model_validate(yaml.safe_load(text))
    assert waiver.digest == waiver.content()
    later = waiver.model_copy(update={"until": date(2026, 8, 28)})
    assert later.digest != later.content()

"""An answer to an interchange that may or may not have left is settled by a person's word."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from domain.errors import NotAllowed, Refused, Unknown
from memory import chain
from seamline.answer_views import answered, in_doubt
from seamline.demo_company import OPENS
from seamline.parked_views import parked
from seamline.wiring import Office, open_office
from tests.flows.exports import put
from tests.flows.playing import mails_out
from tests.flows.test_acknowledging import CONTACT, KIND, laid, only, opened, send
from tests.flows.test_edi_answer import answer_855
from tests.flows.test_settling import Deaf

__all__ = ["opened"]

Opened = Callable[..., Office]
FOLDER = 'folder = "edi-out"'


@pytest.fixture
def doubtful(opened: Opened) -> tuple[Office, Deaf]:
    """An office whose answer ended unclear: the target took nothing and cannot be asked."""
    office = opened(FOLDER)
    deaf = Deaf(office.deps.hands[KIND], delivers=False)
    office.deps.hands[KIND] = deaf
    send(office, answer_855("20260409"))
    return office, deaf


def settle(office: Office, word: str, person: str = "E005", reason: str = "called them") -> Any:
    key = only(office)["key"]
    return office.desk.settle_answer(key[:12], word, person=person, reason=reason)


def test_it_is_listed_where_people_look_with_the_words_that_settle_it(
    doubtful: tuple[Office, Deaf],
) -> None:
    office, _ = doubtful
    (one,) = parked(office)["answers"]
    assert (one["state"], one["why"]) == ("in doubt", "the line went dead")
    assert one["settle"] == ("happened", "not-happened")


def test_what_did_not_leave_leaves_once_and_who_said_so_is_on_record(
    doubtful: tuple[Office, Deaf],
) -> None:
    office, deaf = doubtful
    office.deps.hands[KIND] = deaf.real
    done = settle(office, "not-happened")
    assert (done.state, only(office)["state"], len(laid(office))) == ("intended", "sent", 1)
    with office.ledger.reading() as connection:
        (fact,) = chain.of_kind(connection, "effect_settled")
    assert (fact.stream, fact.actor, fact.body["reason"]) == (done.case, "E005", "called them")
    assert in_doubt(office) == []


def test_what_left_is_read_back_and_made_again_only_on_a_second_word(
    doubtful: tuple[Office, Deaf],
) -> None:
    office, deaf = doubtful
    settle(office, "happened")
    (one,) = in_doubt(office)
    assert (one["state"], one["settle"]) == ("not found as it left", ("not-happened",))
    assert deaf.told == 1, "a person's word alone sends nothing"
    office.deps.hands[KIND] = deaf.real
    settle(office, "not-happened")
    assert (only(office)["state"], len(laid(office))) == ("sent", 1)


def test_what_really_left_is_sent_after_all(opened: Opened) -> None:
    office = opened(FOLDER)
    real = office.deps.hands[KIND]
    office.deps.hands[KIND] = Deaf(real, delivers=True)
    send(office, answer_855("20260409"))
    office.deps.hands[KIND] = real
    with pytest.raises(NotAllowed, match="the target says that it happened"):
        settle(office, "not-happened")
    settle(office, "happened")
    assert (only(office)["state"], len(laid(office)), in_doubt(office)) == ("sent", 1, [])


def test_it_is_not_made_again_when_its_setting_has_changed(doubtful: tuple[Office, Deaf]) -> None:
    office, _ = doubtful
    file = office.workspace.settings_file
    shutil.copy(file, file.with_suffix(".old"))
    file.write_text(file.read_text("utf-8").replace("edi-out", "elsewhere"), encoding="utf-8")
    later = open_office(office.workspace)
    later.deps.hands[KIND] = Deaf(later.deps.hands[KIND], delivers=False)
    done = settle(later, "not-happened")
    assert (done.state, only(later)["state"], laid(later)) == ("failed", "failed", [])
    assert "another than when it was decided" in done.because
    later.close()
    shutil.copy(file.with_suffix(".old"), file)
    again = open_office(office.workspace)
    settle(again, "not-happened", reason="the setting is as it was")
    assert (only(again)["state"], len(laid(again))) == ("sent", 1)
    again.close()


@pytest.mark.parametrize(
    ("setting", "row", "changed", "why", "after"),
    [
        (FOLDER, "partners:V1001", (",active,", ",blocked,"), "no active partner", "sent"),
        # who was another person for a while is not written to on the old decision
        (f'contact = "{CONTACT}"', f"contacts:{CONTACT}", (",no,", ",yes,"), "read mail", "failed"),
    ],
)
def test_it_is_not_made_again_when_the_record_has_changed(
    opened: Opened,
    tmp_path: Path,
    setting: str,
    row: str,
    changed: tuple[str, str],
    why: str,
    after: str,
) -> None:
    office = opened(setting)
    real = office.deps.hands[KIND]
    office.deps.hands[KIND] = Deaf(real, delivers=False)
    send(office, answer_855("20260409"))
    office.deps.hands[KIND] = real
    table, _, key = row.partition(":")
    known = (OPENS.opening() / f"{table}.csv").read_text(encoding="utf-8").splitlines()
    (before,) = (one for one in known if one.startswith(f"{key},"))
    put(office, tmp_path / "changed", **{table: before.replace(*changed, 1)})
    done = settle(office, "not-happened")
    assert (done.state, only(office)["state"]) == ("failed", "failed")
    assert why in done.because
    mailed = [one for one in mails_out(office) if str(one["Subject"]).startswith("997")]
    assert (laid(office), mailed) == ([], [])
    put(office, tmp_path / "again", **{table: before})
    settle(office, "not-happened", reason="the record is as it was")
    assert only(office)["state"] == after


@pytest.mark.parametrize(
    ("word", "person", "reason", "error", "why"),
    [
        ("accept", "E005", "so be it", NotAllowed, "settled as happened or not-happened"),
        ("happened", "E005", " ", Refused, "say how you know"),
        ("happened", "nobody", "heard it", Unknown, "nobody"),
    ],
)
def test_other_words_settle_nothing(
    doubtful: tuple[Office, Deaf],
    word: str,
    person: str,
    reason: str,
    error: type[Exception],
    why: str,
) -> None:
    office, _ = doubtful
    with pytest.raises(error, match=why):
        settle(office, word, person, reason)
    assert only(office)["state"] == "in doubt"


def test_what_is_not_in_doubt_and_what_is_no_answer_is_refused(opened: Opened) -> None:
    office = opened(FOLDER)
    send(office, answer_855("20260409"))
    with pytest.raises(NotAllowed, match="nothing is in doubt"):
        settle(office, "happened")
    with pytest.raises(Unknown, match="`seamline edi answers` lists their keys"):
        office.desk.settle_answer("abcdef012345", "happened", person="E005", reason="r")
    assert len(answered(office)) == 1

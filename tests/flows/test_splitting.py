"""Lines of a case go on in a case of their own, with their part of mails, notes and answers."""

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.errors import NotAllowed, Refused
from graph.notes import take_note
from seamline import views
from seamline.export import export_trace
from seamline.verify import verify_trace
from seamline.wiring import Office
from tests.flows.playing import file_letter
from tests.states import state

CASE, NEW = "W1-4500018822", "W1-4500018822-2"
WHY = "the cables are another story"
TEN, TWENTY = (f"purchase_order_lines:4500018822/{one}" for one in (10, 20))
File = Callable[..., None]


def late(office: Office, folder: Path, number: int, boards: str, cables: str) -> None:
    """The supplier is late with both lines."""
    file_letter(
        office,
        folder,
        sender="shipping@kailun.example",
        subject=f"4500018822 - new ready dates ({number})",
        sent=f"Tue, {9 + number} Mar 2026 09:20:00 +0000",
        text=(
            "PO 4500018822\n"
            f"item 10 KLB-12: 12,000 pcs, new ready date {boards}\n"
            f"item 20 CBL-20: 3,000 pcs, new ready date {cables}\n"
        ),
    )


@state()
def both(office: Office, folder: Path) -> None:
    """The case with both lines late."""
    late(office, folder / "letters", 1, "11 April 2026", "18 April 2026")


def objects(office: Office, case: str) -> set[str]:
    news = office.desk.case(case).news
    return {one.object for told in news for one in told.statements if one.object != "mail"}


def lines_written(office: Office, case: str) -> set[str]:
    """Lines whose date the open proposal of a case would write."""
    proposal = office.desk.case(case).proposal
    actions = proposal.actions if proposal is not None else ()
    return {one.objects[0] for one in actions if one.kind == "ChangeOrderLine"}


def test_each_case_has_its_lines_and_is_assessed_anew(both: Office) -> None:
    assert lines_written(both, CASE) == {TEN, TWENTY}
    both.desk.decide(CASE, "approve", person="E007", reason="covers the gap")
    done = both.desk.split(CASE, ["20"], person="E002", reason=WHY)
    assert (done.new, done.objects) == (NEW, (TWENTY,))
    assert (objects(both, CASE), objects(both, NEW)) == ({TEN}, {TWENTY})
    assert lines_written(both, CASE) == {TEN}
    old = both.desk.case(CASE)
    assert (old.superseded, old.approvals, old.sent_on) == (1, (), {TWENTY: NEW})
    new = both.desk.case(NEW)
    assert (new.order, new.came_from) == (old.order, (CASE,))
    assert new.proposal is not None or new.decision is not None


def test_a_later_mail_tells_each_of_its_own(both: Office, tmp_path: Path) -> None:
    both.desk.split(CASE, [TWENTY], person="E002", reason=WHY)
    late(both, tmp_path / "letters", 2, "12 April 2026", "20 April 2026")
    assert [len(both.desk.case(one).news) for one in (CASE, NEW)] == [2, 2]
    assert (objects(both, CASE), objects(both, NEW)) == ({TEN}, {TWENTY})


def test_what_was_noted_and_answered_goes_along(both: Office) -> None:
    said = "item 20 will be ready on 21 April"
    take_note(both.deps, CASE, said, said_by="CT02", channel="phone", person_id="E001")
    both.desk.advance()
    both.desk.decide(CASE, "respond", person="E001", slots={"promised_date": "2026-04-21"})
    both.desk.split(CASE, ["20"], person="E002", reason=WHY)
    new = both.desk.case(NEW)
    assert [one.text for one in new.notes] == [said]
    assert [(one.slot, one.value, one.person) for one in new.answers] == [
        ("promised_date", "2026-04-21", "E001")
    ]
    asked = new.proposal.questions if new.proposal is not None else ()
    assert asked == (), "nobody is asked twice"
    assert lines_written(both, CASE) == {TEN}


def test_a_note_on_a_line_that_was_split_off_is_noted_where_it_goes_on(both: Office) -> None:
    both.desk.split(CASE, ["20"], person="E002", reason=WHY)
    given = {"said_by": "CT02", "channel": "phone", "person": "E001"}
    noted = both.desk.note(CASE, "item 20 will be ready on 21 April", **given)
    assert (noted.case, [one.object for one in noted.questions]) == (NEW, [TWENTY])
    assert both.desk.case(CASE).notes == ()
    noted = both.desk.note(CASE, "item 10 will be ready on 21 April", **given)
    assert (noted.case, [one.object for one in noted.questions]) == (CASE, [TEN])


def test_a_day_said_of_no_line_asks_which_before_it_asks_whether(both: Office) -> None:
    given = {"said_by": "CT02", "channel": "phone", "person": "E001"}
    noted = both.desk.note(CASE, "it will be 25 April", **given)
    [which] = noted.questions
    assert which.text.endswith('said "25 April" (phone): for which line of order 4500018822?')
    assert which.choices == ("4500018822/10", "4500018822/20")
    proposal = both.desk.case(CASE).proposal
    assert proposal is not None and proposal.questions == (which,)
    assert lines_written(both, CASE) == set()
    with pytest.raises(Refused, match="none of the answers"):
        both.desk.decide(CASE, "respond", person="E001", slots={"which_line": "30"})
    both.desk.decide(CASE, "respond", person="E001", slots={"which_line": "4500018822/20"})
    proposal = both.desk.case(CASE).proposal
    assert proposal is not None
    [day] = proposal.questions
    assert (day.object, day.choices) == (TWENTY, ("2026-04-25",))
    both.desk.decide(CASE, "respond", person="E001", slots={day.slot: "2026-04-25"})
    proposal = both.desk.case(CASE).proposal
    assert proposal is not None and proposal.questions == ()
    days = {
        one.objects[0]: one.slots()["promised_date"].value
        for one in proposal.actions
        if one.kind == "ChangeOrderLine"
    }
    assert days[TWENTY] == "2026-04-25" and days[TEN] == "2026-04-11"


def test_merged_again_it_is_one_case_as_before(both: Office, tmp_path: Path) -> None:
    both.desk.split(CASE, ["20"], person="E002", reason=WHY)
    both.desk.merge(NEW, into=CASE, person="E002", reason="they ship together after all")
    assert objects(both, CASE) == lines_written(both, CASE) == {TEN, TWENTY}
    late(both, tmp_path / "letters", 2, "12 April 2026", "20 April 2026")
    assert (len(both.desk.case(CASE).news), len(both.desk.case(NEW).news)) == (2, 1)
    assert both.desk.case(CASE).sent_on == {}


def test_what_is_no_part_of_it_or_all_of_it_is_refused(both: Office) -> None:
    with pytest.raises(Refused, match="say why"):
        both.desk.split(CASE, ["20"], person="E002", reason="")
    with pytest.raises(Refused, match="'30' is not one thing that"):
        both.desk.split(CASE, ["30"], person="E002", reason=WHY)
    with pytest.raises(NotAllowed, match="nothing would be left"):
        both.desk.split(CASE, ["10", "20"], person="E002", reason=WHY)
    with pytest.raises(NotAllowed, match="may not split"):
        both.desk.split(CASE, ["20"], person="E022", reason=WHY)
    for person in ("E007", "E002"):
        both.desk.decide(CASE, "approve", person=person, reason="covers the gap")
    assert both.desk.case(CASE).superseded == 0


@pytest.mark.parametrize("case", [CASE, NEW])
def test_the_traces_of_both_verify(both: Office, tmp_path: Path, case: str) -> None:
    both.desk.split(CASE, ["20"], person="E002", reason=WHY)
    manifest = export_trace(both.ledger, both.blobs, tmp_path / "trace", case=case)
    verify_trace(tmp_path / "trace", head=manifest.head_hash)
    assert views.case(both, CASE)["sent_on"] == {TWENTY: NEW}

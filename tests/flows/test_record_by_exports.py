"""A record known by its exports: the old value waits, a third conflicts, the right one heals."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from domain.errors import NotAllowed
from memory import chain, outbox
from seamline import views
from seamline.demo_company import OPENS
from seamline.filing import file_mails
from seamline.loading import load_export
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace

CASE = "W1-4500018822"
OLD, RIGHT, THIRD = "2026-04-06", "2026-04-11", "2026-05-02"
Export = Callable[..., None]


@pytest.fixture
def office(workspace: Workspace) -> Iterator[Office]:
    """The sample company with its own ERP: the slip is approved as a split by air."""
    settings = workspace.settings_file
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('kind = "embedded"', 'kind = "exports"'), encoding="utf-8")
    opened = open_office(workspace)
    list(file_mails(opened, [OPENS.folder / "mail" / "W1-d.eml"]))
    opened.desk.advance()
    opened.desk.decide(
        CASE, "edit", person="E007", slots={"option": "split air"}, reason="boards we know"
    )
    for person in ("E008", "E005", "E002"):
        opened.desk.decide(CASE, "approve", person=person, reason="go")
    assert opened.desk.case(CASE).phase == "effects"
    yield opened
    opened.close()


@pytest.fixture
def export(office: Office, tmp_path: Path) -> Export:
    """Loads the order lines as the ERP exports them on a day, with this date on the line."""

    def load(day: str, promised: str, **other: str) -> None:
        source = OPENS.opening() / "purchase_order_lines.csv"
        text = source.read_text(encoding="utf-8")
        for old, new in {OLD: promised, **other}.items():
            head, line, tail = _around(text)
            text = head + line.replace(old, new) + tail
        folder = tmp_path / day
        folder.mkdir()
        (folder / source.name).write_text(text, encoding="utf-8")
        load_export(office, folder)

    return load


def _around(text: str) -> tuple[str, str, str]:
    """The text before, of and after the line of the case."""
    start = text.index("4500018822,10,")
    end = text.index("\n", start)
    return text[:start], text[start:end], text[end:]


def line_effect(office: Office) -> tuple[str, str]:
    """Facts' word for the order line's effect, and the outbox's."""
    state = office.desk.case(CASE)
    effect = next(one for one in state.effects if one.kind == "ChangeOrderLine")
    with office.ledger.reading() as connection:
        row = next(one for one in outbox.effects(connection) if one.key == effect.key)
    return effect.state, row.state


def test_the_old_value_in_later_exports_means_that_nobody_has_applied_it_yet(
    office: Office, export: Export
) -> None:
    export("2026-03-12", OLD)
    export("2026-03-13", OLD, **{"KL-A-2291": "KL-A-2292"})
    assert line_effect(office) == ("awaiting_erp", "awaiting_erp")
    assert office.desk.case(CASE).stuck == ""


def test_the_wished_value_closes_the_case(office: Office, export: Export) -> None:
    export("2026-03-12", OLD)
    export("2026-03-13", RIGHT)
    assert line_effect(office)[0] == "verified"
    assert office.desk.case(CASE).closed is not None


def test_a_third_value_is_a_conflict_that_people_see_and_the_right_one_heals(
    office: Office, export: Export
) -> None:
    export("2026-03-12", THIRD)
    assert line_effect(office)[0] == "mismatch"
    assert THIRD in office.desk.case(CASE).stuck
    assert THIRD in views.inbox(office)["waiting"][0]["stuck"]
    export("2026-03-13", RIGHT)
    assert line_effect(office)[0] == "verified"
    assert office.desk.case(CASE).closed is not None


def test_a_third_value_is_accepted_by_whoever_may_decide_and_the_case_closes(
    office: Office, export: Export
) -> None:
    export("2026-03-12", THIRD)
    key = next(one.key for one in office.desk.case(CASE).effects if one.kind == "ChangeOrderLine")
    with pytest.raises(NotAllowed, match="settled as accept"):
        office.desk.settle(CASE, key, "not-happened", person="E007", reason="look")
    office.desk.settle(CASE, key, "accept", person="E007", reason="Kailun agreed on 2 May")
    assert office.desk.case(CASE).closed is not None
    (override,) = views.case(office, CASE)["overrides"]
    assert (override["decided"]["promised_date"], override["found"]["promised_date"]) == (
        RIGHT,
        THIRD,
    )
    export("2026-03-13", RIGHT)
    assert line_effect(office) == ("accepted", "failed"), "a closed case is not opened by it"


def test_a_conflict_that_is_taken_back_is_waited_for_again(office: Office, export: Export) -> None:
    for day, value in (("12", THIRD), ("13", OLD)):
        export(f"2026-03-{day}", value)
    assert line_effect(office)[0] == "awaiting_erp"
    assert office.desk.case(CASE).stuck == ""
    export("2026-03-14", THIRD)
    assert line_effect(office)[0] == "mismatch"
    assert THIRD in office.desk.case(CASE).stuck
    with office.ledger.reading() as connection:
        told = chain.of_kind(connection, "outcome_mismatch")
    assert len(told) == 2


def test_the_same_conflict_is_told_once_however_many_exports_show_it(
    office: Office, export: Export
) -> None:
    for day in ("12", "13", "14"):
        export(f"2026-03-{day}", THIRD, **{"KL-A-2291": f"KL-A-{day}"})
    with office.ledger.reading() as connection:
        told = [one.body["read"] for one in chain.of_kind(connection, "outcome_mismatch")]
    assert [one["promised_date"] for one in told] == [THIRD]


def test_a_later_decision_on_the_same_line_takes_the_place_of_one_that_is_waited_for(
    office: Office, export: Export
) -> None:
    mail = (OPENS.folder / "mail" / "W1-d.eml").read_bytes()
    later = mail.replace(b"11 April", b"13 April").replace(b"w1-d@", b"w1-later@")
    later = later.replace(b"17:20:00", b"19:20:00").replace(b"5 days", b"7 days")
    path = office.workspace.folder.parent / "later.eml"
    path.write_bytes(later)
    list(file_mails(office, [path]))
    office.desk.advance()
    for person in ("E007", "E004"):
        office.desk.decide(CASE, "approve", person=person, reason="go")
    export("2026-03-14", OLD, **{"KL-A-2291": "KL-A-2292"})
    assert dates(office) == ["overtaken", "awaiting_erp"]
    export("2026-03-15", RIGHT)  # somebody had applied the first one: that is no conflict
    assert dates(office) == ["overtaken", "awaiting_erp"]
    export("2026-03-16", "2026-04-13")
    assert dates(office) == ["overtaken", "verified"]


def dates(office: Office) -> list[str]:
    """How far each date that was decided for the line has come."""
    effects = office.desk.case(CASE).effects
    return [one.state for one in effects if one.kind == "ChangeOrderLine"]

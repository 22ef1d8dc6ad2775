"""Modes: who may set them, which is in force, and how an observed case reads in the inbox."""

from collections.abc import Callable, Iterator

import pytest

from domain.errors import NotAllowed, Refused
from graph.desk import Desk
from memory import chain, inbox, outbox
from memory.modes import mode_of
from seamline import views
from seamline.cli.arguments import ModeName
from seamline.control import set_mode
from seamline.demo_company import OPENS
from seamline.filing import file_mails
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.states import After

CASE = "W1-4500018822"
File = Callable[..., None]


def set_to(office: Office, to: str, partner: str = "", by: str = "E020") -> None:
    waiver = OPENS.folder / "waivers" / "supplier_delay.yaml" if to == "act" else None
    set_mode(office, "W1", to, partner, waiver, by)


def in_force(office: Office, partner: str = "") -> str:
    with office.ledger.reading() as connection:
        return mode_of(connection, "supplier_delay", partner)


def listed(office: Office) -> dict[str, tuple[str, str]]:
    rows = [one for one in views.mode_list(office) if one["workflow"] == "supplier_delay"]
    return {one["partner"]: (one["mode"], one["in_force"]) for one in rows}


def test_lowering_the_workflow_lowers_a_partners_own_mode(office: Office) -> None:
    set_to(office, "act", "V1001")
    set_to(office, "observe")
    assert in_force(office, "V1001") == "observe"
    assert listed(office) == {"all": ("observe", "observe"), "V1001": ("act", "observe")}


def test_raising_the_workflow_gives_a_partner_no_more_than_its_own(office: Office) -> None:
    set_to(office, "advise", "V1001")
    set_to(office, "act")
    assert in_force(office, "V1001") == "advise"
    assert in_force(office, "V1002") == "act"


def test_a_partners_own_mode_that_is_set_later_goes_before_the_workflows(office: Office) -> None:
    set_to(office, "observe")
    set_to(office, "advise", "V1001")
    assert in_force(office, "V1001") == "advise"
    assert in_force(office, "V1002") == "observe"


def test_a_partners_own_mode_is_taken_away(office: Office) -> None:
    set_to(office, "observe", "V1001")
    set_to(office, "clear", "v1001")
    assert in_force(office, "V1001") == "act"
    assert listed(office) == {"all": ("act", "act")}
    with pytest.raises(NotAllowed, match="V1001 has no mode of its own in supplier_delay; nobody"):
        set_to(office, "clear", "V1001")
    with pytest.raises(Refused, match="--partner ID"):
        set_to(office, "clear")


def test_the_commands_modes_are_those_of_the_ledger() -> None:
    from memory.modes import CLEARED, ORDER

    assert [one.value for one in ModeName] == [*ORDER, CLEARED]


@pytest.mark.parametrize("by", ["E001", "E002", "E003", "E007", "E010"])
def test_setting_a_mode_takes_the_flows_owner_or_a_director(office: Office, by: str) -> None:
    before = in_force(office)
    with pytest.raises(NotAllowed, match=r"flow's owner \(VP supply chain\) or the level director"):
        set_to(office, "observe", by=by)
    with pytest.raises(NotAllowed, match="may not set modes"):
        set_to(office, "act", by=by)
    assert in_force(office) == before


@pytest.mark.parametrize("by", ["E020", "E004", "E006", "E012"])
def test_the_flows_owner_and_directors_may_set_a_mode(office: Office, by: str) -> None:
    set_to(office, "observe", by=by)
    assert in_force(office) == "observe"


@pytest.fixture
def changed(workspace: Workspace) -> Iterator[Callable[..., Office]]:
    """The workspace with another policy or other people."""
    opened: list[Office] = []

    def reopen(*swaps: tuple[str, str]) -> Office:
        for path in (workspace.policy_file, workspace.people_file):
            text = path.read_text(encoding="utf-8")
            for old, new in swaps:
                text = text.replace(old, new)
            path.write_text(text, encoding="utf-8")
        opened.append(open_office(workspace))
        return opened[-1]

    yield reopen
    for one in opened:
        one.close()


def test_policy_says_which_level_sets_modes(changed: Callable[..., Office]) -> None:
    office = changed(("mode_level: director", "mode_level: cfo"))
    with pytest.raises(NotAllowed, match="the level cfo and above; ask"):
        set_to(office, "observe", by="E004")
    set_to(office, "observe", by="E020")


def test_where_nobody_may_set_modes_it_says_so(changed: Callable[..., Office]) -> None:
    office = changed(
        ("level: cfo", "level: vp"),
        ("mode_level: director", "mode_level: cfo"),
        ("flow_owner: VP supply chain", 'flow_owner: ""'),
    )
    with pytest.raises(NotAllowed, match=r"\(nobody is named\).*ask nobody in people.yaml"):
        set_to(office, "observe")


@pytest.mark.parametrize("mail", ["W1-d", "W1-a"])
def test_an_observed_case_waits_for_nobody_and_rings_nobody(
    office: Office, file: File, mail: str
) -> None:
    """W1-a leaves a question open: also that is no wait while the workflow observes."""
    set_to(office, "observe")
    file(mail)
    seen = views.inbox(office)
    assert seen["waiting"] == []
    assert [one["case"] for one in seen["observed"]] == [CASE]
    assert seen["observed"][0]["what"]
    assert views.case(office, CASE)["waiting"] is None
    with office.ledger.reading() as connection:
        timers = {one.kind for one in inbox.pending(connection, f"case:{CASE}")}
    assert timers == set()
    for verb in ("reject", "edit"):
        with pytest.raises(NotAllowed, match="only observes"):
            office.desk.decide(CASE, verb, person="E007", reason="x", slots={"option": "accept"})


def test_a_case_that_waits_is_observed_as_soon_as_the_mode_is_lowered(after: After) -> None:
    office = after("W1-a")
    assert [one["case"] for one in views.inbox(office)["waiting"]] == [CASE]
    set_to(office, "observe", "V1001")
    assert views.inbox(office)["waiting"] == []
    set_to(office, "clear", "V1001")
    assert [one["case"] for one in views.inbox(office)["waiting"]] == [CASE]
    with office.ledger.reading() as connection:
        assert {one.kind for one in inbox.pending(connection, f"case:{CASE}")} >= {"remind"}


def test_what_keeps_an_observed_case_from_going_on_is_still_said(
    changed: Callable[..., Office],
) -> None:
    office = changed(
        ("constraint: material", "constraint: material-of-old"),
        ("constraint: none", "constraint: none-of-old"),
    )
    set_to(office, "observe")
    list(file_mails(office, [OPENS.folder / "mail" / "W1-a.eml"]))
    office.desk.advance()
    seen = views.inbox(office)
    assert seen["waiting"] == []
    assert "name an owner" in seen["observed"][0]["stuck"]


def test_what_was_decided_is_held_while_the_workflow_observes(
    after: After, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = after("W1-d")
    monkeypatch.setattr(Desk, "advance", lambda *_, **__: 0)  # the worker is busy elsewhere
    for person in ("E007", "E002"):
        office.desk.decide(CASE, "approve", person=person)
    set_to(office, "observe")
    monkeypatch.undo()
    office.desk.advance()
    with office.ledger.reading() as connection:
        found = outbox.effects(connection, case_id=CASE)
        assert chain.of_kind(connection, "decided")[-1].body["complete"]
    assert {one.state for one in found if one.kind == "ChangeOrderLine"} == {"pending"}
    assert views.inbox(office)["under_way"][0]["held"]
    set_to(office, "act")
    assert office.desk.case(CASE).closed is not None

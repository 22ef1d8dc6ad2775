"""What a case does where it does nothing, or may do nothing: it says so, and a person decides."""

import shlex
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from domain.errors import NotAllowed
from memory.clock import move_replay_clock
from seamline import views
from seamline.cli.app import app
from seamline.demo_company import OPENS, let_go
from seamline.filing import file_mails
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.flows.amended_orders import OPEN
from tests.flows.playing import options
from tests.flows.trade import post, put, write

OFFER = "W2-7100334"


def later(office: Office, moment: datetime) -> None:
    let_go(office)
    with office.ledger.transaction() as connection:
        move_replay_clock(connection, moment)
    office.desk.advance()


def test_letting_an_offer_lapse_is_decided_by_its_owner_and_closes_as_nothing_done(
    office: Office,
) -> None:
    later(office, datetime(2026, 3, 25, tzinfo=UTC))  # its validity ended on 20 March
    post(office, "W2-a")
    assert options(office, OFFER)["have it awarded"]["violates"] == ["offer_still_open"]
    waiting = views.case(office, OFFER)["waiting"]
    assert waiting is not None and waiting["people"], "a way to do nothing is nobody's by default"
    office.desk.decide(OFFER, "approve", person=waiting["people"][0]["id"], reason="too dear")
    office.desk.advance()
    closed = office.desk.case(OFFER).closed
    assert closed is not None
    assert (closed["outcome"], closed["resolved_by"]) == ("nothing was done", "let it lapse")


def test_the_command_that_renews_an_expired_grant_leads_out_of_it(
    office: Office,
) -> None:
    file_mails_named(office, "W1-b")
    later(office, datetime(2026, 8, 1, tzinfo=UTC))  # its grant ended in May
    state = office.desk.case("W1-4500018830")
    assert state.asked is not None and state.asked.people and "expired" in state.stuck
    command = state.stuck.partition("`")[2].partition("`")[0]
    filled = command.replace("WHAT HOLDS NOW", "the dates stay as they were told")
    words = shlex.split(filled.replace("WHO", "CT04").replace("PERSON", "E001"))
    done = CliRunner().invoke(app, [*words[1:], "--workspace", str(office.workspace.folder)])
    assert done.exit_code == 0, done.exception
    office.desk.advance()
    state = office.desk.case("W1-4500018830")
    assert state.asked is not None and not state.stuck
    assert "grant_expired" not in {one.reason for one in state.rulings}


def file_mails_named(office: Office, name: str) -> None:
    assert list(file_mails(office, [OPENS.folder / "mail" / f"{name}.eml"]))
    office.desk.advance()


def test_old_mail_opens_a_case_that_people_decide_and_nothing_runs_by_itself(
    office: Office,
) -> None:
    later(office, datetime(2026, 7, 1, tzinfo=UTC))
    list(file_mails(office, [OPENS.folder / "mail" / "W1-d.eml"]))
    office.desk.advance()
    state = office.desk.case("W1-4500018822")
    assert not state.effects and not state.stuck
    reasons = {one.reason for one in state.rulings}
    assert "old_news" in reasons and "grant_expired" not in reasons
    waiting = views.case(office, "W1-4500018822")["waiting"]
    assert waiting is not None and waiting["people"]


def test_a_case_that_nobody_may_decide_offers_no_command_to_decide_it(
    office: Office, tmp_path: Path
) -> None:
    from seamline.cli.card import next_steps

    post(office, "W1-d")
    data = views.case(office, "W1-4500018822")
    assert any(" approve --as E0" in one for one in next_steps(data))
    stuck = {**data["waiting"], "people": [], "stuck": "nobody owns this decision"}
    assert next_steps({**data, "waiting": stuck}) == []


def test_a_case_whose_acts_a_clause_forbids_is_with_its_owner_who_may_end_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    policy = (OPENS.folder / "policy.yaml").read_text(encoding="utf-8")
    amends = "kinds: [AmendOrderLine]\n    then: "
    workspace.policy_file.write_text(policy.replace(f"{amends}ask", f"{amends}never"))
    office = open_office(workspace)
    put(office, tmp_path, **OPEN)
    write(
        office, tmp_path, "auftragsabwicklung@nordmetall.example",
        "AW: Bestelländerung 4500019012/1 - Pos. 10", "2026-05-21T09:18:00+02:00",
        "Wir bestätigen Ihre Änderung vom 19.05. der Bestellung 4500019012 Pos. 10 wie gewünscht.",
    )  # fmt: skip
    case = "P2-4500019012"
    told = views.case(office, case)["waiting"]
    assert "a clause forbids it" in told["stuck"]
    assert f"end it: `seamline decide {case} reject" in told["stuck"]
    owner = told["people"][0]["id"]
    assert [one["people"] for one in views.inbox(office)["waiting"] if one["case"] == case] != [[]]
    with pytest.raises(NotAllowed, match="a clause forbids it"):
        office.desk.decide(case, "approve", person=owner, reason="as agreed")
    office.desk.decide(case, "reject", person=owner, reason="entered in the ERP by hand")
    assert office.desk.case(case).closed is not None
    office.close()

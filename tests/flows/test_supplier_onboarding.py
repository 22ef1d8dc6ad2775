"""P1: a new partner's papers are gathered in one letter; nothing releases it but people."""

from pathlib import Path

from memory import chain
from seamline import views
from seamline.wiring import Office
from tests.flows.on_the_way import reply
from tests.flows.playing import findings, options
from tests.flows.registrations import ONBOARDING, PAPERS, REGISTERED, SCREENINGS
from tests.flows.trade import kinds, letters_out, on, post, put, write
from tests.states import state

MARMARA, CENZONTLE = "P1-ON-0012", "P1-ON-0013"


@state()
def company(office: Office, folder: Path) -> None:
    """The sample company with two new partners and the papers it asked of them."""
    put(office, folder, **REGISTERED)


def test_papers_are_told_apart_and_none_is_there_by_being_announced(company: Office) -> None:
    post(company, "P1-a")
    said = findings(company, MARMARA)
    insured = "liability insurance: pending (missing, lapsed, too low), valid to 2026-04-01"
    assert f"{insured}, promised for 2026-05-17" in said
    assert "code of conduct: reserves_noted (with reserves)" in said
    assert "bank letter: received (another holder)" in said
    assert "owners above 25 % are not screened" in said
    assert kinds(company, MARMARA) == ["RecordPaper"] * 3 + ["SendMessage"]


def test_nobody_is_ordered_from_or_released_before_people_have_settled_every_point(
    company: Office,
) -> None:
    post(company, "P1-b")
    priced = options(company, CENZONTLE)
    assert [name for name in priced if not priced[name]["unknown"]] == ["gather papers", "refuse"]
    assert "SC-0102 on Julian Arce Montoya is open" in priced["release"]["unknown"]
    assert "the price of what is asked for" in priced["one order"]["unknown"]
    case = views.case(company, CENZONTLE)
    assert [one["id"] for one in case["waiting"]["people"]] == ["E014", "E025"], (
        "trade compliance has a veto, and whoever is said to have agreed is asked as well"
    )
    asked = {one["slot"]: one["of"] for one in case["proposal"]["questions"]}
    assert asked["screening"] == "people:E013" and asked["approval"] == "people:E025"
    assert not any(of.startswith("partners:") for of in asked.values()), "these go by letter"


def test_an_answer_clears_no_hit_and_the_named_person_may_give_it(company: Office) -> None:
    post(company, "P1-b")
    for person, slot in (("E013", "screening"), ("E025", "approval"), ("E029", "call_back")):
        company.desk.decide(
            CENZONTLE, "respond", person=person, slots={slot: "no"}, reason="on the phone"
        )
        company.desk.advance()
    company.desk.decide(
        CENZONTLE, "respond", person="E002", slots={"payment_terms": "NET45"}, reason="as agreed"
    )
    company.desk.advance()
    assert (
        "SC-0102 on Julian Arce Montoya is open"
        in options(company, CENZONTLE)["release"]["unknown"]
    )
    company.desk.decide(CENZONTLE, "approve", person="E014", reason="")
    company.desk.advance()
    (letter,) = letters_out(company)
    assert "Registro ON-0013" in letter and "ventas@empaquescenzontle.example" in letter
    row = company.reads.row("onboarding_documents", "ON-0013/questionnaire")
    assert row is not None and row.text("state") == "received"
    (hit,) = company.reads.rows("screenings", partner_id="V1016")
    assert hit.text("cleared_by") == "" and hit.text("result") == "possible hit"
    case = views.case(company, CENZONTLE)
    owed = " ".join(one["said"] for one in case["owed"])
    assert case["closed"] is None and "V1016 has not confirmed" in owed


def test_what_comes_later_is_not_asked_for_again(company: Office, tmp_path: Path) -> None:
    post(company, "P1-a")
    write(
        company, tmp_path, "satis@marmarayay.example", "Re: ON-0012", "2026-05-14T09:00:00+03:00",
        "Dear Claire,\nplease find attached the REACH statement.\nRegards, Emre",
    )  # fmt: skip
    papers = [one for one in findings(company, MARMARA) if one.startswith("REACH")]
    assert papers == ["REACH statement: missing (missing)"], "announced, and nothing attached"


def test_people_are_told_to_look_at_a_release_once_every_paper_is_accepted(
    company: Office, tmp_path: Path
) -> None:
    post(company, "P1-b")
    accepted = PAPERS.replace(",requested,,,,", ",accepted,2026-05-18,,E029,called back")
    cleared = SCREENINGS.replace("0.87,,,", "0.87,E014,2026-05-18,")
    put(company, tmp_path, onboarding_documents=accepted, screenings=cleared)
    company.desk.advance()
    assert not options(company, CENZONTLE)["release"]["unknown"]
    assert views.case(company, CENZONTLE)["options"][0]["ranking"]["winner"] == "release"
    assert kinds(company, CENZONTLE) == ["NotifyFunction", "NotifyFunction"]


def test_a_list_that_grew_old_is_run_again_before_anybody_is_released(company: Office) -> None:
    post(company, "P1-b")
    on(company, "2026-05-25T00:00:00")
    post(company, "P1-a")
    assert "the list of SC-0101 is of 2026-05-08" in findings(company, MARMARA)


def asked_for_papers(company: Office) -> None:
    """The new partner is written to about its papers, and nothing else is open."""
    post(company, "P1-b")
    answers = (("E013", "screening"), ("E025", "approval"), ("E029", "call_back"))
    for person, slot in answers:
        slots = {slot: "no"}
        company.desk.decide(CENZONTLE, "respond", person=person, slots=slots, reason="by phone")
        company.desk.advance()
    slots = {"payment_terms": "NET45"}
    company.desk.decide(CENZONTLE, "respond", person="E002", slots=slots, reason="as agreed")
    company.desk.advance()
    company.desk.decide(CENZONTLE, "approve", person="E014", reason="papers first")
    company.desk.advance()


ANSWER = "Buenas tardes,\nel código de conducta lo mandamos firmado mañana.\nRocío"


def test_a_new_partner_that_proves_its_address_is_heard_about_its_papers(
    company: Office, tmp_path: Path
) -> None:
    asked_for_papers(company)
    owed = [one["said"] for one in views.case(company, CENZONTLE)["owed"]]
    assert any("V1016 has not confirmed" in one for one in owed)
    reply(company, tmp_path, "ventas@empaquescenzontle.example", ANSWER)
    case = views.case(company, CENZONTLE)
    assert not [one for one in case["owed"] if "V1016 has not confirmed" in one["said"]]
    assert {one["verdict"] for one in case["news"]} == {"unauthenticated"}


def test_a_new_partner_that_proves_nothing_is_not(company: Office, tmp_path: Path) -> None:
    asked_for_papers(company)
    reply(company, tmp_path, "ventas@empaquescenzontle.example", ANSWER, proof="none")
    owed = [one["said"] for one in views.case(company, CENZONTLE)["owed"]]
    assert any("V1016 has not confirmed" in one for one in owed)


def test_an_onboarding_stays_open_until_the_record_shows_its_release(
    company: Office, tmp_path: Path
) -> None:
    asked_for_papers(company)
    reply(company, tmp_path, "ventas@empaquescenzontle.example", ANSWER)
    (owed,) = views.case(company, CENZONTLE)["owed"]
    assert "ON-0013 is neither released nor refused on record (not accepted: " in owed["said"]
    accepted = PAPERS.replace(",requested,,,,", ",accepted,2026-05-18,,E029,called back")
    cleared = SCREENINGS.replace("0.87,,,", "0.87,E014,2026-05-18,")
    put(company, tmp_path, onboarding_documents=accepted, screenings=cleared)
    (owed,) = views.case(company, CENZONTLE)["owed"]
    assert "all is there: release it in the ERP, or refuse it" in owed["said"]
    released = ONBOARDING.replace("packaging,documents", "packaging,released")
    put(company, tmp_path, onboarding=released)
    closed = views.case(company, CENZONTLE)["closed"]
    assert closed is not None and closed["outcome"] == "resolved as planned"


def test_what_a_partner_promised_of_its_papers_is_asked_with_them_on_one_ladder(
    company: Office,
) -> None:
    post(company, "P1-a")
    answers = {"call_back": ("E029", "no"), "payment_terms": ("E002", "NET60")}
    for slot, (person, value) in answers.items():
        company.desk.decide(
            MARMARA, "respond", person=person, slots={slot: value}, reason="by phone"
        )
        company.desk.advance()
    company.desk.decide(MARMARA, "approve", person="E014", reason="five of seven are missing")
    for day in range(13, 31):
        on(company, f"2026-05-{day}T12:00")
    owed = views.case(company, MARMARA)["owed"]
    assert {one["kind"] for one in owed} >= {"confirmation", "promise"}
    with company.ledger.reading() as connection:
        found = chain.of_stream(connection, f"case:{MARMARA}", kinds=("chased", "unanswered"))
    asked = [one.body for one in found if one.kind == "chased"]
    assert [one["nth"] for one in asked] == [1, 2, 3]
    assert len(asked[-1]["about"]) == 2, "the answer and what was promised of it, in one letter"
    given_up = {one.body["about"] for one in found if one.kind == "unanswered"}
    assert given_up == set(asked[-1]["about"]), "then both are with people"

"""What a person may do stands on the page of whoever may, and nowhere else."""

import html

from seamline.wiring import Office
from tests.web.desk import Visit, hash_on

CASE = "W1-4500018822"
OWNER, CLERK = "E007", "E021"


def shown(visit: Visit) -> str:
    return html.unescape(visit.page(f"/cases/{CASE}"))


def test_whoever_may_decide_has_the_buttons_and_others_are_told_whose_it_is(
    delayed: Office,
) -> None:
    owner, clerk = Visit(delayed, OWNER), Visit(delayed, CLERK)
    assert delayed.people.require(CLERK).function == "warehouse"
    assert 'value="approve"' in shown(owner) and "not yours to decide" not in shown(owner)
    page = shown(clerk)
    assert "This is not yours to decide: it takes" in page
    for verb in ("approve", "edit", "reject", "respond"):
        assert f'name="verb" value="{verb}"' not in page
    assert 'name="reason"' not in page.partition('id="card"')[2].partition("</section>")[0]
    assert ">Take it<" not in page and ">Take it<" in shown(owner)
    assert "What will happen" in page, "reading is open to everybody"


def test_a_form_sent_all_the_same_is_refused_and_on_record(delayed: Office) -> None:
    seen = hash_on(Visit(delayed, OWNER).page(f"/cases/{CASE}"))
    sent = Visit(delayed, CLERK).send(
        f"/cases/{CASE}/decide", verb="approve", seen=seen, reason="I am in a hurry"
    )
    assert sent.status_code == 409 and "may not approve this" in html.unescape(sent.text)
    assert delayed.desk.case(CASE).approvals == ()


def test_every_page_is_there_for_whoever_has_the_least_rights(delayed: Office) -> None:
    clerk = Visit(delayed, CLERK)
    places = ("partners", "decisions", "overrides", "measures", "policy", "modes", "people")
    for place in (*places, "parked", "audit", "stop", "help", "search?q=nothing"):
        clerk.page(f"/{place}")
    for what, form in (("mode", {"workflow": "supplier_delay", "mode": "act"}),):
        sent = clerk.send(f"/whole/{what}", reason="why not", **form)
        assert sent.status_code == 409 and "may not" in html.unescape(sent.text)

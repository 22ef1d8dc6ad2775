"""How often the desk may be asked: by person, by machine before anybody is known, and by name."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from memory import chain
from seamline.web.app import make_app
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.tools.events.posts import NOON
from tests.web.desk import Visit

LIMITS = "\n[web]\npages_per_minute = 60\ntries_per_minute = 70\nsign_ins_per_minute = 2\n"


@pytest.fixture
def office(plain_workspace: Workspace) -> Iterator[Office]:
    """A company whose desk has narrow limits, and a clock that stands."""
    settings = plain_workspace.settings_file
    settings.write_text(settings.read_text(encoding="utf-8") + LIMITS, encoding="utf-8")
    opened = open_office(plain_workspace, machine=lambda: NOON)
    yield opened
    opened.close()


def until_refused(visit: Visit) -> None:
    for _ in range(60):
        visit.client.get("/help")


def test_a_person_who_asks_too_often_is_told_when_to_come_again(office: Office) -> None:
    marta = Visit(office, "E001")
    until_refused(marta)
    answer = marta.client.get("/help")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    assert "wait 1 s and send it again" in answer.text


def test_a_form_sent_too_often_is_answered_with_a_notice_and_does_nothing(office: Office) -> None:
    marta = Visit(office, "E001")
    until_refused(marta)
    form = {"X-Guard": marta.guard, "HX-Request": "true"}
    with office.ledger.reading() as connection:
        before = chain.head(connection)
    answer = marta.client.post("/whole/absent", data={"first": "2026-03-12"}, headers=form)
    assert (answer.status_code, answer.headers["hx-retarget"]) == (429, "#notices")
    part = marta.client.get("/parts/inbox", headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["hx-reswap"]) == (429, "none")
    with office.ledger.reading() as connection:
        assert chain.head(connection) == before


def test_what_one_person_asks_is_not_held_against_another(office: Office) -> None:
    first, second = Visit(office, "E001"), Visit(office, "E007")
    until_refused(first)
    assert second.client.get("/help").status_code == 200


def test_strangers_are_counted_by_their_machine_and_never_a_signed_in_person(
    office: Office,
) -> None:
    client = TestClient(make_app(office), follow_redirects=False)
    codes = [client.get("/sign-in" if one % 2 else "/").status_code for one in range(71)]
    assert set(codes[:70]) == {303, 200} and codes[70] == 429
    assert client.get("/static/desk.css").status_code == 200


def test_too_many_tries_to_sign_in_keep_the_name_that_was_typed(office: Office) -> None:
    client = TestClient(make_app(office), follow_redirects=False)
    told = {"name": "E001", "password": "not this one at all", "to": "/partners"}
    codes = [client.post("/sign-in", data=told).status_code for _ in range(2)]
    answer = client.post("/sign-in", data=told)
    assert ([*codes, answer.status_code], answer.headers["retry-after"]) == ([403, 403, 429], "30")
    assert 'value="E001"' in answer.text and 'value="/partners"' in answer.text
    assert "not this one" not in answer.text

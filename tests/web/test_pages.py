"""Pages beside the desk: each is there, calm when there is nothing, and shows what is on record."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from seamline.web.app import make_app
from seamline.web.pages import PAGES
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.flows.playing import file_sample
from tests.web.desk import Visit, hash_on

CASE = "W1-4500018822"


@pytest.fixture
def office(plain_workspace: Workspace) -> Iterator[Office]:
    opened = open_office(plain_workspace)
    yield opened
    opened.close()


@pytest.fixture
def marta(office: Office) -> Visit:
    file_sample(office, "W1-d")
    return Visit(office, "E001")


def approve(office: Office) -> None:
    """The two who are asked approve."""
    for who in (Visit(office, "E007"), Visit(office, "E002")):
        said = who.send(
            f"/cases/{CASE}/decide", verb="approve", seen=hash_on(who.page(f"/cases/{CASE}"))
        )
        assert said.status_code == 200, said.text


def words(page: str) -> str:
    """A page's words without its marks."""
    body = page.partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


#: Paths with a part of their own, as one of the sample company.
PLACES = {"{partner}": "V1001"}


def place(path: str) -> str:
    for part, value in PLACES.items():
        path = path.replace(part, value)
    return path


@pytest.mark.parametrize("path", [place(one.path) for one in PAGES])
def test_a_page_is_shown_to_whoever_is_signed_in_and_to_nobody_else(
    office: Office, path: str
) -> None:
    stranger = TestClient(make_app(office), follow_redirects=False).get(path)
    assert (stranger.status_code, stranger.headers["location"]) == (303, "/sign-in")
    page = Visit(office, "E001").page(path)
    assert "<h1>" in page
    assert not re.search(r"<script(?![^>]*src=)|\son\w+=|style=", page)


def test_measures_rest_on_cases_and_facts(office: Office, marta: Visit) -> None:
    before = words(marta.page("/measures"))
    assert "1 case; as of" in before and "W1 supplier delay" in before
    approve(office)
    page = marta.page("/measures")
    assert re.search(r"agents</td><td>planning</td><td>decision</td><td[^>]*>1<", page)
    assert f'href="/cases/{CASE}"' in page
    assert "left out by these days" in words(marta.page("/measures?since=2030-01-01"))


def test_a_period_that_is_none_is_said(marta: Visit) -> None:
    answer = marta.client.get("/measures?since=yesterday")
    assert "is no day" in answer.text and answer.status_code == 403

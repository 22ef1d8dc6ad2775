"""Two desks on one machine: a browser keeps cookies by host, and stays signed in at both."""

from fastapi.testclient import TestClient

from seamline.entrance import Entrance
from seamline.web.app import make_app
from seamline.web.visitor import cookie_of
from seamline.wiring import Office


def test_a_browser_that_enters_a_second_desk_stays_at_the_first(
    company: Office, delayed: Office
) -> None:
    browsers = [TestClient(make_app(one), follow_redirects=False) for one in (company, delayed)]
    shared: dict[str, str] = {}
    for browser, office in zip(browsers, (company, delayed), strict=True):
        entered = browser.post("/enter", data={"invitation": Entrance(office).invite("E001")})
        assert entered.status_code == 303
        shared |= dict(browser.cookies)
    assert set(shared) == {cookie_of(company), cookie_of(delayed)}
    for browser in browsers:
        browser.cookies.update(shared)
        assert "Marta Oyelaran" in browser.get("/").text
    signed_in = browsers[0].get("/").text
    guard = signed_in.partition('"X-Guard": "')[2].partition('"')[0]
    assert browsers[0].post("/sign-out", headers={"X-Guard": guard}).status_code == 303
    assert browsers[0].get("/").status_code == 303
    assert browsers[1].get("/").status_code == 200

"""Every page: nothing serious in anybody's way, in light and dark, and whole on a phone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from seamline.web.pages import PAGES
from tests.browser.conftest import CASE, Enter, Served

PATHS = (
    *(one.path.replace("{partner}", "V1001") for one in PAGES),
    *("/audit", "/search?q=kailun", "/facts/22", "/?for=planning", f"/cases/{CASE}", "/api/docs"),
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_is_on_any_page_and_each_fits_a_phone(
    enter: Enter, served: Served, scheme: str
) -> None:
    page, found = enter("E007", width=390, height=800), {}
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    original = page.goto(f"{served.url}/cases/{CASE}") and page.locator("#talk a[href^='/mail/']")
    assert original is not None
    mail = original.first.get_attribute("href") or ""
    for path in (*PATHS, mail):
        page.goto(served.url + path)
        page.wait_for_load_state("networkidle") if "/api/" in path else page.wait_for_timeout(300)
        wide = page.evaluate("document.documentElement.scrollWidth")
        serious = [
            (one["id"], [node["html"][:200] for node in one["nodes"]][:3])
            for one in Axe().run(page).response["violations"]
            if one["impact"] in ("serious", "critical") or one["id"] == "heading-order"
        ]
        if serious or wide > 390:
            found[path] = (wide, serious)
    assert found == {}

"""`python -m seamline.pictures`: pictures of the desk for the guides, by Debian's chromium.

Plays the sample company's first delay in a folder of its own, serves it, and takes each page as a
person sees it who has to decide.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path
from threading import Event, Thread

from domain.errors import OutsideFailed
from seamline.demo_company import OPENS, make_demo
from seamline.entrance import Entrance
from seamline.filing import file_mails
from seamline.loading import load_export
from seamline.web.app import make_app
from seamline.web.server import WebLoop
from seamline.wiring import Office, open_office

CASE = "W1-4500018822"
#: The name of each picture, its page, and the size of the window.
PAGES = (
    ("desk", f"/cases/{CASE}", (1440, 960)),
    ("phone", f"/cases/{CASE}", (400, 860)),
    ("measures", "/measures", (1440, 960)),
)
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")


def main() -> None:
    """Writes the pictures to a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("docs/pictures"))
    out: Path = parser.parse_args().out
    with tempfile.TemporaryDirectory() as folder:
        office = open_office(make_demo(Path(folder) / "workspace"))
        try:
            _play(office)
            _take(office, out)
        finally:
            office.close()


def _play(office: Office) -> None:
    load_export(office, OPENS.opening())
    for name in ("W1-d", "W1-b", "W1-c"):
        list(file_mails(office, [OPENS.folder / "mail" / f"{name}.eml"]))
        office.desk.advance()


def _take(office: Office, out: Path) -> None:
    web, stopping = WebLoop(make_app(office), "127.0.0.1", 0), Event()
    link = f"{web.name}/enter?invitation={Entrance(office).invite('E007')}"
    served = Thread(target=web.turn, args=(stopping,), daemon=True)
    served.start()
    try:
        _shoot(web.name, link, out)
    finally:
        stopping.set()
        served.join(30)
        web.close()


def _shoot(url: str, link: str, out: Path) -> None:
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium")
    if program is None:
        raise OutsideFailed("there is no chromium here: apt-get install chromium")
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=program, args=[*_QUIET])
        page = browser.new_page()
        page.goto(link)
        page.get_by_role("button", name="Enter").click()
        for name, place, (width, height) in PAGES:
            page.set_viewport_size({"width": width, "height": height})
            page.goto(url + place)
            page.wait_for_timeout(3000)
            page.screenshot(path=out / f"{name}.png")
            print(out / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()

"""`python -m seamline.page_bench`: how long pages take on a small and on a large ledger."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from threading import Event, Thread
from typing import NamedTuple
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from evals.company import FIRST, delay_mail
from evals.large_ledger import grow
from memory import chain
from seamline.bench import made
from seamline.entrance import Entrance
from seamline.web.app import make_app
from seamline.web.server import WebLoop
from seamline.wiring import Office

#: Cases of the small ledger; the large one has as many as are asked for.
SMALL = 40
#: Of so many cases one waits; the others were decided, carried out and closed.
_OPEN = 10
_PARTNER = "V1001"
_PATTERN, _WAITING = FIRST, FIRST + 1

#: Signing in, and the very first page of a server: what is carried on later is folded here.
_ENTERS = "first page after the start"

PAGES = {
    "inbox": "/",
    "parts of the inbox": "/parts/inbox",
    "case that waits": f"/cases/W1-{_WAITING}",
    "case that is closed": f"/cases/W1-{_PATTERN}",
    "search for an order": f"/search?q={FIRST + 20}",
    "search for words": "/search?q=few%20workers",
    "partners": "/partners",
    "partner": f"/partners/{_PARTNER}",
    "thread": f"/thread?ref={_PATTERN}",
    "decisions": "/decisions",
    "overrides": "/overrides",
    "policy": "/policy",
    "measures": "/measures",
    "measures of all": "/measures?all=1",
    "parked": "/parked",
    "audit": "/audit",
}


class Timed(NamedTuple):
    """Seconds of a page: the first time, after something happened to a case, and once more."""

    first: float
    news: float
    again: float


def main() -> None:
    """Prints a table in Markdown."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=2000)
    chosen = options.parse_args()
    sizes = (SMALL, max(SMALL, chosen.cases))
    rows, facts = [], []
    for cases in sizes:
        with made(cases) as office:
            _grow(office, cases)
            facts.append(_count(office))
            rows.append(dict(_timed(office)))
    print("\n".join(_table(sizes, facts, rows)))


def _grow(office: Office, cases: int) -> None:
    """Two cases played through, and copies of them."""
    for number in (0, 1):
        office.desk.file(delay_mail(number), origin=f"bench {number}")
    office.desk.advance()
    for person in ("E007", "E002"):
        office.desk.decide(f"W1-{_PATTERN}", "approve", person=person, reason="bench")
    patterns = [str(_PATTERN)] * (_OPEN - 1) + [str(_WAITING)]
    grow(office.ledger, office.blobs, patterns, range(FIRST + 2, FIRST + cases), minutes=5)


def _count(office: Office) -> int:
    with office.ledger.reading() as connection:
        return chain.head(connection)[0]


@contextmanager
def _served(office: Office) -> Iterator[str]:
    """The desk's address, while it is served."""
    web, stopping = WebLoop(make_app(office), "127.0.0.1", 0), Event()
    thread = Thread(target=web.turn, args=(stopping,), daemon=True)
    thread.start()
    try:
        yield web.name
    finally:
        stopping.set()
        thread.join()
        web.close()


def _timed(office: Office) -> Iterator[tuple[str, Timed]]:
    """Each page, by a person who is signed in; news is that a case is taken and given back."""
    with _served(office) as desk:
        browser = build_opener(HTTPCookieProcessor(CookieJar()))
        form = urlencode({"invitation": Entrance(office).invite("E007")}).encode()
        start = time.perf_counter()
        browser.open(f"{desk}/enter", form).read()
        took = time.perf_counter() - start
        yield _ENTERS, Timed(took, took, took)
        for name, path in PAGES.items():
            first = _seconds(browser, desk + path)
            office.desk.claim(f"W1-{_WAITING}", person="E007")
            office.desk.release(f"W1-{_WAITING}", person="E007")
            news = _seconds(browser, desk + path)
            yield name, Timed(first, news, _seconds(browser, desk + path))


def _seconds(browser: OpenerDirector, url: str) -> float:
    start = time.perf_counter()
    with browser.open(url) as answer:
        answer.read()
    return time.perf_counter() - start


def _table(sizes: tuple[int, int], facts: list[int], rows: list[dict[str, Timed]]) -> Iterator[str]:
    few, many = (f"{n:,} cases, {f:,} facts" for n, f in zip(sizes, facts, strict=True))
    yield f"| page | {few}: after news | again | {many}: first | after news | again |"
    yield "|---|---|---|---|---|---|"
    for name in (_ENTERS, *PAGES):
        small, large = rows[0][name], rows[1][name]
        told = (small.news, small.again, large.first, large.news, large.again)
        yield " | ".join([f"| {name}", *(f"{1000 * one:,.0f} ms" for one in told)]) + " |"


if __name__ == "__main__":
    main()

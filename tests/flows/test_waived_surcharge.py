"""A surcharge that a supplier gives up later is none in its open case, and its day stands."""

from pathlib import Path

import pytest

from memory import chain
from seamline.wiring import Office
from tests.flows.conftest import CASE
from tests.flows.exports import write
from tests.flows.playing import findings

KAILUN = "lily.chen@kailun.example"
DELAY = (
    "Dear team, PO 4500018822 line 10 will be delayed to 28 April 2026.",
    "Because of the copper price a surcharge of 2.1 % applies to line 10.",
)


def told(office: Office, folder: Path, day: str, *lines: str, proven: str = "pass") -> None:
    write(office, folder, KAILUN, "PO 4500018822", f"{day} 09:00:00 +0800", *lines, proven=proven)


def of_surcharge(office: Office) -> list[str]:
    return [one for one in findings(office, CASE) if "surcharge" in one]


@pytest.mark.parametrize(
    "words",
    [
        "Good news about PO 4500018822: we waive the surcharge of 2.1 %.",
        "On the surcharge for PO 4500018822: we will absorb it.",
        "For PO 4500018822 there will be no surcharge after all.",
    ],
)
def test_its_open_case_hears_that_a_surcharge_is_given_up(
    office: Office, tmp_path: Path, words: str
) -> None:
    told(office, tmp_path, "Mon, 02 Mar 2026", *DELAY)
    assert any("surcharge of 2.1 % is announced, not agreed" in one for one in of_surcharge(office))
    told(office, tmp_path, "Thu, 05 Mar 2026", "Dear team,", words)
    given = "line 10: the surcharge of 2.1 % is given up, the price stays as ordered (18.40)"
    assert of_surcharge(office) == [given]
    assert any("later (all on 2026-04-28;" in one for one in findings(office, CASE))


def test_a_surcharge_stands_when_only_the_day_moves_on(office: Office, tmp_path: Path) -> None:
    told(office, tmp_path, "Mon, 02 Mar 2026", *DELAY)
    told(
        office, tmp_path, "Thu, 05 Mar 2026",
        "Dear team, PO 4500018822 line 10 is delayed further, to 4 May 2026.",
    )  # fmt: skip
    assert any("surcharge of 2.1 % is announced, not agreed" in one for one in of_surcharge(office))
    assert any("later (all on 2026-05-04;" in one for one in findings(office, CASE))


def test_who_proves_nothing_gives_nothing_up(office: Office, tmp_path: Path) -> None:
    told(office, tmp_path, "Mon, 02 Mar 2026", *DELAY)
    told(
        office, tmp_path, "Thu, 05 Mar 2026",
        "Dear team, on PO 4500018822 we waive the surcharge of 2.1 %.", proven="none",
    )  # fmt: skip
    assert any("surcharge of 2.1 % is announced, not agreed" in one for one in of_surcharge(office))


def test_what_is_given_up_opens_no_case(office: Office, tmp_path: Path) -> None:
    told(
        office, tmp_path, "Mon, 02 Mar 2026",
        "Dear team, on PO 4500018822 we waive the surcharge of 2.1 %.",
    )  # fmt: skip
    with office.ledger.reading() as connection:
        assert not chain.of_kind(connection, "case_opened")

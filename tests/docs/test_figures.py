"""The figures of the README's tour come out of the sample company's workspace."""

from collections.abc import Iterator

import pytest

from seamline import views
from seamline.demo_company import OPENS, make_demo
from seamline.filing import file_mails
from seamline.loading import load_export
from seamline.wiring import Office, open_office
from tests.docs.guides import text

CASE = "W1-4500018822"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The sample company after its opening export."""
    opened = open_office(make_demo(tmp_path_factory.mktemp("figures") / "workspace"))
    load_export(opened, OPENS.opening())
    yield opened
    opened.close()


def file(office: Office, name: str) -> dict[str, object]:
    list(file_mails(office, [OPENS.folder / "mail" / f"{name}.eml"]))
    office.desk.advance()
    return views.case(office, CASE)


def test_costs_the_winner_and_the_question(office: Office) -> None:
    tour = text("README.md")
    (priced,) = file(office, "W1-d")["options"]  # type: ignore[attr-defined]
    costs = {one["name"]: one["cost"]["amount"] for one in priced["options"]}
    assert costs == {
        "accept": "1920.00",
        "alternate supplier": "3800.00",
        "full air": "21922.26",
        "split air": "4513.71",
        "use safety stock": "476.00",
    }
    for name, cost in costs.items():
        assert any(name in line and f" {cost} USD " in line for line in tour.splitlines()), name
    assert priced["ranking"]["winner"] == "alternate supplier"
    assert "→ alternate supplier" in tour

    waiting = file(office, "W1-a")["waiting"]
    (question,) = waiting["questions"]  # type: ignore[index]
    assert f"respond --set {question['slot']}={question['choices'][0]} --as E001" in tour


def test_as_many_rows_look_wrong_as_the_readme_says(office: Office) -> None:
    report = load_export(office, OPENS.opening())
    assert len(report.flagged) == 9
    assert "the nine rows that look\nwrong" in text("README.md")

"""Who is hit is told as it was found; once something is decided, that stands before it."""

from seamline.wiring import Office
from tests.flows.test_supplier_delay import approve_all
from tests.states import After

CASE = "W1-4500018822"
QUESTION = "Which customers are affected?"


def told(office: Office) -> list[str]:
    return [one.partition(" [")[0] for one in office.desk.ask(CASE, QUESTION).lines]


def test_what_was_decided_stands_before_how_it_would_be_without(after: After) -> None:
    office = after("W1-d")
    before = told(office)
    assert before and not any(one.startswith("decided") for one in before)
    found = before[before.index("if nothing is done, as it was found:") + 1 :]
    approve_all(office)
    first, second, *rest = told(office)
    assert first.startswith("decided: ") and first.endswith("0 d late")
    assert second == "without that, as it was found:" and rest == found

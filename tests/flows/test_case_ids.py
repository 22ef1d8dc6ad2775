"""Ids of cases where the numbers of orders hold hyphens: no case is taken for another order's."""

from typing import Any

from domain.case import CaseState
from domain.fact import NewFact
from graph.case_ids import cases_about
from graph.spending import spent_before
from memory import chain
from seamline.wiring import Office


def note(office: Office, case_id: str, kind: str, **body: Any) -> None:
    new = NewFact(
        stream=f"case:{case_id}", kind=kind, at=office.clock.now(), actor="test", body=body
    )
    with office.ledger.transaction() as connection:
        chain.append(connection, [new])


def opened(office: Office, case_id: str, number: str) -> None:
    note(office, case_id, "case_opened", order=f"purchase_orders:{number}")


def approved(office: Office, case_id: str, minor: int | None) -> None:
    body = {"complete": True, "verb": "approve", "proposal": case_id, "spend_minor": minor}
    note(office, case_id, "decided", **body)


def ids(office: Office, number: str) -> list[str]:
    with office.ledger.reading() as connection:
        return [one for one, _ in cases_about(connection, "W1", f"purchase_orders:{number}")]


def spent(office: Office, case_id: str, number: str) -> int | None:
    state = CaseState(id=case_id, order=f"purchase_orders:{number}")
    with office.ledger.reading() as connection:
        return spent_before(connection, state, "W1")


def test_an_order_gets_one_id_after_the_other(office: Office) -> None:
    assert ids(office, "PO-7") == ["W1-PO-7"]
    opened(office, "W1-PO-7", "PO-7")
    assert ids(office, "PO-7") == ["W1-PO-7", "W1-PO-7-2"]


def test_the_second_case_of_one_order_is_not_the_first_of_another(office: Office) -> None:
    opened(office, "W1-PO", "PO")
    opened(office, "W1-PO-2", "PO")
    assert ids(office, "PO-2") == ["W1-PO-2-2"]
    assert ids(office, "PO") == ["W1-PO", "W1-PO-2", "W1-PO-3"]


def test_what_an_order_with_hyphens_committed_is_added_up_over_its_cases(office: Office) -> None:
    for case_id, minor in (("W1-PO-2026-7", 70_000), ("W1-PO-2026-7-2", 20_000)):
        opened(office, case_id, "PO-2026-7")
        approved(office, case_id, minor)
    opened(office, "W1-PO-2026", "PO-2026")
    approved(office, "W1-PO-2026", 5)
    assert spent(office, "W1-PO-2026-7-3", "PO-2026-7") == 90_000
    assert spent(office, "W1-PO-2026", "PO-2026") == 5
    approved(office, "W1-PO-2026-7-2", None)
    assert spent(office, "W1-PO-2026-7", "PO-2026-7") is None

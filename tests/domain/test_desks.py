"""A matter goes to the desk of a partner that deals with it, by the roles on file."""

import pytest

from domain.desks import at_desk
from domain.record import Row


def contact(key: str, role: str) -> Row:
    values: dict[str, object] = {"contact_id": key, "role": role}
    return Row(table="contacts", key=key, version=1, values=values)


CONTACTS = [
    contact("C1", "sales"),
    contact("C2", "Finance"),
    contact("C3", "shipping"),
    contact("C4", "documents"),
]


@pytest.mark.parametrize(
    ("about", "keys"),
    [
        (["documents:D1"], ["C4", "C3"]),
        (["invoices:I1"], ["C2"]),
        (["shipments:S1"], ["C3"]),
        (["purchase_orders:P1", "documents:D1"], ["C1"]),
        (["customer_deliveries:CD1", "invoices:I1"], ["C2"]),
        (["onboarding:O1"], []),
    ],
)
def test_the_desk_that_deals_with_the_first_thing_that_has_one(
    about: list[str], keys: list[str]
) -> None:
    assert [row.key for row in at_desk(CONTACTS, about)] == keys

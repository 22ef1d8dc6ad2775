"""Which desk of a partner a matter is for, by the roles its contacts have on file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.record import Row

#: Roles of master data that deal with things of a table, the nearest first.
_ROLES: dict[str, tuple[str, ...]] = {
    "documents": ("document", "export", "shipping", "entry"),
    "shipments": ("booking", "shipping", "dispatch", "logistics"),
    "invoices": ("finance",),
    "payments": ("finance", "payment"),
    "disputes": ("finance",),
    "claims": ("claim", "finance"),
    "purchase_orders": ("order desk", "sales", "export"),
    "purchase_order_lines": ("order desk", "sales", "export"),
    "sales_orders": ("purchasing",),
    "sales_order_lines": ("purchasing",),
    "customer_deliveries": ("claim", "proof of delivery"),
}


def at_desk(contacts: Sequence[Row], objects: Iterable[str]) -> list[Row]:
    """The contacts whose role deals with the first of these objects (`table:key`) that has a desk
    at all, the nearest role first; none where no role on file fits."""
    for name in objects:
        roles = _ROLES.get(name.partition(":")[0], ())
        found = [row for role in roles for row in contacts if role in row.text("role").lower()]
        if found:
            return list({row.key: row for row in found}.values())
    return []

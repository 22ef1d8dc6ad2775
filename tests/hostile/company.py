"""Master data of a company as its CSV exports hold it, and who belongs to what."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

#: Columns by which rows belong together: an order with its shipment, a bill with its order.
_TIES = (
    "po_id",
    "shipment_id",
    "rfq_id",
    "so_id",
    "invoice_id",
    "payment_id",
    "delivery_id",
    "doc_id",
    "onboarding_id",
    "chase_id",
    "lc_no",
)
#: Columns that name a partner of the row.
_PARTNERS = (
    "partner_id",
    "supplier_id",
    "forwarder_id",
    "carrier_id",
    "broker_id",
    "customer_id",
    "beneficiary_id",
    "bank_id",
)
#: Tables about nobody's order, shipment or bill.
_ASIDE = frozenset({"contacts", "partners", "past_cases", "people", "company", "items"})
#: From goods on the way to who waits for them: units, the orders they are pegged to, customers.
_STEPS = 3


class Company:
    """Master data, read from the CSV exports that were loaded, the newest last."""

    def __init__(self, *exports: Path) -> None:
        self.tables: dict[str, list[dict[str, str]]] = defaultdict(list)
        text = []
        for export in exports:
            for file in sorted(export.glob("*.csv")):
                text.append(file.read_text(encoding="utf-8-sig"))
                with file.open(encoding="utf-8-sig", newline="") as lines:
                    self.tables[file.stem] += list(csv.DictReader(lines))
        self.text = "\n".join(text)
        self._tied = self._by_tie()

    def find(self, table: str, **equals: str) -> list[dict[str, str]]:
        """Rows by equal columns, the newest last."""
        return [
            row
            for row in self.tables[table]
            if all(row.get(name) == value for name, value in equals.items())
        ]

    def about(self, key: str) -> list[dict[str, str]]:
        """The rows that hang together with what this key names, step by step."""
        known, wanted, found = set[str](), {key}, dict[int, dict[str, str]]()
        for _ in range(_STEPS):
            rows = [row for one in wanted for row in self._tied.get(one, ())]
            known |= wanted
            found |= {id(row): row for row in rows}
            wanted = {row[tie] for row in rows for tie in _TIES if row.get(tie)} - known
        return list(found.values())

    def parties(self, key: str) -> set[str]:
        """Partners of what this key names and of all that hangs on it, and the other sources that
        are approved for the items of an order."""
        found = {row[one] for row in self.about(key) for one in _PARTNERS if row.get(one)}
        for line in self.find("purchase_order_lines", po_id=key):
            for item in self.find("items", item_id=line["item_id"]):
                found.add(item["alternate_supplier_id"])
        return found - {""}

    def of_domain(self, domain: str) -> set[str]:
        """Partners that write from this domain."""
        listed = ((row["partner_id"], row["mail_domains"]) for row in self.tables["partners"])
        return {one for one, domains in listed if domain.lower() in domains.lower().split()}

    def reachable(self, parties: Iterable[str]) -> dict[str, str]:
        """Addresses of these parties that may be written to, with their contact's id."""
        return {
            row["mail"].lower(): row["contact_id"]
            for row in self.tables["contacts"]
            if row["partner_id"] in parties and row["mail"] and row["do_not_reply"] != "yes"
        }

    def _by_tie(self) -> dict[str, list[dict[str, str]]]:
        found: dict[str, list[dict[str, str]]] = defaultdict(list)
        for table in self.tables.keys() - _ASIDE:
            for row in self.tables[table]:
                for key in {row[tie] for tie in _TIES if row.get(tie)}:
                    found[key].append(row)
        return found

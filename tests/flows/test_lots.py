"""A line that comes in lots: each stands in the record, and the read-back looks for all of them."""

from collections.abc import Callable, Iterator
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest

from domain.effect_state import EffectState
from domain.ports import Receipt
from seamline.demo_company import OPENS
from seamline.filing import file_mails
from seamline.loading import load_export
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace

CASE, LINE = "W1-4500018822", "4500018822/10"
LOTS = {("4000", "2026-04-09"), ("8000", "2026-04-19")}
HEAD = "po_id,line,recorded_on,qty,promised_date,event,source\n"
File = Callable[..., None]


def decide(office: Office) -> None:
    """Two lots by Kailun's second mail, the first day answered; the split by air is approved."""
    for name in ("W1-d", "W1-a"):
        list(file_mails(office, [OPENS.folder / "mail" / f"{name}.eml"]))
        office.desk.advance()
    slots = {"promised_date": "2026-04-09"}
    office.desk.decide(CASE, "respond", person="E001", slots=slots, reason="phone")
    for person in ("E007", "E005", "E002"):
        office.desk.decide(CASE, "approve", person=person, reason="covers the gap")


def effect(office: Office) -> EffectState:
    effects = office.desk.case(CASE).effects
    return next(one for one in effects if one.kind == "ChangeOrderLine")


def confirmations(office: Office) -> set[tuple[str, str]]:
    rows = office.reads.rows("po_confirmations", po_id="4500018822", line="10")
    return {(str(row.number("qty")), row.text("promised_date")) for row in rows}


@pytest.fixture
def exported(workspace: Workspace) -> Iterator[Callable[[], Office]]:
    """The sample company with an ERP of its own, opened."""
    text = workspace.settings_file.read_text(encoding="utf-8")
    workspace.settings_file.write_text(
        text.replace('kind = "embedded"', 'kind = "exports"'), encoding="utf-8"
    )
    opened = open_office(workspace)
    yield lambda: opened
    opened.close()


def put(office: Office, tmp_path: Path, day: str, **tables: str) -> None:
    """Loads tables as the ERP exports them on a day."""
    folder = tmp_path / day
    folder.mkdir()
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    load_export(office, folder)


def order_lines(old: str, new: str) -> str:
    text = (OPENS.opening() / "purchase_order_lines.csv").read_text(encoding="utf-8")
    start = text.index("4500018822,10,")
    end = text.index("\n", start)
    assert old in text[start:end]
    return text[:start] + text[start:end].replace(old, new) + text[end:]


def test_each_lot_is_a_confirmation_of_its_own_and_the_line_has_the_last_day(
    office: Office,
) -> None:
    before = confirmations(office)
    decide(office)
    assert confirmations(office) - before == LOTS
    row = office.reads.row("purchase_order_lines", LINE)
    assert row is not None and row.text("promised_date") == "2026-04-19"
    assert effect(office).state == "verified"
    assert "in lots: 4000 on 2026-04-09, 8000 on 2026-04-19" in effect(office).said
    assert office.desk.case(CASE).closed is not None


def test_a_hand_that_writes_only_the_last_day_is_found_by_read_back(office: Office) -> None:
    class Hasty:
        """Leaves the lots out."""

        def __init__(self, real: Any) -> None:
            self.real = real
            self.find, self.read_back = real.find, real.read_back

        def apply(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
            receipt: Receipt = self.real.apply(key, kind, {**params, "lots": ""})
            return receipt

    office.deps.hands["ChangeOrderLine"] = Hasty(office.deps.hands["ChangeOrderLine"])
    decide(office)
    assert effect(office).state == "mismatch"
    assert "lots is ''" in effect(office).detail


def test_the_forwarder_is_asked_to_fly_the_part_and_to_sail_the_rest(office: Office) -> None:
    decide(office)
    told = []
    for path in sorted(office.workspace.outgoing.glob("*.eml")):
        mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
        if "bookings@" in str(mail["To"]):
            told.append(" ".join(mail.get_content().split()))
    assert len(told) == 2
    assert any("1,200 PCS of KLB-12" in one for one in told)
    assert any("- 4500018822/10: 10,800 pcs, 2026-04-19" in one for one in told)


def test_confirmations_are_handed_over_lot_by_lot_and_verified_by_the_export(
    exported: Callable[[], Office], tmp_path: Path
) -> None:
    office = exported()
    decide(office)
    handed = "".join(path.read_text() for path in office.workspace.handover.glob("*.csv"))
    for qty, day in LOTS:
        assert f"po_confirmations:{LINE}/2026-03-10/{day}/{qty}" in handed
    put(
        office, tmp_path, "2026-03-12", purchase_order_lines=order_lines("2026-04-06", "2026-04-19")
    )
    assert effect(office).state == "awaiting_erp", "the lots are not there yet"
    one = f"{HEAD}4500018822,10,2026-03-12,4000,2026-04-09,ex works,phone\n"
    put(office, tmp_path, "2026-03-13", po_confirmations=one)
    assert effect(office).state == "awaiting_erp", "one of two is no conflict"
    both = f"{one}4500018822,10,2026-03-13,8000,2026-04-19,ex works,phone\n"
    put(office, tmp_path, "2026-03-14", po_confirmations=both)
    assert effect(office).state == "verified"
    assert office.desk.case(CASE).closed is not None


def test_without_a_table_of_confirmations_the_lots_go_into_the_lines_note(
    exported: Callable[[], Office], tmp_path: Path
) -> None:
    office = exported()
    with office.record.writing() as connection:
        connection.exec_driver_sql("DELETE FROM po_confirmations")
    decide(office)
    handed = "".join(path.read_text() for path in office.workspace.handover.glob("*.csv"))
    note = "LD 0.5 % per week, cap 5 %"
    noted = f"{note} lots 4000@2026-04-09 8000@2026-04-19"
    assert f'purchase_order_lines:{LINE},note,"{note}","{noted}"' in handed
    dated = order_lines("2026-04-06", "2026-04-19")
    put(office, tmp_path, "2026-03-12", purchase_order_lines=dated)
    assert effect(office).state == "awaiting_erp"
    full = dated.replace(f'"{note}"', f'"{noted}"', 1)
    put(office, tmp_path, "2026-03-13", purchase_order_lines=full)
    assert effect(office).state == "verified"

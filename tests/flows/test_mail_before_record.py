"""Mail that came before the record: read again when the record brings what it names, once each."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from domain.reading import stated_text
from graph import intake
from graph.workflows.registry import workflow
from memory import chain
from memory.tables import inbox
from seamline import loading, views
from seamline.cli.intake import advance_with_progress
from seamline.demo_company import OPENS, make_demo
from seamline.filing import file_mails
from seamline.loading import catch_up, load_export
from seamline.wiring import Office, open_office

CASE, LATER = "W1-4500018822", "W1-4500019911"
#: The mail names a line too that its order does not have where only one came: it is asked about.
NO_LINE = "P5-Item-20"
#: The mail names this booking's shipment too.
BOOKING = "W3-SH20"
File = Callable[..., None]

HEADS = {
    "purchase_orders": "po_id,supplier_id,site_id,created_on,buyer_id,currency,status",
    "purchase_order_lines": "po_id,line,item_id,qty,uom,unit_price,price_per,need_date,"
    "promised_date,promised_event",
    "partners": "partner_id,name,kind,country,time_zone,date_order",
    "contacts": "contact_id,partner_id,name,mail,role,do_not_reply",
}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Office]:
    """The sample company's workspace before anything was loaded."""
    opened = open_office(make_demo(tmp_path / "empty"))
    yield opened
    opened.close()


@pytest.fixture
def export(office: Office, tmp_path: Path) -> Callable[..., None]:
    """Loads single rows of a table, as an export of a day brings them."""

    def load(day: str, **tables: str) -> None:
        folder = tmp_path / "later" / day
        folder.mkdir(parents=True)
        for name, row in tables.items():
            (folder / f"{name}.csv").write_text(f"{HEADS[name]}\n{row}\n", encoding="utf-8")
        load_export(office, folder)

    return load


def put(office: Office, tmp_path: Path, name: str, **changed: str) -> None:
    """Files a sample mail with other words."""
    raw = (OPENS.folder / "mail" / f"{name}.eml").read_text(encoding="utf-8")
    for old, new in changed.items():
        assert old in raw
        raw = raw.replace(old, new)
    path = tmp_path / f"{name}-changed.eml"
    path.write_text(raw, encoding="utf-8")
    assert [one.outcome for one in file_mails(office, [path])] == ["filed"]
    office.desk.advance()


def joined(office: Office, case: str) -> list[str]:
    """What the facts of a case say of messages, in order."""
    kinds = ("case_opened", "case_joined", "news_replaced", "note_taken")
    with office.ledger.reading() as connection:
        return [one.kind for one in chain.of_stream(connection, f"case:{case}", kinds=kinds)]


def readings(office: Office) -> int:
    with office.ledger.reading() as connection:
        return len(chain.of_kind(connection, "message_read"))


def cases(office: Office) -> set[str]:
    found = views.inbox(office)
    return {one["case"] for part in ("waiting", "observed", "under_way") for one in found[part]}


def order(export: Callable[..., None]) -> None:
    """Order 4500019911 of Kailun appears in the ERP."""
    line = "4500019911,10,KLB-12,12000,PCS,18.40,1,2026-05-11,2026-04-06,ex works"
    head = "4500019911,V1001,US20,2026-03-01,E001,USD,open"
    export("2026-03-11", purchase_orders=head, purchase_order_lines=line)


def test_cases_open_as_soon_as_the_record_is_there_whatever_came_first(
    empty: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    only = {"W1": workflow("W1")}  # W6-b is of a workflow that is not there
    monkeypatch.setattr(intake, "workflows", lambda: only)
    mails = [OPENS.folder / "mail" / f"{name}.eml" for name in ("W1-d", "W1-a", "W6-b")]
    list(file_mails(empty, mails))
    empty.desk.advance()
    assert cases(empty) == set()
    load_export(empty, OPENS.opening())
    assert cases(empty) == {CASE}
    assert joined(empty, CASE) == ["case_opened", "case_joined", "case_joined"]
    state = empty.desk.case(CASE)
    assert {one.verdict for one in state.news} == {"authenticated"}
    assert state.open_questions == ("promised_date",)
    (other,) = views.inbox(empty)["no_workflow"]
    assert other["references"], "a mail without a workflow is bound as well"


def test_an_order_that_appears_later_opens_the_case_of_the_mail_that_named_it(
    office: Office, export: Callable[..., None], tmp_path: Path
) -> None:
    put(office, tmp_path, "W1-d", **{"4500018822": "4500019911", "w1-d@": "w1-x@"})
    assert cases(office) == {BOOKING}
    order(export)
    assert cases(office) == {LATER, BOOKING, NO_LINE}
    with office.ledger.reading() as connection:
        first, second = chain.of_kind(connection, "message_read")
    assert second.body["supersedes"] == first.id


def test_a_short_number_is_recognised_when_its_order_appears(
    office: Office, export: Callable[..., None], tmp_path: Path
) -> None:
    put(office, tmp_path, "W1-d", **{"4500018822": "19911", "w1-d@": "w1-x@"})
    order(export)
    assert cases(office) == {LATER, BOOKING, NO_LINE}


def test_a_sender_that_becomes_known_is_heard_and_the_message_joins_once(
    office: Office, export: Callable[..., None], tmp_path: Path
) -> None:
    put(office, tmp_path, "W1-d", **{"From: shipping@": "From: night.desk@", "w1-d@": "w1-x@"})
    assert joined(office, CASE) == ["case_opened", "case_joined"]
    assert office.desk.case(CASE).news[0].verdict == "unknown_sender"
    export("2026-03-11", contacts="CT99,V1001,Night desk,night.desk@kailun.example,shipping,no")
    assert joined(office, CASE) == ["case_opened", "case_joined", "news_replaced"]
    (news,) = office.desk.case(CASE).news
    assert (news.verdict, news.contact_id) == ("authenticated", "CT99")


def test_what_an_unknown_sender_said_of_an_open_case_joins_it_once_the_sender_is_known(
    office: Office, file: File, export: Callable[..., None], tmp_path: Path
) -> None:
    file("W1-d")
    put(office, tmp_path, "W1-a", **{"From: lily.chen@": "From: li.wei@", "w1-a@": "w1-x@"})
    assert joined(office, CASE)[-1] == "note_taken"
    export("2026-03-11", contacts="CT99,V1001,Li Wei,li.wei@kailun.example,sales,no")
    assert joined(office, CASE)[-1] == "case_joined"
    assert len(office.desk.case(CASE).news) == 2


def test_mails_of_a_partner_that_writes_otherwise_than_was_known_are_read_again(
    office: Office, file: File, export: Callable[..., None]
) -> None:
    file("W1-a")
    assert office.desk.case(CASE).open_questions == ("promised_date",)
    export("2026-03-11", partners="V1001,Kailun Electronics,supplier,CN,Asia/Shanghai,DMY")
    assert joined(office, CASE) == ["case_opened", "case_joined", "news_replaced"]
    state = office.desk.case(CASE)
    assert state.open_questions == ("promised_date:balance",), "about ten days are still asked"
    told = [one for one in state.news[0].statements if one.field == "promised_date"]
    assert stated_text(told[0].value) == "2026-04-09"
    assert {one.reason for one in state.rulings} & {"forged_arguments"} == set()


def test_nothing_is_read_again_that_a_load_does_not_concern(
    office: Office, file: File, export: Callable[..., None]
) -> None:
    file("W1-d", "W1-a", "W6-b")
    before = readings(office)
    order(export)
    assert readings(office) == before
    with office.ledger.reading() as connection:
        reads = connection.execute(select(inbox.c.event_id).where(inbox.c.kind == "read"))
        assert len(reads.all()) == 3


def test_a_closed_case_is_not_opened_again_by_its_own_mail(
    office: Office, export: Callable[..., None], tmp_path: Path
) -> None:
    put(office, tmp_path, "W1-d", **{"From: shipping@": "From: night.desk@", "w1-d@": "w1-x@"})
    office.desk.decide(CASE, "reject", person="E007", reason="not ours")
    assert office.desk.case(CASE).closed is not None
    export("2026-03-11", contacts="CT99,V1001,Night desk,night.desk@kailun.example,shipping,no")
    assert cases(office) == set()


def test_a_load_that_died_is_told_by_the_next_command_that_works(
    office: Office, file: File, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file("W1-d")
    stock = (OPENS.opening() / "stock.csv").read_text(encoding="utf-8")
    folder = tmp_path / "2026-03-11"
    folder.mkdir()
    (folder / "stock.csv").write_text(stock.replace(",3200,PCS,", ",3190,PCS,", 1))
    monkeypatch.setattr(loading, "_tell", lambda *_: False)  # killed right after the record
    load_export(office, folder)
    monkeypatch.undo()
    before = office.desk.case(CASE).superseded
    advance_with_progress(office, show=False)
    assert office.desk.case(CASE).superseded == before + 1
    with office.ledger.reading() as connection:
        told = chain.latest(connection, "record_loaded")
    assert told is not None
    (table,) = told.body["tables"]
    assert (table["table"], table["changed"]) == ("stock", 1)
    assert not catch_up(office), "it is told once"

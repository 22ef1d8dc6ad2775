"""W1: one cause at a supplier, told order by order or in one mail, is one case of them all."""

from pathlib import Path

import pytest

from domain.errors import NotAllowed
from domain.news import objects_of
from graph.rereading import last_readings
from memory import inbox
from seamline import views
from seamline.demo_company import let_go
from seamline.thread_view import thread
from seamline.wiring import Office
from tests.flows.on_the_way import acts, approve, findings, letters, mail
from tests.flows.playing import options
from tests.states import state

FIRST, OTHER = "4500018822", "4500018847"
CASE = f"W1-{FIRST}"


@state()
def kailun(office: Office, _: Path) -> None:
    """The company, with time free to go on."""
    let_go(office)


def late(
    office: Office, folder: Path, order: str, day: int, ready: str, why: str, **more: str
) -> None:
    """The supplier says that line 10 of one order is late, and why."""
    mail(
        office, folder, more.get("sender", "shipping@kailun.example"),
        f"{day} Mar 2026 06:02:00 +0000", f"PO {order} - new ready date",
        f"PO {order} item 10: new ready date is {ready}.\n{why}",
        proof=more.get("proof", "pass"),
    )  # fmt: skip


def open_cases(office: Office) -> list[str]:
    inbox = views.inbox(office)
    told = [*inbox["waiting"], *inbox["under_way"]]
    return sorted(one["case"] for one in told if one["case"].startswith("W1"))


def moved(office: Office, case: str) -> set[str]:
    """Lines whose date the open proposal of a case would write."""
    proposal = office.desk.case(case).proposal
    done = proposal.actions if proposal is not None else ()
    return {one.objects[0].partition(":")[2] for one in done if one.kind == "ChangeOrderLine"}


def test_a_press_told_order_by_order_is_one_case_ranked_by_exposure(
    kailun: Office, tmp_path: Path
) -> None:
    late(kailun, tmp_path, OTHER, 10, "22 April 2026", "Our press 3 broke down.")
    late(kailun, tmp_path, FIRST, 11, "18 April 2026", "Reason: press 3 is broken.")
    case = f"W1-{OTHER}"
    assert open_cases(kailun) == [case]
    said = findings(kailun, case)
    ranked = [one for one in said.splitlines() if one[:3] in ("1. ", "2. ", "3. ")]
    assert [one.split()[2].rstrip(":") for one in ranked] == [f"{FIRST}/10", f"{OTHER}/10"]
    assert f"left out: {FIRST}/20 (CBL-20, due 2026-04-06), nothing is told of it" in said
    assert "left out: 4500018701/10" in said
    assert moved(kailun, case) == {f"{FIRST}/10", f"{OTHER}/10"}
    assert {one["case"] for one in thread(kailun, FIRST)["cases"]} == {case}
    told = [one["same_event"] for one in views.case(kailun, case)["news"]]
    assert told == ["", "the same cause at the supplier, breakdown"]
    assert all("refused" not in one for one, _ in acts(kailun, case))


def test_one_mail_about_many_orders_is_one_case_and_one_letter(
    kailun: Office, tmp_path: Path
) -> None:
    mail(
        kailun, tmp_path, "shipping@kailun.example", "10 Mar 2026 06:02:00 +0000", "Delay",
        "Due to a breakdown of our press 3 we are late:\n\n"
        f"PO {FIRST} item 10: new ready date 18 April 2026\n"
        f"PO {OTHER} item 10: new ready date 22 April 2026\n",
    )  # fmt: skip
    assert open_cases(kailun) == [CASE]
    assert moved(kailun, CASE) == {f"{FIRST}/10", f"{OTHER}/10"}
    words = letters(kailun)
    assert f"for order {FIRST}, {OTHER}" in words
    assert f"{FIRST}/10: 12,000" in words and f"{OTHER}/10: 1,500" in words
    approve(kailun, CASE)
    for order, day in ((FIRST, "2026-04-18"), (OTHER, "2026-04-22")):
        row = kailun.reads.row("purchase_order_lines", f"{order}/10")
        assert row is not None and row.text("promised_date") == day


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Our press 3 broke down.", "Steel shortage at our mill."),
        ("Our press 3 broke down.", "Our furnace broke down."),
        ("Our press 3 broke down.", "Our press 5 broke down."),
        ("Resin shortage.", "Steel shortage."),
        ("Our press 3 broke down.", ""),
        ("", ""),
        ("The lot was rejected in QC.", "The lot was rejected in QC."),
    ],
)
def test_two_causes_or_none_are_two_cases(
    kailun: Office, tmp_path: Path, first: str, second: str
) -> None:
    late(kailun, tmp_path, FIRST, 10, "18 April 2026", first)
    late(kailun, tmp_path, OTHER, 11, "22 April 2026", second)
    assert open_cases(kailun) == [CASE, f"W1-{OTHER}"]


def test_another_week_and_a_sender_without_proof_stay_apart(kailun: Office, tmp_path: Path) -> None:
    why = "Our press 3 broke down."
    late(kailun, tmp_path, FIRST, 10, "18 April 2026", why)
    late(kailun, tmp_path, OTHER, 11, "22 April 2026", why, sender="x@kai1un.example", proof="none")
    assert len(kailun.desk.case(CASE).news) == 1
    late(kailun, tmp_path, OTHER, 25, "22 April 2026", why)
    assert f"W1-{OTHER}" in open_cases(kailun)
    assert kailun.desk.case(CASE).also == {}


def test_who_proves_nothing_brings_no_order_into_an_open_case(
    kailun: Office, tmp_path: Path
) -> None:
    """The address is on file, and anybody can write it: what was approved of the case holds."""
    why = "Our press 3 broke down."
    late(kailun, tmp_path, FIRST, 10, "18 April 2026", why)
    first, *others = (one["id"] for one in views.case(kailun, CASE)["waiting"]["people"])
    kailun.desk.decide(CASE, "approve", person=first, reason="agreed")
    before = kailun.desk.case(CASE)
    late(kailun, tmp_path, OTHER, 11, "22 December 2026", why, proof="none")
    assert kailun.desk.case(CASE) == before
    assert open_cases(kailun) == [CASE, f"W1-{OTHER}"]
    late(kailun, tmp_path, OTHER, 12, "25 April 2026", "Steel shortage at our mill.")
    assert kailun.desk.case(CASE) == before
    assert len(kailun.desk.case(f"W1-{OTHER}").news) == 2
    for person in others:
        kailun.desk.decide(CASE, "approve", person=person, reason="agreed")
    assert kailun.desk.case(CASE).decision is not None


def test_later_news_of_a_folded_order_goes_on_in_its_case(kailun: Office, tmp_path: Path) -> None:
    why = "Our press 3 broke down."
    late(kailun, tmp_path, FIRST, 10, "18 April 2026", why)
    late(kailun, tmp_path, OTHER, 11, "22 April 2026", why)
    late(kailun, tmp_path, OTHER, 20, "2 May 2026", "")
    assert open_cases(kailun) == [CASE]
    assert "2026-05-02" in findings(kailun, CASE)
    assert len(kailun.desk.case(CASE).news) == 3


def test_dates_asked_of_two_orders_are_answered_one_by_one(kailun: Office, tmp_path: Path) -> None:
    why = "Our press 3 broke down."
    late(kailun, tmp_path, FIRST, 10, "5/4", why)
    late(kailun, tmp_path, OTHER, 11, "9/4", why)
    first, second = kailun.desk.case(CASE).open_questions
    assert (first, second) == ("promised_date", f"promised_date_{OTHER}_10")
    kailun.desk.decide(CASE, "respond", person="E001", slots={second: "2026-04-09"})
    assert kailun.desk.case(CASE).open_questions == ("promised_date",)


def test_split_takes_an_order_out_for_good(kailun: Office, tmp_path: Path) -> None:
    why = "Our press 3 broke down."
    late(kailun, tmp_path, FIRST, 10, "18 April 2026", why)
    late(kailun, tmp_path, OTHER, 11, "22 April 2026", why)
    kailun.desk.split(CASE, [f"{OTHER}/10"], person="E001", reason="made on another line")
    assert open_cases(kailun) == [CASE, f"W1-{OTHER}"]
    assert moved(kailun, CASE) == {f"{FIRST}/10"}
    assert moved(kailun, f"W1-{OTHER}") == {f"{OTHER}/10"}
    late(kailun, tmp_path, OTHER, 13, "2 May 2026", why)
    assert len(kailun.desk.case(f"W1-{OTHER}").news) == 2
    assert all(OTHER not in one for news in kailun.desk.case(CASE).news for one in objects_of(news))
    with pytest.raises(NotAllowed, match="nothing would be left"):
        kailun.desk.split(CASE, [f"{FIRST}/10"], person="E001", reason="all of it")


def test_mail_read_again_changes_nothing(kailun: Office, tmp_path: Path) -> None:
    why = "Our press 3 broke down."
    late(kailun, tmp_path, FIRST, 10, "18 April 2026", why)
    late(kailun, tmp_path, OTHER, 11, "22 April 2026", why)
    before = kailun.desk.case(CASE)
    assert options(kailun, CASE)
    with kailun.ledger.transaction() as connection:
        for stream, fact in last_readings(connection).items():
            body = {"sha256": fact.body["sha256"], "because": fact.id}
            inbox.enqueue(connection, stream, "read", body, kailun.clock.now())
    kailun.desk.advance()
    after = kailun.desk.case(CASE)
    assert after.news == before.news and after.superseded == before.superseded

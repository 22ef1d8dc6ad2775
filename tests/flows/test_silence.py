"""Silence is an event: one letter a partner and day, three, then a person; answers end it."""

from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from domain.fact import NewFact
from domain.workdays import Workdays
from graph.notes import take_note
from graph.parking import unpark
from graph.silence_look import look
from memory import chain
from memory.clock import move_replay_clock
from seamline import loading, views
from seamline.control import set_mode
from seamline.demo_company import OPENS
from seamline.silence_view import sweep
from seamline.wiring import Office
from tests.flows.on_the_way import approve
from tests.flows.playing import file_mail, options, write_letter
from tests.flows.trade import letters_out, on, put, write
from tests.states import After, Step

NORD, BRIGHT = "P5-V1002", "P5-V1010"

#: Two orders that Nordmetall never confirmed, one of Brightwell.
ORDERS = """
    po_id,supplier_id,site_id,created_on,buyer_id,currency,incoterm,incoterm_place,payment_terms,status
    4500019101,V1002,FR10,2026-03-09,E001,EUR,FCA,Iserlohn,2/14 NET30,open
    4500019102,V1002,FR10,2026-03-09,E001,EUR,FCA,Iserlohn,2/14 NET30,open
    4500019103,V1010,US20,2026-03-09,E001,USD,FCA,Boulder,NET30,open
"""
LINES = """
    po_id,line,item_id,qty,uom,unit_price,price_per,price_uom,need_date,promised_date,promised_event
    4500019101,10,NM-5510,3000,PCS,4.865,1,PCS,2026-08-03,,
    4500019102,10,NM-5510,500,PCS,4.865,1,PCS,2026-08-10,,
    4500019103,10,CAP-18,600,PCS,7.95,1,PCS,2026-08-10,,
"""


def with_sweeps(office: Office, _: Path) -> None:
    """The sample company's own policy, for whoever opens the office next."""
    policy = (OPENS.folder / "policy.yaml").read_text(encoding="utf-8")
    office.workspace.policy_file.write_text(policy, encoding="utf-8")


def unconfirmed(office: Office, folder: Path) -> None:
    """Orders that nobody has confirmed yet."""
    put(office, folder, purchase_orders=ORDERS, purchase_order_lines=LINES)


@pytest.fixture
def sweeping(after: After) -> Office:
    """The sample company with its sweeps, and with orders that nobody has confirmed yet."""
    return after(with_sweeps, unconfirmed)


def morning(office: Office, _: Path, day: int) -> None:
    on(office, f"2026-03-{day:02}T09:00:00")


def mornings(last: int) -> list[Step]:
    """The same company's steps up to a day of March: each morning from the eleventh on."""
    days = [partial(morning, day=day) for day in range(11, last + 1)]
    return [with_sweeps, unconfirmed, *days]


def to(office: Office, domain: str) -> list[str]:
    """The letters about silence that went to a partner, oldest first."""
    sent = [one for one in letters_out(office) if f"@{domain}" in one.split("\n\n")[0]]
    return [one for one in sent if "\n1) " in one.replace("\r", "") or "\n2) " in one]


def days_of(office: Office, partner: str) -> list[date]:
    """The days on which a partner was written to about its silence."""
    with office.ledger.reading() as connection:
        found = chain.of_kind(connection, "intended")
    return [one.at.date() for one in found if one.body["to"] == partner and "P5-" in one.stream]


def play(office: Office, first: int, last: int) -> None:
    """Every day of March at nine in the morning (UTC)."""
    for day in range(first, last + 1):
        morning(office, Path(), day)


def test_a_paper_is_asked_for_by_its_booking_and_name_not_by_our_key_of_it(
    sweeping: Office, tmp_path: Path
) -> None:
    put(
        sweeping, tmp_path,
        shipments="shipment_id,mode,forwarder_id,booking_no,etd,status\n"
        "SH41,sea,F3001,BQ249001,2026-03-20T12:00,booked",
        documents="doc_id,shipment_id,doc_type,owner,due_at,state\n"
        "D451,SH41,packing list,V1010,2026-03-17T12:00-07:00,requested",
    )  # fmt: skip
    play(sweeping, 11, 17)
    letters = "".join(to(sweeping, "brightwell.example"))
    assert "BQ249001, packing list, 17 Mar 2026" in letters and "D451" not in letters


def test_a_change_of_ours_is_asked_for_by_its_order_line_in_a_letter_that_goes_out(
    sweeping: Office, tmp_path: Path
) -> None:
    put(
        sweeping, tmp_path,
        po_changes="change_id,po_id,po_line,version,field,old_value,new_value,reason,requested_by,"
        "approved_by,sent_on,status\n"
        "CO-0101,4500019103,10,1,qty,600,800,forecast up,E001,E004,2026-03-09,sent",
    )  # fmt: skip
    play(sweeping, 11, 17)
    letters = "".join(to(sweeping, "brightwell.example"))
    assert "4500019103/10, qty, 9 Mar 2026" in letters and "CO-0101" not in letters
    assert sweeping.desk.case(BRIGHT).stuck == ""


def test_three_letters_with_the_same_numbers_and_then_a_person_calls(after: After) -> None:
    sweeping = after(*mornings(12))
    assert to(sweeping, "nordmetall.example") == [], "three of its working days are not over"
    play(sweeping, 13, 17)
    first, second = to(sweeping, "nordmetall.example")
    assert "To: auftragsabwicklung@nordmetall.example" in first
    assert "1) 4500019101/10, NM-5510, 3.000 Stück, 3. August 2026: bitte bestätigen Sie" in first
    assert "2) 4500019102/10, NM-5510, 500 Stück, 10. August 2026: bitte bestätigen Sie" in first
    assert "schon gefragt" in second and "2) 4500019102/10" in second
    assert days_of(sweeping, "V1002") == [date(2026, 3, 13), date(2026, 3, 17)]
    play(sweeping, 18, 19)
    assert len(to(sweeping, "nordmetall.example")) == 2, "the third says what follows: asked first"
    assert views.case(sweeping, NORD)["waiting"]["people"][0]["id"] == "E001"
    sweeping.desk.decide(NORD, "approve", person="E001", reason="")
    sweeping.desk.advance()
    third = to(sweeping, "nordmetall.example")[2]
    assert "Marta Oyelaran ruft Sie" in third and "1) 4500019101/10" in third
    play(sweeping, 20, 23)
    assert len(to(sweeping, "nordmetall.example")) == 3
    (call,) = [
        one for one in views.case(sweeping, NORD)["actions"] if one["kind"] == "NotifyFunction"
    ]
    assert "call K. Brandt at +49-000-0201, the number on file" in call["said"]
    assert "no answer to 3 letters" in sweeping.desk.case(NORD).stuck


def test_an_answer_ends_it_point_by_point(after: After, tmp_path: Path) -> None:
    sweeping = after(*mornings(13))
    write(
        sweeping, tmp_path, "auftragsabwicklung@nordmetall.example", "AW: Offene Punkte",
        "2026-03-13T15:00:00+01:00",
        "Bestellung 4500019101 Position 10, NM-5510 3000 Stk: Liefertermin 20.07.2026 bestätigt.",
    )  # fmt: skip
    owed = [one["said"] for one in views.case(sweeping, NORD)["owed"]]
    assert len(owed) == 1 and "4500019102/10" in owed[0]
    play(sweeping, 14, 17)
    second = to(sweeping, "nordmetall.example")[1]
    assert "2) 4500019102/10" in second and "4500019101" not in second
    put(
        sweeping,
        tmp_path,
        po_confirmations="""
        po_id,line,recorded_on,qty,promised_date,event,source
        4500019102,10,2026-03-17,500,2026-07-27,ex works,order confirmation by portal
    """,
    )
    assert sweeping.desk.case(NORD).closed is not None, "a row of the feed shows the answer"
    play(sweeping, 18, 24)
    assert len(to(sweeping, "nordmetall.example")) == 2


def test_the_letter_goes_on_in_the_partners_thread(after: After, tmp_path: Path) -> None:
    sweeping = after(*mornings(11))
    write(
        sweeping, tmp_path, "wendy.archer@brightwell.example", "Spring price list",
        "2026-03-11T15:00:00-06:00", "Hello,\n\nour new price list follows next week.\nWendy",
    )  # fmt: skip
    on(sweeping, "2026-03-13T15:00:00")
    (letter,) = to(sweeping, "brightwell.example")
    assert "Subject: Re: Spring price list" in letter and "In-Reply-To: <letter" in letter
    assert "1) 4500019103/10, CAP-18, 600 PCS, 10 Aug 2026" in letter


def test_a_note_of_a_call_ends_it(after: After) -> None:
    sweeping = after(*mornings(13))
    take_note(
        sweeping.deps, NORD, "Brandt says both are coming as ordered", said_by="CT04",
        channel="phone", person_id="E001",
    )  # fmt: skip
    play(sweeping, 16, 20)
    assert len(to(sweeping, "nordmetall.example")) == 1
    assert sweeping.desk.case(NORD).closed is not None


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Abwesend: Offene Punkte 4500019101", "Ich bin nicht im Hause."),
        (
            "Automatische Antwort: 4500019101",
            "Ich bin bis 16.03.2026 nicht im Haus. 4500019102 ist in Arbeit.",
        ),
        ("Ticket #7712: Bestellung 4500019101", "Ihre Nachricht zu 4500019102 ist eingegangen."),
    ],
    ids=["away", "away until a day", "a receipt"],
)
def test_what_a_program_sends_by_itself_is_no_answer(
    after: After, tmp_path: Path, subject: str, text: str
) -> None:
    sweeping = after(*mornings(13))
    letter = write_letter(
        tmp_path / "m", sender="auftragsabwicklung@nordmetall.example", subject=subject,
        sent="Fri, 13 Mar 2026 15:00:00 +0100", text=f"{text}\n",
    )  # fmt: skip
    letter.write_bytes(b"Auto-Submitted: auto-replied\n" + letter.read_bytes())
    file_mail(sweeping, letter)
    play(sweeping, 14, 19)
    assert sweeping.desk.case(NORD).closed is None
    assert len(to(sweeping, "nordmetall.example")) == 2
    assert len(sweeping.desk.case(NORD).silence) == 2


def test_nothing_is_asked_while_a_message_of_the_partner_lies_unread(after: After) -> None:
    sweeping = after(*mornings(12))
    raw = (
        b"From: auftragsabwicklung@nordmetall.example\nTo: ops@harlow.example\n"
        b"Authentication-Results: mx.harlow.example; spf=pass smtp.mailfrom=nordmetall.example; "
        b"dkim=pass header.d=nordmetall.example; dmarc=pass header.from=nordmetall.example\n"
        b"Subject: AB\nDate: Thu, 12 Mar 2026 18:00:00 +0100\nMessage-ID: <ab@nordmetall.example>\n"
        b"\n4500019101 Position 10 und 4500019102 Position 10 wie bestellt.\n"
    )
    filed = sweeping.desk.file(raw, origin="a test", parked="an attachment cannot be opened")
    play(sweeping, 13, 17)
    assert to(sweeping, "nordmetall.example") == []
    assert days_of(sweeping, "V1010"), "others are asked meanwhile"
    unpark(sweeping.deps, filed.key, "E001")
    play(sweeping, 18, 20)
    assert to(sweeping, "nordmetall.example") == [], "it was the answer"


def test_weekends_and_holidays_of_the_partner_are_its_own(sweeping: Office, tmp_path: Path) -> None:
    put(
        sweeping,
        tmp_path,
        holidays="""
        country,day,name
        DE,2026-03-13,Works holiday
        DE,2026-03-18,Works holiday
    """,
    )
    play(sweeping, 11, 24)
    days = days_of(sweeping, "V1002")
    closed = frozenset({date(2026, 3, 13), date(2026, 3, 18)})
    assert days and all(Workdays(holidays=closed).is_open(one) for one in days)
    assert days[0] == date(2026, 3, 16), (
        "three working days after the ninth, without the thirteenth"
    )


def test_bad_master_data_is_asked_inside_and_nobody_outside(
    sweeping: Office, tmp_path: Path
) -> None:
    put(sweeping, tmp_path, purchase_order_lines="""
        po_id,line,item_id,qty,uom,unit_price,price_per,price_uom,need_date,promised_date,promised_event
        4500019101,10,NM-5510,0,PCS,4.865,1,PCS,2026-08-03,,
        4500019102,10,NM-5510,500,PCS,4.865,1,PCS,2026-01-10,,
    """, partners="""
        partner_id,name,kind,country,time_zone,language,date_order,decimal_mark,mail_domains,status
        V1010,Brightwell Circuits,supplier,US,America/Denver,en,MDY,.,brightwell.example,closed
    """)  # fmt: skip
    play(sweeping, 11, 16)
    assert to(sweeping, "nordmetall.example") == [] == to(sweeping, "brightwell.example")
    case = views.case(sweeping, "P5-procurement")
    note = [one for one in case["effects"] if one["kind"] == "NotifyFunction"][-1]
    for said in (
        "4500019101/10: the quantity is zero",
        "4500019102/10: a date lies before the order",
        "4500019103/10: the partner is not active",
    ):
        assert said in note["said"], said
    assert {one["who"] for one in case["owed"]} == {"procurement"}


def test_what_falls_silent_as_it_was_before_is_found_again(
    sweeping: Office, tmp_path: Path
) -> None:
    """One, two, one: the third finding says what the first did, and still is one of its own."""
    bad = LINES.replace("3000,PCS", "0,PCS")
    worse, other = bad.replace("500,PCS", "0,PCS"), bad.replace("CAP-18,600", "CAP-18,700")
    for day, rows in ((16, bad), (17, worse), (18, other)):
        put(sweeping, tmp_path, purchase_order_lines=rows)
        on(sweeping, f"2026-03-{day}T23:00:00")
        silent = [one.expected.object for one in sweeping.desk.case("P5-procurement").silence]
        wrong = [one["object"] for said in sweep(sweeping)["inside"] for one in said["points"]]
        assert sorted(silent) == sorted(wrong), day
    assert silent == ["purchase_order_lines:4500019101/10"]
    assert sweeping.desk.case("P5-procurement").proposal is not None


def test_blocked_on_us_is_asked_of_us(sweeping: Office, tmp_path: Path) -> None:
    put(
        sweeping,
        tmp_path,
        purchase_order_lines="""
        po_id,line,item_id,qty,uom,unit_price,price_per,price_uom,need_date,promised_date,promised_event,drawing_rev
        4500019103,10,CAP-18,600,PCS,7.95,1,PCS,2026-08-10,,,Z
    """,
    )
    on(sweeping, "2026-03-16T16:00:00")
    assert to(sweeping, "brightwell.example") == []
    (point,) = sweep(sweeping)["inside"][0]["points"]
    assert point["why"] == ["it waits for a drawing that we have not released"]


def test_observed_it_is_only_recorded(sweeping: Office) -> None:
    set_mode(sweeping, "chase", "observe", "", None, "E004")
    play(sweeping, 11, 13)
    assert days_of(sweeping, "V1002") == []
    with sweeping.ledger.reading() as connection:
        (found,) = [one for one in chain.of_kind(connection, "silence_found") if NORD in one.stream]
    assert len(found.body["silent"]) == 2


def test_advised_it_is_asked_and_an_answer_takes_the_request_back(
    sweeping: Office, tmp_path: Path
) -> None:
    set_mode(sweeping, "chase", "advise", "", None, "E004")
    play(sweeping, 11, 13)
    assert days_of(sweeping, "V1002") == []
    assert views.case(sweeping, NORD)["waiting"]["people"], "somebody is asked for the letter"
    write(
        sweeping, tmp_path, "auftragsabwicklung@nordmetall.example", "Auftragsbestätigung",
        "2026-03-13T15:00:00+01:00",
        "4500019101 Position 10 und 4500019102 Position 10 kommen wie bestellt.",
    )  # fmt: skip
    assert sweeping.desk.case(NORD).closed is not None
    assert days_of(sweeping, "V1002") == []


def test_a_load_wakes_a_chase_only_for_what_it_changes_of_it(
    after: After, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sweeping = after(*mornings(13))
    woken: list[str] = []
    enqueue = loading.inbox.enqueue

    def heard(connection: Any, stream: str, kind: str, body: Any, due: datetime) -> Any:
        woken.extend([stream] if kind == "record" else [])
        return enqueue(connection, stream, kind, body, due)

    monkeypatch.setattr(loading.inbox, "enqueue", heard)
    put(sweeping, tmp_path, purchase_order_lines=LINES.replace("CAP-18,600", "CAP-18,700"))
    assert f"case:{NORD}" not in woken
    confirmed = f"""
        {LINES.strip().splitlines()[0].strip()},supplier_ack_no
        4500019101,10,NM-5510,3000,PCS,4.865,1,PCS,2026-08-03,2026-08-10,delivered dock,AB-71
    """
    put(sweeping, tmp_path, purchase_order_lines=confirmed)
    assert woken.count(f"case:{NORD}") == 1
    left = {one.expected.object for one in sweeping.desk.case(NORD).silence}
    assert left == {"purchase_order_lines:4500019102/10"}


def test_many_silent_at_once_may_be_our_own_mail(sweeping: Office, tmp_path: Path) -> None:
    rows = [
        f"45000192{n},V{1001 + n},US20,2026-03-09,E001,USD,FCA,Yantian,NET30,open"
        for n in range(14)
    ]
    lines = [f"45000192{n},10,CAP-18,60,PCS,7.95,1,PCS,2026-08-10,," for n in range(14)]
    head, columns = ORDERS.strip().splitlines()[0].strip(), LINES.strip().splitlines()[0].strip()
    put(
        sweeping, tmp_path,
        purchase_orders="\n".join([head, *rows]), purchase_order_lines="\n".join([columns, *lines]),
    )  # fmt: skip
    on(sweeping, "2026-03-16T09:00:00")
    assert days_of(sweeping, "V1002") == [], "nobody is asked"
    (question,) = views.case(sweeping, "P5-procurement")["waiting"]["questions"]
    assert "is our mail broken" in question["text"]
    sweeping.desk.decide(
        "P5-procurement", "respond", person="E001", slots={question["slot"]: "works"},
        reason="sent one from outside, it came",
    )  # fmt: skip
    on(sweeping, "2026-03-17T09:00:00")
    assert days_of(sweeping, "V1002") == [date(2026, 3, 17)]


def test_what_is_waived_is_not_asked_again(after: After) -> None:
    sweeping = after(*mornings(13))
    for one in views.case(sweeping, NORD)["owed"]:
        sweeping.desk.waive(NORD, one["key"], person="E001", reason="we cancel both")
    assert sweeping.desk.case(NORD).closed is not None
    play(sweeping, 14, 20)
    assert len(to(sweeping, "nordmetall.example")) == 1


def test_the_look_says_what_would_be_sent_and_sends_nothing(after: After) -> None:
    sweeping = after(*mornings(12))
    with sweeping.ledger.transaction() as connection:
        move_replay_clock(connection, datetime.fromisoformat("2026-03-13T06:00:00+00:00"))
    before = chain_length(sweeping)
    data = sweep(sweeping)
    (nord,) = [one for one in data["partners"] if one["partner"] == "V1002"]
    assert nord["morning"] == "2026-03-13T07:00:00+00:00", "eight o'clock in Berlin"
    assert [one["letter"] for one in nord["points"]] == [1, 1]
    assert "1) 4500019101/10" in nord["would"][0]["text"]
    assert chain_length(sweeping) == before


def chain_length(office: Office) -> int:
    with office.ledger.reading() as connection:
        return chain.head(connection)[0]


def test_nothing_new_is_written_on_a_day_on_which_nothing_changed(after: After) -> None:
    sweeping = after(*mornings(13))
    before = chain_length(sweeping)
    on(sweeping, "2026-03-14T09:00:00")
    with sweeping.ledger.reading() as connection:
        facts = [one for one in chain.all_facts(connection) if one.number > before]
        assert look(sweeping.deps).found.quiet
    assert [one.kind for one in facts] == ["swept"], "the day's sweep, and nothing else"


def test_a_look_sees_nothing_of_what_is_written_and_taken_back(after: After) -> None:
    sweeping = after(*mornings(11))
    before = [one.id for one in look(sweeping.deps).cases]
    body = {"workflow": "chase", "order": "partners:X", "partner": "X", "lines": [], "title": "x"}
    with pytest.raises(ZeroDivisionError), sweeping.ledger.transaction() as connection:
        new = NewFact(
            stream="case:CASE-9999",
            kind="case_opened",
            at=sweeping.clock.now(),
            actor="clock",
            body=body,
        )
        chain.append(connection, [new])
        inside = [one.id for one in look(sweeping.deps).cases]
        raise ZeroDivisionError
    play(sweeping, 12, 12)
    then = [one.id for one in look(sweeping.deps).cases]
    assert "CASE-9999" not in {*inside, *then} and set(before) <= set(then)


def test_a_letter_that_waits_for_approval_is_written_anew_as_its_order_changes(
    sweeping: Office, tmp_path: Path
) -> None:
    set_mode(sweeping, "chase", "advise", "", None, "E020")
    play(sweeping, 11, 13)
    put(sweeping, tmp_path, purchase_order_lines=LINES.replace("NM-5510,3000", "NM-5510,9000"))
    opened = sweeping.desk.case(NORD).proposal
    assert opened is not None
    (letter,) = (one for one in opened.actions if one.kind == "SendMessage")
    assert "9.000 Stück" in letter.letter and "3.000 Stück" not in letter.letter
    approve(sweeping, NORD)
    sweeping.desk.advance()
    (sent,) = to(sweeping, "nordmetall.example")
    assert "9.000 Stück" in sent


def test_goods_of_ours_to_book_open_their_booking_case_by_themselves_once(
    sweeping: Office, tmp_path: Path
) -> None:
    on(sweeping, "2026-03-27T09:00:00")
    case = "W3-4500018847"
    state = sweeping.desk.case(case)
    assert state.opened_because == (
        "4500018847/10 is confirmed ready on 2026-04-08 and nothing is booked for it"
    )
    ways = options(sweeping, case)
    assert {name: one["cost"]["amount"] for name, one in ways.items()} == {
        "air F3001": "28755.96", "sea 1x40HC F3001": "3994.15",
    }  # fmt: skip
    people = [one["id"] for one in views.inbox(sweeping)["waiting"] if one["case"] == case
              for one in one["people"]]  # fmt: skip
    sweeping.desk.decide(case, "reject", person=people[0], reason="booked by phone")
    on(sweeping, "2026-03-28T09:00:00")
    mine = [one.id for one in sweeping.deps.cases() if "4500018847" in one.id]
    assert mine == [case], "once for each time it became late"

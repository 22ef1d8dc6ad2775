"""P2: a change binds when both sides agree; what nobody approved is answered, never accepted."""

from pathlib import Path

import pytest

from domain.errors import NotAllowed
from domain.reading import stated_text
from seamline import views
from seamline.wiring import Office
from tests.flows.amended_orders import ASKED, LINES, OPEN
from tests.flows.playing import findings, options
from tests.flows.trade import kinds, letters_out, post, put, write
from tests.states import After, released, state

NORDMETALL, MITSUHARA = "P2-4500019012", "P2-4500019020"
BRANDT = "auftragsabwicklung@nordmetall.example"
LINE = "4500019012/10"


@state()
def ordered(office: Office, folder: Path) -> None:
    """The sample company with an order it wants changed, and one under a credit."""
    put(office, folder, **OPEN)


def line(office: Office, key: str) -> dict[str, str]:
    row = office.reads.row("purchase_order_lines", key)
    assert row is not None
    return {name: row.text(name) for name in ("qty", "unit_price", "promised_date", "drawing_rev")}


def costs(office: Office, case: str, option: str) -> list[tuple[str, str]]:
    parts = options(office, case)[option]["components"]
    return [(one["name"], one["money"]["amount"]) for one in parts]


def test_a_counter_offer_is_priced_against_the_approved_version_and_not_accepted(
    ordered: Office,
) -> None:
    post(ordered, "P2-a")
    said = findings(ordered, NORDMETALL)
    assert "qty: in force 8000, asked 10000, answered 10000: agreed" in said
    assert "drawing_rev: in force D, asked E, answered D + E: countered" in said
    assert any("together 11,910.00 EUR" in one for one in said)
    uncovered = "no approval covers: price, charge, revision; E004 approved what was asked"
    assert uncovered in said
    assert costs(ordered, NORDMETALL, "accept") == [
        ("quantity", "9730.00"), ("price", "330.00"), ("one-off", "1850.00"),
    ]  # fmt: skip
    assert ("freight", "290.00") in costs(ordered, NORDMETALL, "accept with freight")
    ranking = views.case(ordered, NORDMETALL)["options"][0]["ranking"]
    assert ranking["winner"] == "answer without agreeing"
    assert kinds(ordered, NORDMETALL) == ["SendMessage"]
    case = views.case(ordered, NORDMETALL)
    assert [one["slot"] for one in case["proposal"]["questions"]] == ["engineering_release"]
    assert case["proposal"]["until"] == "2026-05-27T12:00:00+02:00", "noon where they are"


def test_the_order_stands_until_both_agree_and_the_letter_says_so(ordered: Office) -> None:
    post(ordered, "P2-a")
    slots = {"engineering_release": "E is released; run out D first"}
    ordered.desk.decide(NORDMETALL, "respond", person="E024", slots=slots, reason="r")
    ordered.desk.advance()
    ordered.desk.decide(NORDMETALL, "approve", person="E024", reason="")
    ordered.desk.advance()
    (letter,) = letters_out(ordered)
    assert "8.000 Stück, Preis 4,865 EUR, Termin 19. Juni 2026" in letter
    assert "Schweigen unsererseits" in letter and "1. Bitte bestätigen Sie den Termin" in letter
    assert line(ordered, LINE) == {
        "qty": "8000", "unit_price": "4.865", "promised_date": "2026-06-19", "drawing_rev": "D",
    }  # fmt: skip
    assert "V1002 has not confirmed" in views.case(ordered, NORDMETALL)["owed"][0]["said"]


def test_a_credit_an_early_bill_and_a_date_of_theirs_bind_nobody(ordered: Office) -> None:
    post(ordered, "P2-b")
    said = findings(ordered, MITSUHARA)
    assert any("it allows no partial shipment" in one for one in said)
    assert any("lies after its latest shipment 2026-06-15" in one for one in said)
    assert "MD-8842 bills 3,000 at once: one a shipment" in said
    assert costs(ordered, MITSUHARA, "accept") == [("price", "50000")]
    assert options(ordered, MITSUHARA)["accept"]["days_late"] == 22
    assert kinds(ordered, MITSUHARA) == ["HoldInvoice", "SendMessage"]
    people = [one["id"] for one in views.case(ordered, MITSUHARA)["waiting"]["people"]]
    assert people == ["E017"], "the credit is the treasury's"
    with pytest.raises(NotAllowed):
        ordered.desk.decide(MITSUHARA, "approve", person="E001", reason="")


def test_what_was_accepted_as_asked_is_put_in_force_and_read_back(
    ordered: Office, tmp_path: Path
) -> None:
    write(
        ordered, tmp_path, BRANDT, "AW: Bestelländerung 4500019012/1 - Pos. 10",
        "2026-05-21T09:18:00+02:00",
        """
        Sehr geehrte Frau Moreau,
        wir bestätigen Ihre Änderung vom 19.05. der Bestellung 4500019012 Pos. 10 wie gewünscht.
        Mit freundlichen Grüßen, K. Brandt
        """,
    )  # fmt: skip
    ranking = views.case(ordered, NORDMETALL)["options"][0]["ranking"]
    assert ranking["winner"] == "put in force", findings(ordered, NORDMETALL)
    assert costs(ordered, NORDMETALL, "put in force") == [("quantity", "9730.00")]
    ordered.desk.decide(NORDMETALL, "approve", person="E001", reason="as E004 approved it")
    ordered.desk.advance()
    assert line(ordered, LINE)["qty"] == "10000" and line(ordered, LINE)["drawing_rev"] == "E"
    assert views.case(ordered, NORDMETALL)["closed"] is not None


def test_a_counter_offer_is_over_when_its_partner_takes_our_change_after_all(
    ordered: Office, tmp_path: Path
) -> None:
    """Its terms are no longer its word, nor asked about; the drawing is ours to release."""
    post(ordered, "P2-a")
    ordered.desk.decide(
        NORDMETALL, "respond", person="E024", reason="signed", slots={"engineering_release": "yes"}
    )
    write(
        ordered, tmp_path, BRANDT, "AW: Bestelländerung 4500019012/1 - Pos. 10",
        "2026-05-26T09:40:00+02:00",
        """
        Sehr geehrte Frau Moreau,
        Ihre Änderung vom 19.05. der Bestellung 4500019012 Pos. 10 bestätigen wir nun doch
        wie gewünscht.
        Mit freundlichen Grüßen, K. Brandt
        """,
    )  # fmt: skip
    ordered.desk.advance()
    case = views.case(ordered, NORDMETALL)
    assert case["options"][0]["ranking"]["winner"] == "put in force", findings(ordered, NORDMETALL)
    assert case["proposal"]["questions"] == []
    ordered.desk.decide(NORDMETALL, "approve", person="E001", reason="as E004 approved it")
    ordered.desk.advance()
    assert line(ordered, LINE)["qty"] == "10000" and line(ordered, LINE)["drawing_rev"] == "E"
    assert views.case(ordered, NORDMETALL)["closed"]["outcome"] == "resolved as planned"


def test_an_unproven_acceptance_puts_nothing_in_force(ordered: Office, tmp_path: Path) -> None:
    write(
        ordered, tmp_path, BRANDT, "AW: Bestelländerung 4500019012/1 - Pos. 10",
        "2026-05-21T09:18:00+02:00",
        "Wir bestätigen Ihre Änderung der Bestellung 4500019012 Pos. 10 wie gewünscht.",
        proven=False,
    )  # fmt: skip
    unknown = options(ordered, NORDMETALL)["put in force"]["unknown"]
    assert unknown == ["whether the contact on file said so"]
    ordered.desk.decide(NORDMETALL, "approve", person="E001", reason="")
    ordered.desk.advance()
    assert "8.000 Stück" in letters_out(ordered)[0], "the order stands; they are asked again"
    assert line(ordered, LINE)["qty"] == "8000"


def test_a_change_nobody_approved_asks_by_its_whole_value(ordered: Office, tmp_path: Path) -> None:
    put(ordered, tmp_path, po_changes=OPEN["po_changes"].replace(",E004,", ",,"))
    write(
        ordered, tmp_path, BRANDT, "AW: Bestelländerung 4500019012/1 - Pos. 10",
        "2026-05-21T09:18:00+02:00",
        "Wir bestätigen Ihre Änderung der Bestellung 4500019012 Pos. 10 wie gewünscht.",
    )  # fmt: skip
    requires = views.case(ordered, NORDMETALL)["waiting"]["requires"]
    assert requires == ["buyer of procurement", "director of procurement"], "53,038.23 USD in all"


def test_an_order_not_on_record_is_taken_for_no_other_and_joins_it_once_it_is_loaded(
    after: After, tmp_path: Path
) -> None:
    office = after(released, "P2-b")
    state = office.desk.case(MITSUHARA)
    assert (state.order, state.partner) == ("purchase_orders:4500019020", "V1006")
    letter = next(one for one in views.case(office, MITSUHARA)["actions"] if one["letter"])
    assert "“4500019020”" in letter["letter"]
    assert "Please confirm the number of the order or document you mean" in letter["letter"]
    put(office, tmp_path, **OPEN)
    office.desk.advance()
    assert ("price", "50000") in costs(office, MITSUHARA, "accept")


def test_a_price_that_a_partner_asks_for_makes_no_room_for_itself(
    ordered: Office, tmp_path: Path
) -> None:
    """10,000 pieces that somebody approved are worth 48,650.00 at the price on record."""
    write(
        ordered, tmp_path, BRANDT, "AW: Bestelländerung 4500019012/1 - Pos. 10",
        "2026-05-21T09:18:00+02:00",
        """
        Sehr geehrte Frau Moreau,
        zu Ihrer Bestelländerung, Bestellung 4500019012 Pos. 10: 10.000 Stück sind möglich.
        Der neue Preis beträgt 21,50 EUR/Stück.
        Mit freundlichen Grüßen, K. Brandt
        """,
    )  # fmt: skip
    assert ("price", "166350.00") in costs(ordered, NORDMETALL, "accept")
    owner = views.case(ordered, NORDMETALL)["waiting"]["people"][0]["id"]
    ordered.desk.decide(
        NORDMETALL, "edit", person=owner, slots={"option": "accept"}, reason="we need them"
    )
    rulings = ordered.desk.case(NORDMETALL).rulings
    assert "cap" in {one.reason for one in rulings if one.kind == "AmendOrderLine"}, rulings
    for person in ("E004", "E019", "E020"):
        with pytest.raises(NotAllowed):
            ordered.desk.decide(NORDMETALL, "approve", person=person, reason="we need them")
    assert line(ordered, LINE)["unit_price"] == "4.865"


def test_a_supplier_that_goes_back_to_the_order_leaves_nothing_of_its_counter_offer(
    ordered: Office, tmp_path: Path
) -> None:
    post(ordered, "P2-a")
    write(
        ordered, tmp_path, BRANDT, "AW: Bestelländerung 4500019012/1 - Pos. 10",
        "2026-05-26T09:40:00+02:00",
        "Sehr geehrte Frau Moreau,\nwir bestätigen Bestellung 4500019012 Pos. 10 wie ursprünglich: "
        "8.000 Stk in Index D, KW 25, 4,865 EUR/Stk.\nK. Brandt",
    )  # fmt: skip
    case = views.case(ordered, NORDMETALL)
    ways = options(ordered, NORDMETALL)
    assert set(ways) == {"keep the order", "answer without agreeing"}
    assert case["options"][0]["ranking"]["winner"] == "keep the order"
    (asked,) = case["proposal"]["questions"]  # what we wanted was refused: does it fall?
    assert asked["choices"] == ["accept", "counter", "insist"] and asked["of"] == "people:E028"
    said = " ".join(findings(ordered, NORDMETALL))
    assert "qty: in force 8000, asked 10000: refused" in said
    assert "drawing_rev: in force D, asked E, answered D: refused" in said
    assert "1,850.00" not in said and "4.92" not in said and "no approval covers" not in said
    slots = {asked["slot"]: "accept"}
    ordered.desk.decide(NORDMETALL, "respond", person="E028", slots=slots, reason="D will do")
    settle(ordered, NORDMETALL)
    assert line(ordered, LINE)["qty"] == "8000" and line(ordered, LINE)["drawing_rev"] == "D"


def test_a_change_that_is_refused_is_asked_again_where_we_insist(
    ordered: Office, tmp_path: Path
) -> None:
    write(
        ordered, tmp_path, BRANDT, "AW: Bestelländerung 4500019012/1 - Pos. 10",
        "2026-05-26T09:40:00+02:00",
        "Ihre Änderung der Bestellung 4500019012 Pos. 10 ist leider nicht möglich, Index D bleibt.",
    )  # fmt: skip
    (asked,) = views.case(ordered, NORDMETALL)["proposal"]["questions"]
    slots = {asked["slot"]: "insist"}
    ordered.desk.decide(NORDMETALL, "respond", person="E028", slots=slots, reason="we need E")
    case = views.case(ordered, NORDMETALL)
    assert case["options"][0]["ranking"]["winner"] == "answer without agreeing"


def test_a_supplier_that_takes_its_own_wish_back_frees_credit_and_bill(
    ordered: Office, tmp_path: Path
) -> None:
    post(ordered, "P2-b")
    write(
        ordered, tmp_path, "export@mitsuhara.example",
        "Re: Request amendment PO 4500019020 / LC 2026-IM-0431", "2026-05-29T10:00:00+09:00",
        "Dear Ms. Oyelaran,\nWe confirm PO 4500019020 as it stands: 3,000 pcs on board by "
        "2026/06/10, JPY 3,070 per piece.\nH. Mitsuhara",
    )  # fmt: skip
    assert list(options(ordered, MITSUHARA)) == ["keep the order"]
    assert views.case(ordered, MITSUHARA)["proposal"]["questions"] == []
    assert costs(ordered, MITSUHARA, "keep the order") == []
    settle(ordered, MITSUHARA)


def test_who_is_not_proven_takes_no_counter_offer_back(ordered: Office, tmp_path: Path) -> None:
    post(ordered, "P2-b")
    write(
        ordered, tmp_path, "export@mitsuhara.example", "Re: PO 4500019020",
        "2026-05-29T10:00:00+09:00",
        "We confirm PO 4500019020 as it stands: 3,000 pcs on board by 2026/06/10.",
        proven=False,
    )  # fmt: skip
    assert ("price", "50000") in costs(ordered, MITSUHARA, "accept")


def settle(office: Office, case: str) -> None:
    """Whoever is asked takes it as it is; the case is over."""
    for _ in range(3):
        state = office.desk.case(case)
        if state.decision is None and state.closed is None and state.asked is not None:
            person = state.asked.people[len(state.approvals)]
            office.desk.decide(case, "approve", person=person, reason="as ordered")
            office.desk.advance()
    assert office.desk.case(case).closed is not None, views.case(office, case)["owed"]


SECOND_LINE = "    4500019012,20,NM-5510,500,PCS,4.865,1,2026-07-03,2026-06-19,ex works,D\n"
SECOND_ASKED = "    CO-0042,4500019012,20,1,qty,500,900,forecast up,E028,E004,2026-05-19,sent\n"


@pytest.mark.parametrize(
    "words",
    [
        "Bestellung 4500019012 Pos. 20 bestätigen wir wie ursprünglich bestellt.",
        "PO 4500019012 item 20: your change is not possible.",
        "Commande 4500019012 poste 20 : nous confirmons comme à l'origine.",
    ],
)
def test_one_line_that_stays_as_ordered_leaves_what_another_lines_change_asks(
    words: str, ordered: Office, tmp_path: Path
) -> None:
    lines, changes = LINES + SECOND_LINE, ASKED + SECOND_ASKED
    put(ordered, tmp_path, purchase_order_lines=lines, po_changes=changes)
    post(ordered, "P2-a")
    asked = [one["slot"] for one in views.case(ordered, NORDMETALL)["proposal"]["questions"]]
    write(
        ordered, tmp_path, BRANDT, "AW: Bestelländerung 4500019012 Pos. 20",
        "2026-05-26T09:40:00+02:00", words,
    )  # fmt: skip
    left = [one["slot"] for one in views.case(ordered, NORDMETALL)["proposal"]["questions"]]
    assert asked and set(asked) <= set(left)


@pytest.mark.parametrize(
    "words",
    [
        "We cannot confirm PO 4500019020 as it stands.",
        "PO 4500019020: unless you amend the credit we cannot ship. As it stands, the credit is of "
        "no use to us.",
        "Do you want PO 4500019020 as originally ordered?",
        "Bestellung 4500019020 nicht wie ursprünglich.",
        "Bestellung 4500019020: 'wie ursprünglich' geht nicht mehr.",
        "Commande 4500019020 : nous ne pouvons pas livrer comme à l'origine.",
        "Pedido 4500019020: si no aceptan, entregamos como originalmente pedido.",
    ],
)
def test_an_order_that_is_not_told_to_stand_as_it_is_keeps_the_counter_offer(
    words: str, ordered: Office, tmp_path: Path
) -> None:
    post(ordered, "P2-b")
    write(
        ordered, tmp_path, "export@mitsuhara.example",
        "Re: Request amendment PO 4500019020 / LC 2026-IM-0431", "2026-05-29T10:00:00+09:00", words,
    )  # fmt: skip
    assert ("price", "50000") in costs(ordered, MITSUHARA, "accept")


@pytest.mark.parametrize(
    "words",
    [
        "we confirm the order as it stands, but only 5,000 pcs.",
        "we confirm the order as it stands, 5,000 pcs.",
        "Wir behalten den Auftrag wie ursprünglich bestellt, 8.000 Stk, Liefertermin 17.07.2026.",
        "we can not produce it as originally ordered.",
        "bleibt es wie ursprünglich bestellt?",
        "falls Sie ablehnen, liefern wir wie ursprünglich bestellt.",
        "Sie schrieben 'wie ursprünglich bestellt'. Das geht nicht mehr, D ist ausgelaufen.",
        "conforme originalmente pedido, mas apenas 5.000 peças.",
        "così com'è non possiamo consegnare.",
    ],
)
def test_words_that_an_order_stays_which_are_not_meant_so_are_asked_about(
    words: str, ordered: Office, tmp_path: Path
) -> None:
    post(ordered, "P2-a")
    write(
        ordered, tmp_path, BRANDT, "AW: Bestelländerung 4500019012/1 - Pos. 10",
        "2026-05-26T09:40:00+02:00", f"PO 4500019012 item 10: {words}",
    )  # fmt: skip
    told = ordered.desk.case(NORDMETALL).news[-1]
    assert not any(stated_text(one.value) == "kept" for one in told.statements)
    assert any(one.about == "counter_offer" for one in told.questions)

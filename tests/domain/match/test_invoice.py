"""Whole invoices matched: goods, surcharges and sums together."""

from decimal import Decimal as D

from domain.freight.audit import audit
from domain.freight.bill import ChargeLine, Facts
from domain.freight.contract import Contracted
from domain.match.causes import by_cause, explain
from domain.match.duplicates import Duplicate
from domain.match.invoice import InvoiceMatch, match_invoice
from domain.match.lines import Agreed, BilledLine, match_line
from domain.match.tolerance import Tolerance
from domain.match.totals import check_totals
from domain.money import Money, total
from domain.quantity import Quantity


def eur(amount: str) -> Money:
    return Money(amount=D(amount), currency="EUR")


BOUNDS = Tolerance(price_pct=D("0.5"), qty_pct=D(2), total=eur("25.00"))


def brackets(n: str, price: str, received: str = "9500") -> tuple[Agreed, BilledLine]:
    agreed = Agreed(
        object="purchase_order_lines:4500018830/10",
        unit="PCS",
        price=D("4.865"),
        currency="EUR",
        received=D(received),
    )
    return agreed, BilledLine(qty=Quantity(n=D(n), unit="PCS"), price=D(price), currency="EUR")


def matched(asked: str, charges: tuple[tuple[str, str], ...] = (), **odd: object) -> InvoiceMatch:
    line = match_line(*brackets("9500", "4.865"), BOUNDS)
    billed = [ChargeLine(text=text, amount=eur(amount)) for text, amount in charges]
    freight = audit(billed, (), Facts()) if billed else None
    sums = check_totals([eur("46217.50"), *(one.amount for one in billed)], [], eur(asked))
    return match_invoice([line], freight, sums, odd.get("duplicates", ()), BOUNDS)  # type: ignore[arg-type]


def test_goods_as_ordered_and_received_are_payable() -> None:
    found = matched("46217.50")
    assert (found.outcome, found.payable, found.parts) == ("matched", eur("46217.50"), ())


def test_freight_and_alloy_that_no_contract_knows_are_not_payable() -> None:
    found = matched("48368.07", (("Frachtanteil", "1180.00"), ("Legierungszuschlag", "970.57")))
    assert (found.asked, found.payable) == (eur("48368.07"), eur("46217.50"))
    assert found.difference == eur("2150.57")
    assert total((one.money for one in found.parts), "EUR") == found.difference
    assert found.owners == ("logistics",)


def test_a_charge_below_its_contract_is_paid_as_billed() -> None:
    thc = Contracted(code="THC", name="THC", rate=eur("235"), per="shipment")
    bill = [ChargeLine(text="THC", amount=eur("200"))]
    found = match_invoice(
        [], audit(bill, [thc], Facts()), check_totals([eur("200")], [], eur("200")), (), BOUNDS
    )
    assert (found.payable, found.outcome, found.parts) == (eur("200"), "matched", ())


def test_a_wrong_sum_or_a_duplicate_is_an_exception() -> None:
    assert matched("46217.51").outcome == "exception"
    twice = Duplicate(other="X", why="number and amount of X", kind="same number", sure=True)
    found = matched("46217.50", duplicates=(twice,))
    assert (found.outcome, found.reasons) == ("exception", ("duplicate: number and amount of X",))


def test_differences_within_bounds_may_not_pass_them_together() -> None:
    one = match_line(*brackets("1000", "4.885"), BOUNDS)
    assert one.verdict == "within tolerance"
    sums = check_totals([eur("4885.00")] * 2, [], eur("9770.00"))
    both = match_invoice([one, one], None, sums, (), BOUNDS)
    assert (both.outcome, both.payable) == ("exception", eur("9730.00"))
    alone = match_invoice(
        [one], None, check_totals([eur("4885.00")], [], eur("4885.00")), (), BOUNDS
    )
    assert (alone.outcome, alone.payable) == ("within tolerance", eur("4885.00"))


def test_what_is_missing_is_asked_and_decides_nothing() -> None:
    agreed, billed = brackets("9500", "4.865")
    line = match_line(agreed.model_copy(update={"received": None}), billed, BOUNDS)
    found = match_invoice([line], None, check_totals([eur("1")], [], eur("1")), (), BOUNDS)
    assert (found.outcome, found.missing) == (
        "asked",
        ("purchase_order_lines:4500018830/10: the quantity received",),
    )


def test_parts_of_an_invoice_are_put_to_causes() -> None:
    line = match_line(*brackets("9600", "4.865"), BOUNDS)
    sums = check_totals([eur("46704.00")], [], eur("46704.00"))
    found = match_invoice([line], None, sums, (), BOUNDS)
    assert by_cause(explain(found.parts, []), "EUR") == {"unknown": eur("486.50")}

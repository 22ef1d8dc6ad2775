"""What is told only for the case that something else happens, and what merely travels along."""

from decimal import Decimal

import pytest

from agents.reader import read
from agents.reader.denied import otherwise, wished
from agents.reader.passages import Passage
from agents.reader.price_claims import Known, price_claims
from domain.evidence import Part
from tests.agents.reader.company import company, mail
from tests.agents.reader.test_transport import reading, told


@pytest.mark.parametrize(
    "words", ["otherwise we stay", "sonst bleiben wir", "sinon on reste", "annars kvarstår"]
)
def test_what_follows_otherwise_is_no_state(words: str) -> None:
    assert otherwise(f"please answer by Monday, {words} with the old day", len(words) + 26)
    assert not otherwise(f"we {words.split()[-1]} with it", 4)


def test_the_price_of_a_wish_not_uttered_is_none_of_ours() -> None:
    text = "If you want half of it sooner, a Saturday shift costs $310."
    assert wished(text, text.index("Saturday"))
    assert not wished("We add a Saturday shift for $310.", 9)


@pytest.mark.parametrize(("unit", "prices"), [("pallet", 0), ("pcs", 1)])
def test_a_price_for_a_pallet_is_no_price_of_goods_that_are_counted(unit: str, prices: int) -> None:
    text = f"it costs EUR 38.00 per {unit}"
    part = Part(name="body", kind="text/plain", text=text)
    known = Known(Decimal(38), Decimal(1), "EUR", "PCS")
    assert len(list(price_claims(Passage(part, 0, len(text)), known, "."))) == prices


def test_an_order_that_something_travels_with_is_not_what_is_spoken_of() -> None:
    text = (
        "Cargo for 4500018880 is ready.\n\n"
        "item 10: 39500 pcs, the rest goes together with 4500018822\n"
        "item 20: 1000 pcs 50 cartons 1.0 cbm\n"
    )
    found = read(mail("ship@shenwei.example", text, "cargo 4500018880"), company())
    assert not any("4500018822" in one.object for one in found.statements)
    bound = {one.object for one in found.references}
    assert "purchase_order_lines:4500018880/20" in bound
    assert told(found, "volume") == {"4500018880/20 volume 1.0 M3"}


@pytest.mark.parametrize(
    "words",
    [
        "had we got the coil, the goods would have been ready on 20.03.2026. They are delayed.",
        "delayed: last year we needed until 12.04.2026 for the same part.",
        "our competitor would need until 12.04.2026, we are delayed as well.",
        "Sie hatten den 28.03.2026 gewünscht. Wir liefern später.",
        "supposing the coil comes on 20.03.2026 we deliver on 10.04.2026.",
    ],
)
def test_what_would_have_been_and_what_others_do_is_no_promise(words: str) -> None:
    found = read(mail("k@nordmetall.example", f"4500018830 item 10: {words}"), company())
    assert told(found, "promised_date") == set()


@pytest.mark.parametrize(
    ("words", "arrives"),
    [
        ("your colleague wrote ETA 22 April 2026, that is not right.", set()),
        ("if she misses the window ETA would be 5 May 2026.", set()),
        (
            "had the berth been free, arrival would have been 20 April 2026. "
            "New ETA 25 April 2026.",
            {"SH31 eta 2026-04-25"},
        ),
        ("last voyage arrived 3 March 2026. ETA is 29 April 2026.", {"SH31 eta 2026-04-29"}),
    ],
)
def test_what_would_have_been_is_no_arrival(words: str, arrives: set[str]) -> None:
    found = reading("b@seaway.example", f"SW778812: {words}", "SW778812")
    assert told(found, "eta") == arrives


def test_what_a_carton_holds_is_no_count_of_goods() -> None:
    text = "Goods for 4500018880 are ready. item 10: normally 500 pcs per carton.\n"
    found = read(mail("ship@shenwei.example", text, "cargo"), company())
    assert told(found, "promised_qty") == set()

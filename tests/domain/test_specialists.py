"""Every specialist is needed: without any one of them the choice or an action is another."""

from datetime import UTC, datetime
from importlib.resources import files

import pytest

from domain.actions import Action
from domain.case import CaseState
from domain.contribution import Contribution
from domain.dates import DateSpan
from domain.delay.context import DelayContext
from domain.evidence import Span
from domain.news import News
from domain.policy import load_policy
from domain.reading import CodeStated, DateStated, Question, Statement
from domain.tradeoffs import rank
from graph.workflows import supplier_delay
from tests.domain.csv_record import CsvRecord

LINE = "purchase_order_lines:4500018822/10"
SENT = datetime(2026, 3, 10, 9, 20, tzinfo=UTC)
POLICY = load_policy((files("seamline") / "demo" / "policy.yaml").read_text(encoding="utf-8"))
TIERS = POLICY.workflows["supplier_delay"].trade_offs


def said(field: str, value: DateStated | CodeStated, quote: str, recipe: str = "") -> Statement:
    span = Span(sha256="a" * 64, part="body", start=0, end=len(quote), quote=quote)
    return Statement(object=LINE, field=field, value=value, span=span, recipe=recipe)


def context(*statements: Statement, questions: tuple[Question, ...] = ()) -> DelayContext:
    """The sample company's order after one message, read from its own export."""
    news = News(
        message="a" * 64,
        fact="f",
        sent_at=SENT,
        sender="shipping@kailun.example",
        contact_id="CT02",
        partner_id="V1001",
        verdict="authenticated",
        subject="4500018822 item 10 - new ready date",
        message_id="<w1-d@kailun.example>",
        statements=statements,
        questions=questions,
    )
    state = CaseState(id="W1-1", order="purchase_orders:4500018822", news=(news,))
    return supplier_delay.assemble(CsvRecord(), state, now=SENT, held=(), policy=POLICY)


def five_days_late() -> DelayContext:
    ready = DateStated(span=DateSpan.on(datetime(2026, 4, 11).date(), "ex works"))
    return context(
        said("promised_date", ready, "11 April", "date_words"),
        said("cause_party", CodeStated(text="supplier"), "few workers came back"),
    )


def outcome(without: str = "") -> tuple[str, set[str]]:
    """The chosen option and all actions, with one specialist left out."""
    given = five_days_late()
    parts: list[Contribution] = [
        contribute(given, None)
        for name, contribute in supplier_delay.SPECIALISTS.items()
        if name != without
    ]
    options = supplier_delay.price(parts)
    winner = rank(options, TIERS).winner
    actions: list[Action] = [one for part in parts for one in part.actions]
    actions += [each for one in options if one.name == winner for each in one.actions]
    return winner, {f"{one.kind} {sorted(one.params().items())}" for one in actions}


def test_on_the_sample_companys_own_record_the_worked_case_comes_out_to_the_cent() -> None:
    given = five_days_late()
    options = supplier_delay.reprice(given)
    assert {one.name: str(one.cost.amount) for one in options} == {
        "accept": "1920.00",
        "alternate supplier": "3800.00",
        "full air": "21922.26",
        "split air": "4513.71",
        "use safety stock": "476.00",
    }
    assert rank(options, TIERS).winner == "alternate supplier"
    assert supplier_delay.constraint(given) == "material"


@pytest.mark.parametrize("name", sorted(supplier_delay.SPECIALISTS))
def test_leaving_a_specialist_out_changes_the_choice_or_an_action(name: str) -> None:
    assert outcome(without=name) != outcome()


def test_all_together_reach_every_function_the_delay_touches() -> None:
    _, actions = outcome()
    for function in ("planning", "logistics", "customer service", "finance", "trade compliance"):
        assert any(f"('recipient_function', '{function}')" in one for one in actions), function


def test_what_the_specialists_price_is_what_the_authority_prices_again() -> None:
    given = five_days_late()
    parts = [contribute(given, None) for contribute in supplier_delay.SPECIALISTS.values()]
    assert supplier_delay.price(parts) == supplier_delay.reprice(given)
    assert supplier_delay.price(parts[::-1]) == supplier_delay.reprice(given)


def test_the_budget_for_expedites_is_drawn_on_by_the_flight_that_fits_it() -> None:
    options = {one.name: one for one in supplier_delay.reprice(five_days_late())}
    draws = {name: [str(draw.qty) for draw in one.draws] for name, one in options.items()}
    assert draws["split air"] == ["4513.71"]
    assert draws["use safety stock"] == ["2000"]


def test_every_look_up_is_on_record_also_the_one_that_found_nothing() -> None:
    queries = {one.said() for one in five_days_late().queries}
    assert "letters_of_credit where po_id = 4500018822: none found" in queries
    assert "pegging where po_id = 4500018822 and po_line = 10: 4 found" in queries


def test_a_date_that_can_be_read_in_two_ways_is_asked_for_and_nothing_is_chosen() -> None:
    span = Span(sha256="a" * 64, part="body", start=0, end=10, quote="before 9/4")
    question = Question(
        about="promised_date",
        object=LINE,
        of="partners:V1001",
        text="which day?",
        slot="promised_date",
        choices=("2026-04-09", "2026-09-04"),
        span=span,
    )
    given = context(questions=(question,))
    parts = [contribute(given, None) for contribute in supplier_delay.SPECIALISTS.values()]
    assert supplier_delay.price(parts) == ()
    letters = [one for part in parts for one in part.actions if one.kind == "SendMessage"]
    assert [one.template.value for one in letters] == ["ask_date"]
    assert 'For line 10 you wrote "before 9/4"' in letters[0].text.value
    assert [one.slot for part in parts for one in part.questions] == ["promised_date"]


def test_what_cannot_be_computed_from_an_answer_is_asked_of_a_person_too() -> None:
    rest = Question(
        about="promised_date",
        object=LINE,
        of="partners:V1001",
        text="no date for the rest",
        slot="promised_date:balance",
        span=Span(sha256="a" * 64, part="body", start=0, end=4, quote="rest"),
    )
    given = context(questions=(rest,))
    found = supplier_delay.SPECIALISTS["sourcing"](given, None)
    assert [one.slot for one in found.questions] == ["promised_date:balance"]

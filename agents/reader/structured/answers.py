"""Order responses, and changes a supplier asks for: what becomes of each line of our order."""

from __future__ import annotations

from agents.reader.structured.binding import line_of, order_of
from agents.reader.structured.lines import Answer, is_promise
from agents.reader.structured.settling import settle
from agents.reader.structured.told import Told
from domain.vocabulary import DELAY


def read_answer(told: Told) -> None:
    """Every line of the sender's open orders that the document answers."""
    header = _header_order(told)
    answers: dict[str, Answer] = {}
    for line in told.document.lines:
        order = order_of(told, line.order) if line.order else header
        about = line_of(told, line, order) if order else ""
        row = told.notes.book.row(about)
        if row is not None:
            answers.setdefault(about, Answer(about, row)).add(line)
    if not told.document.lines and header:
        answers = _as_a_whole(told, header)
    for answer in answers.values():
        _from_the_head(told, answer)
    asked = [one for one in answers.values() if not one.promised]
    for answer in answers.values():
        slot = "promised_date" if len(asked) <= 1 else f"promised_date_{_short(answer.about)}"
        settle(told, answer, slot)
    if _CHANGES & set(told.intents):
        told.workflows[DELAY] = None


#: What makes an answer news for whoever waits for the goods.
_CHANGES = frozenset(
    {
        "po_date_change",
        "po_quantity_change",
        "po_date_unknown",
        "po_line_rejected",
        "substitution_offer",
    }
)


def _header_order(told: Told) -> str:
    """The order the whole document answers."""
    found = {ref.cell.value: ref.cell for ref in told.document.refs if ref.kind == "order"}
    orders = [order_of(told, cell) for cell in found.values()]
    known = {one for one in orders if one}
    return known.pop() if len(known) == 1 else ""


def _as_a_whole(told: Told, order: str) -> dict[str, Answer]:
    """An answer without lines speaks of all of them."""
    answers = {}
    for about in told.notes.book.line_objects(order):
        row = told.notes.book.row(about)
        if row is not None:
            answers[about] = Answer(about, row, where=told.document.state_cell)
    return answers


def _from_the_head(told: Told, answer: Answer) -> None:
    """What the head says holds for lines that say nothing themselves."""
    document = told.document
    if not answer.state and document.state not in ("", "changed"):
        answer.state, answer.state_cell = document.state, document.state_cell
    promises = [one for one in document.dates if is_promise(one)]
    if len(promises) == 1 and answer.state != "rejected":
        answer.date_all(promises[0])


def _short(about: str) -> str:
    return about.partition(":")[2].replace("/", "_")

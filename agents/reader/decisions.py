"""What a partner puts to us becomes a question to a person of ours: topic, object and whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from agents.reader.deals import buyer_of, person
from agents.reader.letter import Letter
from agents.reader.principal import principal_of
from agents.reader.put_to_us import Put
from domain.answer_kinds import PUT
from domain.reading import Reference
from domain.words import table

#: The kind of thing (`decision.yaml`) by its table.
_KINDS = {
    "purchase_orders": "order",
    "purchase_order_lines": "order",
    "deliveries": "order",
    "po_changes": "order",
    "sales_orders": "sale",
    "sales_order_lines": "sale",
    "customer_deliveries": "sale",
    "invoices": "bill",
    "claims": "bill",
    "disputes": "bill",
    "letters_of_credit": "credit",
    "onboarding": "registration",
    "onboarding_documents": "registration",
    "rfqs": "request",
    "rfq_lines": "request",
}
#: At most so many topics for one sentence.
_TOPICS = 2
#: So many sentences of a mail are quoted in one question; of the others it is said how many.
_QUOTED = 8


class Asked(NamedTuple):
    """A topic of a thing, with the sentence it comes from."""

    topic: str
    about: str
    put: Put
    matter: str


def ask_decisions(letter: Letter, puts: Sequence[Put], workflows: Sequence[str]) -> tuple[str, ...]:
    """Asks a person of ours for whatever is put to us and is asked of nobody yet.

    Answers with the workflows whose cases take it: `workflows`, with one more where none of them is
    about such a thing.
    """
    homes = [*workflows]
    told: dict[tuple[str, str], list[Asked]] = {}
    for one in (each for put in puts for each in _topics(letter, put, workflows)):
        told.setdefault((one.topic, one.about), []).append(one)
    for asked in told.values():
        _ask(letter, asked)
        homes += home(letter, asked[0].about, homes)
    return tuple(homes)


def _ask(letter: Letter, asked: Sequence[Asked]) -> None:
    """One question for a topic of a thing, with the words that put it."""
    said = list(dict.fromkeys(repr(_words(one.put)) for one in asked))
    more = len(said) - _QUOTED
    words = "; ".join(said[:_QUOTED]) + (f", and {more} more in the mail" if more > 0 else "")
    topic, about, put, matter = asked[0]
    letter.ask(
        topic,
        about,
        f"{letter.sender.partner_id} puts to us {words}: what do we answer?",
        of=whom(letter, topic, about, matter),
        slot=f"{PUT}{topic.replace(':', '_')}",
        where=(put.passage.part, put.passage.start, put.passage.end),
    )


def home(letter: Letter, about: str, workflows: Sequence[str]) -> list[str]:
    """The workflow to add, so that a case holds a question about it."""
    kind = "delivered" if about.startswith("customer_deliveries:") else _kind(letter, about)
    fitting = table("decision")["homes"].get(kind, [])
    return [] if set(fitting) & set(workflows) else fitting[:1]


def _words(put: Put) -> str:
    return " ".join(put.passage.text.split())[:240]


def _topics(letter: Letter, put: Put, workflows: Sequence[str]) -> Iterator[Asked]:
    about = _about(letter, put)
    rules = table("decision")[_kind(letter, about)]
    found: dict[str, str] = {}
    for matter in put.matters:
        for topic in rules.get(matter, ()):
            found.setdefault(topic, matter)
    topics = list(found) or rules["default"]
    said = not found or found[topics[0]] in put.own
    if (said and _is_asked(letter, topics[0], about)) or _is_weighed(put, workflows):
        return
    for topic in [one for one in topics if not _is_asked(letter, one, about)][:_TOPICS]:
        yield Asked(topic, about, put, found.get(topic, ""))


def _is_asked(letter: Letter, topic: str, about: str) -> bool:
    """Whether it is asked already, of this thing or of one of another kind."""
    asked = [one.object for one in letter.notes.questions if one.about == topic]
    return any(_kind(letter, one) != _kind(letter, about) or _kin(one, about) for one in asked)


def _is_weighed(put: Put, workflows: Sequence[str]) -> bool:
    """Whether the cases of these workflows put a price on the ways to decide it anyhow."""
    ways = table("decision")["weighed"]
    taken = [ways[one] for one in workflows if one in ways]
    weighed = {"ship", *(matter for one in taken for matter in one)}
    return bool(taken) and {*(put.own or put.matters)} <= weighed


def _about(letter: Letter, put: Put) -> str:
    """The thing the sentence names, else the line or order it speaks of, else what the letter is
    about."""
    passage = put.passage
    named = [one.object for one in letter.refs if one.object and _names(passage.text, one)]
    if len({*named}) == 1 and letter.row(named[0]) is not None:
        return named[0]
    for one in letter.scopes:
        here = one.passage.part.name == passage.part.name and one.passage.start < passage.end
        if here and one.passage.end > passage.start and one.order:
            if len(one.lines) == 1 and one.named:
                return one.lines[0]
            return f"purchase_orders:{one.order}"
    return principal_of(letter)


def _names(text: str, one: Reference) -> bool:
    """Whether the words name it, and it is of a kind that has decisions of its own."""
    table_of = (one.object or "").partition(":")[0]
    known = table_of in _KINDS or table_of.startswith("shipment")
    return known and bool(one.as_written) and str(one.as_written) in text


def _kind(letter: Letter, about: str) -> str:
    name = about.partition(":")[0]
    if name.startswith("shipment"):
        return "landed" if _has_left(letter, about) else "shipment"
    return _KINDS.get(name, "mail")


def _has_left(letter: Letter, about: str) -> bool:
    """Whether the shipment had left by its planned hour when the mail was written."""
    row = letter.row(about)
    left = row.day("etd") if row is not None and row.table == "shipments" else None
    return left is not None and letter.sender.written_on > left


def _kin(one: str, other: str) -> bool:
    """The same thing, or an order and its line."""
    heads = [each.partition(":")[2].split("/")[0] for each in (one, other)]
    alike = [each.partition(":")[0].split("_")[0] for each in (one, other)]
    return one == other or (heads[0] == heads[1] and alike[0] == alike[1])


#: Who of us decides, by topic: the function, and the words of the role, best first.
_OWNERS: dict[str, tuple[str, ...]] = {
    "quality_decision": ("quality", "quality"),
    "engineering_release": ("engineering", "drawing", "manager"),
    "appointment": ("logistics", "coordinator", "lead"),
    "booking": ("logistics", "coordinator", "lead"),
    "pod_signature": ("warehouse", "supervisor", "manager"),
    "lc_amendment": ("finance", "treasur"),
    "deadline:payment": ("finance", "ap manager", "ap clerk"),
    "payment_terms": ("finance", "ap manager", "ap clerk"),
    "discount_pct": ("finance", "ap manager", "ap clerk"),
}
#: Who decides whatever else is put about a kind of thing.
_KEEPERS: dict[str, tuple[str, ...]] = {
    "shipment": ("logistics", "coordinator", "lead"),
    "landed": ("logistics", "lead", "coordinator"),
    "bill": ("finance", "ap manager", "controller"),
    "credit": ("finance", "treasur"),
    "registration": ("procurement", "category", "cpo"),
    "request": ("procurement", "category", "cpo"),
    "sale": ("customer service", "lead"),
    "mail": ("procurement", "category", "cpo"),
}


def whom(letter: Letter, topic: str, about: str, matter: str = "") -> str:
    """Who of us decides a topic of a thing."""
    if matter == "customs":
        return person(letter, "trade compliance", "specialist", "head")
    if topic in _OWNERS:
        return person(letter, *_OWNERS[topic])
    kind = _kind(letter, about)
    if kind == "order":
        order = about.partition(":")[2].split("/")[0]
        return buyer_of(letter, letter.row(f"purchase_orders:{order}"))
    if kind == "sale":
        row = letter.row(f"sales_orders:{about.partition(':')[2].split('/')[0]}")
        if row is not None and row.text("account_owner_id"):
            return f"people:{row.text('account_owner_id')}"
    return person(letter, *_KEEPERS[kind])

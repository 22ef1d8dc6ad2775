"""Search: cases, partners, threads, mails and facts by any reference or word, exact hits first."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from domain.thread import is_spelt, meant_by, thread_of
from memory import chain
from memory.cases import named as case_named
from memory.folded import WHOLE
from memory.tables import facts
from seamline.mail_words import MailWords
from seamline.partner_views import mail_row
from seamline.wiring import Office

#: Ranks of cases behind the one that is called so and those about what is.
_OF_THREAD, _BY_WORDS = 2, 3
#: Hits of one kind that are shown.
MOST = 30

#: Facts in which people's own words stand.
_SPOKEN = (
    "decided", "note_taken", "question_answered", "corrected", "override_seen", "effect_settled",
    "acknowledged", "closed", "handoff_offered", "handoff_refused", "stopped", "message_dismissed",
)  # fmt: skip


def search(office: Office, query: str, words: MailWords) -> dict[str, Any]:
    """What a reference or words find. `exact` hits bear the very name; `only_case` is the case
    when one alone does."""
    wanted = " ".join(query.split())
    if not wanted:
        return _told(wanted)
    named = () if _is_case(office, wanted) else meant_by(office.reads, wanted)
    objects = thread_of(office.reads, named).objects if named else frozenset()
    with office.ledger.reading() as connection:
        found_cases = _cases(connection, wanted, objects, _contacts(office, wanted))
        found_facts = _facts(connection, wanted)
        mails = _mail_named(office, connection, wanted) or _mails(words, wanted)
    found = {
        "cases": found_cases,
        "partners": _partners(office, wanted),
        "threads": [
            {"object": one, "exact": is_spelt(office.reads, wanted)} for one in named[:MOST]
        ],
        "mails": mails,
        "facts": found_facts,
    }
    exact = [(kind, one) for kind, hits in found.items() for one in hits if one["exact"]]
    others = [kind for kind, _ in exact if kind not in ("cases", "threads")]
    mine = [one["case"] for kind, one in exact if kind == "cases"]
    by_id = [one for one in mine if one.lower() == wanted.lower()]
    only = by_id or (mine if not others else [])
    return _told(wanted, found, only[0] if len(only) == 1 else "")


def _is_case(office: Office, wanted: str) -> bool:
    """Whether it is the id of a case: then the record is not gone through for it."""
    with office.ledger.reading() as connection:
        return bool(chain.last_number(connection, f"case:{case_named(connection, wanted)}"))


def _told(
    query: str, found: dict[str, list[dict[str, Any]]] | None = None, only_case: str = ""
) -> dict[str, Any]:
    kinds = ("cases", "partners", "threads", "mails", "facts")
    hits = {kind: (found or {}).get(kind, []) for kind in kinds}
    return {"query": query, "only_case": only_case, "hits": sum(map(len, hits.values())), **hits}


def _contacts(office: Office, wanted: str) -> frozenset[str]:
    """Contacts whose name, mail or id is meant."""
    low = wanted.lower()
    return frozenset(
        row.key
        for row in office.reads.rows("contacts")
        if low in (row.key.lower(), row.text("mail").lower())
        or (len(low) >= _NAME and low in row.text("name").lower())
    )


#: A name of so many letters is looked for in contacts' names.
_NAME = 3


def _heard_from(connection: Connection, contacts: frozenset[str]) -> set[str]:
    """Streams of cases to which mail of these contacts came, or that write to them."""
    if not contacts:
        return set()
    joined = chain.of_kind(connection, "case_joined")
    streams = {one.stream for one in joined if one.body["news"].get("contact_id") in contacts}
    for one in chain.of_kind(connection, "intended"):
        to = one.body["action"].get("contact")
        if isinstance(to, dict) and to.get("value") in contacts:
            streams.add(one.stream)
    return streams


def _cases(
    connection: Connection, wanted: str, objects: frozenset[str], contacts: frozenset[str]
) -> list[dict[str, Any]]:
    """Cases by their id, by the thing they are about, by words of their title, or by a contact
    that wrote or is written to."""
    low, found = wanted.lower(), []
    heard = _heard_from(connection, contacts)
    for fact in chain.of_kind(connection, "case_opened"):
        name, about, title = (
            fact.stream.removeprefix("case:"),
            fact.body["order"],
            fact.body["title"],
        )
        if low == name.lower():
            found.append((0, name))
        elif low == about.partition(":")[2].lower():
            found.append((1, name))
        elif about in objects:
            found.append((_OF_THREAD, name))
        elif low in name.lower() or low in title.lower() or fact.stream in heard:
            found.append((_BY_WORDS, name))
    return [_case(connection, name, rank) for rank, name in sorted(found)[:MOST]]


def _case(connection: Connection, name: str, rank: int) -> dict[str, Any]:
    state = WHOLE.of(connection, name)
    about = {"case": name, "title": state.title, "phase": state.phase, "partner": state.partner}
    return {**about, "opened_at": state.opened_at, "exact": rank < _BY_WORDS}


def _partners(office: Office, wanted: str) -> list[dict[str, Any]]:
    low, found = wanted.lower(), []
    for row in office.reads.rows("partners"):
        name = row.text("name")
        exact = low in (row.key.lower(), name.lower())
        if exact or low in name.lower() or low in row.key.lower():
            found.append({"id": row.key, "name": name, "kind": row.text("kind"), "exact": exact})
    return sorted(found, key=lambda one: (not one["exact"], one["name"]))[:MOST]


def _mail_named(office: Office, connection: Connection, wanted: str) -> list[dict[str, Any]]:
    """The mail whose Message-ID it is, or whose key or hash it begins."""
    low = wanted.lower()
    is_hex = len(low) >= 12 and set(low) <= set("0123456789abcdef")
    if not is_hex and "@" not in low:
        return []
    found = {}
    for one in chain.of_kind(connection, "message_filed"):
        key, said = one.stream.removeprefix("message:"), str(one.body["message_id"]).lower()
        if low.strip("<>") == said.strip("<>") or (
            is_hex and (key.startswith(low) or one.body["sha256"].startswith(low))
        ):
            found[one.stream] = one
    read = office.seen.mails.at(connection)
    newest = [read[one] for one in found if one in read]
    return [{**mail_row(one), "around": "", "exact": True, "fact": one.number} for one in newest]


def _mails(words: MailWords, wanted: str) -> list[dict[str, Any]]:
    """Mails that say all its words."""
    return [
        {**mail_row(read), "around": around, "exact": False, "fact": read.number}
        for read, around in words.find(wanted.split())[:MOST]
    ]


def _facts(connection: Connection, wanted: str) -> list[dict[str, Any]]:
    """A fact by its number (`#123`) or the beginning of its id, and facts in which people say
    these words."""
    name = wanted.removeprefix("#").lower()
    chosen = select(facts.c.number).order_by(facts.c.number.desc()).limit(MOST)
    exact = False
    if wanted.startswith("#") and name.isdecimal() and len(name) < 10:
        chosen, exact = chosen.where(facts.c.number == int(name)), True
    elif len(name) >= 12 and set(name) <= set("0123456789abcdef") and not name.isdecimal():
        chosen, exact = chosen.where(facts.c.id.startswith(name)), True
    elif len(name) < 3:
        return []
    else:
        says = facts.c.body.contains(wanted, autoescape=True)
        chosen = chosen.where(facts.c.kind.in_(_SPOKEN), says)
    numbers = list(connection.execute(chosen).scalars())
    rows = [connection.execute(select(facts).where(facts.c.number == one)).one() for one in numbers]
    return [
        {"fact": r.number, "kind": r.kind, "stream": r.stream, "at": r.at, "actor": r.actor,
         "exact": exact}
        for r in rows
    ]  # fmt: skip

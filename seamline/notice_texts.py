"""What notices say: our own words, a link to the case, and that a reply approves nothing."""

from __future__ import annotations

from typing import Any

from domain.letters import inert
from domain.people import Person
from seamline.glance import Mine

#: Stands under every mail.
NO_REPLY = (
    "A reply to this mail approves nothing: it is filed, and changes nothing. Decide at the desk, "
    "or with `seamline decide`."
)
#: Characters of a summary; it is one sentence.
_SHORT = 200


def approval(row: dict[str, Any], person: Person, desk: str) -> tuple[str, str]:
    """Subject and text of the mail to somebody whose approval or answer is asked."""
    wanted = "your answer" if row["questions"] else "your decision"
    until = f" until {when(row['until'])} UTC" if row["until"] else ""
    others = [one["name"] for one in row["people"] if one["id"] != person.id]
    lines = [
        f"{person.name},",
        "",
        f"{row['title']} waits for {wanted}{until}.",
        "",
        sentence(row["what"]),
        f"Why until then: {row['until_why']}" if row["until_why"] else "",
        f"If nobody answers: {row['if_nobody']}" if row["if_nobody"] else "",
        f"Asked as well: {', '.join(others)}" if others else "",
        "",
        f"{link(desk, row['case'])}",
        "",
        NO_REPLY,
    ]
    return f"{row['case']} waits for {wanted}{until}", _joined(lines)


def digest_mail(mine: Mine, person: Person, desk: str) -> tuple[str, str]:
    """Subject and text of what waits for a person."""
    lines = [f"{person.name},", "", f"{len(mine.waiting)} wait for your decision or answer."]
    for row in mine.waiting:
        lines += [
            "",
            f"{row['case']} ({_time_of(row)})",
            sentence(row["what"]),
            link(desk, row["case"]),
        ]
    if mine.notify:
        lines += ["", f"{len(mine.notify)} more to take or to know:"]
        lines += [f"{one['case']}: {sentence(one['what'])}" for one in mine.notify]
    subject = f"{len(mine.waiting)} waiting for you, {len(mine.notify)} to know"
    return subject, _joined([*lines, "", NO_REPLY])


def _time_of(row: dict[str, Any]) -> str:
    """Until when a decision is useful, and whether the time for one has run out."""
    if row["overdue"]:
        return f"OVERDUE since {when(row['until'])} UTC" if row["until"] else "OVERDUE"
    until = f"until {when(row['until'])} UTC" if row["until"] else "no time limit"
    return f"{until}, asked again: nobody decided in time" if row["lapsed"] else until


def overdue_mail(late: list[dict[str, Any]], person: Person, desk: str) -> tuple[str, str]:
    """Subject and text of the day's note about all that is past its time."""
    lines = [f"{person.name},", "", "The time to decide is over, and nobody has decided."]
    for row in late:
        asked = ", ".join(one["name"] for one in row["people"] if not one["approved"])
        whose = f"{row['case']} waits for {asked}" if asked else row["case"]
        lines += ["", whose, sentence(row["what"]), link(desk, row["case"])]
    return f"{len(late)} overdue", _joined([*lines, "", NO_REPLY])


def chat(row: dict[str, Any], desk: str) -> str:
    """One line for a chat room: who is asked for what until when, and nothing that a mail said
    beyond the one-sentence summary."""
    people = ", ".join(one["name"] for one in row["people"] if not one["approved"])
    until = f" until {when(row['until'])} UTC" if row["until"] else ""
    said = f"{row['case']} waits for {people}{until}: {sentence(row['what'])}"
    # chat rooms read these three as their own marks: a sender could call everybody with one
    for mark, meant in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        said = said.replace(mark, meant)
    return f"{said} {link(desk, row['case'])}"


def sentence(text: str) -> str:
    """The first line, without hidden characters, of a length that can be read."""
    line = " ".join(inert(text).strip().split("\n", 1)[0].split())
    return line if len(line) <= _SHORT else f"{line[:_SHORT]}…"


def when(time: str) -> str:
    """A time to the minute, without its zone."""
    return time[:16].replace("T", " ")


def link(desk: str, case: str) -> str:
    """Where a case is shown."""
    return f"{desk.rstrip('/')}/cases/{case}"


def _joined(lines: list[str]) -> str:
    """Lines as a text; two empty ones that follow each other are one."""
    kept = [one for place, one in enumerate(lines) if one or (place and lines[place - 1])]
    return "\n".join(kept) + "\n"

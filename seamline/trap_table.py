"""How traps went, in tables: by workflow and mail, in a sentence, and as a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from graph.workflows.registry import workflows
from seamline.demo_traps import Met


def flow_name(code: str) -> str:
    """A workflow's name as people say it."""
    return workflows()[code].NAME.replace("_", " ")


def by_flow(found: Iterable[Met]) -> dict[str, dict[str, list[Met]]]:
    """By workflow, and in it by mail."""
    mails: dict[str, dict[str, list[Met]]] = {}
    for one in found:
        mail = one.trap.mail
        mails.setdefault(mail.partition("-")[0], {}).setdefault(mail, []).append(one)
    return mails


def telling(mail: Iterable[Met]) -> Met:
    """The one that says most of a mail: fallen into before all, then what a person answered."""
    ranks = ("fallen into", "asked", "handled", "not seen")
    return min(mail, key=lambda one: (ranks.index(one.went), not one.answered))


def in_sum(found: Sequence[Met]) -> str:
    """How many went how, in a sentence; those fallen into by name."""
    went = Counter(one.went for one in found)
    told = [f"{went[name]} {name}" for name in ("handled", "asked", "not seen") if went[name]]
    fell = [f"{one.trap.mail} ({one.trap.trap})" for one in found if one.went == "fallen into"]
    told.append(f"FALLEN INTO: {', '.join(fell)}" if fell else "none fallen into")
    return f"{len(found)} traps: {', '.join(told)}."


def page(found: Sequence[Met]) -> str:
    """A page of text: a table a workflow, a line a trap, with what on record shows how it went."""
    told = ["# Traps in the sample company's mails", "", in_sum(found), ""]
    for code, mails in by_flow(found).items():
        told += [f"## {code} {flow_name(code)}", "", "| mail | trap | went | shown by |"]
        told.append("| --- | --- | --- | --- |")
        for one in (each for mine in mails.values() for each in mine):
            cells = (one.trap.mail, one.trap.trap, one.went, one.said)
            told.append("| " + " | ".join(_cell(each) for each in cells) + " |")
        told.append("")
    return "\n".join(told)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "/")

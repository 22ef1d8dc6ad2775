"""Colleagues who want a bill paid: the word that it was approved is asked of whoever gave it."""

from __future__ import annotations

from collections.abc import Iterable

from agents.reader.deals import person
from agents.reader.letter import Letter
from agents.reader.occasions import occasions


def read_releases(letter: Letter) -> Iterable[str]:
    """Asks for the approval of every bill to be released, whoever is said to have given it."""
    invoices = letter.bound("invoices")
    if "release" not in occasions(letter) or not invoices:
        return ()
    asked = {one.object for one in letter.notes.questions if one.about == "approval"}
    for invoice in invoices:
        if invoice not in asked:
            number = invoice.partition(":")[2]
            letter.ask(
                "approval",
                invoice,
                f"invoice {number} is to be released: who approved it, for what, up to which sum?",
                of=person(letter, "finance", "ap manager", "controller"),
                slot=f"approval_{number}",
            )
    return ("release_request",)

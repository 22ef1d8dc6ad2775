"""What each function finds about a new partner."""

from __future__ import annotations

from domain.contribution import Finding
from domain.dossier.asking import ours
from domain.dossier.context import Dossier
from domain.onboarding.exposure import exposure_of
from domain.onboarding.papers import Paper, papers_of
from domain.onboarding.screening import screened
from domain.onboarding.wanted import wanted
from domain.reading import Question


def of_sourcing(dossier: Dossier) -> list[Finding]:
    """Each paper as it stands, and orders somebody is said to have given already."""
    found = [Finding(text=_said(one), rests_on=(one.row.object,)) for one in papers_of(dossier)]
    for told in dossier.stated("approval_claimed"):
        text = f"a go-ahead of {told.text} is claimed: no order stands before release"
        found.append(Finding(text=text, rests_on=(told.quote,)))
    for told in dossier.stated("manufacturer:subcontractor"):
        text = "another workshop does part of the work: it has to be named and screened too"
        found.append(Finding(text=text, rests_on=(told.quote,)))
    return found


def _said(paper: Paper) -> str:
    until = f", valid to {paper.valid_to}" if paper.valid_to else ""
    due = f", promised for {paper.due}" if paper.due else ""
    check = ": to be checked by us" if paper.to_check else ""
    lacks = f" ({', '.join(paper.lacks)})" if paper.lacks else ""
    return f"{paper.name}: {paper.state}{lacks}{until}{due}{check}"


def of_finance(dossier: Dossier) -> list[Finding]:
    """Accounts, terms asked for, what a first order may be worth."""
    found = []
    for told in dossier.stated("bank_account"):
        text = "an account is named: it stays off the record until it is called back"
        found.append(Finding(text=text, rests_on=(told.quote,)))
    for told in (*dossier.stated("payment_terms"), *dossier.stated("payment_terms:advance")):
        on_file = dossier.partner.text("payment_terms") if dossier.partner else ""
        asked = f"{told.text} % in advance" if told.number is not None else told.text
        text = f"{asked} is asked for, agreed is {on_file or 'nothing'}"
        found.append(Finding(text=text, rests_on=(told.quote,)))
    return found + _worth(dossier)


def _worth(dossier: Dossier) -> list[Finding]:
    found, exposure, wants = [], exposure_of(dossier), wanted(dossier)
    if exposure is not None:
        text = f"before release at most {exposure.limit} over all orders, {exposure.free} free"
        found.append(Finding(text=text, rests_on=("company:first_order_limit_usd",)))
    if wants.worth is not None:
        at_risk = f", {wants.advance} of it in advance" if wants.advance else ""
        found.append(Finding(text=f"the order asked for is worth {wants.worth}{at_risk}"))
    return found


def of_compliance(dossier: Dossier) -> list[Finding]:
    """Screening runs and what they leave open."""
    runs = dossier.of("screenings")
    found = [
        Finding(
            text=f"{row.text('subject')}: {row.text('result')}, list of {row.text('list_version')}",
            rests_on=(row.object,),
        )
        for row in runs
    ]
    return found + [Finding(text=one) for one in screened(dossier).said()]


def open_points(dossier: Dossier) -> list[Question]:
    """What our own people are asked: what the mails raise, then hits and accounts on record."""
    found = ours(dossier)
    asked = {one.about for one in found} | dossier.given
    for row in screened(dossier).hits if "screening" not in asked else ():
        text = f"{row.text('subject')} may be an open hit: only trade compliance clears it"
        found.append(_question("screening", row.object, text))
    for one in papers_of(dossier) if "call_back" not in asked else ():
        if one.calls_back and one.to_check:
            text = f"{one.name}: call back on a number on file, never one of a mail"
            found.append(_question("call_back", one.row.object, text))
    return found


def _question(about: str, name: str, text: str) -> Question:
    return Question(about=about, object=name, of="us", text=text, slot=about)

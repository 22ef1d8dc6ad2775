"""Ways to go on with a new partner. None of them releases it: people do, in the ERP, after a note.

Order of the trade-offs: an open point of compliance weighs more than a later start.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from domain.actions import Action
from domain.cells import cell
from domain.dossier.context import Dossier
from domain.dossier.letters import note
from domain.money import Money
from domain.onboarding.exposure import Exposure, exposure_of
from domain.onboarding.letters import asking
from domain.onboarding.papers import Paper, papers_of
from domain.onboarding.screening import screened
from domain.onboarding.wanted import wanted
from domain.options import Option
from domain.provenance import Slot
from domain.record import Row

WAIT, ONE_ORDER, RELEASE, REFUSE = "gather papers", "one order", "release", "refuse"

#: What even a single order needs settled: who it is, who owns it, where its money goes.
_BASIC = ("tax", "bank", "owners")


def options(dossier: Dossier) -> list[Option]:
    """All four, for a partner whose onboarding is on record and not over."""
    row = dossier.subject_row
    if row is None or dossier.partner is None or row.text("state") in ("released", "refused"):
        return []
    papers = papers_of(dossier)
    return [
        _wait(dossier, row, papers),
        _one_order(dossier, row, papers),
        _released(dossier, row, papers),
        _refused(dossier, row),
    ]


def _wait(dossier: Dossier, row: Row, papers: tuple[Paper, ...]) -> Option:
    lacking = [one for one in papers if one.lacks]
    return Option(
        **_frame(dossier, row),
        name=WAIT,
        title=f"keep it unreleased; ask for {len(lacking)} of {len(papers)} papers",
        effects={"procurement": "no order yet", "partner": "is asked for what is lacking, once"},
        measures={"other_service": 1},
        actions=asking(dossier, lacking, WAIT),
    )


def _one_order(dossier: Dossier, row: Row, papers: tuple[Paper, ...]) -> Option:
    basic = [one for one in papers if any(word in one.row.text("rule") for word in _BASIC)]
    missing = [one for one in papers if not one.is_settled]
    exposure = exposure_of(dossier)
    limit = "nothing" if exposure is None else str(exposure.free)
    asked = wanted(dossier)
    lacking = () if exposure is not None else ("the limit of a first order",)
    return Option(
        **_frame(dossier, row),
        name=ONE_ORDER,
        title=f"samples or one order, {limit} at most over all orders",
        effects={
            "procurement": f"within {limit}; {_names(missing) or 'nothing'} still to come",
            "finance": "no advance beyond it; payment blocked until the account is verified",
        },
        measures={"safety_compliance": len(missing)},
        unknown=(*_open(dossier, basic), *lacking, *asked.missing),
        violates=_beyond(exposure, asked.worth),
        actions=_told(dossier, row, ONE_ORDER, "note_one_order", ("procurement",)),
    )


def _beyond(exposure: Exposure | None, worth: Money | None) -> tuple[str, ...]:
    if exposure is None or worth is None or worth.currency != exposure.limit.currency:
        return ()
    return () if exposure.holds(worth) else ("first_order_limit",)


def _released(dossier: Dossier, row: Row, papers: tuple[Paper, ...]) -> Option:
    return Option(
        **_frame(dossier, row),
        name=RELEASE,
        title="tell the people who release: every paper is accepted",
        effects={
            "procurement": "the category manager approves the supplier",
            "finance": "the AP manager approves the master record",
        },
        unknown=_open(dossier, papers),
        actions=_told(dossier, row, RELEASE, "note_release", ("procurement", "finance")),
    )


def _refused(dossier: Dossier, row: Row) -> Option:
    return Option(
        **_frame(dossier, row),
        name=REFUSE,
        title="go on with the present source",
        effects={"procurement": "the present source stays", "partner": "is told by its buyer"},
        measures={"other_service": 2},
        actions=_told(dossier, row, REFUSE, "note_refused", ("procurement",)),
    )


def _open(dossier: Dossier, papers: Iterable[Paper]) -> tuple[str, ...]:
    """What only people settle: papers accepted by name, hits cleared, accounts called back."""
    found = [
        f"{one.name}: {', '.join(one.lacks) or 'not accepted yet'}" for one in _unsettled(papers)
    ]
    return (*found, *screened(dossier).said())


def _unsettled(papers: Iterable[Paper]) -> list[Paper]:
    return [one for one in papers if not one.is_settled]


def _names(papers: Iterable[Paper]) -> str:
    return ", ".join(one.name for one in papers)


def _told(
    dossier: Dossier, row: Row, option: str, template: str, functions: tuple[str, ...]
) -> tuple[Action, ...]:
    """The note of the decision: who reads it releases, or does not, in the ERP."""
    slots: dict[str, Slot] = {"name": cell(row, "onboarding_id")}
    assert dossier.partner is not None  # see `options`
    slots["partner_name"] = cell(dossier.partner, "name")
    if option == ONE_ORDER:
        slots["limit"] = _limit(dossier, row)
    return tuple(
        note(
            dossier, function, template, "only people release a partner",
            objects=(row, dossier.partner), option=option, **slots,
        )
        for function in functions
    )  # fmt: skip


def _limit(dossier: Dossier, row: Row) -> Slot:
    own = dossier.company.get("first_order_limit_usd")
    by_partner = row.number("first_order_limit") is not None or own is None
    return cell(row, "first_order_limit") if by_partner or own is None else cell(own, "value")


def _frame(dossier: Dossier, row: Row) -> dict[str, Any]:
    """What all four ways have alike."""
    currency = dossier.policy_currency or "USD"
    return {"by": "sourcing", "object": row.object, "currency": currency}

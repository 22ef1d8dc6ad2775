"""Topics: what partners write about beside an order's dates, one family of facts a file.

A topic looks at the whole letter, states and asks what it is sure of, and answers with the
intents it found. Topics know nothing of each other; the last one reads only what the others left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from agents.reader.flown import read_flown, without_flight
from agents.reader.letter import Letter
from agents.reader.topics.absences import read_absences
from agents.reader.topics.accounts import accounts
from agents.reader.topics.accounts_named import read_accounts_named
from agents.reader.topics.accounts_printed import read_bank_changes, read_printed_accounts
from agents.reader.topics.announced_charges import read_announced_charges, read_new_rates
from agents.reader.topics.appointments import read_called_off
from agents.reader.topics.approvals import approvals
from agents.reader.topics.arrivals import read_arrivals
from agents.reader.topics.attached_lists import read_attached_lists
from agents.reader.topics.attachments import read_attachments
from agents.reader.topics.awards import awards
from agents.reader.topics.bill_facts import read_bill_facts
from agents.reader.topics.bill_terms import read_bill_terms
from agents.reader.topics.billed_again import read_billed_again
from agents.reader.topics.bills import read_bills
from agents.reader.topics.bookings import read_bookings
from agents.reader.topics.bounces import read_bounces
from agents.reader.topics.cargo import read_cargo
from agents.reader.topics.charge_causes import read_charge_causes
from agents.reader.topics.chases import read_chases
from agents.reader.topics.chats import read_chats
from agents.reader.topics.claim_answers import read_claim_answers
from agents.reader.topics.clause_facts import read_clause_facts
from agents.reader.topics.colleagues import colleagues
from agents.reader.topics.company_data import company_data
from agents.reader.topics.complaints import read_complaints
from agents.reader.topics.confirmations import confirmations
from agents.reader.topics.containers import read_containers
from agents.reader.topics.courtesies import read_courtesies
from agents.reader.topics.credit_amendments import credit_amendments
from agents.reader.topics.credits import read_credits
from agents.reader.topics.customer_replies import read_customer_replies
from agents.reader.topics.customs import read_customs
from agents.reader.topics.customs_papers import read_customs_papers
from agents.reader.topics.dangers import read_dangers
from agents.reader.topics.deductions import read_deductions
from agents.reader.topics.demands import read_demands
from agents.reader.topics.disputes import read_disputes
from agents.reader.topics.docks import read_docks
from agents.reader.topics.early_invoices import early_invoices
from agents.reader.topics.equipment import read_equipment
from agents.reader.topics.held import read_held
from agents.reader.topics.old_sailings import leave_old_sailings
from agents.reader.topics.on_the_way import read_on_the_way
from agents.reader.topics.order_changes import order_changes
from agents.reader.topics.orders_aside import read_orders_aside
from agents.reader.topics.packing_tables import read_packing_tables
from agents.reader.topics.paper_figures import read_paper_figures
from agents.reader.topics.papers import read_papers
from agents.reader.topics.quotations import quotations
from agents.reader.topics.receipt_forms import read_receipt_forms
from agents.reader.topics.receipts import read_receipts
from agents.reader.topics.reefers import read_reefers
from agents.reader.topics.registration import registration
from agents.reader.topics.registration_gaps import read_registration_gaps
from agents.reader.topics.registration_terms import registration_terms
from agents.reader.topics.releases import read_releases
from agents.reader.topics.remarks import read_remarks
from agents.reader.topics.reminders import read_reminders
from agents.reader.topics.remittances import read_remittances
from agents.reader.topics.replies import read_replies
from agents.reader.topics.revisions import read_revisions
from agents.reader.topics.rolled import ask_credits, read_rolled
from agents.reader.topics.short_payments import read_balances, read_short_payments
from agents.reader.topics.statements import read_statements
from agents.reader.topics.told_credits import read_told_credits
from agents.reader.topics.transport_forms import read_transport_forms
from agents.reader.topics.transport_tables import read_transport_tables
from agents.reader.topics.voyages import read_voyages
from agents.reader.topics.waivers import read_waivers

#: Reads one family of facts; returns the intents the letter has because of them.
Topic = Callable[[Letter], Iterable[str]]

TOPICS: tuple[Topic, ...] = (
    read_packing_tables,
    read_cargo,
    read_equipment,
    read_bookings,
    read_rolled,
    read_voyages,
    read_transport_forms,
    read_transport_tables,
    read_arrivals,
    leave_old_sailings,
    read_reefers,
    ask_credits,
    read_papers,
    read_paper_figures,
    read_dangers,
    read_attachments,
    read_customs,
    read_customs_papers,
    read_revisions,
    accounts,
    approvals,
    awards,
    colleagues,
    company_data,
    confirmations,
    early_invoices,
    order_changes,
    credit_amendments,
    quotations,
    read_orders_aside,
    registration,
    registration_terms,
    read_registration_gaps,
    read_chases,
    read_chats,
    read_complaints,
    read_customer_replies,
    read_demands,
    read_deductions,
    read_absences,
    read_bounces,
    read_replies,
    read_courtesies,
    read_bills,
    read_bill_terms,
    read_printed_accounts,
    read_bank_changes,
    read_accounts_named,
    read_charge_causes,
    read_reminders,
    read_disputes,
    read_billed_again,
    read_claim_answers,
    read_containers,
    read_releases,
    read_receipts,
    read_receipt_forms,
    read_docks,
    read_announced_charges,
    read_new_rates,
    read_remittances,
    read_short_payments,
    read_balances,
    read_statements,
    read_credits,
    read_bill_facts,
    read_clause_facts,
    read_on_the_way,
    read_attached_lists,
    read_flown,
    read_called_off,
    read_remarks,
    read_waivers,
    read_held,
    read_told_credits,
)


def read_topics(letter: Letter) -> tuple[str, ...]:
    """Every topic's facts noted; all intents, each once."""
    by_ship = without_flight(letter)
    seen = dict.fromkeys(_BY_SHIP, by_ship) | dict.fromkeys(_OF_TRANSPORT, by_ship.factual())
    return tuple(
        dict.fromkeys(intent for topic in TOPICS for intent in topic(seen.get(topic, letter)))
    )


#: These tell of a shipment by its labels: of what sails, a flight that takes a part is none of it.
_BY_SHIP: tuple[Topic, ...] = (read_transport_forms, read_transport_tables, read_on_the_way)

#: These tell where goods are and when they come: what may be or would have been is none of it.
_OF_TRANSPORT: frozenset[Topic] = frozenset(
    {
        read_cargo,
        read_bookings,
        read_rolled,
        read_voyages,
        read_arrivals,
        read_clause_facts,
    }
)

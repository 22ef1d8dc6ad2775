"""Commercial terms in partners' words: delivery and payment terms, lead times, certificates."""

from domain.terms.found import FoundTerm
from domain.terms.incoterms import incoterms
from domain.terms.leads import lead_times
from domain.terms.payment import advances, payment_terms
from domain.terms.standards import certificates, revisions

__all__ = [
    "FoundTerm",
    "advances",
    "certificates",
    "incoterms",
    "lead_times",
    "payment_terms",
    "revisions",
]

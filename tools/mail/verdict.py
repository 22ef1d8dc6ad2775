"""What a mail's bytes prove about its sender, set beside master data: the verdict with reasons.

A pass says which domain sent it, never which person. Everything here errs to the lower verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from domain.errors import Unreadable
from domain.message import SenderVerdict, Verdict
from domain.record import Row
from tools.mail.addresses import Mailbox, domain_of, one_mailbox
from tools.mail.border import results_of
from tools.mail.headers import Block, read_block
from tools.mail.lookalike import looks_like, parts, same_owner
from tools.mail.masterdata import OnFile, folded
from tools.mail.results import Dmarc, dmarc, is_of, tokens

#: RFC 5322 allows each of these once; two of them are read differently by different programs.
_ONCE = ("from", "sender", "reply-to", "date", "message-id", "subject")
_READ = (*_ONCE, "authentication-results")
_PROVEN = "the mail server's DMARC check passed for {}"
_SIGNED = "the mail is signed by {}, checked when it was filed"

_BROUGHT = (
    "the result of {} in it stands below a Received line of {}, which is no server of ours "
    "([mail] own_hosts names others)"
)


class _Standing(NamedTuple):
    """The best verdict master data allows for an address, and whose it is."""

    verdict: Verdict
    partner_id: str
    contact_id: str
    reasons: list[str]


def sender_verdict(  # noqa: PLR0913 -- named, and each has one value in the wiring
    raw: bytes,
    *,
    authserv_id: str,
    contacts: Sequence[Row],
    partners: Sequence[Row],
    people: Sequence[Row] = (),
    own_domains: Sequence[str] = (),
    own_hosts: Sequence[str] = (),
    proven: Sequence[str] = (),
) -> SenderVerdict:
    """The verdict on who sent these bytes; never raises.

    `authserv_id` names the one mail server whose results count. `people` are colleagues (rows with
    `mail`); `own_domains` our company's domains, by default the one the mail server lies in.
    `own_hosts` are servers of ours beside those of its registered name.
    `proven` are domains whose signature on the mail was found good when it was filed: as good as
    a DMARC pass where our server says nothing, and worth nothing where its check failed.
    """
    try:
        block = read_block(raw)
    except Unreadable as fault:
        return SenderVerdict(verdict="suspect", reasons=(str(fault),))
    own = own_domains or _own_domains(authserv_id)
    file = OnFile(contacts, partners, people, own)
    sender = one_mailbox(block.first("from"))
    suspicions = _form(block, sender)
    if not sender.address:
        return SenderVerdict(verdict="suspect", reasons=tuple(suspicions))
    domain = domain_of(sender.address)
    check = _checked(block, authserv_id, (*own_hosts, *own_domains))
    signed = check.result == "none" and domain in proven
    passed = signed or (check.result == "pass" and check.domain == domain)
    standing = _standing(file, sender.address, domain, passed)
    suspicions += _check(check, domain)
    suspicions += _impersonation(file, sender, domain, passed)
    suspicions += _answers(block, file, domain, standing.partner_id)
    suspicions += _sent_for(block, file, domain, standing.partner_id, passed)
    verdict: Verdict = "suspect" if suspicions else standing.verdict
    proof = _SIGNED if signed else _PROVEN
    told = [proof.format(domain)] if passed else [f"no DMARC pass: {check.why or check.result}"]
    return SenderVerdict(
        verdict=verdict,
        address=sender.address,
        domain_proven=domain if passed else "",
        partner_id=standing.partner_id,
        contact_id=standing.contact_id,
        reasons=(*suspicions, *told, *standing.reasons),
    )


def _own_domains(authserv_id: str) -> list[str]:
    """The domain that our mail server lies in, or that it is named by; never a whole suffix."""
    server = authserv_id.strip().lower().rstrip(".")
    _, name, suffix = parts(server)
    return [f"{name}.{suffix}" if server == f"{name}.{suffix}" else server.partition(".")[2]]


def _checked(block: Block, authserv_id: str, own_hosts: Sequence[str]) -> Dmarc:
    """What our server found as the mail came in; what the mail brought along counts for nothing."""
    found = results_of(block, authserv_id, own_hosts)
    check = dmarc(found.added, authserv_id)
    brought = [told for one in found.brought if (told := tokens(one)) and is_of(told, authserv_id)]
    if brought and check.why:
        return Dmarc("none", "", _BROUGHT.format(authserv_id, found.parted_by))
    return check


def _form(block: Block, sender: Mailbox) -> list[str]:
    """What is wrong with how the headers are written."""
    found = list(block.faults)
    found += [f"the {name} header is too long to be read" for name in block.cuts if name in _READ]
    for name in _ONCE:
        times = len(block.all(name))
        if times > 1:
            found.append(f"it has {times} {name.title()} headers")
    if not block.all("from"):
        found.append("it has no From header")
    elif not sender.address:
        found.append(f"From is not one plain address: {sender.fault}")
    return found


def _check(check: Dmarc, domain: str) -> list[str]:
    """A failed check, or one that is about another domain than From shows."""
    if check.result == "fail":
        return [f"the mail server's DMARC check failed for {domain}"]
    if check.result == "pass" and check.domain != domain:
        return [f"the DMARC pass is for {check.domain or 'no domain'}, not for {domain}"]
    return []


def _standing(file: OnFile, address: str, domain: str, passed: bool) -> _Standing:
    """Who the address is on file and the best verdict for it."""
    rows = file.by_address.get(folded(address), [])
    if not rows and folded(address) in file.colleagues and file.is_own(domain):
        person = file.colleagues[folded(address)]
        best: Verdict = "authenticated" if passed else "unauthenticated"
        return _Standing(best, "", person.key, ["the address is a colleague's"])
    if rows:
        return _contact(file, rows, passed)
    partners = file.partners_of(domain)
    if partners:
        why = f"the address is not on file, its domain is that of {', '.join(partners)}"
        return _Standing("unknown_sender", partners[0] if len(partners) == 1 else "", "", [why])
    whose = "our own domain's" if file.is_own(domain) else "nobody's"
    return _Standing("unknown_sender", "", "", [f"the address is {whose} on file"])


def _contact(file: OnFile, rows: list[Row], passed: bool) -> _Standing:
    live = [row for row in rows if file.active(row.text("partner_id"))]
    owners = sorted({row.text("partner_id") for row in live or rows})
    partner_id = owners[0] if len(owners) == 1 else ""
    contact_id = (live or rows)[0].key if partner_id else ""
    if not live:
        why = f"the address is on file for {', '.join(owners)}, who is not an active partner"
        joining = passed and bool(partner_id) and file.joining(partner_id)
        most: Verdict = "unauthenticated" if joining else "unknown_sender"
        return _Standing(most, partner_id, contact_id, [why])
    if not partner_id:
        why = f"the address is on file for several partners: {', '.join(owners)}"
        return _Standing("unknown_sender", "", "", [why])
    best: Verdict = "authenticated" if passed else "unauthenticated"
    return _Standing(best, partner_id, contact_id, [f"the address is on file for {partner_id}"])


def _impersonation(file: OnFile, sender: Mailbox, domain: str, passed: bool) -> list[str]:
    """Our own domain without proof, a domain like a known one, or a borrowed display name."""
    if file.is_own(domain):
        return [] if passed else [f"{domain} is our own domain and nothing proves it"]
    found = []
    if not file.partners_of(domain) and folded(sender.address) not in file.by_address:
        like = looks_like(domain, file.known_domains())
        found += [f"the domain {domain} is {like[1]} {like[0]}"] if like else []
    borrowed = file.borrowed(sender.display, domain)
    return found + ([borrowed] if borrowed else [])


def _answers(block: Block, file: OnFile, domain: str, partner_id: str) -> list[str]:
    """An answer that would go somewhere else than to the sender's house."""
    stated = block.first("reply-to")
    if not stated:
        return []
    reply = one_mailbox(stated)
    if not reply.address:
        return [f"Reply-To is not one plain address: {reply.fault}"]
    there = domain_of(reply.address)
    if same_owner(there, domain) or (partner_id and file.belongs(reply.address, partner_id)):
        return []
    return [f"answers would go to {there}, which is not on file for the sender"]


def _sent_for(block: Block, file: OnFile, domain: str, partner_id: str, passed: bool) -> list[str]:
    """A Sender of another house: with a pass for From a mailing service, without it a doubt."""
    stated = block.first("sender")
    if not stated or passed:
        return []
    actual = one_mailbox(stated)
    if actual.address and same_owner(domain_of(actual.address), domain):
        return []
    if actual.address and partner_id and file.belongs(actual.address, partner_id):
        return []
    return [f"it was sent by {domain_of(actual.address) or 'an unreadable Sender'} for {domain}"]

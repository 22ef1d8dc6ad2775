"""What a question is about, by the ideas it speaks of; the first that it holds counts."""

from __future__ import annotations

import re

#: Everyday words for the same: those a question may use for a kind of partner are in `promises`.
_WE = r"\b(?:we|us|our|ours|i)\b"
_TELL = r"(?:tell|told|writ\w+|wrote|inform\w*|notif\w*|sen[dt]|mail(?:ed)?|let .*know)"
_ACT = r"(?:approv|decid|sign\b|sign(?:s|ed|ing|ature)|releas|accept|reject|agree|okay|ok'?e?d)"

#: Words that name a question → what it is about.
_QUESTIONS = (
    (
        r"last time|previous|precedent|before this|happened before|\bever happen|similar|"
        r"earlier case|in the past",
        "last time",
    ),
    (
        r"\b(?:which|what|whose) customers?\b.*\b(?:hurt|hit|late|affect\w*|suffer\w*|lose\w*)\b|"
        r"\bwho(?:m|se)?\b (?:gets?|is|will (?:be|get)|are) (?:hurt|hit|affected)\b",
        "hit",
    ),
    (r"\bhow many (?:days|weeks)\b.*\b(?:late|behind|delay\w*)\b", "late"),
    (r"\bwhat (?:did|have|had|was|has) (?:we |you |been )?(?:\w+ )?decide", "why"),
    (
        r"\bwhy\b.*\b(?:wait\w*|stuck|stands? still|not (?:moving|decided|closed|done|going)|"
        r"still open|taking so long)\b|\bwhat (?:is it|are we|does it) wait\w* for\b|"
        r"\bwhat(?:'s| is) (?:the )?hold\w* ?up\b",
        "waits",
    ),
    (
        r"\bwho(?:'s| is| are)?\b.*\b(?:working|handling|dealing|looking after|looking into|"
        r"taking care|responsible|in charge|sits? on|has it|holds? it|owns?)\b|"
        r"\bwho(?:m|se)? (?:decides|approves|signs|releases)\b|\bwhose case\b",
        "standing",
    ),
    (r"\bafter (?:its|their|the) (?:need|promised|due|confirmed|planned)\b", "late"),
    (r"\bwho(?:m|se)?\b.*\b(?:chang|edit|enter|book|order)(?:ed|s)?\b", "done"),
    (
        r"\bif (?:nobody|no[ -]?one|none|nothing|we|i|they all)\b.*"
        r"(?:nobody|no[ -]?one|none|nothing|not|n't|wait|ignore|silent)|"
        r"\bif (?:nobody|no[ -]?one)\b|\bdo(?:ing)? nothing\b|nobody (?:answer|decid|react|appro)|"
        r"\bwhat is due\b|\bdue (?:today|tomorrow|this week)\b|"
        r"\b(?:until|till|by) when\b.*\b(?:we|i|must|decide|decided|answer(?:ed)?)\b|"
        r"\bhow (?:long|much time)\b.*\b(?:we|i|left)\b|\bdeadline|\blatest\b.*\b(?:answer|decid)",
        "lapse",
    ),
    (
        r"who(?:m|se)?\b.*\b(?:must|should|ha[sv]e? to|needs? to|may|can|will)\b.*"
        r"(?:approv|decid|sign)",
        "standing",
    ),
    (r"\bsince when\b|\bhow long\b.*\b(?:wait|open|late|been|already|stuck)\w*", "since"),
    (
        r"\b(?:overdue|open) decisions?\b|\bdecisions?\b.*\b(?:overdue|open)\b",
        "standing",
    ),
    (
        rf"who .*{_ACT}|\bgreen light|\bgo-?ahead|\bwhen was\b.*\b(?:approv|decid|sign)",
        "approver",
    ),
    (
        r"\bassum|\brests? on\b|\bdepends? on\b|\bgo(?:es)? wrong|\brisks?\b|"
        r"\bhow (?:sure|certain|reliable|firm)\b",
        "rests",
    ),
    (
        r"\bfraud|\bfake|\bgenuine|\btrust|\bauthentic|\bphish|\bscam|\breally from\b|"
        r"\bwho sent\b",
        "trust",
    ),
    (r"\bwho (?:won|wins|gets)\b|\bwinn|\baward|\bwho was chosen", "awards"),
    (r"\bwhy not\b", "options"),
    (
        r"expedit|premium|why .*(approve|accept|releas)|"
        r"why (?:did|do|have|should|would|must|can|can't|cannot) (?:we|i)|"
        r"how (?:did|do|will) (?:we|i) (?:solve|fix|handle)",
        "why",
    ),
    (
        rf"(?:{_WE}|\b(?:any|some)(?:body|one)\b).*\b{_TELL}\b|"
        r"\bcustomers?\b.*\b(?:informed|notified|told|know|written to)\b|"
        r"\b(?:informed|notified|told)\b.*\bcustomers?\b|\bletters?\b(?! of credit)|\bwent out\b",
        "told",
    ),
    (r"(?<!credit )(?<!debit )(?<!delivery )\bnotes?\b", "hearsay"),
    (r"\b(?:phone\w*|call\w*|chat\w*|hearsay)\b", "hearsay"),
    (
        r"\b(?:said|say|says|told|tell|tells|wr[io]te\w*|written)\b|"
        r"what (?:do|does|did|has|have|is) (?!we\b|i\b).*\b(?:want|ask|claim|request|report|change|"
        r"demand)\w*|"
        r"what .*\bmails? (?:say|about)\b|\bcame in\b|\bheard from\b|\bany news\b|"
        r"^\W*what(?:'s| is| has| was)? (?:been )?(?:changed|new|different)\W*$",
        "words",
    ),
    (r"commit|promis", "commitments"),
    (r"option|alternativ|considered|\bchoices?\b|what (?:can|could) (?:we|i) do\b", "options"),
    (
        r"\b(?:ha[sv]e?|did|do|does|is)\b.*\b(?:confirm|answer|repl(?:y|ie)|respond|react|"
        r"acknowledg|agree|accept|refuse)\w*",
        "answered",
    ),
    (
        r"\b(?:hang|depend)s?\b|"
        r"\bcustomers?\b.*\b(?:affect|hit|hurt|suffer|concern|late|wait|impact|lose)\w*",
        "hit",
    ),
    (r"\b(?:affect|impact|hurt|suffer|concern)\w*\b|\bhit\b|\b(?:which|what) customers?", "hit"),
    (r"\bow(?:e|es|ed|ing)\b.*\b(?:documents?|papers?|certificates?)\b", "customs"),
    (
        r"\bwhy\b.*\b(?:held|blocked|parked)\b|"
        r"(?:bill|invoice|payment)s?\b.*\b(?:held|blocked|parked)\b|\bon hold\b|"
        r"\b(?:un|not )paid\b",
        "held",
    ),
    (
        r"\b(?:we|i) (?:owe|credit)\b|\bpa(?:y|ys|id|ying|yments?)\b|\bbears?\b|\bsettled?\b",
        "paid",
    ),
    (
        r"\bforecast|\bwhat (?:did )?it (?:really |finally )?(?:came|come) to\b|"
        r"\b(?:what|how much|how high)\b.*\bcosts?\b|\bcosts? (?:us|of)\b|\bexpensive|"
        r"penalt|\bcheap",
        "cost",
    ),
    (
        r"invoice|\bbill|original rate|charge|accessorial|surcharge|dispute|contest|"
        r"\bdifference\b",
        "invoice",
    ),
    (
        r"\bhow many\b|\bquantit|\bpieces\b.*\b(?:missing|short|damaged)|\bshort(?:age|fall)?\b|"
        r"\bwhat (?:has |have |was |were |is |are )?(?:arrived|came|come|received|delivered)\b|"
        r"\bdamag|\bbroken\b",
        "counts",
    ),
    (r"how much|\bcosts?\b|\bmoney\b|\bspend|\bspent\b|\bbudget|\bworth\b|\bprice\b", "cost"),
    (
        r"\bwhen\b.*\b(?:arriv|have|come|get|receiv|deliver|land|reach|here|sail|depart|leav|ship|ready|"
        r"load|collect|pick)\w*|\barriv|\bet[ad]\b|\b(?:new|which|what) (?:delivery )?dates?\b|"
        r"\bdelivery dates?\b|\b(?:here|there|arrived|landed|sailed|left)\b.*\b(?:yet|already)\b|"
        r"\bwhere (?:is|are)\b|\bon (?:its|the|their) way\b",
        "arrival",
    ),
    (r"customs|clearance|document|\bpapers?\b|certificate", "customs"),
    (r"resolv|outcome|ended|how .*(end|finish)", "resolution"),
    (
        rf"\bwhat (?:did|have|had) (?:{_WE}|(?:the )?agents?)"
        r".*\b(?:do|done|chang|book|order|enter|decid)|"
        r"\bwhat (?:was|were|is|has been) (?:done|changed|booked|ordered|entered|decided)|"
        r"\bin the erp\b|\b(?:is|was|has|have|been)\b.*\b(?:done|booked|ordered|entered)\b",
        "done",
    ),
    (r"\bwhy\b.*\b(?:choose|chose|chosen|prefer|propos|recommend|suggest|best)\w*", "why"),
    (
        r"\b(?:still|left|yet)\b.*\b(?:open|missing|due|need\w*|to do|to come|outstanding)\b|"
        r"\bopen\b|\bmissing\b|\bfail|\bblocked\b|outstanding|pending|unanswered|unresolved|\bow(?:e|es|ed|ing)\b|"
        r"\bwait(?:s|ing)? (?:for|on)\b.*\b(?:them|partner|supplier|carrier|answer)",
        "open",
    ),
    (r"freight", "options"),
    (r"\bwhy|\bcauses?\b|reason|\bmiss|responsible|\bfault\b|\bblame", "cause"),
    (r"\b(?:late|later|delay\w*|behind|overdue|slip\w*|on time|in time|make it)\b", "late"),
    (
        r"status|wait|next|\bnow\b|where|stand|\bdesk\b|\bqueue\b|\binbox\b|urgent|\bdecisions?\b|"
        r"\bstuck\b|\bsummar|\boverview|\bwhose turn\b|\brecommend|\bpropos|\bsuggest|"
        r"\b(?:should|must) (?:i|we)\b|\b(?:must|should|to) be (?:decid|approv|answer|done)|"
        r"\b(?:ha[sv]e?|needs?) to (?:decide|approve|do|sign|answer)|\bto decide\b|\bto do\b|"
        r"what(?: is|'s) (?:this|it|the (?:case|matter))(?: about)?|what (?:happened|is going on)",
        "standing",
    ),
)


#: How a question may begin that says nothing of what it is about.
_LEAD = re.compile(
    r"^\W*(?:please\W+|(?:can|could|would) you\W+|do you know\W+|"
    r"(?:tell|show|give|explain to|remind)\W+(?:me|us)\W+)+"
)


def without_courtesy(question: str) -> str:
    """A question in small letters without what says nothing of what it is about: "show me"."""
    return _LEAD.sub("", question.lower().replace("\u2019", "'"))


def topic(question: str) -> str:
    """What a question is about, by its words; empty when it is none of the known ones."""
    asked = without_courtesy(question)
    return next((name for words, name in _QUESTIONS if re.search(words, asked)), "")

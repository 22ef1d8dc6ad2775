"""Whether what is dropped, cancelled or withdrawn is a charge, a condition or a claim, no goods."""

from __future__ import annotations

import re

from domain.words import Hit, lexicon

#: Where another thing is spoken of: `the surcharge is dropped, item 10 comes on 20 April`.
_PIECE = re.compile(r"[,;:，；、：](?!\d)|[.。](?=\s)|\s[–—-]\s")
#: A number of an order or line, as the scope's words hide it.
_NAME = "\x00"
#: What stands for something between a charge and its line: `the surcharge on item 10`.
_OF = re.compile(
    r"(?<!\w)(?:on|for|of|to|regarding|concerning|under|against|auf|für|zu|von|zur|sur|pour|de|du|des|sobre|para|por|del|da|do|em|per|su|"
    r"sulla|di|della|på|för|av|na|za|do|op|voor|van)\s[^,;.]{0,24}$",
    re.IGNORECASE,
)
#: Words that make a charge the reason, not what is dropped.
_WHY = re.compile(
    r"(?<!\w)(?:because|due|owing|despite|without|wegen|aufgrund|trotz|ohne|raison|cause|malgré|sans|debido|causa|pese|sin|"
    r"devido|apesar|sem|malgrado|senza|grund|trots|utan|powodu|bez|wegens|vanwege|zonder)(?!\w)[^,;.]{0,24}$|(?:因为|由于)[^，。]{0,8}$",
    re.IGNORECASE,
)
#: The few words between a verb and what it drops: `we cancel the surcharge`.
_ARTICLES = re.compile(r"^\s{0,2}(?:[^\W\d]{1,12}['’\s]\s?){0,4}$")


def of_no_goods(text: str, hit: Hit) -> bool:
    """Whether the subject of words of withdrawal is a charge, a condition, a claim or a request.

    The subject is told before the words in the same piece of the sentence, with no number of a
    line of its own between, or right behind them: `we cancel the surcharge`.
    """
    cuts = [match.end() for match in _PIECE.finditer(text)]
    low = max((at for at in cuts if at <= hit.start), default=0)
    high = min((at for at in cuts if at >= hit.end), default=len(text))
    subjects = [
        *lexicon("no_goods").find(text),
        *(one for one in lexicon("cue").find(text) if one.code == "surcharge"),
    ]
    return any(
        _is_subject(text, hit, one)
        for one in subjects
        if low <= one.start and one.end <= high and not _WHY.search(text[low : one.start])
    )


def _is_subject(text: str, hit: Hit, subject: Hit) -> bool:
    if subject.start >= hit.end:
        return _ARTICLES.match(text[hit.end : subject.start]) is not None
    between = text[subject.end : hit.start]
    named = between.find(_NAME)
    return named < 0 or _OF.search(between[:named]) is not None

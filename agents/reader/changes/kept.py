"""Whether words that an order stays `as it stands` say so: not denied, asked, hung on a condition,
cited, or followed by terms of their own."""

from __future__ import annotations

import re

from agents.reader.denied import of_others, on_condition, otherwise, unreal
from agents.reader.stands import refuses
from domain.words import Hit, lexicon

#: Where one thing said of the order ends and the next begins.
_CUT = re.compile(
    r"[,;:.!–，；：。、]\s?|\s(?:and|so|hence|therefore|because|since|und|also|daher|weil|da|et|donc|car|y|porque|pues|portanto|e|"
    r"perché|quindi|och|eftersom|ve|çünkü|i|więc|en|dus|omdat)\s",
    re.IGNORECASE,
)
#: `PO no. 4500019020`, `Nr.`: no denial.
_NUMBER_SIGN = re.compile(r"(?i)(?<!\w)no(?:s?\.|s?:|\s(?=[\d#]))")
#: Terms of their own follow.
_BUT = re.compile(
    r"(?<!\w)(?:but|only|except|however|though|plus|apart\sfrom|jedoch|aber|allerdings|nur|lediglich|außer|ausser|zuzüglich|bis\sauf|"
    r"mais|sauf|seulement|uniquement|hormis|pero|salvo|excepto|solamente|sólo|solo|mas|porém|exceto|apenas|somente|ma|però|tranne|"
    r"eccetto|soltanto|men|utom|bara|endast|ama|fakat|hariç|sadece|yalnız|ale|oprócz|tylko|maar|behalve|alleen)(?!\w)|"
    r"但|只|仅|除|ただし|のみ",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"„“”«»‚‘「『]|(?<!\w)['’]|['’](?!\w)")


def kept_words(text: str) -> list[Hit]:
    """What a sentence has of words for an order that stays as it is, meant or not."""
    return [hit for hit in lexicon("change_answer").find(text) if hit.code == "kept"]


def is_meant(text: str, hit: Hit) -> bool:
    """Whether a sentence that has them says so of the order, with nothing else wanted."""
    if text.rstrip("\"'”»“ ").endswith(("?", "？")) or on_condition(text) or unreal(text):
        return False
    if of_others(text) or otherwise(text, hit.start) or _BUT.search(text):
        return False
    return not (_is_cited(text, hit) or _is_aside(text, hit) or refuses(_clause(text, hit)))


def _is_cited(text: str, hit: Hit) -> bool:
    """Whether they stand between marks of quotation."""
    return bool(_QUOTED.search(text[: hit.start]) and _QUOTED.search(text[hit.end :]))


def _is_aside(text: str, hit: Hit) -> bool:
    """`As it stands, the credit is of no use`: they open a sentence about something else."""
    return not text[: hit.start].strip() and text[hit.end :].lstrip().startswith((",", "，"))


def _clause(text: str, hit: Hit) -> str:
    before = _CUT.split(_NUMBER_SIGN.sub("", text[: hit.start]))[-1]
    return before + text[hit.start : hit.end] + _CUT.split(text[hit.end :])[0]

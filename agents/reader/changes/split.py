"""A line cut by what will come of it: revisions with quantities, lots named first and second."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from agents.reader.claims import Claim
from agents.reader.letter import Letter
from agents.reader.passages import Passage
from agents.reader.scopes import Scope
from agents.reader.term_claims import whole_decimal
from domain.numberwords import FoundNumber, quantities
from domain.quantity import Quantity
from domain.terms import revisions

_CLAUSE = re.compile(r"[,;:](?=\s)|\n|\s(?:and|und|et|y|e|och|ve|while|während)\s")
_ELSE = re.compile(
    r"\W{0,4}(?:sonst|andernfalls|ansonsten|otherwise|else|failing|if\snot|sinon|à\sdéfaut|faute\sde|de\slo\scontrario|"
    r"si\sno|en\scaso\scontrario|altrimenti|in\scaso\scontrario|caso\scontrário|senão|annars|aksi|w\sprzeciwnym|anders|否则|さもなければ)",
    re.IGNORECASE,
)
#: What is done where nobody answers is no offer either: `if I don't hear back by noon we …`.
_SILENT = re.compile(
    r"(?<!\w)(?:if\s(?:i|we)\s(?:do\snot|don['’]t|have\snot|haven['’]t)\s(?:hear|heard|get|receive|received)|"
    r"if\sno\s(?:answer|reply|confirmation|response)|(?:ohne|falls\skeine|wenn\skeine)\s(?:ihre\s)?(?:rückmeldung|antwort|bestätigung)|"
    r"sans\s(?:réponse|retour|confirmation)|(?:sin|si\sno\shay)\s(?:respuesta|confirmación)|si\sno\srecibimos|"
    r"(?:sem|se\snão\shouver)\s(?:resposta|confirmação)|(?:senza|in\smancanza\sdi)\s(?:vostra\s)?(?:risposta|conferma)|"
    r"om\svi\sinte\s(?:hör|får)|(?:teyit|onay|cevap|yanıt)\s(?:gelmezse|verilmezse|alamazsak)|brak\sodpowiedzi|zonder\s(?:antwoord|bevestiging))",
    re.IGNORECASE,
)
_SECOND = re.compile(
    r"(?<!\w)(?:second|2nd|lot\s2|lot\s?no\.?\s?2|balance|remaining|remain|rest|zweite[nrs]?|2\.|restliche[nrs]?|restmenge|"
    r"deuxième|second[eo]?|solde|reste|segund[ao]|restante|rest[oa]nt[ei]|saldo|secondo|seconda|andra|resterande|ikinci|kalan|drugiej|tweede|第二批|余|残り)(?!\w)",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"(?<!\w)(?:first|1st|lot\s1|initial|erste[nrs]?|1\.|premi[eè]re?|primer[ao]?|primeir[ao]|prim[ao]|första|ilk|birinci|pierwszej|eerste|第一批|首批)(?!\w)",
    re.IGNORECASE,
)
_LOOK = 60


def offered(letter: Letter) -> list[Scope]:
    """The passages that say what would be agreed; not what they do if nothing is."""
    return [one for one in letter.scopes if not on_silence(one.passage.text)]


def on_silence(text: str) -> bool:
    """Whether a passage says what is done where nothing is agreed, or nobody answers."""
    return _ELSE.match(text) is not None or _SILENT.search(text) is not None


def sized_revisions(letter: Letter, unit: str) -> Iterator[Claim]:
    """Revisions, each with the quantity its clause says will come in it."""
    for scope in offered(letter):
        for clause in clauses_of(scope.passage):
            low = clause.start - scope.passage.start
            masked = scope.masked[low : low + len(clause.text)]
            found, sizes = revisions(clause.text), goods(masked, letter.sender.decimal, unit)
            if len(found) == 1 and len(sizes) == 1 and not _ELSE.match(clause.text):
                start, end = clause.start + found[0].start, clause.start + found[0].end
                yield Claim(
                    "line_state:revision",
                    "revision",
                    clause.part,
                    start,
                    end,
                    for_qty=sizes[0].quantity,
                )


def clauses_of(passage: Passage, cut: re.Pattern[str] = _CLAUSE) -> Iterator[Passage]:
    """The passage cut at commas, colons and conjunctions, or where `cut` says."""
    cuts = [0, *(match.end() for match in cut.finditer(passage.text)), len(passage.text)]
    for low, high in itertools.pairwise(cuts):
        if passage.text[low:high].strip():
            yield Passage(passage.part, passage.start + low, passage.start + high)


def goods(text: str, decimal: str, unit: str) -> list[FoundNumber]:
    """Quantities of the goods, counts of whole things read with their thousands."""
    found = []
    for one in quantities(text, decimal):
        again = quantities(one.raw, whole_decimal(one.raw, decimal))
        size = again[0].quantity if again else one.quantity
        if size is not None and size.unit == unit:
            found.append(one.model_copy(update={"quantity": size}))
    return found


def quantity_of(claim: Claim, split: Sequence[Claim], lots: Sequence[Quantity]) -> Quantity | None:
    """The quantity a price holds for: of the revision or lot named right before it."""
    text = claim.part.text
    low = max(text.rfind("\n", 0, claim.start) + 1, claim.start - _LOOK)
    before = re.split(r"[;,](?=\s)", text[low : claim.start])[-1]
    named = revisions(before)
    if named:
        sizes = {one.text: one.for_qty for one in split}
        return sizes.get(named[-1].text)
    if len(lots) == 2 and _SECOND.search(before):
        return lots[1]
    if len(lots) == 2 and _FIRST.search(before):
        return lots[0]
    return None

"""Words that turn what stands behind them into its contrary: `no reserves`, `pas de dommage`."""

from __future__ import annotations

import re

from domain.words import lexicon

_DENIED = re.compile(
    r"(?<!\w)(?:no|not|never|without|isn['’]t|aren['’]t|wasn['’]t|don['’]t|nor|keine?[nrsm]?|nicht|ohne|weder|ne|pas|aucune?|sans|"
    r"sin|ningun[ao]?|nunca|não|sem|nenhuma?|non|senza|nessun[ao]?|inte|ej|ingen|inga|utan|bez|nie|brak|geen|niet|zonder|"
    r"yok|değil|没有|未|无|不)(?:(?<=[没有未无不])|(?!\w))\s{0,2}(?:(?:de|d['’]|der|die|das|the|any|been|yet|noch|of|a|an)\s?){0,2}(?:\w{1,10}\s){0,1}$",
    re.IGNORECASE,
)


def denied(text: str, start: int) -> bool:
    """Whether the words right before this place deny what stands there."""
    return _DENIED.search(text[max(0, start - 32) : start]) is not None


def given_up(text: str) -> bool:
    """Whether a sentence takes back what it names: a charge that is waived is none."""
    return lexicon("waived").has(text, "given_up", "none")


_REFUSED = re.compile(
    r"(?i)\b(?:no|not|never|cannot|can['’]t|won['’]t|unable|refuse|decline|without|kein\w*|nicht|ohne|"
    r"ne|n['’]|pas|aucun\w*|sans|ningún|ninguna|sin|não|nenhum\w*|sem|non|nessun\w*|senza|inte|ingen|"
    r"utan|niet|geen|zonder|nie|bez|değil|olmaz|edemeyiz)(?!\w)|[不没無]"
)


def refused(text: str) -> bool:
    """Whether words refuse what they name: `we can not share half of the cost`."""
    return _REFUSED.search(text) is not None


#: What stands behind these is said instead of what was refused before.
_INSTEAD = re.compile(
    r"(?i)[:;.!：；。]|\b(?:but|instead|rather|sondern|stattdessen|mais|sino|pero|mas|ma|bensì|men|utan|ama|ale|"
    r"maar)\b"
)


_IN_LOTS = re.compile(
    r"(?i)\b(?:in|en|em|i|w)\s(?:\w{1,10}\s)?(?:lots?|batches|parts?|shipments|deliveries|splits?|losen?|"
    r"teil\w*|lieferungen|livraisons|fois|entregas|lotes|partes|consegne|lotti|parti|delar|leveranser|"
    r"partiach|dostaw\w*|delen|leveringen)\b|\bpartiler|分批"
)


def lots_refused(text: str, at: int) -> bool:
    """Whether the lots that begin there are refused: `we will not ship in two lots of 6,000`."""
    before = _INSTEAD.split(text[:at])[-1]
    return refused(before) and _IN_LOTS.search(before) is not None


_ON_CONDITION = re.compile(
    r"(?<!\w)(?:if|provided|unless|in\scase|once|subject\sto|wenn|falls|sofern|sobald|si|à\scondition|siempre\sque|se|caso|"
    r"desde\sque|purché|om|förutsatt|eğer|jeśli|pod\swarunkiem|als|mits)(?!\w)|如果|若|場合",
    re.IGNORECASE,
)


def on_condition(text: str) -> bool:
    """Whether words tell what is so only if something else comes true."""
    return _ON_CONDITION.search(text) is not None


_SUPPOSED = re.compile(
    r"(?<!\w)(?:if|unless|until|before|once|when|after|otherwise|else|as\ssoon\sas|in\scase|so\sthat|wenn|falls|sobald|bevor|sonst|"
    r"andernfalls|bis|damit|si|dès\sque|sinon|avant|quand|una\svez|cuando|antes|de\slo\scontrario|hasta|se|quando|caso|senão|"
    r"prima|appena|altrimenti|om|när|innan|annars|eğer|yoksa|aksi|jeśli|gdy|zanim|inaczej|als|zodra|anders|voordat|如果|否则)\s"
    r"[^.;!?\n]{0,48}$",
    re.IGNORECASE,
)


def supposed(text: str, start: int) -> bool:
    """Whether a condition opens the clause that this place is in: what stands there is no news."""
    return _SUPPOSED.search(text[max(0, start - 64) : start]) is not None


_OTHERWISE = re.compile(
    r"(?<!\w)(?:otherwise|or\selse|else|if\snot|failing\swhich|sonst|ansonsten|andernfalls|sinon|à\sdéfaut|si\sno|de\slo\scontrario|"
    r"senão|caso\scontrário|altrimenti|annars|yoksa|aksi\s(?:halde|takdirde)|inaczej|w\sprzeciwnym\srazie|anders|否则|さもなければ)"
    r"[\s,][^.;!?\n]{0,32}$",
    re.IGNORECASE,
)


def otherwise(text: str, start: int) -> bool:
    """Whether this place tells what happens only if something else does not."""
    return _OTHERWISE.search(text[max(0, start - 64) : start]) is not None


_WISHED = re.compile(
    r"(?<!\w)(?:if|should|in\scase|wenn|falls|sollten|si|se|caso|om|jeśli|als)\s(?:you|sie|vous|ustedes|uds\.?|quieren|desean|quiser\w*|desidera\w*|"
    r"vol(?:ete|essero)|ni|chcecie|państwo|u|jullie)\s[^.;!?\n]{0,80}$",
    re.IGNORECASE,
)


def wished(text: str, start: int) -> bool:
    """Whether this place tells what comes of a wish not uttered: `if you want it by …`."""
    return _WISHED.search(text[max(0, start - 112) : start]) is not None


_CONTRARY = re.compile(
    r"(?<!\w)(?:would\shave|could\shave|should\shave|had\s(?:you|we|it|they|the)|if\s\w+\shad|if\s(?:she|he|it|they|we|the\s\w+)\s[^.;\n]{3,60}\swould|would\sbe\s[^.;\n]{0,60}\sif|may\s(?:roll|be\srolled)|"
    r"hätten?|aurai\w*\sété|aurions|auriez|habría\w*|hubier\w+|teria\w*|tivess\w+|avrebb\w+|avess\w+|skulle\sha|olsaydı|byłby|byłoby|"
    r"zou(?:den)?\s(?:hebben|zijn)\sgeweest)(?!\w)",
    re.IGNORECASE,
)
_MAYBE = re.compile(
    r"(?<!\w)(?:might|may\s(?:be|have|ship|arrive|slip|come|move|go)|perhaps|possibly|maybe|wäre[nt]?|vielleicht|eventuell|"
    r"möglicherweise|serait|peut-être|quizás?|tal\svez|talvez|forse|kanske|belki|może|misschien)(?!\w)",
    re.IGNORECASE,
)


def contrary(text: str) -> bool:
    """Whether words tell what would have been: nothing in them is so."""
    return _CONTRARY.search(text) is not None


def unreal(text: str) -> bool:
    """Whether words tell what would have been or may be: nothing in them is so."""
    return contrary(text) or _MAYBE.search(text) is not None


#: What we wished or wrote, what others do, what was another time.
_OF_OTHERS = re.compile(
    r"(?<!\w)(?:you\s(?:had\s|have\s)?(?:asked|wanted|wished|requested|wrote|write|said|mention\w*)|in\syour\s(?:mail|e-mail|letter|message)|"
    r"last\syear|(?:last|previous)\s(?:shipment|voyage|load)|your\scolleague\s(?:wrote|said|told)|competitors?|other\scustomers?|sie\s(?:hatten|haben|schrieben|schreiben|wollten|wünsch\w+)|in\sihrer\s(?:mail|e-mail)|"
    r"(?:letztes|voriges|vergangenes)\sjahr|wettbewerber|konkurren\w+|vous\s(?:aviez|avez)\s(?:demandé|écrit|souhaité)|dans\svotre\smail|"
    r"l['’](?:an|année)\sdernière?|concurrent\w*|ustedes\s(?:pidieron|escribieron)|en\ssu\scorreo|el\saño\spasado|competidor\w*|"
    r"vocês\s(?:pediram|escreveram)|no\sano\spassado|concorrent\w*|avevate\schiesto|l['’]anno\sscorso|ni\s(?:bad|önskade|skrev)|förra\såret|"
    r"geçen\syıl|rakib\w*|w\szeszłym\sroku|vorig\sjaar)(?!\w)",
    re.IGNORECASE,
)


def of_others(text: str) -> bool:
    """Whether words tell what we wrote or wished, what others do, or what was another time."""
    return _OF_OTHERS.search(text) is not None

"""Words that turn what stands behind them into its contrary: `no reserves`, `pas de dommage`."""

from __future__ import annotations

import re

_DENIED = re.compile(
    r"(?<!\w)(?:no|not|never|without|isn['’]t|aren['’]t|wasn['’]t|don['’]t|nor|keine?[nrsm]?|nicht|ohne|weder|ne|pas|aucune?|sans|"
    r"sin|ningun[ao]?|nunca|não|sem|nenhuma?|non|senza|nessun[ao]?|inte|ej|ingen|inga|utan|bez|nie|brak|geen|niet|zonder|"
    r"yok|değil|没有|未|无|不)\s{0,2}(?:(?:de|d['’]|der|die|das|the|any|been|yet|noch|of|a|an)\s?){0,2}(?:\w{1,10}\s){0,1}$",
    re.IGNORECASE,
)


def denied(text: str, start: int) -> bool:
    """Whether the words right before this place deny what stands there."""
    return _DENIED.search(text[max(0, start - 32) : start]) is not None


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


_UNREAL = re.compile(
    r"(?<!\w)(?:would\shave|could\shave|should\shave|had\s(?:you|we|it|they)|if\s\w+\shad|might|may\s(?:be|have)|perhaps|possibly|maybe|"
    r"hätten?|wäre[nt]?|vielleicht|eventuell|möglicherweise|aurai\w*|aurions|auriez|serait|peut-être|habría\w*|hubier\w+|quizás?|tal\svez|"
    r"teria\w*|tivess\w+|talvez|avrebb\w+|avess\w+|forse|skulle\sha|kanske|olsaydı|belki|byłby|byłoby|może|zou(?:den)?\s(?:hebben|zijn)|misschien)(?!\w)",
    re.IGNORECASE,
)


def unreal(text: str) -> bool:
    """Whether words tell what would have been or may be: nothing in them is so."""
    return _UNREAL.search(text) is not None

"""The gist of a text: what went wrong, without greetings, signatures, old mail and numbers."""

from __future__ import annotations

import re
import unicodedata

#: Longer texts are cut: what went wrong stands near the top, and an embedding must stay quick.
LONGEST = 4_000

#: A line that begins like this, and all after it, is history or a signature.
ENDS_THE_NEWS = re.compile(
    r"^\s*(?:>|-- ?$|_{5,}|-{2,} ?(?:original|urspr|message|mensaje|forwarded|weitergeleitet)"
    r"|on .{4,90} wrote:|am .{4,90} schrieb|le .{4,90} a ecrit|el .{4,90} escribio"
    r"|(?:from|von|de|sent|gesendet) ?: .*@)",
    re.IGNORECASE,
)
GREETING = re.compile(
    r"^\s*(?:dear|hi|hello|hallo|moin|bonjour|hola|estimad[oa]s?|buen(?:os|as) \w+|sehr geehrte\w*"
    r"|guten \w+|good (?:day|morning|afternoon)|cher|chere|madame|messieurs|greetings|team)\b"
    r"[^,:!.\n]{0,60}[,:!]?\s*$",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"^\s*(?:(?:kind|best|warm|many|b\.?) ?(?:regards|rgds|wishes|thanks)|rgds|regards"
    r"|thanks(?: and .{0,30})?|thank you|sincerely|yours \w+|mfg"
    r"|mit (?:freundlich|besten).{0,20}|(?:viele|beste) gru\w+|cordialement|bien a vous"
    r"|salutations.{0,20}|saludos.{0,20}|atentamente|un saludo|gracias|merci)\s*[,.!]*\s*$",
    re.IGNORECASE,
)
BOILERPLATE = re.compile(
    r"confidential|intended (?:solely )?for|disclaimer|virus|unsubscribe"
    r"|please consider the environ|terms and conditions|agb\b|amtsgericht|handelsregister"
    r"|registered (?:office|in)|hrb \d|do not reply|automatically generated"
    r"|sorry (?:for the |for )?late|hope (?:this|you)"
    r"|please find (?:attached|enclosed)|anbei|adjunt|ci-joint|sent from my",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")
#: Words that hold a digit are ids, dates, amounts or quantities: they say who, not what.
NUMBER = re.compile(r".*\d")
#: Papers whose name holds one.
NAMED_BY_NUMBER = (("eur.1", "eur one"), ("eur 1", "eur one"), ("ics2", "ics two"))
WORD = re.compile(r"[a-z]+(?:/[a-z]{1,2}\b)?")


def folded(text: str) -> str:
    """Lower case without accents: "Verzögerung" and "verzogerung" are one word."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in spread if not unicodedata.combining(each))


def gist(text: str) -> str:
    """What the text says went wrong, folded, on one line."""
    news = folded(_news(text[:LONGEST]))
    for name, spelt in NAMED_BY_NUMBER:
        news = news.replace(name, spelt)
    words_left = (word for word in ADDRESS.sub(" ", news).split() if not NUMBER.match(word))
    return " ".join(words_left)


def words_of(text: str) -> list[str]:
    """The words of a folded text in order; "l/c" and "b/l" are one word each."""
    return [word.replace("/", "") for word in WORD.findall(text)]


def clean(text: str, longest: int = 300) -> str:
    """Text from memory as data: no control or direction characters, one line, not too long."""
    visible = "".join(
        " " if unicodedata.category(each) in ("Cc", "Zl", "Zp") else each
        for each in text
        if unicodedata.category(each) not in ("Cf", "Cs", "Co", "Cn")
    )
    line = " ".join(visible.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _news(text: str) -> str:
    kept: list[str] = []
    for line in text.splitlines():
        plain = folded(line)
        if ENDS_THE_NEWS.match(plain):
            break
        if not (GREETING.match(plain) or CLOSING.match(plain) or BOILERPLATE.search(plain)):
            kept.append(line)
    # A text that is nothing but history is better than no text.
    return "\n".join(kept) if any(line.strip() for line in kept) else text

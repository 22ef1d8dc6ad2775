"""What a new partner's letter leaves out of our request; a certificate of another site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.claims import Claim, state
from agents.reader.deals import registration_of
from agents.reader.labels import labelled
from agents.reader.letter import Letter
from agents.reader.partner_papers.states import told_states
from agents.reader.partner_papers.wanted import attached, wanted
from domain.partner_papers import papers_in
from domain.record import Row

#: `your CBL-20 will be made in Tallinn`, `in our new plant in Valga`; the place begins with a
#: capital letter.
_MADE_IN = re.compile(
    r"(?<!\w)(?:plant|factory|workshop|fabrik|usine|atelier|planta|fábrica|stabilimento|fabbrica|fabriken|fabrika\w*|"
    r"tesis\w*|zakład\w*|fabryk\w+|fabriek|made|produced|manufactured|assembled|gefertigt|produziert|hergestellt|fabriqué\w*|produit\w*|fabricad\w+|"
    r"producid\w+|produzid\w+|prodott\w+|tillverka\w+|üretil\w+|produkowan\w+|gemaakt|geproduceerd)\s"
    r"(?:in|at|à|en|em|i|w|te)\s(?P<place>[^\W\d_a-z][\w-]{2,30})"
)

_SITE = re.compile(
    r"(?:sites?|certified\ssite|standort|werk|établissement|sitio|planta|unidade|sito|anläggning|tesis|zakład|vestiging)",
    re.IGNORECASE,
)


def read_registration_gaps(letter: Letter) -> Iterator[str]:
    """Asks for papers of our request that nobody filed and the letter passes over."""
    onboarding = registration_of(letter)
    if onboarding is None or not letter.sender.object:
        return
    rows, here = wanted(letter, onboarding), attached(letter)
    told = {*told_states(letter, here), *here, *rows}
    for kind in dict.fromkeys(_requested(letter)):
        if kind not in told:
            letter.ask(
                "document_request",
                onboarding.object,
                f"we asked for {kind}, and the letter says nothing of it: please send it",
                slot=f"document_request_{kind}",
            )
    if "quality" in here and "quality" in rows and "site" in rows["quality"].text("document"):
        _sites(letter, rows["quality"])
    yield from ()


def _requested(letter: Letter) -> Iterator[str]:
    """Kinds of papers in what the letter quotes: our request."""
    for part in letter.parts:
        for low, high in part.quoted if part.name == "body" else ():
            yield from (hit.code for hit in papers_in(part.text[low:high]))


def _sites(letter: Letter, row: Row) -> None:
    """The site a certificate is for; where the letter has goods made elsewhere, it is asked."""
    papers = [one for one in labelled(letter) if one.part.name != "body"]
    sites = [one for one in papers if _SITE.fullmatch(one.label.strip()) or one.is_for("site")]
    if len(sites) != 1:
        return
    site = sites[0]
    first = site.text.split(",")[0]
    place = site.text if any(map(str.isdigit, first)) else first  # a street says not where
    end = site.start + len(place)
    claim = Claim("certificate:site", "words", site.part, site.start, end)
    state(letter, row.object, claim)
    body = (one for one in letter.parts if one.name == "body")
    for made in (match for part in body for match in _MADE_IN.finditer(part.text)):
        if made["place"].casefold() not in site.text.casefold():
            text = (
                f"the certificate is for {place}, the goods come from {made['place']}: which is it?"
            )
            letter.ask("document_request", row.object, text, slot="certificate_site")

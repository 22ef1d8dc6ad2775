"""Papers of a shipment: in which state they are, what they show, where two of them disagree."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from agents.reader.denied import denied, supposed
from agents.reader.letter import Letter, Line
from agents.reader.moments import moments, state_moment
from agents.reader.papers import (
    Paper,
    currency_of,
    owner_of,
    papers_in,
    rows_for,
    shipment_of_papers,
)
from domain.datewords import find_dates
from domain.evidence import Part
from domain.measurewords import is_grouped
from domain.numberwords import NUMBER
from domain.reading import MoneyStated, QuantityStated, Question, Statement
from domain.record import Row
from domain.words import Hit, lexicon

_FIGURE = re.compile(rf"(?<![\w.,/-])({NUMBER})(?![\w%]|[.,/-]\d)")
_WEIGHT = re.compile(
    r"(?<!\w)(?:g\.?w\.?|gross|weight|gewicht|poids|peso|vikt|n\.?w\.?)(?!\w)", re.I
)
Where = tuple[Part, int, int]
_AND = re.compile(r"\s?(?:[,&+/]|and|und|et|y|e|och|ve|i|en)\s?", re.IGNORECASE)
_INTENTS = {
    "discrepant": "document_discrepancy",
    "unsigned": "document_discrepancy",
    "revised": "document_revision",
    "pending": "document_pending",
    "missing": "document_request",
    "requested": "document_request",
}


def read_papers(letter: Letter) -> Iterator[str]:
    """States and figures of papers on record; where they disagree, whoever owns them is asked."""
    rows = rows_for(letter)
    if not rows:
        return
    wanted: Where | None = None
    for line in _outside_lists(letter.lines()):
        papers = papers_in(letter, line, rows)
        wanted = heads(line) or (wanted if LISTED.match(line.text) else None)
        for one in papers:
            told = list(_state_of(letter, line, one, papers))
            yield from told
            if wanted and not told and not heads(line):
                yield from _listed(letter, one, wanted)
    for field, by_paper in _shown(letter, rows).items():
        if _compare(letter, field, by_paper, {row.object: row for row in rows}):
            yield "document_discrepancy"
    if lexicon("paper_state").has(letter.message.subject, "discrepant"):
        yield "document_discrepancy"


#: A line of a list.
LISTED = re.compile(r"\s{0,8}(?:[-*•–·>+]|\d{1,2}[.)]|[a-z][.)])\s")


def heads(line: Line) -> Where | None:
    """The words of a line that ends with a colon by which whatever is listed below is wanted."""
    text = line.text.rstrip()
    hit = lexicon("paper_state").first_of(text, "requested") if text[-1:] in (":", "：") else None
    return (line.part, line.start + hit.start, line.start + hit.end) if hit else None


def _listed(letter: Letter, one: Paper, wanted: Where) -> Iterator[str]:
    """A paper of a list that is wanted as a whole, of whose state its own line says nothing."""
    told = {each.object for each in letter.notes.statements if each.field == "document_state"}
    if one.object not in told and letter.state(
        one.object, "document_state", "code", wanted, {"list": "paper_state"}
    ):
        _want(letter, one, "it is wanted", wanted)
        yield "document_request"


def _want(letter: Letter, paper: Paper, text: str, where: Where) -> None:
    """Asks whoever owes a paper for it. What is done meanwhile waits only for partners: whether a
    paper of our own is here, its case sees on record before it closes."""
    of = owner_of(paper.row)
    letter.notes.ask(
        Question(
            about="document_request",
            object=paper.object,
            of=of or letter.sender.object,
            text=text,
            slot="document_request",
            span=letter.notes.span(*where),
            holds=not of.startswith("people:"),
        )
    )


def _outside_lists(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines of letters: neither of the subject nor of what is attached."""
    for line in lines:
        if not (line.part.name == "subject" or line.part.name.startswith("attachment")):
            yield line


def _shown(letter: Letter, rows: tuple[Row, ...]) -> dict[str, dict[str, Statement]]:
    """What papers show, by field and paper."""
    shown: dict[str, dict[str, Statement]] = defaultdict(dict)
    for line in _outside_lists(letter.spoken()):
        _figures(letter, line, papers_in(letter, line, rows), shown)
        _weights_apart(letter, line)
    return shown


def _state_of(letter: Letter, line: Line, paper: Paper, papers: list[Paper]) -> Iterator[str]:
    """The one state said beside a paper, nearer to it than to any other; else of all together."""
    line = _own_words(line, paper, papers)
    words = _words_of(letter, line, papers)
    hits = [hit for hit in lexicon(words).find(line.text) if _tells(line.text, hit)]
    hits = [hit for hit in hits if hit.code != "received" or _came(line.text, paper, hit)]
    hits = [hit for hit in hits if paper in _joined(line.text, _nearest(hit, papers), papers)]
    hits = [hit for hit in hits if not _OTHER.search(line.text[paper.end : hit.start])]
    hit = _said(hits, paper)
    if hit is None:
        return
    start, end = min(paper.start, hit.start), max(paper.end, hit.end)
    where = (line.part, line.start + hit.start, line.start + hit.end)
    if end - start < 120 and letter.state(
        paper.object, "document_state", "code", where, {"list": words}
    ):
        if hit.code == "pending":
            _promised(letter, line, paper)
        asks = letter.sender.kind in ("broker", "bank")  # who clears or pays wants papers
        if hit.code in _INTENTS and (asks or hit.code not in ("missing", "requested")):
            yield _INTENTS[hit.code]
        if asks and hit.code in ("missing", "requested"):
            _want(letter, paper, "who clears or pays waits for it", where)
        if hit.code == "received" and _LACKS.search(line.text, hit.end):
            letter.ask("document_state", paper.object, "it is there, and something on it is not",
                       of=owner_of(paper.row), where=where)  # fmt: skip
        if hit.code == "unsigned":
            letter.ask("document_state", paper.object, "a signed one is needed",
                       of=owner_of(paper.row), where=where)  # fmt: skip


#: `received, but heat 44817 is not on it`: whoever has a paper finds something wrong with it.
_LACKS = re.compile(
    r"(?<!\w)(?:but|however|although|only|aber|jedoch|allerdings|mais|toutefois|pero|sin\sembargo|mas|porém|ma|però|"
    r"tuttavia|men|dock|ama|ancak|fakat|ale|jednak|maar|echter)(?!\w)[^.;\n]{0,60}?"
    r"(?<!\w)(?:not|no|missing|wrong|without|n['’]t|nicht|keine?|fehlt|falsch\w*|ohne|pas|manque|erroné\w*|sans|"
    r"no|falta\w*|sin|não|sem|errad\w*|non|manca\w*|senza|sbagliat\w*|inte|saknas|fel|utan|yok|eksik|değil|"
    r"nie|brak\w*|bez|niet|geen|ontbre\w+)(?!\w)|(?:但是?|可是)[^。]{0,30}[没不缺无]",
    re.IGNORECASE,
)


def _tells(text: str, hit: Hit) -> bool:
    """Whether the words tell a state; that a paper has come is not denied and hangs on nothing."""
    sure = not (denied(text, hit.start) or supposed(text, hit.start))
    return hit.code in _INTENTS or (hit.code == "received" and sure)


def _came(text: str, paper: Paper, hit: Hit) -> bool:
    """Whether it is the paper that came, not what customs sent about it."""
    return not lexicon("customs").first(text[paper.end : hit.start])


#: Behind a comma or a full stop the words go on with something else: `invoice 88, insurance not
#: included`, `the invoice names a trader. We need the maker`.
_OTHER = re.compile(r"[,;]\s{1,3}[^\W\d_]|[.!?]\s{1,3}(?:[A-ZÀ-Þ]|$)")


#: Whoever owes a paper and says that it is not there yet, will send it.
_YET = re.compile(
    r"(?<!\w)(?:yet|still|todavía|aún|noch|encore|ainda|ancora|ännu|henüz|hâlâ|jeszcze|nog)(?!\w)|还|まだ",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"[,;]\s|\s(?:and|but|while|und|aber|et|mais|y|pero|e|mas|ma|och|men|ve|ama|i|ale|en|maar)\s",
    re.I,
)


def _own_words(line: Line, paper: Paper, papers: list[Paper]) -> Line:
    """The part of a line that is of one paper alone, if it tells a state; else the whole line."""
    before = max((one.end for one in papers if one.end <= paper.start), default=0)
    after = min((one.start for one in papers if one.start >= paper.end), default=len(line.text))
    starts = [match.start() for match in _CUT.finditer(line.text, before, paper.start)]
    ends = [match.start() for match in _CUT.finditer(line.text, paper.end, after)]
    low = starts[-1] if starts and before else 0
    high = ends[-1] if ends and after < len(line.text) else len(line.text)
    words = line.text[low:high]
    lists = ("paper_unsigned", "paper_state", "paper_lacking")
    if (low, high) == (0, len(line.text)) or not any(lexicon(one).first(words) for one in lists):
        return line
    blank = re.compile(r"[^\n]")
    text = blank.sub(" ", line.text[:low]) + words + blank.sub(" ", line.text[high:])
    part = line.part.model_copy(
        update={"text": line.part.text[: line.start] + text + line.part.text[line.end :]}
    )
    return line._replace(part=part)


def _words_of(letter: Letter, line: Line, papers: list[Paper]) -> str:
    """The list that tells a paper's state: plain words for it, else that it is not there."""
    if lexicon("paper_unsigned").first(line.text):
        return "paper_unsigned"  # `le falta la firma`: it is there, and is not signed
    asks = letter.sender.kind in ("broker", "bank")
    told = {hit.code for hit in lexicon("paper_state").find(line.text) if hit.code in _INTENTS}
    owed = told == {"missing"} and not asks and lexicon("paper_awaited").first(line.text)
    if told and not (owed and _YET.search(line.text)):
        return "paper_state"
    if not told and any(_tells(line.text, hit) for hit in lexicon("paper_here").find(line.text)):
        return "paper_here"
    return "paper_lacking" if asks else "paper_awaited"


def _said(hits: list[Hit], paper: Paper) -> Hit | None:
    """The one state told; of a paper that is missing and wanted, what stands nearer to it."""
    codes = {hit.code for hit in hits}
    if codes == {"missing", "requested"}:
        return min(hits, key=lambda hit: max(hit.start - paper.end, paper.start - hit.end))
    return hits[0] if len(codes) == 1 else None


def _promised(letter: Letter, line: Line, paper: Paper) -> None:
    """By when the paper is to come: the one day of its line."""
    found = moments(line.text, letter.sender, letter.sender.tz)
    sent = lexicon("paper_sent").find(line.text)
    if len(found) > 1 and sent:  # `they say tomorrow. We send it on 29 April`
        found = [one for one in found if one.start >= sent[-1].start][:1]
    if len(found) == 1:
        zone = letter.sender.tz
        state_moment(letter, line, paper.object, "deadline:promise", found[0], zone)


def _nearest(hit: Hit, papers: list[Paper]) -> Paper:
    return min(papers, key=lambda one: min(abs(one.start - hit.end), abs(hit.start - one.end)))


def _joined(text: str, paper: Paper, papers: list[Paper]) -> list[Paper]:
    """A paper with those that stand in one row with it: `invoice and packing list`."""
    row = [paper]
    for one, after in itertools.pairwise(papers):
        between = text[one.end : after.start]
        if _AND.fullmatch(between) and (one in row or after in row):
            row += [each for each in (one, after) if each not in row]
    return row


def _figures(
    letter: Letter, line: Line, papers: list[Paper], shown: dict[str, dict[str, Statement]]
) -> None:
    """The figure behind each of several papers in a line: a weight, else a total."""
    if len({one.object for one in papers}) < 2:
        return
    of_all = "gross_weight" if _WEIGHT.search(line.text) else "document_value"
    days = find_dates(line.text, letter.sender.when())
    named = {one.as_written for one in letter.refs}
    point = LISTED.match(line.text)
    whole = [
        each
        for each in _FIGURE.finditer(line.text, point.end() if point else 0)
        if not any(each.start() < day.end and each.end() > day.start for day in days)
        and each[1] not in named
    ]
    of_each = _figures_on(line.text, papers, whole) or _figures_behind(line.text, papers, whole)
    for one, found in of_each:
        where = (line.part, line.start + found.start(1), line.start + found.end(1))
        field = _measured_as(line.text, found, of_all)
        if field.endswith("_weight") and is_grouped(found[1], letter.sender.decimal):
            text = f"{one.row.text('doc_type')} {found[1]}: thousands or decimals, and is it right?"
            letter.ask(field, one.object, text, of=owner_of(one.row), where=where)
            continue
        stated = _figure(letter, one, field, where)
        if stated is not None:
            shown[field][one.object] = stated


Figures = list[tuple[Paper, re.Match[str]]]
#: `2,130 on CI and PL, 2,310 on the draft BL`.
_ON = re.compile(
    r"\s?(?:kgs?\s|[A-Z]{3}\s)?(?:on|in|per|as\sper|by|at|according\sto|auf|in|laut|gemäß|sur|dans|selon|en|según|no|na|nos|nas|"
    r"conforme|su|sul|sulla|nel|nella|på|enligt|op|volgens|na|wg)\s(?:the\s|our\s|your\s|der\s|dem\s|le\s|la\s|el\s|o\s|a\s)?",
    re.IGNORECASE,
)


def _figures_on(text: str, papers: list[Paper], figures: list[re.Match[str]]) -> Figures:
    """Figures told to stand on the papers behind them; nothing unless all of the line are."""
    found: Figures = []
    for figure in figures:
        first = next((one for one in papers if _ON.fullmatch(text[figure.end() : one.start])), None)
        if first is None:
            return []
        row = [one for one in _joined(text, first, papers) if one.start >= first.start]
        found += [(one, figure) for one in row]
    return found


def _figures_behind(text: str, papers: list[Paper], figures: list[re.Match[str]]) -> Figures:
    """The one figure between a paper and the next, where it is near or they take turns."""
    in_turn = _in_turn(text, papers, figures)
    found: Figures = []
    for index, one in enumerate(papers):
        until = papers[index + 1].start if index + 1 < len(papers) else len(text)
        mine = [each for each in figures if one.end <= each.start() and each.end() <= until]
        if len(mine) == 1 and (in_turn or mine[0].start() - one.end < 24):
            found.append((one, mine[0]))
    return found


def _in_turn(text: str, papers: list[Paper], figures: list[re.Match[str]]) -> bool:
    """Whether papers and figures take turns, and no other paper is spoken of: each has its own."""
    told = len(lexicon("paper").find(text)) == len(papers) == len(figures)
    order = sorted([*((p.start, 0) for p in papers), *((f.start(), 1) for f in figures)])
    return told and [kind for _, kind in order] == [0, 1] * len(papers)


def _weights_apart(letter: Letter, line: Line) -> None:
    """Two weights of one cargo in a sentence of who clears it: whoever made the odd paper mends it.

    The bill of lading is the forwarder's, other papers are the supplier's.
    """
    found = {one[1]: one for one in _FIGURE.finditer(line.text)}
    kinds = [hit.code for hit in lexicon("paper").find(line.text)]
    shipment = letter.row(shipment_of_papers(letter))
    gross = lexicon("transport").has(line.text, "gross")
    stated = [one for one in letter.notes.statements if one.field == "gross_weight"]
    if shipment is None or len(found) != 2 or len(kinds) < 2 or not gross or len(stated) > 1:
        return
    if letter.sender.kind == "broker" and "bill of lading" in kinds[-1]:
        text = f"the papers disagree on the weight, {' and '.join(found)}: which is right?"
        maker = shipment.text("forwarder_id") or shipment.text("carrier_id")
        of = f"partners:{maker}" if maker else ""
        letter.ask("gross_weight", shipment.object, text, of=of, where=line)


_MONEY = r"(?:EUR|USD|GBP|MXN|CNY|SEK|[€$£¥])"
_SUM = re.compile(rf"{_MONEY}\s?$|^\s?{_MONEY}(?!\w)")
_MASS = re.compile(r"^\s?(?:kgs?|t|tons?|lbs?)(?!\w)", re.IGNORECASE)


def _measured_as(text: str, figure: re.Match[str], of_all: str) -> str:
    """What a figure is by the unit beside it, else what the line speaks of."""
    low, high = figure.span(1)
    if _SUM.search(text[max(0, low - 5) : low]) or _SUM.match(text[high : high + 5]):
        return "document_value"
    if _MASS.match(text[high : high + 6]) is None:
        return of_all
    told = lexicon("transport")
    return "net_weight" if told.has(text, "net") and not told.has(text, "gross") else "gross_weight"


def _figure(
    letter: Letter, paper: Paper, field: str, where: tuple[Part, int, int]
) -> Statement | None:
    arguments = {"decimal": letter.sender.decimal}
    if field != "document_value":
        return letter.state(paper.object, field, "bare_measure", where, arguments | {"unit": "KG"})
    currency = currency_of(letter, paper.row)
    if not currency:
        return None
    arguments["currency"] = currency
    return letter.state(paper.object, field, "money_in", where, arguments)


def _compare(
    letter: Letter, field: str, by_paper: dict[str, Statement], rows: dict[str, Row]
) -> bool:
    """Where papers disagree, the owner of the one that stands alone is asked, else every owner."""
    values = {name: _amount(one) for name, one in by_paper.items()}
    if len(set(values.values())) < 2:
        return False
    counts = list(values.values())
    alone = [name for name, value in values.items() if counts.count(value) == 1]
    for name in alone if len(alone) < len(values) else list(values):
        others = ", ".join(f"{rows[n].text('doc_type')} {v}" for n, v in values.items())
        letter.ask(field, name, f"the papers disagree: {others}", of=owner_of(rows[name]))
    return True


def _amount(one: Statement) -> Decimal:
    if isinstance(one.value, MoneyStated):
        return one.value.money.amount
    assert isinstance(one.value, QuantityStated)  # a figure is one or the other
    return one.value.quantity.n

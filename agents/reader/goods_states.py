"""States that goods are in, and no charge, rate, answer or paper: `awaiting your reply` is none."""

from __future__ import annotations

import re

from agents.reader.taken_back import of_no_goods
from domain.words import Hit, lexicon

#: Answers that every letter waits for, and what goods that are ready wait for.
_NO_GOODS = re.compile(
    r"(?<!\w)(?:repl(?:y|ies)|answers?|responses?|feedback|comments?|news|e-?mail|message|call|"
    r"shipping\s(?:instructions?|advice|order)|shipment\s(?:instructions?|advice)|instructions?|s\.?/?i|s/?o|bookings?|booking\sdetails|"
    r"vessel|forwarder|carrier|truck|pick-?up|collection|antwort|rückantwort|rückmeldung|nachricht|versandanweisung\w*|"
    r"versandinstruktion\w*|abholung|avis|réponse|retour|nouvelles|instructions\sd['’]expédition|enlèvement|respuesta|contestación|"
    r"comentarios|noticias|instrucciones(?:\sde\sembarque)?|retiro|recogida|resposta|retorno|comentários|notícias|"
    r"instruções(?:\sde\sembarque)?|coleta|risposta|riscontro|istruzioni(?:\sdi\sspedizione)?|ritiro|svar|återkoppling|"
    r"lastinstruktion\w*|avhämtning|ceva(?:p|b)\w*|yanıt\w*|dönüş\w*|(?:sevk|yükleme)\stalimat\w*|odpowied\w+|instrukcj\w+|odbi\w+|"
    r"antwoord|reactie|verzendinstructies?|afhaling)(?!\w)|回复|回覆|答复|出货通知|订舱|发货通知|ご返事|返信|ご回答|ご返答|船積指示",
    re.IGNORECASE,
)
#: What goods do wait for, whatever else is waited for beside it.
_GOODS = re.compile(
    r"(?<!\w)(?:(?:re)?start|begin|produce|production|proceed|drawings?|approv\w+|advance|deposit|payment|release|samples?|artwork|"
    r"material|tool\w*|zeichnung\w*|freigabe\w*|anzahlung\w*|zahlung\w*|muster\w*|plan|accord|validation|acompte|paiement|plano|"
    r"aprobación|anticipo|pago|desenho|aprovação|adiantamento|pagamento|disegno|approvazione|acconto|ritning\w*|godkännande\w*|förskott\w*|"
    r"onay\w*|çizim\w*|avans\w*|zatwierdz\w+|rysun\w+|zaliczk\w+|tekening\w*|goedkeuring\w*|aanbetaling\w*)(?!\w)|图纸|批准|定金|预付款|図面|承認|前金",
    re.IGNORECASE,
)
#: So far behind the words stands what is waited for.
_LOOK = 60
_ENDS = re.compile(r"[.;!?。；！？\n]")


#: A rate that stays, before the words for it: `so 2.1 % stays on these lots`.
_RATE = re.compile(r"\d\s?%[^,;.]{0,24}$")


def states_of_goods(text: str) -> list[Hit]:
    """Words that say in what state a line is."""
    waits = waits_on_us(text)
    return [hit for hit in lexicon("line_state").find(text) if _is_of_goods(text, hit, waits)]


def _is_of_goods(text: str, hit: Hit, waits: list[Hit]) -> bool:
    if hit.code == "waiting_on_us":
        return hit in waits
    if hit.code == "unchanged" and _RATE.search(text[: hit.start]):
        return False
    return hit.code not in ("withdrawn", "unchanged") or not of_no_goods(text, hit)


def waits_on_us(text: str) -> list[Hit]:
    """Words of waiting for us where they hold up the goods."""
    hits = (one for one in lexicon("line_state").find(text) if one.code == "waiting_on_us")
    return [one for one in hits if not _of_no_goods(text, one)]


def _of_no_goods(text: str, hit: Hit) -> bool:
    end = _ENDS.search(text, hit.end)
    stop = min(end.start() if end else len(text), hit.end + _LOOK)
    said = text[hit.start : stop]
    return bool(_NO_GOODS.search(said)) and not _GOODS.search(said)

"""The words by which mail programs and writers mark old mail and endings, in many languages."""

from __future__ import annotations

import re

#: Verbs of "On … wrote:".
WROTE = re.compile(
    r"\b(?:wrote|writes|schrieb|geschrieben|a écrit|écrivit|escribió|escribio|escreveu|"
    r"ha scritto|scrisse|schreef|geschreven|skrev|skreiv|napisał(?:\(a\)|a)?|pisze|"
    r"napsal(?:\(a\)|a)?|"
    r"yazdı|yazmış|kirjoitti|írta|a scris|писал(?:а|\(а\))?|написал(?:а|\(а\))?|пишет|написав|"
    r"пише|"
    r"έγραψε|viết|menulis)\b|写道|寫道|已写|书写|のメール|が書きました|は書きました|さんは|"
    r"님이 작성|작성:",
    re.IGNORECASE,
)

#: How such a line begins.
OPENERS = re.compile(
    r"[*_]?(?:on|am|le|el|em|il|op|den|de|på|dne|w dniu|dnia|la|vào|pada|em|στις|"
    r"\d{1,2}\.? [^\W\d_]{3,12}\.?|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{4}年|在|于|於|(?:mon|"
    r"tue|wed|thu|fri|sat|sun)\w*,?)(?=[\s\d,，]|$)",
    re.IGNORECASE,
)

#: Labels of a header block, by what they stand for. Nothing here is also a word of shipping forms
#: alone: a block counts only with several of them.
LABELS: dict[str, str] = {
    "from": "from|von|de|da|van|från|fra|od|kimden|gönderen|kimden|发件人|寄件者|寄件人|"
    "差出人|送信者|от|від|"
    "отправитель|mittente|expéditeur|lähettäjä|보낸 사람|feladó|remitente",
    "sent": "sent|date|gesendet|datum|envoyé|date d'envoi|enviado|enviado el|enviado em|"
    "enviada em|fecha|data|inviato|"
    "verzonden|skickat|skickade|sendt|dato|wysłano|data wysłania|gönderildi|tarih|"
    "gönderme tarihi|"
    "发送时间|发送日期|日期|時間|送信日時|日時|дата|отправлено|надіслано|lähetetty|보낸 날짜|"
    "odesláno|elküldve",
    "to": "to|an|à|a|para|aan|till|til|do|kime|alıcı|收件人|收件者|宛先|кому|destinataire|"
    "destinatario|"
    "vastaanottaja|받는 사람|címzett|komu",
    "cc": "cc|kopie|copie|copia|kopia|kopi|bilgi|抄送|副本|копия|копія|dw|cco|bcc|reply-to|"
    "importance|"
    "attachments|anlagen|priority",
    "subject": "subject|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|temat|konu|"
    "主题|主旨|"
    "件名|тема|aihe|제목|předmět|tárgy|re",
}
LABEL = {word: kind for kind, words in LABELS.items() for word in words.split("|")}
LABEL_LINE = re.compile(
    r"[*_]{0,2}([^\W\d_][^:：\d]{0,24}?)[*_]{0,2}\s?[:：][*_]{0,2}(?=\s|$|\S*@)\s*(.*)"
)

_OLD = (
    r"original message|original appointment|originalnachricht|ursprüngliche nachricht|"
    r"original-nachricht|ursprungliga? meddelandet?|message d['’]origine|message original|"
    r"message initial|mensaje original|mensagem original|messaggio originale|"
    r"oorspronkelijk bericht|"
    r"oprindelig meddelelse|opprinnelig melding|wiadomość oryginalna|oryginalna wiadomość|"
    r"orijinal (?:mesaj|ileti)|özgün ileti|alkuperäinen viesti|исходное сообщение|"
    r"eredeti üzenet|původní zpráva|"
    r"原始邮件|原始郵件|邮件原件|元のメッセージ|オリジナルメッセージ|원본 메시지|reply message"
)
_PASSED_ON = (
    r"forwarded message|forwarded by .{1,80}|weitergeleitete nachricht|message transféré|"
    r"mensaje reenviado|mensagem encaminhada|messaggio inoltrato|doorgestuurd bericht|"
    r"vidarebefordrat meddelande|videresendt melding|videresendt meddelelse|"
    r"wiadomość przekazana dalej|przekazana wiadomość|iletilen mesaj|yönlendirilen ileti|"
    r"пересылаемое сообщение|转发的邮件|转发邮件|轉寄郵件|転送されたメッセージ|転送メッセージ|"
    r"전달된 메시지"
)
#: A line between dashes that says: below is the old mail.
DIVIDER = re.compile(
    rf"[-_=*–—]{{2,}}\s*(?:{_OLD}|{_PASSED_ON})\s*:?\s*[-_=*–—]{{1,}}", re.IGNORECASE
)
FORWARDED = re.compile(
    rf"(?:[-_=*–—]{{2,}}\s*(?:{_PASSED_ON})\s*:?\s*[-_=*–—]+|begin forwarded message\s*:|"
    r"anfang der weitergeleiteten (?:nachricht|e-mail)\s*:|début du message (?:transféré|"
    r"réexpédié)\s*:|"
    r"inicio del mensaje reenviado\s*:|início da mensagem encaminhada\s*:|"
    r"inizio messaggio inoltrato\s*:|begin doorgestuurd bericht\s*:|vidarebefordrat brev\s*:|"
    r"początek przekazywanej wiadomości\s*:|iletilen mesaj başlangıcı\s*:)",
    re.IGNORECASE,
)
RULE = re.compile(r"[_–—-]{5,}")

#: Endings that end nothing but a mail.
CLOSING = re.compile(
    r"(?:(?:many )?(?:thanks|thank you|tks|thx|danke|merci|gracias|obrigad[oa]|grazie|bedankt|"
    r"tack)"
    r"(?: in advance| a lot)?\s*(?:&|and|und|et|y|e|en|och|,)\s*)?"
    r"(?:(?:with )?(?:best|kind|kindest|warm|warmest|good)?\s*regards|b\.? ?r\.? ?gds|"
    r"b\.?rgds|(?:best |kind |warm |thanks ?(?:&|and) )?rgds|brgds|"
    r"brg|br|b\.r\.|best wishes|best|cheers|(?:yours )?(?:sincerely|faithfully|"
    r"truly)(?: yours)?|yours|"
    r"respectfully|mit (?:freundliche[nm]|freundlichem|besten|lieben|herzlichen|"
    r"vielen) gr(?:ü|ue)(?:ß|ss)e?n?|"
    r"(?:freundliche|viele|beste|liebe|schöne|herzliche) gr(?:ü|ue)(?:ß|ss)e|gr(?:ü|ue)(?:ß|"
    r"ss)e?|mfg|lg|vg|"
    r"i\. ?a\.|i\. ?v\.|ppa\.|"
    r"(?:bien )?cordialement|bien à vous|bonne (?:journée|fin de journée|soirée)|buona giornata|"
    r"hochachtungsvoll|bom dia de trabalho|ha en (?:bra|fin) dag|kolay gelsin|cdt|cdlt|"
    r"(?:meilleures |sincères )?salutations(?: distinguées)?|"
    r"(?:(?:un )?(?:cordial |atento )?saludos?)(?: cordiales| cordial)?|atentamente|atte\.?|"
    r"quedo atent[oa]|"
    r"quedamos atentos|atenciosamente|at\.?te\.?|att\.?|at\.|cumprimentos|"
    r"(?:com os )?melhores cumprimentos|abraços?|"
    r"(?:cordiali|distinti|cari) saluti|saluti|cordialmente|met (?:vriendelijke|"
    r"hartelijke) groet(?:en)?|"
    r"vriendelijke groet(?:en)?|groet(?:en|jes)?|mvg|med vänlig(?:a)? hälsning(?:ar)?|"
    r"vänliga? hälsning(?:ar)?|"
    r"mvh|hälsningar|med venlig hilsen|med vennlig hilsen|vennlig hilsen|venlig hilsen|hilsen|"
    r"ystävällisin terveisin|z poważaniem|pozdrawiam|pozdrowienia|serdecznie pozdrawiam|"
    r"s pozdravem|"
    r"saygılarım(?:la|ızla)|saygılar|iyi çalışmalar|selamlar|с уважением|з повагою|üdvözlettel|"
    r"此致|敬礼|祝好|顺祝商祺|谢谢|敬具|よろしくお願い(?:いた)?します|以上|"
    r"宜しくお願い致します|감사합니다)",
    re.IGNORECASE,
)
#: Endings that are also ordinary words: they count only when nothing but a name follows.
MILD = re.compile(
    r"(?:many |kind |best )?(?:thanks|thank you|thx|tks|danke|vielen dank|merci|gracias|"
    r"muchas gracias|"
    r"obrigad[oa]|grazie|bedankt|tack|teşekkürler|dziękuję|"
    r"ありがとうございます)(?: in advance| im voraus| so much)?",
    re.IGNORECASE,
)

#: What a phone or mail program adds by itself.
SENT_BY = re.compile(
    r"[<(\[«]*(?:sent|gesendet|envoyé|enviado|inviato|verzonden|skickat|sendt|wysłan[eo]|"
    r"lähetetty|отправлено|"
    r"von meine[mr])\s+(?:(?:from|via|with|using|von|mit|depuis|à partir de|desde|do|dal|"
    r"da|del|met|vanaf|från|"
    r"fra|z|ze|с)\s+)?(?:(?:my|a|the|mon|ma|mi|meu|minha|mio|mia|meine[mr]|mijn|min|mitt|"
    r"mojego|moj\w*|il)\s+)?\W?"
    r"(?:\w+\s){0,2}?(?:iphone|ipad|ipod|android|phone|mobil\w*|smartphone|handy|cell|"
    r"blackberry|outlook|mail(?= for |$)|mailbox|"
    r"airmail|windows|yahoo|samsung|galaxy|huawei|xiaomi|htc|alcatel|tablet|device|móvil|"
    r"celular|телефона|ti-85)\b"
    r"[^\n]{0,80}|從我的.{0,30}傳送|发自我的.{0,30}|iPhoneから送信|get \[?outlook for .{0,80}|"
    r"\S{0,3}(?:telefonumdan|iphone['’]umdan) gönderildi.{0,20}",
    re.IGNORECASE,
)
#: What company law wants below a mail.
LEGAL = re.compile(
    r"\b(?:amtsgericht|registergericht|handelsregister|hr[ab] ?\d|ust-?id\w*|geschäftsführ\w+|"
    r"vorstand|sitz der gesellschaft|registered (?:office|in england)|company (?:no|number|reg)|"
    r"vat (?:no|reg)|siret|siren|r\.?c\.?s\.?|kvk|p\.? ?iva|partita iva|cnpj|nif|cif|"
    r"org\.? ?(?:nr|nummer)|regon|nip|krs|mersis|cap(?:\.|itale) ?soc\w*|capital social|"
    r"siège social|sede legale|domicilio social|stammkapital|grundkapital|share capital|"
    r"registered capital|aktiekapital|sermaye\w*|ticaret sicil|"
    r"reg(?:\.|istro) ?imprese|c\.?f\.? e p|es gelten unsere|unsere agb)\b",
    re.IGNORECASE,
)
#: How a lawyer's footer begins.
DISCLAIMER = re.compile(
    r"\W{0,3}(?:disclaimer|confidentiality (?:notice|note)|please consider the environment|"
    r"think before (?:you )?print|(?:this|the information in this|the contents of this) "
    r"(?:e-?mail|message|communication|transmission)\b.{0,80}"
    r"\b(?:confidential|privileged|intended)|diese (?:e-?mail|nachricht)\b.{0,80}\bvertraulich|"
    r"ce (?:message|courriel|mail)\b.{0,80}\bconfidentiel|"
    r"est[ea] (?:mensaje|mensagem|correo|e-?mail)\b.{0,80}\bconfidencia)",
    re.IGNORECASE,
)
#: A footer line with one of these is news.
NEWS = re.compile(
    r"\b(?:new|now|chang\w*|neu\w*|geändert\w*|ab sofort|"
    r"nouve\w+|nuev\w+|nov[oa]s?|cambi\w*|yeni)\b",
    re.IGNORECASE,
)
CONTACT = re.compile(
    r"(?:\b(?:tel|telefon|telephone|phone|mobile|mobil|mob|cell|fax|handy|e-?mail|mail|web|www|"
    r"skype|wechat|whatsapp|direct|office|ext|durchwahl|gsm|téléphone|móvil|celular|telefax)"
    r"\s?[.:|]|^[tmfdpew]\s?[.:|]\s|\+\d[\d ()./-]{6,}|\S+@\S+\.\S+|https?://|\bwww\.)",
    re.IGNORECASE,
)
COMPANY = re.compile(
    r"\b(?:gmbh|ag|kg|co\.|inc\.?|ltd\.?|llc|corp\.?|s\.?a\.?|s\.?l\.?|s\.?r\.?l\.?|"
    r"s\.?p\.?a\.?|b\.?v\.?|n\.?v\.?|"
    r"ab|as|a\.?ş\.?|oy|plc|sarl|sas|ltda|pvt|limited|company|group|co\., ?ltd)(?=\W|$)|"
    r"有限公司|株式会社",
    re.IGNORECASE,
)
#: What a writer adds below the name and means as text.
AFTERTHOUGHT = re.compile(
    r"\W{0,3}(?:p\.? ?s\.?|n\.? ?b\.?|note|nota|hinweis|remark|attention|achtung|important|"
    r"wichtig|ps2|btw)\b"
    r"\s*[:.\-–,]?",
    re.IGNORECASE,
)

"""Derivation of the open questions in a letter: numbered, each with the partner's own words."""

from __future__ import annotations

from collections.abc import Mapping

from domain.derivations.registry import common, derivation, spoken
from domain.words import table

_FRAMES = {
    "en": ("Please confirm {topic}{name}.", "You wrote: “{words}”."),
    "de": ("Bitte bestätigen Sie {topic}{name}.", "Sie schreiben: „{words}“."),
    "fr": ("Merci de confirmer : {topic}{name}.", "Vous écrivez : « {words} »."),
    "es": ("Por favor, confirme: {topic}{name}.", "Usted escribe: «{words}»."),
    "it": ("La preghiamo di confermare: {topic}{name}.", "Lei scrive: «{words}»."),
    "pt": ("Por favor, confirme: {topic}{name}.", "O senhor escreve: “{words}”."),
    "tr": ("Lütfen teyit edin: {topic}{name}.", "Şöyle yazmışsınız: “{words}”."),
    "sv": ("Bekräfta {topic}{name}.", "Ni skriver: ”{words}”."),
    "zh": ("请确认：{topic}{name}。", "您写道：“{words}”。"),
    "ja": ("次の点をご確認ください：{topic}{name}。", "「{words}」とお書きです。"),
}


def _topics(inputs: Mapping[str, str]) -> list[Mapping[str, str]]:
    names = [value for name, value in inputs.items() if name.startswith("about")]
    return [table("question_topic")[one] for one in names]


@spoken(lambda inputs: common([_FRAMES, *_topics(inputs)]))
@derivation
def questions_text(inputs: Mapping[str, str]) -> str:
    """Questions `about1`, `name1`, `words1` …: the topic, the thing on record, the words quoted.

    `name` and `words` may be missing. The frame is in the partner's language, a topic in English
    where the language has no words for it.
    """
    language = inputs["language"]
    ask, wrote = _FRAMES.get(language, _FRAMES["en"])
    lines = []
    for number in range(1, sum(1 for name in inputs if name.startswith("about")) + 1):
        topics = table("question_topic")[inputs[f"about{number}"]]
        name, words = inputs.get(f"name{number}", ""), inputs.get(f"words{number}", "")
        topic = topics.get(language, topics["en"])
        said = ask.format(topic=topic, name=f" ({name})" if name else "")
        lines.append(f"{number}. {said}" + (" " + wrote.format(words=words) if words else ""))
    return "\n".join(lines)

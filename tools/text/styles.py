"""What an HTML part's styles hide from its reader: display, visibility, size and colour."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

_RULE = re.compile(r"([^{}]{1,400})\{([^{}]{0,2000})\}")
_COMMENT = re.compile(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/")
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]*)?[.#][\w-]+|[a-z][a-z0-9]*")
_SIZE = re.compile(r"([0-9]*\.?[0-9]+)(px|pt|em|rem|%|)")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,\s*([\d.]+)\s*)?\)")
_COLOURS = {
    "white": (255, 255, 255),
    "black": (0, 0, 0),
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245),
}

Colour = tuple[int, int, int]
Declarations = dict[str, str]


class Look(NamedTuple):
    """How text appears at a place of the document; passed on from an element to those in it."""

    gone: bool = False
    unseen: bool = False
    tiny: bool = False
    colour: Colour | None = None
    #: None: a picture or a colour we cannot name, on which nothing is called hidden.
    ground: Colour | None = (255, 255, 255)

    @property
    def hidden(self) -> bool:
        """Whether a reader cannot see text here."""
        return self.gone or self.unseen or self.tiny or self.faint

    @property
    def faint(self) -> bool:
        """Whether text and ground have one colour, or nearly."""
        if self.colour is None or self.ground is None:
            return False
        return sum(abs(a - b) for a, b in zip(self.colour, self.ground, strict=True)) <= 30


def declarations(text: str) -> Declarations:
    """The properties of a style attribute."""
    found: Declarations = {}
    for one in text[:4000].lower().split(";"):
        name, colon, value = one.partition(":")
        if colon:
            found[name.strip()] = value.replace("!important", "").strip()
    return found


def sheet(text: str) -> dict[str, Declarations]:
    """The rules for plain tags, classes and ids.

    Rules inside @media and the like are left out: what a narrow screen hides is not hidden.
    """
    rules: dict[str, Declarations] = {}
    for match in _RULE.finditer(_top_level(_COMMENT.sub("", text[:200_000]))):
        for selector in match[1].split(","):
            name = selector.strip().lower()
            if _SIMPLE.fullmatch(name):
                rules.setdefault(name, {}).update(declarations(match[2]))
    return rules


def _top_level(text: str) -> str:
    """`text` without its @-blocks."""
    out: list[str] = []
    depth = skipped = 0
    for piece in re.split(r"([{}])", text):
        if piece == "{":
            depth += 1
        elif piece == "}":
            depth -= 1
            if skipped and depth < skipped:
                skipped = 0
                continue
        elif not skipped and piece.lstrip().startswith("@"):
            skipped = depth + 1
            continue
        if not skipped:
            out.append(piece)
    return "".join(out)


def styled(tag: str, attributes: Mapping[str, str], rules: dict[str, Declarations]) -> Declarations:
    """All declarations that hold for one element, the nearest last."""
    found: Declarations = dict(rules.get(tag, {})) if rules else {}
    if rules:
        names = [f".{name}" for name in attributes.get("class", "").lower().split()[:20]]
        names += [f"#{attributes['id'].lower()}"] if "id" in attributes else []
        for name in names:
            found |= rules.get(name, {}) | rules.get(tag + name, {})
    for attribute, name in (("bgcolor", "background-color"), ("color", "color")):
        if attribute in attributes:
            found[name] = attributes[attribute].strip().lower()
    if "style" in attributes:
        found |= declarations(attributes["style"])
    return found


def look(above: Look, attributes: Mapping[str, str], style: Declarations) -> Look:
    """How text appears in an element with this style."""
    if not style and "hidden" not in attributes:
        return above
    gone = above.gone or "hidden" in attributes or _gone(style)
    seen = style.get("visibility", "")
    unseen = seen in ("hidden", "collapse") if seen else above.unseen
    size = style.get("font-size", "")
    tiny = _tiny(size) if size and size != "inherit" else above.tiny
    colour = _colour(style["color"]) if "color" in style else above.colour
    return Look(gone, unseen, tiny, colour, _ground(style, above.ground))


def _gone(style: Declarations) -> bool:
    clipped = "hidden" in style.get("overflow", "") and any(
        _SIZE.fullmatch(style.get(name, "")) and _tiny(style[name])
        for name in ("height", "max-height", "width", "max-width", "line-height")
    )
    away = any(
        style.get(name, "").startswith("-") and len(style[name]) > 5
        for name in ("text-indent", "left", "top", "margin-left")
    )
    opacity = style.get("opacity", "")
    clear = bool(_SIZE.fullmatch(opacity)) and float(opacity.rstrip("%pxtrem")) < 0.05
    return (
        style.get("display") == "none" or style.get("mso-hide") == "all" or clipped or away or clear
    )


def _tiny(size: str) -> bool:
    found = _SIZE.fullmatch(size)
    if not found:
        return False
    least = {"px": 2.0, "pt": 1.5, "em": 0.15, "rem": 0.15, "%": 15.0, "": 2.0}
    return float(found[1]) <= least[found[2]]


def _ground(style: Declarations, above: Colour | None) -> Colour | None:
    if "url(" in style.get("background", "") or "background-image" in style:
        return None
    named = style.get("background-color", style.get("background", ""))
    if named in ("", "transparent", "inherit", "none"):
        return above
    return _colour(named.split()[0] if not named.startswith("rgb") else named)


def _colour(text: str) -> Colour | None:
    if text in _COLOURS:
        return _COLOURS[text]
    digits = text.removeprefix("#")
    if len(digits) == 3 and text != digits:
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) == 6 and re.fullmatch(r"[0-9a-f]{6}", digits):
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    found = _RGB.match(text)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None

"""Pictures (PNG, JPEG, TIFF, GIF, BMP, WebP): logos are passed over, pages are read."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image, ImageSequence, UnidentifiedImageError

from domain.errors import Unreadable
from tools.papers import limits
from tools.papers.ocr import recognised
from tools.papers.paper import File, Paper, joined

_FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP")


def read(file: File) -> Paper:
    """The text of the picture, of a scan each of its pages."""
    try:
        with Image.open(io.BytesIO(file.data), formats=_FORMATS) as picture:
            if picture.width * picture.height > limits.PIXELS:
                raise Unreadable(f"it is a picture of over {limits.PIXELS // 10**6} million points")
            if _is_logo(picture):
                return Paper()
            return joined(_pages(picture))
    except (UnidentifiedImageError, Image.DecompressionBombError) as fault:
        raise Unreadable("it is a picture that cannot be opened") from fault


def _is_logo(picture: Image.Image) -> bool:
    small = min(picture.size) < limits.LEAST_SIDE
    return small or picture.width * picture.height < limits.LEAST_PIXELS


def _pages(picture: Image.Image) -> Iterator[Paper]:
    for number, page in enumerate(ImageSequence.Iterator(picture)):
        if number == limits.PICTURES:
            yield Paper(notes=(f"only its first {limits.PICTURES} pictures are read",))
            return
        if page.width * page.height > limits.PIXELS:
            raise Unreadable(f"it is a picture of over {limits.PIXELS // 10**6} million points")
        yield recognised(page)
        if picture.format == "GIF":
            return  # the rest is a film

"""EDI: X12 and UN/EDIFACT interchanges into trade documents, and the answers to them."""

from tools.edi.charset import charset_of
from tools.edi.marks import looks_like_edi
from tools.edi.read import EdiRead, read_edi

__all__ = ["EdiRead", "charset_of", "looks_like_edi", "read_edi"]

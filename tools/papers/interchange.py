"""EDI that lies in another file, with its documents."""

from __future__ import annotations

from tools.edi import read_edi
from tools.papers import plain
from tools.papers.paper import File, Paper


def read(file: File) -> Paper:
    """The text; of a file attached by itself `tools.edi.parts` adds the documents."""
    paper = plain.read(file)
    if not file.depth:
        return paper
    found = read_edi(paper.text)
    return paper.model_copy(update={"documents": found.documents, "notes": found.faults})

"""The faces of a paper by the ending of their file."""

from papers.faces import pdf, word
from papers.paper import Paper

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
RENDER = {"pdf": pdf.render, "docx": word.render}


def render(paper: Paper, face: str) -> bytes:
    """The file of `paper`; `PdfError` when it cannot be printed."""
    return RENDER[face](paper)

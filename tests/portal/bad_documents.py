"""Word documents that go wrong, made for real (safety.md, 6.1 said of Word, and 6.5)."""

from __future__ import annotations

import io

from docx import Document

from tests.portal.bad_workbooks import part, rewritten

DOCUMENT, TYPES, RELS = "word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def letter() -> bytes:
    """A sound document with a link to click on, and a template on its writer's own disk."""
    out = io.BytesIO()
    made = Document()
    made.add_paragraph("Báo cáo thành tích")
    made.save(out)
    return linked(linked(out.getvalue(), "hyperlink", "https://example.vn"), "attachedTemplate", "file:///C:\\Mau\\Normal.dotm")


def linked(content: bytes, kind: str, target: str) -> bytes:
    """The document with one more relation to something outside."""
    relation = f'<Relationship Id="x{kind}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    return rewritten(content, {RELS: part(content, RELS).replace(b"</Relationships>", relation.encode())})


def with_part(name: str, content: bytes = b"<x/>") -> bytes:
    return rewritten(letter(), {name: content})


def with_field(code: str) -> bytes:
    """A document with a field, its code spread over two runs as Word does it."""
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in (code[:2], code[2:]))
    text = part(letter(), DOCUMENT).decode().replace("</w:p>", f"{runs}</w:p>", 1)
    return with_part(DOCUMENT, text.encode())


def macro_by_type() -> bytes:
    main, macro = b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml"
    return with_part(TYPES, part(letter(), TYPES).replace(main, macro))


def unpacks_to(megabytes: int) -> bytes:
    return with_part("word/media/image1.png", bytes(megabytes * 1024 * 1024))


def million_paragraphs() -> bytes:
    """A few hundred kB that unpack to 50 MB of text."""
    paragraphs = b"<w:p><w:r><w:t>Cong doan co so</w:t></w:r></w:p>" * 1_000_000
    return with_part(DOCUMENT, part(letter(), DOCUMENT).replace(b"<w:body>", b"<w:body>" + paragraphs))

"""What an office's mail merge makes of a list of certificates: one Word document, a page for each name.

Two ways of putting texts onto a blank. In running paragraphs the distances are spaces above and tabs: the quickest for
LibreOffice by far, and what most offices have, though a name of two lines moves all that stands below it. In frames each
text has its place whatever the others say, as on our stock.

Both have the texts broken and shrunk by our own rules, and no QR code: mail merge makes none.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

from papers.certificates import Certificate
from papers.fitting import Fitted, fit
from papers.stock import POINTS, Field, Stock, baselines

TWIPS = 1440 / 25.4  # a millimetre
MARGIN = 20  # millimetres
LINE = 1.2  # of the size
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    f'relationships+xml"/><Override PartName="/document.xml" ContentType="{WORD}"/></Types>'
)
RELATIONS = f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" Type="{OFFICE}" Target="document.xml"/></Relationships>'
Page = Callable[[Stock, Certificate], str]


def document(stock: Stock, certificates: Sequence[Certificate], page: Page) -> bytes:
    """The Word document of `certificates`, each a `page` of its own."""
    body = "".join(page(stock, certificate) for certificate in certificates)
    size = f'<w:pgSz w:w="{_twips(stock.width)}" w:h="{_twips(stock.height)}"/>'
    margin = f'<w:pgMar w:top="{_twips(MARGIN)}" w:bottom="0" w:left="{_twips(MARGIN)}" w:right="{_twips(MARGIN)}"/>'
    text = f'<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr>{size}{margin}</w:sectPr></w:body></w:document>'
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS), ("document.xml", text)):
            archive.writestr(name, content)
    return out.getvalue()


def in_paragraphs(stock: Stock, certificate: Certificate) -> str:
    """Line below line; the register number and the signer at last on the left and right of one."""
    fields, out, y = {field.key: field for field in stock.fields}, [], float(MARGIN)
    for key in ("address", "name", "unit", "merit", "place_date", "authority", "decision"):
        field = fields[key]
        fitted = _fitted(field, certificate)
        top = max(y, _top(field, fitted))
        right = stock.width - field.x - field.width
        looks = f'<w:spacing w:before="{_twips(top - y)}" w:after="0"/>{_indent(field.x, right)}{_justified(field)}'
        out.append(_paragraph("<w:pageBreakBefore/>" * (key == "address") + looks, _run(field, fitted)))
        y = top + len(fitted.lines) * LINE * fitted.size / POINTS
    register, signer = fields["register"], fields["signer"]
    tab = f'<w:tabs><w:tab w:val="center" w:pos="{_twips(signer.x + signer.width / 2 - MARGIN)}"/></w:tabs>'
    runs = (_run(field, _fitted(field, certificate)) for field in (register, signer))
    out.append(_paragraph(tab + '<w:spacing w:before="0" w:after="0"/>', "<w:r><w:tab/></w:r>".join(runs)))
    return "".join(out)


def in_frames(stock: Stock, certificate: Certificate) -> str:
    """Each text in a frame at its place on the sheet; the paragraph that follows begins the page and holds them."""
    out = []
    for field in stock.fields:
        fitted = _fitted(field, certificate)
        place = f'w:w="{_twips(field.width)}" w:x="{_twips(field.x)}" w:y="{_twips(_top(field, fitted))}"'
        frame = f'<w:framePr {place} w:hRule="auto" w:wrap="around" w:hAnchor="page" w:vAnchor="page"/>'
        out.append(_paragraph(frame + _justified(field), _run(field, fitted)))
    return "".join([*out, _paragraph("<w:pageBreakBefore/>", "")])


def _paragraph(looks: str, runs: str) -> str:
    return f"<w:p><w:pPr>{looks}</w:pPr>{runs}</w:p>"


def _indent(left: float, right: float) -> str:
    return f'<w:ind w:left="{_twips(left - MARGIN)}" w:right="{_twips(right - MARGIN)}"/>'


def _fitted(field: Field, certificate: Certificate) -> Fitted:
    found = fit(certificate.texts[field.key], field)
    assert isinstance(found, Fitted), found
    return found


def _run(field: Field, fitted: Fitted) -> str:
    looks = "<w:b/>" * field.bold + "<w:i/>" * field.italic
    text = '</w:t><w:br/><w:t xml:space="preserve">'.join(map(escape, fitted.lines))
    return (
        f'<w:r><w:rPr><w:rFonts w:ascii="{field.font}" w:hAnsi="{field.font}" w:cs="{field.font}"/>{looks}'
        f'<w:sz w:val="{round(2 * fitted.size)}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    )


def _justified(field: Field) -> str:
    return f'<w:jc w:val="{field.align}"/>'


def _top(field: Field, fitted: Fitted) -> float:
    return baselines(field, len(fitted.lines), fitted.size)[0] - fitted.size / POINTS


def _twips(millimetres: float) -> int:
    return round(millimetres * TWIPS)

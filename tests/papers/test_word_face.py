"""The Word face of a paper: its parts in their places, its styles and pages. test_two_faces.py compares its text."""

import io
import re
import time
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from conferences.actions import import_plan
from conferences.papers import PAPERS
from conferences.plan_file import read as read_plan
from papers.faces import word
from papers.paper import Paper, Paragraph
from portal import clock
from portal.pdf import PdfError
from portal.word import read
from tests.conferences.plan_files import LAI_CHAU, make_units
from tests.papers import samples

SAMPLES = {"plan": samples.plan, "joint": samples.joint, "decision": samples.decision}


def blocks(paper: Paper) -> list:
    return [block for block in read(word.render(paper)) if block]


def flat(found: list) -> str:
    """The words of the document one after the other."""
    cells = [text for block in found for text in ([block] if isinstance(block, str) else sum(block, []))]
    return " ".join(" ".join(cells).split())


@pytest.fixture
def real_plan(db):
    make_units()
    return import_plan(read_plan(LAI_CHAU.read_bytes())).plan


def test_the_table_of_the_real_plan_has_its_eleven_rows_and_its_totals(real_plan):
    paper = PAPERS["allocation"].build(PAPERS["allocation"].thing(real_plan), at=clock.now())
    [table] = [block for block in blocks(paper) if isinstance(block, list) and block[0][0] == "STT"]
    heads, rows, total = table[:2], table[2:-1], table[-1]
    assert heads[0] == ["STT", "Tên đơn vị", "Đại biểu dự Hội nghị", "Trong đó"]
    assert [row[0] for row in rows] == [str(number) for number in range(1, 12)]
    assert rows[0] == ["1", "LĐLĐ Thành phố", "17", "05", "12", "02", "03", "05", "07"]
    assert total == ["", "Tổng số", "112", "30", "82", "19", "11", "56", "26"]


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_letterhead_first_and_signatures_and_recipients_at_the_foot(sample):
    paper = sample()
    found = blocks(paper)
    letterhead, type_name = found[:2]
    assert letterhead[0][1] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    assert (letterhead[1][0], type_name) == (paper.number, paper.type_name)
    [foot] = [block for block in found if isinstance(block, list) and "Nơi nhận:" in flat([block])]
    assert [signature.signer in flat([foot]) for signature in paper.signatures] == [True] * len(paper.signatures)


def test_bold_words_lose_their_stars():
    assert "Thời gian: 01 ngày, dự kiến trung tuần tháng 6 năm 2020." in blocks(samples.plan())
    assert "**" not in flat(blocks(samples.plan()))


def test_headings_are_words_own_so_that_the_outline_works():
    document = docx.Document(io.BytesIO(word.render(samples.plan())))
    outline = [(one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert outline[:3] == [
        ("Heading 1", "MỤC ĐÍCH, YÊU CẦU"),
        ("Heading 1", "THỜI GIAN, ĐỊA ĐIỂM, SỐ LƯỢNG, THÀNH PHẦN"),
        ("Heading 2", "Thành phần"),
    ]


def test_pages_are_a4_and_the_wide_appendix_lies():
    document = docx.Document(io.BytesIO(word.render(samples.plan())))
    sizes = [(round(section.page_width.mm), round(section.page_height.mm)) for section in document.sections]
    assert sizes == [(210, 297), (210, 297), (297, 210)]


def test_a_draft_says_so_and_an_issued_paper_does_not():
    marked, plain = (docx.Document(io.BytesIO(word.render(samples.decision(draft=draft)))) for draft in (True, False))
    assert [one.sections[0].first_page_header.paragraphs[0].text.strip() for one in (marked, plain)] == ["DỰ THẢO", ""]


def test_the_same_paper_gives_the_same_bytes():
    assert word.render(samples.plan()) == word.render(samples.plan())


def test_what_no_face_can_print_is_refused_here_too():
    for body in ((samples.grid("05", columns=200),), (Paragraph("Chuông \x07."),)):
        with pytest.raises(PdfError):
            word.render(samples.plan(body=body, appendices=()))


def test_the_document_names_itself_its_issuer_and_its_language():
    content = word.render(samples.joint())
    properties = docx.Document(io.BytesIO(content)).core_properties
    assert properties.title == (
        "KẾ HOẠCH Tổ chức Hội nghị biểu dương Lao động sáng tạo, Lao động giỏi tiêu biểu năm 2023"
    )
    assert properties.author == "Liên đoàn Lao động huyện An Dương và Ủy ban nhân dân huyện An Dương"
    assert (properties.language, properties.last_modified_by, properties.comments) == ("vi-VN", "", "")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        languages = set(re.findall(r'<w:lang w:val="([^"]+)"', archive.read("word/styles.xml").decode()))
        parts = {name.rpartition("/")[2] for name in archive.namelist() if name.endswith(".xml") and "header" not in name}
    assert languages == {"vi-VN"}
    assert parts == {
        *("[Content_Types].xml", "core.xml", "document.xml", "styles.xml", "numbering.xml"),
        *("settings.xml", "fontTable.xml", "theme1.xml"),
    }


def test_the_last_lines_stay_with_the_signature():
    document = docx.Document(io.BytesIO(word.render(samples.plan(appendices=()))))
    *_, last, gap, end = document.element.body.iterchildren(qn("w:p"))
    assert "Trên đây là Kế hoạch" in "".join(last.itertext())
    assert ["w:keepNext" in paragraph.xml for paragraph in (last, end)] == [True, False]
    assert document.paragraphs[-2].style.paragraph_format.keep_with_next  # the room above the signature
    table = document.tables[-1]
    assert all("w:cantSplit" in row._tr.xml for row in table.rows)


def kept(paper: Paper) -> list[bool]:
    """Of each block above the signature, from the top: whether it stays with the next one (a table: by its last two rows)."""
    body = docx.Document(io.BytesIO(word.render(paper))).element.body
    *blocks, _, _, _ = body.iterchildren(qn("w:p"), qn("w:tbl"))  # gap, signature, end
    return ["w:keepNext" in (block.tr_lst[-2] if block.tag == qn("w:tbl") else block).xml for block in blocks]


def test_two_lines_or_two_rows_go_with_the_signature():
    """As in the PDF: a last paragraph of one line takes the paragraph above it along."""
    long, short = Paragraph(samples.PURPOSE), Paragraph("Một dòng./.")
    assert kept(samples.plan(body=(long, long, long), appendices=()))[-3:] == [False, False, True]
    assert kept(samples.plan(body=(long, long, short), appendices=()))[-3:] == [False, True, True]
    assert kept(samples.plan(body=(long, samples.allocation(9)), appendices=()))[-3:] == [False, False, True]


@pytest.mark.parametrize("rows", [1000, pytest.param(10_000, marks=pytest.mark.soak)])
def test_a_long_list_is_written_fast(rows):
    paper = samples.plan(body=(samples.allocation(rows),), appendices=())
    start = time.process_time()
    content = word.render(paper)
    assert time.process_time() - start < rows / 400  # 0.4 ms a row on a quiet machine
    assert len(docx.Document(io.BytesIO(content)).tables[1]._tbl.tr_lst) == rows + 3

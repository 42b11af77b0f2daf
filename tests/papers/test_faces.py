import io
import unicodedata
from dataclasses import replace

import pikepdf
import pytest

from papers.faces.pdf import render
from papers.paper import Appendix, Heading, Item, Paragraph, Signature, Stamp
from tests.papers import samples
from tests.papers.reading import MM, Style, find, page_number, pages, rule_below, style, text

STAMP = Stamp(
    url="https://guongsang.example.vn/kiem-tra/0123456789abcdef0123456789abcdef/",
    code="0123 4567 89ab cdef 0123 4567 89ab cdef",
)
LETTERS = "".join(
    vowel + vowel.upper() for vowel in "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
)


@pytest.fixture(scope="module")
def plan_pdf() -> bytes:
    return render(samples.plan())


@pytest.fixture(scope="module")
def plan(plan_pdf) -> list:
    return pages(plan_pdf)


@pytest.fixture(scope="module")
def joint() -> list:
    return pages(render(samples.joint()))


@pytest.fixture(scope="module")
def decision() -> list:
    return pages(render(samples.decision()))


def body_rows(table_pages: list) -> list[list[str]]:
    """The rows of the tables of some pages without the two rows of their heads."""
    rows = [row for page in table_pages for row in page.extract_table()[2:]]
    return [[" ".join(cell.split()) for cell in row] for row in rows]


def test_pages_are_a4_and_the_wide_appendix_lies(plan):
    sizes = [(round(page.width / MM), round(page.height / MM)) for page in plan]
    assert sizes == [(210, 297)] * 7 + [(297, 210)] * 6


def test_only_the_serif_is_used_and_it_is_embedded(plan_pdf):
    with pikepdf.open(io.BytesIO(plan_pdf)) as pdf:
        descriptors = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontName" in one]
        names = {str(one.FontName).split("+")[1] for one in descriptors}
        assert names == {f"Liberation-Serif{style}" for style in ("", "-Bold", "-Italic", "-Bold-Italic")}
        assert all("/FontFile2" in one for one in descriptors)


def test_nothing_stands_in_the_margins_but_the_page_number(plan):
    for page in plan:
        body = [char for char in page.chars if char["top"] > 20 * MM - 1]
        assert min(char["x0"] for char in body) >= 30 * MM - 0.5
        assert max(char["x1"] for char in body) <= page.width - 20 * MM + 0.5
        assert max(char["bottom"] for char in body) <= page.height - 20 * MM + 0.5
        assert "".join(char["text"] for char in page.chars if char["top"] < 20 * MM - 1) == page_number(page)


def test_each_appendix_counts_its_own_pages_and_the_first_is_not_numbered(plan):
    assert [page_number(page) for page in plan] == ["", "2", "3", "4", "", "2", "3", "", "2", "3", "4", "5", "6"]
    assert style(plan[1].crop((0, 0, plan[1].width, 20 * MM)), "2") == Style(14)


def test_each_component_has_the_style_of_the_decree(plan):
    first, last = plan[0], plan[3]
    expected = {
        (first, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"): Style(12, bold=True),
        (first, "Độc lập - Tự do - Hạnh phúc"): Style(13, bold=True),
        (first, "TỔNG LIÊN ĐOÀN LAO ĐỘNG"): Style(12),
        (first, "TỈNH LAI CHÂU"): Style(12, bold=True),
        (first, "Số: 154/KH-LĐLĐ"): Style(13),
        (first, "Lai Châu, ngày 16 tháng 3 năm 2020"): Style(13, italic=True),
        (first, "KẾ HOẠCH"): Style(14, bold=True),
        (first, "Lần thứ IV, năm 2020"): Style(14, bold=True),
        (first, "Căn cứ Hướng dẫn số"): Style(14, italic=True),
        (first, "I. MỤC ĐÍCH, YÊU CẦU"): Style(14, bold=True),
        (first, "Thời gian:"): Style(14, bold=True),
        (first, "01 ngày, dự kiến"): Style(14),
        (first, "2. Thành phần"): Style(14, bold=True),
        (first, "- Thường trực Tỉnh uỷ"): Style(14),
        (plan[1], "2.1. Đối với tập thể"): Style(14, bold=True),
        (plan[1], "a) Tiêu chuẩn chung"): Style(14),
        (plan[1], "Khối hành chính, sự nghiệp:"): Style(14, bold=True),
        (last, "Nơi nhận:"): Style(12, bold=True, italic=True),
        (last, "- Đoàn Chủ tịch TLĐ;"): Style(11),
        (last, "TM. BAN THƯỜNG VỤ"): Style(14, bold=True),
        (last, "Nguyễn Thị Thiệu"): Style(14, bold=True),
        (plan[4], "Phụ lục I"): Style(14, bold=True),
        (plan[4], "PHÂN CÔNG CHUẨN BỊ THAM LUẬN"): Style(14, bold=True),
        (plan[4], "(Kèm theo Kế hoạch số 154/KH-LĐLĐ"): Style(14, italic=True),
    }
    assert {place: style(*place) for place in expected} == expected


def test_the_letterhead_stands_in_two_columns_with_number_and_date_on_one_line(plan):
    page = plan[0]
    number, date = find(page, "Số: 154/KH-LĐLĐ"), find(page, "Lai Châu, ngày 16 tháng 3 năm 2020")
    assert number["top"] == pytest.approx(date["top"], abs=0.1)
    centres = [(place["x0"] + place["x1"]) / 2 for place in (number, find(page, "TỈNH LAI CHÂU"))]
    assert centres[0] == pytest.approx(centres[1], abs=1)
    assert number["x1"] < date["x0"]


def test_the_rules_have_the_lengths_of_the_decree(plan):
    assert rule_below(plan[0], "Độc lập - Tự do - Hạnh phúc") == pytest.approx(1, abs=0.01)
    reference = "(Kèm theo Kế hoạch số 154/KH-LĐLĐ ngày 16 tháng 3 năm 2020"
    assert 1 / 3 <= rule_below(plan[4], "của Liên đoàn Lao động tỉnh Lai Châu)", longest=reference) <= 1 / 2
    assert 1 / 3 <= rule_below(plan[0], "TỈNH LAI CHÂU", longest="LIÊN ĐOÀN LAO ĐỘNG") <= 1 / 2
    title = "Tổ chức Hội nghị biểu dương điển hình tiên tiến trong CNVCLĐ toàn tỉnh"
    assert 1 / 3 <= rule_below(plan[0], "Lần thứ IV, năm 2020", longest=title) <= 1 / 2


def test_the_text_is_the_data(plan):
    paper = samples.plan()
    printed = " ".join(text(page) for page in plan)
    for block in paper.body:
        if isinstance(block, Paragraph | Item | Heading):
            words = block.text.replace("**", "")
            assert (words.upper() if isinstance(block, Heading) and block.level == 1 else words) in printed
    assert unicodedata.is_normalized("NFC", printed)


def test_recipients_are_listed_below_one_another_and_closed(plan):
    left = plan[3].crop((0, 0, plan[3].width / 2, plan[3].height)).extract_text().splitlines()
    assert left[left.index("Nơi nhận:") :] == [
        "Nơi nhận:",
        "- TT Tỉnh ủy, HĐND, UBND tỉnh (b/c);",
        "- Đoàn Chủ tịch TLĐ;",
        "- Đ/c Trần Thanh Hải, Phó Chủ tịch Thường",
        "trực TLĐ;",
        "- LĐLĐ huyện, thành phố, CĐVC;",
        "- Lưu: VT, Ban CTCS.",
    ]


def test_a_table_repeats_its_head_and_splits_no_row(plan):
    heads = [page.extract_table()[0] for page in plan[7:]]
    assert heads == [["STT", "Tên đơn vị", "Đại biểu dự Hội nghị", None, None, "Trong đó", None, None, None]] * 6
    assert body_rows(plan[7:]) == [list(row.cells) for row in samples.allocation(60).rows]


def test_a_joint_plan_has_two_issuers_two_signatures_and_one_motto(joint):
    first, last = joint[0], joint[-1]
    assert len(first.search("CỘNG HÒA XÃ HỘI", regex=False)) == 1
    assert find(first, "ỦY BAN NHÂN DÂN")["x1"] < find(first, "CỘNG HÒA XÃ HỘI")["x0"]
    assert len(first.search("HUYỆN AN DƯƠNG", regex=False)) == 2
    lead, other, recipients = (find(last, words) for words in ("TM. BAN THƯỜNG VỤ", "TM. ỦY BAN NHÂN DÂN", "Nơi nhận:"))
    assert lead["top"] == other["top"]
    names = [find(last, name)["top"] for name in ("Lê Văn Thịnh", "Lương Thế Quý")]
    assert names[0] == pytest.approx(names[1], abs=0.1)
    assert lead["x1"] < last.width / 2 < other["x0"]
    assert recipients["top"] > find(last, "Lê Văn Thịnh")["bottom"]
    assert recipients["x0"] == pytest.approx(30 * MM, abs=0.5)


def test_the_names_of_several_signers_stand_on_one_line():
    short, long = Signature(("THƯ KÝ",), "Lò Thị Ánh"), Signature(("TM. BAN CHẤP HÀNH", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Vũ A")
    [page] = pages(render(samples.letter(signatures=(short, long))))
    assert find(page, "Lò Thị Ánh")["top"] == pytest.approx(find(page, "Vũ A")["top"], abs=0.1)
    assert find(page, "Lò Thị Ánh")["top"] - find(page, "PHÓ CHỦ TỊCH")["bottom"] == pytest.approx(26 * MM, abs=2 * MM)


@pytest.fixture(scope="module")
def proposal() -> list:
    return pages(render(samples.proposal()))


@pytest.fixture(scope="module")
def letter() -> list:
    return pages(render(samples.letter()))


def test_several_addressees_stand_below_one_another_dashed_under_the_colon(proposal):
    [page] = proposal
    lines = page.extract_text().splitlines()
    start = lines.index("Kính gửi:")
    assert lines[start : start + 4] == [
        "Kính gửi:",
        "- Ban Thường vụ Liên đoàn Lao động tỉnh Lai Châu;",
        "- Ban Chính sách, Pháp luật và Quan hệ lao động Liên đoàn Lao",
        "động tỉnh.",
    ]
    colon = find(page, "Kính gửi:")["chars"][-1]["x0"]
    dashes = [find(page, words)["x0"] for words in ("- Ban Thường vụ", "- Ban Chính sách")]
    assert dashes == pytest.approx([colon, colon], abs=0.5)
    assert style(page, "Kính gửi:") == style(page, "- Ban Thường vụ Liên đoàn Lao động tỉnh Lai Châu;") == Style(14)


def test_one_addressee_stands_on_the_line_of_its_word_in_the_middle(letter):
    place = find(letter[0], "Kính gửi: Các công đoàn cơ sở trực thuộc")
    assert (place["x0"] + place["x1"]) / 2 == pytest.approx((30 + 80) * MM, abs=1)
    assert "Kính gửi: Các công đoàn cơ sở trực thuộc" in letter[0].extract_text().splitlines()


def test_a_letter_has_its_subject_below_its_number_and_no_type(letter):
    page = letter[0]
    number, subject = find(page, "Số: 12/LĐLĐ-CSPL"), find(page, "V/v đính chính")
    assert style(page, "V/v đính chính") == Style(12)
    assert 6 <= subject["top"] - number["bottom"] <= 10
    assert subject["x1"] < find(page, "Lai Châu, ngày 02")["x0"]
    assert find(page, "Kính gửi:")["top"] > subject["bottom"]


def test_a_mark_stands_framed_below_the_number(proposal):
    page = proposal[0]
    mark, number = find(page, "LƯU HÀNH NỘI BỘ"), find(page, "Số: 05/TTr-CĐCS")
    assert style(page, "LƯU HÀNH NỘI BỘ") == Style(13, bold=True)
    assert number["bottom"] < mark["top"] < find(page, "TỜ TRÌNH")["top"]
    around = [one for one in page.rects + page.curves + page.lines if one["top"] < mark["top"] and one["bottom"] > mark["bottom"]]
    assert len(around) >= 1
    assert all(one["x0"] < mark["x0"] + 1 or one["x1"] > mark["x1"] - 1 for one in around)


def test_a_titled_article_has_a_line_of_its_own():
    [page] = pages(render(samples.regulation()))
    lines = page.extract_text().splitlines()
    assert [line for line in lines if line.startswith("Điều")] == [
        "Điều 1. Phạm vi điều chỉnh",
        "Điều 2. Nguyên tắc",
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký./.",
    ]
    assert style(page, "Điều 1. Phạm vi điều chỉnh") == Style(14, bold=True)


@pytest.mark.parametrize("sample", [samples.plan, samples.decision, samples.letter, samples.regulation])
def test_the_stamp_stands_at_the_foot_of_the_last_page_alone(sample):
    plain, stamped = pages(render(sample())), pages(render(sample(), stamp=STAMP))
    assert [text(page) for page in stamped[:-1]] == [text(page) for page in plain[:-1]]
    assert text(stamped[-1]) == (
        f"{text(plain[-1])} Kiểm tra văn bản tại guongsang.example.vn/kiem-tra/0123456789abcdef0123456789abcdef "
        "Mã: 0123 4567 89ab cdef 0123 4567 89ab cdef"
    )
    assert [len(page.images) for page in stamped] == [0] * (len(stamped) - 1) + [1]
    [picture] = stamped[-1].images
    assert (picture["x1"] - picture["x0"], picture["bottom"] - picture["top"]) == pytest.approx((14 * MM, 14 * MM), abs=0.1)
    assert picture["top"] >= stamped[-1].height - 20 * MM
    assert picture["bottom"] <= stamped[-1].height - 4 * MM  # what office printers can print


def test_the_stamp_moves_no_line_and_covers_none_however_full_the_last_page_is():
    for clauses in range(24, 32):
        paper = samples.plan(body=(Paragraph("Một dòng."),) * clauses, appendices=(), grounds=(), lead="")
        plain, stamped = pages(render(paper)), pages(render(paper, stamp=STAMP))
        lines = [[char["top"] for char in page.chars if char["top"] < 277 * MM] for page in plain]
        assert [[char["top"] for char in page.chars if char["top"] < 277 * MM] for page in stamped] == lines


def test_a_decision_prints_its_articles(decision):
    printed = decision[0].extract_text().splitlines()
    assert printed[printed.index("QUYẾT ĐỊNH") :][:7] == [
        "QUYẾT ĐỊNH",
        "Về việc khen thưởng tập thể, cá nhân điển hình tiên tiến",
        "trong phong trào thi đua yêu nước giai đoạn 2016-2020",
        "BAN THƯỜNG VỤ LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU",
        "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
        "Căn cứ Điều lệ Công đoàn Việt Nam;",
        "Theo đề nghị của Hội đồng Thi đua - Khen thưởng Liên đoàn Lao động",
    ]
    assert style(decision[0], "QUYẾT ĐỊNH:") == Style(14, bold=True)
    assert style(decision[0], "Điều 1.") == Style(14, bold=True)
    assert style(decision[0], "Tặng Bằng khen cho 02 cá nhân") == Style(14)


def test_the_blanks_of_an_unnumbered_paper_stay_blank(decision):
    number = find(decision[0], "Số:")["x1"], decision[0].search(r"/QĐ-LĐLĐ")[0]["x0"]
    assert number[1] - number[0] > 15


def test_a_draft_says_so_on_every_page_and_lists_what_is_open(decision, plan):
    assert all("DỰ THẢO" in page.extract_text() for page in decision)
    assert "2. Mục IV không có trong kế hoạch." in text(decision[0])
    assert not any("DỰ THẢO" in page.extract_text() for page in plan)
    issued = pages(render(samples.decision(draft=False)))
    assert "Mục IV không có trong kế hoạch" not in text(issued[0])


@pytest.mark.parametrize("clauses", range(5, 9))
def test_a_signature_never_stands_alone_on_a_page(clauses):
    paper = samples.plan(body=(Paragraph(samples.PURPOSE),) * clauses, appendices=())
    last = pages(render(paper))[-1]
    above = last.crop((0, 20 * MM, last.width, find(last, "Nơi nhận:")["top"])).extract_text_lines()
    assert len(above) >= 2
    assert find(last, "Nguyễn Thị Thiệu")["bottom"] < last.height - 20 * MM


@pytest.mark.parametrize("clauses", range(14, 20))
def test_two_lines_stay_with_the_signature_when_the_last_paragraph_has_one(clauses):
    paper = samples.plan(body=(Paragraph("Một dòng."),) * clauses, appendices=())
    assert text(pages(render(paper))[-1]).count("Một dòng.") >= 2


def test_a_signature_keeps_the_last_two_rows_of_a_table_with_it():
    for units in range(5, 9):
        paper = samples.plan(body=(samples.allocation(units),), appendices=())
        rows = body_rows(pages(render(paper))[-1:])
        assert [row[0] or row[1] for row in rows[-2:]] == [str(units), "Tổng số"]


def test_the_same_paper_gives_the_same_bytes():
    paper = samples.decision(appendices=())
    printed = render(paper, identifier="a")
    assert render(paper, identifier="a") == printed
    assert render(paper, identifier="b") != printed


def test_the_same_stamp_gives_the_same_bytes_and_another_does_not():
    paper = samples.letter()
    stamped = render(paper, stamp=STAMP)
    assert render(paper, stamp=STAMP) == stamped
    assert render(paper, stamp=replace(STAMP, url="https://guongsang.example.vn/kiem-tra/ffff/")) != stamped


def test_appendices_that_follow_one_another_each_begin_with_their_own_first_page():
    long = (Paragraph(samples.PURPOSE),) * 14
    kinds = {"I": False, "II": False, "III": True, "IV": True, "V": False}
    appendices = tuple(Appendix(f"Phần {number}", long, number, landscape=lies) for number, lies in kinds.items())
    found = pages(render(samples.letter(appendices=appendices)))
    starts = [place for place, page in enumerate(found) if "Phụ lục" in text(page)]
    assert [text(found[start]).split(" PHẦN")[0] for start in starts] == [f"Phụ lục {number}" for number in kinds]
    ends = [*starts[1:], len(found)]
    counts = [[page_number(page) for page in found[start:end]] for start, end in zip(starts, ends, strict=True)]
    assert counts == [["", *map(str, range(2, len(count) + 1))] for count in counts]
    assert all(len(count) >= 2 for count in counts)


def test_headings_and_appendices_are_bookmarks(plan_pdf):
    with pikepdf.open(io.BytesIO(plan_pdf)) as pdf, pdf.open_outline() as outline:
        tree = [(str(one.title), [str(below.title) for below in one.children]) for one in outline.root]
    assert [title for title, _ in tree[1:]] == [
        "Phụ lục I PHÂN CÔNG CHUẨN BỊ THAM LUẬN",
        "Phụ lục II BẢNG PHÂN BỔ ĐẠI BIỂU DỰ HỘI NGHỊ BIỂU DƯƠNG ĐIỂN HÌNH TIÊN TIẾN TRONG CNVCLĐ",
    ]
    assert tree[0][1] == [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. THỜI GIAN, ĐỊA ĐIỂM, SỐ LƯỢNG, THÀNH PHẦN",
        "III. PHÂN BỔ SỐ LƯỢNG",
        "IV. TỔ CHỨC THỰC HIỆN",
    ]


def test_the_document_names_itself_and_its_parts():
    with pikepdf.open(io.BytesIO(render(samples.decision()))) as pdf:
        assert str(pdf.docinfo.Title).startswith("QUYẾT ĐỊNH Về việc khen thưởng tập thể, cá nhân điển hình")
        assert pdf.docinfo.Author == "Liên đoàn Lao động tỉnh Lai Châu"
        assert pdf.Root.Lang == "vi"
        assert "/CreationDate" not in pdf.docinfo
        with pdf.open_outline() as outline:
            titles = [str(one.title) for one in outline.root]
    assert titles[1] == "Phụ lục DANH SÁCH CÁ NHÂN ĐƯỢC TẶNG BẰNG KHEN"
    assert len(titles) == 2


def test_every_vietnamese_letter_comes_back_in_every_style():
    assert len(set(LETTERS)) == 134
    spaced = " ".join(LETTERS)
    decomposed = unicodedata.normalize("NFD", spaced)
    body = (Paragraph(spaced), Paragraph(f"**{spaced}**"), Paragraph(spaced, italic=True), Paragraph(decomposed))
    printed = text(pages(render(samples.plan(body=body, grounds=(), appendices=())))[0])
    assert printed.count(spaced) == 4


def test_a_row_higher_than_a_page_is_the_only_one_to_be_split():
    table = samples.grid("ngắn", "Dòng cao hơn một trang. " * 300, columns=2)
    printed = pages(render(samples.plan(body=(table,), appendices=())))
    assert " ".join(text(page) for page in printed).count("hơn") == 600


def test_a_paper_with_next_to_nothing_prints():
    bare = samples.Paper(issuers=(samples.PROVINCE,), type_name="", title="", body=(Paragraph("Một câu."),))
    assert "Một câu." in text(pages(render(bare))[0])

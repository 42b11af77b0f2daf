"""Certificates read back from their PDF: every text stands where the stock says, whole and to be searched for; on a blank
nothing else is printed."""

import io
import subprocess
import unicodedata
from dataclasses import replace

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from papers.certificates import Certificate, misfits, render
from papers.fitting import fit
from papers.stock import POINTS, Field, Stock, full_face, large_blank, small_blank
from portal.canvas import FAMILIES
from portal.pdf import PdfError
from tests.papers.certificates import ADDRESS, AWARDER, LONG_NAMES, MERIT, NAMES, TEXTS, certificate, certificates, samples
from tests.papers.reading import pages

NEAR = 0.2  # millimetres
VIETNAMESE = "".join(
    unicodedata.normalize("NFC", f"{vowel}{tone}") for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" for tone in ("", *"\u0300\u0301\u0303\u0309\u0323")
)


def lines(page, field: Field) -> list[tuple[str, float, float, float]]:
    """What is printed within the width of a field, line by line: text, left, right and baseline in millimetres from the upper
    left corner."""
    at: dict[float, list[dict]] = {}
    for char in page.chars:
        baseline = (float(page.height) - char["matrix"][5]) / POINTS
        if field.x - NEAR <= char["x0"] / POINTS and char["x1"] / POINTS <= field.x + field.width + NEAR:
            at.setdefault(round(baseline, 2), []).append(char)
    return [
        ("".join(char["text"] for char in chars), chars[0]["x0"] / POINTS, chars[-1]["x1"] / POINTS, baseline)
        for baseline, chars in sorted(at.items())
    ]


def field_of(stock: Stock, key: str) -> Field:
    return {field.key: field for field in stock.fields}[key]


def texts_of(stock: Stock, certificate: Certificate, **options) -> str:
    """All that the one sheet says, on one line."""
    [page] = pages(render(stock, [certificate], **options))
    return " ".join(page.extract_text().split())


# --- places ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stock", samples(), ids=lambda stock: stock.name)
@pytest.mark.parametrize("changes", [{}, {"name": LONG_NAMES[1], "merit": MERIT}], ids=["short", "long"])
def test_every_text_stands_where_the_stock_says(stock, changes):
    sheet = certificate(**changes)
    [page] = pages(render(stock, [sheet]))
    assert (round(page.width / POINTS, 1), round(page.height / POINTS, 1)) == (stock.width, stock.height)
    for field in stock.fields:
        fitted = fit(sheet.texts[field.key], field)
        step = field.spacing * fitted.size / POINTS
        above = (len(fitted.lines) - 1) * step / 2 if field.grows == "both" else 0
        for number, text in enumerate(fitted.lines):
            y = field.y - above + number * step
            [(found, left, right, baseline)] = [line for line in lines(page, field) if abs(line[3] - y) < NEAR]
            assert found == text
            assert abs(baseline - y) < NEAR
            middle = {"left": left - field.x, "center": (left + right) / 2 - field.x - field.width / 2}[field.align]
            assert abs(middle) < NEAR
            assert field.x - NEAR < left < right < field.x + field.width + NEAR


def test_a_field_on_the_right_ends_where_it_should():
    stock = Stock("Phôi", 200, 100, (Field("signer", 20, 50, 150, 14, 10, align="right"),))
    [page] = pages(render(stock, [certificate()]))
    [(text, _, right, _)] = lines(page, stock.fields[0])
    assert (text, round(right, 1)) == (TEXTS["signer"], 170.0)


def test_texts_have_the_size_face_and_colour_of_their_field():
    field = Field("name", 20, 50, 150, 30, 10, bold=True, italic=True, colour="#c00000", font="Liberation Sans")
    [page] = pages(render(Stock("Phôi", 200, 100, (field,)), [certificate()]))
    char = page.chars[0]
    assert char["fontname"].endswith("+LiberationSans-BoldItalic")
    assert (char["size"], [round(part * 255) for part in char["non_stroking_color"]]) == (30, [192, 0, 0])


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_prints_every_letter_of_vietnamese(family):
    if not subprocess.run(["fc-list", f":family={family}:slant=0"], capture_output=True).stdout:
        pytest.skip(f"{family} is not installed")
    field = Field("merit", 10, 30, 380, 12, 12, lines=9, font=family)
    [page] = pages(render(Stock("Phôi", 400, 300, (field,)), [certificate(merit=" ".join(VIETNAMESE))]))
    assert "".join(page.extract_text().split()) == VIETNAMESE


# --- names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("letters", ["as_is", "upper"])
def test_names_are_found_in_the_pdf_as_they_are_written(letters):
    stock = large_blank(AWARDER)
    name = replace(field_of(stock, "name"), letters=letters)
    names = [*NAMES, *LONG_NAMES]
    pdf = render(replace(stock, fields=(name,)), [certificate(name=one) for one in names])
    text = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    found = [" ".join(page.split()) for page in text.split("\f")[:-1]]
    assert found == [one.upper() if letters == "upper" else one for one in names]


def test_a_mark_without_a_letter_of_its_own_stands_in_the_middle_above_its_letter():
    """"ê̆" of Ê-đê: its breve neither overlaps the circumflex nor stands beside it."""
    field = Field("name", 20, 50, 150, 36, 36, align="left")
    picture = drawn(render(Stock("Phôi", 200, 100, (field,)), [Certificate({"name": "ê̆"})]))
    letter = picture.point(lambda value: 255 * (value < 128)).getbbox()
    plain = drawn(render(Stock("Phôi", 200, 100, (field,)), [Certificate({"name": "ê"})]))
    alone = plain.point(lambda value: 255 * (value < 128)).getbbox()
    assert (letter[2] - letter[0], letter[3]) == (alone[2] - alone[0], alone[3]), "no wider than its letter, on the same line"
    assert letter[1] < alone[1], "and higher"


def test_a_text_that_a_sheet_does_not_have_leaves_its_place_empty():
    [page] = pages(render(small_blank(AWARDER), [Certificate({"name": "Nguyễn Hoa", "unknown": "x"})]))
    assert page.extract_text() == "NGUYỄN HOA"


# --- stock ----------------------------------------------------------------------------------------------------------

OF_THE_STOCK = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "LIÊN ĐOÀN LAO ĐỘNG TỈNH AN BÌNH", "TẶNG")


@pytest.mark.parametrize(("sample", "title"), [(large_blank, "BẰNG KHEN"), (small_blank, "GIẤY KHEN")])
def test_on_a_blank_only_the_fields_are_printed_and_the_preview_shows_the_blank(sample, title):
    stock = replace(sample(AWARDER), code=None)
    [printed], [shown] = pages(render(stock, [certificate()])), pages(render(stock, [certificate()], preview=True))
    for words in (*OF_THE_STOCK, title):
        assert (printed.search(words, regex=False), len(shown.search(words, regex=False))) == ([], 1)
    assert (printed.rects, printed.lines, printed.curves) == ([], [], [])
    assert (len(shown.rects), len(shown.lines)) == (6, 1)
    for field in stock.fields:
        assert {line[0] for line in lines(printed, field)} <= {line[0] for line in lines(shown, field)}


def test_full_face_stock_is_printed_whole_and_its_preview_says_that_it_is_one():
    stock = full_face(AWARDER)
    printed, shown = texts_of(stock, certificate()), texts_of(stock, certificate(), preview=True)
    for words in (*OF_THE_STOCK, "GIẤY KHEN"):
        assert words in printed
    assert ("Bản xem thử" in printed, "Bản xem thử, không dùng để in" in shown) == (False, True)


def test_the_awarding_body_and_the_title_are_red_and_tang_is_black():
    [page] = pages(render(full_face(AWARDER), [certificate()]))
    colours = {
        words: {tuple(round(part * 255) for part in char["non_stroking_color"]) for char in page.search(words, regex=False)[0]["chars"]}
        for words in (*OF_THE_STOCK, "GIẤY KHEN")
    }
    black, red = {(0, 0, 0)}, {(192, 0, 0)}
    assert list(colours.values()) == [black, black, red, black, red]


def test_the_rule_below_the_motto_is_as_long_as_the_motto():
    [page] = pages(render(full_face(AWARDER), [certificate()]))
    [motto], [rule] = page.search(OF_THE_STOCK[1], regex=False), page.lines
    assert abs(rule["x0"] - motto["x0"]) < NEAR * POINTS
    assert abs(rule["x1"] - motto["x1"]) < NEAR * POINTS
    assert motto["bottom"] - 2 < rule["top"] < motto["bottom"] + 6


def test_a_long_awarding_body_is_shrunk_and_one_that_does_not_go_in_is_refused():
    assert "CÔNG ĐOÀN CÁC KHU CÔNG NGHIỆP" in texts_of(full_face("Công đoàn các khu công nghiệp và khu kinh tế tỉnh An Bình"), certificate())
    with pytest.raises(PdfError, match="không vừa 1 dòng"):
        render(full_face("Ban Chấp hành " * 20), [certificate()])


def test_the_picture_of_a_blank_lies_below_its_preview_and_never_in_the_print():
    stock, picture = small_blank(AWARDER), io.BytesIO()
    Image.new("RGB", (30, 20), "#ffeecc").save(picture, "PNG")
    [shown] = pages(render(stock, [certificate()], preview=True, background=picture.getvalue()))
    [(left, top, right, bottom)] = [tuple(round(one[edge] / POINTS) for edge in ("x0", "top", "x1", "bottom")) for one in shown.images]
    assert (left, top, right, bottom) == (0, 0, 297, 210)
    assert (shown.search("GIẤY KHEN", regex=False), len(shown.search(TEXTS["signer"], regex=False))) == ([], 1)
    [printed] = pages(render(stock, [certificate()], background=picture.getvalue()))
    assert printed.images == []


# --- code -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stock", samples(), ids=lambda stock: stock.name)
def test_the_code_is_read_and_stands_where_the_stock_says(stock):
    picture = drawn(render(stock, [certificate()]))
    [code] = zxingcpp.read_barcodes(picture)
    assert code.text == ADDRESS
    corner = code.position.top_left
    assert abs(corner.x * 25.4 / DPI - stock.code.x) < 0.5
    assert abs(corner.y * 25.4 / DPI - stock.code.y) < 0.5


def test_every_sheet_has_its_own_code_and_register_number():
    sheets = certificates(3)
    pdf = render(small_blank(AWARDER), sheets)
    assert [zxingcpp.read_barcodes(drawn(pdf, page))[0].text for page in (1, 2, 3)] == [sheet.address for sheet in sheets]
    assert [f"Số vào sổ: 000{number}/2020" in page.extract_text() for number, page in enumerate(pages(pdf), 1)] == [True] * 3


DPI = 150


def drawn(pdf: bytes, page: int = 1) -> Image.Image:
    command = ["pdftoppm", "-r", str(DPI), "-gray", "-png", "-f", str(page), "-l", str(page), "-"]
    return Image.open(io.BytesIO(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout))


# --- the file -------------------------------------------------------------------------------------------------------


def test_a_list_is_one_pdf_in_its_order():
    sheets = certificates(40)
    found = pages(render(full_face(AWARDER), iter(sheets)))
    assert [sheet.texts["register"] in page.extract_text() for sheet, page in zip(sheets, found, strict=True)] == [True] * 40


def test_the_same_sheets_give_the_same_bytes():
    stock = full_face(AWARDER)
    assert render(stock, certificates(3)) == render(stock, certificates(3))
    assert render(stock, certificates(3)) != render(stock, certificates(2))


def test_fonts_are_embedded_with_the_letters_that_are_used_and_the_pages_print_in_true_size():
    with pikepdf.open(io.BytesIO(render(small_blank(AWARDER), certificates(5)))) as pdf:
        fonts = {str(font.BaseFont): font for page in pdf.pages for font in page.Resources.Font.values()}
        mine = {name: font for name, font in fonts.items() if "Liberation" in name}
        used = {name.partition("+")[2] for name in mine}
        sizes = [len(font.FontDescriptor.FontFile2.read_bytes()) for font in mine.values()]
        assert used == {"LiberationSerif", "LiberationSerif-Bold", "LiberationSerif-Italic"}
        assert max(sizes) < 60_000
        assert (pdf.Root.ViewerPreferences.PrintScaling, str(pdf.Root.Lang)) == ("/None", "vi")
        assert str(pdf.docinfo.Title) == "Phôi Giấy khen A4 ngang"


# --- refusals -------------------------------------------------------------------------------------------------------


def test_what_does_not_fit_is_told_with_its_sheet_and_nothing_is_printed():
    stock = small_blank(AWARDER)
    sheets = [certificate(), certificate(name="Nguyễn 龍"), certificate(merit="dài " * 400, signer="Ω" * 200)]
    found = [(number, misfit.field) for number, misfit in misfits(stock, sheets)]
    assert found == [(2, "name"), (3, "merit"), (3, "signer")]
    with pytest.raises(PdfError) as error:
        render(stock, sheets)
    assert str(error.value).startswith(
        "Tờ 2: Ô “họ và tên, tên tập thể”: Phông chữ Liberation Serif không có chữ “龍” (U+9F8D): hãy thay bằng chữ khác. Tờ 3: Ô “thành tích”"
    )
    assert list(misfits(stock, sheets[:1])) == []


def test_a_refusal_names_the_first_few():
    with pytest.raises(PdfError, match="Tờ 5: .* Còn 3 chỗ nữa.$"):
        render(small_blank(AWARDER), [certificate(name="龍")] * 8)

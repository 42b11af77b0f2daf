"""The door to ReportLab: letters where it is told, refused by name where the font lacks them; no path and no address is opened."""

import subprocess
import sys

import pytest

from portal.canvas import FAMILIES, Canvas, Face, lacking, text_width
from portal.pdf import PdfError
from portal.pdf import text_width as width_by_fonttools
from tests.papers.reading import pages

SERIF = Face("Liberation Serif")
MM = 72 / 25.4


def drawn(*texts: str, face: Face = SERIF, size: float = 20) -> bytes:
    canvas = Canvas("Thử")
    canvas.page(200, 100)
    for number, text in enumerate(texts, 1):
        canvas.text(text, 20, 10 * number, face, size)
    return canvas.finish()


def refusal(*args, **options) -> str:
    with pytest.raises(PdfError) as error:
        drawn(*args, **options)
    return str(error.value)


def test_a_text_begins_where_it_is_told_and_is_as_wide_as_is_said():
    [page] = pages(drawn("Nguyễn Thị Ánh Tuyết"))
    [text] = page.extract_text_lines()
    assert (text["text"], round(text["x0"] / MM, 3)) == ("Nguyễn Thị Ánh Tuyết", 20.0)
    assert round((100 - text["chars"][0]["matrix"][5] / MM), 3) == 10.0
    assert abs(text["x1"] - text["x0"] - text_width("Nguyễn Thị Ánh Tuyết", SERIF) * 20) < 0.01


def test_widths_are_those_of_the_font():
    for text in ("Nguyễn Thị Ánh Tuyết", "ẰẲẴẮẶ ĐĂK", "H'Hen Niê"):
        assert abs(text_width(text, SERIF) - width_by_fonttools(text, 1)) < 0.001
        assert abs(text_width(text, Face("Liberation Serif", bold=True)) - width_by_fonttools(text, 1, "Bold")) < 0.001


def test_decomposed_letters_are_composed():
    [page] = pages(drawn("Tie\u0302\u0301n"))
    assert page.extract_text() == "Ti\u1ebfn"


@pytest.mark.parametrize("text", ["\u0306", " \u0306a", "e\u0302\u0306\u0306", "", "a\u00a0b"])
def test_marks_without_a_letter_and_other_oddities_are_printed_without_a_fault(text):
    assert drawn(text).startswith(b"%PDF-")


def test_letters_that_the_font_lacks_are_refused_by_name():
    assert refusal("Nguyễn 龍") == "Phông chữ Liberation Serif không có chữ “龍” (U+9F8D): hãy thay bằng chữ khác."
    assert lacking("Nguyễn\nHoa", SERIF) == ""


def test_an_unknown_family_is_refused_with_those_to_choose_from():
    assert refusal("a", face=Face("Arial")) == f"Không có phông chữ “Arial”: hãy chọn {', '.join(FAMILIES)}."


def test_what_looks_like_a_path_or_an_address_is_only_text():
    [page] = pages(drawn("file:///etc/hostname", "<img src='http://127.0.0.1/a'/>"))
    assert page.extract_text().splitlines() == ["file:///etc/hostname", "<img src='http://127.0.0.1/a'/>"]
    assert page.images == []


def test_a_picture_is_bytes_and_a_broken_one_is_refused():
    canvas = Canvas("Thử")
    canvas.page(200, 100)
    with pytest.raises(PdfError, match="Ảnh nền không đọc được"):
        canvas.picture(b"/etc/hostname", 0, 0, 10, 10)
    with pytest.raises(TypeError):
        canvas.picture("/etc/hostname", 0, 0, 10, 10)


def test_an_empty_page_is_a_page_and_no_page_is_refused():
    canvas = Canvas("Thử")
    canvas.page(200, 100)
    canvas.page(100, 100)
    assert [round(page.width / MM) for page in pages(canvas.finish())] == [200, 100]
    with pytest.raises(PdfError, match="Không có tờ nào để in"):
        Canvas("Thử").finish()


def test_what_is_repeated_is_drawn_once_and_shown_on_every_page():
    canvas, drawings = Canvas("Thử"), []

    def draw():
        drawings.append(1)
        canvas.text("GIẤY KHEN", 20, 20, SERIF, 20)

    for _ in range(3):
        canvas.page(200, 100)
        canvas.repeated("ground", draw)
    assert [page.extract_text() for page in pages(canvas.finish())] == ["GIẤY KHEN"] * 3
    assert drawings == [1]


def test_a_worker_that_prints_nothing_is_spared_reportlab():
    program = "import sys, papers.certificates; print('reportlab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout == "False\n"

"""The checker of printed papers: right papers have no departure, each wrong paper of `wrong/` the one that was planted."""

import io
import tomllib
from pathlib import Path

import pikepdf
import pytest
from django.core.management import CommandError, call_command

from papers.checking import Departure, departures, departures_of
from papers.faces.pdf import to_html
from papers.paper import Stamp
from portal.pdf import PdfError, html_to_pdf
from portal.pdf.reading import MAX_BYTES, parse, read_pdf
from tests.papers import samples
from tests.papers.bases import BASES

WRONG = sorted((Path(__file__).parent / "wrong").glob("*.toml"))


def components(pdf: bytes) -> list[str]:
    return [one.component for one in departures_of(parse(pdf))]


def planted(html: str, fault: dict) -> bytes:
    """The PDF of a page with the fault in it."""
    for change in fault.get("replace", []):
        assert change["find"] in html, f"{change['find']} does not stand in the paper"
        html = html.replace(change["find"], change["put"])
    pdf = html_to_pdf(html.replace("</style>", f"{fault.get('css', '')}</style>"))
    return without_fonts(pdf) if fault.get("loose_fonts") else pdf


def without_fonts(content: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one:
                del one["/FontFile2"]
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", BASES)
def test_a_right_paper_has_no_departure(name):
    assert departures_of(parse(html_to_pdf(to_html(BASES[name]())))) == []


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_a_planted_fault_is_found_and_nothing_else(path):
    fault = tomllib.loads(path.read_text())
    assert components(planted(to_html(BASES[fault["base"]]()), fault)) == [fault["component"]]


def test_there_are_more_than_forty_wrong_papers():
    assert len(WRONG) > 40


@pytest.mark.parametrize("name", samples.EVERY)
def test_every_kind_of_paper_is_right(name):
    stamp = Stamp("https://congdoan.example/kiem-tra/k3fdx7w2m9/", "K3FD X7W2 M9")
    assert departures_of(parse(html_to_pdf(to_html(samples.EVERY[name](), stamp)))) == []


def test_a_departure_says_what_was_seen_and_what_the_decree_asks_where():
    fault = {"css": "@page { margin-left: 25mm }"}
    sentence = "Lề trái 25 mm; NĐ 30/2020/NĐ-CP, Phụ lục I, Mục I.3 quy định 30 đến 35 mm."
    assert departures(planted(to_html(BASES["plan"]()), fault)) == [Departure(1, "Lề trái", sentence)]


def test_a_page_that_is_no_administrative_paper_is_told_in_one_sentence():
    [found] = departures(html_to_pdf("<p>Thực đơn bữa trưa</p>"))
    assert (found.component, found.page) == ("Văn bản", 1)
    assert found.sentence.endswith("tệp này có lẽ không phải văn bản hành chính theo NĐ 30/2020/NĐ-CP.")


def test_a_scan_has_nothing_to_read():
    with pytest.raises(PdfError, match="ảnh quét, không có chữ để đọc"):
        departures(html_to_pdf("<div style='width: 9cm; height: 9cm; background: black'></div>"))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "không phải PDF hoặc đã bị hỏng"),
        (b"PK\x03\x04 a Word document", "không phải PDF hoặc đã bị hỏng"),
        (b"%PDF-1.7\n1 0 obj\n<<", "không phải PDF hoặc đã bị hỏng"),
        (b"%PDF-" + b" " * MAX_BYTES, "PDF lớn quá 30 MB"),
    ],
    ids=["empty", "word", "torn", "large"],
)
def test_what_cannot_be_read_is_refused(content, sentence):
    with pytest.raises(PdfError, match=sentence):
        departures(content)


def locked(content: bytes, **passwords) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(**passwords))
    return out.getvalue()


def test_a_password_to_open_is_refused_and_one_against_changes_is_not():
    pdf = html_to_pdf(to_html(BASES["letter"]()))
    assert departures(locked(pdf, owner="chủ", user="")) == []
    with pytest.raises(PdfError, match="có mật khẩu"):
        departures(locked(pdf, owner="chủ", user="mở"))


def test_a_pdf_that_takes_too_long_ends_with_a_sentence():
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Contents = pdf.make_stream(b"BT /F1 9 Tf " + b"(a) Tj " * 400_000 + b"ET")
        pdf.save(out)
    with pytest.raises(PdfError, match="Không đọc xong PDF trong 1 giây: hãy tách tệp"):
        read_pdf(out.getvalue(), seconds=1)


def check_paper(file: Path) -> str:
    out = io.StringIO()
    call_command("check_paper", str(file), stdout=out)
    return out.getvalue()


def test_the_command_finds_nothing_in_a_right_paper(tmp_path):
    file = tmp_path / "thu.pdf"
    file.write_bytes(html_to_pdf(to_html(BASES["letter"]())))
    assert check_paper(file) == "thu.pdf: không thấy điểm nào khác thể thức của NĐ 30/2020/NĐ-CP.\n"


def test_the_command_prints_a_line_for_each_departure_and_fails(tmp_path):
    file, out = tmp_path / "thu.pdf", io.StringIO()
    css = ".nation { font-size: 11pt } .number { font-weight: bold }"
    file.write_bytes(planted(to_html(BASES["letter"]()), {"css": css}))
    with pytest.raises(CommandError, match="thu.pdf: 2 điểm khác thể thức.") as failure:
        call_command("check_paper", str(file), stdout=out)
    assert failure.value.returncode == 1
    assert [line.split(":")[0] for line in out.getvalue().splitlines()] == ["Trang 1 · Quốc hiệu", "Trang 1 · Số, ký hiệu"]


@pytest.mark.parametrize(("content", "sentence"), [(None, "Không đọc được tệp"), (b"x", "Tệp này không phải PDF")])
def test_the_command_says_what_it_cannot_read(tmp_path, content, sentence):
    file = tmp_path / "thu.pdf"
    if content:
        file.write_bytes(content)
    with pytest.raises(CommandError, match=sentence) as failure:
        check_paper(file)
    assert failure.value.returncode == 2

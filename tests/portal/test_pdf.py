import base64
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.request import urlopen

import pytest

from portal.pdf import PdfError, html_to_pdf, kerned_width, missing_letters, text_width
from tests.papers.reading import pages

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{}</svg>"


def refusal(html: str, **options) -> str:
    with pytest.raises(PdfError) as error:
        html_to_pdf(html, **options)
    return str(error.value)


@pytest.fixture
def visits():
    """The paths asked of a real server on this machine, whose address stands first."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            """Quiet."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def test_a_page_is_printed_and_the_same_page_gives_the_same_bytes():
    pdf = html_to_pdf("<html lang=vi><p>Xin chào")
    assert pdf.startswith(b"%PDF-")
    assert html_to_pdf("<html lang=vi><p>Xin chào") == pdf
    assert html_to_pdf("<html lang=vi><p>Xin chào", identifier="1") != pdf


def test_the_bytes_are_the_same_in_another_process():
    program = "import sys, portal.pdf; sys.stdout.buffer.write(portal.pdf.html_to_pdf('<p>ế <b>Ế</b>'))"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True).stdout == html_to_pdf("<p>ế <b>Ế</b>")


def test_assets_come_from_the_dictionary_and_from_data():
    data = base64.b64encode(DOT).decode()
    assert b"/Image" in html_to_pdf("<img src='asset:dot.png'>", assets={"dot.png": DOT})
    assert b"/Image" in html_to_pdf(f"<img src='data:image/png;base64,{data}'>")


@pytest.mark.parametrize(
    ("html", "opened"),
    [
        ("<img src='asset:other.png'>", "asset:other.png"),
        ("<img src='dot.png'>", "dot.png"),
        ("<img src='file:///etc/hostname'>", "file:///etc/hostname"),
        ("<img src='//localhost/a'>", "//localhost/a"),
        ("<link rel=attachment href='file:///etc/hostname'>", "file:///etc/hostname"),
        ("<link rel=stylesheet href='file:///etc/hostname'>", "file:///etc/hostname"),
        ("<style>@import 'file:///etc/hostname'</style>", "file:///etc/hostname"),
        ("<style>p { background: url(file:///etc/hostname) }</style><p>a", "file:///etc/hostname"),
        ("<object data='file:///etc/hostname'></object>", "file:///etc/hostname"),
    ],
)
def test_nothing_else_is_opened(html, opened):
    assert refusal(html, assets={"dot.png": DOT}) == f"Không in được bản PDF: bản in không được mở “{opened}”."


@pytest.mark.parametrize("address", ["file:///etc/hostname", "http://127.0.0.1:9/a"])
def test_a_picture_inside_a_picture_is_not_opened(address):
    svg = SVG.format(f"<image href='{address}' width='9' height='9'/>").encode()
    assert refusal("<img src='asset:a.svg'>", assets={"a.svg": svg}) == (
        f"Không in được bản PDF: bản in không được mở “{address}”."
    )
    assert html_to_pdf("<img src='asset:a.svg'>", assets={"a.svg": SVG.format("<path d='M0 0h9'/>").encode()})


def test_no_request_leaves(visits):
    address, asked = visits
    for html in (f"<img src='{address}/img'>", f"<link rel=stylesheet href='{address}/css'>"):
        assert "bản in không được mở" in refusal(html)
    use = SVG.format(f"<use href='{address}/use#a'/>")
    script = f"<script src='{address}/js'></script><iframe src='{address}/frame'></iframe>"
    assert html_to_pdf(f"{script}{use}<a href='{address}'>")
    assert asked == []
    urlopen(f"{address}/control").close()
    assert asked == ["/control"]


def test_what_would_only_be_logged_is_an_error():
    assert "Failed to load image" in refusal("<img src='asset:dot.png'>", assets={"dot.png": b"no picture"})


def test_time_and_memory_end():
    assert refusal("<p>" + "a " * 300_000, seconds=1) == "Bản in quá lớn (quá 1 giây): hãy chia thành nhiều phần."
    endless = "<table><tr><td colspan=100000000>a</table>"
    assert refusal(endless, memory_mb=256) == "Bản in quá lớn (quá 256 MB bộ nhớ): hãy chia thành nhiều phần."
    assert html_to_pdf("<p>a", seconds=5, memory_mb=256).startswith(b"%PDF-")


def test_a_template_fault_is_a_sentence():
    assert refusal("<div>" * 3000) == "Không in được bản PDF: mẫu in có lỗi (RecursionError)."


def test_a_letter_that_the_font_lacks_is_named():
    assert missing_letters("Nguyễn Thị Ửng – “Lao động giỏi” ½ ₫ …\n") == []
    assert missing_letters("\u0065\u0302\u0301 ☐ a\x0b漢☐") == ["\x0b", "☐", "漢"]
    assert (
        refusal("<p>☐ \x0b \ud800")
        == "Phông chữ của văn bản không có chữ U+000B, “☐” (U+2610), U+D800: hãy thay bằng chữ khác."
    )


def test_a_width_is_that_of_times_new_roman():
    assert text_width("n", 10) == 5
    assert text_width("Độc lập", 13) < text_width("Độc lập", 13, "Bold")


def test_a_machine_without_the_font_is_told_the_package(tmp_path):
    (tmp_path / "fonts.conf").write_text("<fontconfig></fontconfig>")
    program = "import portal.pdf\ntry: portal.pdf.html_to_pdf('<p>a')\nexcept portal.pdf.PdfError as error: print(error)"
    answer = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
    )
    assert answer.stdout == (
        "Máy chủ chưa có phông chữ Liberation Serif: hãy cài gói fonts-liberation2 (hoặc fonts-liberation).\n"
    )


def test_a_kerned_width_is_the_one_that_is_printed():
    words = "AVA Tuyết Vượng P.A 2.530.000"
    [line] = pages(html_to_pdf(f"<p style='font: 20pt Liberation Serif'>{words}"))[0].extract_text_lines()
    assert line["x1"] - line["x0"] == pytest.approx(kerned_width(words, 20), abs=0.1)
    assert text_width(words, 20) - kerned_width(words, 20) > 5

"""A file in the page (templates/parts/file.html): what is said of it, and that only what is open is shown."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from portal.models import Upload
from portal.storing import keep
from tests.builders import make_user
from tests.portal.files import encoded, pdf, picture

CONTENTS = {
    "application/pdf": pdf(),
    "image/png": encoded(picture(), "PNG"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": b"PK",
}


def shown(content_type: str = "application/pdf", scan: str = "none", name: str = "Biên bản.pdf", pages: int = 0) -> str:
    upload = keep(CONTENTS[content_type], name=name, content_type=content_type, owner=make_user("owner"))
    scanned = timezone.localtime().replace(year=2026, month=3, day=5) if scan not in ("none", "waiting") else None
    Upload.objects.update(scan=scan, pages=pages, scanned=scanned)
    upload.refresh_from_db()
    return render_to_string("parts/file.html", {"file": upload, "url": "/tep/1/", "title": "Biên bản họp xét"})


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).replace("\xa0", " ").split())


def links(html: str) -> list[str]:
    return re.findall(r'(?:href|src)="([^"]*)"', html)


def test_a_pdf_shows_in_its_frame_and_says_its_pages(db):
    html = shown(pages=3)
    assert text(html) == f"Biên bản.pdf PDF · 3 trang · {len(CONTENTS['application/pdf'])} byte Mở Biên bản.pdf Tải về Biên bản.pdf"
    assert links(html) == ["/tep/1/", "/tep/1/?download=1", "/tep/1/"]
    assert '<iframe class="paper-frame" src="/tep/1/" title="Biên bản họp xét: Biên bản.pdf" loading="lazy">' in html


def test_a_picture_shows_as_one(db):
    html = shown("image/png", pages=1)
    assert '<img class="evidence" src="/tep/1/" alt="Biên bản họp xét: Biên bản.pdf" loading="lazy">' in html
    assert "trang" not in text(html)


def test_a_workbook_is_downloaded_alone(db):
    html = shown("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name="so.xlsx")
    assert (text(html), links(html)) == ("so.xlsx Excel (.xlsx) · 2 byte Tải về so.xlsx", ["/tep/1/?download=1"])


def test_a_clean_file_says_when_it_was_scanned(db):
    html = shown(scan="clean")
    assert "đã quét, không có virus 05/03/2026" in text(html)
    assert len(links(html)) == 3


@pytest.mark.parametrize(
    ("scan", "said"),
    [
        ("waiting", "đang chờ quét virus Tệp mở được khi quét virus xong, thường sau ít phút: hãy tải lại trang."),
        ("infected", "có virus, đã xóa 05/03/2026 Trình quét virus đã xóa tệp này: hãy tải lên tệp sạch."),
        (
            "too_much",
            "không quét virus được 05/03/2026 Trình quét virus không đọc hết được tệp này nên không ai mở được: "
            "hãy tải lên tệp nhỏ hơn.",
        ),
    ],
)
def test_what_is_held_back_is_neither_shown_nor_linked(db, scan, said):
    html = shown(scan=scan)
    assert text(html).endswith(said)
    assert links(html) == []


def test_a_name_is_text(db):
    html = shown(name='"><script>x</script>.pdf')
    assert "<script>" not in html and text(html).startswith("&quot;&gt;&lt;script&gt;x")

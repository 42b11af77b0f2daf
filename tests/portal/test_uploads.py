"""Uploads are judged by what is in them: real PDFs and pictures, and what only looks like them."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Encryption, Name, ObjectStreamMode, Pdf
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from portal import uploads
from portal.file_kinds import Kind, UploadRefused
from portal.uploads import judge
from tests.portal.files import encoded, pdf, picture

MEGABYTE = 1024 * 1024
ORIENTATION, GPS, DESCRIPTION, RESOLUTION = 0x0112, 0x8825, 0x010E, 0x011A


def refusal(content: bytes) -> str:
    with pytest.raises(UploadRefused) as error:
        judge(io.BytesIO(content))
    return str(error.value)


# --- container ------------------------------------------------------------------------------------------------------
def test_a_clean_file_comes_with_its_kind_and_hash():
    content = pdf()
    clean = judge(SimpleUploadedFile("báo cáo.png", content, "image/png"))
    assert (clean.content, clean.kind, clean.sha256) == (content, Kind.PDF, hashlib.sha256(content).hexdigest())
    assert (clean.kind.suffix, clean.kind.content_type) == ("pdf", "application/pdf")


@pytest.mark.parametrize(
    ("start", "seen"),
    [
        (b"PK\x03\x04", "; tệp này là tệp Word, Excel hoặc tệp nén"),
        (b"\xd0\xcf\x11\xe0", "; tệp này là tệp Word hoặc Excel cũ"),
        (b"\x00\x00\x00\x18ftypqt  ", "; tệp này là phim"),
        (b"\x00\x00\x00\x18ftypavif", "; tệp này là ảnh AVIF"),
        (b"Rar!\x1a\x07", "; tệp này là tệp nén"),
        (b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'>", "; tệp này là ảnh SVG"),
        (b"\n<HTML><script>", "; tệp này là trang web"),
        (b"MZ\x90", "; tệp này là chương trình"),
        (b"L\x00\x00\x00\x01\x14\x02\x00", "; tệp này là chương trình"),
        (b"var x = 1;", ""),
        (b"junk %PDF-1.7", ""),
    ],
)
def test_other_types_are_refused_by_name(start: bytes, seen: str):
    assert refusal(start + bytes(100)) == f"Chỉ nhận tệp PDF, JPEG hoặc PNG{seen}: hãy lưu thành PDF rồi tải lên."


def test_empty_and_heavy_files_are_refused():
    assert refusal(b"") == "Tệp rỗng: chọn lại tệp rồi tải lên."
    comment = b"%" + b"x" * (10 * MEGABYTE - len(pdf()) - 2) + b"\n"
    full = pdf().replace(b"\n", b"\n" + comment, 1)
    assert len(full) == 10 * MEGABYTE
    assert judge(io.BytesIO(full)).content == full
    assert refusal(full + b"\n") == "Tệp nặng hơn 10 MB: hãy nén lại, hoặc quét ở độ phân giải thấp hơn."


# --- pictures -------------------------------------------------------------------------------------------------------
def test_a_picture_loses_its_metadata_and_stands_upright():
    exif = Image.Exif()
    exif[ORIENTATION], exif[DESCRIPTION] = 6, "so nha rieng"
    exif.get_ifd(GPS)[1] = "N"
    taken = encoded(picture(), "JPEG", exif=exif, comment=b"so nha rieng", quality=95)
    assert b"so nha rieng" in taken
    clean = judge(io.BytesIO(taken))
    assert clean.kind is Kind.JPEG
    assert b"so nha rieng" not in clean.content
    with Image.open(io.BytesIO(clean.content)) as image:
        assert (image.format, image.size, dict(image.getexif()), "comment" in image.info) == ("JPEG", (20, 30), {}, False)
        red, green, _ = image.getpixel((10, 5))  # turned right: what was left is on top
        assert red > 200 > 60 > green


def test_what_hides_behind_a_picture_is_gone():
    notes = PngInfo()
    notes.add_text("Comment", "<script>trong</script>")
    for kind, content in (("PNG", encoded(picture(), "PNG", pnginfo=notes)), ("JPEG", encoded(picture(), "JPEG"))):
        clean = judge(io.BytesIO(content + b"<script>alert(1)</script>PK\x03\x04"))
        assert clean.kind is Kind[kind]
        assert b"script" not in clean.content
        assert b"PK\x03\x04" not in clean.content


@pytest.mark.parametrize("made", ["HEIF", "WEBP", "BMP", "TIFF", "GIF"])
def test_what_phones_and_scanners_make_becomes_a_jpeg(made: str):
    clean = judge(io.BytesIO(encoded(picture(), made)))
    assert (clean.kind, clean.pages) == (Kind.JPEG, 1)
    with Image.open(io.BytesIO(clean.content)) as kept:
        assert (kept.format, kept.size, kept.info.keys() & {"exif", "xmp", "icc_profile"}) == ("JPEG", (30, 20), set())
        assert [kept.getpixel(at)[1] > 128 for at in ((5, 10), (25, 10))] == [False, True]


def test_a_photo_of_an_iphone_stands_upright_and_says_not_where_it_was_taken():
    exif = Image.Exif()
    exif[ORIENTATION], exif[DESCRIPTION] = 6, "so nha rieng"
    taken = encoded(picture(), "HEIF", exif=exif.tobytes())
    assert b"so nha rieng" in taken
    clean = judge(io.BytesIO(taken))
    with Image.open(io.BytesIO(clean.content)) as kept:
        assert (kept.size, dict(kept.getexif()), b"so nha" in clean.content) == ((20, 30), {}, False)


def test_what_was_transparent_becomes_white_paper():
    clear = Image.new("RGBA", (30, 20), (255, 0, 0, 0))
    with Image.open(io.BytesIO(judge(io.BytesIO(encoded(clear, "WEBP"))).content)) as kept:
        assert kept.getpixel((9, 9)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("made", "named"), [("TIFF", "Tệp TIFF có nhiều trang"), ("GIF", "Ảnh GIF động"), ("WEBP", "Ảnh WebP động")]
)
def test_a_picture_of_several_is_refused_by_name(made: str, named: str):
    several = encoded(picture(), made, save_all=True, append_images=[picture().rotate(180)])
    assert refusal(several) == f"{named}: hãy lưu thành PDF rồi tải lên."


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_keeps_its_picture(mode: str):
    image = picture().convert("L").convert(mode) if mode in ("1", "I;16") else picture().convert(mode)
    clean = judge(io.BytesIO(encoded(image, "PNG")))
    with Image.open(io.BytesIO(clean.content)) as kept:
        assert (kept.format, kept.size, kept.mode) == ("PNG", (30, 20), mode)
        assert kept.convert("RGB").tobytes() == image.convert("RGB").tobytes()


@pytest.mark.parametrize(("mode", "kept_mode"), [("L", "L"), ("RGB", "RGB"), ("CMYK", "RGB")])
def test_every_kind_of_jpeg_is_taken(mode: str, kept_mode: str):
    clean = judge(io.BytesIO(encoded(picture().convert(mode), "JPEG")))
    with Image.open(io.BytesIO(clean.content)) as kept:
        assert (kept.format, kept.size, kept.mode) == ("JPEG", (30, 20), kept_mode)


def test_a_transparent_colour_stays_transparent():
    clean = judge(io.BytesIO(encoded(picture().convert("P"), "PNG", transparency=0)))
    with Image.open(io.BytesIO(clean.content)) as kept:
        assert kept.info["transparency"] == 0


def empty_png(width: int, height: int) -> bytes:
    """A PNG whose head promises a size and whose body is not worth the name."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [6_400, 12_000, 20_000, 60_000])
def test_a_bomb_is_refused_by_its_head(side: int):
    sentence = f"Ảnh quá lớn ({side} × {side} điểm ảnh): hãy thu nhỏ còn dưới 40 triệu điểm ảnh."
    assert refusal(empty_png(side, side)) == sentence


def test_the_largest_picture_is_still_drawn_within_the_limits():
    clean = judge(io.BytesIO(encoded(Image.new("RGBA", (6_300, 6_300), "red"), "PNG")))
    with Image.open(io.BytesIO(clean.content)) as kept:
        assert (kept.size, kept.getpixel((6_299, 6_299))) == ((6_300, 6_300), (255, 0, 0, 255))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_broken_picture_is_refused(kind: str):
    content = encoded(Image.effect_noise((200, 200), 80), kind)
    assert judge(io.BytesIO(content)).kind is Kind[kind]
    broken = [content[: len(content) // 2], content[:30], content[:8] + b"<html><script>" + bytes(50)]
    assert {refusal(part) for part in broken} == {"Ảnh bị hỏng hoặc tải chưa xong: mở thử tệp trên máy rồi tải lại."}


# --- PDF ------------------------------------------------------------------------------------------------------------
BROKEN = "PDF bị hỏng hoặc tải chưa xong: mở thử tệp trên máy rồi tải lại."
RUNS = "PDF có mã lệnh hoặc tệp nhúng: hãy in ra PDF lại (Print to PDF) rồi tải lên."


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def _attach(document: Pdf) -> None:
    document.attachments["a.txt"] = b"hidden"


def _names_script(document: Pdf) -> None:
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["a", document.make_indirect(script())])))


def _opens(action: Callable[[], Dictionary]) -> Callable[[Pdf], None]:
    def change(document: Pdf) -> None:
        document.Root.OpenAction = document.make_indirect(action())

    return change


def _link(action: Callable[[], Dictionary]) -> Callable[[Pdf], None]:
    def change(document: Pdf) -> None:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action())
        document.pages[0].Annots = Array([link])

    return change


HARMFUL: dict[str, Callable[[Pdf], object]] = {
    "script when opened": _opens(script),
    "address when opened": _opens(lambda: Dictionary(S=Name.URI, URI="https://example.vn")),
    "script by name": _names_script,
    "script on a page": lambda document: document.pages[0].__setitem__("/AA", Dictionary(O=script())),
    "address when a page is shown": lambda document: document.pages[0].__setitem__(
        "/AA", Dictionary(O=Dictionary(S=Name.URI, URI="https://example.vn"))
    ),
    "file on another machine": _link(lambda: Dictionary(S=Name.GoToR, F="//evil.vn/a.pdf", D=Array([0, Name.Fit]))),
    "program behind a link": _link(lambda: Dictionary(S=Name.Launch, F="cmd.exe")),
    "form that sends itself": _link(lambda: Dictionary(S=Name.SubmitForm, F="https://example.vn")),
    "embedded file": _attach,
    "script after a harmless action": _link(lambda: Dictionary(S=Name.URI, URI="https://example.vn", Next=Array([script()]))),
    "form of its own language": lambda document: document.Root.__setitem__("/AcroForm", Dictionary(XFA=Array([]))),
}


@pytest.mark.parametrize("streams", [ObjectStreamMode.disable, ObjectStreamMode.generate])
@pytest.mark.parametrize("harm", HARMFUL)
def test_a_pdf_that_runs_something_is_refused(harm: str, streams: ObjectStreamMode):
    content = pdf(HARMFUL[harm], object_stream_mode=streams)
    if streams is ObjectStreamMode.generate:
        assert b"JavaScript" not in content  # a search in the bytes would find nothing
    assert refusal(content) == RUNS


def _first_page(document: Pdf) -> Array:
    return Array([document.pages[0].obj, Name.Fit])


HARMLESS: dict[str, Callable[[Pdf], object]] = {
    "blank": lambda document: None,
    "link": _link(lambda: Dictionary(S=Name.URI, URI="https://example.vn")),
    "page to open at": lambda document: _opens(lambda: Dictionary(S=Name.GoTo, D=_first_page(document)))(document),
    "place to open at": lambda document: document.Root.__setitem__("/OpenAction", _first_page(document)),
    "form": lambda document: document.Root.__setitem__("/AcroForm", Dictionary(Fields=Array([]))),
}


@pytest.mark.parametrize("harmless", HARMLESS)
def test_an_honest_pdf_is_kept_byte_for_byte(harmless: str):
    content = pdf(HARMLESS[harmless], object_stream_mode=ObjectStreamMode.generate)
    assert judge(io.BytesIO(content)).content == content


def test_a_scan_is_taken():
    content = encoded(picture(), "PDF")
    assert judge(io.BytesIO(content)).content == content


def test_a_password_to_open_is_refused_and_one_to_change_is_not():
    locked = pdf(encryption=Encryption(user="a", owner="b"))
    assert refusal(locked) == "PDF có mật khẩu: gỡ mật khẩu rồi tải lại."
    guarded = pdf(encryption=Encryption(user="", owner="b"))
    assert judge(io.BytesIO(guarded)).content == guarded
    assert refusal(pdf(_opens(script), encryption=Encryption(user="", owner="b"))) == RUNS


def test_a_file_that_makes_its_reader_stumble_is_refused():
    """EXIF that calls the resolution a text: Pillow stops with a TypeError, not with a word of its own."""
    marks = Image.Exif()
    marks[ORIENTATION], marks[RESOLUTION] = 6, 72.0
    honest = encoded(picture(), "JPEG", exif=marks)
    kind, rational, text = honest.index(struct.pack(">H", RESOLUTION)) + 2, struct.pack(">H", 5), struct.pack(">H", 2)
    assert honest[kind : kind + 2] == rational
    broken = honest[:kind] + text + honest[kind + 2 :]
    assert refusal(broken) == "Tệp bị hỏng nên không đọc được: hãy in ra PDF lại, hoặc chụp lại ảnh."


def test_a_broken_pdf_is_refused():
    content = pdf(lambda document: document.pages[0].contents_add(b"0 0 m " * 1000))
    assert judge(io.BytesIO(content)).kind is Kind.PDF
    broken = [content[: len(content) // 2], b"%PDF-1.7\n%%EOF", content + b"PK\x03\x04" + bytes(3000)]
    assert {refusal(part) for part in broken} == {BROKEN}


def test_a_pdf_without_a_page_is_refused():
    assert refusal(pdf(lambda document: document.pages.__delitem__(0))) == "PDF không có trang nào: chọn tệp khác."


def packed(megabytes: int, opening: bytes) -> bytes:
    """A PDF whose opening action lies in an object stream that unpacks to so many megabytes."""
    squeeze = zlib.compressobj(1)
    stream = squeeze.compress(b"5 0 " + opening)
    stream += b"".join(squeeze.compress(b" " * MEGABYTE) for _ in range(megabytes)) + squeeze.flush()
    objects = [
        b"<< /Type /ObjStm /N 1 /First 4 /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Catalog /Pages 3 0 R /OpenAction 5 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
        b"<< /Type /Page /Parent 3 0 R /MediaBox [0 0 9 9] /Resources << >> >>",
    ]
    body, table = b"%PDF-1.7\n", struct.pack(">BIB", 0, 0, 255)
    for number, content in enumerate(objects, 1):
        table += struct.pack(">BIB", 1, len(body), 0)
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table += struct.pack(">BIB", 2, 1, 0) + struct.pack(">BIB", 1, len(body), 0)  # object 5 lies in 1; 6 is the table
    start = len(body)
    body += b"6 0 obj\n<< /Type /XRef /Size 7 /W [1 4 1] /Root 2 0 R /Length %d >>\nstream\n" % len(table)
    return body + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start


def test_a_pdf_bomb_is_stopped():
    """qpdf gives an object as empty when its stream does not fit into memory: what it holds would go unseen."""
    harmless, running = b"<< /S /GoTo /D [4 0 R /Fit] >>", b"<< /S /JavaScript /JS (app.alert(1)) >>"
    assert judge(io.BytesIO(packed(1, harmless))).kind is Kind.PDF
    assert refusal(packed(1, running)) == RUNS
    bomb = packed(600, running)
    assert len(bomb) < 4 * MEGABYTE
    assert refusal(bomb) == BROKEN


def test_a_picture_that_takes_too_much_is_stopped(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(uploads.LIMITS, "memory_mb", 16)
    assert judge(io.BytesIO(encoded(picture(), "PNG"))).kind is Kind.PNG
    heavy = encoded(Image.new("RGB", (6_000, 6_000)), "PNG")
    assert refusal(heavy) == "Tệp quá phức tạp nên không kiểm tra được: hãy in ra PDF lại, hoặc chụp lại ảnh."

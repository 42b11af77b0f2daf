"""A folder of files that go wrong, each made for real, with the one answer that the portal gives (safety.md, 6.1 and 6.5).

`python -m tests.portal.bad_files write FOLDER` writes them; `… walk FOLDER` sends each through its door, as a web worker would,
and prints what was said, in how many seconds, and by how many MB the process had grown at most.
"""

from __future__ import annotations

import io
import json
import os
import struct
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

from pikepdf import Encryption, Name, ObjectStreamMode, Pdf
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.portal import bad_documents as documents
from tests.portal import bad_workbooks as workbooks
from tests.portal.files import encoded, pdf, picture
from tests.portal.test_joining import signed_pdf
from tests.portal.test_office import REFUSED as OFFICE_REFUSED
from tests.portal.test_uploads import BROKEN, HARMFUL, RUNS, empty_png, packed, script
from tests.portal.test_xlsx_read import BOMBS as WORKBOOK_BOMBS
from tests.portal.test_xlsx_read import REFUSED as WORKBOOKS_REFUSED
from tests.portal.test_xlsx_read import WANTED

MEGABYTE = 1024 * 1024
BROKEN_PICTURE = "Ảnh bị hỏng hoặc tải chưa xong: mở thử tệp trên máy rồi tải lại."
LOCKED = "PDF có mật khẩu: gỡ mật khẩu rồi tải lại."
HEAVY = "Tệp nặng hơn 10 MB: hãy nén lại, hoặc quét ở độ phân giải thấp hơn."
Make = Callable[[], bytes]


def only_papers(seen: str = "") -> str:
    return f"Chỉ nhận tệp PDF, JPEG hoặc PNG{seen and f'; tệp này là {seen}'}: hãy lưu thành PDF rồi tải lên."


def too_large(width: int, height: int) -> str:
    return f"Ảnh quá lớn ({width} × {height} điểm ảnh): hãy thu nhỏ còn dưới 40 triệu điểm ảnh."


# --- pictures -------------------------------------------------------------------------------------------------------


def resized(content: bytes, at: int, form: str, *size: int) -> bytes:
    """A picture whose head promises another size."""
    changed = bytearray(content)
    struct.pack_into(form, changed, at, *size)
    return bytes(changed)


def large_jpeg() -> bytes:
    content = encoded(picture(), "JPEG")
    return resized(content, content.index(b"\xff\xc0") + 5, ">HH", 65_000, 65_000)


def large_tiff() -> bytes:
    content = encoded(picture(), "TIFF")
    for tag in (256, 257):  # width, height
        at = content.index(struct.pack("<HH", tag, 4)) + 8
        content = resized(content, at, "<I", 60_000)
    return content


def png_with(name: bytes, data: bytes) -> bytes:
    """A sound PNG with one more chunk after its head."""
    content = encoded(picture(), "PNG")
    chunk = struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    return content[:33] + chunk + content[33:]


def with_place() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    return encoded(picture(), "JPEG", exif=exif)


def with_words() -> bytes:
    notes = PngInfo()
    notes.add_text("Comment", "<script>alert(1)</script>")
    return encoded(picture(), "PNG", pnginfo=notes)


def moving(kind: str, pictures: int) -> bytes:
    more = [picture().rotate(90 + turn) for turn in range(pictures - 1)]
    return encoded(picture(), kind, save_all=True, append_images=more)


def ring_of_pages() -> bytes:
    """A TIFF whose only page says that it is followed by itself."""
    content = bytearray(encoded(picture(), "TIFF"))
    (first,) = struct.unpack_from("<I", content, 4)
    (entries,) = struct.unpack_from("<H", content, first)
    struct.pack_into("<I", content, first + 2 + 12 * entries, first)
    return bytes(content)


PICTURES: dict[str, tuple[Make, str]] = {
    "104 GPS.jpg": (with_place, "JPEG"),
    "105 12000.png": (lambda: empty_png(12_000, 12_000), too_large(12_000, 12_000)),
    "105 20000.png": (lambda: empty_png(20_000, 20_000), too_large(20_000, 20_000)),
    "105 2147483647 wide.png": (lambda: empty_png(2**31 - 1, 1), too_large(2**31 - 1, 1)),
    "105 large.jpg": (large_jpeg, too_large(65_000, 65_000)),
    "105 large.gif": (lambda: resized(encoded(picture(), "GIF"), 6, "<HH", 60_000, 60_000), too_large(60_000, 60_000)),
    "105 large.bmp": (lambda: resized(encoded(picture(), "BMP"), 18, "<ii", 30_000, 30_000), too_large(30_000, 30_000)),
    "105 large.tif": (large_tiff, too_large(60_000, 60_000)),
    "105 500 frames.gif": (lambda: moving("GIF", 500), "Ảnh GIF động: hãy lưu thành PDF rồi tải lên."),
    "105 500 pages.tif": (lambda: moving("TIFF", 500), "Tệp TIFF có nhiều trang: hãy lưu thành PDF rồi tải lên."),
    "105 inflating text.png": (lambda: png_with(b"zTXt", b"a\0\0" + zlib.compress(bytes(20 * MEGABYTE))), BROKEN_PICTURE),
    "105 inflating colours.png": (lambda: png_with(b"iCCP", b"a\0\0" + zlib.compress(bytes(20 * MEGABYTE))), BROKEN_PICTURE),
    "106 svg.png": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', only_papers("ảnh SVG")),
    "106 html.jpg": (lambda: b"<!DOCTYPE html><script>alert(1)</script>", only_papers("trang web")),
    "106 html behind.png": (lambda: encoded(picture(), "PNG") + b"<html><script>alert(1)</script>", "PNG"),
    "106 script as text.png": (with_words, "PNG"),
    "106 gif and js.gif": (lambda: b"GIF89a/*" + bytes(8) + b"*/=1;alert(1)//", BROKEN_PICTURE),
    "106 zip behind.jpg": (lambda: encoded(picture(), "JPEG") + workbooks.archive("a.txt"), "JPEG"),
    "106 jpeg head, html body.jpg": (lambda: b"\xff\xd8\xff<html><script>alert(1)</script>", BROKEN_PICTURE),
    "107 iphone.heic": (lambda: encoded(picture(), "HEIF"), "JPEG"),
    "107 web.webp": (lambda: encoded(picture(), "WEBP"), "JPEG"),
    "107 paint.bmp": (lambda: encoded(picture(), "BMP"), "JPEG"),
    "107 one page.tif": (lambda: encoded(picture(), "TIFF"), "JPEG"),
    "107 two pages.tif": (lambda: moving("TIFF", 2), "Tệp TIFF có nhiều trang: hãy lưu thành PDF rồi tải lên."),
    "107 ring of pages.tif": (ring_of_pages, "JPEG"),
    "107 moving.webp": (lambda: moving("WEBP", 3), "Ảnh WebP động: hãy lưu thành PDF rồi tải lên."),
    "107 cut off.heic": (lambda: encoded(picture(), "HEIF")[:300], BROKEN_PICTURE),
    "0 cut off.jpg": (lambda: encoded(Image.effect_noise((200, 200), 80), "JPEG")[:4000], BROKEN_PICTURE),
    "0 cut off.png": (lambda: encoded(Image.effect_noise((200, 200), 80), "PNG")[:4000], BROKEN_PICTURE),
    "0 cut off.webp": (lambda: encoded(picture(), "WEBP")[:40], BROKEN_PICTURE),
}


# --- PDF ------------------------------------------------------------------------------------------------------------


def ring_of_nodes(document: Pdf) -> None:
    """The page tree holds itself."""
    document.Root.Pages.Kids.append(document.Root.Pages)


def deep_arrays() -> bytes:
    """A page whose boxes lie 200,000 deep in each other."""
    return pdf().replace(b"/MediaBox [ ", b"/CropBox " + b"[" * 200_000 + b"]" * 200_000 + b" /MediaBox [ ")


PDFS: dict[str, tuple[Make, str]] = {
    **{f"100 {name}, packed.pdf": (lambda harm=harm: pdf(harm, object_stream_mode=ObjectStreamMode.generate), RUNS)
       for name, harm in HARMFUL.items()},
    **{f"100 {name}.pdf": (lambda harm=harm: pdf(harm), RUNS) for name, harm in HARMFUL.items()},
    "101 password.pdf": (lambda: pdf(encryption=Encryption(user="a", owner="b")), LOCKED),
    "101 password against changes.pdf": (lambda: pdf(encryption=Encryption(user="", owner="b")), "PDF"),
    "101 password and script.pdf": (
        lambda: pdf(lambda document: document.Root.__setitem__(Name.OpenAction, script()), encryption=Encryption(user="", owner="b")),
        RUNS,
    ),
    "102 scan.pdf": (lambda: encoded(picture(), "PDF"), "PDF"),
    "103 signed.pdf": (signed_pdf, "PDF"),
    "0 unpacks to 600 MB.pdf": (lambda: packed(600, b"<< /S /JavaScript /JS (app.alert(1)) >>"), BROKEN),
    "0 cut off.pdf": (lambda: encoded(picture(), "PDF")[:500], BROKEN),
    "0 head and end alone.pdf": (lambda: b"%PDF-1.7\n%%EOF", BROKEN),
    "0 zip behind.pdf": (lambda: pdf() + workbooks.archive("a.txt") + bytes(3000), BROKEN),
    "0 no page.pdf": (lambda: pdf(lambda document: document.pages.__delitem__(0)), "PDF không có trang nào: chọn tệp khác."),
    "0 ring of pages.pdf": (lambda: pdf(ring_of_nodes), BROKEN),
    "0 junk before.pdf": (lambda: b"junk " + pdf(), only_papers()),
    "0 deep arrays.pdf": (deep_arrays, BROKEN),
}  # fmt: skip


# --- what is no paper at all ----------------------------------------------------------------------------------------

OTHERS: dict[str, tuple[Make, str]] = {
    "109 10 MB and a byte.pdf": (lambda: b"%PDF-1.7\n" + bytes(10 * MEGABYTE - 8), HEAVY),
    "109 26 MB.pdf": (lambda: b"%PDF-1.7\n" + bytes(26 * MEGABYTE), HEAVY),
    "109 nothing.pdf": (bytes, "Tệp rỗng: chọn lại tệp rồi tải lên."),
    "111 letter.docx": (documents.letter, only_papers("tệp Word (.docx)")),
    "111 table.xlsx": (workbooks.book, only_papers("tệp Excel (.xlsx)")),
    "111 slides.pptx": (lambda: workbooks.archive("[Content_Types].xml", "ppt/presentation.xml"), only_papers("tệp PowerPoint")),
    "111 text.odt": (lambda: workbooks.archive("mimetype", "content.xml"), only_papers("tệp OpenDocument")),
    "111 letter.doc": (lambda: workbooks.ole("WordDocument"), only_papers("tệp Word hoặc Excel cũ")),
    "111 locked.docx": (lambda: workbooks.ole("EncryptedPackage"), "Tệp có mật khẩu: hãy gỡ mật khẩu, lưu lại rồi tải lên."),
    "111 a.zip": (lambda: workbooks.archive("a.txt"), only_papers("tệp nén")),
    "111 cut off.zip": (lambda: workbooks.archive("a.txt")[:40], only_papers("tệp Word, Excel hoặc tệp nén")),
    "111 overlapping.zip": (workbooks.overlapping, only_papers("tệp Excel (.xlsx)")),
    "111 a.rar": (lambda: b"Rar!\x1a\x07\x01\x00", only_papers("tệp nén")),
    "111 a.7z": (lambda: b"7z\xbc\xaf\x27\x1c\x00\x04", only_papers("tệp nén")),
    "111 a.gz": (lambda: b"\x1f\x8b\x08\x00", only_papers("tệp nén")),
    "111 a.exe": (lambda: b"MZ\x90\x00", only_papers("chương trình")),
    "111 a.pdf.exe called a.pdf": (lambda: b"MZ\x90\x00%PDF-1.7 %%EOF", only_papers("chương trình")),
    "111 a.lnk": (lambda: b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(60), only_papers("chương trình")),
    "111 a.sh": (lambda: b"#!/bin/sh\nrm -rf /", only_papers("chương trình")),
    "111 a.js": (lambda: b"alert(1)", only_papers()),
    "111 a.rtf": (lambda: b"{\\rtf1 a}", only_papers("tệp RTF")),
    "111 a.mov": (lambda: b"\x00\x00\x00\x14ftypqt  ", only_papers("phim")),
    "111 a.mp4": (lambda: b"\x00\x00\x00\x18ftypisom", only_papers("phim")),
    "111 a.avif": (lambda: b"\x00\x00\x00\x1cftypavif", only_papers("ảnh AVIF")),
    "111 a.csv": (lambda: "STT;Họ tên\n1;Lò Thị Mẫu\n".encode(), only_papers()),
    "111 noise.pdf": (lambda: b"\x00\x01\x02" * 100, only_papers()),
}

# Where Word and Excel are asked for beside papers, and where a table is read.
OFFICE = {f"O {name}": answer for name, answer in OFFICE_REFUSED.items()}
TABLES = {f"T {number} {name}": (make, sentence) for number, name, make, sentence in WORKBOOKS_REFUSED}
TABLES |= {f"T {number} bomb {at}": row for at, (number, *row) in enumerate(WORKBOOK_BOMBS)}

FILES: dict[str, tuple[Make, str]] = PICTURES | PDFS | OTHERS | OFFICE | TABLES


def write(folder: Path) -> None:
    for name, (make, _) in FILES.items():
        (folder / name.replace("/", "∕")).write_bytes(make())


def walk(folder: Path) -> dict[str, tuple[str, float, float]]:
    """For each file what was said (or what it became), the seconds it took, and the MB by which the process had grown."""
    _answer("first", encoded(picture(), "PNG"))  # the child process is there, as it is in a worker that has been at work
    answers = {}
    for path in sorted(folder.iterdir()):
        name = path.name.replace("∕", "/")
        content = path.read_bytes()
        Path("/proc/self/clear_refs").write_text("5")  # the highest mark begins anew
        before, start = _memory("VmRSS"), time.monotonic()
        said = _answer(name, content)
        answers[name] = (said, time.monotonic() - start, _memory("VmHWM") - before)
    return answers


def _answer(name: str, content: bytes) -> str:
    from portal.file_kinds import PAPERS, Kind, UploadRefused
    from portal.uploads import judge
    from portal.xlsx.book import XlsxRefused
    from portal.xlsx.reading import read_table

    try:
        if name in TABLES:
            return read_table(content, WANTED).sheet
        kinds = (*PAPERS, Kind.DOCX, Kind.XLSX) if name in OFFICE else PAPERS
        return judge(io.BytesIO(content), kinds).kind.name
    except (UploadRefused, XlsxRefused) as refused:
        return str(refused)


def _memory(mark: str) -> float:
    """MB, of this process alone."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(mark)).split()[1]) / 1024


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    act, folder = sys.argv[1], Path(sys.argv[2])
    print(json.dumps(walk(folder) if act == "walk" else write(folder)))

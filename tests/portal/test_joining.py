"""Photos and PDFs joined into one PDF: real pictures, real pages, and what cannot be a part of something else."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Encryption, Name, Pdf
from PIL import Image

from portal.file_kinds import Kind, UploadRefused
from portal.joining import join_files
from tests.portal.files import encoded, pdf, picture

ORIENTATION = 0x0112


def joined(**files: bytes):
    return join_files([(name, io.BytesIO(content)) for name, content in files.items()])


def refusal(**files: bytes) -> str:
    with pytest.raises(UploadRefused) as error:
        joined(**files)
    return str(error.value)


def signed_pdf() -> bytes:
    """A PDF with a signed field: its value says over which bytes it stands."""

    def sign(document: Pdf) -> None:
        value = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=Array([0, 10, 20, 10]), Contents=b"\x30" * 64)
        field = document.make_indirect(Dictionary(FT=Name.Sig, T="Chữ ký", V=document.make_indirect(value)))
        document.Root.AcroForm = Dictionary(SigFlags=3, Fields=Array([field]))

    return pdf(sign)


def photo_on(content: bytes, page: int) -> Image.Image:
    with pikepdf.open(io.BytesIO(content)) as document:
        return pikepdf.PdfImage(document.pages[page].Resources.XObject.Photo).as_pil_image()


def test_a_photo_fills_a_page_of_a4_upright_or_across():
    taken = Image.Exif()
    taken[ORIENTATION] = 6
    across, upright = encoded(picture(), "JPEG"), encoded(picture(), "JPEG", exif=taken)
    clean = joined(a=across, b=upright)
    assert (clean.kind, clean.pages) == (Kind.PDF, 2)
    with pikepdf.open(io.BytesIO(clean.content)) as document:
        assert [[float(side) for side in page.mediabox] for page in document.pages] == [[0, 0, 841.89, 595.28], [0, 0, 595.28, 841.89]]
        drawn = bytes(document.pages[0].Contents.read_bytes()).split()
        assert [float(number) for number in (drawn[0], drawn[3], drawn[4], drawn[5])] == [813.890, 542.593, 14, 26.343]
    assert [photo_on(clean.content, page).size for page in (0, 1)] == [(30, 20), (20, 30)]
    assert photo_on(clean.content, 1).getpixel((10, 5))[1] < 60  # what was left is on top


def test_a_photo_of_a_phone_is_as_fine_as_a_scan_and_no_finer():
    clean = joined(a=encoded(Image.new("RGB", (4000, 3000), "red"), "HEIF"), b=encoded(Image.new("L", (3000, 4400)), "JPEG"))
    assert [photo_on(clean.content, page).size for page in (0, 1)] == [(2200, 1650), (1500, 2200)]
    assert [photo_on(clean.content, page).mode for page in (0, 1)] == ["RGB", "L"]


def test_what_a_camera_wrote_is_gone():
    taken = Image.Exif()
    taken[0x010E] = "so nha rieng"
    content = encoded(picture(), "JPEG", exif=taken)
    assert b"so nha rieng" in content
    assert b"so nha rieng" not in joined(a=content, b=content).content


def test_pages_of_pdfs_stay_between_the_photos():
    def two_pages(document: Pdf) -> None:
        document.add_blank_page(page_size=(100, 200))

    clean = joined(a=encoded(picture(), "PNG"), b=pdf(two_pages), c=encoded(picture(), "WEBP"))
    with pikepdf.open(io.BytesIO(clean.content)) as document:
        assert [round(float(page.mediabox[2])) for page in document.pages] == [842, 612, 100, 842]


def test_the_same_files_give_the_same_bytes():
    files = {"a": encoded(picture(), "PNG"), "b": pdf()}
    assert joined(**files).content == joined(**files).content


def test_a_password_against_changes_is_no_hindrance():
    assert joined(a=pdf(encryption=Encryption(user="", owner="b")), b=pdf()).pages == 2


def _half_filled(document: Pdf) -> None:
    document.Root.AcroForm = Dictionary(Fields=Array([]), NeedAppearances=True)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (signed_pdf(), "PDF có chữ ký số, ghép vào tệp khác thì chữ ký mất hiệu lực: hãy gửi riêng tệp này."),
        (pdf(_half_filled), "PDF là biểu mẫu đang điền: hãy in ra PDF lại (Print to PDF) rồi tải lên."),
        (pdf(encryption=Encryption(user="a", owner="b")), "PDF có mật khẩu: gỡ mật khẩu rồi tải lại."),
        (b"", "Tệp rỗng: chọn lại tệp rồi tải lên."),
        (encoded(picture(), "JPEG")[:100], "Ảnh bị hỏng hoặc tải chưa xong: mở thử tệp trên máy rồi tải lại."),
        (
            encoded(picture(), "TIFF", save_all=True, append_images=[picture()]),
            "Tệp TIFF có nhiều trang: hãy lưu thành PDF rồi tải lên.",
        ),
    ],
    ids=["signed", "half filled", "locked", "empty", "broken", "pages"],
)
def test_what_cannot_be_a_part_is_named(content: bytes, sentence: str):
    assert refusal(**{"a.png": encoded(picture(), "PNG"), "b": content}) == f"“b”: {sentence}"


def test_pages_that_are_too_heavy_together_are_refused(settings):
    settings.UPLOAD_JOINED_BYTES = 1024 * 1024
    noise = encoded(Image.effect_noise((1000, 1000), 200), "PNG")
    assert refusal(a=noise, b=noise, c=noise) == "Các trang ghép lại nặng hơn 1 MB: hãy bớt trang, hoặc gửi thành hai tệp."

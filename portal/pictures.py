"""The door to Pillow: a picture drawn anew, upright, without what a camera wrote into it. Runs in a limited child process."""

from __future__ import annotations

import io

import pillow_heif
from PIL import BmpImagePlugin, GifImagePlugin, Image, ImageFile, ImageOps, TiffImagePlugin, UnidentifiedImageError, WebPImagePlugin

from portal.file_kinds import UploadRefused

MAX_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "HEIF", "WEBP", "BMP", "TIFF", "GIF")
PLUGINS = (BmpImagePlugin, GifImagePlugin, TiffImagePlugin, WebPImagePlugin)  # there before a child is born: it looks for none
IN_PAGES = {"TIFF": "Tệp TIFF có nhiều trang", "GIF": "Ảnh GIF động", "WEBP": "Ảnh WebP động"}
BROKEN = "Ảnh bị hỏng hoặc tải chưa xong: mở thử tệp trên máy rồi tải lại."
STUMBLES = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError)  # Pillow's ways to say "broken"
QUALITY = 88

pillow_heif.register_heif_opener(thumbnails=False)


def redrawn(content: bytes) -> tuple[bytes, str]:
    """The picture upright and without metadata, and its format: a PNG stays one, all else becomes a JPEG.

    Raises `UploadRefused` for what is too large (by its head, before a pixel is decoded), moving or broken.
    """
    try:
        with _opened(content) as picture:
            is_png = picture.format == "PNG"
            upright = _upright(picture) if is_png else on_white(_upright(picture))
            return (_png(upright), "PNG") if is_png else (jpeg(upright, QUALITY), "JPEG")
    except STUMBLES as error:
        raise UploadRefused(BROKEN) from error


def shrunk(content: bytes, *, longest: int, quality: int) -> tuple[bytes, tuple[int, int], bool]:
    """The picture as a JPEG whose sides are `longest` pixels at most: its bytes, its size, whether it is grey. Refuses as `redrawn`."""
    try:
        with _opened(content) as picture:
            picture.draft(None, (longest, longest))  # a JPEG is decoded at a half or a quarter, if that is enough
            upright = on_white(_upright(picture))
            upright.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=2.0)
            return jpeg(upright, quality), upright.size, upright.mode == "L"
    except STUMBLES as error:
        raise UploadRefused(BROKEN) from error


def jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def on_white(picture: Image.Image) -> Image.Image:
    """Grey or in colours, as a JPEG can be: what was transparent shows white paper."""
    if picture.mode in ("L", "RGB"):
        return picture
    if picture.has_transparency_data:
        whole = picture.convert("RGBA")
        paper = Image.new("RGB", whole.size, "white")
        paper.paste(whole, mask=whole.getchannel("A"))
        return paper
    return picture.convert("L" if picture.mode in ("1", "LA") else "RGB")


def _opened(content: bytes) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = None  # Pillow's own limit lies above ours, but would speak first
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, loaded in the same nursery, has allowed them
    picture = Image.open(io.BytesIO(content), formats=FORMATS)
    if picture.width * picture.height > MAX_PIXELS:
        size = f"{picture.width} × {picture.height} điểm ảnh"
        raise UploadRefused(f"Ảnh quá lớn ({size}): hãy thu nhỏ còn dưới {MAX_PIXELS // 1_000_000} triệu điểm ảnh.")
    if picture.format in IN_PAGES and _has_a_second(picture):
        raise UploadRefused(f"{IN_PAGES[picture.format]}: hãy lưu thành PDF rồi tải lên.")
    return picture


def _has_a_second(picture: Image.Image) -> bool:
    try:
        picture.seek(1)
    except EOFError:
        return False
    return True


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as the camera was held; of what stood beside the pixels only a transparent colour stays."""
    ImageOps.exif_transpose(picture, in_place=True)
    picture.info = {name: picture.info[name] for name in ("transparency",) if name in picture.info}
    return picture


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=3)  # the default level takes seconds for a full-size scan
    return out.getvalue()

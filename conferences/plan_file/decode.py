"""The bytes of a plan file as text: UTF-8 and nothing else, with a sentence for whatever else it is."""

from __future__ import annotations

import re

from conferences.plan_file.faults import Fault, Faulty

MAX_BYTES = 2 * 1024 * 1024
FOREIGN = (
    (b"PK\x03\x04", "tệp Word, Excel hoặc tệp nén"),
    (b"\xd0\xcf\x11\xe0", "tệp Word hoặc Excel kiểu cũ"),
    (b"%PDF", "tệp PDF"),
    (b"{\\rtf", "tệp RTF"),
    (b"\xff\xfe", "văn bản UTF-16"),
    (b"\xfe\xff", "văn bản UTF-16"),
)
# What YAML cannot hold or takes for a line break of its own: controls, NEL, LS, PS, non-characters.
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
WANTED = "cần tệp kế hoạch dạng YAML hoặc JSON, lưu bằng bảng mã UTF-8"


def decoded(content: bytes) -> str:
    """The text of the file; raises `Faulty`."""
    if len(content) > MAX_BYTES:
        raise _refused(f"tệp quá lớn, nhiều nhất là {MAX_BYTES // 1024 // 1024} MB.")
    for start, name in FOREIGN:
        if content.startswith(start):
            raise _refused(f"đây là {name}; {WANTED}.")
    text = _unicode(content)
    if not text.strip():
        raise _refused(f"tệp rỗng; {WANTED}.")
    odd = [Fault(text.count("\n", 0, at.start()) + 1, "", _named(at[0])) for at in UNREADABLE.finditer(text)]
    if odd:
        raise Faulty(odd)
    return text


def _unicode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        says = f"không phải chữ Unicode (có thể là phông TCVN3, VNI hoặc bảng mã khác); {WANTED}."
        raise Faulty([Fault(line, "", says)]) from error


def _refused(says: str) -> Faulty:
    return Faulty([Fault(1, "", says)])


def _named(letter: str) -> str:
    return f"có ký tự điều khiển U+{ord(letter):04X}: xóa đi rồi gõ lại chỗ đó."

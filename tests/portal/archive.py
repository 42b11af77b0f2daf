"""Reads an archival PDF back with pikepdf, after ISO 19005-3 as far as it can be read off the objects."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name, Stream

FORBIDDEN_KEYS = frozenset({"/JS", "/JavaScript", "/AA", "/XFA", "/EmbeddedFiles", "/Encrypt"})
FORBIDDEN_FILTERS = frozenset({"/LZWDecode", "/Crypt"})


def archive_faults(pdf: bytes, level: str) -> list[str]:
    """What keeps a PDF from being PDF/A-3 of this level ("A": with tags, "U": without); sentences for a failing test."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [*_claim_faults(opened, level), *_object_faults(opened), *_tag_faults(opened, tagged=level == "A")]


def _claim_faults(pdf: pikepdf.Pdf, level: str) -> Iterator[str]:
    if pdf.is_encrypted or "/Encrypt" in pdf.trailer:
        yield "encrypted"
    if "/ID" not in pdf.trailer:
        yield "no identifier"
    meta = pdf.open_metadata()
    if (meta.get("pdfaid:part"), meta.get("pdfaid:conformance")) != ("3", level):
        yield f"claims {meta.pdfa_status or 'nothing'}"
    if meta.get("dc:title") != str(pdf.docinfo.get("/Title")) or meta.get("dc:creator") != [str(pdf.docinfo.get("/Author"))]:
        yield "metadata and document information differ"
    if pdf.Root.get("/Lang") != "vi":
        yield "no language"
    intents = pdf.Root.get("/OutputIntents", [])
    if [str(one.get("/S")) for one in intents] != ["/GTS_PDFA1"] or not bytes(intents[0].DestOutputProfile.read_bytes()):
        yield "no output intent with its profile"


def _object_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    fonts = 0
    for thing in pdf.objects:
        if not isinstance(thing, Dictionary | Stream):
            continue
        if found := FORBIDDEN_KEYS & set(thing.keys()):
            yield f"has {', '.join(sorted(found))}"
        if isinstance(thing, Stream) and str(thing.get("/Filter", "")) in FORBIDDEN_FILTERS:
            yield f"has a stream of {thing.Filter}"
        if thing.get("/Type") == Name.Font and "/FontDescriptor" in thing:
            fonts += 1
            if "/FontFile2" not in thing.FontDescriptor and "/FontFile3" not in thing.FontDescriptor:
                yield f"{thing.BaseFont} is not embedded"
        if thing.get("/Type") == Name.Font and thing.get("/Subtype") == Name.Type0 and "/ToUnicode" not in thing:
            yield f"{thing.BaseFont} has no way back to letters"
        if thing.get("/Type") == Name.Font and not {"/FontDescriptor", "/DescendantFonts"} & set(thing.keys()):
            yield f"{thing.get('/BaseFont')} has no descriptor"
    if not fonts:
        yield "no font at all"


def _tag_faults(pdf: pikepdf.Pdf, *, tagged: bool) -> Iterator[str]:
    marked = bool(pdf.Root.get("/MarkInfo", Dictionary()).get("/Marked", False))
    if tagged != (marked and "/StructTreeRoot" in pdf.Root):
        yield "no tags" if tagged else "tags that nobody promised"


def outline(pdf: bytes) -> list[tuple[int, str, int]]:
    """The bookmarks in order: depth (from 1), text, page (from 1)."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        numbers = {page.obj.objgen: number for number, page in enumerate(opened.pages, 1)}

        def walk(items: list, depth: int) -> Iterator[tuple[int, str, int]]:
            for item in items:
                yield depth, " ".join(str(item.title).split()), numbers[item.destination[0].objgen]
                yield from walk(item.children, depth + 1)

        with opened.open_outline() as found:
            return list(walk(found.root, 1))

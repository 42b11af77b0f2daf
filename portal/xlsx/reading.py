"""A table out of a workbook that somebody sent, whatever it is; read in a child process with limits of time and memory."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from xml.sax import SAXException

from defusedxml import DefusedXmlException

from portal.child import ChildFailed, run_limited
from portal.xlsx.book import Leaf, XlsxRefused
from portal.xlsx.cells import CellReader
from portal.xlsx.container import BROKEN, TOO_LARGE, opened
from portal.xlsx.parts import Count, Rels, Sheets, Styles, Texts, parse, read_part, refuse_declarations, rels_of
from portal.xlsx.tables import NAMED, Found, Wanted, fit, found_on, missing_sentence

LIMITS = {"seconds": 10, "memory_mb": 400}
DECLARED = "Tệp có khai báo DOCTYPE, không phải do Excel tạo ra: hãy mở bằng Excel, lưu lại thành .xlsx rồi tải lên."
MOST_ROWS = 5000


def read_table(content: bytes, wanted: Sequence[Wanted], *, most_rows: int = MOST_ROWS) -> Found:
    """The table whose head bears the wanted columns, from the first visible sheet that has it.

    Raises `XlsxRefused` with one sentence: no workbook, a dangerous one, or no such table. What single cells get wrong stands
    in them and is the reader's to tell (`portal.xlsx.values`).
    """
    return read_tables(content, {"": wanted}, most_rows=most_rows)[""]


def read_tables(content: bytes, kinds: Mapping[str, Sequence[Wanted]], *, most_rows: int = MOST_ROWS) -> dict[str, Found]:
    """Of each kind of table the first that a visible sheet has; at least one. A sheet counts as the kind whose columns it has
    most of: if it lacks one of them the whole file is refused, so that no sheet is passed over by a slip in its head."""
    try:
        return run_limited(tables_in, content, {kind: tuple(wanted) for kind, wanted in kinds.items()}, most_rows, **LIMITS)
    except XlsxRefused:
        raise
    except ChildFailed as failure:
        raise XlsxRefused(BROKEN if failure.reason == "crash" else TOO_LARGE) from failure


def table_in(content: bytes, wanted: Sequence[Wanted], most_rows: int) -> Found:
    return tables_in(content, {"": wanted}, most_rows)[""]


def tables_in(content: bytes, kinds: Mapping[str, Sequence[Wanted]], most_rows: int) -> dict[str, Found]:
    """Runs in the child. A broken file makes its readers stumble in any way, all of which are said in one sentence."""
    try:
        with opened(content) as archive:
            refuse_declarations(archive)
            return _tables(archive, kinds, most_rows)
    except (XlsxRefused, MemoryError):
        raise
    except DefusedXmlException as error:
        raise XlsxRefused(DECLARED) from error
    except (SAXException, zipfile.BadZipFile, ValueError, LookupError, OSError, EOFError, NotImplementedError) as error:
        raise XlsxRefused(BROKEN) from error


def _tables(archive: zipfile.ZipFile, kinds: Mapping[str, Sequence[Wanted]], most_rows: int) -> dict[str, Found]:
    """One sheet is held at a time; of several with a table of one kind the first is read."""
    book = parse(archive, "_rels/.rels", Rels("")).first("officeDocument")
    sheets, rels = read_part(archive, book, Sheets), rels_of(archive, book)
    listed = [(name, hidden, rels.found[relation]) for name, relation, hidden in sheets.found]
    visible = [(name, path) for name, is_hidden, (kind, path) in listed if not is_hidden and kind == "worksheet"]
    found: dict[str, list[Found]] = {}
    refused: dict[str, XlsxRefused] = {}
    for leaf in _leaves(archive, visible, rels, is_1904=sheets.is_1904):
        kind = max(kinds, key=lambda one: fit(leaf, kinds[one])) if len(kinds) > 1 else next(iter(kinds))
        try:
            if table := found_on(leaf, kinds[kind], most_rows):
                found.setdefault(kind, []).append(replace(table, is_1904=sheets.is_1904))
        except XlsxRefused as error:
            refused.setdefault(kind, error)
    for kind, error in refused.items():
        if kind not in found:
            raise error
    if not found:
        hidden = [name for name, is_hidden, _ in listed if is_hidden]
        raise XlsxRefused(missing_sentence([name for name, _ in visible], hidden, next(iter(kinds.values()))))
    read = [tables[0].sheet for tables in found.values()]
    return {kind: _told(tables, listed, read) for kind, tables in found.items()}


def _leaves(archive: zipfile.ZipFile, visible: Sequence[tuple[str, str]], rels: Rels, *, is_1904: bool) -> Iterator[Leaf]:
    texts, dates = rels.first("sharedStrings"), rels.first("styles")
    strings = read_part(archive, texts, Texts).found if texts else []
    shown_as_dates = read_part(archive, dates, Styles).dates() if dates else frozenset()
    for name, path in visible:
        leaf = Leaf(name)
        read_part(archive, path, lambda leaf=leaf: CellReader(leaf, strings, shown_as_dates, is_1904=is_1904))
        comments = rels_of(archive, path).first("comments")
        leaf.notes = read_part(archive, comments, lambda: Count("comment")).number if comments else 0
        yield leaf


def _told(found: Sequence[Found], listed: Sequence[tuple[str, bool, tuple[str, str]]], read: Sequence[str]) -> Found:
    """The first table, with a note on the sheets that no table was read from."""
    table, beside = found[0], [f"“{name}”{' (ẩn)' if hidden else ''}" for name, hidden, _ in listed if name not in read]
    notes = (f"Đã đọc trang “{table.sheet}”, không đọc {_some(beside)}.",) if beside else ()
    also = [f"“{other.sheet}”" for other in found[1:]]
    warnings = (f"Trang {_some(also)} cũng có bảng như vậy, không đọc.",) if also else ()
    return replace(table, notes=notes + table.notes, warnings=warnings + table.warnings)


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (f" và {len(names) - NAMED} trang khác" if len(names) > NAMED else "")

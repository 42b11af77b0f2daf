"""A table out of a workbook that somebody sent, whatever it is; read in a child process with limits of time and memory."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from xml.sax import SAXException

from defusedxml import DefusedXmlException

from portal.child import ChildFailed, run_limited
from portal.xlsx.book import Leaf, XlsxRefused
from portal.xlsx.cells import CellReader
from portal.xlsx.container import BROKEN, TOO_LARGE, opened
from portal.xlsx.parts import Count, Rels, Sheets, Styles, Texts, parse, read_part, refuse_declarations, rels_of
from portal.xlsx.tables import NAMED, Found, Wanted, found_on, missing_sentence

LIMITS = {"seconds": 10, "memory_mb": 400}
DECLARED = "Tệp có khai báo DOCTYPE, không phải do Excel tạo ra: hãy mở bằng Excel, lưu lại thành .xlsx rồi tải lên."
MOST_ROWS = 5000


def read_table(content: bytes, wanted: Sequence[Wanted], *, most_rows: int = MOST_ROWS) -> Found:
    """The table whose head bears the wanted columns, from the first visible sheet that has it.

    Raises `XlsxRefused` with one sentence: no workbook, a dangerous one, or no such table. What single cells get wrong stands
    in them and is the reader's to tell (`portal.xlsx.values`).
    """
    try:
        return run_limited(table_in, content, tuple(wanted), most_rows, **LIMITS)
    except XlsxRefused:
        raise
    except ChildFailed as failure:
        raise XlsxRefused(BROKEN if failure.reason == "crash" else TOO_LARGE) from failure


def table_in(content: bytes, wanted: Sequence[Wanted], most_rows: int) -> Found:
    """Runs in the child. A broken file makes its readers stumble in any way, all of which are said in one sentence."""
    try:
        with opened(content) as archive:
            refuse_declarations(archive)
            return _table(archive, wanted, most_rows)
    except (XlsxRefused, MemoryError):
        raise
    except DefusedXmlException as error:
        raise XlsxRefused(DECLARED) from error
    except (SAXException, zipfile.BadZipFile, ValueError, LookupError, OSError, EOFError, NotImplementedError) as error:
        raise XlsxRefused(BROKEN) from error


def _table(archive: zipfile.ZipFile, wanted: Sequence[Wanted], most_rows: int) -> Found:
    """One sheet is held at a time; of several with such a table the first is read."""
    book = parse(archive, "_rels/.rels", Rels("")).first("officeDocument")
    sheets, rels = read_part(archive, book, Sheets), rels_of(archive, book)
    listed = [(name, hidden, rels.found[relation]) for name, relation, hidden in sheets.found]
    visible = [(name, path) for name, is_hidden, (kind, path) in listed if not is_hidden and kind == "worksheet"]
    found: list[Found] = []
    refused: list[XlsxRefused] = []
    for leaf in _leaves(archive, visible, rels):
        try:
            found += [table] if (table := found_on(leaf, wanted, most_rows)) else []
        except XlsxRefused as error:
            refused.append(error)
    if not found:
        hidden = [name for name, is_hidden, _ in listed if is_hidden]
        raise refused[0] if refused else XlsxRefused(missing_sentence([name for name, _ in visible], hidden, wanted))
    return _told(found, listed)


def _leaves(archive: zipfile.ZipFile, visible: Sequence[tuple[str, str]], rels: Rels) -> Iterator[Leaf]:
    texts, dates = rels.first("sharedStrings"), rels.first("styles")
    strings = read_part(archive, texts, Texts).found if texts else []
    shown_as_dates = read_part(archive, dates, Styles).dates() if dates else frozenset()
    for name, path in visible:
        leaf = Leaf(name)
        read_part(archive, path, lambda leaf=leaf: CellReader(leaf, strings, shown_as_dates))
        comments = rels_of(archive, path).first("comments")
        leaf.notes = read_part(archive, comments, lambda: Count("comment")).number if comments else 0
        yield leaf


def _told(found: Sequence[Found], listed: Sequence[tuple[str, bool, tuple[str, str]]]) -> Found:
    """The first table, with a note on the sheets beside it."""
    table, beside = found[0], [f"“{name}”{' (ẩn)' if hidden else ''}" for name, hidden, _ in listed if name != found[0].sheet]
    notes = (f"Đã đọc trang “{table.sheet}”, không đọc {_some(beside)}.",) if beside else ()
    also = [f"“{other.sheet}”" for other in found[1:]]
    warnings = (f"Trang {_some(also)} cũng có bảng như vậy, không đọc.",) if also else ()
    return replace(table, notes=notes + table.notes, warnings=warnings + table.warnings)


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (f" và {len(names) - NAMED} trang khác" if len(names) > NAMED else "")

"""Whether headings and numbers follow one another: I, II, III; 1, 2, 3; a, b, c, d, đ; Điều 1, 2, 3."""

from __future__ import annotations

import re
from collections.abc import Iterator

from papers.checking.decree import STYLES, Departure, departure, style_departures
from papers.checking.lines import Line
from papers.checking.text import Paragraph
from portal.fields import roman, vietnamese_letter

LETTERS = "".join(map(vietnamese_letter, range(1, 24)))  # as the decree itself goes on after d
ROMAN = re.compile(r"([IVX]+)\. ")
ARABIC = re.compile(r"(\d{1,2})\. ?(?=[^\W\d])")
DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.? (?=\D)")
LETTER = re.compile(r"([a-zđ])\) ")
ARTICLE = re.compile(r"Điều (\d{1,3})(\S?)", re.IGNORECASE)


ROMANS = {roman(number): number for number in range(1, 40)}


def check_numbers(paragraphs: list[Paragraph]) -> Iterator[Departure]:
    """Every number that does not go on from the one before it, and headings that do not look like headings."""
    yield from _check_sections(paragraphs)
    yield from _check_articles(paragraphs)
    yield from _check_clauses(paragraphs)
    yield from _check_points(paragraphs)


def _check_sections(paragraphs: list[Paragraph]) -> Iterator[Departure]:
    numbered = [(paragraph, ROMAN.match(paragraph.text)) for paragraph in paragraphs]
    headings = [(paragraph, ROMANS[found[1]]) for paragraph, found in numbered if found and found[1] in ROMANS]
    yield from style_departures(STYLES["section"], [line for paragraph, _ in headings for line in paragraph.lines])
    last = 0
    for paragraph, number in headings:
        if number != last + 1:
            yield _jump("Đề mục", paragraph.first, roman(last) if last else "đầu văn bản", roman(number), roman(last + 1))
            return
        last = number


def _check_articles(paragraphs: list[Paragraph]) -> Iterator[Departure]:
    last = 0
    for paragraph in paragraphs:
        found = ARTICLE.match(paragraph.text)
        if not found or found[2] not in (".", ":", ""):
            continue
        number, first = int(found[1]), paragraph.first
        name = Line(first.page, first.words[:2])
        if found[2] != ".":
            if not name.bold:  # a sentence that begins with the number of an article
                continue
            yield departure("Điều", first.page, f"“{name.text}”: sau số không có dấu chấm", "Mục II.6",
                            "số thứ tự của điều dùng chữ số Ả Rập, sau số có dấu chấm")
        yield from style_departures(STYLES["article"], [name])
        if number != last + 1:
            yield _jump("Điều", first, f"Điều {last}" if last else "đầu văn bản", f"Điều {number}", f"Điều {last + 1}")
            return
        last = number


def _check_clauses(paragraphs: list[Paragraph]) -> Iterator[Departure]:
    """1. 2. 3. and 1.1. 1.2.: begun anew under each heading above them; lists inside lists go on after their end."""
    open_lists: list[int] = []
    dotted = 0
    for paragraph in paragraphs:
        text = paragraph.text
        if ROMAN.match(text) or ARTICLE.match(text):
            open_lists, dotted = [], 0
        elif found := DOTTED.match(text):
            parent, number = int(found[1]), int(found[2])
            if parent not in open_lists or number != dotted + 1:
                expected = f"{open_lists[-1] if open_lists else 1}.{dotted + 1}"
                yield _jump("Số khoản", paragraph.first, f"mục {parent}", f"{parent}.{number}", expected)
                return
            dotted = number
        elif found := ARABIC.match(text):
            number = int(found[1])
            if number - 1 in open_lists:
                del open_lists[open_lists.index(number - 1) :]
            elif number != 1:
                before = str(open_lists[-1]) if open_lists else "đầu mục"
                yield _jump("Số khoản", paragraph.first, before, str(number), str(open_lists[-1] + 1 if open_lists else 1))
                return
            open_lists.append(number)
            dotted = 0


def _check_points(paragraphs: list[Paragraph]) -> Iterator[Departure]:
    last = -1
    for paragraph in paragraphs:
        text = paragraph.text
        if ROMAN.match(text) or ARABIC.match(text) or DOTTED.match(text) or ARTICLE.match(text):
            last = -1
        elif found := LETTER.match(text):
            place = LETTERS.find(found[1])
            if place not in (last + 1, 0):
                before = f"{LETTERS[last]})" if last >= 0 else "đầu khoản"
                yield _jump("Thứ tự điểm", paragraph.first, before, f"{found[1]})", f"{LETTERS[last + 1]})")
                return
            last = place


def _jump(component: str, line: Line, before: str, seen: str, expected: str) -> Departure:
    return departure(component, line.page, f"“{line.short}”: sau {before} là {seen}", "Mục II.6",
                     f"đánh số thứ tự liên tục, ở đây là {expected}")

"""Fits a text into its field: words into lines, and the size down in steps until they go in.

Arithmetic with the widths that the canvas prints with, so that what fits here fits on paper. What cannot be fitted is a
`Misfit`; nothing is cut off, broken inside a word or printed beyond the field.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from papers.lines import BROKEN_PHRASE, OPENING
from papers.stock import BELOW, POINTS, Field
from portal.canvas import lacking, text_width

STEP = 0.5  # points
SHORT = 8  # letters, a full stop counted in: every word of one syllable
LONE_WORD = 1000.0  # what a short word alone on the last line costs, where a line left empty costs 1
SHOWN = 60  # letters of a text in a sentence
SPACES = re.compile(r"[^\S\u00a0]+")
NAME_PART = re.compile(r"(?:^|(?<=[\s'’ʼ]))\w")
WORD_START = re.compile(r"(?:^|(?<=\s))\w")
# Words of several syllables that fill names of units and merits, and numbers with what they count; no line ends within one.
WORDS = re.compile(
    r"\b(?:(?:công đoàn|liên đoàn|công ty|công nhân|viên chức|người lao động|lao động|cơ sở|tiểu học|trung học|phổ thông|mầm non"
    r"|bán trú|nội trú|dân tộc|trung tâm|bệnh viện|sự nghiệp|hành chính|giáo dục|đào tạo|việt nam|thành phố|ủy ban|nhân dân"
    r"|thành tích|xuất sắc|tiêu biểu|phong trào|thi đua|sáng tạo|sáng kiến|điển hình|tiên tiến|tổ chức|xây dựng|hoạt động"
    r"|vững mạnh|góp phần|nhiệm vụ|sản xuất|hội nghị|giai đoạn|hoàn thành|thực hiện)(?!\w)"
    r"|(?:năm|tháng|ngày|số|quý|khóa|lần thứ) (?:\d|[ivx]+\b))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Fitted:
    lines: tuple[str, ...]
    size: float


@dataclass(frozen=True)
class Misfit:
    """A text that cannot stand in its field, and why."""

    field: str
    text: str
    reason: str


@dataclass(frozen=True)
class _Piece:
    """Words that stay on one line."""

    text: str
    width: float  # of the size
    opens: bool  # a phrase begins here: a better place to break than inside one


def fit(text: str, field: Field) -> Fitted | Misfit:
    """The lines of `text` in `field`: as large as they go in, then as few as they can be, of about equal length.

    A break that the text has is kept. A smaller size is also taken where a short word would otherwise stand alone on the
    last line. Words that belong together are parted only where nothing else goes in.
    """
    shown = lettered(text, field.letters)
    if sentence := lacking(shown, field.face):
        return Misfit(field.key, text, f"Ô “{field.label}”: {sentence}")
    lines = shown.splitlines()
    if len(lines) <= field.lines and all(text_width(line, field.face) * field.size <= field.width * POINTS for line in lines):
        return Fitted(tuple(map(_plain, lines)), field.size)  # most texts, and in a tenth of the time
    for together in (True, False):
        if found := _largest([_pieces(line, field, together) for line in lines], field):
            return found
    return Misfit(field.key, text, _why(shown, field))


def lettered(text: str, letters: str) -> str:
    """`text` in the letters of its field, composed, with single spaces and no empty line."""
    lines = (SPACES.sub(" ", line).strip() for line in unicodedata.normalize("NFC", text).splitlines())
    plain = "\n".join(line for line in lines if line)
    if letters == "upper":
        return plain.upper()
    return _titled(plain) if letters == "title" else plain


def ends_lonely(lines: Sequence[str]) -> bool:
    """Whether the last of several lines is one short word."""
    return len(lines) > 1 and _is_lonely(lines[-1])


def _plain(line: str) -> str:
    """A space that did not break is one to a reader."""
    return line.replace("\u00a0", " ")


def _is_lonely(line: str) -> bool:
    return len(line) <= SHORT and not re.search(r"\s", line)


def _titled(name: str) -> str:
    """A name's parts with capitals. One that is typed all in capitals is made small first; else its letters stay as confirmed."""
    if name.isupper():
        return NAME_PART.sub(lambda first: first[0].upper(), name.lower())
    return WORD_START.sub(lambda first: first[0].upper(), name)


def _sizes(field: Field) -> Iterator[float]:
    """The field's own size first, the smallest last."""
    size = field.size
    while size > field.smallest:
        yield size
        size -= STEP
    yield field.smallest


def _largest(paragraphs: list[list[_Piece]], field: Field) -> Fitted | None:
    """The largest size at which no short word stands alone at the end, else the largest that goes in."""
    lonely = None
    for size in _sizes(field):
        broken = [_broken(pieces, field.width * POINTS / size, text_width(" ", field.face)) for pieces in paragraphs]
        if not all(broken) or sum(map(len, broken)) > most_lines(field, size):
            continue
        found = Fitted(tuple(_plain(line) for lines in broken for line in lines), size)
        if not any(map(ends_lonely, broken)):
            return found
        lonely = lonely or found
    return lonely


def most_lines(field: Field, size: float) -> int:
    """How many lines of that size may stand. Where lines stand around y, as many as stay within the height of the full ones:
    three lines of a collective's long name are larger than two."""
    if field.grows != "both":
        return field.lines
    room = (field.lines - 1) * field.spacing / 2 + BELOW
    return max(field.lines, int((room * field.size / size - BELOW) * 2 / field.spacing + 1e-9) + 1)


def _pieces(line: str, field: Field, together: bool) -> list[_Piece]:
    """What a line may be broken between: words, or those that belong `together`."""
    inside = {at for match in WORDS.finditer(line) for at in range(match.start() + 1, match.end())}
    groups: list[list[str]] = []
    at = 0
    for word in line.split(" "):
        if together and groups and (at in inside or _bound(groups[-1], word)):
            groups[-1].append(word)
        else:
            groups.append([word])
        at += len(word) + 1
    openings = {match.start() for match in OPENING.finditer(f"{line} ")}
    pieces, at = [], 0
    for text in map(" ".join, groups):
        pieces.append(_Piece(text, text_width(text, field.face), at in openings))
        at += len(text) + 1
    return pieces


def _bound(group: list[str], word: str) -> bool:
    """Whether no line may end before a word: "Y Ngông", "A Páo", "H' Hen"; a dash; "2020 - 2025"."""
    before = group[-1]
    part_of_name = before.isalpha() and len(before) == 1 or re.fullmatch(r"\w{1,2}['’ʼ]", before) or word[:1] in "'’ʼ"
    span = before in "-–" and len(group) > 1 and group[-2][-1].isdigit() and word[0].isdigit()
    return bool(part_of_name) or word in "-–" or span


def _broken(pieces: list[_Piece], limit: float, space: float) -> list[str]:
    """The fewest lines of at most `limit` ems, of about equal length; none if a piece is wider than a line."""
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]  # for the first n pieces: lines, cost, start of the last line
    for end in range(1, len(pieces) + 1):
        options, used, start = [], -space, end
        while start and (used := used + space + pieces[start - 1].width) <= limit:
            start -= 1
            lines, cost, _ = best[start]
            options.append((lines + 1, cost + _cost(pieces, start, end, 1 - used / limit), start))
        if not options:
            return []
        best.append(min(options))
    lines, end = [], len(pieces)
    while end:
        start = best[end][2]
        lines.append(" ".join(piece.text for piece in pieces[start:end]))
        end = start
    return lines[::-1]


def _cost(pieces: list[_Piece], start: int, end: int, slack: float) -> float:
    cost = slack**2
    if start and not pieces[start].opens:
        cost += BROKEN_PHRASE
    if start and end == len(pieces) == start + 1 and _is_lonely(pieces[start].text):
        cost += LONE_WORD
    return cost


def _why(shown: str, field: Field) -> str:
    widest = max(shown.split(), key=lambda word: text_width(word, field.face))
    if text_width(widest, field.face) * field.smallest / POINTS > field.width:
        what = f"từ “{_short(widest)}” rộng hơn ô ({field.width:g} mm)"
    else:
        what = f"“{_short(shown)}” không vừa {field.lines} dòng rộng {field.width:g} mm"
    return f"Ô “{field.label}”: {what}, dù với cỡ chữ nhỏ nhất {field.smallest:g}: hãy viết ngắn lại, hoặc nới ô trên phôi."


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"

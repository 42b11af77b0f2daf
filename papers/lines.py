"""Lines of a paper that both faces must break and close alike: plain text in and out."""

import re
from collections.abc import Sequence
from datetime import date

from portal.fields import long_date
from portal.pdf import Style, text_width

BLANK = "\u00a0" * 6  # room for the clerk's pen; plain spaces would run together
POINTS = 72 / 25.4  # a millimetre
# What opens a phrase: a centred line is broken before it rather than inside "Lao / động".
OPENING = re.compile(
    r"(?<=[,;:] )\S|\(|(?:tỉnh|thành phố|huyện|quận|thị xã|(?<!thị )xã|phường|đặc khu|việt nam|công ty|công đoàn"
    r"|thi đua(?= - khen)|(?<!tổng )liên đoàn|trường|ngành|hội nghị|hội đồng|kế hoạch|quyết định"
    r"|và|của|trong|tại|cho|về|đối với|giai đoạn|lần thứ|ngày"
    r"|(?<!tháng \d )(?<!tháng \d\d )năm)(?=\s)",
    re.IGNORECASE,
)
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)  # the only markup that the text of a paper may hold
ADDRESS = "Kính gửi:"
# Runs of spaces are the blanks of a draft and stay whole; no line begins with the dash of "Thi đua - Khen thưởng".
SINGLE_SPACE = re.compile(r"(?<=\S) (?=\S)(?![-–] )")
BROKEN_PHRASE = 0.3  # what a break inside a phrase costs, where a line left empty costs 1


def broken(text: str, width: float, size: float, style: Style = "Bold") -> str:
    """`text` broken for centring within `width` millimetres: the fewest lines, between phrases, of about equal length.

    Breaks that the text already has are kept. A word longer than a line stays whole (the face cuts it).
    """
    return "\n".join(_broken_line(line, width * POINTS, size, style) for line in text.split("\n"))


def longest_line(text: str, size: float, style: Style = "Bold") -> float:
    """The length of the longest line of `text`, in millimetres."""
    return max(text_width(line, size, style) for line in text.split("\n")) / POINTS


def is_one_line(text: str, width: float, size: float, indent: float) -> bool:
    """Whether a paragraph of `text` whose first line begins `indent` in needs no second one; lengths in millimetres."""
    return text_width(BOLD.sub(r"\1", text), size) / POINTS + indent < width


def closed(lines: Sequence[str]) -> list[str]:
    """Each line ended by ";" and the last by ".", as grounds and recipients are (PL I, II.6 and II.9b)."""
    bare = [line.rstrip().rstrip(";.") for line in lines]
    return [f"{line};" for line in bare[:-1]] + [f"{line}." for line in bare[-1:]]


def dashed(recipients: Sequence[str]) -> list[str]:
    """The list of recipients: a dash before each, closed."""
    return [f"- {line.removeprefix('- ')}" for line in closed(recipients)]


def dated(day: date | None, year: int) -> str:
    """The date, or while there is none its blanks in `year`: number and date come after the signature (NĐ 30/2020, Điều 15)."""
    return long_date(day) if day else f"ngày{BLANK}tháng{BLANK}năm {year}"


def addressed(addressees: Sequence[str]) -> list[str]:
    """The lines of "Kính gửi": one addressee on its line, several below it, each after a dash, closed (PL I, II.9b)."""
    if len(addressees) == 1:
        return [f"{ADDRESS} {addressees[0].rstrip(' ;.')}"]
    return [ADDRESS, *dashed(addressees)] if addressees else []


def address_indents(lines: Sequence[str], width: float, size: float, least: float) -> tuple[float, float]:
    """Where the lines of `addressed` begin and where their dashes do, in millimetres within `width`.

    The dashes stand below the colon (PL I, II.9b), and the whole stands in the middle as far as it fits, never left of
    where paragraphs begin.
    """
    colon = text_width(ADDRESS.removesuffix(":"), size) / POINTS
    dashes = (colon + text_width(line, size) / POINTS for line in lines[1:])
    left = max(least, (width - max(text_width(lines[0], size) / POINTS, *dashes, 0.0)) / 2)
    return left, left + colon


def marked(number: str, level: int) -> str:
    """The number of a heading with its closing mark: "I.", "1.", "1.1.", "a)"; no number has none."""
    return number and number.rstrip(".)") + (")" if level == 4 else ".")


def _broken_line(line: str, width: float, size: float, style: Style) -> str:
    words = SINGLE_SPACE.split(line.strip())
    widths = [text_width(f"{word} ", size, style) for word in words]
    width += text_width(" ", size, style)  # the space after the last word takes no room
    openings = _openings(words)
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]  # for the first n words: lines, cost, start of the last line
    for end in range(1, len(words) + 1):
        options, used, start = [], 0.0, end
        while start and (start == end or used + widths[start - 1] <= width):
            start -= 1
            used += widths[start]
            slack = max(0.0, 1 - used / width) ** 2
            penalty = BROKEN_PHRASE if start and start not in openings else 0
            options.append((best[start][0] + 1, best[start][1] + slack + penalty, start))
        best.append(min(options))
    return "\n".join(_lines(words, best))


def _lines(words: list[str], best: list[tuple[int, float, int]]) -> list[str]:
    lines, end = [], len(words)
    while end:
        start = best[end][2]
        lines.append(" ".join(words[start:end]))
        end = start
    return lines[::-1]


def _openings(words: list[str]) -> set[int]:
    """The positions of the words that open a phrase."""
    text, starts, at = " ".join(words) + " ", {}, 0
    for position, word in enumerate(words):
        starts[at] = position
        at += len(word) + 1
    return {starts[match.start()] for match in OPENING.finditer(text) if match.start() in starts}

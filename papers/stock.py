"""The stock on which certificates are printed, as plain data: its size, its fields, and what the printer's shop put on it.

A blank (phôi) comes printed; we add the fields and nothing else. On full-face stock we print all of it. Lengths are
millimetres from the upper left corner of the sheet, type is in points; the y of a text is the baseline of its first line,
so that it stands on the dotted line of a blank whatever size it is shrunk to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, Literal

from papers.layout import MOTTO, NATION
from portal.canvas import FAMILIES, Face

BLACK, RED, GOLD = "#000000", "#c00000", "#b08d2e"
POINTS = 72 / 25.4  # a millimetre
ABOVE, BELOW = 0.93, 0.22  # of the size: from "Ẳ" down to "ạ" and "g"
SMALLEST = 6  # points: nobody reads less in a frame on a wall
SMALLEST_SHEET, LARGEST_SHEET = 1, 1000  # millimetres

# What a field may say, by its key.
FIELDS = {
    "address": "danh xưng",
    "name": "họ và tên, tên tập thể",
    "unit": "chức vụ, đơn vị",
    "merit": "thành tích",
    "award": "hình thức khen thưởng",
    "decision": "số, ngày quyết định",
    "register": "số vào sổ",
    "place_date": "địa danh, ngày ký",
    "authority": "quyền hạn, chức vụ người ký",
    "signer": "người ký",
    "second_authority": "quyền hạn, chức vụ người cùng ký",
    "second_signer": "người cùng ký",
}


@dataclass(frozen=True)
class Field:
    """Where one text stands. It is broken into at most `lines` lines and shrunk to `smallest`; it never leaves its width.

    Where it grows both ways, more lines may stand as soon as they are small enough to stay within the height of the full ones.
    """

    key: str
    x: float
    y: float
    width: float
    size: float
    smallest: float
    lines: int = 1
    align: Literal["left", "center", "right"] = "center"
    letters: Literal["as_is", "upper", "title"] = "as_is"
    font: str = "Liberation Serif"
    bold: bool = False
    italic: bool = False
    colour: str = BLACK
    spacing: float = 1.2  # from baseline to baseline, of the size
    grows: Literal["down", "both"] = "down"  # both: several lines stand around y, where a single one would

    @property
    def face(self) -> Face:
        return Face(self.font, self.bold, self.italic)

    @property
    def label(self) -> str:
        return FIELDS.get(self.key, self.key)


@dataclass(frozen=True)
class Square:
    """Where the QR code stands."""

    x: float
    y: float
    side: float


@dataclass(frozen=True)
class Frame:
    x: float
    y: float
    width: float
    height: float
    weight: float  # of the line
    colour: str


@dataclass(frozen=True)
class Printed:
    """A text of the stock itself."""

    text: str
    field: Field
    underlined: bool = False


@dataclass(frozen=True)
class Stock:
    name: str
    width: float
    height: float
    fields: tuple[Field, ...]
    code: Square | None = None
    full_face: bool = False  # we print frames and words too; else the sheet comes with them
    frames: tuple[Frame, ...] = ()
    words: tuple[Printed, ...] = ()


def baselines(field: Field, lines: int, size: float) -> list[float]:
    """Where so many lines of that size stand."""
    step = field.spacing * size / POINTS
    first = field.y - (lines - 1) * step / 2 if field.grows == "both" else field.y
    return [first + line * step for line in range(lines)]


def faults(stock: Stock) -> list[str]:
    """Why nothing could be printed on `stock`, one sentence each."""
    if not all(SMALLEST_SHEET <= side <= LARGEST_SHEET for side in (stock.width, stock.height)):
        return [f"Khổ phôi {stock.width:g} × {stock.height:g} mm không in được: mỗi cạnh từ {SMALLEST_SHEET} đến {LARGEST_SHEET} mm."]
    found = [fault for field in stock.fields for fault in faults_of(field, stock)]
    twice = [key for key, count in Counter(field.key for field in stock.fields).items() if count > 1]
    found += [f"Ô “{FIELDS.get(key, key)}” có hai lần trên phôi: hãy bỏ bớt một." for key in twice]
    if stock.code and not _lies_on(stock, stock.code.x, stock.code.y, stock.code.side, stock.code.side):
        found.append("Mã QR nằm ngoài tờ phôi: hãy dời vào trong.")
    return found


def overlaps(stock: Stock, *, with_words: bool = True) -> list[str]:
    """Which of the fields, words and the code of `stock` touch where all lines are full, one sentence for each pair.

    Without words where the sheet bears others, which only its scanned picture knows.
    """
    parts = [(f"Ô “{field.label}”", _reach(field)) for field in stock.fields]
    parts += [(f"Dòng “{printed.text}”", _reach(printed.field)) for printed in stock.words if with_words]
    if stock.code:
        code = stock.code
        parts.append(("Mã QR", (code.x, code.y, code.x + code.side, code.y + code.side)))
    return [
        f"{one} và {other[0].lower()}{other[1:]} chồng lên nhau khi đủ dòng: hãy dời ra, hoặc bớt cỡ chữ, bớt dòng."
        for (one, reach), (other, theirs) in combinations(parts, 2)
        if _meet(reach, theirs)
    ]


def _reach(field: Field) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a field with all its lines, marks above and below letters included."""
    at = baselines(field, field.lines, field.size)
    above, below = ABOVE * field.size / POINTS, BELOW * field.size / POINTS
    return field.x, at[0] - above, field.x + field.width, at[-1] + below


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def faults_of(field: Field, stock: Stock) -> Iterator[str]:
    """Those of one field."""
    if field.key not in FIELDS:
        yield f"Không có ô nào tên “{field.key}”."
    if field.font not in FAMILIES:
        yield f"Ô “{field.label}”: không có phông chữ “{field.font}”, hãy chọn {', '.join(FAMILIES)}."
    if not SMALLEST <= field.smallest <= field.size:
        yield f"Ô “{field.label}”: cỡ chữ nhỏ nhất phải từ {SMALLEST} đến cỡ chữ của ô ({field.size:g})."
    if not re.fullmatch("#[0-9a-f]{6}", field.colour):
        yield f"Ô “{field.label}”: màu “{field.colour}” không đọc được, hãy viết như {RED}."
    if field.lines < 1:
        yield f"Ô “{field.label}”: phải có ít nhất một dòng."
    at, high = baselines(field, max(1, field.lines), field.size), field.size / POINTS
    if not _lies_on(stock, field.x, at[0] - high, field.width, at[-1] - at[0] + high):
        yield f"Ô “{field.label}” ra ngoài tờ phôi {stock.width:g} × {stock.height:g} mm: hãy dời vào trong hoặc bớt rộng, bớt dòng."


def _lies_on(stock: Stock, x: float, y: float, width: float, height: float) -> bool:
    return x >= 0 and y >= 0 and width > 0 and x + width <= stock.width and y + height <= stock.height


def shifted(stock: Stock, x: float, y: float) -> Stock:
    """All that is printed, so many millimetres to the right and down: for a printer that does not hit the sheet's corner."""
    def move(part: Any) -> Any:
        return replace(part, x=part.x + x, y=part.y + y)

    return replace(
        stock,
        fields=tuple(map(move, stock.fields)),
        code=move(stock.code) if stock.code else None,
        frames=tuple(map(move, stock.frames)),
        words=tuple(replace(printed, field=move(printed.field)) for printed in stock.words),
    )


def stock_of(data: dict[str, Any]) -> Stock:
    """The stock that `dataclasses.asdict` made plain data of."""
    return Stock(
        **data
        | {
            "fields": tuple(Field(**field) for field in data["fields"]),
            "code": Square(**data["code"]) if data["code"] else None,
            "frames": tuple(Frame(**frame) for frame in data["frames"]),
            "words": tuple(Printed(**printed | {"field": Field(**printed["field"])}) for printed in data["words"]),
        }
    )


# --- samples, all invented -------------------------------------------------------------------------------------------


def large_blank(awarder: str) -> Stock:
    """A blank of 400 × 300 mm for "Bằng khen": frame and order of lines are those of NĐ 50/2006/NĐ-CP, which is no longer in
    force but still the shape that is sold."""
    return Stock(
        "Phôi Bằng khen 400 × 300 mm",
        400,
        300,
        fields=(
            Field("address", 60, 129, 280, 20, 14, italic=True),
            Field("name", 60, 150, 280, 33, 18, lines=2, letters="upper", bold=True, spacing=1.1, grows="both"),
            Field("unit", 60, 168, 280, 20, 13),
            Field("merit", 60, 178, 280, 20, 13, lines=3, italic=True),
            Field("decision", 54, 247, 140, 14, 10, align="left"),
            Field("register", 54, 254, 140, 14, 10, align="left"),
            Field("place_date", 210, 205.5, 140, 16, 11, italic=True),
            Field("authority", 210, 213, 140, 16, 11, lines=2, letters="upper", bold=True),
            Field("signer", 210, 254, 140, 18, 12, bold=True),
        ),
        code=Square(54, 217, 22),
        frames=_double_frame(40, 35, 320, 230),
        words=(
            _nation(60, 52, 280, 18),
            _motto(60, 60, 280, 18),
            Printed(awarder, Field("", 60, 77, 280, 22, 12, letters="upper", bold=True, colour=RED)),
            Printed("TẶNG", Field("", 60, 91, 280, 20, 20, bold=True)),
            Printed("BẰNG KHEN", Field("", 60, 116, 280, 64, 64, bold=True, colour=RED)),
        ),
    )


def small_blank(awarder: str) -> Stock:
    """A blank of A4 across for "Giấy khen"."""
    return Stock(
        "Phôi Giấy khen A4 ngang",
        297,
        210,
        fields=(
            Field("address", 28, 79.5, 241, 15, 11, italic=True),
            Field("name", 28, 95, 241, 26, 13, lines=2, letters="upper", bold=True, spacing=1.1, grows="both"),
            Field("unit", 28, 109, 241, 15, 10),
            Field("merit", 28, 116.5, 241, 15, 10, lines=3, italic=True),
            Field("decision", 22, 182, 110, 12, 9, align="left"),
            Field("register", 22, 188, 110, 12, 9, align="left"),
            Field("place_date", 160, 139, 110, 13, 9, italic=True),
            Field("authority", 160, 145.5, 110, 13, 9, lines=2, letters="upper", bold=True),
            Field("signer", 160, 188, 110, 14, 10, bold=True),
        ),
        code=Square(22, 155, 20),
        frames=_double_frame(12, 12, 273, 186),
        words=(
            _nation(28, 25, 241, 14),
            _motto(28, 31, 241, 14),
            Printed(awarder, Field("", 28, 43, 241, 16, 10, letters="upper", bold=True, colour=RED)),
            Printed("TẶNG", Field("", 28, 51.5, 241, 15, 15, bold=True)),
            Printed("GIẤY KHEN", Field("", 28, 68.5, 241, 46, 46, bold=True, colour=RED)),
        ),
    )


def full_face(awarder: str) -> Stock:
    """The same on white paper: all of it is printed by us."""
    return replace(small_blank(awarder), name="Giấy khen A4 ngang, in toàn bộ", full_face=True)


SAMPLES = (large_blank, small_blank, full_face)


def _nation(x: float, y: float, width: float, size: float) -> Printed:
    return Printed(NATION, Field("", x, y, width, size, size, bold=True))


def _motto(x: float, y: float, width: float, size: float) -> Printed:
    return Printed(MOTTO, Field("", x, y, width, size, size, bold=True), underlined=True)


def _double_frame(x: float, y: float, width: float, height: float) -> tuple[Frame, ...]:
    """A thick line around a thin one, and a small square in each corner between them."""
    gap, side, near = 4, 5, 2
    far = side + near
    corners = [(left, top) for left in (x + near, x + width - far) for top in (y + near, y + height - far)]
    return (
        Frame(x, y, width, height, 2, GOLD),
        Frame(x + gap, y + gap, width - 2 * gap, height - 2 * gap, 0.6, RED),
        *(Frame(left, top, side, side, 0.6, RED) for left, top in corners),
    )

"""The paragraphs between head and foot as a tree of sections, by their numbers; where the numbers are wrong is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from conferences.reading.found import Place
from conferences.reading.lines import Para
from conferences.reading.marks import (
    ARABIC,
    ARTICLE,
    DASH,
    DOTTED,
    LETTER,
    NUMBERED,
    PAREN,
    PART,
    PLUS,
    ROMAN,
    STAR,
    Mark,
    ended,
    is_upper,
    mark_of,
    unbold,
)
from conferences.reading.words import roles_of
from portal.fields import roman, vietnamese_letter

PLAIN, TABLE = "", "table"
SHORT = 120  # letters of a heading without a number
STRUCTURE = {PART: 0, ROMAN: 1, ARTICLE: 2}  # these begin anew whatever stands open
INNER = 3
LEAST_STARS = 3  # of a text without any number: its starred lines are its headings


@dataclass(frozen=True)
class Item:
    """One paragraph of a section: its mark (dash, plus, star, "" or table), its words."""

    kind: str
    text: str
    at: Place
    bold: bool = False
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def plain(self) -> str:
        return unbold(self.text)


@dataclass
class Node:
    """A numbered paragraph with all that stands below it. The root has no style."""

    style: str = ""
    number: tuple[int, ...] = ()
    text: str = ""
    at: Place = ()
    bold: bool = False
    items: list[Item] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def plain(self) -> str:
        return unbold(self.text)

    @property
    def is_bare(self) -> bool:
        return not self.items and not self.children

    @property
    def label(self) -> str:
        """The number as the source prints it."""
        if self.style == ROMAN:
            return roman(self.number[0])
        if self.style == LETTER:
            return vietnamese_letter(self.number[0])
        return ".".join(map(str, self.number))


@dataclass(frozen=True)
class Misnumbered:
    """A number of the source that does not follow the one before: `found` "V" where `expected` was "IV". The place, in words."""

    found: str
    expected: str
    heading: str
    at: Place

    @property
    def says(self) -> str:
        after = f" (“{self.heading[:80]}”)" if self.heading else ""
        return f"Văn bản nguồn đánh số {self.found}{after} ở chỗ phải là {self.expected}."


class Outline:
    """Grows a tree, paragraph by paragraph. `wrong` holds every number that does not follow."""

    def __init__(self, *, starred: bool = False) -> None:
        self.root = Node()
        self._starred = starred
        self._articles = 0  # they count through all parts
        self.wrong: list[Misnumbered] = []
        self._open: list[Node] = [self.root]

    def add(self, para: Para) -> None:
        mark = mark_of(para.text) if not para.rows else Mark("", (), "")
        if mark.style in NUMBERED and not (mark.style == LETTER and self._is_no_point(mark)):
            self._section(para, mark)
        elif self._is_name_of_part(para, mark):
            part = self._open[-1]
            part.text, part.at, part.bold = para.text, part.at + para.at, para.bold
        elif not para.rows and self._is_heading(para, mark):
            self._place(Node("", (), mark.text, para.at, para.bold), 1)
        else:
            kind = TABLE if para.rows else mark.style if mark.style in (DASH, PLUS, STAR) else PLAIN
            text = mark.text if kind else para.text
            self._open[-1].items.append(Item(kind, text, para.at, para.bold, para.rows))

    def _is_no_point(self, mark: Mark) -> bool:
        """A letter that neither begins nor continues points is a word."""
        return mark.number != (1,) and not any(node.style == LETTER for node in self._siblings_below())

    def _siblings_below(self) -> Iterator[Node]:
        for node in self._open:
            yield from node.children[-1:]

    def _is_heading(self, para: Para, mark: Mark) -> bool:
        """Capitals without a number are a heading of the highest level; those under "Phông trang trí" stand on it."""
        if self._starred and mark.style == STAR:
            return True
        if "backdrop" in roles_of(self._open[-1].plain):
            return False
        return not mark.style and is_upper(para.plain) and 2 < len(para.plain.split()) and len(para.plain) <= SHORT * 2

    def _is_name_of_part(self, para: Para, mark: Mark) -> bool:
        """ "PHẦN I" on a line of its own is named by the line below it."""
        last = self._open[-1]
        is_unnamed = last.style == PART and not last.text and not last.items
        return is_unnamed and not mark.style and not para.rows and len(para.plain) <= SHORT

    def _section(self, para: Para, mark: Mark) -> None:
        node = Node(mark.style, mark.number, mark.text, para.at, para.bold)
        depth = self._depth(node)
        above = self._open[depth - 1]
        self._check(node, above)
        self._place(node, depth)

    def _place(self, node: Node, depth: int) -> None:
        del self._open[depth:]
        self._open[-1].children.append(node)
        self._open.append(node)

    def _depth(self, node: Node) -> int:
        """How many sections stay open above the new one."""
        if node.style in STRUCTURE:
            return self._structure_depth(node)
        same = [at for at, one in enumerate(self._open) if one.style == node.style and at]
        if node.style == DOTTED:
            return self._dotted_depth(node, same)
        follows = [at for at in reversed(same) if self._open[at].number[0] + 1 == node.number[0]]
        if follows:
            return follows[0]
        if not same or node.number == (1,) and self._begins_below():
            return len(self._open)
        return min(reversed(same), key=lambda at: abs(self._open[at].number[0] + 1 - node.number[0]))

    def _structure_depth(self, node: Node) -> int:
        for at, one in enumerate(self._open[1:], 1):
            if one.style == node.style or STRUCTURE.get(one.style, INNER if one.style else 1) >= STRUCTURE[node.style]:
                return at
        return len(self._open)

    def _dotted_depth(self, node: Node, same: list[int]) -> int:
        prefix = node.number[:-1]
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].number == prefix and self._open[at].style in (ARABIC, DOTTED, PAREN, ROMAN):
                return at + 1
        alike = [at for at in same if len(self._open[at].number) == len(node.number)]
        if alike:
            return alike[-1]
        numbered = [at for at, one in enumerate(self._open) if one.style == ARABIC]
        return numbered[-1] + 1 if numbered else len(self._open)

    def _begins_below(self) -> bool:
        """Whether a "1." may begin a list within the section that is open."""
        top = self._open[-1]
        if top.items:
            return top.items[-1].plain.rstrip().endswith(":") or top.style in STRUCTURE
        return top.style != ARABIC or top.plain.rstrip().endswith(":") or not ended(top.text)

    def _check(self, node: Node, above: Node) -> None:
        """Whether the number follows its neighbour."""
        before = next((one for one in reversed(above.children) if one.style == node.style), None)
        expected = before.number[-1] + 1 if before else 1
        if node.style == ARTICLE:
            expected, self._articles = self._articles + 1, node.number[-1]
        right_above = node.style != DOTTED or above.style != ARABIC or node.number[:-1] == above.number
        if node.number[-1] == expected and right_above:
            return
        prefix = above.number if node.style == DOTTED and above.number else node.number[:-1]
        wanted = Node(node.style, (*prefix, expected))
        self.wrong.append(Misnumbered(node.label, wanted.label, node.plain, node.at))


def outline(paras: list[Para]) -> tuple[Node, list[Misnumbered]]:
    styles = [mark_of(para.text).style for para in paras if not para.rows]
    grown = Outline(starred=styles.count(STAR) >= LEAST_STARS and not any(style in NUMBERED for style in styles))
    for para in paras:
        grown.add(para)
    _prune(grown.root)
    return grown.root, grown.wrong


def _prune(node: Node) -> None:
    """A number with nothing behind it and nothing below it is no section."""
    for child in node.children:
        _prune(child)
    node.children = [child for child in node.children if child.plain.strip() or not child.is_bare]


def walk(node: Node) -> Iterator[Node]:
    for child in node.children:
        yield child
        yield from walk(child)

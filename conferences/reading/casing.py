"""Capitals back to what the office writes elsewhere: the casing of the longest piece of the same words in running text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from conferences.reading.marks import is_upper, mark_of

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
ACRONYMS = re.compile(
    r"(?:UBND|UBMTTQ|HĐND|HĐTĐKT|TĐKT|TĐ|KT|LĐLĐ|TLĐ|CĐ|CĐCS|CĐN|CĐVC|CNVC|CNVCLĐ|CNLĐ|NLĐ|HCSN|SXKD|BCH|BTV|VN|LĐVN"
    r"|LĐLĐVN|MTTQVN|TP|MTTQ|TNHH|KCN|KHCN|CNH|HĐH)"
)
COUNTED = ("thứ", "khóa", "khoá", "hạng", "quý", "kỳ", "đợt", "phần")  # a roman number follows
CONTEXT = 8


class Casing:
    """Knows how words are written in the mixed-case text of one document."""

    def __init__(self, texts: list[str]) -> None:
        self._words: list[tuple[str, bool]] = []  # as written; whether it begins a sentence
        self._where: dict[str, list[int]] = defaultdict(list)
        for text in texts:
            label, colon, rest = text.partition(":")
            if colon and is_upper(label):
                text = rest.strip()  # "KINH PHÍ: do công đoàn chi" teaches nothing about its label
            words = mark_of(text).text
            if not is_upper(words):
                self._learn(words)

    def _learn(self, text: str) -> None:
        end = 0
        for found in WORD.finditer(text):
            between = text[end : found.start()]
            begins = not end or bool(re.search(r"[.!?:;“\"+]|^\s*[-–]\s", between))
            end = found.end()
            self._where[found[0].lower()].append(len(self._words))
            self._words.append((found[0], begins))
        self._words.append(("", True))

    def restored(self, text: str) -> str:
        """A line in capitals as a line of text; a line that is not stays as it is."""
        if not is_upper(text):
            return text
        words = [found[0].lower() for found in WORD.finditer(text)]
        cased = iter([self._one(words, at) for at in range(len(words))])
        lower = WORD.sub(lambda _: next(cased), text)
        return first_upper(lower)

    def _one(self, words: list[str], at: int) -> str:
        word = words[at]
        is_roman = at and words[at - 1] in COUNTED and re.fullmatch("[ivx]+", word)
        if is_roman or ACRONYMS.fullmatch(word.upper()) and not self._is_word(word):
            return word.upper()
        best, votes = (0, 0), Counter()
        for where in self._where.get(word, ()):
            written, begins = self._words[where]
            if begins and written.istitle() and not self._begins_name(words, at, where):
                continue
            left, right = self._left(words, at, where), self._right(words, at, where)
            weight = (left + right, left)
            if weight > best:
                best, votes = weight, Counter()
            if weight == best:
                votes[written] += 1
        # One neighbour alone is chance where the word is mostly written otherwise; so is none.
        return votes.most_common(1)[0][0] if votes and best[0] >= 1 else word

    def _begins_name(self, words: list[str], at: int, where: int) -> bool:
        """Whether a capital at the start of a sentence is that of a name: the next word of both has one too."""
        return self._right(words, at, where) > 0 and self._words[where + 1][0].istitle()

    def _is_word(self, word: str) -> bool:
        return any(self._words[where][0].islower() for where in self._where.get(word, ()))

    def _left(self, words: list[str], at: int, where: int) -> int:
        count = 0
        while count < CONTEXT and at > count and where > count and self._words[where - count - 1][0].lower() == words[at - count - 1]:
            count += 1
        return count

    def _right(self, words: list[str], at: int, where: int) -> int:
        count, ahead = 0, len(words) - at - 1
        while count < min(CONTEXT, ahead) and where + count + 1 < len(self._words):
            if self._words[where + count + 1][0].lower() != words[at + count + 1]:
                break
            count += 1
        return count


def first_upper(text: str) -> str:
    """The first letter as a capital."""
    at = next((at for at, letter in enumerate(text) if letter.isalpha()), None)
    return text if at is None else text[:at] + text[at].upper() + text[at + 1 :]


def first_lower(text: str) -> str:
    """The first letter small, unless the first word is an acronym or a name of capitals."""
    word = WORD.search(text)
    if not word or len(word[0]) > 1 and word[0][1:] != word[0][1:].lower():
        return text
    at = word.start()
    return text[:at] + text[at].lower() + text[at + 1 :]


UNIT_WORDS = (
    ("Tổng Liên đoàn Lao động Việt Nam", "Liên đoàn Lao động", "Ủy ban nhân dân", "Uỷ ban nhân dân", "Hội đồng nhân dân")
    + ("Công đoàn ngành", "Công đoàn cơ sở", "Công đoàn Viên chức", "Công đoàn các Khu công nghiệp", "Công đoàn các Khu kinh tế")
    + (
        "Ủy ban Mặt trận Tổ quốc Việt Nam", "Ủy ban MTTQ", "Việt Nam", "Tổng Liên đoàn", "Công đoàn", "Hội đồng Thi đua - Khen thưởng",
        "Mặt trận Tổ quốc", "Sở", "Phòng", "Ban", "Trường", "Công ty", "Tổng công ty",
    )  # fmt: skip
    + (
        "Giáo dục và Đào tạo", "Giáo dục", "Y tế", "Nội vụ", "Tài chính", "Nông nghiệp", "Xây dựng",
        "Văn phòng", "Cơ quan", "Khối",
    )  # fmt: skip
    + ("tỉnh", "huyện", "thành phố", "quận", "thị xã", "thị trấn", "xã", "phường", "đặc khu", "ngành", "và", "các")
)


def unit_name(text: str) -> str:
    """A body's name in capitals as it is written: common words small, proper names with capitals."""
    if not is_upper(text):
        return text
    done, rest = [], " ".join(text.split())
    while rest:
        known = next((word for word in sorted(UNIT_WORDS, key=len, reverse=True) if _starts(rest, word)), None)
        if known:
            done.append(known)
            rest = rest[len(known) :].lstrip()
        else:
            word, _, rest = rest.partition(" ")
            done.append(word if ACRONYMS.fullmatch(word) else "-".join(part.capitalize() for part in word.split("-")))
    return first_upper(" ".join(done))


def _starts(text: str, word: str) -> bool:
    return re.match(rf"{re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None

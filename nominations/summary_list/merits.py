"""Titles, awards and initiatives as a cell of a list says them, one on a line or between semicolons; and back into words.

    2019: Chiến sĩ thi đua cơ sở (QĐ số 12/QĐ-UBND ngày 05/01/2020 của UBND huyện Than Uyên)
    Lao động tiên tiến các năm 2016, 2017, 2018 – 2020
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from functools import cached_property, lru_cache

from nominations.summary_list.facts import Entry, Merit, Terms
from portal.fields import clean_text, parse_date, screen_date, search_key

AWARD_KINDS, INITIATIVE_KINDS = ("title", "rating", "award", "discipline"), ("initiative",)
ENTRY_BREAK = re.compile(r"[\n\r;]+")
BULLET = re.compile(r"^\s*(?:[-+•*–]|[0-9]{1,2}[.)])\s+")
DECISION = re.compile(
    r"\(?[\s,]*(?:theo\s+)?(?:QĐ|Quyết định)(?:\s+công nhận)?\s*(?:số)?\s*:?\s+(?P<number>[^\s,;()]*[0-9][^\s,;()]*)"
    r"(?:,?\s*(?:ký\s+)?ngày\s+(?P<date>[0-9]{1,2}\s+tháng\s+[0-9]{1,2}\s+năm\s+[0-9]{1,4}|[^\s,;()]+))?"
    r"(?:,?\s*(?:của\s+)(?P<issuer>[^();]{1,200}))?\s*\)?",
    re.IGNORECASE,
)
YEAR = r"(?:19|20)[0-9]{2}"
YEARS = re.compile(
    rf"(?P<school>năm\s+học\s+)?(?:(?:liên tục|trong|từ|các|năm)\s+)*\b{YEAR}\b(?:\s*(?:-|–|đến|,|và|/)\s*(?:năm\s+)?\b{YEAR}\b)*", re.IGNORECASE
)
YEARS_FIRST = re.compile(rf"(?P<years>{YEARS.pattern})\s*:\s*(?P<rest>.*)", re.IGNORECASE)
PEOPLE = re.compile(r"(?:[,(]\s*|^)0*([0-9]{1,5})\s*(?:người|cá nhân|đồng chí|đ/c)(?:\s+đạt)?\)?\s*$", re.IGNORECASE)
LEAD = re.compile(r"^(?:được\s+)?(?:(?:đạt|tặng|nhận|công nhận|danh hiệu|là)\s+)+", re.IGNORECASE)
ABOUT = re.compile(r"^(?:[:–,(-]|về\b|vì\b|trong\b|do\b|đã\b|cho\b|theo\b)", re.IGNORECASE)
EDGES = " \t,:;.-–—()"
SHOWN, SUGGESTIONS = 60, 3
MOST_YEARS = 15
LENGTHS = {"text": 500, "number": 60, "issuer": 200}


class Catalogue:
    """The honours by what they are called: as the catalogue has it, its other spellings, without marks."""

    def __init__(self, entries: Iterable[Entry], subject: str) -> None:
        self.entries = [entry for entry in entries if entry.subject in ("", subject)]
        self.by_name: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for name in dict.fromkeys(map(search_key, (entry.name, *entry.names))):
                self.by_name.setdefault(name, []).append(entry)
        self.by_key = {entry.key: entry for entry in self.entries}

    @cached_property
    def labels(self) -> dict[str, str]:
        """What each of the names is printed as."""
        return {name: entries[0].name for name, entries in self.by_name.items()}

    def find(self, text: str, kinds: Sequence[str], year: int) -> tuple[Entry | None, str]:
        """The honour that the text begins with, the longest name first, and what is left of the text."""
        words = text.split()
        for end in range(len(words), 0, -1):
            rest = " ".join(words[end:])
            if end < len(words) and not (ABOUT.match(rest) or words[end - 1][-1] in ":–,-("):
                continue
            if entry := self._of_year(_key(" ".join(words[:end])), kinds, year):
                return entry, rest.strip(EDGES)
        return None, ""

    def _of_year(self, name: str, kinds: Sequence[str], year: int) -> Entry | None:
        found = [entry for entry in self.by_name.get(name, ()) if entry.kind in kinds]
        return next((entry for entry in found if entry.holds_in(year)), found[0] if found else None)

    def near(self, text: str, kinds: Sequence[str]) -> list[str]:
        """At most three names that are almost this one, the nearest first."""
        names = [name for name, entries in self.by_name.items() if any(entry.kind in kinds for entry in entries)]
        begun = [name for name in names if name.startswith(f"{_key(text)} ")]
        close = begun or get_close_matches(_key(text), names, SUGGESTIONS * 3, 0.55)
        return list(dict.fromkeys(self.labels[name] for name in close))[:SUGGESTIONS]

    def level_of(self, text: str) -> tuple[Entry | None, str]:
        """The initiative of the level that the text names anywhere (“..., cấp tỉnh”), and the text without it."""
        for entry in sorted(self._initiatives(), key=lambda one: -len(one.name)):
            for name in (entry.name, *entry.names):
                level = re.sub(r"^(?:sáng kiến(?: có)?|SKKN|SK)\s+", "", name, flags=re.IGNORECASE)
                spoken = rf"[,(–-]?\s*(?:sáng kiến\s+)?(?:được công nhận\s+)?\b(?:{re.escape(level)}|cấp {re.escape(level)})\b\)?"
                if level != name and (found := re.search(spoken, text, re.IGNORECASE)):
                    return entry, " ".join(f"{text[: found.start()]} {text[found.end() :]}".split()).strip(EDGES)
        return None, text

    def lowest(self) -> Entry | None:
        """Of the initiatives."""
        return min(self._initiatives(), key=lambda one: one.step, default=None)

    def _initiatives(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind == "initiative"]


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    return search_key(text)


class MeritFault(ValueError):
    """An entry that cannot be understood; the message is a sentence without its cell."""


class MeritReader:
    """The entries of cells, of one kind of nominee."""

    def __init__(self, terms: Terms, subject: str) -> None:
        self.catalogue = Catalogue(terms.honours, subject)
        self.today = terms.today

    def read(self, text: str, *, initiatives: bool) -> tuple[list[Merit], list[str], list[str]]:
        """Merits, faults, doubts."""
        merits: list[Merit] = []
        faults, doubts = [], []
        for entry in ENTRY_BREAK.split(text):
            said = clean_text(BULLET.sub("", entry)).rstrip(".,")
            if not any(letter.isalpha() for letter in said) or _key(said) in ("khong", "khong co", "chua co"):
                continue
            try:
                found, doubt = self._entry(said, initiatives)
            except MeritFault as fault:
                faults.append(str(fault))
                continue
            merits += [merit for merit in found if merit not in merits]
            doubts += doubt
        return merits, faults, doubts

    def _entry(self, said: str, initiatives: bool) -> tuple[list[Merit], list[str]]:
        rest, number, day, issuer = self._decision(said)
        rest, people = _taken(PEOPLE, rest.strip())
        if first := YEARS_FIRST.fullmatch(rest.strip()):  # what follows may name other years
            years, rest = self._years(first["years"], said)[0], first["rest"]
        else:
            years, rest = self._years(rest, said)
        rest = LEAD.sub("", rest.strip(EDGES)).strip(EDGES)
        kinds = INITIATIVE_KINDS if initiatives else AWARD_KINDS
        entry, text = self.catalogue.find(rest, kinds, (years or [self.today.year])[-1])
        doubts = []
        if entry is None and initiatives:
            entry, text = self.catalogue.level_of(rest)
            if entry is None and (entry := self.catalogue.lowest()):
                doubts.append(f"“{_short(said)}” không ghi cấp sáng kiến, được hiểu là “{entry.name}”.")
        if entry is None:
            raise MeritFault(self._unknown(rest, kinds))
        if not years:
            if day is None or entry.kind in ("title", "rating"):
                raise MeritFault(f"“{_short(said)}” chưa ghi năm.")
            years = [day.year]
        facts = {"text": text, "number": number, "issuer": issuer}
        for name, most in LENGTHS.items():
            if len(facts[name]) > most:
                raise MeritFault(f"“{_short(said)}” dài quá {most} chữ.")
        merits = [Merit(entry.key, year, text, int(people[1]) if people else None, number, day, issuer) for year in years]
        return merits, doubts

    def _decision(self, said: str) -> tuple[str, str, date | None, str]:
        rest, found = _taken(DECISION, said)
        if found is None:
            return said, "", None, ""
        day = None
        if found["date"]:
            try:
                day = parse_date(found["date"])
            except ValueError as error:
                raise MeritFault(f"“{_short(said)}”: {str(error)[0].lower()}{str(error)[1:]}") from error
            if day > self.today:
                raise MeritFault(f"“{_short(said)}”: ngày quyết định {screen_date(day)} chưa tới.")
        return rest, found["number"], day, (found["issuer"] or "").strip(EDGES)

    def _years(self, rest: str, said: str) -> tuple[list[int], str]:
        """Of a list and of stretches; a school year counts as the one in which it ends."""
        years: list[int] = []
        for found in YEARS.finditer(rest):
            figures = [int(year) for year in re.findall(YEAR, found[0])]
            if found["school"]:
                years.append(figures[-1])
                continue
            marks = re.findall(rf"{YEAR}\s*(-|–|đến)?", found[0])
            for at, year in enumerate(figures):
                stretch = at and marks[at - 1] in ("-", "–", "đến")
                years += range(figures[at - 1] + 1, year + 1) if stretch else [year]
        years = list(dict.fromkeys(years))
        if any(year > self.today.year for year in years):
            raise MeritFault(f"“{_short(said)}”: năm {max(years)} chưa tới.")
        if len(years) > MOST_YEARS:
            raise MeritFault(f"“{_short(said)}”: {len(years)} năm trong một mục, nhiều nhất {MOST_YEARS}.")
        return years, " ".join(YEARS.sub(" ", rest).split())

    def _unknown(self, text: str, kinds: Sequence[str]) -> str:
        near = self.catalogue.near(text, kinds)
        choices = f"; có phải {', '.join(f'“{one}”' for one in near)}?" if near else "; hãy xem lại tên."
        return f"danh mục không có “{_short(text)}”{choices}"


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, re.Match[str] | None]:
    """The text without what the pattern finds, and that."""
    found = pattern.search(text)
    return (f"{text[: found.start()]} {text[found.end() :]}" if found else text), found


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


# --- back into words


def written(merits: Iterable[Merit], names: Mapping[int, str]) -> str:
    """One on a line, as `MeritReader` reads it; years of a title with nothing more to say share one."""
    rows = list(merits)
    bare = [merit for merit in rows if not (merit.text or merit.number or merit.people is not None)]
    lines = []
    for merit in rows:
        years = [other.year for other in bare if other.honour == merit.honour]
        if merit not in bare or len(years) < 2:
            lines.append(_sentence(merit, names[merit.honour]))
        elif merit.year == years[0]:
            lines.append(f"{names[merit.honour]} các năm {', '.join(map(str, years))}")
    return "\n".join(lines)


def _sentence(merit: Merit, name: str) -> str:
    text = f" – {merit.text}" if merit.text else ""
    people = f", {merit.people} người" if merit.people is not None else ""
    day = f" ngày {screen_date(merit.date)}" if merit.date else ""
    issuer = f" của {merit.issuer}" if merit.issuer else ""
    decision = f" (QĐ số {''.join(merit.number.split())}{day}{issuer})" if merit.number else ""
    return f"{merit.year}: {name}{text}{people}{decision}"

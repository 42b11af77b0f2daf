"""Small phrases of a paper: spans, ranges, closing marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from conferences.facts import NAMED_PAPERS, as_list
from conferences.models import CompositionShare, Conference
from conferences.papers.head import before_or_by
from papers.paper import Item
from portal.fields import long_date, number, padded

YEAR = re.compile(r"năm \d{4}$")
GROUPS = {"exemplary": "Điển hình tiên tiến", "guest": "Khách mời"}


def capital(text: str) -> str:
    """With a capital first letter; the rest stays."""
    return text[:1].upper() + text[1:]


def ground_line(text: str) -> str:
    """A ground as a line of its own: one that only names a paper ("Hướng dẫn số 04/HD-SNV ...") gets its "Căn cứ"."""
    return f"Căn cứ {text}" if text.startswith(NAMED_PAPERS) else capital(text)


def sentence(text: str) -> str:
    """Ended by a full stop unless it has a closing mark already."""
    text = text.rstrip()
    return text if text.endswith((".", ":", ";", "!", "?", "…")) else text + "."


def sentences(texts: Iterable[str], marker: str = "-") -> list[Item]:
    """A list whose items are sentences of their own."""
    return [Item(marker, sentence(text)) for text in texts]


def enumeration(texts: Sequence[str], marker: str = "-") -> list[Item]:
    """A list that is one sentence: each item ends with ";", the last with "."."""
    bare = [text.rstrip(" ;.") for text in texts]
    return [Item(marker, text + (";" if at < len(bare) else ".")) for at, text in enumerate(bare, 1)]


def in_one_sentence(texts: Iterable[str]) -> str:
    """A list as it runs on within a sentence, without the closing mark."""
    return "; ".join(text.rstrip(" ;.") or text for text in texts)


def forms_text(form: str | list[str]) -> str:
    """The form of a conference; several to choose from stand in quotation marks."""
    forms = as_list(form)
    return forms[0] if len(forms) == 1 else ", ".join(f"“{one}”" for one in forms)


def share_text(share: CompositionShare) -> str:
    """A share of all delegates: "khoảng 70%"."""
    return f"{'khoảng ' if share.about else ''}{number(share.percent.normalize())}%"


def days_text(days: Decimal) -> str:
    """01 ngày, ½ ngày, 1,5 ngày."""
    if days == Decimal("0.5"):
        return "½ ngày"
    return f"{padded(int(days)) if days == int(days) else number(days)} ngày"


def span(least: int | None, most: int | None) -> str:
    """05-07, or the one figure that is known."""
    return "-".join(padded(count) for count in dict.fromkeys((least, most)) if count is not None)


def group_shares(conference: Conference) -> list[str]:
    """Who the delegates are: "Điển hình tiên tiến: khoảng 70%"."""
    return [f"{GROUPS.get(share.group, share.group)}: {share_text(share)}" for share in conference.composition.all()]


def presidium_text(conference: Conference) -> str:
    """05-07 người, trong đó có 02-03 điển hình tiên tiến; nothing where the plan does not say how many."""
    members = span(conference.presidium_min, conference.presidium_max)
    exemplary = span(conference.presidium_exemplary_min, conference.presidium_exemplary_max)
    return members and f"{members} người" + (f", trong đó có {exemplary} điển hình tiên tiến" if exemplary else "")


def time_text(conference: Conference, *, say_tentative: bool = True) -> str:
    """How long and when: "01 ngày, dự kiến trung tuần tháng 6 năm 2020"."""
    when = conference.when_text or _span_of_days(conference)
    if when and conference.tentative and say_tentative:
        when = f"dự kiến {when}"
    parts = [days_text(conference.days) if conference.days else "", when]
    if conference.complete_by:
        parts.append(f"hoàn thành {before_or_by(conference.complete_by, conference.complete_before)}")
    return ", ".join(part for part in parts if part)


def _span_of_days(conference: Conference) -> str:
    days = dict.fromkeys(day for day in (conference.when_from, conference.when_to) if day)
    return " đến ".join(long_date(day) for day in days)


def full_name(conference: Conference) -> str:
    """The name with its ordinal and year: "... lần thứ IV, năm 2020"; "... tiêu biểu năm 2023" has its year."""
    year = conference.when_to or conference.when_from or conference.complete_by
    ordinal = f" lần thứ {conference.ordinal}" if conference.ordinal and "lần thứ" not in conference.name else ""
    dated = f", năm {year.year}" if year and str(year.year) not in conference.name and not YEAR.search(conference.name) else ""
    return f"{conference.name or 'Hội nghị'}{ordinal}{dated}"

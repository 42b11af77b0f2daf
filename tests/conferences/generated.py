"""Plans made up by hypothesis out of the very table of the plan file, valid as a whole."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from conferences.plan_file import shape
from conferences.plan_file.check import is_empty
from tests.conferences.plan_files import LAI_CHAU_UNITS

# Letters that need care in YAML, in Vietnamese and on paper; braces would be references.
LETTERS = "aăâbđeêơưỳẵặZ 01-+.,:;#&*!|>%@`'\"\\/[]?=<~–“”…²\n"
LINES = LETTERS.replace("\n", "")
WORDS = st.sampled_from("yes|no|on|null|true|~|154|1.000|2020-01-01|0x1F|- a|{|a\u00adb".split("|"))
PROSE = st.lists(st.text(LINES, min_size=1, max_size=12), min_size=20, max_size=60).map(" ".join)
FLAT = st.text(LINES, min_size=1, max_size=60) | WORDS | PROSE


def clean(text: str) -> str:
    """As `clean_text` leaves it, so that a plan can be compared with itself."""
    lines = [" ".join(line.split()) for line in text.replace("\u00ad", "").split("\n")]
    return "\n".join(lines).strip("\n").replace("\n\n\n", "\n\n")


LONE = st.builds(clean, FLAT).filter(bool)
PAGES = FLAT | st.text(LETTERS, min_size=1, max_size=60) | st.lists(FLAT, max_size=4).map("\n".join)
SEVERAL = st.builds(clean, PAGES).filter(lambda text: text and "\n\n\n" not in text)


def _clauses(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(lambda kind, clauses: {"kind": kind, "clauses": clauses}, st.sampled_from(["any", "all", "of_unit"]), _few(inner))


def _few(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(inner, min_size=1, max_size=2)


_MERIT = {"honours": st.lists(st.sampled_from(["ldtt", "ht-xuat-sac", "bk-ttg"]), min_size=1, unique=True), "least": st.integers(1, 9)}
_CLAUSE = st.one_of(
    st.fixed_dictionaries(
        {"kind": st.just("years"), **_MERIT},
        optional={"or_higher": st.booleans(), "from": st.just(2016), "to": st.just(2020), "among": _few(st.fixed_dictionaries(_MERIT))},
    ),
    st.builds(lambda text: {"kind": "statement", "text": text}, SEVERAL),
    st.just({"kind": "no_discipline", "degree": "khien-trach"}),
)
RULES = st.fixed_dictionaries(
    {"clauses": _few(st.recursive(_CLAUSE, _clauses, max_leaves=3)), "leads_from": st.just("pho-phong")},
    optional={"who": st.sampled_from(["leader", "non_leader", "head"])},
)


def values(kind: shape.Kind, depth: int = 0) -> st.SearchStrategy[Any]:
    """What a key of this kind may hold."""
    match kind:
        case shape.Line() | shape.Word(code=False):
            return LONE.map(lambda text: text[: kind.limit].strip()).filter(bool)
        case shape.Word():
            return st.from_regex(r"\A[A-Za-z0-9_-]{1,12}\Z")
        case shape.Text():
            return SEVERAL
        case shape.Choice():
            return st.sampled_from(kind.values)
        case shape.Number():
            return st.integers(kind.least, kind.most)
        case shape.Decimals():
            return st.decimals(0, kind.most, places=kind.places).map(Decimal.normalize)
        case shape.Flag():
            return st.booleans()
        case shape.Day():
            return st.dates(date(1900, 1, 1), date(2100, 12, 31))
        case shape.Tally():
            return st.just({})
        case shape.TextOr():
            return values(shape.Text()) | maps(kind.map, depth)
        case shape.Rule():
            return RULES
        case shape.Many():
            least = 2 if kind.or_one else 1
            return st.lists(values(kind.of, depth + 1), min_size=least, max_size=2)
        case shape.Map():
            return maps(kind, depth)


def maps(kind: shape.Map, depth: int) -> st.SearchStrategy[dict[str, Any]]:
    needed = {key: values(below, depth) for key, below in kind.keys.items() if key in (*kind.needed, *kind.defaults)}
    free = {
        key: values(below, depth)
        for key, below in kind.keys.items()
        if key not in needed and (key != "sections" or depth < 3)
    }
    return st.fixed_dictionaries(needed, optional=free).filter(bool)


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """A plan of Lai Châu whose parts agree with each other."""
    plan = draw(values(shape.PLAN))
    keys = draw(st.lists(values(shape.Word(40, code=True)), unique=True, max_size=4))
    plan["issuers"] = [plan["issuers"][0] | {"name": "Liên đoàn Lao động tỉnh Lai Châu"}]
    plan["categories"] = [draw(values(shape.CATEGORY)) | {"key": key} for key in keys]
    plan["criteria"] = [_criterion(draw, one, keys) for one in plan.get("criteria", [])] if keys else []
    plan["eligible"] = [_eligible(draw, one, keys) for one in plan.get("eligible", [])]
    plan["quotas"] = _quotas(draw, keys)
    _put_in_order(plan)
    _point_somewhere(plan, ["own", "district", "person", *keys], draw)
    return {key: value for key, value in plan.items() if not is_empty(value)}


def _criterion(draw: st.DrawFn, criterion: dict[str, Any], keys: list[str]) -> dict[str, Any]:
    chosen = [key for key in keys if draw(st.booleans())] or keys[:1]
    return criterion | {"category": chosen if len(chosen) > 1 else chosen[0]}


def _eligible(draw: st.DrawFn, one: str | dict[str, Any], keys: list[str]) -> str | dict[str, Any]:
    """Without categories there is only text; a rule there has conditions alone."""
    if isinstance(one, str):
        return one
    rule = {"rule": {"clauses": one["rule"]["clauses"]}} if "rule" in one else {}
    return _criterion(draw, one | rule, keys) if keys else one["text"]


def _quotas(draw: st.DrawFn, keys: list[str]) -> dict[str, Any]:
    names = draw(st.lists(st.sampled_from(LAI_CHAU_UNITS), unique=True, max_size=4))
    rows = [{"target": name, "kind": "unit", "places": _places(draw, keys)} for name in names]
    blocs = draw(st.lists(values(shape.Line(100)), unique=True, max_size=2))
    rows += [{"target": name, "kind": "bloc", "group": "Khối lớn", "places": _places(draw, keys)} for name in blocs]
    rows = [{key: value for key, value in row.items() if not is_empty(value)} for row in rows]
    quotas = {"stated": draw(values(shape.QUOTAS.keys["stated"])), "rows": rows}
    return {key: value for key, value in quotas.items() if value}


def _places(draw: st.DrawFn, keys: list[str]) -> dict[str, int]:
    return {key: draw(st.integers(0, 2000)) for key in keys if draw(st.booleans())}


def _put_in_order(node: Any) -> None:
    """No end before its beginning."""
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        _put_in_order(child)
    for first, last in (("from", "to"), ("min", "max"), ("exemplary_min", "exemplary_max")):
        if isinstance(node, dict) and first in node and last in node and not isinstance(node[first], str):
            node[first], node[last] = sorted((node[first], node[last]))


def _point_somewhere(node: Any, places: list[str], draw: st.DrawFn) -> None:
    """Whatever a section shows is of something."""
    if isinstance(node, dict):
        if "of" in node:
            node["of"] = draw(st.sampled_from(places))
        node = list(node.values())
    for child in node if isinstance(node, list) else ():
        _point_somewhere(child, places, draw)

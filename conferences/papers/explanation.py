"""Why the figures of a shared table are what they are: one page for the table, one for each row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from conferences.apportionment import Unshareable
from conferences.models import Allocation, AllocationRow, Category, Quota
from conferences.papers.head import is_draft, letterhead
from conferences.papers.head import number as plan_number
from conferences.querysets import SETTLED
from conferences.sharing_rule import TIES, PoolWorking, Rule, decode, rounded, says_method, says_rule, why, work_out
from conferences.weights import row_key, rows_to_share, shared_categories, shared_rows
from papers.paper import Block, Column, Head, Item, Paper, Paragraph, Row, Table, ended
from portal.fields import number, padded, paper_date

FILE_NAME = "giai-trinh-chi-tieu"
WIDEST_PORTRAIT = 5  # pools; more lie across


@dataclass(frozen=True)
class Explained:
    """A table with its rule worked out again from what was kept with it."""

    allocation: Allocation
    rows: list[AllocationRow]
    categories: list[Category]
    rule: Rule
    pools: tuple[PoolWorking, ...]

    @cached_property
    def cells(self) -> dict[tuple[int, str], Quota]:
        """By the key of the row and of the category."""
        keys = {category.pk: category.key for category in self.categories}
        return {(row.pk, keys[quota.category_id]): quota for row in self.rows for quota in row.quotas.all()}

    def places(self, row: AllocationRow, pool: PoolWorking) -> int:
        cells = self.cells
        return sum(cells[row.pk, key].places for key in pool.pool.categories if (row.pk, key) in cells)

    def changed(self, rows: Sequence[AllocationRow]) -> list[Quota]:
        """The cells that a person changed, in the order of the table."""
        labels = {category.pk: category for category in self.categories}
        found = []
        for row in rows:
            for quota in row.quotas.all():
                if quota.shared is not None and quota.places != quota.shared:
                    quota.row, quota.category = row, labels[quota.category_id]
                    found.append(quota)
        return found


def explained(allocation: Allocation) -> Explained | None:
    """None where the table was typed without a rule, or its rows or categories are no longer those that were shared."""
    if not allocation.rule.get("pools"):
        return None
    rows, categories = rows_to_share(allocation), list(allocation.plan.categories.all())
    columns, claims = shared_categories(categories), shared_rows(rows)
    try:
        rule = decode(allocation.rule, columns, claims)
        return Explained(allocation, rows, categories, rule, work_out(rule, columns, claims).pools)
    except Unshareable:
        return None


def explanation_paper(found: Explained, *, row: AllocationRow | None = None) -> Paper:
    """Of one row, or of the whole table."""
    allocation, plan = found.allocation, found.allocation.plan
    whom = f"Chỉ tiêu của {row.label}" if row else f"Cách chia bảng phân bổ lần {allocation.number}"
    counted = f"; số đoàn viên tính đến ngày {paper_date(date.fromisoformat(found.rule.on))}" if found.rule.on else ""
    under = Paragraph(f"(Kế hoạch số {plan_number(plan)}{counted})", align="center", italic=True)
    body = _of_row(found, row) if row else _of_table(found)
    return Paper(
        issuers=letterhead(plan),
        type_name="GIẢI TRÌNH",
        title=whom,
        body=(under, *ended(body)),
        draft=is_draft(plan) or allocation.status not in SETTLED,
        landscape=row is None and len(found.pools) > WIDEST_PORTRAIT,
    )


# --- one row --------------------------------------------------------------------------------------------------------


def _of_row(found: Explained, row: AllocationRow) -> list[Block]:
    """What it has, then each pool with its working, then what a person changed and why."""
    total = sum(quota.places for quota in row.quotas.all())
    blocks: list[Block] = [Paragraph(f"**{row.label} được {number(total)} suất.**")]
    by_key = {category.key: category for category in shared_categories(found.categories)}
    for pool in found.pools:
        claim = next(one for one in pool.rows if one.key == row_key(row))
        says = " ".join(why(found.rule, pool, claim, by_key))
        after = f" Nếu thêm một suất, {pool.runner_up.label} được." if pool.runner_up else ""
        blocks.append(Item("-", f"**{pool.name}** ({says_method(found.rule, pool)}). {says}{after}"))
    ties = [Paragraph(text)] if (text := _ties_text(found)) else []
    return [*blocks, *_changes(found.changed([row]), named=False), *ties]


def _changes(changed: list[Quota], *, named: bool) -> list[Block]:
    """What a person wrote instead of what the rule gave, with the reason."""
    return [
        Item("-", f"**Sửa tay{'*' if named else ''}:** {f'{quota.row.label}, ' if named else ''}{quota.category.label} theo cách chia là {quota.shared}, "
        f"ghi {quota.places}. Lý do: {quota.reason.rstrip('.')}.")
        for quota in changed
    ]  # fmt: skip


def _ties_text(found: Explained) -> str:
    return TIES if any(pool.sharing for pool in found.pools) else ""


# --- the whole table ------------------------------------------------------------------------------------------------


def _of_table(found: Explained) -> list[Block]:
    """The rule of each pool, then every row's exact share and places, then what a person changed."""
    rules = [Item("-", f"**Nhóm {at}, {_says(found, pool)}") for at, pool in enumerate(found.pools, 1)]
    return [*rules, _table(found), *_changes(found.changed(found.rows), named=True)]


def _says(found: Explained, pool: PoolWorking) -> str:
    """How a pool is shared, and who was next."""
    after = f" Thêm một suất thì về {pool.runner_up.label}." if pool.runner_up else ""
    return f"{pool.name}:** {says_rule(found.rule, pool)}{after}"


def _table(found: Explained) -> Table:
    """Of each row and pool the exact share and the places; what a person changed is starred."""
    pools = range(1, len(found.pools) + 1)
    upper = (Head("STT", rows=2), Head("Tên đơn vị", rows=2), *(Head(f"Nhóm {at}", span=2) for at in pools), Head("Tổng", rows=2))
    sums = [sum(found.places(row, pool) for row in found.rows) for pool in found.pools]
    foot = ("", "Tổng số", *(cell for total in sums for cell in ("", padded(total))), padded(sum(sums)))
    return Table(
        columns=(Column(1.4, "center"), Column(6), *(Column(1.4, "center"),) * (2 * len(pools)), Column(1.5, "center")),
        head=(upper, tuple(Head(word) for _ in pools for word in ("Tính", "Suất"))),
        rows=(*(_row(found, order, row) for order, row in enumerate(found.rows, 1)), Row(foot, kind="total")),
    )


def _row(found: Explained, order: int, row: AllocationRow) -> Row:
    cells, total = [], 0
    for pool in found.pools:
        places = found.places(row, pool)
        exact = pool.lines[row_key(row)].exact if pool.sharing else pool.exact.get(row_key(row))
        total += places
        mark = "*" if places != pool.totals[row_key(row)] else ""
        cells += ["" if exact is None else rounded(exact), padded(places) + mark]
    return Row((str(order), row.label, *cells, padded(total)))

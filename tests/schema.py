"""What a database is made of, as plain data: two of them can be compared."""

from __future__ import annotations

from django.db import connection

# Django's own tables come from its own migrations, which make a key or two wider than its models say.
OURS = ("conferences_", "nominations_", "organizations_", "papers_", "portal_")
Table = dict[str, list[list[object]]]


def schema() -> dict[str, Table]:
    """The columns and constraints of each table, whatever their order and the constraints' names."""
    introspection = connection.introspection
    with connection.cursor() as cursor:
        return {
            table: {
                "columns": sorted(
                    [column.name, str(introspection.get_field_type(column.type_code, column)), column.null_ok, column.collation]
                    for column in introspection.get_table_description(cursor, table)
                ),
                "constraints": sorted(map(_constraint, introspection.get_constraints(cursor, table).values()), key=str),
            }
            for table in introspection.table_names(cursor)
            if table.startswith(OURS)
        }


def _constraint(found: dict[str, object]) -> list[object]:
    key = found["foreign_key"] and list(found["foreign_key"])
    return [found["columns"], found["primary_key"], found["unique"], key, found["check"], found["index"], found.get("orders")]

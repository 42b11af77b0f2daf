"""The tests' own database is made from the models, which is ten times as quick: an installation's comes out the same."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from tests.schema import Table, schema

TELL = "import json; from tests.schema import schema; print(json.dumps(schema()))"


@pytest.mark.django_db
def test_migrating_makes_the_tables_of_the_models(outside):
    migrated, made = json.loads(outside.run(TELL)), json.loads(json.dumps(schema()))
    assert sorted(migrated) == sorted(made)
    assert len(made["nominations_dossier"]["columns"]) > 10
    assert [(table, line) for table in made for line in differences(migrated[table], made[table])] == []


@pytest.mark.django_db
def test_an_index_more_is_seen():
    before = schema()
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX one_more ON nominations_dossier (name)")
    assert [table for table, made in schema().items() if made != before[table]] == ["nominations_dossier"]


def differences(migrated: Table, made: Table) -> list[str]:
    """What only one of the two has."""
    return [
        f"{word} {line}"
        for kind in ("columns", "constraints")
        for word, one, other in (("more", migrated[kind], made[kind]), ("less", made[kind], migrated[kind]))
        for line in one
        if line not in other
    ]

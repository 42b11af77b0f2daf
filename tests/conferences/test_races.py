"""A file comes in while somebody else is at work on the same plan. Only PostgreSQL shows a missing lock."""

import time
from threading import Event

import pytest
from django.db import transaction

from conferences.actions import act, import_plan
from conferences.models import Allocation
from conferences.plan_file import read
from portal.moves import Refused, history
from tests.builders import person
from tests.conferences.plan_files import make_units
from tests.conferences.test_import_plan import SMALL
from tests.racing import together


@pytest.mark.django_db(transaction=True)
def test_a_table_submitted_while_a_file_comes_in_stays_submitted():
    make_units()
    plan = import_plan(read(SMALL.encode())).plan
    table, officer, submitting = plan.allocations.get(), person("officer", plan.unit), Event()

    def submit() -> None:
        with transaction.atomic():
            act(table, "submit", by=officer)
            submitting.set()
            time.sleep(0.5)  # the file comes in before this is committed

    def bring_in() -> None:
        submitting.wait(10)
        import_plan(read(SMALL.replace("ca-nhan: 2", "ca-nhan: 5").encode()))

    submitted, brought_in = together(submit, bring_in)
    assert (submitted, type(brought_in)) == (None, Refused)
    assert brought_in.reasons == ["Bảng phân bổ lần 1 của kế hoạch đã trình, không nhập đè được."]
    assert (Allocation.objects.get().status, [move.name for move in history(table)]) == ("submitted", ["submit"])

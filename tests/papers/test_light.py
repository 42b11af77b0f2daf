"""The frozen paper is megabytes where a list is long: whoever issues, lists, moves or serves papers does not read it."""

from __future__ import annotations

import hashlib

import pytest
from django.urls import reverse

from papers import actions
from papers.models import IssuedPaper
from portal.uploads import CleanFile, Kind
from tests.builders import make_user
from tests.papers.issuing import ON, builder, frozen_data_is_left_alone

pytestmark = pytest.mark.django_db
GIVEN = {"type_code": "KH", "symbol": "KH-LĐLĐ", "on": ON}


@pytest.fixture
def old(province, clerk, queue) -> IssuedPaper:
    """Numbered; its print waits."""
    return actions.issue(builder(), unit=province, by=clerk, **GIVEN)


def test_issuing_reads_no_paper_that_was_issued_before(old, province, clerk):
    with frozen_data_is_left_alone():
        actions.issue(builder(lead="Hủy số 01/KH-LĐLĐ."), unit=province, by=clerk, cancels=old, reason="Sai.", **GIVEN)


def test_what_is_done_to_an_issued_paper_leaves_it_frozen(old, clerk):
    content = b"%PDF-1.7 signed"
    entry = {"kept_by": "VT", "copies": 2, "sent": ON, "receipt": "", "remark": ""}
    with frozen_data_is_left_alone():
        actions.take_up_prints()
        actions.print_again(old, by=clerk)
        actions.store_print(old, pdf=b"%PDF", word=b"PK")
        actions.attach_copy(old, CleanFile(content, Kind.PDF, hashlib.sha256(content).hexdigest()), name="ký.pdf", by=clerk)
        actions.fill_in(old, entry=entry, seen=actions.entry_mark(old), by=clerk)


def test_the_pages_of_papers_leave_them_frozen(client, old):
    actions.store_print(old, pdf=b"%PDF", word=b"PK")
    client.force_login(make_user("goc", is_superuser=True))
    addresses = [
        reverse("papers:register"),
        reverse("papers:paper", args=[old.pk]),
        reverse("papers:file", args=[old.pk, "pdf"]),
        reverse("papers:check", args=[old.code]),
        reverse("admin:papers_issuedpaper_changelist"),
        reverse("admin:papers_issuedpaper_change", args=[old.pk]),
    ]
    for address in addresses:
        with frozen_data_is_left_alone():
            assert client.get(address).status_code == 200

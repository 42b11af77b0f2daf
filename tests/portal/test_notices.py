from __future__ import annotations

import pytest
from django.db import transaction

from portal.models import Mail, Notice
from portal.notices import SIGN_OFF, tell
from tests.builders import make_user


def test_a_notice_and_a_letter_for_each_person(db):
    an, binh = make_user("an"), make_user("binh", email="")
    tell([an, binh, an], title="Hồ sơ được chấp nhận", text="Kế hoạch 154/KH-LĐLĐ.", link="/dossiers/3/")
    told = sorted(Notice.objects.values_list("user__username", "title", "text", "link", "read"))
    words = ("Hồ sơ được chấp nhận", "Kế hoạch 154/KH-LĐLĐ.", "/dossiers/3/", None)
    assert told == [("an", *words), ("binh", *words)]
    body = (
        "Hồ sơ được chấp nhận\n\nKế hoạch 154/KH-LĐLĐ.\n\n"
        f"Xem tại: http://127.0.0.1:8000/dossiers/3/\n\n{SIGN_OFF}\n"
    )
    letters = list(Mail.objects.values_list("to", "subject", "body", "sent", "attempts"))
    assert letters == [("an@example.vn", "Hồ sơ được chấp nhận", body, None, 0)]


def test_who_has_left_is_not_told(db):
    here, gone = make_user("here"), make_user("gone", is_active=False)
    tell([here, gone], title="Mới")
    assert list(Notice.objects.values_list("user__username", flat=True)) == ["here"]
    assert list(Mail.objects.values_list("to", flat=True)) == ["here@example.vn"]


def test_without_mail(db):
    tell([make_user("an")], title="Đã xong", mail=False)
    assert (Notice.objects.count(), Mail.objects.count()) == (1, 0)


def test_what_is_rolled_back_was_never_said(transactional_db):
    an = make_user("an")
    with pytest.raises(RuntimeError), transaction.atomic():
        tell([an], title="Chưa chắc")
        raise RuntimeError
    assert (Notice.objects.count(), Mail.objects.count()) == (0, 0)
    tell([an], title="Chắc")
    assert (Notice.objects.count(), Mail.objects.count()) == (1, 1)


@pytest.mark.parametrize("line_break", ["\r\n", "\n", "\u2028"])
def test_a_title_is_one_line(db, line_break):
    tell([make_user("an")], title=f"Chào{line_break}Bcc: ai-do@example.com")
    assert Mail.objects.get().subject == Notice.objects.get().title == "Chào Bcc: ai-do@example.com"


def test_a_long_title_is_cut_to_what_the_column_holds(db):
    tell([make_user("an")], title="Hồ sơ " * 100)
    assert len(Notice.objects.get().title) == 200
    assert Notice.objects.get().title.endswith("…")


@pytest.mark.parametrize("link", ["https://example.com/", "//example.com/", "javascript:alert(1)"])
def test_links_stay_in_the_portal(db, link):
    with pytest.raises(ValueError, match="page of the portal"):
        tell([make_user("an")], title="Mới", link=link)
    assert Notice.objects.count() == 0

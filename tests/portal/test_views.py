from __future__ import annotations

import unicodedata
import uuid
from datetime import timedelta

import pytest
from axes.utils import reset as reset_axes
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.models import User
from portal import clock
from portal.models import Job, Mail, Notice
from portal.password_link import password_link
from portal.storing import keep
from portal.views import FEWER, SMALLER
from tests.builders import make_user

PASSWORD = "Bông sen vàng 2020"


@pytest.fixture
def user(db) -> User:
    return make_user("hoa", password=PASSWORD)


@pytest.fixture
def here(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def log_in(client: Client, password: str = PASSWORD, next: str = ""):
    return client.post("/login/", {"username": "hoa", "password": password, "next": next})


# --- health ---------------------------------------------------------------------------------------------------------


def test_health_is_open_to_everybody(client, db):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_health_says_when_the_database_is_away(client, db):
    def away(execute, sql, params, many, context):
        raise OperationalError("could not connect")

    with connection.execute_wrapper(away):
        assert client.get("/healthz").status_code == 503


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_health_is_only_read(client, db, method):
    assert getattr(client, method)("/healthz").status_code == 405


# --- log-in ---------------------------------------------------------------------------------------------------------


def test_everything_else_asks_for_a_log_in(client, db):
    for path in ("/", "/notices/", f"/jobs/{uuid.uuid4()}/", "/password/change/", "/admin/"):
        answer = client.get(path)
        assert (answer.status_code, answer.url) == (302, f"/login/?next={path}")


def test_log_in_goes_where_one_wanted(client, user):
    assert log_in(client, next="/notices/").url == "/notices/"


@pytest.mark.parametrize("next", ["//evil.vn", "https://evil.vn/", "javascript:alert(1)", "\\\\evil.vn", "///evil.vn", ""])
def test_log_in_never_goes_to_somebody_else(client, user, next):
    assert log_in(client, next=next).url == "/"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_password_is_the_same_on_a_mac_and_on_a_phone(client, user, form):
    assert log_in(client, unicodedata.normalize(form, PASSWORD)).status_code == 302


@pytest.mark.parametrize(("username", "password"), [("hoa", "sai"), ("nobody", PASSWORD), ("gone", PASSWORD)])
def test_a_wrong_log_in_says_the_same_for_all(client, user, username, password):
    make_user("gone", password=PASSWORD, is_active=False)
    answer = client.post("/login/", {"username": username, "password": password})
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors() == [
        "Tên đăng nhập hoặc mật khẩu không đúng. Chữ hoa, chữ thường khác nhau; hãy xem phím Caps Lock."
    ]


def test_too_many_wrong_passwords_lock_the_door_for_a_while(client, user, settings):
    settings.AXES_ENABLED = True
    reset_axes()
    answers = [log_in(client, "sai").status_code for _ in range(settings.AXES_FAILURE_LIMIT)]
    assert answers == [200] * (settings.AXES_FAILURE_LIMIT - 1) + [429]
    assert log_in(client).status_code == 429
    reset_axes()
    assert log_in(client).status_code == 302


def test_log_out_is_a_post_and_clears_the_browser(here):
    assert here.get("/logout/").status_code == 405
    answer = here.post("/logout/")
    assert (answer.url, answer["Clear-Site-Data"]) == ("/login/", '"cache", "storage"')
    assert here.get("/notices/").status_code == 302


def test_the_desk_has_no_doors_of_its_own(client, user):
    assert client.get("/admin/login/").url == "/login/?next=/admin/login/"
    client.force_login(user)
    assert client.get("/admin/password_change/").url == "/password/change/"
    assert client.post("/admin/logout/").url == "/login/"


# --- passwords ------------------------------------------------------------------------------------------------------


def test_a_known_and_an_unknown_address_get_the_same_answer(client, user):
    before = password_link(user)
    answers = [client.post("/password/reset/", {"email": email}) for email in ("hoa@example.vn", "ai@example.vn")]
    links = (before, password_link(user))  # a link holds the second in which it was made
    assert [answer.url for answer in answers] == ["/password/reset/sent/"] * 2
    [letter] = Mail.objects.all()
    assert letter.to == "hoa@example.vn"
    assert any(f"http://127.0.0.1:8000{link}" in letter.body for link in links)
    assert client.get("/password/reset/sent/").status_code == 200


def test_asking_again_and_again_fills_nobodys_box(client, user):
    for _ in range(3):
        assert client.post("/password/reset/", {"email": "hoa@example.vn"}).status_code == 302
    assert Mail.objects.count() == 1
    Mail.objects.update(created=clock.now() - timedelta(minutes=16))
    client.post("/password/reset/", {"email": "hoa@example.vn"})
    assert Mail.objects.count() == 2


def test_a_link_from_elsewhere_does_not_follow_the_host_header(client, user):
    client.post("/password/reset/", {"email": "hoa@example.vn"}, headers={"X-Forwarded-Host": "evil.vn"})
    assert "evil.vn" not in Mail.objects.get().body
    assert client.post("/password/reset/", {"email": "hoa@example.vn"}, headers={"Host": "evil.vn"}).status_code == 400


def test_a_one_time_link_sets_the_password_once(client, user):
    link = password_link(user)
    for _ in range(3):  # a mail scanner opens it
        page = client.get(link, follow=True)
    new = "Trâu vàng núi Pu Sam Cáp"
    form = {"new_password1": unicodedata.normalize("NFD", new), "new_password2": new}
    assert client.post(page.redirect_chain[-1][0], form).url == "/login/"
    assert log_in(client, new).status_code == 302
    used = Client().get(link)
    assert (used.status_code, used.context["validlink"]) == (200, False)


def test_a_made_up_link_is_told_so(client, user):
    answer = client.get("/account/set-password/MQ/abc-123/")
    assert (answer.status_code, answer.context["validlink"]) == (200, False)


def test_a_changed_password_holds_and_ends_the_other_log_ins(here, user):
    elsewhere = Client()
    elsewhere.force_login(user)
    new = {"new_password1": "Trâu vàng núi Pu Sam Cáp", "new_password2": "Trâu vàng núi Pu Sam Cáp"}
    refused = here.post("/password/change/", new | {"old_password": "sai"})
    assert refused.context["form"].errors == {"old_password": ["Mật khẩu đang dùng không đúng."]}
    assert here.post("/password/change/", new | {"old_password": PASSWORD}).status_code == 302
    assert here.get("/notices/").status_code == 200
    assert elsewhere.get("/notices/").status_code == 302


def test_a_weak_password_is_refused_with_all_the_reasons(here):
    answer = here.post("/password/change/", {"old_password": PASSWORD, "new_password1": "123456", "new_password2": "123456"})
    assert len(answer.context["form"].errors["new_password2"]) == 2


# --- notices --------------------------------------------------------------------------------------------------------


def test_one_sees_and_reads_ones_own_notices(here, user):
    mine = Notice.objects.create(user=user, title="Hồ sơ đạt", link="/dossiers/")
    theirs = Notice.objects.create(user=make_user("other"), title="Của người khác")
    page = here.get("/notices/").content.decode()
    assert ("Hồ sơ đạt" in page, "Của người khác" in page) == (True, False)
    assert here.get(f"/notices/{mine.pk}/read/").status_code == 405
    assert here.post(f"/notices/{theirs.pk}/read/").status_code == 404
    assert here.post(f"/notices/{mine.pk}/read/").url == "/dossiers/"
    assert list(Notice.objects.order_by("pk").values_list("read", flat=True).exclude(read=None)) != []
    assert Notice.objects.get(pk=theirs.pk).read is None


def test_a_page_in_the_frame_of_another_brings_no_second_menu(here):
    whole, framed = (here.get("/notices/", headers=headers).content.decode() for headers in ({}, {"Sec-Fetch-Dest": "iframe"}))
    marks = ('class="topbar"', 'class="crumbs"', 'class="foot')
    assert [mark in whole for mark in marks] == [True] * 3
    assert [mark in framed for mark in marks] == [False] * 3
    assert "<h1>" in framed


def test_reading_all_leaves_the_notices_of_others(here, user):
    for owner in (user, user, make_user("other")):
        Notice.objects.create(user=owner, title="Mới")
    assert here.post("/notices/read/").url == "/notices/"
    assert list(Notice.objects.filter(read=None).values_list("user__username", flat=True)) == ["other"]


@pytest.mark.parametrize("page", ["0", "-1", "999", "x", str(2**63)])
def test_any_page_number_gives_a_page(here, page):
    assert here.get("/notices/", {"page": page}).status_code == 200


@pytest.mark.parametrize("pk", ["0", str(2**63), str(2**70)])
def test_an_impossible_notice_does_not_exist(here, pk):
    assert here.post(f"/notices/{pk}/read/").status_code == 404


def test_the_list_asks_as_much_for_thirty_as_for_one(here, user):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            here.get("/notices/")
        return len(asked)

    Notice.objects.create(user=user, title="Mới")
    queries()  # the first request of all writes the session
    with_one = queries()
    Notice.objects.bulk_create(Notice(user=user, title="Mới") for _ in range(29))
    assert queries() == with_one


# --- jobs -----------------------------------------------------------------------------------------------------------


def make_job(owner: User, **given) -> Job:
    return Job.objects.create(**{"task": "x", "title": "In danh sách", "owner": owner, "status": "running"} | given)


def test_a_running_job_shows_its_progress_and_asks_again(here, user):
    answer = here.get(f"/jobs/{make_job(user, done=1200, total=5000).pk}/")
    assert "1.200 / 5.000" in answer.content.decode()
    assert answer["Refresh"] == "3"


def test_a_finished_job_gives_its_result(here, user):
    job = make_job(user, status="done", result=keep(b"PK", name="danh sách.xlsx", content_type="application/x", owner=user))
    answer = here.get(f"/jobs/{job.pk}/")
    assert f"/jobs/{job.pk}/result/" in answer.content.decode()
    assert "Refresh" not in answer
    file = here.get(f"/jobs/{job.pk}/result/")
    assert b"".join(file.streaming_content) == b"PK"
    assert file["Cache-Control"] == "no-store"


def test_a_failed_job_says_why(here, user):
    page = here.get(f"/jobs/{make_job(user, status='failed', message='Chưa có số.').pk}/").content.decode()
    assert "Chưa có số." in page and "/result/" not in page


def test_the_job_of_somebody_else_does_not_exist(here, user):
    other = make_user("other")
    result = keep(b"PK", name="a.xlsx", content_type="application/x", owner=other)
    theirs = make_job(other, status="done", result=result)
    assert [here.get(f"/jobs/{theirs.pk}/{end}").status_code for end in ("", "result/")] == [404, 404]
    here.force_login(other)
    assert [here.get(f"/jobs/{theirs.pk}/{end}").status_code for end in ("", "result/")] == [200, 200]


def test_a_result_that_is_not_there_does_not_exist(here, user):
    assert here.get(f"/jobs/{make_job(user).pk}/result/").status_code == 404
    lost = keep(b"PK", name="a.xlsx", content_type="application/x", owner=user)
    default_storage.delete(lost.file.name)
    assert here.get(f"/jobs/{make_job(user, result=lost).pk}/result/").status_code == 404


# --- faults ---------------------------------------------------------------------------------------------------------


def test_an_old_form_explains_and_shows_what_was_typed(user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    answer = client.post("/notices/read/", {"csrfmiddlewaretoken": "old", "name": "Tổ <may>", "old_password": "bí mật"})
    page = answer.content.decode()
    assert (answer.status_code, answer.context["typed"]) == (403, [("name", "Tổ <may>")])
    assert "Tổ &lt;may&gt;" in page and "bí mật" not in page


@pytest.mark.parametrize("path", ["/nowhere", "/notices/x/read/", "/jobs/1/", "/jobs/%00/"])
def test_a_page_that_does_not_exist_says_so_to_everybody(client, user, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert '<html lang="vi">' in answer.content.decode()
    client.force_login(user)
    assert client.get(path).status_code == 404


def test_a_missing_right_is_a_page_in_vietnamese(here):
    answer = here.get("/dossiers/new/")
    assert answer.status_code == 403
    assert '<html lang="vi">' in answer.content.decode()


def test_a_foreign_host_is_refused(client, db):
    answer = client.get("/login/", headers={"Host": "evil.vn"})
    assert answer.status_code == 400
    assert '<html lang="vi">' in answer.content.decode()


@pytest.mark.parametrize(
    "name, limit, sentence",
    [
        ("DATA_UPLOAD_MAX_NUMBER_FIELDS", 3, "Biểu mẫu có hơn 3 ô, cổng không nhận hết một lần nên chưa lưu gì."),
        ("DATA_UPLOAD_MAX_MEMORY_SIZE", 1024, "Chữ trong biểu mẫu nặng hơn 1 KB nên chưa lưu gì."),
    ],
)
def test_a_form_that_is_too_large_says_what_to_do(user, settings, name, limit, sentence):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    form = {f"field{number}": "x" * 300 for number in range(4)}
    assert client.post("/notices/read/", form).status_code == 403  # it could be read
    setattr(settings, name, limit)
    answer = client.post("/notices/read/", form, headers={"Referer": "http://testserver/notices/"})
    assert (answer.status_code, answer.context["sentences"]) == (413, [sentence, SMALLER])
    assert '<html lang="vi">' in answer.content.decode() and 'href="/notices/"' in answer.content.decode()
    by_script = client.post("/notices/read/", form, headers={"Accept": "application/json"})
    assert (by_script.status_code, by_script.json()) == (413, {"state": "refused", "reasons": [sentence, SMALLER]})


def test_too_many_files_are_refused_with_the_number(user, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 3
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    files = [SimpleUploadedFile(f"{number}.txt", b"x") for number in range(4)]
    assert client.post("/notices/read/", {"file": files[:3]}).status_code == 403  # it could be read
    answer = client.post("/notices/read/", {"file": files})
    assert (answer.status_code, answer.context["sentences"]) == (413, ["Mỗi lần gửi nhiều nhất 3 tệp nên chưa lưu gì.", FEWER])


def test_a_fault_is_a_page_in_vietnamese(user):
    def broken(execute, sql, params, many, context):
        if "portal_notice" in sql:
            raise ZeroDivisionError
        return execute(sql, params, many, context)

    client = Client(raise_request_exception=False)
    client.force_login(user)
    with connection.execute_wrapper(broken):
        answer = client.get("/notices/")
    assert answer.status_code == 500
    assert '<html lang="vi">' in answer.content.decode()

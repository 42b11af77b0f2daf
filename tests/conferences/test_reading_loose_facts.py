"""Facts said in looser ways: both in one sentence, in words, behind their day, without a year, in a column beside others."""

from datetime import date
from decimal import Decimal

from tests.conferences.test_reading_numbering import HEAD, plan

PURPOSE = "I. MỤC ĐÍCH, YÊU CẦU\n- Thi đua.\n"
MOVEMENT_TITLE = "Phát động phong trào thi đua"
MOVEMENT = HEAD.replace("Tổ chức Hội nghị biểu dương điển hình tiên tiến", MOVEMENT_TITLE).replace(" và hội nghị", "")


def told(body: str) -> dict:
    return plan(PURPOSE + body).data


def own(body: str) -> dict:
    return told(body)["conferences"][0]


def deadlines(body: str) -> list[tuple]:
    return [(one["what"], one["date"], one["before"], one.get("to")) for one in told(body).get("deadlines", [])]


# --- conferences ----------------------------------------------------------------------------------------------------


def test_time_and_place_in_one_sentence():
    data = told("II. THỜI GIAN, ĐỊA ĐIỂM\nBuổi sáng ngày 17/11/2025 tại Trung tâm Văn hóa tỉnh.")
    conference = data["conferences"][0]
    assert (conference["when"]["text"], conference["where"]) == ("Buổi sáng ngày 17/11/2025", "Trung tâm Văn hóa tỉnh")
    assert data["sections"][1]["text"] == "{own.when.text} tại {own.where}."


def test_a_day_and_a_half_within_a_quarter():
    when = own("II. NỘI DUNG\n1. Thời gian: 01 ngày rưỡi, hoàn thành trong Quý II năm 2025.\n2. Địa điểm: Nhà văn hóa.")["when"]
    assert (when["text"], when["days"], when["from"]) == ("Quý II năm 2025", Decimal("1.5"), date(2025, 4, 1))


def test_the_name_that_the_plan_gives_counts():
    conference = own("II. NỘI DUNG\n1. Tên gọi: Đại hội Thi đua yêu nước huyện An Phú lần thứ VI.\n2. Địa điểm: Nhà văn hóa.")
    assert (conference["name"], conference["ordinal"]) == ("Đại hội Thi đua yêu nước huyện An Phú", "VI")


def test_a_total_of_delegates_with_its_shares_below():
    conference = own(
        "II. NỘI DUNG\n1. Đại biểu\nTổng số: 180 đại biểu, trong đó:\na) Điển hình tiên tiến: khoảng 70%.\nb) Khách mời: khoảng 30%."
    )
    assert conference["delegates"] == {"planned": 180}
    assert [(one["group"], one["percent"], one["about"]) for one in conference["composition"]] == [
        ("exemplary", 70, True),
        ("guest", 30, True),
    ]


def test_those_who_are_honoured_are_not_all_who_come():
    assert "delegates" not in own("II. NỘI DUNG\n1. Đại biểu được tuyên dương: 30 người.\n2. Địa điểm: Nhà văn hóa.")


def test_an_agenda_by_the_hour():
    conference = own("II. CHƯƠNG TRÌNH\n16h30: Đón tiếp đại biểu\n16h45 - 17h00: Văn nghệ\n17h00: Trao thưởng")
    titles = [point["title"] for point in conference["agenda"]]
    assert titles == ["16h30: Đón tiếp đại biểu", "16h45 - 17h00: Văn nghệ", "17h00: Trao thưởng"]


def test_the_levels_below_close_in_their_own_sentences():
    data = told("II. NỘI DUNG\n1. Cấp cơ sở: tổ chức hội nghị. Hoàn thành trước ngày 31/3/2025.\n2. Địa điểm: Nhà văn hóa.")
    rule = next(one for one in data["conferences"] if not one["own"])
    assert (rule["level"], rule["complete_by"]) == ("grassroots", {"date": date(2025, 3, 31), "before": True})


# --- deadlines, copies ----------------------------------------------------------------------------------------------


def test_a_day_may_stand_before_what_it_closes():
    body = "II. TIẾN ĐỘ\n- Trước ngày 05/9/2025: CĐCS gửi hồ sơ về Công đoàn phường.\n- Ngày 15/9/2025: họp xét chọn."
    assert deadlines(body) == [("dossier", date(2025, 9, 5), True, "Công đoàn phường")]


def test_the_receiver_may_stand_behind_the_day():
    body = "II. TỔ CHỨC THỰC HIỆN\n1. Các CĐCS: Gửi báo cáo trước ngày 20/11/2025 về LĐLĐ huyện."
    assert deadlines(body) == [("report", date(2025, 11, 20), True, "LĐLĐ huyện")]


def test_an_hour_lies_within_its_day_and_is_said():
    body = "II. HỒ SƠ\nHồ sơ gửi về Văn phòng trước 17h00 ngày 10/4/2025."
    assert deadlines(body) == [("dossier", date(2025, 4, 10), False, "Văn phòng")]
    assert [note["where"] for note in told(body)["notes"] if "17" in note["says"]] == ["deadlines[1]"]


def test_a_closing_day_without_its_year_is_said_and_not_guessed():
    data = told("II. HỒ SƠ\nHồ sơ gửi về LĐLĐ huyện trước ngày 15/4.")
    assert "deadlines" not in data
    assert [note["says"] for note in data["notes"] if note.get("where") == "deadlines"] == [
        "“trước ngày 15/4” không ghi năm: chưa ghi thành thời hạn."
    ]


def test_copies_in_words_behind_the_day():
    assert told("II. HỒ SƠ\nHồ sơ gửi về LĐLĐ huyện trước ngày 31/3/2025 (ba bộ).")["dossier_copies"] == 3


# --- quotas, speeches, theme, parent --------------------------------------------------------------------------------

TABLE = """II. PHÂN BỔ CHỈ TIÊU
Tổng số 20 điển hình, phân bổ như sau:

TT\tĐơn vị\tSố lao động\tChỉ tiêu
\t\t\tTập thể\tCá nhân\tCộng
1\tCĐ Công ty Sợi\t1.250\t4\t6\t10
2\tCĐ Công ty Dệt\t980\t3\t7\t10
\tTổng cộng\t2.230\t7\t13\t20
"""


def test_how_many_work_there_is_no_quota():
    data = told(TABLE)
    assert [one["key"] for one in data["categories"]] == ["collective", "person"]
    assert [row["places"] for row in data["quotas"]["rows"]] == [{"collective": 4, "person": 6}, {"collective": 3, "person": 7}]


def test_standards_of_a_subject_that_has_no_column_keep_it():
    body = "II. TIÊU CHUẨN\n1. Tập thể:\n- Vững mạnh 3 năm.\n2. Cá nhân:\n- Lao động tiên tiến.\nIII. PHÂN BỔ CHỈ TIÊU\n\n"
    data = told(body + "TT\tĐơn vị\tSố đại biểu\n1\tCĐCS Chi cục Thuế\t4\n2\tCĐCS Trường THPT\t6")
    assert [(one["category"], one["text"]) for one in data["criteria"]] == [
        ("collective", "Vững mạnh 3 năm."),
        ("person", "Lao động tiên tiến."),
    ]


def test_a_table_of_speeches_may_give_their_minutes():
    data = told("II. THAM LUẬN\n\nSTT\tĐơn vị\tNội dung tham luận\tThời gian\n1\tCĐCS A\tĐổi mới\t7 phút\n2\tCĐCS B\tAn toàn\t10")
    assert [one.get("minutes") for one in data["speeches"]] == [7, 10]


def test_a_theme_may_stand_alone_under_its_heading():
    body = "II. CHỦ ĐỀ THI ĐUA\n“Đoàn kết, sáng tạo, hiệu quả”\nIII. TỔ CHỨC THỰC HIỆN\n- Các CĐCS: thi đua."
    data = plan(PURPOSE + body, MOVEMENT).data
    assert (data["kind"], data["movement"]["theme"]) == ("movement", "Đoàn kết, sáng tạo, hiệu quả")


def test_the_parent_is_the_plan_of_the_body_above_among_several():
    grounds = """Căn cứ Kế hoạch số 35/KH – LĐLĐ ngày 24/11/2024 của LĐLĐ tỉnh Đông Giang về việc tổ chức Hội nghị;
Căn cứ Kế hoạch số 05/KH-UBND ngày 13/01/2025 của UBND huyện về việc phối hợp với LĐLĐ tỉnh Đông Giang;
Ban Thường vụ"""
    assert plan(PURPOSE + "II. KINH PHÍ\n- Công đoàn chi.", HEAD.replace("Ban Thường vụ", grounds)).data["parent"] == "35/KH-LĐLĐ"


def test_without_a_letterhead_the_lead_names_a_union_at_the_base():
    head = "KẾ HOẠCH\nTổ chức hội nghị biểu dương điển hình trong phong trào thi đua\n"
    head += "BCH Công đoàn Công ty TNHH Giày Thái Phong lên kế hoạch như sau:\n"
    data = plan(PURPOSE + "II. KINH PHÍ\n- Công đoàn chi.\n\nTM. BCH CÔNG ĐOÀN\nCHỦ TỊCH\nVũ Thị Mẫu", head).data
    signed = {"authority": ["TM. BCH CÔNG ĐOÀN", "CHỦ TỊCH"], "signer": "Vũ Thị Mẫu"}
    assert data["issuers"] == [{"name": "Công đoàn Công ty TNHH Giày Thái Phong", **signed}]
    assert "issuers[1].name" in [note.get("where") for note in data["notes"]]


# --- tables, numbered lists, movements ------------------------------------------------------------------------------


def test_headings_between_the_rows_of_a_table_are_no_rows():
    table = """II. PHÂN BỔ CHỈ TIÊU

| STT | Đơn vị | Tập thể | Cá nhân |
| I | Khối THPT | | |
| 1 | Trường THPT A | 1 | 8 |
| 2 | Trường THPT B | 1 | 7 |
| II | Khối phòng GDĐT | 2 | 30 |
| 3 | Phòng GDĐT huyện Đông | 2 | 30 |
"""
    assert [(row["target"], sum(row["places"].values())) for row in told(table)["quotas"]["rows"]] == [
        ("Trường THPT A", 9),
        ("Trường THPT B", 8),
        ("Phòng GDĐT huyện Đông", 32),
    ]


def test_a_table_of_work_gives_each_body_its_tasks_and_says_so():
    table = """II. PHÂN CÔNG NHIỆM VỤ

| TT | Nội dung công việc | Cơ quan chủ trì | Thời gian hoàn thành |
| 1 | Xây dựng báo cáo | Phòng Nội vụ | Trước 30/4/2025 |
| 2 | Thẩm định hồ sơ | Phòng Nội vụ | |
| 3 | Tuyên truyền | Trung tâm Văn hóa | |
"""
    data = told(table)
    assert [(task["by"], task["items"]) for task in data["tasks"]] == [
        ("Phòng Nội vụ", ["Xây dựng báo cáo (Thời gian hoàn thành: Trước 30/4/2025)", "Thẩm định hồ sơ"]),
        ("Trung tâm Văn hóa", ["Tuyên truyền"]),
    ]
    assert "tasks" in [note.get("where") for note in data["notes"]]


def test_papers_may_be_numbered_with_a_paragraph_behind_them():
    data = told("II. HỒ SƠ\n1. Tờ trình;\n2. Báo cáo thành tích.\nHồ sơ 02 bộ gửi về LĐLĐ huyện trước ngày 10/4/2025.")
    assert (data["dossier"], data["dossier_copies"]) == (["Tờ trình", "Báo cáo thành tích"], 2)
    assert data["sections"][1]["after"] == "Hồ sơ {dossier_copies} bộ gửi về LĐLĐ huyện {deadline.dossier.short}."


def test_guests_alone_are_not_all_delegates():
    conference = own("II. NỘI DUNG\n1. Thành phần\n1.1. Khách mời: 20 đồng chí\n- LĐLĐ tỉnh;\n- Huyện ủy.\n1.2. Đại biểu chính thức: 100 đồng chí.")
    assert (conference["attendees"], conference.get("delegates")) == (["LĐLĐ tỉnh", "Huyện ủy"], None)


def test_a_movement_that_salutes_a_congress_is_a_movement():
    head = MOVEMENT.replace(MOVEMENT_TITLE, f"{MOVEMENT_TITLE} chào mừng Đại hội Công đoàn các cấp")
    assert plan(PURPOSE + "II. TỔ CHỨC THỰC HIỆN\n- Các CĐCS: thi đua.", head).data["kind"] == "movement"


def test_a_movement_may_look_ahead():
    head = MOVEMENT.replace("năm 2025\n", "giai đoạn 2026 - 2030\n")
    assert plan(PURPOSE + "II. TỔ CHỨC THỰC HIỆN\n- Các CĐCS: thi đua.", head).data["period"] == {"from": 2026, "to": 2030}


def test_a_report_that_is_only_drafted_is_not_sent():
    assert "deadlines" not in told("II. TỔ CHỨC THỰC HIỆN\n1. Phòng Văn hóa: Dự thảo báo cáo trước ngày 20/8/2025.")


def test_copies_of_each_case():
    data = told("II. HỒ SƠ\nMỗi trường hợp 02 bộ hồ sơ, gồm: Tờ trình; Báo cáo thành tích; Biên bản.")
    assert (data["dossier_copies"], data["dossier"]) == (2, ["Tờ trình", "Báo cáo thành tích", "Biên bản"])


def test_a_number_behind_the_heading_of_all_who_come():
    conference = own("II. NỘI DUNG\n1. Thành phần, số lượng: 150 đại biểu\n1.1. Đại biểu cấp trên\n- Lãnh đạo Sở Nội vụ;\n- Huyện ủy.")
    assert conference["delegates"] == {"planned": 150}


def test_a_place_that_is_still_to_be_told_is_none():
    assert "where" not in own("II. NỘI DUNG\n1. Thời gian: ngày 20/6/2025.\n2. Địa điểm: sẽ thông báo sau.")


def test_a_standard_may_name_its_own_subject():
    criteria = told("II. TIÊU CHUẨN\n+ Tập thể: không để xảy ra tai nạn.\n+ Cá nhân: chấp hành nội quy.")["criteria"]
    assert [one["category"] for one in criteria] == ["collective", "person"]


def test_steps_and_blocs_may_stand_without_a_mark():
    data = told(
        "II. TRÌNH TỰ XÉT CHỌN\nBước 1: CĐCS bình chọn.\nBước 2: Cụm thi đua xét.\n"
        "III. CHỈ TIÊU XÉT CHỌN\nCụm 1: 20 công nhân\nCụm 2: 15 công nhân"
    )
    assert data["procedure"] == ["Bước 1: CĐCS bình chọn", "Bước 2: Cụm thi đua xét"]
    assert [(row["target"], row["kind"], *row["places"].values()) for row in data["quotas"]["rows"]] == [
        ("Cụm 1", "bloc", 20),
        ("Cụm 2", "bloc", 15),
    ]

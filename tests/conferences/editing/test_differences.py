"""What two versions of a plan say differently: place by place, word by word."""

from datetime import date

from conferences.editing.differences import differences, word_pieces


def said(before: dict, after: dict) -> list[tuple[str, str, str]]:
    return [(change.place, change.before, change.after) for change in differences(before, after)]


def test_words_that_went_and_came_are_marked_and_the_rest_stays():
    assert word_pieces("trước ngày 15/5/2020.", "trước ngày 20/5/2020.") == [
        ("same", "trước ngày "),
        ("del", "15"),
        ("ins", "20"),
        ("same", "/5/2020."),
    ]


def test_very_long_texts_are_shown_one_after_the_other():
    before, after = "a " * 3000, "b " * 3000
    assert word_pieces(before, after) == [("del", before), ("ins", after)]


def test_equal_plans_differ_nowhere():
    data = {"title": "A", "sections": [{"heading": "B"}]}
    assert differences(data, dict(data)) == []


def test_a_value_is_said_in_words_at_its_place():
    before = {"title": "A", "deadlines": [{"what": "dossier", "date": date(2020, 5, 15), "before": True}]}
    after = {"title": "B", "deadlines": [{"what": "dossier", "date": date(2020, 5, 20), "before": False}]}
    assert said(before, after) == [
        ("Trích yếu", "A", "B"),
        ("Thời hạn: gửi hồ sơ › Ngày", "15/05/2020", "20/05/2020"),
        ("Thời hạn: gửi hồ sơ › Tính hạn", "trước ngày (hết 24 giờ ngày hôm trước)", "đến hết ngày"),
    ]


def test_what_a_dossier_asks_besides_is_said_in_words():
    assert said({"asks": ["ethnic_group"]}, {"asks": ["ethnic_group", "party"]}) == [
        ("Hỏi thêm về người được đề nghị", "dân tộc", "dân tộc, ngày vào Đảng")
    ]


def test_a_row_that_came_or_went_is_said_whole():
    kept, new = {"by": "Ban A", "topic": "Một"}, {"by": "Ban B", "topic": "Hai điều hoàn toàn khác", "minutes": 7}
    assert said({"speeches": [kept]}, {"speeches": [new, kept]}) == [
        ("Tham luận: Ban B", "", "Cơ quan, đơn vị: Ban B\nChủ đề: Hai điều hoàn toàn khác\nPhút: 7")
    ]
    assert said({"speeches": [kept, new]}, {"speeches": [kept]})[0][2] == ""


def test_another_order_is_said_as_such():
    a, b = {"heading": "A"}, {"heading": "B"}
    assert said({"sections": [a, b]}, {"sections": [b, a]}) == [("Mục › thứ tự", "A\nB", "B\nA")]


def test_a_change_deep_in_the_text_names_the_way_to_it():
    before = {"sections": [{"heading": "Mục đích", "sections": [{"heading": "Yêu cầu", "text": "Trang trọng."}]}]}
    after = {"sections": [{"heading": "Mục đích", "sections": [{"heading": "Yêu cầu", "text": "Tiết kiệm."}]}]}
    assert said(before, after) == [("Mục: Mục đích › Mục: Yêu cầu › Lời văn", "Trang trọng.", "Tiết kiệm.")]


def test_categories_are_called_as_the_plan_calls_them():
    plan = {"categories": [{"key": "person-public", "label": "Cá nhân"}, {"key": "collective-public", "label": "Tập thể"}]}
    before = plan | {
        "quotas": {"rows": [{"target": "LĐLĐ huyện", "places": {"person-public": 2, "collective-public": 1}}]},
        "criteria": [{"category": ["person-public"], "text": "Có sáng kiến."}],
    }
    after = plan | {
        "quotas": {"rows": [{"target": "LĐLĐ huyện", "places": {"person-public": 3, "collective-public": 1}}]},
        "criteria": [{"category": ["person-public", "collective-public"], "text": "Có sáng kiến."}],
    }
    assert said(before, after) == [
        ("Tiêu chuẩn: Có sáng kiến. › Đối tượng", "Cá nhân", "Cá nhân, Tập thể"),
        ("Chỉ tiêu › Phân bổ: LĐLĐ huyện › Số suất", "Cá nhân: 2\nTập thể: 1", "Cá nhân: 3\nTập thể: 1"),
    ]


def test_two_categories_of_one_name_keep_their_keys_beside_it():
    plan = {"categories": [{"key": "a", "label": "Cá nhân"}, {"key": "b", "label": "Cá nhân"}]}
    before, after = (plan | {"quotas": {"rows": [{"target": "Khối 1", "places": {"a": 1, "b": b}}]}} for b in (1, 2))
    assert said(before, after)[0][2] == "Cá nhân (a): 1\nCá nhân (b): 2"


def test_a_doubt_of_the_reader_names_its_place_in_words():
    after = {"notes": [{"where": "quotas.rows", "says": "Không rõ."}]}
    assert said({}, after)[0][2].splitlines()[0] == "Ở đâu: Phân bổ"

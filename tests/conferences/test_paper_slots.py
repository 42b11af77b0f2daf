"""What a plan's lines ask for, as named slots."""

from conferences.paper_slots import OTHER, bundle_slots, dossier_slots, slots_of

AN_DUONG = (
    "Tờ trình đề nghị, Biên bản họp bình bầu của BCH Công đoàn cơ sở",
    "Danh sách trích ngang thành tích đề nghị biểu dương khen thưởng, có xác nhận của công đoàn cơ sở và chính quyền hoặc Cấp ủy Đảng",
    "Bản sao các quyết định công nhận sáng kiến; chiến sĩ thi đua; giấy khen, bằng khen",
)


def keys(slots) -> list[str]:
    return [slot.key for slot in slots]


def test_one_line_may_ask_for_two_papers_and_a_confirmation_stands_on_its_list():
    assert keys(bundle_slots(AN_DUONG)) == ["proposal", "minutes", "summary-list"]
    assert keys(dossier_slots(AN_DUONG)) == ["decisions", "other"]


def test_each_slot_keeps_the_line_that_asks_for_it():
    assert [slot.line for slot in slots_of(AN_DUONG)[:4]] == [AN_DUONG[0], AN_DUONG[0], AN_DUONG[1], AN_DUONG[2]]


def test_a_paper_that_no_list_knows_is_a_slot_by_its_own_words():
    assert [(slot.key, slot.label, slot.needed) for slot in slots_of(["ảnh chân dung", "sổ tay nghề;"])] == [
        ("photo", "Ảnh chân dung", True),
        ("paper-2", "Sổ tay nghề", True),
        ("other", "Giấy tờ khác", False),
    ]


def test_a_plan_that_names_no_paper_takes_some_all_the_same():
    assert slots_of([]) == (OTHER,)


def test_twice_the_same_paper_is_one_slot():
    assert keys(slots_of(["Báo cáo thành tích của cá nhân", "BÁO CÁO THÀNH TÍCH của tập thể"])) == ["report", "other"]

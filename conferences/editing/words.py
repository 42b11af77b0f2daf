"""The keys and words of the plan file as people call them. A key is looked up by its whole path, then by its last name."""

from __future__ import annotations

import re

from conferences.facts import LEVEL_NAMES

INDEX = re.compile(r"\[\d+\]")

LABELS = {
    "kind": "Loại kế hoạch",
    "number": "Số, ký hiệu",
    "place": "Địa danh",
    "date": "Ngày",
    "title": "Trích yếu",
    "period": "Thành tích các năm",
    "period.from": "Từ năm",
    "period.to": "Đến năm",
    "from": "Từ",
    "to": "Đến",
    "issuers": "Cơ quan ban hành",
    "name": "Tên",
    "issuers.name": "Tên cơ quan",
    "superior": "Cơ quan cấp trên",
    "authority": "Quyền hạn, chức vụ",
    "signer": "Người ký",
    "grounds": "Căn cứ",
    "parent": "Số kế hoạch cấp trên mà kế hoạch này triển khai",
    "lead": "Lời dẫn",
    "sections": "Mục",
    "heading": "Tên mục",
    "text": "Nội dung",
    "sections.text": "Lời văn",
    "shows": "In từ số liệu",
    "what": "In phần",
    "of": "Của",
    "numbered": "Đánh số các mục in ra",
    "after": "Lời văn sau phần in từ số liệu",
    "conferences": "Hội nghị",
    "conferences.level": "Cấp",
    "conferences.own": "Hội nghị của ai",
    "conferences.name": "Tên hội nghị",
    "ordinal": "Lần thứ",
    "form": "Hình thức",
    "when": "Thời gian",
    "when.text": "Thời gian, bằng lời",
    "tentative": "Dự kiến",
    "when.from": "Từ ngày",
    "when.to": "Đến ngày",
    "days": "Số ngày",
    "complete_by": "Hoàn thành",
    "complete_by.date": "Hoàn thành vào ngày",
    "before": "Tính hạn",
    "where": "Địa điểm",
    "delegates": "Đại biểu",
    "planned": "Số đại biểu",
    "at_most": "Không quá",
    "composition": "Cơ cấu đại biểu",
    "group": "Nhóm",
    "percent": "Phần trăm",
    "about": "Khoảng",
    "plenary_below": "Họp toàn thể khi dưới (người)",
    "delegates_above": "Họp đại biểu khi trên (người)",
    "presidium": "Đoàn Chủ tịch",
    "min": "Ít nhất",
    "max": "Nhiều nhất",
    "exemplary_min": "Điển hình tiên tiến: ít nhất",
    "exemplary_max": "Điển hình tiên tiến: nhiều nhất",
    "attendees": "Thành phần dự",
    "agenda": "Chương trình",
    "agenda.title": "Nội dung",
    "minutes": "Phút",
    "presenter": "Người thực hiện",
    "backdrop": "Phông hội nghị",
    "deadlines": "Thời hạn",
    "deadlines.what": "Việc",
    "deadlines.from": "Ai gửi",
    "deadlines.to": "Gửi về",
    "categories": "Đối tượng",
    "category": "Đối tượng",
    "key": "Mã",
    "subject": "Là",
    "sector": "Khối",
    "label": "Tên đối tượng",
    "criteria": "Tiêu chuẩn",
    "who": "Áp dụng cho",
    "rule": "Quy tắc",
    "quotas": "Chỉ tiêu",
    "quotas.stated": "Số ghi trong lời văn",
    "total": "Tổng số",
    "collective": "Tập thể",
    "person": "Cá nhân",
    "quotas.rows": "Phân bổ",
    "target": "Đơn vị hoặc khối",
    "quotas.rows.kind": "Loại dòng",
    "quotas.rows.group": "Thuộc khối lớn",
    "places": "Số suất",
    "dossier": "Thành phần hồ sơ",
    "dossier_copies": "Số bộ hồ sơ",
    "asks": "Hỏi thêm về người được đề nghị",
    "eligible": "Ai được đề nghị",
    "procedure": "Quy trình xét chọn",
    "awards": "Hình thức khen thưởng",
    "late": "Hồ sơ quá hạn thì",
    "speeches": "Tham luận",
    "by": "Cơ quan, đơn vị",
    "topic": "Chủ đề",
    "tasks": "Nhiệm vụ",
    "items": "Việc phải làm",
    "budget": "Kinh phí",
    "movement": "Phong trào",
    "theme": "Chủ đề",
    "audiences": "Nội dung theo đối tượng",
    "audiences.name": "Đối tượng",
    "phases": "Các đợt",
    "phases.name": "Tên đợt",
    "phases.from": "Từ ngày",
    "phases.to": "Đến ngày",
    "occasions": "Nhân dịp",
    "closing": "Lời kết",
    "recipients": "Nơi nhận",
    "appendices": "Phụ lục",
    "appendices.title": "Tên phụ lục",
    "notes": "Điều chưa chắc",
    "notes.where": "Ở đâu",
    "says": "Ghi chú",
}

HINTS = {
    "number": "Để trống khi chưa có: văn thư lấy số khi phát hành.",
    "date": "Để trống khi chưa ký.",
    "deadlines.date": "",
    "complete_by.date": "",
    "agenda.title": "",
    "appendices.title": "",
    "title": "Không ghi chữ “Kế hoạch”.",
    "grounds": "Mỗi căn cứ một dòng, mở đầu bằng “Căn cứ”.",
    "recipients": "Mỗi nơi một dòng, không gạch đầu dòng; dòng lưu ở cuối.",
    "authority": "Mỗi dòng một dòng in, ví dụ: TM. BAN THƯỜNG VỤ; CHỦ TỊCH.",
    "heading": "Không ghi số thứ tự: cổng tự đánh số. Để trống nếu là một khoản không có tên.",
    "sections.text": "Mỗi đoạn một dòng; “- ” và “+ ” mở đầu một gạch đầu dòng; **in đậm**; {số liệu} in ra số liệu của kế hoạch.",
    "when.text": "Như sẽ in, ví dụ: trung tuần tháng 6 năm 2020.",
    "days": "Nửa ngày ghi 0,5.",
    "group": "Ví dụ: exemplary (điển hình tiên tiến), guest (khách mời), nữ.",
    "quotas.rows.group": "Chỉ dùng cho khối, ví dụ: Khối Giáo dục.",
    "key": "Để trống: cổng tự đặt theo tên. Không đổi được khi đã dùng.",
    "asks": "Đây là dữ liệu cá nhân nhạy cảm, pháp luật về bảo vệ dữ liệu cá nhân chỉ cho hỏi điều mà mục đích cần: "
    "để trống, trừ khi việc xét chọn hoặc báo cáo cơ cấu dùng đến.",
    "late": "Ví dụ: coi như không đề nghị biểu dương.",
    "quotas.stated": "Chỉ để đối chiếu; văn bản in số cộng từ bảng.",
    "items": "Mỗi việc một dòng.",
}

CHOICES = {
    "kind": {"conference": "hội nghị", "movement": "phong trào"},
    "quotas.rows.kind": {"unit": "đơn vị", "bloc": "khối, cụm"},
    "level": LEVEL_NAMES,
    "subject": {"collective": "tập thể", "person": "cá nhân"},
    "sector": {"public": "hành chính, sự nghiệp", "business": "sản xuất kinh doanh"},
    "asks": {"ethnic_group": "dân tộc", "party": "ngày vào Đảng"},
    "deadlines.what": {
        "dossier": "gửi hồ sơ",
        "speech": "gửi tham luận",
        "plan": "gửi kế hoạch",
        "report": "gửi báo cáo",
        "other": "việc khác",
    },
    "who": {
        "all": "mọi người",
        "leader": "người giữ chức vụ lãnh đạo",
        "non_leader": "người không giữ chức vụ lãnh đạo",
        "head": "người đứng đầu đơn vị",
    },
    "what": {
        "time": "thời gian",
        "place": "địa điểm",
        "delegates": "số đại biểu",
        "attendees": "thành phần dự",
        "agenda": "chương trình",
        "composition": "cơ cấu đại biểu",
        "eligible": "ai được đề nghị",
        "criteria": "tiêu chuẩn",
        "quotas": "bảng phân bổ",
        "speeches": "biểu tham luận",
        "procedure": "quy trình xét chọn",
        "dossier": "thành phần hồ sơ",
        "deadlines": "thời hạn",
        "tasks": "nhiệm vụ",
        "budget": "kinh phí",
        "presidium": "Đoàn Chủ tịch",
        "backdrop": "phông hội nghị",
        "phases": "các đợt",
        "audiences": "nội dung theo đối tượng",
        "awards": "hình thức khen thưởng",
    },
}
# What a flag says when it is set and when it is not.
FLAGS = {
    "before": ("trước ngày (hết 24 giờ ngày hôm trước)", "đến hết ngày"),
    "conferences.own": ("của cơ quan ban hành", "của cấp dưới (quy định chung)"),
}
YES_NO = ("có", "không")
OWN = "hội nghị của cơ quan ban hành"


def keys_of(path: str) -> str:
    """A path without its places: quotas.rows[3].target → quotas.rows.target."""
    return INDEX.sub("", path)


def known(table: dict[str, object], path: str) -> object | None:
    """The entry of the longest end of the path."""
    names = keys_of(path).split(".")
    return next((table[end] for start in range(len(names)) if (end := ".".join(names[start:])) in table), None)


def label(path: str) -> str:
    """What a key is called; its own name where nobody has called it anything yet."""
    return str(known(LABELS, path) or keys_of(path).rpartition(".")[2])


def hint(path: str) -> str:
    return str(known(HINTS, path) or "")


def choice(path: str, value: str) -> str:
    """One word of a list as people call it."""
    return (known(CHOICES, path) or {}).get(value, value)


def flag(path: str, value: bool) -> str:
    return (known(FLAGS, path) or YES_NO)[0 if value else 1]

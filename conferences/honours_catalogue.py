"""Titles, ratings, award forms, initiatives, leading ranks and degrees of discipline to start with. The office edits all of it.

Names and ladders follow the emulation laws of 2003 and 2022, the union's own rules (decisions 1689 and 999 of Tổng Liên đoàn)
and what real plans ask for. Where a law could not be read in full the source says "cần đối chiếu". Ranks stand in one ladder so
that a plan can say "từ cấp phòng trở lên"; which rank is worth which is the office's to say, for no law does.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

LAW_2003 = "Luật Thi đua, khen thưởng 2003 (hết hiệu lực 31/12/2023)"
LAW = "Luật Thi đua, khen thưởng 2022"
UNION = "Quy chế khen thưởng của tổ chức Công đoàn (QĐ 1689/QĐ-TLĐ, QĐ 999/QĐ-TLĐ), cần đối chiếu"
RATING = "Nghị định 90/2020/NĐ-CP; doanh nghiệp theo quy chế của mình"
INITIATIVE = "Điều lệ Sáng kiến (Nghị định 13/2012/NĐ-CP)"
CONTEST = "Thể lệ hội thi sáng tạo kỹ thuật, cần đối chiếu"
PRACTICE = "Cách xếp thông dụng, đơn vị sửa theo quy định của mình"
STAFF = "Nghị định 112/2020/NĐ-CP (cán bộ, công chức, viên chức), cần đối chiếu"
LABOUR = "Bộ luật Lao động 2019, Điều 124"
PERSON, COLLECTIVE, ANY = "person", "collective", ""
CENTRAL, PROVINCE, DISTRICT, COMMUNE, BASE = "central", "province", "district", "commune", "grassroots"


class Row(NamedTuple):
    """One row: `ladder` and `step` say what is worth at least as much; `since` and `until` (excluded) when it is in force."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    subject: str = ANY
    level: str = ""
    ladder: str = ""
    step: int = 0
    source: str = ""
    since: date | None = None
    until: date | None = None


TITLES = (
    Row("ldtt", "Lao động tiên tiến", ("LĐTT", "LĐ tiên tiến"), PERSON, BASE, "person-title", 10, LAW),
    Row("cstt", "Chiến sĩ tiên tiến", ("CSTT",), PERSON, BASE, "person-title", 10, LAW),
    Row("cstd-co-so", "Chiến sĩ thi đua cơ sở", ("CSTĐCS", "CSTĐ cơ sở", "CSTĐ CS"), PERSON, BASE, "person-title", 20, LAW),
    Row("cstd-tinh", "Chiến sĩ thi đua bộ, ban, ngành, tỉnh", ("CSTĐ tỉnh", "CSTĐ cấp tỉnh", "CSTĐ bộ", "CSTĐ TLĐ"), PERSON, PROVINCE,
        "person-title", 30, LAW),
    Row("cstd-toan-quoc", "Chiến sĩ thi đua toàn quốc", ("CSTĐTQ", "CSTĐ toàn quốc"), PERSON, CENTRAL, "person-title", 40, LAW),
    Row("tt-ldtt", "Tập thể lao động tiên tiến", ("TTLĐTT", "TT LĐTT", "Tập thể LĐTT"), COLLECTIVE, BASE, "collective-title", 10, LAW),
    Row("tt-ldxs", "Tập thể lao động xuất sắc", ("TTLĐXS", "TT LĐXS", "Tập thể LĐXS"), COLLECTIVE, PROVINCE, "collective-title", 20, LAW),
    Row("co-ldld-tinh", "Cờ thi đua của Liên đoàn Lao động tỉnh", ("Cờ LĐLĐ tỉnh",), COLLECTIVE, PROVINCE, "flag", 10, UNION),
    Row("co-tinh", "Cờ thi đua của bộ, ban, ngành, tỉnh", ("Cờ tỉnh", "Cờ UBND tỉnh", "Cờ bộ"), COLLECTIVE, PROVINCE, "flag", 20, LAW),
    Row("co-tld", "Cờ thi đua của Tổng Liên đoàn", ("Cờ TLĐ",), COLLECTIVE, CENTRAL, "flag", 20, UNION),
    Row("co-chinh-phu", "Cờ thi đua của Chính phủ", ("Cờ CP",), COLLECTIVE, CENTRAL, "flag", 30, LAW),
    Row("dvcd-xuat-sac", "Đoàn viên công đoàn xuất sắc", ("ĐVCĐXS", "ĐVCĐ xuất sắc", "đoàn viên xuất sắc"), PERSON, BASE, source=UNION),
    Row("cdcs-vung-manh", "Công đoàn cơ sở vững mạnh", ("CĐCS vững mạnh", "CĐCSVM"), COLLECTIVE, BASE, "union", 10, UNION),
    Row("cdcs-xuat-sac", "Công đoàn cơ sở hoàn thành xuất sắc nhiệm vụ", ("CĐCS HTXSNV", "CĐCS vững mạnh xuất sắc"), COLLECTIVE, BASE,
        "union", 20, UNION),
)  # fmt: skip
RATINGS = (
    Row("khong-ht", "Không hoàn thành nhiệm vụ", ("KHTNV",), ANY, "", "rating", 0, RATING),
    Row("ht", "Hoàn thành nhiệm vụ", ("HTNV", "hoàn thành chỉ tiêu, nhiệm vụ"), ANY, "", "rating", 10, RATING),
    Row("ht-tot", "Hoàn thành tốt nhiệm vụ", ("HTTNV", "HTT nhiệm vụ"), ANY, "", "rating", 20, RATING),
    Row("ht-xuat-sac", "Hoàn thành xuất sắc nhiệm vụ", ("HTXSNV", "HTXS nhiệm vụ"), ANY, "", "rating", 30, RATING),
)
AWARDS = (
    Row("gk-cdcs", "Giấy khen của Công đoàn cơ sở", ("GK CĐCS",), ANY, BASE, "award", 10, UNION),
    Row("gk-don-vi", "Giấy khen của thủ trưởng đơn vị, giám đốc doanh nghiệp", ("GK đơn vị", "GK giám đốc", "GK"), ANY, BASE,
        "award", 10, LAW),
    Row("gk-xa", "Giấy khen của Chủ tịch UBND cấp xã", ("GK UBND xã", "GK xã"), ANY, COMMUNE, "award", 10, LAW),
    Row("gk-ldld-huyen", "Giấy khen của công đoàn cấp trên trực tiếp cơ sở", ("GK LĐLĐ huyện", "GK CĐ cấp trên"), ANY, DISTRICT,
        "award", 20, UNION),
    Row("gk-huyen", "Giấy khen của Chủ tịch UBND cấp huyện", ("GK UBND huyện", "GK huyện"), ANY, DISTRICT, "award", 20, LAW_2003,
        None, date(2025, 7, 1)),
    Row("gk-tinh", "Giấy khen của UBND tỉnh, thành phố, sở, ngành", ("GK UBND thành phố", "GK sở", "GK ngành"), ANY, PROVINCE,
        "award", 20, LAW),
    Row("gk-ldld-tinh", "Giấy khen của Liên đoàn Lao động tỉnh", ("GK LĐLĐ tỉnh",), ANY, PROVINCE, "award", 20, UNION),
    Row("bk-ldld-tinh", "Bằng khen của Liên đoàn Lao động tỉnh, công đoàn ngành trung ương", ("BK LĐLĐ tỉnh", "BK LĐLĐ", "BK CĐN"), ANY,
        PROVINCE, "award", 30, UNION),
    Row("bk-tinh", "Bằng khen của UBND tỉnh", ("BK tỉnh", "BK UBND tỉnh", "BK Chủ tịch UBND tỉnh"), ANY, PROVINCE, "award", 40, LAW),
    Row("bk-bo", "Bằng khen của bộ, ban, ngành trung ương", ("BK bộ", "BK ngành", "BK Bộ trưởng"), ANY, CENTRAL, "award", 40, LAW),
    Row("bk-tld", "Bằng khen của Tổng Liên đoàn", ("BK TLĐ", "BK Tổng LĐLĐ VN"), ANY, CENTRAL, "award", 40, UNION),
    Row("bk-tld-chuyen-de", "Bằng khen chuyên đề của Tổng Liên đoàn", ("BK TLĐ chuyên đề",), ANY, CENTRAL, source=UNION),
    Row("bk-ttg", "Bằng khen của Thủ tướng Chính phủ", ("BK TTg", "BK TTCP", "BK Thủ tướng"), ANY, CENTRAL, "award", 50, LAW),
    Row("hcld-ba", "Huân chương Lao động hạng Ba", ("HCLĐ hạng Ba", "HCLĐ 3"), ANY, CENTRAL, "award", 60, LAW),
    Row("hcld-nhi", "Huân chương Lao động hạng Nhì", ("HCLĐ hạng Nhì", "HCLĐ 2"), ANY, CENTRAL, "award", 70, LAW),
    Row("hcld-nhat", "Huân chương Lao động hạng Nhất", ("HCLĐ hạng Nhất", "HCLĐ 1"), ANY, CENTRAL, "award", 80, LAW),
    Row("hcdl", "Huân chương Độc lập", ("HCĐL",), ANY, CENTRAL, "award", 90, LAW),
    Row("ahld", "Anh hùng Lao động", ("AHLĐ",), ANY, CENTRAL, "award", 100, LAW),
    Row("bang-ldst", "Bằng Lao động sáng tạo", ("BLĐST", "Bằng LĐST", "LĐST"), PERSON, CENTRAL, source=UNION),
    Row("knc-cong-doan", "Kỷ niệm chương Vì sự nghiệp xây dựng tổ chức Công đoàn", ("KNC", "KNC Công đoàn"), PERSON, CENTRAL, source=UNION),
    Row("gt-nguyen-duc-canh", "Giải thưởng Nguyễn Đức Cảnh", ("GT NĐC",), PERSON, CENTRAL, source=UNION),
    Row("gt-nguyen-van-linh", "Giải thưởng Nguyễn Văn Linh", ("GT NVL",), PERSON, CENTRAL, source=UNION),
    Row("giai-tay-nghe", "Giải hội thi tay nghề", ("giải thi tay nghề", "thợ giỏi"), PERSON, source=CONTEST),
    Row("giai-st-huyen", "Giải hội thi sáng tạo kỹ thuật cấp huyện, ngành", ("giải STKT huyện",), ANY, DISTRICT, "contest", 10, CONTEST),
    Row("giai-st-tinh", "Giải hội thi sáng tạo kỹ thuật cấp tỉnh", ("giải STKT tỉnh", "giải HTSTKT tỉnh"), ANY, PROVINCE, "contest", 20,
        CONTEST),
    Row("giai-st-toan-quoc", "Giải hội thi sáng tạo kỹ thuật toàn quốc", ("giải STKT toàn quốc", "giải VIFOTEC"), ANY, CENTRAL,
        "contest", 30, CONTEST),
)  # fmt: skip
INITIATIVES = (
    Row("sk-don-vi", "Sáng kiến được đơn vị, doanh nghiệp ghi nhận, áp dụng", ("SK đơn vị", "SK doanh nghiệp"), ANY, "", "initiative",
        10, PRACTICE),
    Row("sk-co-so", "Sáng kiến cấp cơ sở", ("SK cơ sở", "SKCS", "SKKN cấp cơ sở", "SK cấp huyện"), ANY, BASE, "initiative", 20, INITIATIVE),
    Row("sk-tinh", "Sáng kiến cấp tỉnh", ("SK tỉnh", "SK cấp tỉnh"), ANY, PROVINCE, "initiative", 30, LAW),
    Row("sk-bo", "Sáng kiến cấp bộ, ban, ngành", ("SK bộ", "SK ngành"), ANY, CENTRAL, "initiative", 30, LAW),
    Row("sk-toan-quoc", "Sáng kiến có phạm vi ảnh hưởng toàn quốc", ("SK toàn quốc",), ANY, CENTRAL, "initiative", 40, LAW),
)  # fmt: skip
RANKS = (
    Row("to-pho", "Tổ phó, đội phó", ("phó tổ trưởng",), PERSON, "", "rank", 10, PRACTICE),
    Row("to-truong", "Tổ trưởng, đội trưởng", ("tổ trưởng chuyên môn", "trưởng ca"), PERSON, "", "rank", 15, PRACTICE),
    Row("pho-quan-doc", "Phó quản đốc, xưởng phó", (), PERSON, "", "rank", 20, PRACTICE),
    Row("quan-doc", "Quản đốc, xưởng trưởng", (), PERSON, "", "rank", 25, PRACTICE),
    Row("pho-phong", "Phó trưởng phòng và tương đương", ("phó phòng", "phó ban", "phó trưởng khoa"), PERSON, "", "rank", 30, PRACTICE),
    Row("pho-hieu-truong", "Phó hiệu trưởng", ("hiệu phó",), PERSON, "", "rank", 30, PRACTICE),
    Row("truong-phong", "Trưởng phòng và tương đương", ("trưởng ban", "trưởng khoa", "chánh văn phòng"), PERSON, "", "rank", 40, PRACTICE),
    Row("hieu-truong", "Hiệu trưởng", (), PERSON, "", "rank", 40, PRACTICE),
    Row("pho-giam-doc", "Phó giám đốc, phó thủ trưởng cơ quan, đơn vị", ("phó giám đốc sở", "phó chủ tịch huyện"), PERSON, "", "rank", 50,
        PRACTICE),
    Row("giam-doc", "Giám đốc, thủ trưởng cơ quan, đơn vị", ("giám đốc sở", "chủ tịch huyện"), PERSON, "", "rank", 60, PRACTICE),
)  # fmt: skip
DISCIPLINES = (
    Row("khien-trach", "Khiển trách", ("KT",), ANY, "", "discipline", 10, f"{LABOUR}; {STAFF}"),
    Row("canh-cao", "Cảnh cáo", ("CC",), ANY, "", "discipline", 20, STAFF),
    Row("keo-dai-nang-luong", "Kéo dài thời hạn nâng lương", (), ANY, "", "discipline", 20, LABOUR),
    Row("ha-bac-luong", "Hạ bậc lương", (), ANY, "", "discipline", 30, STAFF),
    Row("giang-chuc", "Giáng chức", (), ANY, "", "discipline", 40, STAFF),
    Row("cach-chuc", "Cách chức", (), ANY, "", "discipline", 50, f"{LABOUR}; {STAFF}"),
    Row("buoc-thoi-viec", "Buộc thôi việc, sa thải", ("sa thải", "BTV"), ANY, "", "discipline", 60, f"{LABOUR}; {STAFF}"),
)
HONOURS = (
    ("title", TITLES),
    ("rating", RATINGS),
    ("award", AWARDS),
    ("initiative", INITIATIVES),
    ("rank", RANKS),
    ("discipline", DISCIPLINES),
)

"""What certificates are tested with: names that occur and names that might."""

from papers.certificates import Certificate
from papers.stock import SAMPLES, Stock

AWARDER = "Liên đoàn Lao động tỉnh An Bình"
SHORT = ("Ủy", "Ý", "Siu", "Lò")
NAMES = (
    "Nguyễn Thị Ánh Tuyết", "H'Hen Niê", "K'Brơih", "Y Ngông Niêkdăm", "Ksor H'Bơ Khắp", "H’Lệ Êban", "Giàng A Páo",
    "H’Bia Knul Niê K’Đăm", "Rơ Chăm Krứt", "Êban Y Brê̆", "Điểu K'Ré", "Đặng Quỷnh Ữ", *SHORT,
)  # fmt: skip
LONG_NAMES = (
    "Tôn Nữ Công Tằng Huyền Trân Thị Phương Thảo Nguyên Hồng Ngọc",  # 60 letters
    "Công đoàn cơ sở Trường Phổ thông Dân tộc bán trú Tiểu học và Trung học cơ sở xã Hua Bum",
)
VERY_LONG_NAMES = (
    "Ban Chấp hành Công đoàn cơ sở Trường Phổ thông Dân tộc Bán trú Tiểu học và Trung học cơ sở số 2 xã Nùng Nàng, huyện Tam Đường, phân hiệu Sáy San III (mẫu)",
    "Đội Thi công cơ giới số 3, Chi nhánh Tây Bắc, Công ty trách nhiệm hữu hạn một thành viên Xây dựng và Phát triển hạ tầng Nông nghiệp, nông thôn Mường Tè - Nậm Nhùn",
)
# Three lines on either sample.
MERIT = (
    "Đã có thành tích xuất sắc trong phong trào thi đua “Lao động giỏi, lao động sáng tạo” giai đoạn 2015 - 2020, góp phần xây "
    "dựng tổ chức Công đoàn vững mạnh và hoàn thành vượt mức kế hoạch sản xuất, kinh doanh của đơn vị trong 5 năm liên tục"
)
TEXTS = {
    "address": "Bà",
    "name": NAMES[0],
    "unit": "Công nhân Công ty trách nhiệm hữu hạn Một thành viên Thủy điện Nậm Na",
    "merit": "Có thành tích tiêu biểu trong hoạt động công đoàn năm 2019",
    "decision": "Quyết định số 15/QĐ-LĐLĐ ngày 20/4/2020",
    "register": "Số vào sổ: 0123/2020",
    "place_date": "An Bình, ngày 20 tháng 4 năm 2020",
    "authority": "TM. Ban Thường vụ\nChủ tịch",
    "signer": "Giàng Thị Ánh Tuyết",
}
ADDRESS = "https://guong-sang.example.vn/kiem-tra/q3J0m1xkQ5e7Vw9yZtB2aA/"


def certificate(**changes: str) -> Certificate:
    return Certificate({**TEXTS, **changes}, ADDRESS)


def certificates(count: int) -> list[Certificate]:
    """So many sheets, each with its own name, unit, merit, number and code."""
    names = (*NAMES, *LONG_NAMES)
    return [
        Certificate(
            {
                **TEXTS,
                "name": names[number % len(names)],
                "unit": f"Công nhân Tổ {number}, Công ty trách nhiệm hữu hạn Một thành viên Thủy điện Nậm Na",
                "merit": f"{MERIT}, đạt {number} điểm",
                "register": f"Số vào sổ: {number:04}/2020",
            },
            f"{ADDRESS}{number}",
        )
        for number in range(1, count + 1)
    ]


def samples() -> list[Stock]:
    return [sample(AWARDER) for sample in SAMPLES]

"""The types of administrative papers and their letters in the number (NĐ 30/2020, Phụ lục III)."""

from portal.fields import search_key

TYPES = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ",
    "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi",
    "PC": "Phiếu chuyển",
    "PB": "Phiếu báo",
}
LETTER = "CV"  # công văn: no letters in the number (Mục II.3b); this code names it in the portal only
MINUTES = "BB"  # bears no place and date in its head (Mẫu 1.9)
DECISION = "QĐ"


def meant_by(code: str) -> list[str]:
    """The letters of the decree that somebody meant who typed others, as qđ for QĐ or hd for HD or HĐ."""
    known = (*TYPES, LETTER)
    return [] if code in known else [right for right in known if search_key(right) == search_key(code)]


def type_label(code: str, printed: str) -> str:
    """How the register calls a type; one that the decree does not list (Điều lệ, Kết luận) as it was `printed`."""
    if code == LETTER:
        return "Công văn"
    return TYPES.get(code) or printed.capitalize()

"""What is usually wrong with an item of a dossier, as the office writes it: a catalogue to be read and added to.

By kind of item, the commonest first. A sentence says what is wrong and, where it is not plain, what to do.
"""

SENTENCES: dict[str, tuple[str, ...]] = {
    "name": (
        "Họ tên khác với quyết định kèm theo.",
        "Họ tên sai dấu hoặc thiếu chữ; hãy ghi đúng như giấy khai sinh, quyết định.",
        "Tên tập thể chưa đúng tên đầy đủ; hãy ghi như quyết định thành lập.",
    ),
    "position": (
        "Chức vụ ghi chưa đủ; hãy ghi cả nơi làm việc.",
        "Chức vụ khác với quyết định bổ nhiệm kèm theo.",
        "Nơi làm việc không còn đúng tên hiện nay.",
    ),
    "birth": (
        "Ngày sinh khác với quyết định kèm theo.",
        "Chỉ ghi năm sinh; hãy ghi đủ ngày, tháng, năm.",
        "Ngày sinh khác với danh sách đơn vị gửi kèm.",
    ),
    "fact": (
        "Chưa ghi; kế hoạch yêu cầu có thông tin này.",
        "Khác với giấy tờ kèm theo.",
        "Không khớp với danh sách đơn vị gửi kèm.",
    ),
    "category": (
        "Không đúng đối tượng. Đối tượng của hồ sơ đã nộp không đổi được: hãy rút hồ sơ này và lập hồ sơ mới ở đúng đối tượng.",
    ),
    "line": (
        "Thiếu số quyết định.",
        "Thiếu ngày quyết định.",
        "Thiếu cơ quan ban hành quyết định.",
        "Số hoặc ngày quyết định khác với bản chụp kèm theo.",
        "Năm được công nhận không đúng.",
        "Tên danh hiệu, hình thức khen thưởng không đúng.",
        "Không có minh chứng cho dòng này.",
        "Ghi trùng với một dòng khác; hãy bỏ một dòng.",
    ),
    "new-lines": (
        "Thiếu thành tích, minh chứng của năm nằm trong giai đoạn xét; hãy thêm dòng còn thiếu.",
        "Thiếu danh hiệu thi đua làm căn cứ đề nghị; hãy thêm dòng còn thiếu.",
        "Thiếu sáng kiến, đề tài đã nêu trong báo cáo; hãy thêm dòng còn thiếu.",
    ),
    "report": (
        "Báo cáo quá sơ sài; hãy nêu việc đã làm và kết quả cụ thể.",
        "Báo cáo chưa có số liệu chứng minh.",
        "Nội dung báo cáo khác với các dòng thành tích đã khai.",
        "Báo cáo nói về ngoài giai đoạn xét khen thưởng.",
    ),
    "paper": (
        "Bản chụp mờ, không đọc được.",
        "Thiếu trang.",
        "Chưa có chữ ký, đóng dấu.",
        "Nhầm tệp: không phải giấy tờ của mục này.",
        "Chưa nộp giấy tờ này.",
        "Giấy tờ của người hoặc tập thể khác.",
    ),
    "consent": (
        "Chưa ghi sự đồng ý của người được đề nghị.",
        "Ngày đồng ý sau ngày nộp hồ sơ.",
        "Chưa có bản đồng ý có chữ ký.",
    ),
    "standard": (
        "Đơn vị chưa xác nhận tiêu chuẩn này.",
        "Xác nhận chưa đúng với hồ sơ; hãy xem lại.",
    ),
}


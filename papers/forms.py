"""What a form asks of text that will stand on a paper; the forms of the register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from papers.document_types import meant_by
from papers.models import IssuedPaper, NumberSeries
from papers.rules import series_do_not_overlap
from portal.fields import VnCharField, VnDateField, VnIntegerField, VnTextField
from portal.once import OnceForm
from portal.pdf import missing_letters, named
from portal.scanning import refuse_unclean
from portal.uploads import CleanFile, UploadRefused, judge


def printable(text: str) -> None:
    """A validator: every letter is one that the font of papers has."""
    if missing := missing_letters(text):
        raise ValidationError(f"Văn bản không in được chữ {', '.join(map(named, missing))}: hãy thay bằng chữ khác.")


def confirmed(text: str) -> None:
    """A validator: the last act is typed out."""
    if text.upper() != "PHÁT HÀNH":
        raise ValidationError("Hãy gõ đúng hai chữ PHÁT HÀNH.")


class ConfirmedField(VnCharField):
    """The word that the clerk types to issue."""

    def __init__(self) -> None:
        wanted = {"required": "Hãy gõ đúng hai chữ PHÁT HÀNH."}
        super().__init__(label="Gõ PHÁT HÀNH để xác nhận", max_length=20, error_messages=wanted, validators=[confirmed])


class EntryForm(forms.Form):
    """The columns of the register that are filled in when the paper goes out (NĐ 30/2020, Phụ lục IV)."""

    kept_by = VnCharField(label="Đơn vị, người nhận bản lưu", max_length=200, required=False, validators=[printable])
    copies = VnIntegerField(label="Số lượng bản", min_value=1, max_value=999, required=False)
    sent = VnDateField(label="Ngày chuyển", required=False)
    receipt = VnCharField(label="Ký nhận", max_length=200, required=False, validators=[printable])
    remark = VnCharField(label="Ghi chú", max_length=300, required=False, validators=[printable])
    seen = forms.CharField(widget=forms.HiddenInput, required=False)  # `actions.entry_mark` of what the page showed

    def over(self, mark: str) -> None:
        """Somebody filled them in meanwhile: what was typed stays, and saving it again is then a choice made knowingly."""
        self.data = self.data | {"seen": mark}


class CopyForm(forms.Form):
    """A signed or scanned copy; `copy` is what may be stored."""

    file = forms.FileField(
        label="Bản ký số hoặc bản quét",
        help_text="Tệp PDF, JPEG hoặc PNG, nhiều nhất 10 MB. PDF được giữ nguyên từng byte.",
        error_messages={"required": "Hãy chọn tệp.", "empty": "Tệp rỗng: chọn lại tệp rồi tải lên."},
    )
    copy: CleanFile | None = None

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".pdf,.jpg,.jpeg,.png"

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        try:
            self.copy = judge(file)
            refuse_unclean(self.copy.content)
        except UploadRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return file


class NamesForm(forms.Form):
    """Which newer paper corrects, cancels or replaces this one."""

    new = forms.ModelChoiceField(
        label="Văn bản mới",
        queryset=IssuedPaper.objects.none(),
        empty_label="Chọn văn bản",
        error_messages={"required": "Hãy chọn văn bản mới.", "invalid_choice": "Văn bản này không chọn được nữa."},
    )
    names_as = forms.ChoiceField(
        label="Văn bản mới làm gì với văn bản này",
        choices=IssuedPaper.NamesAs.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn đính chính, hủy bỏ hay thay thế."},
    )
    reason = VnTextField(label="Lý do", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, choices: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["new"].queryset = choices
        self.fields["new"].label_from_instance = lambda paper: f"{paper} · {paper.title}"


def _as_the_decree_writes(code: str) -> str:
    return f"Không có loại “{code}”: Nghị định viết là {' hoặc '.join(meant_by(code))}."


class SeriesForm(forms.ModelForm):
    """A series of numbers: of whom, and for which types of paper."""

    class Meta:
        model = NumberSeries
        fields = ("unit", "body", "name", "type_codes")
        field_classes = {"body": VnCharField, "name": VnCharField, "type_codes": VnCharField}

    def clean_type_codes(self) -> str:
        """Codes of the decree as it writes them; a type that it does not list (Kết luận) keeps the office's own letters."""
        codes = [code.strip() for code in self.cleaned_data["type_codes"].split(",") if code.strip()]
        if misspelt := [_as_the_decree_writes(code) for code in codes if meant_by(code)]:
            raise ValidationError(misspelt)
        return ", ".join(codes)

    def _post_clean(self) -> None:
        """Together with what the model says, whether another series covers the same types."""
        super()._post_clean()
        if not self.errors:
            for reason in series_do_not_overlap(self.instance):
                self.add_error("type_codes", reason)


class StartForm(forms.Form):
    """The last number of a year that was given outside the portal."""

    year = VnIntegerField(label="Năm", min_value=2000, max_value=2100)
    start = VnIntegerField(
        label="Số cuối đã cấp ngoài hệ thống",
        min_value=0,
        max_value=99_999,
        help_text="Văn bản đầu tiên cấp ở đây nhận số tiếp theo. Chỉ đặt được trước văn bản đầu tiên của năm.",
    )


class CodeForm(forms.Form):
    """The code that stands beside the QR."""

    code = forms.CharField(
        label="Mã kiểm tra",
        max_length=60,
        help_text="Ở chân trang cuối của văn bản, cạnh mã QR; chữ hoa, chữ thường, dấu gạch và dấu cách đều được.",
        error_messages={"required": "Hãy gõ mã kiểm tra."},
    )


class IssueForm(forms.Form):
    """The clerk's last act: the day, and the typed word. The number comes by itself (NĐ 30/2020, Điều 15).

    `stated` is a number that the paper came with and `next_number` the one it would get; where they differ, the clerk may give
    up the stated one.
    """

    date = VnDateField(label="Ngày ban hành", help_text="Ví dụ: 05/06/2020.")
    drop_stated = forms.BooleanField(required=False)
    word = ConfirmedField()

    def __init__(self, *args: Any, stated: str = "", next_number: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not stated or stated == next_number:
            del self.fields["drop_stated"]
        else:
            self.fields["drop_stated"].label = f"Bỏ số đã ghi ({stated}), lấy số tiếp theo của sổ: {next_number}"

    def given(self) -> dict[str, Any]:
        """What the action is given beside the day."""
        return {name: self.cleaned_data[name] for name in ("drop_stated",) if name in self.cleaned_data}


class CorrectionForm(OnceForm):
    """What the clerk says in a letter that corrects an issued paper; to look at it first, no word of confirmation is asked."""

    points = VnTextField(
        label="Các chỗ đính chính",
        max_length=10_000,
        help_text="Mỗi dòng một chỗ: ở đâu, đã in gì, nay sửa là gì.",
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[printable],
    )
    reason = VnTextField(
        label="Lý do ghi vào sổ",
        max_length=1000,
        help_text="Ai kiểm tra văn bản cũ cũng đọc được.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    addressees = VnTextField(
        label="Kính gửi", max_length=2000, help_text="Mỗi dòng một nơi.", widget=forms.Textarea(attrs={"rows": 2}), validators=[printable]
    )
    symbol = VnCharField(
        label="Ký hiệu của công văn",
        max_length=30,
        help_text="Công văn không có chữ viết tắt tên loại: cơ quan, rồi đơn vị soạn thảo, ví dụ LĐLĐ-VP (Nghị định 30/2020, Phụ lục I).",
        validators=[printable],
    )
    authority = VnCharField(
        label="Thẩm quyền ký",
        max_length=300,
        help_text="Các dòng trên chữ ký, cách nhau bằng dấu /.",
        widget=forms.TextInput(attrs={"list": "authority-lines"}),
        validators=[printable],
    )
    signer = VnCharField(label="Người ký", max_length=50, validators=[printable])
    date = VnDateField(label="Ngày ban hành", help_text="Ví dụ: 05/06/2020.")
    word = ConfirmedField()

    def __init__(self, *args: Any, to_look_at: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["word"].required = not to_look_at
        if to_look_at:
            self.fields["word"].validators.clear()

    def lines(self, name: str) -> list[str]:
        """The lines of a field that holds several."""
        parts = self.cleaned_data[name].split("/" if name == "authority" else "\n")
        return [part.strip() for part in parts if part.strip()]

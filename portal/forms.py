"""Log-in and passwords. A Mac and a phone write the same Vietnamese letter differently: passwords are kept in NFC."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import forms as auth

from portal import clock
from portal.models import Mail
from portal.notices import letter
from portal.password_link import password_link

WRONG = "Tên đăng nhập hoặc mật khẩu không đúng. Chữ hoa, chữ thường khác nhau; hãy xem phím Caps Lock."
RESET_SUBJECT = "Đặt lại mật khẩu Gương Sáng"
RESET_PAUSE = timedelta(minutes=15)


class PasswordField(forms.CharField):
    def __init__(self, *, autocomplete: str = "current-password", **kwargs: Any):
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(**{"strip": False, "max_length": 200, "widget": widget} | kwargs)

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFC", super().to_python(value))


class LoginForm(auth.AuthenticationForm):
    username = auth.UsernameField(  # NFKC by itself
        label="Tên đăng nhập",
        widget=forms.TextInput(attrs={"autofocus": True, "autocapitalize": "none"}),
    )
    password = PasswordField(label="Mật khẩu")
    error_messages = {"invalid_login": WRONG, "inactive": WRONG}


class SetPasswordForm(auth.SetPasswordForm):
    error_messages = {"password_mismatch": "Hai lần nhập mật khẩu không giống nhau."}
    new_password1 = PasswordField(
        label="Mật khẩu mới",
        autocomplete="new-password",
        help_text="Ít nhất 12 ký tự, không quá dễ đoán. Một câu ngắn dễ nhớ là tốt nhất.",
    )
    new_password2 = PasswordField(label="Nhập lại mật khẩu mới", autocomplete="new-password")


class PasswordChangeForm(SetPasswordForm, auth.PasswordChangeForm):
    error_messages = SetPasswordForm.error_messages | {"password_incorrect": "Mật khẩu đang dùng không đúng."}
    old_password = PasswordField(label="Mật khẩu đang dùng")


class ResetForm(auth.PasswordResetForm):
    """Sends the link through the outbox; the page says the same whether the address is known or not.

    At most one letter a quarter of an hour to an address: nobody can fill the box of somebody else.
    """

    email = forms.EmailField(
        label="Thư điện tử", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True})
    )

    def save(self, **options: Any) -> None:
        lately = Mail.objects.filter(subject=RESET_SUBJECT, created__gt=clock.now() - RESET_PAUSE)
        sent = set(lately.values_list("to", flat=True))
        Mail.objects.bulk_create(
            Mail(to=user.email, subject=RESET_SUBJECT, body=reset_letter(user))
            for user in self.get_users(self.cleaned_data["email"])
            if user.email not in sent
        )


def reset_letter(user: Any) -> str:
    days = settings.PASSWORD_RESET_TIMEOUT // 86_400
    text = (
        f"Có người, chắc là chính bạn, xin đặt lại mật khẩu của tài khoản {user.get_username()}.\n"
        f"Đường dẫn dưới đây dùng được một lần, trong {days} ngày. Nếu không phải bạn, chỉ cần bỏ qua thư này."
    )
    return letter("Đặt lại mật khẩu", text, password_link(user))

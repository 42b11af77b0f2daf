"""The clerk corrects an issued paper by a letter: looked at first, then issued (NĐ 30/2020, Điều 18.3)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from papers import actions
from papers.authority import PRESETS
from papers.document_types import LETTER
from papers.forms import CorrectionForm
from papers.frames import correction
from papers.frozen import thaw
from papers.lines import BLANK
from papers.models import IssuedPaper
from papers.paper import Paper, Signature
from papers.views.answers import file_name, paper_answer
from papers.views.issued import as_clerk
from portal import clock
from portal.fields import long_date
from portal.moves import Refused
from portal.once import once


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows the form filled in from the older paper; POST shows the letter as a draft (`preview`) or issues it."""
    old = as_clerk(request, pk)
    printed = thaw(old.data)
    to_look_at = "preview" in request.POST
    form = CorrectionForm(request.POST or None, initial=_first_words(old, printed), to_look_at=to_look_at)
    status, reasons = (422 if form.is_bound else 200), []
    if request.method == "POST" and form.is_valid():
        if to_look_at:
            letter = _letter(form, old, printed, f"{BLANK}/{form.cleaned_data['symbol']}", form.cleaned_data["date"], draft=True)
            back = (old.number_text, reverse("papers:paper", args=[pk]))
            return paper_answer(request, letter, name=file_name("dinh-chinh", "", pk), face="pdf", back=back)
        try:
            return redirect(once(request.user, form.cleaned_data["form_token"], lambda: _issue(request, form, old, printed)))
        except Refused as refused:
            status, reasons = 409, refused.reasons
    presets = [" / ".join(lines) for lines in PRESETS]
    context = {"paper": old, "form": form, "reasons": reasons, "presets": presets}
    return render(request, "papers/room/correct.html", context, status=status)


def _first_words(old: IssuedPaper, printed: Paper) -> dict[str, Any]:
    """What most letters say: to everybody who got the paper, signed as the paper was."""
    signature = printed.signatures[0] if printed.signatures else Signature((), "")
    return {
        "addressees": f"Các cơ quan, đơn vị nhận {old}",
        "symbol": f"{old.symbol.removeprefix(f'{old.type_code}-')}-VP",
        "authority": " / ".join(signature.authority),
        "signer": signature.signer,
        "date": clock.today(),
    }


def _issue(request: HttpRequest, form: CorrectionForm, old: IssuedPaper, printed: Paper) -> str:
    """The letter's own page."""
    issued = actions.issue(
        lambda number, on: _letter(form, old, printed, number, on),
        unit=old.unit,
        type_code=LETTER,
        symbol=form.cleaned_data["symbol"],
        on=form.cleaned_data["date"],
        by=request.user,
        corrects=old,
        reason=form.cleaned_data["reason"],
    )
    messages.success(request, f"Đã ban hành công văn {issued.number_text}; trang kiểm tra văn bản {old.number_text} báo theo.")
    return reverse("papers:paper", args=[issued.pk])


def _letter(form: CorrectionForm, old: IssuedPaper, printed: Paper, number: str, on: date, *, draft: bool = False) -> Paper:
    """Under the letterhead and from the place of the paper that it corrects; of a joint paper the lead writes alone."""
    return correction(
        issuers=printed.issuers[:1],
        number=f"Số: {number}",
        place_date=f"{printed.place_date.partition(',')[0]}, {long_date(on)}",
        corrected=f"{old} {long_date(old.date)}",
        corrected_title=old.title,
        addressees=form.lines("addressees"),
        points=form.lines("points"),
        signatures=[Signature(tuple(form.lines("authority")), form.cleaned_data["signer"])],
        draft=draft,
    )

"""A paper as an answer: the file, or a page that says why it cannot be printed; an issued one from its stored bytes."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from papers import faces
from papers.actions import is_at_it
from papers.faces.parts import is_long
from papers.frozen import freeze
from papers.models import IssuedPaper, PaperFile
from papers.paper import Paper
from portal import throttle
from portal.file_kinds import SHOWN_IN_PAGE
from portal.jobs import AT_ONCE, enqueue
from portal.lists.page import SHEET_TYPE
from portal.moves import Refused
from portal.pdf import PdfError
from portal.storing import FILE_POLICY

CONTENT_TYPES = faces.CONTENT_TYPES | {"xlsx": SHEET_TYPE}
PRINT_FOR = "papers.tasks.print_for"
PRINTS, SECONDS = 60, 600  # so many of one person in ten minutes
TOO_MANY = f"Bạn vừa in {PRINTS} bản trong {SECONDS // 60} phút: hãy chờ ít phút rồi in tiếp."


def file_name(kind: str, number: str, pk: int) -> str:
    """ke-hoach-154, or by the id of the thing while it has no number; nothing personal."""
    digits = number.partition("/")[0].strip()
    return f"{kind}-{digits if digits.isascii() and digits.isdigit() else f'du-thao-{pk}'}"


def paper_answer(request: HttpRequest, paper: Paper, *, name: str, face: str, back: tuple[str, str]) -> HttpResponse:
    """The file of a paper. One with a long list takes a job, whose page tells how far it is: nobody waits for a white page."""
    if is_long(paper):
        try:
            job = enqueue(PRINT_FOR, freeze(paper), face, name, title=f"In {name}.{face}", owner=request.user, at_most=AT_ONCE)
        except Refused as refused:
            return _unprintable(request, back, refused.reasons, status=429)
        return redirect("job", job.pk)
    return file_answer(request, lambda: faces.render(paper, face), name=name, face=face, back=back)


def file_answer(request: HttpRequest, make: Callable[[], bytes], *, name: str, face: str, back: tuple[str, str]) -> HttpResponse:
    """What `make` gives as `name.face`: a PDF opens in the page unless it is to be downloaded.

    A paper that cannot be printed (a letter the font lacks, too long a list) says so, with the way `back` (label, address).
    So does somebody's hundredth paper within minutes: each print may keep a web worker busy for seconds.
    """
    if throttle.used_up("print", request, PRINTS):
        return _unprintable(request, back, [TOO_MANY], status=429)
    throttle.count("print", request, SECONDS)
    try:
        content = make()
    except PdfError as error:
        return _unprintable(request, back, [str(error)], status=422)
    answer = HttpResponse(content, content_type=CONTENT_TYPES[face])
    shown = "inline" if face == "pdf" and "download" not in request.GET else "attachment"
    answer["Content-Disposition"] = f'{shown}; filename="{name}.{face}"'
    return answer


def _unprintable(request: HttpRequest, back: tuple[str, str], reasons: list[str], *, status: int) -> HttpResponse:
    return render(request, "papers/unprintable.html", {"back": back, "reasons": reasons}, status=status)


def serve_file(paper: IssuedPaper, kind: str, *, download: bool = False) -> HttpResponse:
    """The stored bytes of an issued paper, "pdf" or "docx", as they were printed. 404 while they are being printed.

    Whoever calls it has asked who is looking: the paper's own pages by `visible_to`, others by what the paper belongs to.
    """
    return stored_answer(_printed(paper, kind), download=download)


def issued_answer(
    request: HttpRequest, paper: IssuedPaper, face: str, *, insert: str = "", back: tuple[str, str]
) -> HttpResponse:
    """The file that was printed when the paper was issued, or a page that says that it is being printed.

    The caller has asked whether the person may see what the paper belongs to.
    """
    file = _printed(paper, face, insert)
    if file is not None:
        return stored_answer(file, download="download" in request.GET)
    printing = is_at_it(paper)
    answer = render(request, "papers/printing.html", {"paper": paper, "back": back, "printing": printing}, status=503)
    if printing:
        answer["Refresh"] = answer["Retry-After"] = "3"
    return answer


def _printed(paper: IssuedPaper, face: str, insert: str = "") -> PaperFile | None:
    """What the portal printed of the paper or of what goes with it; copies that the clerk attached are not meant."""
    return paper.files.exclude(kind=PaperFile.Kind.COPY).filter(kind=face, insert=insert).first()


def stored_answer(file: PaperFile | None, *, download: bool = False) -> HttpResponse:
    """The bytes of one file, never read as anything but what they are."""
    if file is None:
        raise Http404
    answer = HttpResponse(bytes(file.content), content_type=file.content_type)
    shown = file.content_type in SHOWN_IN_PAGE and not download
    answer["Content-Disposition"] = content_disposition_header(not shown, file.name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = FILE_POLICY
    return answer

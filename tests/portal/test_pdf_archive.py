import io

import pikepdf
import pytest

from portal.pdf import TAGGED_ARCHIVE, UNTAGGED_ARCHIVE, html_to_pdf
from tests.portal.archive import archive_faults

PAGE = (
    "<html lang=vi><head><title>Kế hoạch</title><meta name=author content='LĐLĐ tỉnh'></head>"
    "<h1>Chương ế</h1><p>Xin <b>chào</b> <i>ế</i><table><tr><th>a<td>b</table>"
)


@pytest.mark.parametrize(("variant", "level"), [(TAGGED_ARCHIVE, "A"), (UNTAGGED_ARCHIVE, "U")])
def test_an_archival_file_has_all_that_it_claims_and_the_same_bytes_every_time(variant, level):
    pdf = html_to_pdf(PAGE, variant=variant)
    assert archive_faults(pdf, level) == []
    assert html_to_pdf(PAGE, variant=variant) == pdf


def test_the_reader_of_archives_finds_what_is_missing():
    plain = html_to_pdf(PAGE)
    assert archive_faults(plain, "A") == [
        "claims nothing", "metadata and document information differ", "no output intent with its profile", "no tags",
    ]  # fmt: skip
    assert archive_faults(html_to_pdf(PAGE, variant=TAGGED_ARCHIVE), "U") == ["claims 3A", "tags that nobody promised"]


def test_the_reader_of_archives_finds_a_font_that_is_not_embedded_and_a_script():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(html_to_pdf(PAGE, variant=UNTAGGED_ARCHIVE))) as pdf:
        font = next(one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one)
        del font["/FontFile2"]
        pdf.Root.AA = pikepdf.Dictionary()
        pdf.save(out)
    faults = archive_faults(out.getvalue(), "U")
    assert len(faults) == 2
    assert "has /AA" in faults
    assert [fault for fault in faults if fault.endswith("is not embedded")]

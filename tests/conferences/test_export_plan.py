"""export_plan: the canonical file of one plan, found by number or id."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from conferences.actions import import_plan
from conferences.models import Plan
from conferences.plan_file import read
from conferences.plan_file.write import written
from tests.builders import make_plan, make_unit
from tests.conferences.plan_files import LAI_CHAU, make_units

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(db):
    return make_units()


def export(ref: str, *out: str) -> str:
    screen = StringIO()
    call_command("export_plan", ref, *out, stdout=screen)
    return screen.getvalue()


def refusal(ref: str, *out: str) -> str:
    with pytest.raises(CommandError) as refused:
        export(ref, *out)
    return str(refused.value)


def test_by_number_by_id_and_into_a_file(province, tmp_path):
    plan = import_plan(read(LAI_CHAU.read_bytes())).plan
    text = export("154/KH-LĐLĐ")
    assert text.startswith('kind: conference\nnumber: "154/KH-LĐLĐ"\nplace: "Lai Châu"\ndate: 2020-03-16\ntitle: "Tổ chức')
    assert export(str(plan.pk)) == text
    assert export(str(plan.pk), str(tmp_path / "out.yaml")) == ""
    assert (tmp_path / "out.yaml").read_bytes() == text.encode()


def test_several_plans_of_one_number_are_listed_with_their_ids(province):
    first = make_plan(province)
    other = make_unit("Liên đoàn Lao động tỉnh Điện Biên", kind="province", short_name="LĐLĐ tỉnh Điện Biên")
    second = make_plan(other, status="draft", title="Kế hoạch khác", date=None)
    assert refusal("154/KH-LĐLĐ") == (
        "Có 2 kế hoạch số 154/KH-LĐLĐ, hãy gọi bằng id:\n"
        f"  id {first.pk}: LĐLĐ tỉnh Lai Châu, 16/03/2020, đã phát hành: Tổ chức Hội nghị điển hình tiên tiến\n"
        f"  id {second.pk}: LĐLĐ tỉnh Điện Biên, chưa có ngày, dự thảo: Kế hoạch khác"
    )
    assert 'title: "Kế hoạch khác"' in export(str(second.pk))


@pytest.mark.parametrize("ref", ["1/KH", "0", "99999999999999999999999", "154/KH-LĐLĐ "])
def test_nothing_of_that_name(province, ref):
    assert refusal(ref) == f"Không có kế hoạch nào có số hoặc id “{ref.strip()}”."


def test_a_plan_made_without_a_file_is_exported_too(province):
    plan = make_plan(province, status="draft", number="", date=None, late="muộn\x0bthì thôi")
    text = export(str(plan.pk))
    assert "number" not in text
    assert 'late: "muộn\\u000bthì thôi"' in text  # what no file would bring in does not spoil the file
    assert Plan.objects.get().deadlines.get().date == date(2030, 5, 15)
    assert "deadlines:\n  - {what: dossier, date: 2030-05-15, before: true}\n" in text


def test_an_unwritable_file(province, tmp_path):
    plan = make_plan(province)
    assert refusal(str(plan.pk), str(tmp_path)) == f"Không ghi được tệp {tmp_path}: Is a directory."


# --- how it is written ----------------------------------------------------------------------------------------------


def test_long_text_is_folded_and_lines_are_kept():
    words = " ".join(["thi đua"] * 20)
    assert written({"lead": words, "closing": "Một.\n\n- hai"}) == (
        "lead: >-\n"
        f"  {' '.join(['thi đua'] * 14)} thi\n"
        f"  đua {' '.join(['thi đua'] * 5)}\n"
        "\n"
        "closing: |-\n"
        "  Một.\n"
        "\n"
        "  - hai\n"
    )


def test_a_list_of_maps_stands_on_one_line_each_or_none_does():
    short = {"what": "dossier", "date": date(2020, 5, 15)}
    assert written({"deadlines": [short]}) == "deadlines:\n  - {what: dossier, date: 2020-05-15}\n"
    long = short | {"to": "a" * 100}
    assert written({"deadlines": [short, long]}) == (
        "deadlines:\n"
        "  - what: dossier\n"
        "    date: 2020-05-15\n"
        "  - what: dossier\n"
        "    date: 2020-05-15\n"
        f'    to: "{"a" * 100}"\n'
    )


def test_words_that_yaml_reads_otherwise_are_quoted():
    row = {"target": "A", "kind": "unit", "places": {"yes": 1, "12": 2, "ca-nhan": 3}}
    assert written({"quotas": {"rows": [row]}}) == (
        'quotas:\n  rows:\n    - {target: "A", kind: unit, places: {"yes": 1, "12": 2, ca-nhan: 3}}\n'
    )

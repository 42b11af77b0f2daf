"""Reading plans: the three real texts against their transcriptions, leaf by leaf; as text, as Word; nothing invented."""

from pathlib import Path

import pytest

from conferences.plan_file import read as read_file
from conferences.plan_file.write import written
from conferences.reading import Reading, read
from portal.sources import Line, Source
from portal.sources.reading import read_source
from tests.conferences.documents import word_of
from tests.conferences.leaves import compared, invented

ROOT = Path(__file__).resolve().parent
TEXTS = ROOT / "data" / "plans"
EXAMPLES = ROOT.parent.parent / "conferences" / "examples"
PLANS = {"lai-chau-2020": 278, "an-duong-2024": 212, "bau-bang-2025": 131}  # leaves of each transcription


def text_of(name: str) -> Source:
    return read_source((TEXTS / f"{name}.txt").read_bytes())


def transcription(name: str) -> dict:
    return read_file((EXAMPLES / f"{name}.yaml").read_bytes()).data


@pytest.mark.parametrize(("name", "leaves"), PLANS.items())
def test_a_real_text_gives_its_transcription_leaf_by_leaf(name, leaves):
    found = compared(transcription(name), read(text_of(name)).data)
    assert (found.equal, len(found.missing), len(found.different), len(found.besides)) == (leaves, 0, 0, 0), str(found)


@pytest.mark.parametrize("name", PLANS)
def test_the_same_plan_as_a_word_document_gives_the_same_data(name):
    """With real tables, automatic numbers and bullets, bold and italic in cut runs."""
    of_word = read(read_source(word_of(text_of(name)))).data
    found = compared(transcription(name), of_word)
    assert (found.equal, len(found.missing), len(found.different), len(found.besides)) == (PLANS[name], 0, 0, 0), str(found)


@pytest.mark.parametrize("name", PLANS)
def test_nothing_is_invented(name):
    """Each word and figure stands in the source, or a note says what it was inferred from."""
    source = text_of(name)
    data = read(source).data
    assert invented(data, source) == {}
    assert "place" in invented(data | {"place": "Hà Giang"}, source)
    assert "issuers[1].name" in invented(data | {"issuers": [{"name": "Liên đoàn Lao động tỉnh Hà Giang"}], "notes": []}, source)


@pytest.mark.parametrize("name", PLANS)
def test_a_reading_is_a_plan_file_without_faults(name):
    data = read(text_of(name)).data
    file = read_file(written(data).encode())
    assert (file.faults, file.data) == ([], data)


def says(reading: Reading) -> list[tuple[str, str]]:
    return [(note.get("where", ""), note["says"]) for note in reading.notes]


def test_numbers_that_do_not_follow_are_kept_and_said():
    lai_chau = read(text_of("lai-chau-2020"))
    assert [(one.found, one.expected) for one in lai_chau.numbering] == [("V", "IV")]
    assert ("sections", "Văn bản nguồn đánh số V (“THÀNH PHẦN, TIÊU CHUẨN, PHÂN BỐ SỐ LƯỢNG”) ở chỗ phải là IV.") in says(lai_chau)
    assert [(one.found, one.expected, one.heading) for one in read(text_of("an-duong-2024")).numbering] == [("V", "IV", "KINH PHÍ")]
    assert read(text_of("bau-bang-2025")).numbering == []


def test_what_was_inferred_or_left_out_stands_in_the_notes():
    assert [where for where, _ in says(read(text_of("an-duong-2024")))] == [
        "issuers",
        "issuers[1].superior",
        "grounds[1]",
        "deadlines[1]",
        "categories",
        "quotas.rows",
        "sections",
    ]
    unplaced = [sentence for where, sentence in says(read(text_of("lai-chau-2020"))) if not where]
    assert unplaced == ["Không xếp được vào chỗ nào: “} (B/c)”."]


def test_each_fact_knows_where_it_stands():
    source = text_of("lai-chau-2020")
    reading = read(source)

    def lines(path: str) -> list[str]:
        return [block.text if isinstance(block, Line) else "a table" for at in reading.places[path] for block in [source.blocks[at]]]

    assert lines("number") == ["Số: 154/KH-LĐLĐ"]
    assert lines("conferences[1].agenda[12].title") == ["12. Bế mạc Hội nghị."]
    assert lines("quotas.rows[1]") == ["a table"]
    assert lines("sections[1].sections[2].text")[0].startswith("2. Biểu dương, tôn vinh các tập thể")
    assert len(lines("sections[1].sections[2].text")) == 2  # a page break has cut it
    assert all(0 <= at < len(source.blocks) for places in reading.places.values() for at in places)

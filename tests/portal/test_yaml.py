"""YAML as a tree: values as they are written, with their lines; what is refused is refused with a sentence."""

import time

import pytest

from portal.yaml import MAX_DEPTH, Mapping, Scalar, Sequence, YamlError, tree


def test_values_stay_as_they_are_written_and_know_their_lines():
    assert tree('a: 1.000\nb:\n  - no\n  - "154"\n') == Mapping(
        1,
        (
            (Scalar(1, "a", True), Scalar(1, "1.000", True)),
            (Scalar(2, "b", True), Sequence(3, (Scalar(3, "no", True), Scalar(4, "154", False)))),
        ),
    )


@pytest.mark.parametrize("text", ["", "~", "null"])
def test_nothing_is_null(text):
    assert tree(f"a: {text}").pairs[0][1].is_null
    assert not tree(f'a: "{text}"').pairs[0][1].is_null


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "tệp không có nội dung."),
        ("a: 1\nb: [1, 2\nc: 3\n", 3, "không đọc được YAML từ chỗ này"),
        ("a: 1\n\tb: 2\n", 2, "không đọc được YAML từ chỗ này"),
        ('a: "chưa đóng\n', 2, "không đọc được YAML từ chỗ này"),
        ("a: &x 1\nb: *x\n", 1, "không dùng neo và bí danh của YAML"),
        ("a: 1\nb: *x\n", 2, "không dùng neo và bí danh của YAML"),
        ("a: !!python/object/apply:os.system ['true']\n", 1, "không dùng nhãn kiểu của YAML"),
        ("a: 1\n---\nb: 2\n", 2, "tệp có nhiều tài liệu"),
    ],
)
def test_what_is_refused_has_a_line_and_a_sentence(text, line, says):
    with pytest.raises(YamlError) as refused:
        tree(text)
    assert refused.value.line == line
    assert str(refused.value).startswith(says)


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    with pytest.raises(YamlError) as refused:
        tree("\n".join(lines))
    assert refused.value.line == 1


def test_depth_is_limited_in_no_time():
    assert tree("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    start = time.monotonic()
    with pytest.raises(YamlError, match="lồng nhau quá 64 tầng"):
        tree("[" * 1_000_000)
    assert time.monotonic() - start < 5

"""Counting votes: each threshold on either side, absent members, written votes, ballots that do not reconcile."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nominations.ballots import Room, Tally, Threshold, faults, percent, share

NINE = Room(members=9, present=9, in_writing=0, issued=9, returned=9, valid=9, invalid=0)
SIX_CAME = Room(members=9, present=6, in_writing=2, issued=6, returned=6, valid=5, invalid=1)


@pytest.mark.parametrize(
    ("threshold", "members", "least"),
    [
        (Threshold(50, more_than=True), 9, 5),
        (Threshold(50, more_than=True), 10, 6),  # half is not more than half
        (Threshold(50), 10, 5),
        (Threshold(70), 10, 7),
        (Threshold(80), 9, 8),  # 7.2 votes
        (Threshold(80), 10, 8),
        (Threshold(80), 15, 12),
        (Threshold(90), 9, 9),  # 8.1
        (Threshold(90), 10, 9),
        (Threshold(90), 11, 10),
        (Threshold(90), 21, 19),
        (Threshold(100), 7, 7),
    ],
)
def test_the_least_votes_that_pass(threshold, members, least):
    assert [threshold.is_met(votes, members) for votes in (least - 1, least, members)] == [False, True, True]


@pytest.mark.parametrize(
    ("room", "tally", "agreed", "shown"),
    [
        (NINE, Tally("A", yes=9, no=0), 9, "100,0"),
        (NINE, Tally("A", yes=7, no=2), 7, "77,8"),
        (SIX_CAME, Tally("A", yes=5, no=0, written_yes=2), 7, "77,8"),  # of all nine, not of the six who came
        (SIX_CAME, Tally("A", yes=5, no=0, written_yes=1, written_no=1), 6, "66,7"),
        (SIX_CAME, Tally("A", yes=4, no=0), 4, "44,4"),  # one blank, nobody wrote
    ],
)
def test_the_share_is_of_all_members(room, tally, agreed, shown):
    assert (faults(room, [tally]), tally.agreed, percent(tally.agreed, room.members)) == ([], agreed, shown)


@pytest.mark.parametrize(
    ("room", "tally", "said"),
    [
        (Room(9, 8, 0, 9, 9, 9, 0), Tally("A", 8, 0), ["Phát ra 9 phiếu, có mặt 8 thành viên: thừa 1 phiếu."]),
        (Room(9, 9, 0, 8, 9, 9, 0), Tally("A", 8, 0), ["Thu về 9 phiếu, chỉ phát ra 8."]),
        (Room(9, 9, 0, 9, 9, 7, 1), Tally("A", 7, 0), ["Hợp lệ 7 và không hợp lệ 1 là 8 phiếu, thu về 9."]),
        (Room(9, 0, 0), Tally("A", 0, 0), ["Chưa có thành viên nào có mặt."]),
        (SIX_CAME, Tally("A", 5, 1), ["A: 6 phiếu tại phiên họp (5 đồng ý, 1 không), chỉ có 5 phiếu hợp lệ."]),
        (Room(9, 6, 0), Tally("A", 6, 1), ["A: 7 phiếu tại phiên họp (6 đồng ý, 1 không), có mặt 6."]),
        (SIX_CAME, Tally("A", 5, 0, 2, 1), ["A: 3 ý kiến bằng văn bản, chỉ có 2 thành viên vắng gửi ý kiến."]),
        (
            Room(9, 9, 0),
            Tally("A", 9, 0, barred_present=1),
            ["A: 9 phiếu tại phiên họp (9 đồng ý, 0 không), có mặt 9, 1 không tham gia vì có liên quan."],
        ),
        (Room(9, 8, 1), Tally("A", 8, 0, 1, barred_in_writing=1), ["A: 1 ý kiến bằng văn bản, chỉ có 0 thành viên vắng gửi ý kiến."]),
    ],
)
def test_what_does_not_reconcile_is_named(room, tally, said):
    assert faults(room, [tally]) == said


def test_every_fault_is_named_at_once():
    room = Room(9, 8, 0, 9, 10, 9, 0)
    assert len(faults(room, [Tally("A", 9, 1), Tally("B", 8, 0), Tally("C", 0, 0, 1)])) == 3 + 1 + 1


COUNTS = st.integers(min_value=0, max_value=30)


@given(members=st.integers(min_value=1, max_value=30), votes=COUNTS, more=COUNTS, needed=st.integers(min_value=1, max_value=100), strict=st.booleans())
def test_more_votes_never_undo_a_pass(members, votes, more, needed, strict):
    threshold = Threshold(needed, more_than=strict)
    assert threshold.is_met(votes + more, members) or not threshold.is_met(votes, members)
    assert threshold.is_met(votes, members) == (share(votes, members) * 100 > needed if strict else share(votes, members) * 100 >= needed)


@given(present=COUNTS, absent=COUNTS, writing=COUNTS, yes=COUNTS, no=COUNTS, wyes=COUNTS, wno=COUNTS)
def test_what_reconciles_never_counts_more_votes_than_members(present, absent, writing, yes, no, wyes, wno):
    room = Room(present + absent + writing, present, writing)
    if not faults(room, [Tally("A", yes, no, wyes, wno)]):
        assert yes + no + wyes + wno <= room.members

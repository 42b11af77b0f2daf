"""Two at once on the way through the units in between: no more goes up than there are places, and one word counts."""

import pytest

from nominations.actions import move_dossier, submit_dossier
from nominations.actions.levels import weigh
from nominations.actions.sending import send_proposal
from nominations.models import Dossier, LevelResult, Proposal, Receipt
from nominations.places import places_held
from organizations.models import Bloc
from portal.moves import Refused
from tests.builders import hold, make_dossier, make_plan, make_proposal, make_table, make_user, person
from tests.racing import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def levels(campaign):
    campaign.table.through_levels = True
    campaign.table.save()
    campaign.district, campaign.chair = campaign.tree.than_uyen, person("head", campaign.tree.than_uyen)
    campaign.deputy = make_user("pho-chu-tich")
    hold(campaign.deputy, "head", campaign.district)
    return campaign


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def say(dossier, name, by, version=1):
    return weigh(fresh(dossier), name, opinion="Ý kiến.", votes=None, position=None, version=version, by=by)


def kinds(answers):
    return sorted(type(answer).__name__ for answer in answers)


def test_two_who_send_the_same_letter_at_once_send_it_once(levels):
    dossier = make_dossier(levels.plan, levels.school, status="backed")
    proposal = make_proposal(levels.plan, levels.district, [dossier])
    answers = together(*(lambda by=by: send_proposal(fresh(proposal), by=by) for by in (levels.chair, levels.deputy)))
    assert kinds(answers) == ["MoveRecord", "Refused"]
    assert (Receipt.objects.count(), fresh(dossier).status, fresh(proposal).status) == (1, "submitted", "sent")


def test_two_districts_of_a_bloc_that_send_up_for_its_last_place_do_not_both_get_it(levels):
    plan = make_plan(levels.tree.province, number="20/KH-LĐLĐ")
    bloc = Bloc.objects.create(owner=levels.tree.province, name="Khối các huyện")
    bloc.members.set([levels.tree.than_uyen, levels.tree.tan_uyen])
    make_table(plan, {bloc: (0, 0, 1, 0)}, through_levels=True)
    letters = []
    for unit, school in ((levels.tree.than_uyen, levels.school), (levels.tree.tan_uyen, levels.tree.tan_uyen_school)):
        head = levels.chair if unit == levels.district else person("head", unit)
        letters.append((make_proposal(plan, unit, [make_dossier(plan, school, status="backed")], created_by=head), head))
    answers = together(*(lambda letter=letter, head=head: send_proposal(fresh(letter), by=head) for letter, head in letters))
    assert kinds(answers) == ["MoveRecord", "Refused"]
    assert sorted(plan.dossiers.values_list("status", flat=True)) == ["backed", "submitted"]
    assert [place.left for place in places_held(plan).values() if place.quota.places] == [0]
    assert sorted(Proposal.objects.filter(plan=plan).values_list("status", flat=True)) == ["draft", "sent"]


def test_a_word_beside_a_withdrawal_one_of_them_counts(levels):
    dossier = make_dossier(levels.plan, levels.school, status="between")
    said, withdrawn = together(
        lambda: say(dossier, "back", levels.chair),
        lambda: move_dossier(fresh(dossier), "withdraw", by=levels.head, note="Thôi."),
    )
    stored, level = fresh(dossier), LevelResult.objects.get()
    if isinstance(withdrawn, Refused):
        assert (stored.status, level.says, said.says) == ("backed", "backed", "backed")
    else:
        assert (stored.status, level.says, type(said)) == ("withdrawn", "withdrawn", Refused)


def test_sending_up_beside_giving_back_one_of_them_counts(levels):
    dossier = make_dossier(levels.plan, levels.school, status="backed")
    proposal = make_proposal(levels.plan, levels.district, [dossier])
    sent, given = together(
        lambda: send_proposal(fresh(proposal), by=levels.chair), lambda: say(dossier, "give_back", levels.deputy)
    )
    stored, receipts = fresh(dossier), Receipt.objects.count()
    if isinstance(given, LevelResult):
        assert (stored.status, stored.holder, sent.reasons, receipts) == (
            "returned",
            None,
            ["Lò Thị Mẫu: Không còn ở LĐLĐ huyện Than Uyên chờ trình lên nữa; hãy bỏ khỏi tờ trình."],
            0,
        )
    else:
        assert (stored.status, type(given), receipts) == ("submitted", Refused, 1)


def test_two_words_at_once_the_second_is_told(levels):
    dossier = make_dossier(levels.plan, levels.school, status="between")
    answers = together(lambda: say(dossier, "back", levels.chair), lambda: say(dossier, "turn_down", levels.deputy))
    assert kinds(answers) == ["LevelResult", "Overtaken"]
    assert fresh(dossier).status == LevelResult.objects.get().says


def test_the_same_dossier_sent_to_the_district_by_two_tabs_comes_once(levels):
    dossier = make_dossier(levels.plan, levels.school, status="endorsed")
    answers = together(*[lambda: submit_dossier(fresh(dossier), by=levels.head)] * 2)
    assert kinds(answers) == ["MoveRecord", "MoveRecord"]
    assert (LevelResult.objects.count(), Receipt.objects.count(), Dossier.objects.get().status) == (1, 1, "between")

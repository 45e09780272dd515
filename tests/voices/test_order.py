from hypothesis import given
from hypothesis import strategies as st

from maven.voices.order import draw, order_for, weight
from maven.voices.queries import OwnStatement, card_of

KEYS = st.lists(st.integers(1, 10**6), unique=True, max_size=40)


@given(KEYS, st.text(max_size=20), st.randoms(use_true_random=False))
def test_the_order_of_a_voice_depends_on_nothing_else(keys, voice, chance):
    shuffled = list(keys)
    chance.shuffle(shuffled)

    assert order_for(voice, keys, {}) == order_for(voice, shuffled, {})
    assert sorted(order_for(voice, keys, {})) == sorted(keys)


@given(KEYS, st.text(max_size=20))
def test_taking_an_idea_away_leaves_the_order_of_the_others(keys, voice):
    order = order_for(voice, keys, {})
    assert order_for(voice, keys[1:], {}) == [key for key in order if key not in keys[:1]]


def test_ideas_that_few_answered_come_sooner_for_most_voices():
    answers = dict.fromkeys(range(1, 10), 100)

    first = [order_for(f"voice {n}", range(1, 11), answers)[0] for n in range(400)]

    assert 0.4 < first.count(10) / 400 < 0.6  # 9 of 18 shares of the draw


def test_two_voices_have_orders_of_their_own():
    assert order_for("one", range(30), {}) != order_for("two", range(30), {})


def test_the_weight_goes_from_nine_to_one():
    assert weight(0) == 9
    assert weight(5) == 5
    assert 1 <= weight(10_000) < 1.0001


@given(st.text(), st.integers(0, 2**40))
def test_a_draw_is_inside_zero_and_one(voice, key):
    assert 0 < draw(voice, key) < 1


def idea(pk, choice=None):
    return OwnStatement(pk=pk, number=pk, words="…", cause_id=None, choice=choice, important=False)


def test_the_card_says_how_far_one_has_come():
    card = card_of([idea(1, 1), idea(2), idea(3)], "me", {})

    assert (card.place, card.answered, card.total, card.minutes_left) == (2, 1, 3, 1)
    assert card.statement.pk in {2, 3}


def test_the_last_card_has_no_idea_left():
    card = card_of([idea(1, 0)], "me", {})

    assert (card.statement, card.place, card.minutes_left, card.opens_results) == (None, 1, 0, True)


def test_nothing_to_answer_opens_nothing():
    assert not card_of([], "me", {}).opens_results

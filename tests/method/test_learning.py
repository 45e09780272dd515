"""The toolbox learns: as far as what was seen is worth more than what was supposed."""

import math
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maven.method.coverage import DIMENSIONS, Kind, Needs
from maven.method.learning import (
    AnObservationOutOfBounds,
    NobodyKnowsTheKind,
    Observation,
    PoliciesOutOfBounds,
    TooFewToTell,
    corrected,
    discoveries,
    learn,
    marks_of,
    off_policy,
)
from maven.method.learning.spread import spread_of

PRIORS = {"poll": (0.0, 0.5, 0.0, 0.0), "walk": (-0.5, 0.2, 0.0, 0.6)}


def seen(change, *, slug="poll", dimension="measure", se=0.5, sprint="1", turns=1):
    return Observation(
        sprint=sprint, dimension=dimension, change=change, se=se, mix=((slug, turns),)
    )


def belief(learning, slug, dimension="measure"):
    (found,) = [one for one in learning.beliefs if (one.slug, one.dimension) == (slug, dimension)]
    return found


@pytest.mark.parametrize("count", [1, 2, 4, 9])
def test_one_activity_by_sprint_weighs_as_the_textbook_says(count):
    observed = [seen(1.0, sprint=str(index)) for index in range(count)]
    tau, sigma = 0.3, 0.5
    weight = tau**2 / (tau**2 + sigma**2 / count)

    found = belief(learn(observed, PRIORS, tau=tau), "poll")

    assert found.evidence == pytest.approx(weight)
    assert found.mean == pytest.approx(0.5 + weight * 0.5)
    assert found.sd == pytest.approx(tau * math.sqrt(1 - weight))
    assert found.seen == count


def test_nothing_seen_leaves_the_marks():
    found = learn([], PRIORS)

    assert [one.mean for one in found.beliefs] == [*PRIORS["poll"], *PRIORS["walk"]]
    assert {one.evidence for one in found.beliefs} == {0}
    assert (found.observations, found.sprints) == (0, 0)


def test_what_was_lived_together_shares_the_surprise():
    both = Observation(
        sprint="1", dimension="measure", change=1.7, se=0.001, mix=(("poll", 1), ("walk", 1))
    )

    found = learn([both], PRIORS, tau=0.25)

    # Supposed 0.7, seen 1.7: half a point each; their sum is now known, not which of them.
    assert belief(found, "poll").mean == pytest.approx(1.0, abs=1e-4)
    assert belief(found, "walk").mean == pytest.approx(0.7, abs=1e-4)
    assert belief(found, "poll").evidence == pytest.approx(0.5, abs=1e-4)


def test_four_turns_bring_twice_as_much():
    four, twice = seen(1.4, turns=4), seen(0.7, se=0.25)

    assert belief(learn([four], PRIORS, tau=0.25), "poll").mean == pytest.approx(
        belief(learn([twice], PRIORS, tau=0.25), "poll").mean
    )
    split = Observation(
        sprint="1", dimension="measure", change=1.4, se=0.5, mix=(("poll", 1), ("poll", 3))
    )
    assert learn([split], PRIORS, tau=0.25) == learn([four], PRIORS, tau=0.25)


def test_the_posterior_is_that_of_the_plain_formula():
    chance = np.random.default_rng(5)
    slugs = [f"k{index}" for index in range(5)]
    marks = chance.uniform(0, 1, 5)
    rows = [chance.choice(5, 2, replace=False) for _ in range(7)]
    changes, errors = chance.normal(1, 0.5, 7), chance.uniform(0.2, 0.6, 7)
    observed = [
        Observation(
            sprint=str(index),
            dimension="engage",
            change=float(change),
            se=float(se),
            mix=tuple((slugs[k], 1) for k in row),
        )
        for index, (row, change, se) in enumerate(zip(rows, changes, errors, strict=True))
    ]
    mix = np.zeros((7, 5))
    for index, row in enumerate(rows):
        mix[index, row] = 1
    # By the other hand: precision form of the ridge to the marks.
    precision = np.eye(5) / 0.2**2 + mix.T @ np.diag(errors**-2) @ mix
    mean = marks + np.linalg.solve(precision, mix.T @ ((changes - mix @ marks) / errors**2))

    found = learn(observed, {s: (0, 0, m, 0) for s, m in zip(slugs, marks, strict=True)}, tau=0.2)

    told = [belief(found, slug, "engage") for slug in slugs]
    assert [one.mean for one in told] == pytest.approx(mean.tolist())
    variance = np.linalg.inv(precision).diagonal()
    assert [one.sd**2 for one in told] == pytest.approx(variance.tolist())


@cache
def mission(*, together):
    """400 simulated missions: 8 kinds, 6 sprints of 3 activities, noise 0.5, marks wrong by 0.25."""
    squares, within = np.zeros(3), []
    for run in range(400):
        chance = np.random.default_rng(run)
        prior = chance.uniform(0, 1, (8, 4))
        true = prior + chance.normal(0, 0.25, (8, 4))
        total, count, observed = np.zeros((8, 4)), np.zeros((8, 1)), []
        for sprint in range(6):
            chosen = chance.choice(8, 3, replace=False)
            each = true[chosen] + chance.normal(0, 0.5, (3, 4))
            total[chosen] += each
            count[chosen] += 1
            whole = true[chosen].sum(axis=0) + chance.normal(0, 0.5, 4)
            parts = (
                [(tuple((f"k{k}", 1) for k in chosen), whole)]
                if together
                else [(((f"k{k}", 1),), each[place]) for place, k in enumerate(chosen)]
            )
            observed += [
                Observation(
                    sprint=str(sprint), dimension=name, change=float(changes[d]), se=0.5, mix=mixed
                )
                for mixed, changes in parts
                for d, name in enumerate(DIMENSIONS)
            ]
        found = learn(observed, {f"k{k}": tuple(prior[k]) for k in range(8)}).beliefs
        mean = np.array([one.mean for one in found]).reshape(8, 4)
        sd = np.array([one.sd for one in found]).reshape(8, 4)
        raw = np.where(count > 0, total / np.maximum(count, 1), prior)
        squares += [((one - true) ** 2).mean() for one in (raw, prior, mean)]
        within.append((abs(mean - true) < 1.96 * sd).mean())
    return [*np.sqrt(squares / 400).tolist(), float(np.mean(within))]


def test_over_simulated_missions_shrinkage_is_nearer_than_what_was_seen_or_supposed():
    raw, prior, shrunk, within = mission(together=False)

    assert raw == pytest.approx(0.349, abs=0.015)
    assert prior == pytest.approx(0.247, abs=0.005)
    assert shrunk <= 0.214
    assert within == pytest.approx(0.95, abs=0.02)


def test_when_only_whole_sprints_are_measured_there_is_still_something_to_learn():
    _, prior, shrunk, within = mission(together=True)

    assert shrunk < 0.9 * prior
    assert within == pytest.approx(0.95, abs=0.02)


def test_marks_that_prove_wrong_are_trusted_less():
    right = [seen(0.5, se=0.1, sprint=str(index)) for index in range(8)]
    wrong = [
        seen(0.5 + (-1) ** index, slug=slug, se=0.1, sprint=str(index))
        for index, slug in enumerate(["poll", "walk"] * 4)
    ]

    assert learn(right, PRIORS).tau[1] < 0.25 < learn(wrong, PRIORS).tau[1]


def test_a_few_right_marks_do_not_prove_all_marks_right():
    assert spread_of(np.zeros(3), np.eye(3), np.full(3, 0.25)) > 0.1**2


@pytest.mark.parametrize(
    "wrong",
    [{"dimension": "depth"}, {"change": math.nan}, {"se": 0}, {"se": math.inf}, {"se": math.nan}],
)
def test_an_observation_has_bounds(wrong):
    with pytest.raises(AnObservationOutOfBounds):
        seen(**{"change": 1.0, **wrong})


@pytest.mark.parametrize("wrong", [{"slug": "ball"}, {"turns": 0}, {"turns": math.nan}])
def test_what_was_lived_is_known(wrong):
    with pytest.raises(NobodyKnowsTheKind):
        learn([seen(1.0, **wrong)], PRIORS)


def test_something_was_lived():
    nothing = Observation(sprint="1", dimension="measure", change=1, se=1, mix=())

    with pytest.raises(NobodyKnowsTheKind, match="1: "):
        learn([nothing], PRIORS)


changes = st.lists(
    st.builds(
        seen,
        st.floats(-3, 3),
        slug=st.sampled_from(["poll", "walk"]),
        dimension=st.sampled_from(DIMENSIONS),
        se=st.floats(0.05, 2),
        sprint=st.sampled_from("123"),
        turns=st.integers(1, 3),
    ),
    max_size=6,
)


@settings(deadline=None)
@given(changes, st.randoms())
def test_beliefs_are_finite_and_do_not_depend_on_the_order(observed, mixer):
    before = list(observed)
    found = learn(observed, PRIORS)

    assert observed == before
    for one in found.beliefs:
        assert math.isfinite(one.mean)
        assert 0 <= one.evidence <= 1
        assert one.sd <= found.tau[DIMENSIONS.index(one.dimension)] + 1e-12
    mixed = list(observed)
    mixer.shuffle(mixed)
    assert learn(mixed, dict(reversed(PRIORS.items()))) == found


def test_what_is_least_known_and_could_answer_most_is_worth_a_try():
    often = [seen(0.5, se=0.05, sprint=str(index)) for index in range(6)]
    found = learn(often, {"poll": (0, 0.5, 0, 0), "walk": (0, 0.4, 0, 0)}, tau=0.25)

    first, second = discoveries(found, Needs(measure=1))

    assert (first.slug, first.could, first.seen) == ("walk", pytest.approx(0.65), 0)
    assert (second.slug, second.now, second.seen) == ("poll", pytest.approx(0.5), 6)
    assert [one.slug for one in discoveries(found, Needs(measure=1), without=["walk"])] == ["poll"]
    assert discoveries(found, Needs()) == ()


def test_to_open_is_worth_a_try_where_opening_is_asked_for():
    found = learn([], PRIORS, tau=0.1)

    assert [one.now for one in discoveries(found, Needs(direction=-1))] == [0.5, 0]


def test_marks_are_corrected_within_their_scale():
    walk = Kind(slug="walk", days=1, convergence=-1, measure=4, connect_qty=3, connect_quality=1)
    observed = [
        seen(change, slug="walk", dimension=name, se=0.001)
        for name, change in (("direction", -3), ("measure", 2), ("engage", -1), ("connect", 0.25))
    ]

    told = corrected(walk, learn(observed, {"walk": marks_of(walk)}, tau=1.0))

    assert (told.convergence, told.measure, told.engage) == (-1, 4, 0)
    assert (told.connect_qty, told.connect_quality) == pytest.approx((1.5, 0.5), abs=1e-4)
    still = Kind(slug="poll", days=1)
    assert corrected(still, learn([], {"poll": marks_of(still)})).connect_qty == 0
    assert corrected(still, learn([], {})) is still


def test_another_way_of_choosing_is_evaluated_from_what_was_logged():
    chance = np.random.default_rng(1)
    worth = np.array([0.2, 0.5, 0.9])
    old, new = np.array([0.5, 0.3, 0.2]), np.array([0.1, 0.3, 0.6])
    made = chance.choice(3, 4000, p=old)
    rewards = worth[made] + chance.normal(0, 0.3, 4000)
    truth = float(worth @ new)
    model = worth + 0.1  # a model that is wrong by as much everywhere

    found = off_policy(
        rewards, old[made], new[made], believed=model[made], believed_target=[model @ new] * 4000
    )

    assert found.ips == pytest.approx(truth, abs=4 * found.ips_se)
    assert found.snips == pytest.approx(truth, abs=4 * found.snips_se)
    assert found.dr == pytest.approx(truth, abs=4 * found.dr_se)
    assert found.dr_se < found.snips_se < found.ips_se
    weight = new[made] / old[made]
    assert found.effective == pytest.approx(weight.sum() ** 2 / (weight**2).sum())


def test_the_same_way_of_choosing_is_the_plain_mean():
    found = off_policy([1.0, 2.0] * 20, [0.5] * 40, [0.5] * 40)

    assert (found.ips, found.snips, found.dr, found.effective) == (1.5, 1.5, None, 40)


@pytest.mark.parametrize("target", [[0.0] * 40, [1.0] + [0.0] * 39, [1.0] * 29 + [0.0] * 11])
def test_too_few_effective_observations_are_refused(target):
    with pytest.raises(TooFewToTell, match="below 30"):
        off_policy([1.0] * 40, [0.5] * 40, target)


@pytest.mark.parametrize(
    ("rewards", "logged", "target", "more"),
    [
        ([1] * 40, [0.5] * 39, [0.5] * 40, {}),
        ([1] * 40, [0.0] * 40, [0.5] * 40, {}),
        ([1] * 40, [0.5] * 40, [1.5] * 40, {}),
        ([math.nan] * 40, [0.5] * 40, [0.5] * 40, {}),
        ([1] * 40, [0.5] * 40, [0.5] * 40, {"believed": [1] * 40}),
    ],
)
def test_chances_have_bounds(rewards, logged, target, more):
    with pytest.raises(PoliciesOutOfBounds):
        off_policy(rewards, logged, target, **more)

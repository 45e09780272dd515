"""The review of a sprint of the demonstration, step by step, the eve of its closing."""

from datetime import datetime

from maven.cli.demo.loop_shapes import DemoReview
from maven.cli.demo.people import PEOPLE
from maven.cli.demo.shapes import DemoSprint
from maven.people.models import Person
from maven.sprints import operations as sprints
from maven.sprints.models import Feedback, FollowUp, Sprint
from maven.sprints.promises import promises_of

MEMBERS = [one.email for one in PEOPLE if one.role == "member"]


class ReviewTold:
    """Promises first, then what was shipped, feelings, tensions, and what comes next."""

    def __init__(
        self,
        sprint: Sprint,
        demo: DemoSprint,
        review: DemoReview,
        people: dict[str, Person],
        claire: Person,
    ) -> None:
        self.sprint, self.demo, self.review = sprint, demo, review
        self.people, self.claire = people, claire

    def hold(self, at: datetime) -> None:
        self._promised(at)
        self._reach("livre", at)
        self._reach("ressentis", at)
        self._felt(at)
        self._reach("tensions", at)
        self._reach("suite", at)
        for email, value in zip(MEMBERS, self.review.moods, strict=False):
            sprints.share_mood(sprint=self.sprint, value=value, by=self.people[email], at=at)
        sprints.reveal_moods(sprint=self.sprint, by=self.claire, at=at)

    def _reach(self, step: str, at: datetime) -> None:
        sprints.reach_step(sprint=self.sprint, step=step, by=self.claire, at=at)

    def _promised(self, at: datetime) -> None:
        for promise in promises_of(self.sprint):
            sprints.follow_up(
                sprint=self.sprint,
                promise=promise,
                answer=self._answer(promise.words),
                by=self.claire,
                at=at,
            )

    def _answer(self, words: str) -> str:
        if words.startswith(self.review.broken):
            return FollowUp.Answer.BROKEN
        return (
            FollowUp.Answer.MOVED if words.startswith(self.review.moved) else FollowUp.Answer.KEPT
        )

    def _felt(self, at: datetime) -> None:
        """All at once, then read together by what is close."""
        sprints.reveal_feelings(sprint=self.sprint, by=self.claire, at=at)
        pks = dict(Feedback.objects.of(self.sprint).values_list("words", "pk"))
        named = [
            (name, [words[index] for index in indexes])
            for groups, words in (
                (self.review.groups, self.demo.likes),
                (self.review.against, self.demo.dislikes),
            )
            for name, indexes in groups
        ]
        together = [
            sprints.Together(name=name, pks=[pks[each] for each in words]) for name, words in named
        ]
        sprints.propose_groups(sprint=self.sprint, groups=together, at=at)

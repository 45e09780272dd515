from maven.people.models.organisation import Organisation
from maven.people.models.person import Person

__all__ = ["Organisation", "Person"]

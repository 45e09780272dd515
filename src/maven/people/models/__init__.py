from maven.people.models.bucket import Bucket
from maven.people.models.organisation import Organisation
from maven.people.models.person import Person

__all__ = ["Bucket", "Organisation", "Person"]

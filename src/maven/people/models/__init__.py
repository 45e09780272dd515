from maven.people.models.bucket import Bucket
from maven.people.models.organisation import Organisation
from maven.people.models.person import Person
from maven.people.models.profile_line import ProfileLine

__all__ = ["Bucket", "Organisation", "Person", "ProfileLine"]

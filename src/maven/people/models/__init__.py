from maven.people.models.bucket import Bucket
from maven.people.models.organisation import Organisation
from maven.people.models.person import Person
from maven.people.models.profile_line import ProfileLine
from maven.people.models.sign_in import SignIn

__all__ = ["Bucket", "Organisation", "Person", "ProfileLine", "SignIn"]

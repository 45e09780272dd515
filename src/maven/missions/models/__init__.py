from maven.missions.models.invitation import Invitation
from maven.missions.models.membership import Membership, Role
from maven.missions.models.mission import Mission
from maven.missions.models.preparation_step import PreparationStep

__all__ = ["Invitation", "Membership", "Mission", "PreparationStep", "Role"]

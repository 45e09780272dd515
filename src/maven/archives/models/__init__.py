from maven.archives.models.mission_archive import MissionArchive
from maven.archives.models.publication import Licence, Publication

__all__ = ["Licence", "MissionArchive", "Publication"]

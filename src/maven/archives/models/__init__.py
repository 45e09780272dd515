from maven.archives.models.mission_archive import MissionArchive

__all__ = ["MissionArchive"]

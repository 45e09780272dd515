from maven.rights.models.notice import Notice

__all__ = ["Notice"]

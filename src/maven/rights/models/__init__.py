from maven.rights.models.forewarning import Forewarning

__all__ = ["Forewarning"]

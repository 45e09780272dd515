"""Names that would deceive: those of the house, and letters that look like others.

reserved("аdmin")  # its first letter is Cyrillic: yes
"""

import re

from maven.people.folding import folded

# What the eye takes for a Latin letter, and its Latin letter.
LOOKALIKES = str.maketrans(
    "авсԁеғһіјкӏмпорԛгѕтуѵԝхзёαβεικνορτυχω013457@$!|",
    "abcdefhijklmnopqrstuvwxeeabeiknoptuxwoieastasii",
)
RESERVED = {
    "admin",
    "administrateur",
    "administratrice",
    "administrator",
    "animateur",
    "animation",
    "animatrice",
    "anonyme",
    "anonymous",
    "commanditaire",
    "equipe",
    "equipeprojet",
    "facilitationteam",
    "facilitator",
    "maven",
    "maventoolkit",
    "moderateur",
    "moderation",
    "moderator",
    "moderatrice",
    "projectteam",
    "root",
    "sponsor",
    "support",
    "system",
    "systeme",
    "unmembre",
    "amember",
    "quelquun",
    "somebody",
}
NOT_A_LETTER = re.compile(r"[\W_]+")


def skeleton(name: str) -> str:
    """What is left of a name for an eye in a hurry: two names with the same are hard to tell apart.

    >>> skeleton("Mаrie  Dupont") == skeleton("marie dupont")
    True
    """
    plain = (folded(name) or "").translate(LOOKALIKES)
    return NOT_A_LETTER.sub("", plain).replace("l", "i")


RESERVED_SKELETONS = {skeleton(name) for name in RESERVED}


def reserved(name: str) -> bool:
    """Whether a reader would take it for the house or its team."""
    bare = skeleton(name)
    return bool(name.strip()) and (not bare or bare in RESERVED_SKELETONS)

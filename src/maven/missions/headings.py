"""How people head the columns of their lists of addresses, in French and in English."""

import unicodedata
from enum import StrEnum


class Heading(StrEnum):
    """What a column holds."""

    ADDRESS = "address"
    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"


WORDS = {
    Heading.ADDRESS: (
        "email e-mail mail courriel mel adresse-mail adresse-e-mail adresse-email adresse-courriel "
        "adresse-electronique adresse-de-messagerie adresse-de-courriel email-address "
        "e-mail-address e-mail-1-value email-1 e-mail-1 courriels mails emails adresse"
    ),
    Heading.NAME: (
        "nom name nom-complet nom-et-prenom nom-prenom nom-prenoms prenom-nom prenom-et-nom "
        "full-name display-name nom-affiche contact personne participant participante"
    ),
    Heading.FIRST_NAME: "prenom prenoms first-name firstname given-name",
    Heading.LAST_NAME: "nom-de-famille nom-usuel last-name lastname family-name surname",
}
KNOWN = {word: heading for heading, words in WORDS.items() for word in words.split()}


def heading_of(cell: str) -> Heading | None:
    """What the column under this heading holds, whatever its capitals, accents and spaces."""
    plain = unicodedata.normalize("NFKD", cell.strip().strip('"').casefold())
    letters = "".join(
        sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign)
    )
    return KNOWN.get("-".join(letters.split()))

"""The second mission of the demonstration: real votes, whose licence asks to be named."""

NAME = "vTaiwan 2015 – UberX"
SLUG = "vtaiwan-2015-uberx"
TERRITORY = "Taïwan"
QUESTION = "Quelles règles pour les trajets proposés par des particuliers avec UberX ?"
INTRO = (
    "De vrais avis, recueillis en août 2015 par la démarche vTaiwan. Les idées sont en chinois, "
    "telles qu'elles ont été écrites."
)
GROUP_NAME = "Groupe de travail"
SOURCE = "vTaiwan, « UberX 自用車載客 », 2015, d'après compdemocracy/openData (vtaiwan.uberx)"
LICENCE = "CC BY 4.0"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
ATTRIBUTION = (
    "Data was gathered using the Polis software (compdemocracy.org/polis) and is sub-licensed "
    "under CC BY 4.0 with Attribution to The Computational Democracy Project. The data and more "
    "information about how the data was collected can be found at the following link: "
    "https://compdemocracy.org/case-studies/2015-vtaiwan-uberx"
)

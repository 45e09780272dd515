"""What is said when the house cannot take a request: short, honest, in both languages."""

from maven.live.wire import Answer

PAGE = """<!doctype html>
<html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title>
<h1>{title}</h1>
<p>{french}</p>
<p lang="en">{english}</p>
</html>
"""


def page(
    status: int, title: str, french: str, english: str, *, why: str, retry: int | None = None
) -> Answer:
    body = PAGE.format(title=title, french=french, english=english).encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"content-security-policy", b"default-src 'none'"),
        (b"x-refused", why.encode()),
    ]
    if retry is not None:
        headers.append((b"retry-after", str(retry).encode()))
    return Answer(status, headers, body)


BUSY = page(
    503,
    "Beaucoup de monde à la fois",
    "Rien n'a été enregistré. Réessayez dans quelques secondes.",
    "Nothing was recorded. Please try again in a few seconds.",
    retry=3,
    why="busy",
)
NOT_RECORDED = page(
    503,
    "Rien n'a été enregistré",
    "L'enregistrement n'a pas abouti. Réessayez dans quelques secondes.",
    "Recording did not succeed: nothing was recorded. Please try again in a few seconds.",
    retry=5,
    why="not_recorded",
)
FULL = page(
    507,
    "Rien n'a été enregistré",
    "Il n'y a plus de place pour enregistrer. L'équipe qui tient ce service est prévenue. "
    "Réessayez plus tard.",
    "There is no room left to record anything: nothing was recorded. The operators are told. "
    "Please try again later.",
    retry=60,
    why="disk_full",
)
TOO_MUCH = page(
    413,
    "Trop volumineux",
    "L'envoi dépasse la taille acceptée. Rien n'a été enregistré.",
    "This is larger than what is accepted. Nothing was recorded.",
    why="too_large",
)
PAUSED = page(
    503,
    "L'écriture est suspendue",
    "Rien n'a été enregistré : l'équipe qui tient ce service a suspendu l'écriture, le temps de "
    "regarder quelque chose. On peut continuer à lire.",
    "Nothing was recorded: the operators have paused writing while they look into something. "
    "Reading goes on.",
    why="paused",
    retry=120,
)

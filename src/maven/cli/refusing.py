"""How a command says no."""


class Refused(Exception):
    """The command cannot do what was asked; the words say why and what to do."""

    def __init__(self, words: str, *, code: int = 1) -> None:
        super().__init__(words)
        self.code = code

def typeset(text: str) -> str:
    return text

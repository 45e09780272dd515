"""Links in what is typed: whoever is new here writes none, so that nobody comes to advertise.

>>> links_in("voir https://a.example et www.b.example/c"), links_in("le prix est de 3.50 euros")
(2, 0)
"""

import re

LINK = re.compile(
    r"""(?ix) \b(?: [a-z][a-z0-9+.-]{1,11}:// | www\. | mailto: )\S+
        | \b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|info|biz|shop|store|site|online|xyz|top|icu|click
          |live|link|club|vip|app|dev|io|co|me|ly|gl|ru|cn|fr|be|ch|ca|eu|uk|us|example)\b"""
)


def links_in(text: str) -> int:
    """How many addresses of pages the words hold, said with or without their scheme."""
    return len(LINK.findall(text))

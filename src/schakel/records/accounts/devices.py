"""What a browser says it is, in two words."""

BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def device_words(user_agent: str) -> tuple[str, str]:
    """Browser and system, or empty where they are not known; the whole text is not kept.

    >>> device_words("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0")
    ('Firefox', 'Linux')
    >>> device_words("curl/8")
    ('', '')
    """
    return _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)


def _first(pairs: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for mark, name in pairs if mark in text), "")

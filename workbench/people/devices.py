"""What a device is called: the browser and the system that it names itself, and nothing more."""

import re

from workbench.core.words import _

# In this order: most browsers name the older ones that they are like as well.
BROWSERS = (
    ("Edge", r"\bEdgA?\b|\bEdgiOS\b"),
    ("Opera", r"\bOPR\b|\bOpera\b"),
    ("Samsung Internet", r"SamsungBrowser"),
    ("Firefox", r"\bFirefox\b|\bFxiOS\b"),
    ("Chrome", r"\bChrom(?:e|ium)\b|\bCriOS\b|HeadlessChrome"),
    ("Safari", r"\bSafari\b"),
)
SYSTEMS = (
    ("Android", r"\bAndroid\b"),
    ("iPhone", r"\biPhone\b"),
    ("iPad", r"\biPad\b"),
    ("Windows", r"\bWindows\b"),
    ("ChromeOS", r"\bCrOS\b"),
    ("Mac", r"\bMacintosh\b|\bMac OS X\b"),
    ("Linux", r"\bLinux\b|\bX11\b"),
)
BETWEEN = "/"


def device(named: str) -> str:
    """Return what is kept of the way in which a browser names itself, such as ``Firefox/Android``."""
    return BETWEEN.join(_first(among, named[:500]) for among in (BROWSERS, SYSTEMS))


def device_words(kept: str) -> str:
    """Return a device in words: ``Firefox on Android``."""
    browser, _between, system = kept.partition(BETWEEN)
    if browser and system:
        return _("{browser} on {system}").format(browser=browser, system=system)
    return browser or system or _("A device that does not say what it is")


def _first(among: tuple[tuple[str, str], ...], named: str) -> str:
    return next((name for name, pattern in among if re.search(pattern, named)), "")

"""A made-up module to try the page with, in each language. It is data of the screen: marked fictional wherever it is shown."""

EXAMPLE = {
    "nl": """Module Netwerken en servers, mbo 4, leerjaar 2

In deze module leer je een netwerk aanleggen en beheren. Je werkt met Windows Server en Linux.

Leerdoelen
- Je kunt een netwerk installeren en problemen in het netwerk oplossen.
- Je kunt gebruikers beheren in Active Directory.
- Je schrijft eenvoudige scripts in PowerShell.
- Je kunt een back-up maken en terugzetten.
- Je legt uit hoe een firewall werkt.
- Je kunt virtuele machines maken met Hyper-V.

Toetsing: een praktijkopdracht en een verslag.
""",
    "en": """Module Networks and servers, second year

In this module you learn to set up and manage a network. You work with Windows Server and Linux.

Learning outcomes
- You can install a network and solve problems in it.
- You can manage users in Active Directory.
- You write simple scripts in PowerShell.
- You can make and restore a backup.
- You can explain how a firewall works.
- You can create virtual machines with Hyper-V.

Assessment: a practical assignment and a report.
""",
    "de": """Modul Netzwerke und Server, zweites Jahr

In diesem Modul lernen Sie, ein Netzwerk einzurichten und zu verwalten. Sie arbeiten mit Windows Server und Linux.

Lernziele
- Sie können ein Netzwerk installieren und Probleme darin lösen.
- Sie können Benutzer in Active Directory verwalten.
- Sie schreiben einfache Skripte in PowerShell.
- Sie können ein Backup erstellen und zurückspielen.
- Sie erklären, wie eine Firewall funktioniert.
- Sie können virtuelle Maschinen mit Hyper-V erstellen.

Prüfung: eine praktische Aufgabe und ein Bericht.
""",
}


def is_example(text: str) -> bool:
    """Whether a text is one of the examples, however its lines end."""
    return text.split() in [example.split() for example in EXAMPLE.values()]

"""A made-up vacancy to try the page with, in each language. It is data of the screen: marked fictional wherever it is shown."""

EXAMPLE = {
    "nl": """Junior systeembeheerder in Sittard-Geleen, 36 uur per week

Maasdal Techniek maakt onderdelen voor machines. We werken met 60 mensen in Sittard-Geleen.

Wat ga je doen?
Je houdt onze servers en werkplekken draaiend. Je helpt collega's bij storingen en je automatiseert taken met PowerShell.

Wat vragen wij?
- een hbo-diploma ICT
- minimaal 3 jaar ervaring als systeembeheerder
- ruime ervaring met Windows Server, Active Directory en Microsoft 365
- kennis van VMware, Azure, firewalls en back-up
- je kunt netwerken beheren en gebruikers ondersteunen
- Nederlands is je moedertaal
- je spreekt goed Engels
- ervaring met ITIL is een pre
- kennis van COBOL is mooi meegenomen

Wat bieden wij?
Een marktconform salaris, een laptop en een borrel op vrijdag.

Vragen? Bel 06 12345678 of mail naar werk@maasdal-techniek.example.
""",
    "en": """Junior systems administrator in Sittard-Geleen, 36 hours a week

Maasdal Techniek makes parts for machines. We work with 60 people in Sittard-Geleen.

What will you do?
You keep our servers and workplaces running. You help colleagues with faults and you automate tasks with PowerShell.

Requirements
- a bachelor's degree in ICT
- at least 3 years of experience as a systems administrator
- extensive experience with Windows Server, Active Directory and Microsoft 365
- knowledge of VMware, Azure, firewalls and backup
- you can manage networks and support users
- you are a native speaker of Dutch
- you speak good English
- experience with ITIL is a plus
- knowledge of COBOL is nice to have

What we offer
A competitive salary, a laptop and drinks on Friday.

Questions? Call 06 12345678 or mail work@maasdal-techniek.example.
""",
    "de": """Junior Systemadministrator (m/w/d) in Sittard-Geleen, 36 Stunden pro Woche

Maasdal Techniek stellt Teile für Maschinen her. Wir arbeiten mit 60 Menschen in Sittard-Geleen.

Ihre Aufgaben
Sie halten unsere Server und Arbeitsplätze am Laufen. Sie helfen Kollegen bei Störungen und automatisieren Aufgaben mit PowerShell.

Ihr Profil
- ein Bachelor-Abschluss
- mindestens 3 Jahre Erfahrung als Systemadministrator
- umfangreiche Erfahrung mit Windows Server, Active Directory und Microsoft 365
- Kenntnisse in VMware, Azure, Firewalls und Backup
- Sie können Netzwerke verwalten und Benutzer unterstützen
- Niederländisch ist Ihre Muttersprache
- Sie sprechen gut Englisch
- Erfahrung mit ITIL ist von Vorteil
- Kenntnisse in COBOL sind wünschenswert

Wir bieten
Ein marktübliches Gehalt, einen Laptop und am Freitag ein Getränk.

Fragen? Rufen Sie 06 12345678 an oder schreiben Sie an arbeit@maasdal-techniek.example.
""",
}


def is_example(text: str) -> bool:
    """Whether a text is one of the examples, however its lines end."""
    return text.split() in [example.split() for example in EXAMPLE.values()]

"""A made-up CV to try the page with, in each language. It is data of the screen: marked fictional wherever it is shown."""

EXAMPLE = {
    "nl": """Profiel
Ik werk 9 jaar als verzorgende IG in een verpleeghuis in Heerlen. De laatste twee jaar ben ik ook sleutelgebruiker van het cliëntendossier.

Werkervaring
Verzorgende IG, 2016 tot nu
- collega’s helpen met inloggen en uitleg geven over nieuwe schermen
- storingen melden in TOPdesk
- roosters maken in Excel
- zorgplannen schrijven en dossiers bijhouden

Thuis
Ik heb een thuisnetwerk aangelegd met een Raspberry Pi. Nu volg ik een online cursus Python.

Talen
Nederlands (moedertaal), Duits (B2)
""",
    "en": """Profile
I have worked for 9 years as a care worker in a nursing home in Heerlen. For two years I have also been key user of the client record.

Work experience
Certified care worker, 2016 until now
- helping colleagues log in and explaining new screens
- reporting faults in TOPdesk
- making rosters in Excel
- writing care plans and keeping records

At home
I built a home network with a Raspberry Pi. I am now taking an online course in Python.

Languages
Dutch (native), German (B2), English (B1)
""",
    "de": """Profil
Ich arbeite seit 9 Jahren als Pflegefachassistentin in einem Pflegeheim in Heerlen. Seit zwei Jahren bin ich auch Key-Userin der elektronischen Akte.

Berufserfahrung
Pflegefachassistentin, 2016 bis heute
- Kolleginnen beim Einloggen helfen und neue Bildschirme erklären
- Störungen in TOPdesk melden
- Dienstpläne in Excel erstellen
- Pflegepläne schreiben und Akten führen

Zu Hause
Ich habe ein Heimnetzwerk mit einem Raspberry Pi eingerichtet. Jetzt mache ich einen Online-Kurs in Python.

Sprachen
Deutsch (Muttersprache), Niederländisch (B2)
""",
}

"""A made-up CV to try the page with, in each language. It is data of the screen: marked fictional wherever it is shown."""

EXAMPLE = {
    "nl": """Profiel
Ik werk 9 jaar als verzorgende IG in een verpleeghuis in Heerlen. De laatste twee jaar ben ik ook sleutelgebruiker van het elektronisch cliëntendossier. Ik ben klantgericht en blijf rustig onder druk.

Werkervaring
Verzorgende IG, 2016 tot nu
- gebruikers ondersteunen bij het inloggen en uitleg geven over nieuwe schermen
- storingen oplossen of melden in TOPdesk, incidenten registreren
- telefoons, tablets en printers aansluiten op de afdeling
- wachtwoorden resetten en handleidingen schrijven
- vragen beantwoorden: telefonisch contact en hulp op afstand
- roosters maken in Excel

Thuis
Ik heb een thuisnetwerk aangelegd met een Raspberry Pi en ik herstel computers voor vrienden. Nu volg ik een online cursus Python.

Talen
Nederlands (moedertaal), Duits (B2)
""",
    "en": """Profile
I have worked for 9 years as a care worker in a nursing home in Heerlen. For two years I have also been key user of the electronic health record. I am customer-focused and stay calm under pressure.

Work experience
Care worker, 2016 until now
- supporting users who cannot log in and explaining new screens
- solving faults or passing them on in TOPdesk, registering incidents
- connecting phones, tablets and printers on the ward
- resetting passwords and writing user manuals
- answering questions by telephone, giving remote support
- making rosters in Excel

At home
I set up a home network with a Raspberry Pi and I repair computers for friends. I am now taking an online course in Python.

Languages
Dutch (native), German (B2), English (B1)
""",
    "de": """Profil
Ich arbeite seit 9 Jahren als Pflegefachassistentin in einem Pflegeheim in Heerlen. Seit zwei Jahren bin ich auch Key-Userin der elektronischen Patientenakte. Ich bin kundenorientiert und bleibe unter Druck ruhig.

Berufserfahrung
Pflegefachassistentin, 2016 bis heute
- Anwender beim Einloggen unterstützen und neue Bildschirme erklären
- Störungen beheben oder in TOPdesk melden, Incidents erfassen
- Telefone, Tablets und Drucker auf der Station anschließen
- Passwörter zurücksetzen und Anleitungen schreiben
- telefonisch Fragen beantworten, auch Fernwartung
- Dienstpläne in Excel erstellen

Zu Hause
Ich habe ein Heimnetzwerk mit einem Raspberry Pi eingerichtet und repariere Computer für Freunde. Jetzt mache ich einen Online-Kurs in Python.

Sprachen
Deutsch (Muttersprache), Niederländisch (B2)
""",
}

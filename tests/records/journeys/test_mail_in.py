"""Mails to the desk: each becomes one question; machines, broken files and repeats do no harm."""

from datetime import timedelta
from email.message import EmailMessage
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from schakel.engine.errors import InputError
from schakel.records.journeys.actions.mail_in import Report, take_in_mails
from schakel.records.journeys.mail_files import Left, Mail, mails_in
from schakel.records.journeys.models import Letter, Request

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def mail(text: str = "Ik wil overstappen naar de ICT. Wie helpt mij?", **headers: str) -> EmailMessage:
    made = EmailMessage()
    given = {
        "From": "Sam de Wit <sam@example.org>",
        "To": "loket@example.org",
        "Subject": "Overstappen",
        "Message-ID": "<1@example.org>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    for name, value in given.items():
        made[name] = value
    made.set_content(text)
    return made


def taken(*mails: EmailMessage | bytes, name: str = "a.eml") -> Report:
    files = [(name, bytes(one) if isinstance(one, EmailMessage) else one) for one in mails]
    return take_in_mails(files=files, by="test", now=NOW)


def mbox(*mails: EmailMessage) -> bytes:
    return b"".join(b"From MAILER Mon Nov 23 10:00:00 2026\n" + bytes(one) + b"\n" for one in mails)


def test_a_mail_becomes_a_question_that_is_answered_by_mail() -> None:
    report = taken(mail())
    found = Request.objects.get()
    assert report.taken == [found]
    assert (found.channel, found.name, found.email, found.language) == ("mail", "Sam de Wit", "sam@example.org", "nl")
    assert found.text.startswith("Overstappen\n\nIk wil overstappen")
    assert Letter.objects.filter(about="request", number=found.pk).count() == 1


def test_the_same_file_again_brings_nothing_twice() -> None:
    taken(mail())
    later = timedelta(days=3)
    again = take_in_mails(files=[("b.eml", bytes(mail()))], by="test", now=NOW + later)
    assert (again.taken, again.there, Request.objects.count()) == ([], 1, 1)


def test_a_folder_of_mails_gives_each_its_question() -> None:
    second = mail(
        "I am looking for an internship in Heerlen and I would like to know who can help me.",
        Message_ID="<2@example.org>",
    )
    second.replace_header("From", "Ann <ann@example.org>")
    report = taken(mbox(mail(), second), name="in.mbox")
    assert [one.email for one in report.taken] == ["sam@example.org", "ann@example.org"]
    assert report.taken[1].language == "en"


@pytest.mark.parametrize(
    "header",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List_Id": "<news.example.org>"},
        {"Return_Path": "<>"},
        {"X_Failed_Recipients": "x@example.org"},
    ],
)
def test_machines_get_no_answer(header: dict[str, str]) -> None:
    report = taken(mail(**header))
    assert (report.taken, report.left) == ([], [Left("a.eml", "machine")])


def test_one_bad_mail_stops_nothing() -> None:
    nobody = mail(Message_ID="<3@example.org>")
    nobody.replace_header("From", "nobody")
    report = taken(mbox(nobody, mail("", Message_ID="<4@example.org>"), mail()), name="in.mbox")
    assert len(report.taken) == 1
    assert [(one.place, one.why) for one in report.left] == [
        ("in.mbox, mail 1", "no-sender"),
        ("in.mbox, mail 2", "no-text"),
    ]


def test_a_picture_is_no_mail_and_the_next_file_is_read() -> None:
    report = take_in_mails(files=[("p.eml", b"\x89PNG\r\n\x1a\n\x00\x00"), ("a.eml", bytes(mail()))], by="t", now=NOW)
    assert (len(report.taken), report.left) == (1, [Left("p.eml", "no-mail")])


def test_too_large_says_what_to_do() -> None:
    with pytest.raises(InputError, match="20 MB"):
        next(mails_in(b"From: a@b.nl\n\n" + b"x" * 20_000_001, name="a.eml"))


def test_a_citizen_service_number_is_never_kept() -> None:
    taken(mail("Mijn nummer is 111222333, bel me.", Subject="BSN 1112.22.333"))
    text = Request.objects.get().text
    assert "111222333" not in text
    assert "1112.22.333" not in text
    assert "█████████" in text


def test_html_gives_its_words_only() -> None:
    made = mail()
    made.set_content(
        "<style>p{}</style><p>Hallo,</p><script>alert(1)</script><p>ik zoek <b>een</b> stage &amp; hulp.</p>",
        subtype="html",
    )
    taken(made)
    assert Request.objects.get().text == "Overstappen\n\nHallo,\nik zoek een stage & hulp."


def test_a_mail_counts_from_the_day_it_was_sent_unless_that_is_long_ago() -> None:
    for days, number in ((2, "5"), (60, "6")):
        sent = NOW - timedelta(days=days)
        made = mail(
            f"Vraag {number}", Message_ID=f"<{number}@example.org>", Date=sent.strftime("%a, %d %b %Y %H:%M:%S +0000")
        )
        taken(made)
    new, old = Request.objects.order_by("pk")
    assert (NOW - new.received).days == 2
    assert old.received == NOW


def test_a_long_mail_keeps_its_beginning() -> None:
    taken(mail("woord " * 2000))
    assert len(Request.objects.get().text) <= 4000


@pytest.mark.parametrize(
    "data", [b"From: a@example.org\nContent-Type: text/plain; charset=nonsense\n\n\xff\xfe", b"Subject: \xff\n\nx"]
)
def test_broken_headers_are_no_traceback(data: bytes) -> None:
    assert all(isinstance(one, Mail | Left) for one in mails_in(data, name="a.eml"))


def test_the_command_reads_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(bytes(mail()))
    (tmp_path / "b.eml").write_bytes(bytes(mail(Auto_Submitted="auto-replied", Message_ID="<9@example.org>")))
    out = StringIO()
    call_command("take_in_mail", str(tmp_path), stdout=out)
    assert out.getvalue().splitlines() == [
        "taken in: 1",
        "there already: 0",
        "left out: b.eml: written by a machine",
    ]
    with pytest.raises(CommandError, match="no mail at"):
        call_command("take_in_mail", str(tmp_path / "nothing"))

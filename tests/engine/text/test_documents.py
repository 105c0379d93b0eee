import io
import struct
import zipfile
import zlib

import docx
import pytest
from docx.oxml import parse_xml

from schakel.engine.errors import UnreadableDocument
from schakel.engine.text.documents import Limits, clean, read_document


def pdf_of(*pages: str) -> bytes:
    """A small real PDF: one page a text, one line a line."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    kids = []
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    for page in pages:
        lines = "".join(f"({line}) Tj T* " for line in page.split("\n"))
        stream = f"BT /F1 11 Tf 14 TL 50 780 Td {lines}ET"
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
        content = len(objects)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {content} 0 R/Resources<</Font<</F1 {font}>>>>>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{body}endobj\n".encode("cp1252")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return out + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()


def docx_of(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def code_of(data: bytes, name: str, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(data, name, limits=limits)
    assert caught.value.remedy
    assert caught.value.place == name
    return caught.value.code


def test_pdf_gives_its_text_page_after_page() -> None:
    document = read_document(pdf_of("Ik ken Linux.\nEn PowerShell.", "Tweede bladzijde met Java"), "cv.pdf")
    assert document.format == "pdf"
    assert document.text.split() == ["Ik", "ken", "Linux.", "En", "PowerShell.", "Tweede", "bladzijde", "met", "Java"]


def test_pdf_with_too_many_pages_is_cut_and_says_so() -> None:
    document = read_document(pdf_of("Eerste bladzijde", "Tweede bladzijde"), "cv.pdf", limits=Limits(pages=1))
    assert "Tweede" not in document.text
    assert [notice.code for notice in document.warnings] == ["pages-cut"]


def test_pdf_without_text_is_a_scan() -> None:
    assert code_of(pdf_of(""), "scan.pdf") == "document-scanned"


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnothing", pdf_of("x")[:60]])
def test_damaged_pdf_is_broken(data: bytes) -> None:
    assert code_of(data, "cv.pdf") == "document-broken"


def test_pdf_with_password_is_protected() -> None:
    encrypt = "<</Filter/Standard/V 1/R 2/P -4/Length 40/O<" + "11" * 32 + ">/U<" + "22" * 32 + ">>>"
    data = pdf_of("geheim").replace(b"/Root 1 0 R", b"/Root 1 0 R/ID[<00><00>]/Encrypt" + encrypt.encode())
    assert code_of(data, "cv.pdf") == "document-protected"


def test_docx_gives_paragraphs_tables_headers_lists_and_text_boxes() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Kop met C#"
    document.add_paragraph("Gewone alinea")
    document.add_paragraph("Punt", style="List Bullet")
    document.add_table(rows=1, cols=2).rows[0].cells[1].text = "Cel met Kotlin"
    box = (
        '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r><w:pict>'
        "<w:txbxContent><w:p><w:r><w:t>Vak met Docker</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    document.element.body.insert(0, parse_xml(box))
    out = io.BytesIO()
    document.save(out)
    text = read_document(out.getvalue(), "cv.docx").text
    for part in ("Kop met C#", "Gewone alinea", "Cel met Kotlin", "Vak met Docker"):
        assert text.count(part) == 1


def test_docx_is_known_by_its_content_whatever_its_name() -> None:
    assert read_document(docx_of("Ik ken Java"), "cv").format == "docx"


def test_docx_that_is_cut_off_is_broken() -> None:
    assert code_of(docx_of("Ik ken Java")[:-200], "cv.docx") == "document-broken"


def test_docx_that_unpacks_to_far_too_much_is_refused_before_unpacking() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * 30_000_000)
    assert code_of(out.getvalue(), "cv.docx") == "document-suspicious"
    assert code_of(out.getvalue(), "cv.docx", Limits(unpacked_bytes=1_000_000)) == "document-too-big"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_is_read_in_its_encoding(encoding: str) -> None:
    text = "Coördinatie en café: ervaring met Java en Python."
    assert read_document(text.encode(encoding), "cv.txt").text == text


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "leeg.txt", "document-empty"),
        (b"  \n\t ", "wit.txt", "document-empty"),
        (b"--- ***", "tekens.md", "document-empty"),
        (bytes(range(256)) * 40, "iets.bin", "document-binary"),
        (zlib.compress(b"x" * 9), "klein.dat", "document-binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "oud.doc", "document-unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "cv.docx", "document-protected"),
        (rb"{\rtf1 Ik ken Java}", "cv.rtf", "document-unsupported"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "foto.png", "document-scanned"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 99, "foto.jpg", "document-scanned"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(data: bytes, name: str, code: str) -> None:
    assert code_of(data, name) == code


def test_other_packed_files_are_named() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    with pytest.raises(UnreadableDocument, match="OpenDocument") as caught:
        read_document(out.getvalue(), "cv.odt")
    assert caught.value.code == "document-unsupported"


def test_too_many_bytes_are_refused() -> None:
    assert code_of(b"x" * 50_000_001, "groot.txt") == "document-too-big"


def test_long_text_is_cut_and_says_so() -> None:
    document = read_document(b"woord " * 100, "lang.txt", limits=Limits(characters=60))
    assert len(document.text) == 60
    assert [notice.code for notice in document.warnings] == ["text-cut"]


def test_clean_is_done_after_once() -> None:
    messy = "a\u00ad\nb\r\n\r\n\r\n\r\nc\u200b d \u0000\n"
    assert clean(messy) == "ab\n\nc d"
    assert clean(clean(messy)) == clean(messy)


def test_a_random_tail_never_ends_in_another_error() -> None:
    start = docx_of("Ik ken Java")
    for cut in range(0, len(start), 997):
        try:
            read_document(start[:cut] + struct.pack("<I", cut) * 3 + start[cut:], "cv.docx")
        except UnreadableDocument:
            continue

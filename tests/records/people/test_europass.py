"""Europass files of every age, and hostile ones. The answer is a CV or a clear refusal, never anything else."""

import io
import json

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.errors import UnreadableDocument
from schakel.records.people.europass import read_europass

CANDIDATE = b"""<?xml version="1.0" encoding="UTF-8"?>
<Candidate xmlns="http://www.europass.eu/1.0" xmlns:hr="http://www.hr-xml.org/3" xmlns:eures="http://www.europass_eures.eu/1.0"
 xmlns:oa="http://www.openapplications.org/oagis/9"><CandidatePerson><PersonName><oa:GivenName>Geheim</oa:GivenName></PersonName>
<BirthDate>1990-02-03</BirthDate><NationalityCode>nl</NationalityCode><PrimaryLanguageCode name="NORMAL">nld</PrimaryLanguageCode></CandidatePerson>
<CandidateProfile><EmploymentHistory><EmployerHistory><hr:OrganizationName>Zuyderland</hr:OrganizationName>
<PositionHistory><PositionTitle typeCode="FREETEXT">Verzorgende</PositionTitle><eures:EmploymentPeriod><eures:StartDate>
<hr:FormattedDateTime>2016-09-01</hr:FormattedDateTime></eures:StartDate><eures:EndDate><hr:FormattedDateTime>2021</hr:FormattedDateTime>
</eures:EndDate></eures:EmploymentPeriod><oa:Description>&lt;ul&gt;&lt;li&gt;Werken met Excel&lt;/li&gt;&lt;/ul&gt;</oa:Description>
</PositionHistory></EmployerHistory></EmploymentHistory><EducationHistory><EducationOrganizationAttendance>
<hr:OrganizationName>VISTA</hr:OrganizationName><AttendancePeriod><StartDate><hr:FormattedDateTime>2013-09</hr:FormattedDateTime></StartDate>
</AttendancePeriod><EducationDegree><hr:DegreeName>mbo Verzorgende IG</hr:DegreeName></EducationDegree></EducationOrganizationAttendance>
</EducationHistory><PersonQualifications><PersonCompetency><CompetencyID schemeName="NORMAL">deu</CompetencyID>
<hr:TaxonomyID>language</hr:TaxonomyID><eures:CompetencyDimension><hr:CompetencyDimensionTypeCode>CEF-Writing-Production
</hr:CompetencyDimensionTypeCode><eures:Score><hr:ScoreText>B1</hr:ScoreText></eures:Score></eures:CompetencyDimension>
<eures:CompetencyDimension><eures:Score><hr:ScoreText>C1</hr:ScoreText></eures:Score></eures:CompetencyDimension></PersonCompetency>
<PersonCompetency><CompetencyID>x</CompetencyID><hr:TaxonomyID>Digital_Skill</hr:TaxonomyID><hr:CompetencyName>TOPdesk
</hr:CompetencyName></PersonCompetency></PersonQualifications></CandidateProfile></Candidate>"""

OLD = {
    "SkillsPassport": {
        "LearnerInfo": {
            "Identification": {"Demographics": {"Birthdate": {"Year": 1990}}},
            "WorkExperience": [
                {
                    "Period": {"From": {"Year": 2019, "Month": 3}, "Current": True},
                    "Position": {"Label": "Servicedeskmedewerker"},
                    "Activities": "<p>Storingen &amp; vragen</p>",
                    "Employer": {"Name": "Gemeente Venlo"},
                }
            ],
            "Education": [{"Title": "mbo ICT", "Organisation": {"Name": "Gilde"}, "Period": {"From": {"Year": 2015}}}],
            "Skills": {
                "Linguistic": {
                    "MotherTongue": [{"Description": {"Code": "nl", "Label": "Nederlands"}}],
                    "ForeignLanguage": [
                        {"Description": {"Code": "en"}, "ProficiencyLevel": {"Listening": "C1", "Writing": "B2"}},
                        {"Description": {"Code": "xx"}, "ProficiencyLevel": {"Listening": "A1"}},
                    ],
                },
                "Computer": {"Description": "Python"},
            },
        }
    }
}


def test_a_candidate_of_today_is_read() -> None:
    found = read_europass(CANDIDATE)
    work, study = found.lines
    assert (work.kind, work.title, work.where, work.started, work.ended) == (
        "work",
        "Verzorgende",
        "Zuyderland",
        "2016-09",
        "2021",
    )
    assert work.text == "Werken met Excel"
    assert (study.kind, study.title, study.where, study.started) == ("study", "mbo Verzorgende IG", "VISTA", "2013-09")
    assert found.languages == {"de": "B1", "nl": "C2"}
    assert "TOPdesk" in found.text


def test_who_one_is_never_enters() -> None:
    told = str(read_europass(CANDIDATE))
    assert "Geheim" not in told
    assert "1990" not in told


def test_the_json_of_before_is_read() -> None:
    found = read_europass(json.dumps(OLD).encode())
    assert [(one.title, one.where, one.started, one.ended) for one in found.lines] == [
        ("Servicedeskmedewerker", "Gemeente Venlo", "2019-03", ""),
        ("mbo ICT", "Gilde", "2015", ""),
    ]
    assert found.lines[0].text == "Storingen & vragen"
    assert found.languages == {"nl": "C2", "en": "B2"}
    assert "Python" in found.text


def test_a_pdf_carries_its_own_data() -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    document.new_attachment("attachment.xml").set_data(CANDIDATE)
    out = io.BytesIO()
    document.save(out)
    assert read_europass(out.getvalue()).lines == read_europass(CANDIDATE).lines


BOMB = b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 99 + b'"><!ENTITY c "&b;&b;&b;">]><Candidate>&c;</Candidate>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Candidate>&b;</Candidate>'


@pytest.mark.parametrize(
    "data",
    [b"", b"text", b"<a/>", b"{}", b"[]", b"%PDF-1.4", BOMB, OUTSIDE, b"[" * 90_000, b"<a>" * 5_000, b"x" * 6_000_000],
)
def test_what_is_no_europass_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        read_europass(data)


@settings(max_examples=50)
@given(st.integers(0, len(CANDIDATE) - 1), st.binary(max_size=6))
def test_a_damaged_file_is_read_or_refused(at: int, junk: bytes) -> None:
    try:
        read_europass(CANDIDATE[:at] + junk + CANDIDATE[at + len(junk) :])
    except UnreadableDocument:
        return


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["WorkExperience", "Position", "Period", "From", "Year", "MotherTongue", "Description", "Code"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=50)
@given(JSON)
def test_any_json_is_read_or_refused(data: object) -> None:
    try:
        read_europass(json.dumps({"x": data}).encode())
    except UnreadableDocument:
        return

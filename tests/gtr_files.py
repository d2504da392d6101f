"""GtR records written for the tests, with the quirks of the real ones and people who never lived."""

import json

FINDING = """The series met four times. It found:

? Trust grows slowly
o in small steps
o and by keeping promises

? Power is seldom named"""

API1 = """<?xml version='1.0' encoding='UTF-8'?>
<gtr:projectOverview xmlns:gtr="http://gtr.example/api"><gtr:projectComposition>
<gtr:leadResearchOrganisation><gtr:name>University of Nowhere</gtr:name><gtr:department>Dep</gtr:department>
<gtr:address><gtr:region>Wales</gtr:region></gtr:address></gtr:leadResearchOrganisation>
<gtr:personRoles><gtr:personRole><gtr:firstName>Aurelia</gtr:firstName><gtr:surname>Quillfeather</gtr:surname>
</gtr:personRole></gtr:personRoles>
<gtr:project><gtr:id>{id}</gtr:id><gtr:title>Working &amp;amp; together</gtr:title><gtr:status>Closed</gtr:status>
<gtr:grantCategory>Research Grant</gtr:grantCategory><gtr:grantReference>{reference}</gtr:grantReference>
<gtr:abstractText>
&lt;p&gt;Led by Dr Aurelia Quillfeather.&lt;/p&gt;
&lt;ul&gt;&lt;li&gt;&amp;nbsp;one&lt;/li&gt;&lt;/ul&gt;</gtr:abstractText>
<gtr:fund><gtr:end>2011-04-30</gtr:end><gtr:funder><gtr:name>ESRC</gtr:name></gtr:funder><gtr:start>2009-11-01</gtr:start>
<gtr:valuePounds>14668</gtr:valuePounds></gtr:fund>
<gtr:output>
<gtr:keyFindingsOutput><gtr:description>{finding}</gtr:description><gtr:outcomeId>key-{reference}</gtr:outcomeId>
<gtr:sectors><gtr:sector>{sectors}</gtr:sector></gtr:sectors></gtr:keyFindingsOutput>
<gtr:disseminationOutputs><gtr:disseminationOutput><gtr:description>A talk</gtr:description>
<gtr:form>A talk or presentation</gtr:form><gtr:id>{id}</gtr:id><gtr:outcomeId>shared-talk</gtr:outcomeId>
<gtr:partOfOfficialScheme>false</gtr:partOfOfficialScheme><gtr:year>2010,2011</gtr:year></gtr:disseminationOutput>
</gtr:disseminationOutputs></gtr:output>
<gtr:publications><gtr:publication><gtr:authors><gtr:author><gtr:otherNames>Quillfeather A</gtr:otherNames></gtr:author>
</gtr:authors><gtr:date>2012-01-01</gtr:date><gtr:outcomeId>paper-{reference}</gtr:outcomeId>
<gtr:title>A paper</gtr:title></gtr:publication></gtr:publications>
<gtr:identifiers><gtr:identifier type="RCUK">{reference}</gtr:identifier></gtr:identifiers>
</gtr:project></gtr:projectComposition></gtr:projectOverview>"""


def api1(reference="ES/X000001/1", sectors="Education,Government, Democracy and Justice", finding=FINDING):
    """An API-1 record as XML."""
    return API1.format(id=f"GUID-{reference}", reference=reference, sectors=sectors, finding=finding)


def api1_json(reference="ES/X000002/1"):
    """The same form as JSON, without the wrappers around lists."""
    project = {
        "id": f"GUID-{reference}",
        "title": "As JSON",
        "grantReference": reference,
        "fund": {"start": "2010-01-01", "funder": {"name": "ESRC"}, "valuePounds": 5000},
        "identifier": [{"type": "RCUK", "value": reference}],
        "output": {
            "keyFindingsOutput": {"description": "One thing was found.", "outcomeId": "key-json"},
            "disseminationOutput": [{"description": "A leaflet", "outcomeId": "leaflet", "year": "2010"}],
        },
    }
    people = [{"firstName": "Aurelia", "surname": "Quillfeather", "role": [{"name": "PRINCIPAL_INVESTIGATOR"}]}]
    return json.dumps({"projectOverview": {"projectComposition": {"project": project, "personRole": people}}})


def v7(reference="ES/X000003/1"):
    """A GtR-2 v7 bundle: dates in milliseconds at midnight in London, sector names split at every comma."""
    project = {
        "id": f"GUID-{reference}",
        "title": "In v7",
        "identifiers": {"identifier": [{"value": reference, "type": "RCUK"}]},
        "leadFunder": "ESRC",
        "links": {"link": [{"rel": "FUND", "start": 1441062000000, "end": 1504134000000}]},
    }
    found = {
        "id": "G",
        "outcomeid": "key-v7",
        "description": "Found.",
        "sectors": {"item": ["Education", "Security and Diplomacy"]},
    }
    found["sectors"]["item"] += ["Government", "Democracy and Justice"]
    return json.dumps({"projects": project, "outcomes/keyfindings": {"keyFinding": [found]}})

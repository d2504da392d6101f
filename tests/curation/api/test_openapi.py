"""The description of the API is valid, and true to the last parameter and field."""

import re

import pytest
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from collabfutures.curation.api.described_answers import OF_A_LIST, OF_A_RECORD
from collabfutures.curation.parameters import allowed_names
from findings.models import Finding
from tests.kinds import KINDS, NAMES, VIEWSETS
from tests.making import make

FORMATS = Draft202012Validator.FORMAT_CHECKER
_documents = []


@pytest.fixture
def document(client, db):
    """The description. It depends on the code alone, so it is made once for all tests of a process."""
    if not _documents:
        _documents.append(client.get("/api/v1/openapi.json").json())
    return _documents[0]


def test_the_description_is_valid_openapi_31(document):
    assert document["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_a_list_is_described_by_the_parameters_it_takes(kind, document):
    operation = document["paths"][kind.get_api_url()]["get"]
    described = {parameter["name"] for parameter in operation["parameters"]}
    assert described == set(allowed_names(VIEWSETS[kind].filterset_class))
    assert set(operation["responses"]) == {"200", "301", "304", *map(str, OF_A_LIST)}


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_every_described_choice_is_accepted_and_every_field_is_given(kind, document, client):
    make(kind)
    operation = document["paths"][kind.get_api_url()]["get"]
    for parameter in operation["parameters"]:
        schema = parameter["schema"].get("items", parameter["schema"])
        for value in schema.get("enum", []):
            asked = {parameter["name"]: value} | ({"q": "number"} if parameter["name"] in ("sort", "words") else {})
            assert client.get(kind.get_api_url(), asked).status_code == 200
    name = operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    results = document["components"]["schemas"][name]["properties"]["results"]["items"]["$ref"].rpartition("/")[2]
    described = set(document["components"]["schemas"][results]["properties"])
    assert described == set(client.get(kind.get_api_url()).json()["results"][0])


def test_every_pattern_of_a_parameter_takes_what_is_answered_and_nothing_else(series, client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    checked = 0
    for path, operations in paths.items():
        if "{" in path or path == "/api/v1/":
            continue
        facets = client.get(f"{path}?facets=all").json().get("facets", {})
        for parameter in operations["get"]["parameters"]:
            schema = parameter["schema"].get("items", parameter["schema"])
            if "pattern" not in schema or parameter["name"] not in facets:
                continue
            taken = [option["value"] for option in facets[parameter["name"]]]
            assert [value for value in taken if not re.search(schema["pattern"], value)] == [], (
                path,
                parameter["name"],
            )
            assert not re.search(schema["pattern"], "Not An Address") and not re.search(schema["pattern"], "a" * 81)
            checked += len(taken)
    assert checked > 100


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_every_record_is_as_the_description_says(kind, document, client, series):
    make(kind)
    answer = client.get(f"{kind.get_api_url()}?page_size=100&facets=all").json()
    schema = document["paths"][kind.get_api_url()]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    whole = {**schema, "components": document["components"]}
    assert [error.message for error in Draft202012Validator(whole, format_checker=FORMATS).iter_errors(answer)] == []
    # Every field is sent, and none that is not described.
    described = document["components"]["schemas"][schema_of(document, kind)]
    for record in answer["results"]:
        assert list(record) == list(described["properties"]) and {*record} == {*described["required"]}


def schema_of(document, kind):
    media = document["paths"][f"{kind.get_api_url()}{{slug}}/"]["get"]["responses"]["200"]["content"]
    return media["application/json"]["schema"]["$ref"].rpartition("/")[2]


def test_an_example_is_a_record_that_is_public_now(series, client):
    media = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/findings/{slug}/"]["get"]["responses"]["200"]
    example = media["content"]["application/json"]["example"]
    assert example == client.get(example["api_url"]).json()
    Finding.objects.get(slug=example["slug"]).withdraw("A test.")
    assert example["api_url"] not in client.get("/api/v1/openapi.json").content.decode()


def test_no_choice_is_an_empty_text_and_what_may_lack_is_null(document):
    for name, schema in document["components"]["schemas"].items():
        assert "" not in schema.get("enum", []), name
    stance = document["components"]["schemas"]["Discourse"]["properties"]["stance"]
    assert {"$ref": "#/components/schemas/NullEnum"} in stance["oneOf"]


def test_every_operation_says_in_its_own_words_what_a_reader_gets(document):
    summaries = [operation["get"]["summary"] for operation in document["paths"].values()]
    assert len(set(summaries)) == len(summaries) == len(document["paths"])


def test_a_single_record_is_described_with_every_status_it_answers_with(document):
    for path, operations in document["paths"].items():
        if "{slug}" in path:
            assert set(operations["get"]["responses"]) == {"200", "301", "304", *map(str, OF_A_RECORD)}, path


def test_the_counts_of_an_answer_are_what_the_description_says(series, client, document):
    answer = client.get("/api/v1/findings/?facets=all").json()["facets"]
    name = document["paths"]["/api/v1/findings/"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    schema = document["components"]["schemas"][name["$ref"].rpartition("/")[2]]
    described = schema["properties"]["facets"]["additionalProperties"]["items"]["properties"]
    assert {key for options in answer.values() for option in options for key in option} == set(described)


def test_nothing_in_the_description_was_guessed():
    """Two shapes of one name, or a field without a type: the generator says so, and goes on."""
    GENERATOR_STATS.reset()
    SchemaGenerator().get_schema(public=True)
    assert not GENERATOR_STATS, (GENERATOR_STATS._warn_cache, GENERATOR_STATS._error_cache)

"""The schemas of the file kinds: valid, self-contained, closed, and documented."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from checker.regulation.checks.schema import BASE, named, schemas
from checker.regulation.load import UNIT_KINDS
from checker.rules.keys import KEYS
from checker.rules.kinds import KINDS

REST = (
    "id calendar limit rules proposal revision interpretation regulation english questions processes triggers bearers "
    "simplified synonyms wording law-register concordance record-type"
)
OWN = sorted({*UNIT_KINDS, *REST.split()})


def walk(value):
    yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(inner)


@pytest.mark.parametrize("name", OWN)
def test_a_schema_is_valid_titled_and_named_by_its_file(name):
    schema = schemas()[name]
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"{BASE}{name}.json"
    assert schema["title"]
    assert schema["x-title-en"]
    assert schema["description"]


@pytest.mark.parametrize("name", OWN)
def test_every_reference_leads_somewhere(name):
    for part in walk(schemas()[name]):
        if isinstance(part, dict) and isinstance(part.get("$ref"), str):
            reference = part["$ref"] if not part["$ref"].startswith("#") else f"{name}.json{part['$ref']}"
            list(named(reference).iter_errors({}))  # raises where it leads nowhere


@pytest.mark.parametrize("name", OWN)
def test_a_form_is_shown_by_an_example(name):
    if name == "record-type":
        return
    for part in walk(schemas()[name]):
        if isinstance(part, dict) and isinstance(part.get("pattern"), str):
            assert part["examples"], part


def test_the_types_of_keys_have_the_schemas_that_are_published():
    assert {wanted for kind in KINDS.values() for wanted in kind.params().values()} == set(KEYS.values())
    assert all(name == key.name for name, key in KEYS.items())
    assert {name: key.schema for name, key in KEYS.items()} == {name: schemas()["rules"]["$defs"][name] for name in KEYS}


def test_the_readings_of_a_term_are_those_it_may_need():
    entry = schemas()["terms"]["$defs"]["entry"]
    assert set(entry["properties"]["needs"]["enum"]) <= schemas()["limit"]["$defs"].keys()


def test_worked_examples_fit():
    duty = {
        "id": "4.1-2.a",
        "article": "4.1-2",
        "quote": "應在 30 秒內回應客戶諮詢",
        "modality": "obligation",
        "bearer": "operations-staff",
        "sla": "inquiry-reply",
        "source": ["N268"],
    }
    assert named("duties.json").is_valid({"duties": [duty]})
    assert not named("duties.json").is_valid({"duties": [{**duty, "sla": 30}]})
    assert named("duties.json").is_valid({"duties": [{**duty, "frequency": "P1M"}]})
    assert named("duties.json").is_valid({"duties": [{**duty, "frequency": {"term": "4.1-2.t1"}}]})
    assert named("limit.json#/$defs/list").is_valid({"closed": True})

"""The schemas of the file kinds: valid, self-contained, closed, and documented."""

from __future__ import annotations

import copy
import random
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from checker import yamlio
from checker.regulation.checks.schema import BASE, Form, named, schemas
from checker.regulation.load import UNIT_KINDS
from checker.rules.keys import KEYS
from checker.rules.kinds import KINDS
from checker.rules.lint_entries import _kind_form
from tests.rules.examples import FILES

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
            list(named(reference).errors({}))  # raises where it leads nowhere


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
    assert named("duties.json").fits({"duties": [duty]})
    assert not named("duties.json").fits({"duties": [{**duty, "sla": 30}]})
    assert named("duties.json").fits({"duties": [{**duty, "frequency": "P1M"}]})
    assert named("duties.json").fits({"duties": [{**duty, "frequency": {"term": "4.1-2.t1"}}]})
    assert named("limit.json#/$defs/list").fits({"closed": True})


def _spoilt(value, draw):
    """The same with one place in it changed to what may or may not be allowed there."""
    value = copy.deepcopy(value)
    places = [part for part in walk(value) if isinstance(part, dict | list) and part]
    place = draw.choice(places)
    at = draw.choice(list(place) if isinstance(place, dict) else range(len(place)))
    if draw.random() < 0.3:
        del place[at]
    elif draw.random() < 0.2 and isinstance(place, dict):
        place["extra"] = {}
    else:
        place[at] = draw.choice([None, True, 0, -1, 1.5, "", "x", "２０２６", "proxy", [], ["a", "a"], {}])
    return value


def test_what_is_told_at_once_is_what_is_told_at_leisure():
    """Both readers of a schema, on the entries of the rule files, whole and spoilt in one to three places."""
    entries = [entry for document in yamlio.Texts(FILES).documents("docs/rules/") for entry in document.value.get("rules", ())]
    draw, told = random.Random(7), set()
    for entry in draw.sample(entries, 150):
        form, value = _kind_form(entry["kind"], True), entry
        for _ in range(4):
            fits = form.fits(value)
            assert fits == (not list(form.errors(value))), value
            told.add(fits)
            value = _spoilt(value, draw)
    assert told == {True, False}


def test_what_is_no_json_is_looked_at_at_leisure():
    assert not Form({}).fits(date(2026, 1, 1))
    assert not Form({"type": "object"}).fits({1: "a key that is a number"})

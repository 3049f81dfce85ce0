"""The schemas of open data judge rightly: they accept the standards' own examples and see each mistake."""

from __future__ import annotations

import json
import warnings
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from rdflib import Graph

from tests.judged import SCHEMAS, Mutation, example, mutated

GEOJSON = Draft202012Validator(json.loads((SCHEMAS / "geojson.schema.json").read_text()))
DCAT = Draft202012Validator(json.loads((SCHEMAS / "dcat.schema.json").read_text()))

GEOJSON_MUTATIONS: list[Mutation] = [
    ("geojson-collection", '"FeatureCollection"', '"featurecollection"'),
    ("geojson-collection", '"FeatureCollection",', '"FeatureCollection", "crs": {"type": "name"},'),  # of 2008
    ("geojson-collection", '"FeatureCollection",', '"FeatureCollection", "properties": {},'),  # section 7.1
    ("geojson-collection", '"features"', '"items"'),
    ("geojson-collection", '"Feature"', '"feature"'),
    ("geojson-collection", '"type": "Feature",', ""),
    ("geojson-collection", '"type": "Feature",', '"type": "Feature", "features": [],'),
    ("geojson-collection", '"type": "Feature",', '"type": "Feature", "id": null,'),
    ("geojson-collection", '"type": "Feature",', '"type": "Feature", "bbox": [1, 2, 3],'),
    ("geojson-collection", '"type": "Point"', '"type": "point"'),
    ("geojson-collection", '"type": "Point",', '"type": "Point", "properties": {},'),
    ("geojson-collection", "[102.0, 0.5]", '["102.0", "0.5"]'),
    ("geojson-collection", "[102.0, 0.5]", "[0.5, 102.0]"),  # latitude first
    ("geojson-collection", "[102.0, 0.5]", "[102.0]"),
    ("geojson-collection", "[102.0, 0.5]", "[102.0, 0.5, 1, 2]"),
    ("geojson-collection", "[102.0, 0.5]", "[[102.0, 0.5]]"),
    ("geojson-collection", "[102.0, 0.5]", "[482.0, 0.5]"),
    ("geojson-collection", "[102.0, 0.5]", "[null, null]"),
    ("geojson-collection", '"coordinates": [102.0, 0.5]', '"geometries": []'),
    ("geojson-collection", '"prop0": "value0"\n        }', '"prop0": "value0"\n        }, "geometry": []'),
    ("geojson-collection", '"LineString"', '"MultiLineString"'),
    ("geojson-collection", '"LineString"', '"Polygon"'),
    ("geojson-collection", '"Polygon"', '"LineString"'),
    ("geojson-collection", "[101.0, 0.0],\n                    [101.0, 1.0],", ""),  # a ring of three positions
    ("geojson-geometries", ', "geometry": null', ""),  # may be null, not absent
    ("geojson-geometries", '"properties": null, ', ""),
    ("geojson-geometries", '"id": 2', '"id": [2]'),
    ("geojson-geometries", '"geometries"', '"coordinates"'),
    ("geojson-geometries", "[[101.0, 0.0], [102.0, 1.0]]", "[[101.0, 0.0]]"),  # a line of one position
    ("geojson-geometries", '"bbox": [100.0, 0.0, 105.0, 1.0]', '"bbox": "100,0,105,1"'),
]  # fmt: skip

DCAT_MUTATIONS: list[Mutation] = [
    ("dcat-basic", "a dcat:Catalog ;", "a dcat:Catalogue ;"),
    ("dcat-basic", "a dcat:Catalog ;", "a dcat:Dataset ;"),  # then nothing is a catalogue
    ("dcat-basic", 'dcterms:title "Imaginary Catalog"@en ;', ""),
    ("dcat-basic", '"Imaginary Catalog"@en ;\n  rdfs', '""@en ;\n  rdfs'),
    ("dcat-basic", 'dcterms:title "Imaginary Catalog"@en', "dcterms:title <http://example.org/title>"),
    ("dcat-basic", "foaf:homepage <http://example.org/catalog>", 'foaf:homepage "http://example.org/catalog"'),
    ("dcat-basic", "dcterms:publisher ex:transparency-office", 'dcterms:publisher "Transparency Office"'),
    ("dcat-basic", "dcterms:language <http://id.loc.gov/vocabulary/iso639-1/en>", 'dcterms:language "en"'),
    ("dcat-basic", "dcat:dataset ex:dataset-001, ex:dataset-002, ex:dataset-003", 'dcat:dataset "dataset-001"'),
    ("dcat-basic", "dcat:dataset", "dcat:datasets"),  # no property of the vocabulary
    ("dcat-basic", 'dcterms:title "Imaginary dataset"@en ;', ""),
    ("dcat-basic", "dcat:keyword", "dcat:keywords"),
    ("dcat-basic", '"accountability"@en', "ex:accountability"),
    ("dcat-basic", '"2011-12-15"^^xsd:date', '"2011-12-15"'),  # a day that does not say that it is one
    ("dcat-basic", '"2011-12-15"^^xsd:date', '"2011-13-15"^^xsd:string'),
    ("dcat-basic", '"2011-12-05"^^xsd:date', '"5 December 2011"@en'),
    ("dcat-basic", '"2011-12-15"^^xsd:date', '"2011-12-15"^^xsd:date, "2012-12-15"^^xsd:date'),
    ("dcat-basic", "dcat:contactPoint <http://example.org/transparency-office/contact>", 'dcat:contactPoint "mail"'),
    ("dcat-basic", "dcat:distribution ex:dataset-001-csv", 'dcat:distribution "001.csv"'),
    ("dcat-basic", "dcat:distribution ex:dataset-001-csv", "dcat:downloadURL <http://www.example.org/files/001.csv>"),
    ("dcat-basic", "dcat:downloadURL <http://www.example.org/files/001.csv> ;", ""),  # no way to the file
    ("dcat-basic", "dcat:downloadURL", "dcat:downloadUrl"),
    ("dcat-basic", "<http://www.example.org/files/001.csv>", '"files/001.csv"'),
    ("dcat-basic", "<https://www.iana.org/assignments/media-types/text/csv>", '"text/csv"'),
    ("dcat-basic", "media-types/text/csv", "media-types/csv"),
    ("dcat-basic", '"5120"^^xsd:nonNegativeInteger', '"5 KB"'),
    ("dcat-basic", '"5120"^^xsd:nonNegativeInteger', '"5120"^^xsd:nonNegativeInteger ; dcat:keyword "csv"@en'),
    ("dcat-basic", "a dcat:Distribution", "a dcat:Download"),  # of a draft of 2012
    ("dcat-landing-page", "dcat:landingPage <http://example.org/dataset-003.html>", 'dcat:landingPage "page"'),
    ("dcat-landing-page", "dcat:accessURL <http://example.org/dataset-003.html> ;", ""),
    ("dcat-landing-page", "a dcat:Distribution ;", 'a dcat:Distribution ; dcterms:license "CC BY 4.0" ;'),
]  # fmt: skip


def graph_of(text: str, form: str) -> Graph:
    """A graph as rdflib reads it, without what it warns of itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return Graph().parse(data=text, format=form)


def flat(graph: Graph) -> list[dict[str, Any]]:
    """A graph as expanded and flattened JSON-LD, which does not depend on how it was written."""
    return json.loads(graph.serialize(format="json-ld", auto_compact=False))  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", ["geojson-collection", "geojson-geometries"])
def test_geojson_examples_are_accepted(name: str) -> None:
    """That of RFC 7946, section 1.5, and one put together from its sections 1.5, 3 and appendix A."""
    GEOJSON.validate(json.loads(example(name, "json")))


@pytest.mark.parametrize("name", ["dcat-basic", "dcat-landing-page"])
def test_dcat_examples_are_accepted(name: str) -> None:
    """Those of DCAT 3, sections 5.1 and 5.7."""
    DCAT.validate(flat(graph_of(example(name, "ttl"), "turtle")))


@pytest.mark.parametrize("mutation", GEOJSON_MUTATIONS)
def test_mistakes_in_geojson_are_seen(mutation: Mutation) -> None:
    """Each of them breaks RFC 7946."""
    assert list(GEOJSON.iter_errors(json.loads(mutated(mutation, "json"))))


@pytest.mark.parametrize("mutation", DCAT_MUTATIONS)
def test_mistakes_in_a_catalogue_are_seen(mutation: Mutation) -> None:
    """Each of them is not what DCAT 3 defines."""
    assert list(DCAT.iter_errors(flat(graph_of(mutated(mutation, "ttl"), "turtle"))))

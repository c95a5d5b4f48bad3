"""Where a value stands in a JSON text, whatever it looks like."""

from __future__ import annotations

import json

import pytest

from generator.jsonplaces import find

TEXT = """{ "loaves" : [1, {"name": "a ] } \\" loaf",
   "bakers": []},  "rye"],
 "a\\u0062": {"x": null}}"""


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ((), (1, 1)),
        (("loaves",), (1, 14)),
        (("loaves", 0), (1, 15)),
        (("loaves", 1, "name"), (1, 27)),
        (("loaves", 1, "bakers"), (2, 14)),
        (("loaves", 2), (2, 20)),
        (("ab", "x"), (3, 19)),
        (("loaves", 9), (1, 14)),
        (("loaves", 1, "bakers", 0), (2, 14)),
        (("loaves", "name"), (1, 14)),
        ((0,), (1, 1)),
    ],
)
def test_value_is_found_or_the_deepest_part_of_the_way_to_it(where, place):
    json.loads(TEXT)
    assert find(TEXT, where) == place

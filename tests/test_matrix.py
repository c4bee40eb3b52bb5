"""Every role on every address: what it may not have does not exist for it, and tells it nothing."""

import os

import pytest
from django.urls import resolve

from . import matrix
from .matrix.asking import ask_all
from .matrix.routes import addresses, routes
from .matrix.world import build

SHADOWED = {
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
    "documents/authenticate_with_password/<int:restriction_id>/",
}
"""Doors of Wagtail's that an address of ours stands before."""
BROKEN_ON_PURPOSE = "admin/failwhale/"


@pytest.mark.parametrize("role", matrix.ROLES)
def test_each_role_gets_what_the_file_says_and_partners_read_no_secret(role, db):
    people, world = build()

    answers, told = ask_all(role, people[role], world)

    assert bool(told) == (role in matrix.EDITOR_SIDE), told
    if os.environ.get(matrix.WRITE):
        matrix.write({role: answers})
    expected = {key: row[role] for key, row in matrix.expected().items() if row[role]}
    different = {key for key in answers.keys() | expected.keys() if answers.get(key) != expected.get(key)}
    assert {key: (expected.get(key), answers.get(key)) for key in different} == {}


def test_a_new_address_needs_a_row():
    assert sorted({route for route, _about, _method in matrix.expected()}) == sorted(routes())


def test_what_is_asked_is_the_address_of_its_row(db):
    _people, world = build()

    for route in set(routes()) - SHADOWED:
        for path in addresses(route, world).values():
            assert resolve(path.partition("?")[0]).route == route, path


def test_to_partners_the_editors_side_does_not_exist():
    for (route, about, method), row in matrix.expected().items():
        if route.startswith("admin/"):
            assert {row[role] for role in matrix.PARTNER_SIDE[1:]} == {"404"}, (route, about, method)


@pytest.mark.parametrize("about", ["other", "draft", "crossed"])
def test_of_the_space_of_others_nothing_exists(about):
    rows = {
        key: row
        for key, row in matrix.expected().items()
        if key[0].startswith("mon-espace/<int:partner_pk>/") and key[1] == about
    }

    assert rows
    for key, row in rows.items():
        assert row["anonymous"] == "door", key
        assert {row[role] for role in matrix.ROLES[1:]} == {"404"}, key


def test_nothing_breaks_whoever_asks():
    for (route, about, method), row in matrix.expected().items():
        assert route == BROKEN_ON_PURPOSE or not {"500", "403"} & set(row.values()), (route, about, method)


def test_what_is_for_some_people_is_nothing_to_the_others():
    for (route, about, method), row in matrix.expected().items():
        if about == "private" and not route.startswith("admin/"):
            assert {row[role] for role in ("invited", "contributor", "responsable")} == {"404"}, (route, method)

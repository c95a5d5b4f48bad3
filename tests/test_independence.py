"""Which papers speak for themselves."""

from __future__ import annotations

from generator.independence import independent
from tests.beehives import paper


def test_papers_that_share_an_author_with_an_earlier_one_do_not_count():
    first, second, third = (
        paper("a", authors=("Ash, A.", "Birch, B.")),
        paper("b", authors=("Birch, B.", "Cork, C.")),
        paper("c", authors=("Cork, C.",)),
    )
    assert independent([first, second, third]) == (first, third)


def test_versions_of_a_work_and_papers_without_authors_do_not_count():
    work, version, nobodys = paper("a"), paper("b", versions=("10.5555/a",)), paper("c", authors=())
    assert independent([nobodys, work, version]) == (work,)
    assert independent([]) == ()

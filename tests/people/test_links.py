"""What is said before a link goes that alone opened somebody's key."""

from tests.builders import Circle, a_passphrase
from tests.people.test_pages import form, page_of


def test_a_lost_link_of_someone_without_a_passphrase_is_said_to_take_along_what_it_opened(circle: Circle):
    (renew,) = form(page_of(circle, "Ben"), "Someone has lost their link").actions
    assert "If they have no passphrase, only their old link opens" in renew["confirm"]


def test_ones_own_link_is_withdrawn_without_a_passphrase_only_after_what_goes_with_it_was_said(store):
    bare = Circle(store, passphrases=False)
    said = "To keep them, choose a passphrase first."
    assert said in form(page_of(bare, "Ben"), "My own link").actions[-1]["confirm"]
    assert bare.keys["Ben"]
    a_passphrase(store, bare["Ben"], bare.keys["Ben"])
    assert said not in form(page_of(bare, "Ben"), "My own link").actions[-1]["confirm"]

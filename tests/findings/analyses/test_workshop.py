"""A workshop: each partner answers on their own, and the result is put together from addresses alone."""

import html
import re
from urllib.parse import urlencode

from findings.models import Answer

START = "/what-competes/"
COUNCIL = {"1-more-from-resources": "3", "1-contracts-are-the-form": "3", "name-1": "The council"}
CHARITY = {"2-users-shape-it": "3", "2-taking-part-matters": "3", "name-2": "The charity"}


def text(client, address, **kwargs):
    response = client.get(address, follow=True, **kwargs)
    assert response.status_code == 200, address
    return response.content.decode()


def shown(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def links(page):
    return [html.unescape(each) for each in re.findall(r'<textarea id="link-\d"[^>]*>([^<]+)</textarea>', page)]


def test_each_partner_gets_a_link_that_asks_that_partner_alone(series, client):
    page = text(client, f"{START}?name-1=The+council&name-2=The+charity&name-3=&name-4=")
    first, second = links(page)
    asked = text(client, first)
    assert 'name="1-users-shape-it"' in asked
    assert 'name="2-users-shape-it"' not in asked
    assert 'value="The charity"' in text(client, second)


def own_address(page):
    return html.unescape(re.search(r'<textarea id="field-own"[^>]*>([^<]+)</textarea>', page)[1])


def test_a_partner_who_answered_gets_an_address_to_send_back(series, client):
    page = text(client, f"{START}?{urlencode({'partner': '2', **CHARITY})}")
    assert "has answered 2 of 8 statements" in shown(page)
    assert "2-users-shape-it=3" in own_address(page)
    assert "partner=" not in own_address(page)


def test_addresses_of_partners_are_joined_and_said_in_plain_sentences(series, client):
    sent = [
        own_address(text(client, f"{START}?{urlencode({'partner': each['name'], **each['given']})}"))
        for each in ({"name": "1", "given": COUNCIL}, {"name": "2", "given": CHARITY})
    ]
    page = shown(text(client, f"{START}?{urlencode({'join': chr(10).join(sent)})}"))
    assert (
        "The council speaks most of “making the most of resources”, the charity of “how citizens, users and providers "
        "deal with one another”: agree first what success means."
    ) in page
    assert "Three questions for your meeting" in page


def test_partners_who_took_the_same_number_are_both_kept(series, client):
    twice = [f"http://x/?{urlencode(COUNCIL)}", f"http://x/?{urlencode({'1-users-shape-it': '3', 'name-1': 'Firm'})}"]
    page = shown(text(client, f"{START}?{urlencode({'join': ' '.join(twice)})}"))
    assert "The council speaks most of “making the most of resources”, Firm of" in page
    # The same answers pasted twice are one partner's.
    again = shown(text(client, f"{START}?{urlencode({'join': ' '.join([twice[0], twice[0]])})}"))
    assert "Ask your partners too" in again


def test_a_link_made_after_others_have_answered_carries_their_answers(series, client):
    page = text(client, f"{START}?{urlencode(COUNCIL)}&name-2=The+charity")
    assert "The council speaks most of" in shown(page)
    asked = text(client, f"{START}?{urlencode({**COUNCIL, 'partner': '2', 'name-2': 'The charity'})}")
    assert '<input type="hidden" name="1-more-from-resources" value="3">' in asked


def test_what_is_pasted_and_holds_no_answers_is_named(series, client):
    for pasted, told in (
        ("Hello, here you are. Jo", "There is no link in what was pasted"),
        ("https://example.org/?a=b", "is not a link with answers"),
        ("?1-users-shape-it=9", "is not a link with answers"),
        (" ".join(f"?1-users-shape-it={n % 4}&name-1=P{n}" for n in range(5)), "more than 4 partners"),
    ):
        response = client.get(f"{START}?{urlencode({'join': pasted})}")
        assert response.status_code == 400
        page = html.unescape(response.content.decode())
        assert told in page
        # What was pasted is not lost.
        assert f">{pasted}</textarea>" in page
    assert client.get(f"{START}?partner=9").status_code == 400


def test_partners_who_speak_alike_are_told_to_ask_what_they_mean(series, client):
    alike = {**COUNCIL, "2-more-from-resources": "3", "name-2": "Firm"}
    assert "The council and Firm speak most of “making the most of resources”: ask one another" in shown(
        text(client, f"{START}?{urlencode(alike)}")
    )


def test_a_partner_who_agrees_with_nothing_is_not_given_a_discourse(series, client):
    page = shown(text(client, f"{START}?{urlencode({**COUNCIL, '2-users-shape-it': '0', 'name-2': 'Firm'})}"))
    assert "Firm agrees with no discourse by half or more." in page
    assert "You lie furthest apart" not in page


def test_the_widest_difference_is_a_sentence(series, client):
    apart = {**COUNCIL, "2-more-from-resources": "0", "2-users-shape-it": "3", "name-2": "Firm"}
    page = shown(text(client, f"{START}?{urlencode(apart)}"))
    assert (
        "You lie furthest apart on “We collaborate mainly to get more out of the resources we have.” "
        "The council: yes; Firm: no."
    ) in page


def test_the_questions_come_from_recorded_answers_and_change_with_them(series, client):
    both = f"{START}?{urlencode({**COUNCIL, **CHARITY})}"
    page = shown(text(client, both))
    assert "What is this collaboration for, in your own words? From: Why do partners disagree" in page
    Answer.objects.filter(slug="why-partners-disagree-on-success").update(ask_next="Only this?")
    assert "Only this? From: Why do partners disagree" in shown(text(client, both))
    Answer.objects.update(ask_next="")
    assert "for your meeting" not in shown(text(client, both))


def test_a_whole_mail_may_be_pasted(series, client):
    mail = f"Hello Jo,\nhere it is: https://x.org{START}?{urlencode(COUNCIL)}\n\nSent from my phone"
    assert "The council speaks most of" in shown(text(client, f"{START}?{urlencode({'join': mail})}"))


def test_partners_equally_far_apart_on_several_statements_are_told_how_many(series, client):
    apart = {**COUNCIL, "2-more-from-resources": "0", "2-contracts-are-the-form": "0", "name-2": "Firm"}
    assert "You lie equally far apart on 2 statements" in shown(text(client, f"{START}?{urlencode(apart)}"))

"""Many records are published at once as each would be by itself."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction

from collabfutures.curation.models import ContentVersion
from collabfutures.curation.publishing import publish_batch
from findings.models import Finding, ImpactRecord
from seminars.models import Series, Source, Theme
from tests.kinds import KINDS, NAMES
from tests.making import make, relations


def reason(record, together):
    """Why a record is not published by itself, or “”; nothing stays published."""
    try:
        with transaction.atomic():
            type(record).objects.get(pk=record.pk).publish(together)
            transaction.set_rollback(True)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def drafts(kind):
    """Drafts with more and less to rest on: nothing, drafts, public records; with nothing to say, too."""
    yield make(kind, state="draft")
    for state in ("draft", "published", "withdrawn"):
        record = make(kind, state="draft")
        for name in relations(kind):
            end = make(kind._meta.get_field(name).related_model, state=state)
            if kind._meta.get_field(name).many_to_many:
                getattr(record, name).add(end)
            else:
                setattr(record, name, end)
        record.no_source_reason = ""
        record.save()
        yield record
    yield make(kind, state="draft", our_reading="nothing of the kind")


@pytest.mark.long
@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_many_at_once_are_published_and_refused_as_each_by_itself(kind, together, db):
    records = list(drafts(kind))
    wanted = {record.pk: why for record in records if (why := reason(record, together))}
    done = publish_batch(kind, [record.pk for record in records], together)
    found = {record.pk: why for record, why in done.refused}
    # Where several things are wrong, what is wrong with the record itself is told first here.
    assert found == wanted if not together else {*found} == {*wanted}
    assert {*done.published} == {record.pk for record in records} - {*wanted}
    assert {*kind.objects.published().values_list("pk", flat=True)} >= {*done.published}
    assert not kind.objects.published().filter(pk__in=wanted).exists()


def test_the_number_of_queries_does_not_grow(db, django_assert_max_num_queries):
    source = make(Source, state="draft")
    for _ in range(40):
        make(ImpactRecord, state="draft").sources.add(source)
    for series in [make(Series, state="draft") for _ in range(40)]:
        series.sources.add(make(Source, state="draft"))
    with django_assert_max_num_queries(13):
        done = publish_batch(Series, Series.objects.values_list("pk", flat=True), together=True)
    assert (len(done.published), done.refused) == (40, [])
    assert Source.objects.published().count() == 40


def test_each_is_logged_and_gets_a_new_token(db):
    theme = make(Theme, state="draft", no_source_reason="Said")
    before, number = theme.token, ContentVersion.current()
    publish_batch(Theme, [theme.pk])
    theme.refresh_from_db()
    assert theme.token != before
    assert theme.published_at is not None
    assert ContentVersion.current() > number


def test_what_cannot_be_published_below_keeps_only_its_own_record_back(db):
    good, bad = make(Series, state="draft"), make(Series, state="draft")
    good.sources.add(make(Source, state="draft"))
    bad.sources.add(make(Source, state="draft", our_reading="no field"))
    done = publish_batch(Series, [good.pk, bad.pk], together=True)
    assert (done.published, [record for record, _ in done.refused]) == ([good.pk], [bad])


def command(*arguments, **options):
    out = io.StringIO()
    call_command("publish", *arguments, stdout=out, **options)
    return out.getvalue()


def test_the_command_counts_first_and_publishes_what_a_query_finds(db):
    for kind in ("publication", "collaboration"):
        make(ImpactRecord, state="draft", impact_kind=kind, no_source_reason="Said").series.add(make(Series))
    query = "impact_kind=publication"
    assert command("impactrecord", query) == "1 draft. Nothing was published: add --yes.\n"
    assert not ImpactRecord.objects.published().exists()
    assert command("impactrecord", query, yes=True) == "1 published, 0 refused.\n"
    assert ImpactRecord.objects.published().get().impact_kind == "publication"
    with pytest.raises(CommandError, match="“nothing” is not allowed for impact_kind"):
        command("impactrecord", "impact_kind=nothing")


def test_the_command_names_what_is_refused(db):
    record = make(Finding, state="draft")
    assert f"refused: “{record.slug}”: " in command("finding", yes=True)


def withdraw(*args, **options):
    out = io.StringIO()
    call_command("withdraw", *args, stdout=out, **options)
    return out.getvalue()


def test_many_are_withdrawn_with_a_reason_and_under_the_checks_of_one(db, client):
    free, source = make(Source), make(Source, title="Rested on")
    resting = make(Finding, no_source_reason="")
    resting.sources.add(source)
    assert withdraw("source", reason="Wrong edition") == "2 public records. Nothing was withdrawn: add --yes.\n"
    told = withdraw("source", reason="Wrong edition", yes=True)
    assert f"refused: “{source.slug}”" in told and told.endswith("1 withdrawn, 1 refused.\n")
    gone = client.get(free.get_absolute_url())
    assert gone.status_code == 410 and "Wrong edition" in gone.content.decode()
    assert withdraw("source", reason="Wrong edition", yes=True, together=True) == "1 withdrawn, 0 refused.\n"
    resting.refresh_from_db()
    assert resting.state == "withdrawn"


@pytest.mark.parametrize("reason", ["", "  ", "x" * 301])
def test_nothing_is_withdrawn_without_a_reason_or_with_too_long_a_one(reason, db):
    make(Source)
    with pytest.raises(CommandError, match="between 1 and 300"):
        withdraw("source", reason=reason, yes=True)
    assert Source.objects.published().exists()

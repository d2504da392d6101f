"""What of an answer is no record, in the words of a serializer: what the description of the API calls it."""

from rest_framework import serializers


class LinkSerializer(serializers.Serializer):
    """A related record: what it is, what it is called and where readers and programs find it."""

    kind = serializers.CharField(help_text="The kind of record in one word: theme, impact-record.")
    slug = serializers.SlugField(help_text="The last part of its address, which filters take.")
    title = serializers.CharField()
    url = serializers.URLField(help_text="Its page.")
    api_url = serializers.URLField(help_text="The record itself.")


class ProblemEntrySerializer(serializers.Serializer):
    """What is wrong with one parameter."""

    parameter = serializers.CharField()
    detail = serializers.CharField(help_text="What is wrong, and what is allowed.")


class ProblemSerializer(serializers.Serializer):
    """An RFC 9457 problem document."""

    type = serializers.URLField(help_text="Opens a page that explains the error.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    instance = serializers.CharField(help_text="What was asked for: the path and the query.")
    code = serializers.CharField(help_text="The error in one word that stays: invalid-parameter, not-found.")
    # The name is RFC 9457's. A Serializer has errors of its own, which nobody asks of this one.
    errors = ProblemEntrySerializer(many=True, required=False)  # type: ignore[assignment]

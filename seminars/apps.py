"""Where it was said: sources, series, seminars, and the words in which the sectors speak."""

from django.apps import AppConfig


class SeminarsConfig(AppConfig):
    name = "seminars"

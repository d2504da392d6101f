"""What was learned: findings, and all that bears on them."""

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    name = "findings"

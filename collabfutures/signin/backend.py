"""Accounts that may sign in."""

from typing import Any

from django.contrib.auth.backends import ModelBackend


class StaffBackend(ModelBackend):
    """Curators alone sign in. Who is no longer one is signed out by their next request, not when the session ends."""

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and user.is_staff

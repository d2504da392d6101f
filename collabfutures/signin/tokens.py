"""What a link to choose a password is bound to: it works once, and for the account as it was when it was made."""

from typing import Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator


class LinkTokens(PasswordResetTokenGenerator):
    """Django's own, which knows the mail address, and what the account may do: a promotion ends the link.

    allauth's writes each address down a second time, where nobody looks after it: a former one would still get links.
    """

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        groups = sorted(user.groups.values_list("pk", flat=True))
        rights = sorted(user.user_permissions.values_list("pk", flat=True))
        may = (user.is_superuser, user.is_staff, user.is_active, groups, rights)
        return f"{super()._make_hash_value(user, timestamp)}{may}"

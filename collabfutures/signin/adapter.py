"""What allauth asks the site: whether one may sign up, whose wrong passwords count together, how mail is sent."""

import logging
import smtplib
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest

logger = logging.getLogger(__name__)


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def _get_login_attempts_cache_key(self, request, **credentials):
        # By name alone, whoever knows the owner's name could keep the owner out from anywhere.
        where = truncate_ip(self.get_client_ip(request))
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{where}"

    def is_reauthentication_required(self, *, app: str = "") -> bool:
        """Not of somebody who gave a password or a code a few minutes ago, be it to sign in."""
        records = get_authentication_records(context.request, context.request.user)
        latest = max((record["at"] for record in records), default=0)
        return time.time() - latest > app_settings.REAUTHENTICATION_TIMEOUT

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """At this desk a success says that something was saved, and the form then forgets what it kept."""
        super().add_message(request, messages.INFO if level == messages.SUCCESS else level, *args, **kwargs)

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """A mail server that is away is no error of the page: whoever waits for the mail asks for a link instead."""
        if not settings.EMAIL_HOST:
            return
        try:
            super().send_mail(*args, **kwargs)
        except (smtplib.SMTPException, OSError):
            logger.exception("A mail about an account could not be sent.")

"""Tells a curator by mail what waits for them, where the site has a mail server; the first page says it in any case."""

import logging
import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import send_mail

logger = logging.getLogger(__name__)


def tell(user: Any, subject: str, text: str) -> None:
    """One mail. A server that refuses it, or is away, keeps nobody from their work."""
    if not settings.EMAIL_HOST or user is None or not user.email:
        return
    try:
        send_mail(" ".join(subject.split())[:150], text, None, [user.email])
    except (smtplib.SMTPException, OSError):
        logger.exception("A notice could not be sent.")

"""A link with which somebody chooses a password: the first one, or another in place of one that is forgotten."""

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.urls import reverse

from collabfutures.signin.sessions import end_sessions


def link_for(account: Any) -> str:
    """The path of the link. It works once, and for as many seconds as PASSWORD_RESET_TIMEOUT says."""
    key = default_token_generator.make_token(account)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(account), "key": key})


def forget_second_factor(account: Any) -> None:
    """For somebody who lost the telephone and the recovery codes; whoever has the telephone is out at once."""
    Authenticator.objects.filter(user=account).delete()
    end_sessions(account)

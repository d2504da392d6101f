"""Where a forgotten password begins."""

from allauth.account.forms import ResetPasswordForm


class ResetForm(ResetPasswordForm):
    """A link goes to curators alone, and to the address that stands with the account now."""

    def clean_email(self) -> str:
        email = super().clean_email()
        self.users = [user for user in self.users if user.is_staff and user.email.casefold() == email.casefold()]
        return email

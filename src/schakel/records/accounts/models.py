"""The account somebody signs in with, and the devices on which they did."""

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    """Makes accounts; an e-mail address is the same in capitals and in small letters."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An account; without a password one can only enter in another way (passkey, broker, a new password by mail)."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username or "")


class User(AbstractBaseUser):
    """An account. Names nobody but by e-mail; what a person is or may do stands elsewhere."""

    key = models.UUIDField("key", default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("e-mail", max_length=254, unique=True)
    language = models.CharField("language of mail", max_length=2, default="nl")
    is_active = models.BooleanField("may sign in", default=True)
    date_joined = models.DateTimeField("made", auto_now_add=True)
    fictional = models.BooleanField("made up", default=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = UserManager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_email")]
        verbose_name = "account"
        verbose_name_plural = "accounts"

    def __str__(self) -> str:
        return f"account {self.pk}"

    @property
    def actor(self) -> str:
        """How the audit trail names this account: a key that says nothing."""
        return f"account {self.key}"


class Device(models.Model):
    """A browser somebody is signed in with: what kind, since when. No address and no full user agent is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="devices", verbose_name="account")
    key = models.UUIDField("key", default=uuid.uuid4, unique=True, editable=False)
    browser = models.CharField("browser", max_length=40, blank=True)
    system = models.CharField("system", max_length=40, blank=True)
    started = models.DateTimeField("signed in")
    seen = models.DateTimeField("last seen")

    class Meta:
        ordering = ["-seen", "-pk"]
        verbose_name = "device"
        verbose_name_plural = "devices"

    def __str__(self) -> str:
        return f"device {self.pk}"

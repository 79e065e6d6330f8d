"""Staff for the admin's tests."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client


@pytest.fixture
def clerk(client: Client) -> Client:
    """A logged-in member of staff who may do everything with minutes, and nothing else."""
    user = User.objects.create_user("kontor", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="cases"))
    client.force_login(user)
    return client


@pytest.fixture
def onlooker(client: Client) -> Client:
    """A member of staff who may only look."""
    user = User.objects.create_user("gaest", is_staff=True)
    looking = Permission.objects.filter(
        content_type__app_label="cases", codename__startswith="view_"
    )
    user.user_permissions.set(looking)
    client.force_login(user)
    return client

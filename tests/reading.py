"""Pages as a reader gets them."""

from bs4 import BeautifulSoup
from django.test import Client


def page_of(client: Client, address: str) -> BeautifulSoup:
    """The page at an address, whatever its status."""
    return BeautifulSoup(client.get(address).content, "html.parser")

"""Which attachment a file is, by its name."""

import unicodedata

import pytest

from cases.importing.attachments import Likeness, match_files
from cases.models import Attachment

# As minutes print them, with names that look much alike.
TITLES = [
    "Borgerundersøgelse - Trivsel og Fremmøde 2024",
    "Borgerundersøgelse præsentation til udvalg",
    "Lindeskolen_oversigtskort",
    "aftale-om-reform-af-baeredygtig-transport",
    "2026-02-17 - Oplæg om ny reform",
    "2026-03-24 - Oplæg om ny reform",
    "Notat: Sammenligning af kommunernes indsats",
    "Nøgletalsrapport april 2026",
    "Nøgletalsrapport marts 2026",
    "Bilag til sag vedr. budgetforlig 2026",
    "Ansøgning fra Den Blå Mølle",
    "17. februar, oplæg",
]


def attachments(titles: list[str]) -> list[Attachment]:
    return [Attachment(pk=number, title=title) for number, title in enumerate(titles, start=1)]


def sure(name: str, titles: list[str] | None = None) -> str | None:
    match = match_files(attachments(titles or TITLES), [name])[0]
    return match.sure.title if match.sure else None


SURE = [
    ("Nøgletalsrapport april 2026.pdf", "Nøgletalsrapport april 2026"),
    ("nøgletalsrapport_APRIL_2026.PDF", "Nøgletalsrapport april 2026"),
    ("Noegletalsrapport april 2026.pdf", "Nøgletalsrapport april 2026"),
    (unicodedata.normalize("NFD", "Ansøgning fra Den Blå Mølle.docx"), "Ansøgning fra Den Blå Mølle"),
    ("Lindeskolen oversigtskort.png", "Lindeskolen_oversigtskort"),
    ("Aftale om reform af bæredygtig transport.pdf", "aftale-om-reform-af-baeredygtig-transport"),
    ("Bilag 1 - Nøgletalsrapport marts 2026.pdf", "Nøgletalsrapport marts 2026"),
    ("Pkt. 14 - Bilag nr. 2 - Nøgletalsrapport marts 2026.pdf", "Nøgletalsrapport marts 2026"),
    ("03 Nøgletalsrapport marts 2026 (1).pdf", "Nøgletalsrapport marts 2026"),
    ("Notat Sammenligning af kommunernes indsats.docx", "Notat: Sammenligning af kommunernes indsats"),
    ("2026-02-17 - Oplæg om ny reform.pptx", "2026-02-17 - Oplæg om ny reform"),
    ("2026_03_24_Oplæg_om_ny_reform.pptx", "2026-03-24 - Oplæg om ny reform"),
    ("Bilag til sag vedr. budgetforlig 2026.pdf", "Bilag til sag vedr. budgetforlig 2026"),
    ("mappe/under\\Ansøgning fra Den Blå Mølle.pdf", "Ansøgning fra Den Blå Mølle"),
    ("Borgerundersøgelse - Trivsel og Fremmøde 2024.pdf",
     "Borgerundersøgelse - Trivsel og Fremmøde 2024"),
    ("17. februar, oplæg.pdf", "17. februar, oplæg"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "title"), SURE)
def test_a_name_that_is_spelled_in_another_way_is_sure(name, title):
    assert sure(name) == title


@pytest.mark.parametrize(
    "name",
    [
        "Nøgletalsrapport maj 2026.pdf",
        "Oplæg om ny reform.pptx",
        "Borgerundersøgelse.pdf",
        "Ferieplan.pdf",
        "Bilag 1.pdf",
        "24. marts, oplæg.pdf",
    ],
)
def test_what_is_only_similar_is_never_sure(name):
    assert sure(name) is None


def test_similar_titles_are_suggested_likeliest_first():
    match = match_files(attachments(TITLES), ["Nogletalsrapport marts 2026 endelig.pdf"])[0]
    assert [one.attachment.title for one in match.candidates][:2] == [
        "Nøgletalsrapport marts 2026",
        "Nøgletalsrapport april 2026",
    ]
    assert {one.likeness for one in match.candidates} == {Likeness.SIMILAR}
    assert match_files(attachments(TITLES), ["Ferieplan.pdf"])[0].candidates == ()


def test_two_attachments_of_one_title_are_both_offered_and_none_is_sure():
    match = match_files(attachments(["Kort", "Kort", "Plan"]), ["kort.pdf"])[0]
    assert match.sure is None
    assert [one.attachment.pk for one in match.candidates] == [1, 2]


def test_two_files_that_claim_one_title_are_not_sure_unless_one_is_closer():
    matches = match_files(attachments(["Kort"]), ["Kort.pdf", "Kort.docx"])
    assert [match.sure for match in matches] == [None, None]
    closer = match_files(attachments(["Kort"]), ["Kort.pdf", "kort.docx"])
    assert [match.sure is not None for match in closer] == [True, False]


def test_titles_that_differ_by_their_number_are_told_apart_by_it():
    titles = ["Bilag 1 - Kort", "Bilag 2 - Kort"]
    assert sure("Bilag_2_-_kort.pdf", titles) == "Bilag 2 - Kort"
    assert sure("Kort.pdf", titles) is None


def test_thousands_of_titles_are_searched_at_once():
    many = attachments([f"Nøgletalsrapport nr. {n} for område {n % 97}" for n in range(3000)])
    names = [f"noegletalsrapport_nr_{n}_for_omraade_{n % 97}.pdf" for n in range(0, 3000, 15)]
    matches = match_files(many, names)
    assert [match.sure.pk - 1 for match in matches if match.sure] == list(range(0, 3000, 15))

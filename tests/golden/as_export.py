"""Minutes as SBSYS exports them: XML with the HTML of each field escaped."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from tests.golden.as_html import part_as_html
from tests.golden.model import Item, Minutes, Section

# ParticipationStatusAsValue and AsText, as SBSYS names them.
_PRESENT, _ABSENT, _DEPUTY = ("1", "Deltager"), ("2", "Afbud"), ("4", "Stedfortræder")


def sbsys(minutes: Minutes) -> bytes:
    """A `Publication` of the one meeting."""
    root = Element("Publication")
    _text(root, PublicationTypeAsValue="3", PublicationTypeAsText="Referat")
    agenda = SubElement(SubElement(root, "Agendas"), "Agenda", ID="311")
    facts = minutes.facts
    assert facts is not None
    _text(SubElement(agenda, "Committee", ID="17"), Name=facts.committee)
    meeting = SubElement(agenda, "Meeting", ID="1204")
    _text(
        meeting,
        When=f"{facts.start:%d-%m-%Y %H:%M:%S}",
        Until=f"{facts.end:%d-%m-%Y %H:%M:%S}",
    )
    _text(meeting, Where=facts.place)
    members = SubElement(meeting, "Members")
    for names, status in (
        (facts.present, _PRESENT),
        (facts.absent, _ABSENT),
        (facts.deputies, _DEPUTY),
    ):
        for name in names:
            _member(members, name, status)
    items = SubElement(agenda, "Items")
    for item in minutes.items:
        _item(items, item)
    indent(root, " ")
    return tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _text(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = text


def _member(members: Element, name: str, status: tuple[str, str]) -> None:
    member = SubElement(members, "MeetingMember")
    _text(
        member,
        Name=name,
        ParticipationStatusAsValue=status[0],
        ParticipationStatusAsText=status[1],
        ParticipationNote="",
    )


def _item(items: Element, item: Item) -> None:
    entry = SubElement(items, "Item", ID=f"9{item.number}", Nummer=str(item.number))
    _text(entry, Caption=item.title, IsPublic=str(not item.closed))
    _text(entry, CaseNumber=item.journal_number, Caseworker=item.caseworker)
    fields, history = SubElement(entry, "Fields"), SubElement(entry, "ItemHistory")
    for number, section in enumerate(item.sections, start=1):
        parent = history if section.before else fields
        field = SubElement(parent, "ItemField", ID=str(number))
        caption = "Beslutning" if section.before else section.heading
        _text(field, Caption=caption, HasContent="True", Content=_content(section))
        if section.before:
            body, day = section.before
            details = SubElement(field, "MeetingDetails")
            _text(details, CommitteeName=body, MeetingDueDate=f"{day}T00:00:00")
    enclosures = SubElement(entry, "Enclosures")
    for title, file in item.files:
        enclosure = SubElement(enclosures, "Enclosure")
        path = f"Bilag\\{item.number}\\{file}"
        _text(enclosure, Name=title, IsProtected="False", InstantiationFilePathRelative=path)


def _content(section: Section) -> str:
    return "".join(map(part_as_html, section.parts))

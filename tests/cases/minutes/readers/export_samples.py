"""Exports of made-up meetings, as each system writes them."""

import json

PUBLICATION = """<?xml version="1.0" encoding="utf-8"?>
<Publication><PublicationTypeAsValue>3</PublicationTypeAsValue>
<Agendas><Agenda ID="12"><Committee ID="4"><Name>Teknisk Udvalg</Name></Committee>
<Meeting ID="9"><When>2/17/2026 1:30:00 PM</When><Until>2/17/2026 4:05:00 PM</Until>
<Where>Lokale 1</Where><Members>
<MeetingMember><Name>Ane Holm (A)</Name><ParticipationStatusAsValue>1</ParticipationStatusAsValue>
<ParticipationStatusAsText>Deltager</ParticipationStatusAsText></MeetingMember>
<MeetingMember><Name>Bo Berg (V)</Name><ParticipationStatusAsValue>2</ParticipationStatusAsValue>
<ParticipationStatusAsText>Afbud</ParticipationStatusAsText></MeetingMember>
<MeetingMember><Name>Carl Dam (V)</Name><ParticipationStatusAsText>Stedfortræder</ParticipationStatusAsText>
<ParticipationNote>for Bo Berg</ParticipationNote></MeetingMember></Members></Meeting>
<Items><Item ID="1" Nummer="7"><Caption>Ny cykelsti &amp; bro</Caption><IsPublic>True</IsPublic>
<CaseNumber>05.01.00-P20-12-24</CaseNumber><Fields>
<ItemField ID="1"><Caption>Resume</Caption><HasContent>True</HasContent>
<Content>&lt;p&gt;Skolen &amp;oslash;nsker en sti.&lt;/p&gt;</Content></ItemField>
<ItemField ID="2"><Caption>Kommunikation</Caption><Content><![CDATA[<table><tr><td>DIR</td><td>TEK</td>
<td>BYR</td></tr><tr><td></td><td>X</td><td></td></tr></table>]]></Content></ItemField>
<ItemField ID="3"><Caption>Indstilling</Caption><Content><p>Direktøren for Teknik indstiller,</p>
<p>at udvalget godkender:</p><ul><li>at stien anlægges</li></ul></Content></ItemField>
<ItemField ID="4"><Caption>Beslutning</Caption><Content>Godkendt.

Udvalget ønsker en status.</Content></ItemField>
<ItemField ID="5"><Caption>Miljø</Caption><Content>Ingen påvirkning.</Content></ItemField></Fields>
<ItemHistory><ItemField ID="6"><Caption>Beslutning</Caption><Content>Anbefales.</Content><MeetingDetails>
<CommitteeName>Ældrerådet</CommitteeName><MeetingDueDate>2026-02-03T00:00:00</MeetingDueDate>
</MeetingDetails></ItemField><ItemField ID="7"><Caption>Beslutning</Caption><Content>Udsat.</Content>
<MeetingDetails><CommitteeName>Teknisk Udvalg</CommitteeName><MeetingDueDate>2026-01-13T00:00:00
</MeetingDueDate></MeetingDetails></ItemField></ItemHistory>
<Enclosures><Enclosure><Name>Kort</Name><IsProtected>False</IsProtected>
<InstantiationFilePathRelative>Bilag\\7\\kort.pdf</InstantiationFilePathRelative></Enclosure>
<Enclosure><Name>Lodsejere</Name><IsProtected>True</IsProtected></Enclosure></Enclosures></Item>
<Item><Caption>Salg af grund</Caption><Number>8</Number><IsPublic>False</IsPublic></Item>
<Item><Caption>Eventuelt</Caption><Number>9</Number></Item>
</Items></Agenda></Agendas></Publication>"""

DAGSORDEN = """<?xml version="1.0" encoding="iso-8859-1"?>
<Dagsorden DagsordenID="4" Åben="true" Dagsordentype="Referat">
<Møde MødeID="2" Udvalg="Miljøudvalget" UdvalgID="1" Mødedato="27. august 2018" Mødetid="16:00"
 Mødeslutdato="27. august 2018" Mødesluttid="18:30" Mødested="Rådhuset"/>
<Dagsordenpunkter><Dagsordenpunkt DagsordenpunktID="1" Åbent="true" Nummer="12">
<Overskrift>Støj fra vejen</Overskrift><Indhold>
<Sagsfremstilling>&lt;p&gt;Støjen er målt.&lt;/p&gt;</Sagsfremstilling>
<Forvaltningens_x0020_indstilling>Forvaltningen indstiller, at udvalget godkender målingen.
</Forvaltningens_x0020_indstilling><Beslutning>Godkendt.</Beslutning></Indhold>
<Bilagsliste><Bilag BilagID="1" Navn="Måling" MaaPubliceres="true" BilagUrl="Bilag/maaling.pdf"/>
<Bilag BilagID="2" Navn="Navne" MaaPubliceres="false" BilagUrl="Bilag/navne.pdf"/></Bilagsliste>
</Dagsordenpunkt></Dagsordenpunkter></Dagsorden>"""

EDOC = """<?xml version="1.0" encoding="utf-8"?>
<Meeting><Committee>Økonomiudvalget</Committee><MeetingDate>17-02-2026 13:30:00</MeetingDate>
<MeetingState>Referat endeligt godkendt</MeetingState><MeetingAgendaTypes>
<MeetingAgendaType><AgendaType>Åben dagsorden</AgendaType><MeetingAgendaItems>
<MeetingAgendaItem><AgendaItemNumber>2</AgendaItemNumber><Document documentid="77">
<Title>Budgetopfølgning</Title><Summary>Kort om sagen.</Summary><CaseWorker>Ane Holm</CaseWorker>
<PublishingType>SKAL PUBLICERES</PublishingType><Attachments><Attachment attachmentid="1">
<Title>Oversigt</Title><PDFDocument>C:\\eksport\\oversigt 1.pdf</PDFDocument></Attachment></Attachments>
</Document><AgendaItem><AgendaItemType>Til godkendelse</AgendaItemType></AgendaItem>
<FullText>Resume
En anden og længere tekst.

Sagsfremstilling
Økonomien er god.

Indstilling
Kommunaldirektøren indstiller,
at budgetopfølgningen godkendes.

Beslutning
Godkendt.</FullText></MeetingAgendaItem>
<MeetingAgendaItem><AgendaItemNumber>1</AgendaItemNumber><Document><Title>Dagsordenen</Title></Document>
<FullText>&lt;p&gt;&lt;b&gt;Beslutning&lt;/b&gt;&lt;/p&gt;&lt;p&gt;Godkendt.&lt;/p&gt;</FullText>
</MeetingAgendaItem></MeetingAgendaItems></MeetingAgendaType>
<MeetingAgendaType><AgendaType>Lukket dagsorden</AgendaType><MeetingAgendaItems><MeetingAgendaItem>
<AgendaItemNumber>3</AgendaItemNumber><Document><Title>Køb af grund</Title>
<PublishingType>SKAL PUBLICERES</PublishingType></Document></MeetingAgendaItem></MeetingAgendaItems>
</MeetingAgendaType></MeetingAgendaTypes></Meeting>"""

FUJITSU = """<?xml version="1.0"?>
<Root xmlns:e="http://www.fujitsu.dk/agenda/xml/schemas/2009/03/31/">
<e:OutputTypeEnumName>Agenda</e:OutputTypeEnumName><e:OutputFilterIsPublic>true</e:OutputFilterIsPublic>
<e:Committee><e:Name>Byrådet</e:Name><e:Meeting><e:MeetingDateTime>2026-02-17T17:00:00</e:MeetingDateTime>
<e:MeetingLocation>Byrådssalen</e:MeetingLocation><e:MeetingParticipants>
<e:MeetingParticipant><e:Name>Ane Holm</e:Name><e:Participate>true</e:Participate></e:MeetingParticipant>
<e:MeetingParticipant><e:Name>Bo Berg</e:Name><e:Participate>false</e:Participate></e:MeetingParticipant>
</e:MeetingParticipants><e:Agenda><e:AgendaElements><e:AgendaElement>
<e:AccessIsPublic>true</e:AccessIsPublic><e:HandlingItem><e:Title>Lokalplan 12</e:Title>
<e:SerialNo>5</e:SerialNo><e:CaseNumber>01.02.05-P16-3-25</e:CaseNumber><e:CasePresentations>
<e:CasePresentation><e:Title>Resume</e:Title><e:Content>&lt;p&gt;Kort.&lt;/p&gt;</e:Content>
</e:CasePresentation></e:CasePresentations><e:Attachments><e:Attachment><e:Title>Kort</e:Title>
<e:Link>docs\\kort.pdf</e:Link></e:Attachment></e:Attachments></e:HandlingItem></e:AgendaElement>
</e:AgendaElements></e:Agenda></e:Meeting></e:Committee></Root>"""

ACADRE = """<?xml version="1.0" encoding="utf-8"?><export>
<table name="producedAgenda"><fields><field sysid="9" publish="1" accessid="1" type="2"
 filesfolder="Files_1_2" xmlfilename="2.xml"/></fields></table>
<table name="agenda"><fields><field name="sysid">2</field></fields>
<table name="meeting"><fields><field name="name">Møde i Børneudvalget</field>
<field name="date">2026-02-17T14:00:00</field><field name="finish">2026-02-17T16:00:00</field>
<field name="location">Lokale 5</field></fields></table>
<table name="committee"><fields><field name="name">Børneudvalget</field></fields>
<table name="commember"><table name="member"><fields><field name="name">Ida Krogh</field></fields></table>
</table></table>
<table name="agendaitemparents"><fields><field name="sort">2</field></fields><table name="agendaitem">
<fields><field name="name">Ny skole</field><field name="access">1</field>
<field name="caseno">25/118</field></fields>
<table name="bullet"><fields><field name="bulletname">Sagsfremstilling</field>
<field name="bulletcontent"><![CDATA[<p>Skolen er <b>god</b>.</p><ul><li>et</li></ul>]]></field></fields>
</table><table name="bullet"><fields><field name="bulletname">Beslutning</field>
<field name="bulletcontent">Godkendt.</field></fields></table>
<table name="enclosure"><fields><field name="name">Tegning</field><field name="filename">T1.PDF</field>
<field name="access">1</field></fields></table>
<table name="enclosure"><fields><field name="name">Løn</field><field name="access">2</field></fields></table>
</table></table>
<table name="agendaitemparents"><fields><field name="sort">1</field></fields><table name="agendaitem">
<fields><field name="name">Personalesag</field><field name="access">2</field></fields></table></table>
</table></export>"""

FIRST_AGENDA = {
    "Id": "5f0c",
    "Udvalg": {"Id": "1", "Navn": "Teknisk Udvalg"},
    "Moede": {
        "Id": "00000000-0000-0000-0000-000000000000",
        "Dato": "2025-10-01T15:45:00+02:00",
        "Sted": "Udvalgsværelse 3",
        "Navn": "Referat",
        "Moededeltagere": [{"Navn": "Ane Holm"}, {"Navn": "Bo Berg", "Afbud": True}],
    },
    "TillaegsDagsorden": False,
    "Dagsordenpunkter": [
        {
            "Punktnummer": "2",
            "Navn": "Ny plan",
            "SagsNummer": "EMN-2025-009",
            "IsOpen": True,
            "Felter": [
                {
                    "Navn": None,
                    "Html": "<div><h3>Beslutninger</h3><span class='resume'><div>Godkendt.</div></span>"
                    "<h3></h3><span class='resume'><div>Planen har været i høring.</div></span>"
                    "<h3>Resume</h3><span class='resume'><div>Der er 12 svar.</div></span></div>",
                }
            ],
            "Bilag": [{"Id": "b", "Navn": "Bilag 1: Plan", "Order": 1}],
        },
        {
            "Punktnummer": "1",
            "Navn": "Personalesag",
            "IsOpen": False,
            "Felter": None,
            "Bilag": None,
        },
    ],
}


def as_json_file(content: object) -> bytes:
    """The bytes of a saved answer."""
    return json.dumps(content, ensure_ascii=False).encode()

from django.db import migrations

# Words of Danish municipalities that mean the same, so that search knows them from the first day.
# Staff add, change and remove their own in the admin.
SYNONYMS = (
    "STU | særligt tilrettelagt ungdomsuddannelse",
    "FGU | forberedende grunduddannelse",
    "EGU | erhvervsgrunduddannelse",
    "IGU | integrationsgrunduddannelse",
    "EUD | erhvervsuddannelse",
    "PAU | pædagogisk assistentuddannelse",
    "AMU | arbejdsmarkedsuddannelse",
    "AVU | almen voksenuddannelse",
    "FVU | forberedende voksenundervisning",
    "VEU | voksen- og efteruddannelse",
    "UU | Ungdommens Uddannelsesvejledning",
    "KUI | kommunal ungeindsats",
    "PPR | pædagogisk psykologisk rådgivning",
    "SSP | skole, socialforvaltning og politi",
    "SFO | skolefritidsordning",
    "BPA | borgerstyret personlig assistance",
    "sosu-assistent | social- og sundhedsassistent",
    "sosu-hjælper | social- og sundhedshjælper",
    "KL | Kommunernes Landsforening",
    "RAR | Regionalt Arbejdsmarkedsråd",
    "STAR | Styrelsen for Arbejdsmarked og Rekruttering",
    "PLO | Praktiserende Lægers Organisation",
    "KKR | kommunekontaktråd",
    "DH | Danske Handicaporganisationer",
    "UDK | Udbetaling Danmark",
    "CVR | Centrale Virksomhedsregister",
    "DUT | udvidede totalbalanceprincip",
    "GDPR | databeskyttelsesforordningen",
    "APV | arbejdspladsvurdering",
    "AMR | arbejdsmiljørepræsentant",
    "byråd | kommunalbestyrelse",
    "ældreråd | seniorråd",
    "plejehjem | plejecenter",
    "forsorgshjem | herberg",
    "misbrugsbehandling | rusmiddelbehandling",
    "trivselsmåling | trivselsundersøgelse",
    "genbrugsplads | genbrugsstation",
    "ladestander | ladestation",
    "kunstgræsbane | kunststofbane",
    "corona | covid | coronavirus",
    "udvalgsmøde | udvalgsråd | udvalgmøde | udvalgsrådsmøde",
    "sygefravær | sygefravør",
    "sygefraværsanalyse | sygefravørsanalyse",
    "arbejdsløs | ledig",
    "kontanthjælp | socialhjælp | bistandshjælp",
    "besparelse | nedskæring",
    "daginstitution | børnehave",
    "daginstitution | vuggestue",
    "danskuddannelse | sprogskole | sprogcenter",
    "stofindtagelsesrum | fixerum",
    "misbrug | rusmiddelbrug | rusmiddelforbrug",
    "videoovervågning | tv-overvågning | kameraovervågning",
    "vejbelysning | gadebelysning | gadelys",
    "vintertjeneste | snerydning",
    "vintertjeneste | saltning",
    "læge | doktor",
    "afskedigelse | fyring",
    "renovation | skraldeafhentning | affaldsindsamling",
    "funktionsnedsættelse | handicap",
    "tandpleje | tandlæge",
    "hjemløs | boligløs",
    "dimittend | nyuddannet",
    "trafiksikkerhed | færdselssikkerhed",
)


def add_synonyms(apps, schema_editor):
    synonyms = apps.get_model("cases", "Synonym").objects.using(schema_editor.connection.alias)
    for row in SYNONYMS:
        synonyms.get_or_create(words="\n".join(row.split(" | ")))


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_search_index")]
    operations = [migrations.RunPython(add_synonyms, migrations.RunPython.noop)]

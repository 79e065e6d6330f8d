"""Promises in sentences of many municipalities' styles, and sentences that only look like promises."""

import datetime as dt
import json
from pathlib import Path

import pytest

from cases.minutes.commitments import CommitmentKind, ParsedCommitment, find_commitments
from cases.minutes.parser import read_minutes
from cases.minutes.passages import Setting

HERE = Setting("Teknik- og Miljøudvalget", dt.date(2025, 5, 13), 7)

RETURNS, STEP = CommitmentKind.CASE_RETURNS, CommitmentKind.PROCESS_STEP
ACTION, TASK = CommitmentKind.COMMITTEE_ACTION, CommitmentKind.ADMINISTRATION_TASK
OTHER, EXECUTION = CommitmentKind.OTHER_BODY, CommitmentKind.EXECUTION
AWAITS, DEADLINE = CommitmentKind.AWAITS, CommitmentKind.DEADLINE


def _find(text: str, section: str) -> list[ParsedCommitment]:
    texts = {section: text}
    if section == "recommendation":
        texts["decision-1"] = "Indstillingen blev tiltrådt."
    found = find_commitments(texts, HERE)
    for row in found:
        passage = row.passage
        assert texts[passage.section][passage.start : passage.end] == passage.words
    return found


IN_CASE_TEXT = [
    ("Sagen forelægges udvalget igen den 10. juni 2025.", RETURNS, "2025-06-10"),
    ("Udvalget vil på mødet i august blive præsenteret for en samlet plan.", RETURNS, "2025-08"),
    (
        "En evaluering af ordningen fremlægges på udvalgsmødet den 2. september.",
        RETURNS,
        "2025-09-02",
    ),
    ("Forvaltningen vender tilbage til udvalget med et konkret forslag.", RETURNS, None),
    ("Punktet genoptages på det næste møde i udvalget.", RETURNS, None),
    ("Der gives en status på arbejdet på et senere udvalgsmøde.", RETURNS, None),
    ("Der forelægges en ny sag for udvalget efter sommerferien.", RETURNS, None),
    ("Forslaget forventes behandlet politisk i 3. kvartal 2025 i udvalget.", RETURNS, None),
    ("Udvalget drøfter temaet igen på mødet den 17/6-2025.", RETURNS, "2025-06-17"),
    ("Et revideret udkast drøftes på udvalgsrådet i juni.", RETURNS, "2025-06"),
    (
        "Udvalget besluttede i marts, at der på næste udvalgs møde skulle gives en orientering om cykelpuljen.",
        RETURNS,
        None,
    ),
    (
        "Der arbejdes på en plan med henblik på endelig godkendelse på udvalgsmødet den 12. august 2025.",
        RETURNS,
        "2025-08-12",
    ),
    (
        "Budgetforslaget sendes videre og behandles i Økonomiudvalget den 2. juni 2025.",
        OTHER,
        "2025-06-02",
    ),
    (
        "Lokalplanen forventes endeligt vedtaget i Byrådet i oktober 2025.",
        OTHER,
        "2025-10",
    ),
    ("Sagen forelægges herefter Kommunalbestyrelsen til endelig vedtagelse.", OTHER, None),
    (
        "Sagen behandles i Børne- og Skoleudvalget den 3. juni 2025 og i Byrådet den 24. juni 2025.",
        OTHER,
        "2025-06-03",
    ),
    (
        "Redegørelsen skal indsendes til ministeriet senest den 1. juli 2025.",
        DEADLINE,
        "2025-07-01",
    ),
    ("Forslaget sendes i høring frem til den 20. juni.", DEADLINE, "2025-06-20"),
    ("Regnskabet skal afleveres til revisionen inden udgangen af juni 2025.", DEADLINE, "2025-06"),
    ("Stillingtagen til broen afventer en ny tilstandsrapport.", AWAITS, None),
    ("Forvaltningen afventer Vejdirektoratets afgørelse.", AWAITS, None),
    ("Projektet er sat på hold, og sagen stilles i bero, til tilskuddet er givet.", AWAITS, None),
    ("Der afventes svar fra Region Syddanmark.", AWAITS, None),
    ("Næste skridt: Forvaltningen indhenter tre tilbud.", TASK, None),
    ("**Næste skridt:** Der arbejdes videre med model B.", TASK, None),
    ("Næste skridt: Sagen forelægges udvalget den 10. juni 2025.", RETURNS, "2025-06-10"),
    ("Videre proces: Beslutningen afventer budgetforhandlingerne.", AWAITS, None),
    ("Udvalget planlægger en studietur til Assens i september.", ACTION, "2025-09"),
    ("Anlægsarbejdet påbegyndes den 4. august 2025.", EXECUTION, "2025-08-04"),
    ("Opgaven udbydes i juni 2025.", EXECUTION, "2025-06"),
    ("Endelig vedtagelse forventes i Kommunalbestyrelsen i november 2025.", OTHER, "2025-11"),
    ("Administrationen forelægger et nyt forslag i august 2025.", RETURNS, "2025-08"),
    ("I september forelægges et udkast til takster for udvalget.", RETURNS, "2025-09"),
    ("Resultaterne præsenteres for udvalget i oktober.", RETURNS, "2025-10"),
    ("Der afrapporteres til udvalget i første kvartal 2026.", RETURNS, None),
    ("Evalueringen forelægges udvalget ultimo 2025.", RETURNS, None),
    ("Udvalget får en status på arbejdet om et halvt år.", RETURNS, "2025-11"),
    ("Tilbagemelding gives på mødet den 10. juni.", RETURNS, "2025-06-10"),
    ("Kommunen har frist til den 1. juli 2025 til at svare.", DEADLINE, "2025-07-01"),
    ("Medlemmerne bedes sende forslag til emner inden den 1. juni 2025.", DEADLINE, "2025-06-01"),
    (
        "Forslag til takster sendes i høring hos Ældrerådet med frist den 3. juni 2025.",
        DEADLINE,
        "2025-06-03",
    ),
    ("Udvalget besluttede at genoptage sagen på mødet den 10. juni 2025.", RETURNS, "2025-06-10"),
    ("Forvaltningen fremlægger et katalog på augustmødet i udvalget.", RETURNS, "2025-08"),
    ("Udvalget får forelagt en kystplan på septembermødet.", RETURNS, "2025-09"),
    ("Byrådet får en redegørelse om halvandet år.", OTHER, "2026-11"),
    (
        "Centret følger op på tilsynet og orienterer udvalget, når påbuddene er gennemført.",
        RETURNS,
        None,
    ),
    (
        "Forvaltningen skal sende en redegørelse til Miljøstyrelsen senest den 3. november 2025.",
        DEADLINE,
        "2025-11-03",
    ),
]

IN_DECISIONS = [
    ("Sagen blev udsat.", RETURNS, None),
    ("Udsat til næste møde.", RETURNS, None),
    ("Sagens behandling udsættes til mødet den 10. juni 2025.", RETURNS, "2025-06-10"),
    ("Godkendt, idet sagen forelægges igen, når prisen kendes.", RETURNS, None),
    ("Forvaltningen vender tilbage med en ny sag.", RETURNS, None),
    ("Punktet genoptages.", RETURNS, None),
    ("Sagen sendes tilbage til forvaltningen.", RETURNS, None),
    ("Udvalget ønsker en redegørelse for trafikken ved skolen.", TASK, None),
    ("Udvalget bad forvaltningen om at undersøge alternative placeringer.", TASK, None),
    ("Teknik- og Miljøudvalget anmoder forvaltningen om et notat.", TASK, None),
    ("Der udarbejdes et notat om økonomien.", TASK, None),
    ("Tiltrådt. Forvaltningen undersøger muligheden for et fortov.", TASK, None),
    ("Der følges op på sagen i dialog med borgerne.", TASK, None),
    ("Notatet eftersendes til udvalget.", TASK, None),
    ("Det blev aftalt, at administrationen udarbejder et nyt oplæg.", TASK, None),
    ("Udvalget besøger genbrugspladsen den 5. juni 2025.", ACTION, "2025-06-05"),
    ("Der rettes henvendelse til ministeren.", ACTION, None),
    ("Der afholdes et dialogmøde med grundejerforeningen.", ACTION, None),
    ("Formanden inviterer lodsejerne til et møde.", ACTION, None),
    ("Projektet igangsættes straks.", EXECUTION, None),
    ("Ordningen iværksættes hermed.", EXECUTION, None),
    ("Sagen oversendes til Økonomiudvalget.", OTHER, None),
    ("Sagen afventer lokalplanen.", AWAITS, None),
    ("Udvalget ønsker sagen genoptaget på et kommende møde.", RETURNS, None),
    ("Udvalget ønsker en status på indsatsen i marts 2026.", TASK, "2026-03"),
    ("Udvalget fortsætter drøftelsen på næste møde.", RETURNS, None),
    ("Sagen sættes på dagsordenen til mødet i juni.", RETURNS, "2025-06"),
    ("Udvalget tager på besigtigelse i juni.", ACTION, "2025-06"),
    ("Fremsendes til Børn og Unge-udvalget.", OTHER, None),
    ("Beslutningen udskydes.", RETURNS, None),
    ("Forsøget med fartbump evalueres om to år.", RETURNS, "2027-05"),
    ("Aftalen gælder et år og tages op til vurdering i april 2026.", RETURNS, "2026-04"),
    ("Kriterierne revurderes efter sommerferien.", RETURNS, None),
    ("Udvalget ønsker en status om et halvt år.", TASK, "2025-11"),
    (
        "Sagen genoptages, når målingen foreligger, dog senest i oktober 2025.",
        RETURNS,
        "2025-10",
    ),
    ("Udvalget beder Økonomiudvalget om en tillægsbevilling.", OTHER, None),
]

IN_RECOMMENDATIONS = [
    (
        "Forvaltningen indstiller\n\nat forvaltningen udarbejder en handleplan for støj.",
        TASK,
        None,
    ),
    ("Direktøren indstiller,\n\n- at der arbejdes videre med forslag B.", TASK, None),
    (
        "Det indstilles\n\nat sagen forelægges udvalget igen på mødet den 10. juni 2025.",
        RETURNS,
        "2025-06-10",
    ),
]

HITS = [
    *(("case_text", *row) for row in IN_CASE_TEXT),
    *(("decision-1", *row) for row in IN_DECISIONS),
    *(("recommendation", *row) for row in IN_RECOMMENDATIONS),
]


@pytest.mark.parametrize(("section", "text", "kind", "due"), HITS)
def test_a_promise_is_found_with_its_kind_and_its_day(section, text, kind, due):
    (row,) = _find(text, section)
    printed = row.due and (f"{row.due:%Y-%m}" if row.due_is_month else row.due.isoformat())
    assert (row.kind, printed) == (kind, due)


TRAPS = [
    # told in the past
    ("case_text", "Sagen blev behandlet på udvalgsmødet den 8. april 2025."),
    ("case_text", "På mødet den 3. juni blev udvalget orienteret om støj."),
    ("case_text", "Udvalget fik på det efterfølgende møde en status."),
    ("case_text", "Planen blev den 4. juni 2026 2. behandlet og godkendt i Byrådet."),
    ("case_text", "Punktet blev udsat på sidste møde."),
    ("case_text", "Byrådet har i 2024 afventet en afgørelse."),
    ("case_text", "Ansøgningen skulle være indsendt inden den 1. marts 2025."),
    # this very meeting
    ("case_text", "Udvalget præsenteres på mødet for resultaterne."),
    ("case_text", "På mødet den 13. maj 2025 drøfter udvalget retningen."),
    ("case_text", "Sagen forelægges udvalget igen med henblik på endelig godkendelse."),
    ("case_text", "Der vil være mulighed for spørgsmål på mødet i udvalget."),
    ("summary", "Med dette punkt orienteres udvalget om status for cykelstierne."),
    # what is always done
    ("case_text", "Rapporten forelægges udvalget hver måned og næste gang i juni."),
    ("case_text", "Tilskuddet udbetales kvartalsvis forud og reguleres i juli."),
    ("case_text", "Nøgletallene forelægges udvalget løbende på kommende møder."),
    ("case_text", "Ansøgninger skal sendes senest den 1. oktober hvert år."),
    # expectations about the world, and laws
    ("case_text", "Økonomiaftalen forventes at foreligge i juni."),
    ("case_text", "Lovforslaget forventes behandlet i Folketinget i oktober 2025."),
    ("case_text", "Loven træder i kraft den 1. juli 2025."),
    ("case_text", "Efter lovens § 4 skal planen være vedtaget senest den 1. januar 2026."),
    ("case_text", "Trafikken forventes at stige frem til 2030."),
    ("case_text", "Fra august 2025 kan kommunerne selv beslutte taksten."),
    # ideas and possibilities
    ("case_text", "Det foreslås, at sagen genoptages på mødet den 10. juni 2025."),
    ("case_text", "Forvaltningen anbefaler, at der arbejdes videre med model A."),
    ("case_text", "Udvalget kan på et senere møde tage stilling til en udvidelse."),
    ("case_text", "Sagen kan eventuelt forelægges udvalget igen i efteråret."),
    ("case_text", "Næste skridt: Det anbefales, at der ikke arbejdes videre med forslaget."),
    ("case_text", "Næste skridt: Ingen."),
    ("case_text", "Skal sagen behandles igen på mødet den 10. juni 2025?"),
    # days of what the case is about
    ("case_text", "Udvalget orienteres om konferencen den 22. september 2025."),
    ("case_text", "Forslaget om lukkedage i juli 2025 forelægges udvalget."),
    ("case_text", "Udvalget drøfter nøgletal for juni 2025."),
    ("case_text", "Punktet er en opfølgning på spørgsmål fra mødet i juni."),
    ("decision-1", "Udvalget godkender, at vejen lukkes den 5. juni 2025."),
    ("decision-1", "Udvalget godkendte, at lukkedagene holdes den 5. juni 2025."),
    ("recommendation", "Det indstilles\n\nat udvalget godkender takster fra den 1. juli 2025."),
    (
        "recommendation",
        "Det indstilles\n\nat udvalget godkender planen, så den træder i kraft den 1. februar 2026, og"
        " sender den til orientering i Ældrerådet.",
    ),
    ("case_text", "Kommende møder i udvalget: 10. juni 2025 og 12. august 2025."),
    ("case_text", "Næste møde afholdes den 10. juni 2025."),
    ("summary", "Formanden orienterer om nye møder i vandrådet."),
    ("case_text", "Aftalen løber frem til den 31. december 2025."),
    ("case_text", "Tilskuddet kan søges frem til den 1. september 2025."),
    ("case_text", "Planen var i høring frem til den 20. april."),
    ("decision-1", "Borgmesteren bemyndiges til at underskrive aftalen inden den 1. juni 2025."),
    ("decision-1", "Der gives en anlægsbevilling på 2 mio. kr. i juni 2025."),
    # deadlines of others, and of the law for everybody
    ("case_text", "Høringssvar skal være afgivet inden den 30. juni 2025."),
    ("case_text", "Fristen for indsigelser er den 6. juni 2025."),
    ("case_text", "Klubberne skal melde deres træningstider ind senest den 1. juni 2025."),
    ("case_text", "Ejerne af husene skal senest den 1. september 2025 søge om tilladelse."),
    ("case_text", "Gruppernes budgetønsker skal være indleveret senest den 22. august 2025."),
    ("case_text", "Ansøgere har frist til den 1. september 2025."),
    ("case_text", "Opgørelsen skal være indsendt til Kulturministeriet senest 15. november."),
    ("case_text", "Museumslovens § 12 kræver, at planen sendes ind inden den 1. oktober 2025."),
    (
        "case_text",
        "Ifølge regnskabsbekendtgørelsen skal tallene være afsluttet senest den 1. juni.",
    ),
    (
        "case_text",
        "Efter folkeskoleloven skal ændringen være vedtaget i Byrådet senest den 1. december 2025.",
    ),
    # what an earlier committee did, on a day without its year
    ("case_text", "Det daværende udvalg nåede at drøfte vejen på mødet den 10. juni."),
    ("case_text", "På junimødet blev udvalget orienteret om støj."),
    # the budget talks have no agenda on which it could be seen to come back
    ("decision-1", "Sagen oversendes til budgetforhandlingerne for 2026."),
    ("case_text", "Lejeaftalen udløber om to år."),
    # denied
    ("case_text", "Sagen forelægges ikke udvalget igen i juni."),
    ("decision-1", "Der arbejdes ikke videre med forslaget."),
    ("decision-1", "Udvalget ønsker ikke en yderligere undersøgelse."),
    # events, invitations and times of their own
    ("case_text", "Konferencen afholdes den 22. september 2025 i Fredericia."),
    ("case_text", "Tilmelding til kurset skal ske senest den 1. juni 2025."),
    ("case_text", "Udstillingen præsenteres den 3. juni 2025 på biblioteket."),
    ("case_text", "Foreningen planlægger et arrangement den 14. juni 2025."),
    ("case_text", "Projektet blev vist på et borgermøde den 3. april 2025."),
    ("case_text", "Der afholdes valg den 18. november 2025."),
    ("case_text", "Budgetopfølgningen er foretaget pr. 31. maj 2025."),
    ("case_text", "- Temamøde i Odense den 4. juni 2025\n- Temamøde i Vejle den 5. juni 2025"),
    ("case_text", "Invitationer:\n\n- Den 4. juni 2025: Temadag i Odense"),
    # others than the committee and its administration
    ("case_text", "Beboerne ønsker en legeplads på arealet."),
    ("case_text", "Der er 14 borgere, der afventer en bolig i kommunen."),
    ("case_text", "Borgere, som vender tilbage til arbejdsmarkedet, tilbydes et kursus."),
    ("case_text", "Afstanden er øget, og forvaltningen arbejder på en plan for området."),
    ("case_text", "Maj Holm orienterer om sit arbejde i udvalget."),
    ("case_text", "### Sagen behandles i Byrådet den 24. juni 2025"),
    # decisions that ask for nothing
    ("decision-1", "Orienteringen blev taget til efterretning."),
    ("decision-1", "Udvalget drøftede sagen."),
    ("decision-1", "Udvalget ønsker at takke forvaltningen for arbejdet."),
    ("decision-1", "Liste Ø ønsker ført til protokol, at forvaltningen skal følge sagen."),
    ("decision-1", "Ole Bak (V) ønsker, at der udarbejdes et notat."),
    ("decision-1", "Støj er et problem for udsatte borgere."),
    ("decision-1", "Udvalget blev orienteret om, at skolen er udsat for hærværk."),
    ("decision-1", "Indstillingen anbefales over for Byrådet."),
    ("recommendation", "Det indstilles\n\nat udvalget drøfter, om der skal arbejdes videre."),
    (
        "recommendation",
        "Det indstilles\n\nat udvalget beslutter, hvordan forvaltningen skal følge op på støj.",
    ),
    (
        "recommendation",
        "Direktøren indstiller\n\nat udvalget tager orienteringen til efterretning.",
    ),
]


@pytest.mark.parametrize(("section", "text"), TRAPS)
def test_what_only_looks_like_a_promise_is_none(section, text):
    assert _find(text, section) == []


def test_a_plan_is_a_list_of_days_under_a_sentence_that_names_a_process():
    plan = (
        "Tidsplan for sagen:\n\n- Den 13. maj 2025: Udvalget drøfter oplægget\n"
        "- 10. juni 2025 – Udvalget godkender udkastet\n- August 2025: Høring\n"
        "- **23-09-2025** Byrådet"
    )
    assert [(row.kind, str(row.due), row.passage.words) for row in _find(plan, "case_text")] == [
        (STEP, "2025-06-10", "10. juni 2025 – Udvalget godkender udkastet"),
        (STEP, "2025-08-01", "August 2025: Høring"),
        (STEP, "2025-09-23", "**23-09-2025** Byrådet"),
    ]


def test_steps_that_name_a_body_are_a_plan_under_any_words():
    plan = (
        "Sådan gør vi:\n\n- 2. juni 2025: Økonomiudvalget behandler rammen\n"
        "- 16. juni 2025 Byrådet træffer afgørelse\n- 1.-30. august 2025: Høring"
    )
    assert [str(row.due) for row in _find(plan, "case_text")] == ["2025-06-02", "2025-06-16"]


def test_the_words_over_a_plan_are_no_promise_beside_its_steps():
    lead = "Havneplanen behandles i udvalget på de kommende møder i juni og august:"
    plan = f"{lead}\n\n- 10. juni 2025: Udkast\n- 12. august 2025: Endelig plan"
    assert [row.kind for row in _find(plan, "case_text")] == [STEP, STEP]
    assert [row.kind for row in _find(f"{lead}\n\n- kajen\n- slæbestedet", "case_text")] == [
        RETURNS
    ]


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        ("Udsat.\n\nPunktet genoptages på augustmødet.", ["Punktet genoptages på augustmødet."]),
        ("Sagen blev udsat. Sagen udsættes.", ["Sagen blev udsat."]),
        (
            "Udsat.\n\nUdvalget ønsker et notat om støj.",
            ["Udsat.", "Udvalget ønsker et notat om støj."],
        ),
    ],
)
def test_a_bare_postponement_stands_only_where_nothing_says_more(decision, words):
    assert [row.passage.words for row in _find(decision, "decision-1")] == words


def test_a_task_and_a_case_that_comes_back_are_two_promises_of_one_sentence():
    text = "Forvaltningen indhenter tilbud på lys, og sagen kommer på igen på næste møde."
    assert [(row.kind, row.passage.words) for row in _find(text, "decision-1")] == [
        (TASK, "Forvaltningen indhenter tilbud på lys"),
        (RETURNS, "sagen kommer på igen på næste møde."),
    ]


def test_months_counted_from_the_meeting_are_inferred():
    (row,) = _find("Ordningen evalueres om et år.", "decision-1")
    assert (str(row.due), row.due_is_month, row.due_inferred) == ("2026-05-01", True, True)


@pytest.mark.parametrize("head", ["**Bænke på torvet:**", "Bænke på torvet:"])
def test_a_promise_deep_in_an_entry_is_shown_under_the_words_that_open_it(head):
    told = "Der er spurgt til flere bænke mellem træerne og ved busstoppet. " * 9
    step = "Næste skridt: Forvaltningen indhenter en pris."
    (row,) = _find(f"- {head} {told}\n  {step}", "case_text")
    assert (row.passage.words, row.passage.sentence) == (step, f"{head} {step}")


def test_the_rows_of_a_plan_are_steps_too():
    plan = (
        "### Procesplan\n\n| Dato | Hvad |\n| --- | --- |\n| 6. maj 2025 | Opstart |\n"
        "| 10. juni 2025 | Udkast i udvalget |"
    )
    (row,) = _find(plan, "case_text")
    assert (row.kind, str(row.due)) == (STEP, "2025-06-10")
    assert row.passage.words == "10. juni 2025 | Udkast i udvalget"


def test_the_next_meeting_is_the_next_step_of_the_plan():
    texts = {
        "case_text": "Processen er:\n\n- Den 10. juni 2025: Oplæg\n- Den 12. august 2025: Beslutning",
        "decision-1": "Drøftet.\n\nSagen forelægges på det kommende møde i udvalget.",
    }
    last = find_commitments(texts, HERE)[-1]
    assert (last.kind, str(last.due), last.due_inferred) == (RETURNS, "2025-06-10", True)


def test_what_is_said_twice_is_listed_once():
    texts = {
        "summary": "En evaluering af parkeringen forelægges udvalget i august.",
        "case_text": "Det sker i to trin. Evalueringen af parkeringen forelægges udvalget i august.",
        "recommendation": "Det indstilles\n\nat evalueringen af parkeringen forelægges udvalget i august.",
        "decision-1": "Tiltrådt.",
    }
    assert [row.passage.section for row in find_commitments(texts, HERE)] == ["summary"]


def test_two_promises_on_one_day_are_both_listed():
    text = (
        "Takster for renovation forelægges udvalget i august. Udkastet til en ny"
        " cykelhandlingsplan drøftes på udvalgsmødet i august."
    )
    assert len(_find(text, "case_text")) == 2


def test_a_sentence_with_two_promises_for_two_days_is_divided():
    text = "Planen sendes i høring frem til den 20. juni 2025 og forelægges udvalget igen den 12. august 2025."
    assert [(row.kind, str(row.due)) for row in _find(text, "case_text")] == [
        (DEADLINE, "2025-06-20"),
        (RETURNS, "2025-08-12"),
    ]


def test_a_recommendation_promises_nothing_before_it_is_adopted():
    text = {"recommendation": "Det indstilles\n\nat sagen forelægges igen på mødet i juni."}
    assert find_commitments(text, HERE) == []
    assert find_commitments(text | {"decision-1": "Ikke tiltrådt."}, HERE) == []
    assert len(find_commitments(text | {"decision-1": "Godkendt."}, HERE)) == 1


def test_a_long_sentence_is_cut_down_to_the_clause_that_promises():
    text = (
        "Kommunen har gennem mange år haft et tæt samarbejde med naboerne om de fælles stier, som bruges"
        " flittigt af både børn på vej til skole, pendlere og turister om sommeren, og en samlet plan for"
        " stierne forelægges udvalget igen på mødet den 12. august 2025."
    )
    (row,) = _find(text, "case_text")
    assert row.passage.words == (
        "og en samlet plan for stierne forelægges udvalget igen på mødet den 12. august 2025."
    )


def _of_the_real_minutes(folder: Path, name: str) -> dict[int, list[str]]:
    (file,) = folder.glob(f"{name}_*.txt")
    minutes = read_minutes(file.read_bytes())
    found = {}
    for item in minutes.items:
        sections = item.sections
        texts = {"summary": sections.get("summary", ""), "case_text": sections.get("case", "")}
        texts["recommendation"] = sections.get("recommendation", "")
        texts |= {f"decision-{n}": row.text for n, row in enumerate(item.decisions, start=1)}
        meeting = minutes.meeting
        assert meeting.date
        setting = Setting(meeting.committee or "", meeting.date, item.number)
        rows = find_commitments({key: text for key, text in texts.items() if text}, setting)
        if rows:
            assert item.number is not None
            found[item.number] = [_marked(row) for row in rows]
    return found


def _marked(row: ParsedCommitment) -> str:
    due = "" if row.due is None else f"{row.due:%Y-%m}" if row.due_is_month else f"{row.due}"
    return f"{row.kind} {due}".strip()


@pytest.mark.parametrize("name", ["000", "002", "003"])
def test_the_real_minutes_have_the_commitments_of_their_labels(minutes_dir, name):
    truth = json.loads((minutes_dir / "ground_truth.json").read_text())
    file = next(file for file in truth["files"] if file["file"].startswith(name))
    assert _of_the_real_minutes(minutes_dir, name) == {
        item["number"]: [f"{row['type']} {row['due'] or ''}".strip() for row in item["commitments"]]
        for item in file["items"]
        if item["commitments"]
    }


def test_the_real_minutes_without_labels_hold_eleven_more(minutes_dir):
    assert _of_the_real_minutes(minutes_dir, "001") == {
        22: ["committee_action 2025-09-11"],
        24: ["other_body 2025-06-16", "administration_task"],
        26: ["case_returns 2025-08"],
        27: ["deadline 2025-05-31"],
        29: ["administration_task"],
    }
    assert _of_the_real_minutes(minutes_dir, "004") == {
        33: ["administration_task", "administration_task", "awaits", "awaits", "execution"]
    }

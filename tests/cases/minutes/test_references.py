"""The grammar of references: every form that Danish minutes use, and every date that is none."""

import datetime as dt

import pytest

from cases.minutes.passages import Setting
from cases.minutes.references import ParsedReference, find_references

BODIES = ("Erhvervsudvalget", "Børne- og Skoleudvalget", "Økonomi-, Plan- og Klimaudvalget")
SETTING = Setting("Erhvervsudvalget", dt.date(2025, 6, 3), 12, BODIES)


def _find(text: str) -> list[ParsedReference]:
    found = find_references({"case_text": text}, SETTING)
    for row in found:
        assert text[row.passage.start : row.passage.end] == row.passage.words
    ends = [0, *(row.passage.end for row in found)]
    assert all(row.passage.start >= end for row, end in zip(found, ends, strict=False))
    return found


def _short(row: ParsedReference) -> str:
    """`kind | words | body | day.month.year | number`, from the right without what is empty."""
    date = ".".join(str(part) for part in (row.day, row.month, row.year) if part)
    fields = [row.kind.value, row.passage.words, row.body or row.body_nearby and f"({row.body_nearby})", date, str(row.number or "")]  # fmt: skip
    return " | ".join(fields).rstrip(" |")


ITEM_FIRST = [
    ("Se punkt 44 'Ny havn', Møde i Erhvervsudvalget den 19. august 2024.",
     "meeting_item | punkt 44 'Ny havn', Møde i Erhvervsudvalget den 19. august 2024 | Erhvervsudvalget | 19.8.2024 | 44"),
    ("Havnen er beskrevet i dagsordenspunkt 19 (5. marts).",
     "meeting_item | i dagsordenspunkt 19 (5. marts) |  | 5.3 | 19"),
    ("Jf. punkt 14. 'Cykelruter' fra den 19. februar 2020 er ruten lagt fast.",
     "meeting_item | punkt 14. 'Cykelruter' fra den 19. februar 2020 |  | 19.2.2020 | 14"),
    ("Sagen var oppe på møde 19. august, pkt 258.",
     "meeting_item | på møde 19. august, pkt 258 |  | 19.8 | 258"),
    ("Byrådet har tidligere behandlet sagen den 4. februar 2025, pkt. 35.",
     "meeting_item | den 4. februar 2025, pkt. 35 | Byrådet | 4.2.2025 | 35"),
    ("På mødet den 5. juni 2024 under punkt nr. 22 principgodkendte Byplanudvalget rammen.",
     "meeting_item | På mødet den 5. juni 2024 under punkt nr. 22 | Byplanudvalget | 5.6.2024 | 22"),
    ("Det fremgår af punkt 39 på udvalgs møde den 9. april 2025.",
     "meeting_item | punkt 39 på udvalgs møde den 9. april 2025 |  | 9.4.2025 | 39"),
    ("Byrådet vedtog planen den 11. marts 2025 som sag nr. 8.",
     "meeting_item | den 11. marts 2025 som sag nr. 8 | Byrådet | 11.3.2025 | 8"),
    ("Sag nr. 8 på møde i Klima- og Miljøudvalget den 4. februar 2025 handlede om det.",
     "meeting_item | Sag nr. 8 på møde i Klima- og Miljøudvalget den 4. februar 2025 | Klima- og Miljøudvalget | 4.2.2025 | 8"),
    ("Der henvises til pkt. 7 på Byrådets møde den 28. januar 2025.",
     "meeting_item | pkt. 7 på Byrådets møde den 28. januar 2025 | Byrådet | 28.1.2025 | 7"),
    ("Der henvises til dagsordenspunkt nr. 5 fra den 6. maj.",
     "meeting_item | dagsordenspunkt nr. 5 fra den 6. maj |  | 6.5 | 5"),
]  # fmt: skip

MEETING_FIRST = [
    ("Sagen blev drøftet på mødet den 5. marts 2025 (punkt 19).",
     "meeting_item | på mødet den 5. marts 2025 (punkt 19) |  | 5.3.2025 | 19"),
    ("Planen blev drøftet på udvalgsmøderne den 4. marts og 8. april.",
     "meeting_date | på udvalgsmøderne den 4. marts |  | 4.3", "meeting_date | 8. april |  | 8.4"),
    ("Planen blev drøftet på møderne den 4. og 18. marts 2025.",
     "meeting_date | på møderne den 4. |  | 4.3.2025", "meeting_date | 18. marts 2025 |  | 18.3.2025"),
    ("Budgettet behandles i Økonomi-, Plan- og Klimaudvalget den 16. juni 2025 henholdsvis Byrådet den 24. juni 2025.",
     "planned_date | i Økonomi-, Plan- og Klimaudvalget den 16. juni 2025 | Økonomi-, Plan- og Klimaudvalget | 16.6.2025",
     "planned_date | Byrådet den 24. juni 2025 | Byrådet | 24.6.2025"),
    ("Erhvervsudvalget blev den 2. december 2024 (punkt 65) orienteret om prisen.",
     "meeting_item | den 2. december 2024 (punkt 65) | Erhvervsudvalget | 2.12.2024 | 65"),
    ("Den 9. december 2024 besluttede Børne- og Skoleudvalget at lukke skolen i Assum (Punkt 255).",
     "meeting_item | Den 9. december 2024 besluttede Børne- og Skoleudvalget | Børne- og Skoleudvalget | 9.12.2024 | 255"),
    ("Budgettet blev den 8. oktober 2024 2. behandlet og godkendt i Byrådet.",
     "meeting_date | den 8. oktober 2024 2. behandlet og godkendt i Byrådet | Byrådet | 8.10.2024"),
    ("Rammen er godkendt i Byrådet den 25. marts 2025 og gælder straks.",
     "meeting_date | i Byrådet den 25. marts 2025 | Byrådet | 25.3.2025"),
    ("Sagen kom igen på ekstraordinært møde den 25. marts (punkt 29).",
     "meeting_item | på ekstraordinært møde den 25. marts (punkt 29) |  | 25.3 | 29"),
    ("På udvalgsrådet den 28. januar så udvalget planen.", "meeting_date | På udvalgsrådet den 28. januar |  | 28.1"),
    ("På udvalgs mødet d. 6. maj 2025 blev det aftalt.", "meeting_date | På udvalgs mødet d. 6. maj 2025 |  | 6.5.2025"),
    ("På udvalgmødet den 6. maj blev det aftalt.", "meeting_date | På udvalgmødet den 6. maj |  | 6.5"),
    ("På udvalgsrådsmødet den 6. maj blev det aftalt.", "meeting_date | På udvalgsrådsmødet den 6. maj |  | 6.5"),
    ("Det skete på byrådsmødet den 29. april 2025.", "meeting_date | på byrådsmødet den 29. april 2025 | Byrådet | 29.4.2025"),
    ("Byrådet godkendte den 29. april 2025 bevillingen.", "meeting_date | den 29. april 2025 | Byrådet | 29.4.2025"),
    ("Byrådet har den 29. april 2025 enstemmigt godkendt bevillingen.", "meeting_date | den 29. april 2025 | Byrådet | 29.4.2025"),
    ("Erhvervsudvalget godkendte på sit møde den 6. maj 2025 planen.", "meeting_date | på sit møde den 6. maj 2025 | Erhvervsudvalget | 6.5.2025"),
    ("Sagen blev drøftet på Børne- og Skoleudvalgets møde tirsdag den 6. maj.",
     "meeting_date | på Børne- og Skoleudvalgets møde tirsdag den 6. maj | Børne- og Skoleudvalget | 6.5"),
    ("Planen forelægges Kommunalbestyrelsen den 26. juni.", "planned_date | Kommunalbestyrelsen den 26. juni | Kommunalbestyrelsen | 26.6"),
    ("Sagen sendes videre til Byrådet den 24. juni 2025.", "planned_date | Byrådet den 24. juni 2025 | Byrådet | 24.6.2025"),
    ("Den 24. juni 2025 skal Byrådet tage stilling til salget.", "planned_date | Den 24. juni 2025 skal Byrådet tage stilling | Byrådet | 24.6.2025"),
    ("Udvalget vil høre mere på udvalgsmødet den 2. september.", "planned_date | på udvalgsmødet den 2. september |  | 2.9"),
    ("Efter mødet den 6. maj har naboerne skrevet.", "meeting_date | Efter mødet den 6. maj |  | 6.5"),
    ("Udvalget så planen på mødet 04.03.2025.", "meeting_date | på mødet 04.03.2025 |  | 4.3.2025"),
    ("Udvalget så planen på mødet den 4/3-2025.", "meeting_date | på mødet den 4/3-2025 |  | 4.3.2025"),
    ("Udvalget så planen på mødet den 4. mar. 2025 i udvalget.", "meeting_date | på mødet den 4. mar. 2025 i udvalget |  | 4.3.2025"),
    ("Udvalget så planen på mødet den 1.april.", "meeting_date | på mødet den 1.april |  | 1.4"),
    ("Udvalget så planen på\u00a0udvalgsmødet den\u00a04. marts.", "meeting_date | på\u00a0udvalgsmødet den\u00a04. marts |  | 4.3"),
    ("Udvalget så planen på udvalgsмødet den 4. marts.", "meeting_date | på udvalgsмødet den 4. marts |  | 4.3"),
    ("Udvalget så planen **på udvalgsmødet den 4. marts**.", "meeting_date | på udvalgsmødet den 4. marts |  | 4.3"),
    ("Planen kom på *udvalgsmødet\nden 4\\. marts 2025*, igen.", "meeting_date | på *udvalgsmødet\nden 4\\. marts 2025 |  | 4.3.2025"),
    ("Det var på udvalgsmødet den l9. maj.", "meeting_date | på udvalgsmødet den l9. maj |  | 19.5"),
    ("Sagen var på mødet den 31. april.", "meeting_date | på mødet den 31. april |  | 31.4"),
]  # fmt: skip

THIS_MEETING = [
    ("På dette udvalgs møde drøftes retningen.", "same_meeting | På dette udvalgs møde"),
    ("På dette møde godkender udvalget planen.", "same_meeting | På dette møde"),
    ("Prisen er godkendt i foregående dagsordenspunkt (pkt. 11).", "same_meeting_item | i foregående dagsordenspunkt (pkt. 11) |  |  | 11"),
    ("Se næste punkt på dagsordenen.", "same_meeting_item | næste punkt på dagsordenen"),
    ("Vejen beskrives i en separat sagsfremstilling i nærværende dagsorden.",
     "same_meeting | i en separat sagsfremstilling i nærværende dagsorden"),
    ("Havnen er et særskilt punkt på dagsordenen. Den tages som et særskilt punkt på dagsordenen.",
     "same_meeting | som et særskilt punkt på dagsordenen"),
    ("Der henvises til dagsordenspunkt 14.", "same_meeting_item | dagsordenspunkt 14 |  |  | 14"),
    ("Se også sag 12 om cykelstien.", "same_meeting_item | sag 12 |  |  | 12"),
    ("Sagen hænger sammen med sag nr. 8.", "same_meeting_item | sag nr. 8 |  |  | 8"),
    ("Punkt 9 på dagsordenen har samme baggrund.", "same_meeting_item | Punkt 9 på dagsordenen |  |  | 9"),
]  # fmt: skip

MONTH_ONLY = [
    ("På udvalgsmødet i oktober 2024 blev det besluttet at vente.", "meeting_month | På udvalgsmødet i oktober 2024 |  | 10.2024"),
    ("I april 2024 besluttede Erhvervsudvalget at vente.", "meeting_month | I april 2024 besluttede Erhvervsudvalget | Erhvervsudvalget | 4.2024"),
    ("En vurdering vil blive behandlet på udvalgsmødet i august. Der ventes ingen ændring ved vurderingen i august.",
     "planned_month | på udvalgsmødet i august |  | 8", "planned_month | ved vurderingen i august |  | 8"),
    ("Der arbejdes frem mod oktober, hvor udvalget endeligt godkender målene.",
     "planned_month | frem mod oktober, hvor udvalget endeligt godkender |  | 10"),
    ("Planen tages op igen frem mod den endelige godkendelse på udvalgsrådet i september.", "planned_month | på udvalgsrådet i september |  | 9"),
    ("Planen behandles i Byrådet i november 2025.", "planned_month | i Byrådet i november 2025 | Byrådet | 11.2025"),
    ("Rapporten behandles i de fem KKR-områder i oktober 2025.", "other_body | i de fem KKR-områder i oktober 2025 | KKR | 10.2025"),
    ("Byrådet vedtog i marts 2025 en ny vision.", "meeting_month | i marts 2025 | Byrådet | 3.2025"),
]  # fmt: skip

RELATIVE = [
    ("Sagen kommer på det kommende møde i Erhvervsudvalget.", "next_meeting | på det kommende møde i Erhvervsudvalget | Erhvervsudvalget"),
    ("Der gives en status på kommende udvalgsråd.", "planned_undated | på kommende udvalgsråd"),
    ("Sagen sættes på til næste møde.", "next_meeting | til næste møde"),
    ("Svaret gives på udvalgets næste møde.", "next_meeting | på udvalgets næste møde"),
    ("Det drøftes på et senere møde.", "planned_undated | på et senere møde"),
    ("På sidste udvalgsmøde blev det nævnt.", "earlier_undated | På sidste udvalgsmøde"),
    ("Udvalget orienteres om Børne- og Skoleudvalgets behandling af sagen.", "other_body | Børne- og Skoleudvalgets behandling | Børne- og Skoleudvalget"),
    ("Forslaget bygger på erhvervsudvalgets tidligere drøftelser.", "earlier_undated | erhvervsudvalgets tidligere drøftelser | Erhvervsudvalget"),
]  # fmt: skip

STEPS = [
    ("Den politiske proces forløber over de kommende udvalgs møder:\n\n- Den 3. juni 2025: Drøftelse af retning.\n"
     "- **Den 24. juni 2025**: Administrationen viser et oplæg.",
     "process_step | Den 3. juni 2025 |  | 3.6.2025", "process_step | Den 24. juni 2025 |  | 24.6.2025"),
    ("Tidsplan:\n\n- 24. juni 2025: Byrådet godkender rammen.\n- 1. juli 2025: Gravearbejdet begynder.",
     "process_step | 24. juni 2025 | Byrådet | 24.6.2025"),
    ("### Politisk behandling\n\n| Dato | Hvad |\n| --- | --- |\n| 16. juni 2025 | Behandling i Økonomi-, Plan- og Klimaudvalget |\n| 24. juni 2025 | Byrådet |",
     "process_step | 16. juni 2025 | Økonomi-, Plan- og Klimaudvalget | 16.6.2025", "process_step | 24. juni 2025 | Byrådet | 24.6.2025"),
]  # fmt: skip

OTHER_TOWNS = [
    # København
    ("Borgerrepræsentationen vedtog den 27. februar 2025 planen.", "meeting_date | den 27. februar 2025 | Borgerrepræsentationen | 27.2.2025"),
    ("Teknik- og Miljøudvalget behandlede sagen på mødet den 5. maj 2025.", "meeting_date | på mødet den 5. maj 2025 | Teknik- og Miljøudvalget | 5.5.2025"),
    ("Indstillingen forventes behandlet i Økonomiudvalget den 17. juni 2025 og i Borgerrepræsentationen den 26. juni 2025.",
     "planned_date | i Økonomiudvalget den 17. juni 2025 | Økonomiudvalget | 17.6.2025",
     "planned_date | i Borgerrepræsentationen den 26. juni 2025 | Borgerrepræsentationen | 26.6.2025"),
    ("Sagen blev udsat på udvalgets møde den 19. maj 2025.", "meeting_date | på udvalgets møde den 19. maj 2025 |  | 19.5.2025"),
    ("Borgerrepræsentationen besluttede den 30. januar 2025 (punkt 17) at undersøge støjen.", "meeting_item | den 30. januar 2025 (punkt 17) | Borgerrepræsentationen | 30.1.2025 | 17"),
    # Aarhus
    ("Magistraten tiltrådte den 5. maj 2025 indstillingen.", "meeting_date | den 5. maj 2025 | Magistraten | 5.5.2025"),
    ("Byrådet sendte på mødet den 9. april 2025 sagen til Teknisk Udvalg.", "meeting_date | på mødet den 9. april 2025 | Byrådet | 9.4.2025"),
    ("Sagen blev drøftet i Teknisk Udvalg den 28. april 2025.", "meeting_date | i Teknisk Udvalg den 28. april 2025 | Teknisk Udvalg | 28.4.2025"),
    ("Se i øvrigt sag 9, 2. april 2025.", "meeting_item | sag 9, 2. april 2025 |  | 2.4.2025 | 9"),
    # Viborg
    ("Sagen blev behandlet i Byrådet den 26. marts 2025 (sag nr. 5).", "meeting_item | i Byrådet den 26. marts 2025 (sag nr. 5) | Byrådet | 26.3.2025 | 5"),
    ("Økonomi- og Erhvervsudvalget besluttede på møde den 16. april 2025 (sag nr. 11), at prisen skal ned.",
     "meeting_item | på møde den 16. april 2025 (sag nr. 11) | Økonomi- og Erhvervsudvalget | 16.4.2025 | 11"),
    ("Udvalget for Plan og Miljø drøftede på mødet den 2. april 2025 sagen.", "meeting_date | på mødet den 2. april 2025 | Udvalget for Plan og Miljø | 2.4.2025"),
    # Odense
    ("By- og Kulturudvalget behandlede på sit møde d. 8. april 2025 forslaget.", "meeting_date | på sit møde d. 8. april 2025 | By- og Kulturudvalget | 8.4.2025"),
    ("Forslaget blev behandlet på By- og Kulturudvalgets møde d. 08-04-2025.", "meeting_date | på By- og Kulturudvalgets møde d. 08-04-2025 | By- og Kulturudvalget | 8.4.2025"),
    ("Odense Byråd godkendte den 23. april 2025 rammen.", "meeting_date | den 23. april 2025 | Byrådet | 23.4.2025"),
    ("Sagen behandles i Økonomiudvalget 18/6-2025.", "planned_date | i Økonomiudvalget 18/6-2025 | Økonomiudvalget | 18.6.2025"),
    # Aalborg, Esbjerg, Silkeborg, Horsens, Køge
    ("Sagen afgøres endeligt i byrådet den 16. juni 2025.", "planned_date | i byrådet den 16. juni 2025 | Byrådet | 16.6.2025"),
    ("Plan & Miljøudvalget drøftede sagen på mødet den 12. maj 2025, pkt. 6.", "meeting_item | på mødet den 12. maj 2025, pkt. 6 | Plan & Miljøudvalget | 12.5.2025 | 6"),
    ("Kommunalbestyrelsen vedtog på møde den 24. april 2025 at sælge grunden.", "meeting_date | på møde den 24. april 2025 | Kommunalbestyrelsen | 24.4.2025"),
    ("Fremlægges igen for Økonomiudvalget i august 2025.", "planned_month | for Økonomiudvalget i august 2025 | Økonomiudvalget | 8.2025"),
    ("Ældrerådet drøftede sagen på mødet den 20. maj 2025.", "meeting_date | på mødet den 20. maj 2025 | Ældrerådet | 20.5.2025"),
    ("Udvalget for Børn og Unge blev orienteret den 13. maj 2025.", "meeting_date | den 13. maj 2025 | Udvalget for Børn og Unge | 13.5.2025"),
    ("Sagen behandles på kommunalbestyrelsesmødet den 26. juni.", "planned_date | på kommunalbestyrelsesmødet den 26. juni | Kommunalbestyrelsen | 26.6"),
    ("Punktet blev udsat fra mødet den 6. maj 2025.", "meeting_date | fra mødet den 6. maj 2025 |  | 6.5.2025"),
    ("Sagen genoptages fra Klima- og Teknikudvalgets møde den 7. maj 2025.", "meeting_date | fra Klima- og Teknikudvalgets møde den 7. maj 2025 | Klima- og Teknikudvalget | 7.5.2025"),
    ("Byrådet besluttede på sit møde i april 2025, at støjen skal måles.", "meeting_month | på sit møde i april 2025 | Byrådet | 4.2025"),
    ("Udvalget besluttede den 6. maj 2025 at høre naboerne.", "meeting_date | den 6. maj 2025 |  | 6.5.2025"),
    ("Direktionen drøftede sagen på mødet den 20. maj 2025.", "meeting_date | på mødet den 20. maj 2025 | Direktionen | 20.5.2025"),
    ("Forslaget drøftes på udvalgsmøde i oktober.", "planned_month | på udvalgsmøde i oktober |  | 10"),
    ("Sagen behandles i Børne- og Ungeudvalget den 4. juni og i Byrådet den 24. juni 2025.",
     "planned_date | i Børne- og Ungeudvalget den 4. juni | Børne- og Ungeudvalget | 4.6", "planned_date | i Byrådet den 24. juni 2025 | Byrådet | 24.6.2025"),
    ("Planen blev forelagt for Handicaprådet den 14. maj 2025.", "meeting_date | for Handicaprådet den 14. maj 2025 | Handicaprådet | 14.5.2025"),
    ("Kultur- og Fritidsudvalget godkendte rammen på mødet i marts.", "meeting_month | på mødet i marts | Kultur- og Fritidsudvalget | 3"),
    ("Udvalget fik på mødet den 1. april et oplæg.", "meeting_date | på mødet den 1. april |  | 1.4"),
    ("Økonomiudvalget frigav den 12. maj 2025 pengene.", "meeting_date | den 12. maj 2025 | Økonomiudvalget | 12.5.2025"),
    ("Som følge af Byrådets beslutning den 25. februar 2025 skal prisen ned.", "meeting_date | Byrådets beslutning den 25. februar 2025 | Byrådet | 25.2.2025"),
    ("Ved budgettets 1. behandling i Byrådet den 2. september 2025 fremlægges tallene.", "planned_date | i Byrådet den 2. september 2025 | Byrådet | 2.9.2025"),
    ("Efter 2. behandlingen den 7. oktober 2025 i Byrådet er budgettet endeligt.", "planned_date | den 7. oktober 2025 i Byrådet | Byrådet | 7.10.2025"),
    ("Udvalgets møder den 2. september, 30. september og 4. november 2025 bruges til drøftelse.",
     "planned_date | Udvalgets møder den 2. september |  | 2.9", "planned_date | 30. september |  | 30.9", "planned_date | 4. november 2025 |  | 4.11.2025"),
    ("Sagen har været behandlet i Landdistriktsudvalget d. 13. maj, pkt. 4.", "meeting_item | i Landdistriktsudvalget d. 13. maj, pkt. 4 | Landdistriktsudvalget | 13.5 | 4"),
    ("Social- og Sundhedsudvalget anbefalede den 5. maj 2025, at Byrådet godkender taksten.", "meeting_date | den 5. maj 2025 | Social- og Sundhedsudvalget | 5.5.2025"),
    ("Sagen er udsat på Teknik- og Miljøudvalgets møde 5. maj 2025 pkt. 12.", "meeting_item | på Teknik- og Miljøudvalgets møde 5. maj 2025 pkt. 12 | Teknik- og Miljøudvalget | 5.5.2025 | 12"),
]  # fmt: skip

TRAPS = [
    "Loven trådte i kraft den 1. januar 2025.",
    "Der tilmeldes deltagere til mødet den 27. april 2026 i Vejle.",
    "Modellen blev vist ved et infomøde i august 2024.",
    "Den 6. oktober 2024 blev der afholdt et borgermøde, hvor formandskabet for Erhvervsudvalget inviterede naboer.",
    "Regnskabet er opgjort pr. 31. marts 2025 på Erhvervsudvalgets område.",
    "Den 14. september 2024 indgik et flertal i Ballum Kommunes Byråd budgetforlig for 2025.",
    "Undersøgelsen løb fra den 27. april til den 3. juni 2024.",
    "I oktober 2023 er der givet afslag på ansøgningen.",
    "Aftalen trådte i kraft den 1. januar 2021.",
    "Med aftalen om en reform fra den 9. april 2025 ændres reglerne.",
    "Konferencen er den 22. september i Assum Sports- og Kulturcenter.",
    "Der blev orienteret om KL møde den 4. april.",
    "Der er temamøde den 4. april i Byrådssalen.",
    "Netværksmødet den 4. april gik godt.",
    "Jobmessen blev holdt den 11. marts 2025.",
    "Med dette punkt får Erhvervsudvalget en orientering.",
    "Med dette dagsordenspunkt får udvalget en orientering.",
    "Med nærværende punkt gives en status.",
    "Der vil være mulighed for spørgsmål på mødet.",
    "Svar skal sendes senest den 31. maj 2025.",
    "Der er valg til Byrådet den 18. november 2025.",
    "Erklæringen af 18. september 2019 er vedlagt.",
    "Journalnummeret er sag 24/1234.",
    "Fristen er 1. maj i 2025 og 1.april i årene fremover.",
    "Udvalget besøger skolen torsdag den 11. eller 12. september.",
    "Temaplanen for udvalgsmøderne i 2025 er vedlagt.",
    "Den nye plan gælder for Byrådet i hele perioden.",
    "Eleverne bruger op til 2/5 af tiden i praktik.",
    "- Vejle den 27. april\n- Assum den 11. maj",
    "Tidsplan:\n\n- 1. juli 2025: Gravearbejdet begynder.\n- 1. oktober 2025: Vejen åbner.",
    "Se indstillingens punkt 2 om prisen.",
    "Forvaltningen holdt møde med naboerne den 5. maj 2025.",
    "Styregruppens møde den 5. maj 2025 gav nye tal.",
    "Mødet den 5. maj 2025 med Vejdirektoratet gav nye tal.",
    "Jf. lov nr. 12 af 4. marts 2025 er fristen kort.",
    "Udvalget inviteres til indvielse den 5. september 2025.",
    "Invitation fra udvalget den 5. maj er sendt.",
    "Der er i april 2025 kommet et brev fra ministeriet.",
    "Bestyrelsen for havnen mødtes den 5. maj.",
    "Der blev holdt borgermøde den 6. maj. På mødet den 6. maj kom 40 naboer.",
    "Drøftelsen indledes på udvalgsmødet af administrationen.",
    "Regeringen besluttede den 5. maj 2025 at ændre loven.",
    "| Pr. 31/3-2025 | Byrådet | 4.057 |",
    "Der tages på næste møde med naboerne stilling til hegnet.",
]  # fmt: skip


ALL = [*ITEM_FIRST, *MEETING_FIRST, *THIS_MEETING, *MONTH_ONLY, *RELATIVE, *STEPS, *OTHER_TOWNS]


@pytest.mark.parametrize("row", ALL, ids=lambda row: row[0][:60])
def test_a_reference_is_found_with_what_is_printed(row):
    text, *wanted = row
    assert [_short(found) for found in _find(text)] == wanted


@pytest.mark.parametrize("text", TRAPS, ids=lambda text: text[:60])
def test_a_date_that_is_no_meeting_stays_a_date(text):
    assert [_short(found) for found in _find(text)] == []

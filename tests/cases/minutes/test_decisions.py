"""Decision kinds and effects in the words of many municipalities."""

import pytest

from cases.minutes.decisions import DecisionKind, Effect, classify, effect_of

KINDS = [
    ("Protokol underskrevet.", "protocol_signed"),
    ("Intet at berette.", "nothing_to_report"),
    ("Intet at meddele.", "nothing_to_report"),
    ("Ingen bemærkninger.", "nothing_to_report"),
    ("Der var ingen bemærkninger.", "nothing_to_report"),
    ("Intet.", "nothing_to_report"),
    ("Udsat.", "postponed"),
    ("Sagens behandling blev udsat.", "postponed"),
    ("Sagen udsættes til næste møde.", "postponed"),
    ("Punktet udgår.", "withdrawn"),
    ("Sagen blev taget af dagsordenen.", "withdrawn"),
    ("Ikke tiltrådt.", "rejected"),
    ("Indstillingen blev ikke tiltrådt.", "rejected"),
    ("Forslaget blev forkastet.", "rejected"),
    ("Udvalget kan ikke anbefale forslaget.", "rejected"),
    ("Afslag.", "rejected"),
    ("Udvalget giver afslag på ansøgningen.", "rejected"),
    ("Godkendt, idet udvalget ønsker en status til foråret.", "amended"),
    ("Tiltrådt med den ændring, at beløbet nedsættes.", "amended"),
    ("Indstillingen blev godkendt med de ændringer, der fremgår af bilaget.", "amended"),
    ("Oversendes til Økonomiudvalget.", "referred"),
    ("Sagen sendes tilbage til forvaltningen.", "referred"),
    ("Anbefales over for Byrådet.", "recommended"),
    ("Udvalget anbefaler indstillingen til Byrådets godkendelse.", "recommended"),
    ("Indstillingen er tiltrådt.", "adopted"),
    ("Indstillingen tiltrådt.", "adopted"),
    ("Indstillingerne blev tiltrådt.", "adopted"),
    ("Tiltrådt.", "adopted"),
    ("Forvaltningens indstilling blev godkendt.", "approved"),
    ("Godkendt.", "approved"),
    ("Godkendt med henblik på udsendelse i høring.", "approved"),
    ("Vedtaget.", "approved"),
    ("Udvalget godkender de anførte ændringer.", "approved"),
    ("Udvalget besluttede, at navnet er Lindehuset.", "decided"),
    ("Taget til efterretning.", "noted"),
    ("Til efterretning.", "noted"),
    ("Sagen taget til orientering.", "noted"),
    (
        "Redegørelsen tages til efterretning, idet udvalget bemærkede, at stien mangler lys.",
        "noted",
    ),
    ("Formanden oplyste, at planen er vedtaget, men mangler penge.", "unknown"),
    ("Drøftet.", "discussed"),
    ("Sagen drøftet.", "discussed"),
    ("Besøget afviklet.", "unknown"),
]


@pytest.mark.parametrize(("words", "kind"), KINDS)
def test_the_first_paragraph_gives_the_kind(words, kind):
    assert classify([words])[0] == kind


@pytest.mark.parametrize(
    ("paragraphs", "kind"),
    [
        (["Kulturudvalget den 6. maj 2025: Anbefales.", "Byrådet: Vedtaget.", "Fravær: Bo."], "approved"),
        (["Byrådet den 26. maj 2025: Udsat.", "Økonomiudvalget den 19. maj 2025: Anbefales."], "postponed"),
        (["Kulturudvalget den 6. maj 2025: Anbefales."], "recommended"),
        (["Godkendt.", "Ældrerådet: Ingen bemærkninger."], "approved"),
    ],
)  # fmt: skip
def test_of_several_bodies_the_last_one_decides(paragraphs, kind):
    assert classify(paragraphs)[0] == kind


@pytest.mark.parametrize(
    ("paragraphs", "secondary"),
    [
        (["Indstillingen er tiltrådt, og planen er godkendt."], ("approved",)),
        (
            ["Orienteringen er taget til efterretning.", "Udvalget ønsker en opgørelse i juni."],
            ("follow_up",),
        ),
        (["Indstillingen er tiltrådt.", "Belysningen igangsættes hermed."], ("execution_order",)),
        (
            [
                "Taget til efterretning.",
                "Der blev desuden orienteret om byggeriet. Regnskabet tilgår snart.",
            ],
            ("oral_briefing", "follow_up"),
        ),
        (["Udvalget godkender planen.", "Status tages til efterretning."], ("noted",)),
        (["Taget til efterretning."], ()),
        ([], ()),
    ],
)
def test_what_more_a_decision_does_is_told_besides(paragraphs, secondary):
    assert classify(paragraphs)[1] == secondary


@pytest.mark.parametrize(
    ("clauses", "effect"),
    [
        (["at udvalget giver afslag på ansøgningen fra foreningen."], Effect.APPLICATION_REJECTED),
        (["at forslaget ikke imødekommes."], Effect.REJECTED),
        (["at orienteringen tages til efterretning."], Effect.NOTED),
        (["at udvalget godkender planen", "at status tages til efterretning"], Effect.APPROVED),
        (["at udvalget drøfter oplægget."], Effect.DISCUSSED),
        (["at udvalget tager på tur."], None),
        ([], None),
    ],
)
def test_an_adopted_recommendation_does_what_it_recommended(clauses, effect):
    assert effect_of(DecisionKind.ADOPTED, (), ["Indstillingen blev tiltrådt."], clauses) == effect


def test_a_decision_that_names_its_own_act_needs_no_interpretation():
    paragraphs = ["Indstillingen er tiltrådt, og planen er godkendt."]
    assert (
        effect_of(DecisionKind.ADOPTED, ("approved",), paragraphs, ["at planen godkendes"]) is None
    )


def test_an_answer_in_own_words_approves_unless_it_says_no():
    clauses = ["at udvalget beslutter navnet"]
    yes = effect_of(
        DecisionKind.DECIDED, (), ["Udvalget besluttede, at navnet er Linden."], clauses
    )
    no = effect_of(
        DecisionKind.DECIDED, (), ["Udvalget besluttede ikke at vælge et navn."], clauses
    )
    assert (yes, no) == (Effect.APPROVED, None)


def test_every_kind_and_effect_has_a_danish_label_and_explanation():
    assert all(kind.label and kind.explanation.endswith(".") for kind in DecisionKind)
    assert all(effect.label for effect in Effect)

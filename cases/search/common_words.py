"""Danish words that say nothing of what a text is about."""

# Those at the end are what questions are made of: "hvad blev der besluttet om …".
_WORDS = """
    ad af aldrig alle alt at blev blive bliver da de dem den denne der deres det dette dig din dine disse
    dit dog du efter egen eget egne eller en end er et for fra få får før går gøre gøres ham han hans har
    havde have hende hendes her hos hun hvad hvem hver hvilke hvilken hvilket hvis hvor hvordan hvorfor
    hvornår i ifm ift ikke ind ja jeg kan kunne man med meget men mere mig min mine mit mod må mv nej noget
    nogle nogen nu når og også om omkring op os over pr på samt sig sin sine sit skal skulle som så til ud
    under var ved vedr vedrørende vi vil ville være været vores dvs fx herunder
    mange gennem kommet kommer gælder besluttet besluttede beslutter sker skete findes handler angående siger sagde
    synes mener hedder hedde betyder bedst bedre folk
"""
COMMON = frozenset(_WORDS.split())

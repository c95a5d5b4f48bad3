"""Words of English that the pipeline gives a meaning to; words of a field lie in the corpus."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that say nothing about what a text is about.
STOPWORDS = _words(
    """
    a about above across after again all also an and any are as at based be because been before being between both but
    by can could did do does during each either etc extent far few for from further had has have how i if in into is it
    its itself large larger may measure measured might more most much must neither no nor not of on one only or other
    our out over own per relative respect same several should since so some such terms than that the their them then
    there these they this those through to too towards two under upon us use used uses using various vary vs was we well
    were what when where whether which while who whom whose why will with within without would
    """
)
# Words that deny what follows them ...
DENIALS = _words("no not without neither nor nothing never none unrelated rather")
# ... unless one of these stems stands in between: "no loss of accuracy" speaks about accuracy.
CHANGES = _words(
    """
    affect alway as better chang clear cost decreas degrad differ drop effect far fewer fulli gain harm hurt improv
    increas less longer lose loss lower match more most need rais reduc reduct requir sacrif signific wors
    """
)
# Words at which the reach of a denial ends.
CLAUSE_ENDS = _words("although because but so that whereas which while")
NEGATIONS = _words("cannot fail failed fails neither never no nor not without")
# Words of a sentence that states a finding rather than describes what was done.
FINDING = _words(
    """
    achieve beat benefit better cause change competitive comparable conclude confirm consistent contradict correlate
    cut decrease degrade depend drop exceed fail fall faster fell fewer gain grew grow help higher improve increase
    keep kept lead led less lose lost lower match more outperform pass preserve raise reach reduce require retain rise
    rose save score show shrank shrink significant slower solve suggest surpass worse yield
    """
)
# Groups of whom or what a study was made on; a claim that names none of them is wider than evidence that does.
POPULATIONS = (
    ("mice", "mouse", "murine", "rats", "rodents", "zebrafish", "drosophila", "monkeys", "macaques", "pigs", "animals"),
    ("in vitro", "cell line", "cell lines", "cultured cells"),
    ("children", "infants", "adolescents", "newborns"),
    ("women", "men", "girls", "boys"),
    ("older adults", "elderly", "students"),
)

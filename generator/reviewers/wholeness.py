"""Can each claim be read by itself, and does it say all that its passage says?"""

from __future__ import annotations

from generator.records import Claim, Criterion, Draft, Review, Rubric, Vocabulary
from generator.standalone import standalone
from generator.text import stems

SAID = 0.75
RUBRIC = Rubric(
    reviewer="self-containedness",
    asks="Can each claim be read by itself, and does it say all that its passage says?",
    criteria=(
        Criterion(points=5.0, what="claims that are whole sentences and lean on no other"),
        Criterion(points=5.0, what=f"claims that say at least {SAID:.0%} of the words of their passage, figures aside"),
    ),
)


def review(draft: Draft) -> Review:
    """Return what share of the claims stands alone, and what share leaves no half of its passage out."""
    claims = [finding.claim for finding in draft.dossier.findings]
    alone = sum(standalone(claim.text, "", "", Vocabulary()) is not None for claim in claims)
    full = sum(_share_said(claim) >= SAID for claim in claims)
    total = max(1, len(claims))
    reasons = (
        f"{alone} of {len(claims)} claims are whole sentences that lean on no other",
        f"{full} of {len(claims)} claims say at least {SAID:.0%} of the words of their passage",
    )
    return Review(reviewer=RUBRIC.reviewer, score=RUBRIC.score(alone / total, full / total), reasons=reasons)


def _share_said(claim: Claim) -> float:
    """Return in 0..1 how many of the passage's words that carry meaning, figures aside, the claim repeats."""
    stands = standalone(claim.passage.quote, "", "", Vocabulary())
    # What is taken off to let a sentence stand alone ("Our results show that") is no loss.
    passage = stands.text if stands else claim.passage.quote
    words = {word for word in stems(passage) if not word[0].isdigit()}
    return len(words & stems(claim.text)) / len(words) if words else 1.0

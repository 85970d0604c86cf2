"""The explorations of the course, a module for each lesson and one short function for each exploration.

The words stand in the lesson's YAML, the calculation in ``models``, the published figures in ``course/data/``.
"""

from .a_wider_circle import forecast_lab, keeping_accounts, needs_and_people, own_circle
from .alone_together import decline_out_of_nothing, friendship_graphs, from_ratio_to_risk
from .asking_well import dance_of_two, does_it_land, two_moods, where_on_the_line
from .built_to_depend import coming_back_to_calm, really_measured, two_orphanages
from .comfort_after_hurt import cause_or_echo, what_predicts_what
from .inherited_scripts import how_different, when_the_closest_leaves, where_would_you_turn
from .maps_not_boxes import relabelled_by_chance, same_person, vignette_plane
from .self_sufficiency import day_traced, silent_majority
from .the_bet import belief_never_tested, inside_outside, overlap_is_not_identity

__all__ = [
    "belief_never_tested",
    "cause_or_echo",
    "coming_back_to_calm",
    "dance_of_two",
    "day_traced",
    "decline_out_of_nothing",
    "does_it_land",
    "forecast_lab",
    "friendship_graphs",
    "from_ratio_to_risk",
    "how_different",
    "inside_outside",
    "keeping_accounts",
    "needs_and_people",
    "overlap_is_not_identity",
    "own_circle",
    "really_measured",
    "relabelled_by_chance",
    "same_person",
    "silent_majority",
    "two_moods",
    "two_orphanages",
    "vignette_plane",
    "where_on_the_line",
    "what_predicts_what",
    "when_the_closest_leaves",
    "where_would_you_turn",
]

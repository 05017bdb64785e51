"""The places that a text names: provinces, prefectures and counties, also former ones; never guessed."""

from shengmei.places.gazetteer import Unit
from shengmei.places.in_text import Places, places_in

__all__ = ["Places", "Unit", "places_in"]

"""A musician without Max: a client of the wire protocol that plays a file, or the sound card, against a server.

Read in this order: `settings` (numbers), `wire` (bytes), `answers` (where audio lands), `external` and `clients` (what
is sent), `player` (time), `report` and `plots` (what happened). Needs the extra `play`; the runtime itself does not.
"""

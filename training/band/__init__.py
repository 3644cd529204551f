"""A band that never repeats: four-stem songs from a seed, their sound, and the ground truth to measure against.

`theory` knows chords, `song` writes the notes, `render` plays them through a SoundFont, `store` keeps stems on disk
(rendered here or read from a folder of real recordings) in the one form that training reads.
"""

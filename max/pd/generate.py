"""Writes the Pure Data patches of this folder, `rtap.pd` and `rtap-stem.pd`.

    python max/pd/generate.py            # write them
    python max/pd/generate.py --check    # exit 1 where a patch differs from what would be written

Everything in the patches is counted in DSP blocks of 64 samples from the start of the performance. A step and a
look-ahead are whole columns, a column is 64 blocks, and the crossfade is 14 blocks (20.3 ms), so that no boundary ever
falls inside a block; and a count of blocks stays exact in Pd's single precision for 6.7 hours, a count of samples for
6.3 minutes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from patch_file import Box, Canvas, Source

BLOCK_SAMPLES = 64
COLUMN_BLOCKS = 64
COLUMN_MS = 4096 / 44.1
WINDOW_COLUMNS = 64
FADE_BLOCKS = 14
FADE_FRACTION = 0.02032
"""Of a second, as `/update_fade` is told: the runtime truncates 896.1 samples to 896, which are 14 blocks."""
ANSWER_BLOCKS = 8192
"""The ring of answers: two windows, 11.9 s."""
CONTEXT_BLOCKS = 4096
"""The ring of context: one window."""
PACKAGE_BLOCKS = 24
"""A chunk of an answer: 1536 floats, 7.7 KB; macOS sends no more than 9 unless told to. Pd leaves its socket's buffer
at the system's size, and Linux' usual 208 KB hold 25 of these, 9 columns; of chunks of 1024 floats too they hold 25."""
SENT_BLOCKS = 16
"""A chunk of context: 1024 floats. All of a step leave together at its end. Sent as they are played they would come in
the rhythm of the sound card, and the runtime takes a step for lost after a pause of 5 times its usual gap."""
BATCHES = 1024
"""Batches that are remembered, a power of 2."""
LOST_AFTER_BLOCKS = 1408
"""A chunk that has not come 2 s after its answer's end is lost; until then it may be on its way, if late."""
LATENCY_BINS = 4000
"""Of 1 ms."""
STEMS = ("bass", "drums", "guitar", "piano")
LEVEL_POINTS = 256
LEVEL_BLOCKS = 32


def gather(p: Canvas, bang: Source, names: list[str], expression: str) -> Box:
    """`expression` of the values `names`, fetched when `bang` comes: $f1 is the first."""
    trigger = p.obj("t " + " ".join("b" for _ in names), bang)
    values = []
    for outlet, name in enumerate(names):
        values.append(p.obj(f"v {name}", (trigger, outlet)))
    return p.obj(f"expr {expression}", *values)


def stem_patch() -> Canvas:
    """`rtap-stem.pd`: one stem's answers, from chunks to sound."""
    p = Canvas("rtap-stem")
    p.note("One stem: in come batch, chunk, total, floats...; out comes what is heard. All numbers are blocks.")
    p.note("What lies within 14 blocks (20 ms) of the cursor is final: a late block is counted, never written.")
    p.note("The gate closes over the last 14 blocks before a block that is not there, and opens when 15 in a row are.")
    p.array("$0-answer", ANSWER_BLOCKS * BLOCK_SAMPLES)
    p.array("$0-have", ANSWER_BLOCKS)
    p.array("$0-chunk", 16_384)
    p.sub(_stem_begin())
    chunk_in = p.obj("inlet")
    p.sub(_stem_chunk(), chunk_in)
    heard = p.sub(_stem_play())
    p.obj("outlet~", heard)
    return p


def _stem_begin() -> Canvas:
    p = Canvas("begin")
    p.note("A performance begins at block 0: nothing is there yet.")
    begin = p.obj("r rtap-begin")
    both = p.obj("t b b", begin)
    p.obj("v $0-mixed", p.msg("-1", both))
    p.obj("s $0-have", p.msg("const -1", (both, 1)))
    return p


def _stem_play() -> Canvas:
    p = Canvas("play")
    p.note("Before block B is played: is block B + 14 there? Then the gate moves by 1/14 within block B.")
    tick = p.obj("t f f", p.obj("r rtap-tick-play"))
    ahead = p.obj("t f f", p.obj(f"+ {FADE_BLOCKS}", (tick, 1)))
    have = p.obj("tabread $0-have", p.obj(f"mod {ANSWER_BLOCKS}", ahead))
    there = p.obj("==", have, (ahead, 1))
    run = p.obj(f"expr min(($f2 + 1) * $f1, {FADE_BLOCKS + 1})", there)
    run_kept = p.obj("t f f", run)
    run_kept.to(run, 1, 1)
    gate = p.obj(f"expr max(0, min({FADE_BLOCKS}, $f2 + if($f1 > {FADE_BLOCKS}, 1, -1)))", run_kept)
    gate_kept = p.obj("t f f", gate)
    gate_kept.to(gate, 1, 1)
    closed = p.msg("0", p.obj("r rtap-begin"))
    closed.to(run, 0, 1)
    closed.to(gate, 0, 1)
    gain = p.obj("line~", p.obj("pack f 1.4", p.obj(f"/ {FADE_BLOCKS}", gate_kept)))
    onset = p.obj("sig~", p.obj(f"* {BLOCK_SAMPLES}", p.obj(f"mod {ANSWER_BLOCKS}", tick)))
    index = p.obj("+~", onset, p.obj("tabreceive~ rtap-ramp"))
    p.obj("outlet~", p.obj("*~", p.obj("tabread~ $0-answer", index), gain))
    return p


def _stem_chunk() -> Canvas:
    p = Canvas("chunk")
    p.note("Floats into $0-chunk, then: whose batch is it, where does it begin, is it in time; then block by block.")
    split = p.obj("list split 3", p.obj("inlet"))
    floats = p.obj("t l l", (split, 1))
    p.obj("array set $0-chunk", (floats, 1))
    p.obj("v $0-blocks", p.obj("int", p.obj(f"/ {BLOCK_SAMPLES}", p.obj("list length", floats))))
    head = p.obj("unpack f f f", split)
    p.obj("v $0-total", (head, 2))
    p.obj("v $0-number", (head, 1))
    batch = p.obj("t b f f", head)
    p.obj("v $0-batch", (batch, 2))
    slot = p.obj("t f f", p.obj(f"mod {BATCHES}", (batch, 1)))
    p.obj("v $0-start", p.obj("tabread rtap-batch-start", (slot, 1)))
    p.obj("v $0-known", p.obj("tabread rtap-batch-id", slot))
    mine = p.obj("sel 1", gather(p, batch, ["$0-known", "$0-batch", "$0-blocks"], "($f1 == $f2) && ($f3 > 0)"))
    go = p.obj("t b b b b b b b b", mine)
    p.obj(
        "v $0-first",
        gather(p, (go, 7), ["$0-start", "$0-number"], f"$f1 - {FADE_BLOCKS} + $f2 * {PACKAGE_BLOCKS}"),
    )
    p.obj("v $0-intime", gather(p, (go, 6), ["rtap-now", "$0-start"], f"$f1 < $f2 - {FADE_BLOCKS}"))
    state = ["$0-intime", "$0-number", "$0-batch", "$0-mixed"]
    p.obj("v $0-mix", gather(p, (go, 5), state, "$f1 && ($f2 == 0) && ($f3 != $f4)"))
    p.obj("v $0-mixed", gather(p, (go, 4), state, "if($f1 && ($f2 == 0), $f3, $f4)"))
    p.obj("v $0-unjoined", gather(p, (go, 3), ["$0-batch", "$0-mixed"], "$f1 != $f2"))
    p.sub(_stem_blocks(), (go, 2))
    last = p.obj("sel 1", gather(p, (go, 1), ["$0-number", "$0-total"], "$f1 == ($f2 - 1)"))
    end = gather(p, last, ["$0-first", "$0-blocks"], "$f1 + $f2")
    _set_absent(p, p.obj(f"mod {ANSWER_BLOCKS}", end))
    p.obj("s rtap-arrived", p.obj("v $0-batch", go))
    return p


def _set_absent(p: Canvas, slot: Source) -> None:
    both = p.obj("t b f", slot)
    p.obj("tabwrite $0-have", p.msg("-1", both), (both, 1))


def _stem_blocks() -> Canvas:
    p = Canvas("blocks")
    p.note("1 crossfades the head over what is there, once; 2 is late; 3 leaves a hole where a block would join")
    p.note("without a crossfade, so that the gate closes over it; 4 writes.")
    each = p.obj("t b b", p.obj("inlet"))
    loop = p.obj("until", p.obj("v $0-blocks", each))
    counter = p.obj("f", loop)
    p.msg("0", (each, 1)).to(counter, 0, 1)
    number = p.obj("t b f f", counter)
    p.obj("+ 1", (number, 2)).to(counter, 0, 1)
    p.obj("v $0-i", (number, 1))
    block = p.obj("t b f f", gather(p, number, ["$0-first", "$0-i"], "$f1 + $f2"))
    p.obj("v $0-b", (block, 2))
    slot = p.obj("t f f", p.obj(f"mod {ANSWER_BLOCKS}", (block, 1)))
    p.obj("v $0-slot", (slot, 1))
    p.obj("v $0-there", p.obj("tabread $0-have", slot))
    action = gather(
        p,
        block,
        ["$0-b", "$0-start", "rtap-now", "$0-mix", "$0-unjoined", "$0-there"],
        f"if($f1 < $f2, if($f4 && ($f6 == $f1), 1, 0), if($f1 < $f3 + {FADE_BLOCKS + 1}, 2, "
        f"if($f5 && ($f1 == max($f2, $f3 + {FADE_BLOCKS + 1})), 3, 4)))",
    )
    what = p.obj("sel 1 2 3 4", action)
    p.sub(_stem_mix(), what)
    p.obj("s rtap-late-batch", p.obj("v $0-batch", (what, 1)))
    _set_absent(p, p.obj("v $0-slot", (what, 2)))
    write = p.obj("t b b b", (what, 3))
    samples = p.obj(f"array get $0-chunk 0 {BLOCK_SAMPLES}", p.obj(f"* {BLOCK_SAMPLES}", p.obj("v $0-i", (write, 1))))
    onset = p.obj(f"* {BLOCK_SAMPLES}", p.obj("v $0-slot", (write, 2)))
    p.obj("array set $0-answer", samples, onset)
    present = p.obj("t b b", write)
    p.obj("tabwrite $0-have", p.obj("v $0-b", present), p.obj("v $0-slot", (present, 1)))
    return p


def _stem_mix() -> Canvas:
    p = Canvas("mix")
    p.note("old * (1 - t) + new * t, sample by sample, over the 14 blocks before the step that is answered.")
    begin = p.obj("t b b b b b", p.obj("inlet"))
    loop = p.obj("until", p.msg(str(BLOCK_SAMPLES), begin))
    counter = p.obj("f", loop)
    p.msg("0", (begin, 1)).to(counter, 0, 1)
    j = p.obj("t f f f f", counter)
    p.obj("+ 1", (j, 3)).to(counter, 0, 1)
    position = p.obj("+", (j, 2))
    p.obj(f"* {BLOCK_SAMPLES}", p.obj("v $0-slot", (begin, 2))).to(position, 0, 1)
    both = p.obj("t f f", position)
    old = p.obj("tabread $0-answer", both)
    new_at = p.obj("+", (j, 1))
    p.obj(f"* {BLOCK_SAMPLES}", p.obj("v $0-i", (begin, 3))).to(new_at, 0, 1)
    new = p.obj("tabread $0-chunk", new_at)
    faded = p.obj("+", j)
    gather(p, (begin, 4), ["$0-b", "$0-start"], f"($f1 - $f2 + {FADE_BLOCKS}) * {BLOCK_SAMPLES}").to(faded, 0, 1)
    t = p.obj(f"/ {FADE_BLOCKS * BLOCK_SAMPLES}", faded)
    mixed = p.obj("expr $f2 * (1 - $f1) + $f3 * $f1", t, old, new)
    written = p.obj("tabwrite $0-answer", mixed)
    both.to(written, 1, 1)
    return p


# ---- the patch itself ---------------------------------------------------------------------------------------------


def clock() -> Canvas:
    p = Canvas("clock")
    p.note("bang~ comes between two blocks. State 0: stopped, 1: begin at the next block, 2: playing.")
    state = p.obj("f", p.obj("bang~"))
    p.obj("r rtap-state").to(state, 0, 1)
    what = p.obj("sel 1 2", state)
    begin = p.obj("t b b b", what)
    playing = p.msg("2", (begin, 2))
    playing.to(state, 0, 1)
    p.obj("s rtap-begin", (begin, 1))
    first = p.msg("0", begin)
    following = p.obj("+ 1", p.obj("v rtap-now", (what, 1)))
    tick = p.obj("t f f f f", first)
    following.to(tick)
    p.obj("v rtap-now", (tick, 3))
    p.obj("s rtap-tick-play", (tick, 2))
    p.obj("s rtap-tick-record", (tick, 1))
    p.obj("s rtap-tick-step", tick)
    return p


def ramp() -> Canvas:
    p = Canvas("ramp")
    p.note("0 1 2 ... 63: added to a block's first index it reads an array sample by sample.")
    p.array("rtap-ramp", BLOCK_SAMPLES)
    start = p.obj("t b b", p.obj("loadbang"))
    loop = p.obj("until", p.msg(str(BLOCK_SAMPLES), start))
    counter = p.obj("f", loop)
    p.msg("0", (start, 1)).to(counter, 0, 1)
    number = p.obj("t f f f", counter)
    p.obj("+ 1", (number, 2)).to(counter, 0, 1)
    p.obj("tabwrite rtap-ramp", number, (number, 1))
    return p


def context() -> Canvas:
    p = Canvas("context")
    p.note("What is heard: the microphone (0) or the loop (1). One window of it is kept in rtap-context.")
    p.array("rtap-context", CONTEXT_BLOCKS * BLOCK_SAMPLES)
    source = p.obj("t f f", p.obj("r rtap-source"))
    loop_gain = p.obj("line~", p.msg("$1 20", (source, 1)))
    mic_gain = p.obj("line~", p.msg("$1 20", p.obj("== 0", source)))
    mic = p.obj("*~", p.obj("adc~ 1"), mic_gain)
    running = p.obj("line~", p.msg("1 20", p.obj("r rtap-begin")))  # stopped, the loop stands on one block
    p.msg("0 20", p.obj("sel 0", p.obj("r rtap-master"))).to(running)
    loop = p.obj("*~", p.obj("*~", p.sub(loop_player()), loop_gain), running)
    heard = p.obj("+~", mic, loop)
    writer = p.obj("tabwrite~ rtap-context", heard)
    begin = p.obj("sel 0", p.obj(f"mod {CONTEXT_BLOCKS}", p.obj("r rtap-tick-record")))
    p.msg("start 0", begin).to(writer)
    p.obj("outlet~", heard)
    return p


def loop_player() -> Canvas:
    p = Canvas("loop")
    p.note("rtap-loop is read block by block from index 0 on; 64 samples of its beginning are repeated after its end.")
    p.array("rtap-loop", 128)
    opened = p.obj("t s b b", p.obj("r rtap-open"))
    says(p, (opened, 2), "that loop cannot be read: the Pd window says why")  # stands if nothing else is said below
    p.obj("v rtap-loop-length", p.msg("0", (opened, 1)))
    read = p.obj("soundfiler", p.msg("read -resize $1 rtap-loop", opened))
    rate = p.obj("!= 44100", p.obj("unpack f f f f s", (read, 1)))
    rate_kept = p.obj("f", read)  # the length comes after the file's description
    length = p.obj("spigot", rate_kept, p.obj("== 0", rate))
    says(p, p.obj("sel 1", rate), "this loop is not at 44100 Hz: open one that is")
    done = p.obj("t b f f f", length)
    p.obj("array size rtap-loop", p.obj(f"+ {BLOCK_SAMPLES}", (done, 3)))
    copied = p.obj(f"array get rtap-loop 0 {BLOCK_SAMPLES}")
    copy = p.obj("t b f", (done, 2))
    copy.to(copied)
    target = p.obj("array set rtap-loop", copied)
    copy.to(target, 1, 1)
    p.obj("v rtap-loop-length", (done, 1))
    says(p, done, "loop loaded")
    position = p.obj("f", p.obj("t b", p.obj("r rtap-tick-play")))
    p.msg("0", p.obj("r rtap-begin")).to(position, 0, 1)
    kept = p.obj("t f b f", position)
    following = p.obj(f"expr if($f2 > 0, ($f1 + {BLOCK_SAMPLES}) % $f2, 0)", (kept, 2))
    following.to(position, 0, 1)
    length_again = p.obj("v rtap-loop-length")
    p.obj("r rtap-begin").to(length_again)
    length_again.to(following, 0, 1)
    kept.to(length_again, 1, 0)
    index = p.obj("+~", p.obj("sig~", kept), p.obj("tabreceive~ rtap-ramp"))
    p.obj("outlet~", p.obj("tabread~ rtap-loop", index))
    return p


def says(p: Canvas, bang: Source, sentence: str) -> None:
    """The patch's one line of text."""
    p.obj("s rtap-says", p.msg(f"list {sentence}", bang))


def step() -> Canvas:
    p = Canvas("step")
    p.note(
        "As a step begins its batch is entered: where its answer belongs, its chunks. At its end its context is sent."
    )
    for name in ("id", "start", "end", "expected", "arrived"):
        p.array(f"rtap-batch-{name}", BATCHES)
    ended = p.obj("expr $f1 == $f2 + $f3", p.obj("r rtap-tick-step"))
    start, blocks = p.obj("v rtap-step-start"), p.obj("v rtap-step-blocks")
    fetch = p.obj("t b b", p.obj("r rtap-tick-record"))  # sent before rtap-tick-step
    start.to(ended, 0, 1)
    blocks.to(ended, 0, 2)
    fetch.to(start, 0, 0)
    fetch.to(blocks, 1, 0)
    end = p.obj("t b b b b b b", p.obj("sel 1", ended))
    p.sub(send_context(), (end, 5))
    p.obj("s rtap-sent", p.obj("v rtap-batch", (end, 4)))
    p.obj("s rtap-account", (end, 3))
    p.obj("v rtap-step-start", p.obj("v rtap-now", (end, 2)))
    p.obj("s rtap-next-batch", (end, 1))
    begin = p.obj("t b b b b", p.obj("r rtap-begin"))
    p.obj("v rtap-step-start", p.msg("0", (begin, 3)))
    p.obj("s rtap-next-batch", (begin, 2))
    p.obj("v rtap-judged", p.obj("v rtap-batch", (begin, 1)))
    entered = p.sub(enter_batch(), end)
    begin.to(entered)
    return p


def send_context() -> Canvas:
    p = Canvas("send-context")
    p.note("The step that has just been played, chunk by chunk.")
    send = p.obj("t b b b", p.obj("inlet"))
    planes = "if($f2 > 1, $f2, 1)"  # `total` counts a chunk once per stem asked for, as the paper's client does
    chunks = f"$f1 / {SENT_BLOCKS}"
    p.obj("v $0-total", gather(p, (send, 2), ["rtap-step-blocks", "rtap-targets"], f"{chunks} * {planes}"))
    loop = p.obj("until", gather(p, send, ["rtap-step-blocks"], chunks))
    at_block = p.obj("f", loop)
    p.msg("0", (send, 1)).to(at_block, 0, 1)
    at = p.obj("t f f f", at_block)
    p.obj(f"+ {SENT_BLOCKS}", (at, 2)).to(at_block, 0, 1)
    header = p.obj("t b f", (at, 1))
    start = p.obj(f"* {BLOCK_SAMPLES}", (header, 1))
    fetch = p.obj("t b b", header)
    packed = p.obj("pack f f f", p.obj("v rtap-batch", fetch), start, p.obj("v $0-total", (fetch, 1)))
    position = p.obj("t b f", at)
    onset = p.obj("+", p.obj("v rtap-step-start", position))
    position.to(onset, 1, 1)
    in_ring = p.obj(f"* {BLOCK_SAMPLES}", p.obj(f"mod {CONTEXT_BLOCKS}", onset))
    samples = p.obj(f"array get rtap-context 0 {SENT_BLOCKS * BLOCK_SAMPLES}", in_ring)
    message = p.obj("list prepend", samples, packed)
    p.obj("s rtap-osc", p.obj("oscformat -f iii context", message))
    return p


def enter_batch() -> Canvas:
    p = Canvas("enter-batch")
    go = p.obj("t b b b b b b", p.obj("inlet"))
    slot = p.obj("t f f f f f", p.obj(f"mod {BATCHES}", p.obj("v rtap-batch", (go, 5))))
    start = gather(p, (go, 4), ["rtap-step-start", "rtap-step-blocks", "rtap-look-blocks"], "$f1 + $f2 + $f3")
    end = gather(p, (go, 3), ["rtap-step-start", "rtap-step-blocks", "rtap-look-blocks"], "$f1 + $f2 + $f3 + $f2")
    chunks = f"int(($f1 + {FADE_BLOCKS + PACKAGE_BLOCKS - 1}) / {PACKAGE_BLOCKS}) * $f2"
    expected = gather(p, (go, 2), ["rtap-step-blocks", "rtap-targets"], chunks)
    none = p.msg("0", (go, 1))
    batch = p.obj("v rtap-batch", go)
    for outlet, (name, value) in enumerate(
        (("id", batch), ("arrived", none), ("expected", expected), ("end", end), ("start", start))
    ):
        p.obj(f"tabwrite rtap-batch-{name}", value, (slot, outlet))
    return p


def parameters() -> Canvas:
    p = Canvas("parameters")
    p.note("What is asked for on the panel counts from the next step on. Until then it waits in -wanted.")
    begin = p.obj("t b b b b", p.obj("r rtap-next-batch"))
    p.obj("v rtap-batch", p.obj("+ 1", p.obj("v rtap-batch", (begin, 3))))
    p.obj("v rtap-step-columns", p.obj("v rtap-step-wanted", (begin, 2)))
    p.obj("v rtap-step-blocks", gather(p, (begin, 1), ["rtap-step-wanted"], f"$f1 * {COLUMN_BLOCKS}"))
    rest = p.obj("t b b b b", begin)
    reach = f"min($f1, {WINDOW_COLUMNS - 1} - $f2)"
    p.obj("v rtap-look-columns", gather(p, (rest, 3), ["rtap-look-wanted", "rtap-step-wanted"], reach))
    p.obj("v rtap-look-blocks", gather(p, (rest, 2), ["rtap-look-columns"], f"$f1 * {COLUMN_BLOCKS}"))
    targets = gather(p, (rest, 1), [f"rtap-{stem}-wanted" for stem in STEMS], "$f1 + $f2 + $f3 + $f4")
    p.obj("v rtap-targets", targets)
    says(p, p.obj("sel 0", p.obj("change -1", targets)), "no stem is chosen: choose what to generate")
    p.obj("s rtap-r", p.obj(f"/ {WINDOW_COLUMNS}", p.obj("v rtap-step-columns", rest)))
    p.obj("s rtap-w", gather(p, rest, ["rtap-look-columns", "rtap-step-columns"], "$f1 / max($f2, 1)"))
    p.obj("s rtap-parameters", rest)
    for name, wanted in (("step", "step"), ("look-ahead", "look")):
        clipped = p.obj(f"clip 1 {WINDOW_COLUMNS // 2}" if name == "step" else f"clip 0 {WINDOW_COLUMNS - 2}")
        p.obj(f"r rtap-{name}").to(clipped)
        columns = p.obj("t f f", p.obj("int", clipped))
        p.obj(f"v rtap-{wanted}-wanted", (columns, 1))
        p.obj(f"s rtap-{wanted}-ms", p.obj(f"* {COLUMN_MS:.4f}", columns))
    for stem in STEMS:
        p.obj(f"v rtap-{stem}-wanted", p.obj("!= 0", p.obj(f"r rtap-{stem}")))
    return p


def send_parameters() -> Canvas:
    p = Canvas("send-parameters")
    p.note("At every step, and at every status: a runtime that was started again knows its settings within a second.")
    go = p.obj("t b b b b b", p.obj("r rtap-parameters"))
    size = p.obj("oscformat -f i update_package_size", p.msg(str(PACKAGE_BLOCKS * BLOCK_SAMPLES), (go, 4)))
    r = p.obj("oscformat -f f update_r", p.obj(f"/ {WINDOW_COLUMNS}", p.obj("v rtap-step-columns", (go, 3))))
    w = p.obj("oscformat -f f w", gather(p, (go, 2), ["rtap-look-columns", "rtap-step-columns"], "$f1 / max($f2, 1)"))
    fade = p.obj("oscformat -f f update_fade", p.msg(str(FADE_FRACTION), (go, 1)))
    flags = p.obj("t b b b b", go)
    values = [p.obj(f"v rtap-{stem}-wanted", (flags, i)) for i, stem in enumerate(STEMS)]
    chosen = p.obj("oscformat -f iiii predict_instruments", p.obj("pack f f f f", *values))
    out = p.obj("s rtap-osc", size)
    for message in (r, w, fade, chosen):
        message.to(out)
    return p


def wire() -> Canvas:
    p = Canvas("wire")
    p.note("Datagrams. On this machine Pd listens on the loopback only; for a runtime elsewhere, on every interface.")
    send = p.obj("netsend -u -b", p.obj("list trim", p.obj("list prepend send", p.obj("r rtap-osc"))))
    connect = p.obj("t b b b b", p.obj("r rtap-connect"))
    p.msg("disconnect", (connect, 3)).to(send)
    host = p.obj("symbol 127.0.0.1", (connect, 1))
    p.obj("r rtap-host").to(host, 0, 1)
    port = p.obj("f 7000", (connect, 2))
    p.obj("r rtap-port").to(port, 0, 1)
    address = p.obj("t b s", host)
    to_address = p.obj("pack s f", (address, 1))
    port.to(to_address, 0, 1)
    p.msg("connect $1 $2", to_address).to(send)
    listen = p.obj("f 8000", connect)
    p.obj("r rtap-listen").to(listen, 0, 1)
    listen_port = p.obj("t f f", listen)
    p.obj("v rtap-listen-port", (listen_port, 1))
    receive = p.obj("netreceive -u -b")
    here, anywhere = p.obj("spigot", listen_port), p.obj("spigot", listen_port)
    p.msg("listen $1 127.0.0.1", here).to(receive)
    p.msg("listen $1", anywhere).to(receive)
    local = p.obj("sel 127.0.0.1 localhost", (address, 1))
    yes = p.obj("t b", local)
    p.obj("t b", (local, 1)).to(yes)
    is_here, is_anywhere = p.msg("1", yes), p.msg("0", (local, 2))
    for value in (is_here, is_anywhere):
        value.to(here, 0, 1)
        p.obj("== 0", value).to(anywhere, 0, 1)
    # Pd 0.53 prints an error for the type T, which /server_predicted and /ready carry: neither is needed here.
    datagram = p.obj("t l l", receive)
    letters = p.obj("unpack f f f", p.obj("list split 3", (datagram, 1)))
    other = p.obj("expr ($f1 != 115) && (($f1 != 114) || ($f2 != 101))", (letters, 1))  # /s... and /re...
    letters.to(other, 2, 1)
    parsed = p.obj("list trim", p.obj("oscparse", p.obj("spigot", datagram, other)))
    kinds = p.obj("route " + " ".join(STEMS) + " rtap batch_dropped", parsed)
    for i, stem in enumerate(STEMS):
        p.obj(f"s rtap-answer-{stem}", (kinds, i))
    own_messages = p.obj("route status window", (kinds, 4))
    p.obj("s rtap-status", own_messages)
    p.obj("s rtap-window", (own_messages, 1))
    p.obj("s rtap-batch-dropped", (kinds, 5))
    return p


def control() -> Canvas:
    p = Canvas("control")
    p.note("Start refuses any rate but 44100 Hz: at another, all would be heard at the wrong speed.")
    play = p.obj("sel 1 0", p.obj("r rtap-play"))
    opened = p.obj("t b b", play)
    p.msg("; pd dsp 1", (opened, 1))  # before it the rate is not yet the sound card's
    opening = p.obj("delay 20", opened)
    p.msg("stop", (play, 1)).to(opening)
    rate_checks = p.obj("sel 44100", p.obj("samplerate~", opening))
    start = p.obj("t b b b b b b", rate_checks)
    p.obj("s rtap-cancel-stop", (start, 5))
    p.obj("s rtap-clear", (start, 4))
    reset(p, (start, 3))
    load(p, (start, 2))
    p.obj("s rtap-master", p.msg("1", (start, 1)))
    go = p.obj("t b b b", start)
    p.obj("s rtap-state", p.msg("1", (go, 2)))
    p.obj("s rtap-play-shown", p.msg("set 1", (go, 1)))
    says(p, go, "playing")
    wrong = p.obj("t f f", (rate_checks, 1))
    p.obj(
        "s rtap-says",
        p.msg("list Pd runs at $1 Hz and rtap at 44100: choose 44100 in Media - Audio Settings", (wrong, 1)),
    )
    p.obj("s rtap-play-shown", p.msg("set 0", wrong))
    stop = p.obj("t b b b", (play, 1))
    p.obj("s rtap-master", p.msg("0", (stop, 2)))
    stopping = p.obj("delay 40", (stop, 1))
    p.msg("stop", p.obj("r rtap-cancel-stop")).to(stopping)
    stopped = p.obj("t b b", stopping)
    p.obj("s rtap-state", p.msg("0", (stopped, 1)))
    reset(p, stopped)  # or the runtime would take the step begun for one whose packets were lost
    p.obj("s rtap-play-shown", p.msg("set 0", stop))
    says(p, stopping, "stopped")
    return p


def reset(p: Canvas, bang: Source) -> None:
    p.obj("s rtap-osc", p.obj("oscformat -f i reset", p.msg("1", bang)))


def load(p: Canvas, bang: Source) -> None:
    p.obj("s rtap-osc", p.obj("oscformat load_model", p.msg("list", bang)))


def buttons() -> Canvas:
    p = Canvas("buttons")
    p.note("Reset makes the runtime forget; load asks it to get ready, which a runtime of ours already is.")
    reset(p, p.obj("r rtap-reset"))
    load(p, p.obj("r rtap-load"))
    opened = p.obj("openpanel", p.obj("r rtap-choose-loop"))
    p.obj("s rtap-open", p.msg("symbol $1", opened))
    return p


def account() -> Canvas:
    p = Canvas("account")
    p.note(
        "Windows, answered, late, lost, dropped. A batch is judged 2 s after the last block it is for has been played."
    )
    clear = p.obj("r rtap-clear")
    zero = p.msg("0", clear)
    names = ("windows", "answered", "late", "lost", "dropped", "context-lost")
    counters = {}
    for name in names:
        counter = p.obj("f")
        zero.to(counter)
        p.obj(f"s rtap-{name}", counter)
        plus = p.obj("+", p.obj(f"r rtap-{name}-more"))
        counter.to(plus, 0, 1)
        plus.to(counter)
        counters[name] = counter
    p.obj("s rtap-windows-more", p.msg("1", p.obj("r rtap-sent")))
    judge = p.obj("t b b", p.obj("r rtap-account"))
    judged = p.sub(judge_batch(), judge)
    judge.to(judged, 1, 0)  # two of them: after a shorter look-ahead it has to catch up
    p.sub(count_arrived())
    p.sub(count_late())
    p.sub(count_dropped())
    return p


def judge_batch() -> Canvas:
    p = Canvas("judge")
    p.note("The oldest batch not yet judged, if its time has passed.")
    inlet = p.obj("inlet")
    slot = p.obj("t b f f f", p.obj(f"mod {BATCHES}", p.obj("v rtap-judged", inlet)))
    p.obj("v rtap-j-end", p.obj("tabread rtap-batch-end", (slot, 3)))
    p.obj("v rtap-j-expected", p.obj("tabread rtap-batch-expected", (slot, 2)))
    p.obj("v rtap-j-arrived", p.obj("tabread rtap-batch-arrived", (slot, 1)))
    due = f"($f1 + {LOST_AFTER_BLOCKS} <= $f2) && ($f3 < $f4)"
    over = gather(p, slot, ["rtap-j-end", "rtap-now", "rtap-judged", "rtap-batch"], due)
    passed = p.obj("t b b", p.obj("sel 1", over))
    lost = p.obj("t f f", gather(p, (passed, 1), ["rtap-j-expected", "rtap-j-arrived"], "max(0, $f1 - $f2)"))
    p.obj("s rtap-lost-more", (lost, 1))
    p.obj("s rtap-lamp-lost-on", p.obj("sel 1", p.obj("> 0", lost)))
    p.obj("v rtap-judged", p.obj("+ 1", p.obj("v rtap-judged", passed)))
    return p


def count_arrived() -> Canvas:
    p = Canvas("arrived")
    p.note("Chunks of a batch; and how long after its last context the newest batch's first chunk came.")
    arrived = p.obj("t f f", p.obj("r rtap-arrived"))
    slot = p.obj("t f f f", p.obj(f"mod {BATCHES}", (arrived, 1)))
    count = p.obj("t f f", p.obj("+ 1", p.obj("tabread rtap-batch-arrived", slot)))
    p.obj("tabwrite rtap-batch-arrived", (count, 1), (slot, 1))
    whole = p.obj("==", count, p.obj("tabread rtap-batch-expected", (slot, 2)))
    p.obj("s rtap-answered-more", whole)
    sent = p.obj("t b f", p.obj("r rtap-sent"))
    clock_since = p.obj("realtime", sent)
    first = p.obj("sel -1", arrived)  # its argument is the batch last sent, and -1 once that one has come
    sent.to(first, 1, 1)
    both = p.obj("t b b", first)
    both.to(clock_since, 1, 1)
    p.msg("-1", both).to(first, 0, 1)
    p.obj("s rtap-answer-ms", clock_since)
    return p


def count_late() -> Canvas:
    p = Canvas("late")
    p.note("Once a batch, whichever of its blocks and stems is late.")
    changed = p.obj("change -1", p.obj("r rtap-late-batch"))
    both = p.obj("t b b", changed)
    p.obj("s rtap-late-more", p.msg("1", (both, 1)))
    p.obj("s rtap-lamp-late-on", both)
    return p


def count_dropped() -> Canvas:
    p = Canvas("dropped")
    p.note("The runtime was busy: nothing more is expected of that batch.")
    dropped = p.obj("t b f", p.obj("r rtap-batch-dropped"))
    p.obj("s rtap-dropped-more", p.msg("1", dropped))
    slot = p.obj("t b f", p.obj(f"mod {BATCHES}", (dropped, 1)))
    p.obj("tabwrite rtap-batch-expected", p.msg("0", slot), (slot, 1))
    return p


def latency() -> Canvas:
    p = Canvas("latency")
    p.note("/rtap/window: batch, encode, sample, decode, total, budget (ms), late, lost chunks. Median of 1 ms bins.")
    p.array("rtap-latency", LATENCY_BINS)
    p.obj("s rtap-latency", p.msg("const 0", p.obj("r rtap-clear")))
    window = p.obj("unpack f f f f f f f f", p.obj("r rtap-window"))
    p.obj("s rtap-context-lost-more", (window, 7))
    p.obj("s rtap-budget-ms", (window, 5))
    total = p.obj("t b f f", (window, 4))
    p.obj("s rtap-window-ms", (total, 2))
    at = p.obj("t f f", p.obj(f"clip 0 {LATENCY_BINS - 1}", p.obj("int", (total, 1))))
    count = p.obj("+ 1", p.obj("tabread rtap-latency", at))
    p.obj("tabwrite rtap-latency", count, (at, 1))
    for level, name in ((0.5, "p50"), (0.99, "p99")):
        p.obj(f"s rtap-{name}-ms", p.obj("array quantile rtap-latency", p.msg(str(level), total)))
    return p


def status() -> Canvas:
    p = Canvas("status")
    p.note("Asks once a second, so that a runtime that was started again is found; 3 s without a word: none there.")
    ask = p.obj("t b b", p.obj("metro 1000", p.obj("r rtap-ask")))
    asked = p.obj("oscformat -f iii rtap subscribe", p.msg("1 $1 0", p.obj("v rtap-listen-port", (ask, 1))))
    p.obj("s rtap-osc", asked)
    silent = p.obj("f 4", ask)  # seconds without a word: nobody has spoken yet
    more = p.obj("+ 1", silent)
    more.to(silent, 0, 1)
    p.obj("s rtap-runtime-here", p.obj("< 4", more))
    heard = p.obj("t a b b b", p.obj("r rtap-status"))
    p.msg("0", (heard, 3)).to(silent, 0, 1)
    p.obj("s rtap-runtime-here", p.msg("1", (heard, 2)))
    playing = p.obj("spigot", (heard, 1), p.obj("> 0", p.obj("r rtap-master")))
    p.obj("s rtap-parameters", playing)
    pairs = p.obj("list split 2", heard)
    again = p.obj("t a", (pairs, 1))
    again.to(pairs)
    names = p.obj("route engine bundle", p.obj("list trim", pairs))
    for outlet, name in enumerate(("engine", "bundle")):
        p.obj(f"s rtap-{name}", p.msg("symbol $1", p.obj("list", (names, outlet))))
    return p


def lamps() -> Canvas:
    p = Canvas("lamps")
    p.note("Green, amber, red; late and lost go out 2 s after the last one.")
    here = p.obj("sel 0 1", p.obj("change -1", p.obj("r rtap-runtime-here")))
    for colour, outlet in ((AMBER, 0), (GREEN, 1)):
        p.obj("s rtap-lamp-runtime", p.msg(f"color {colour} #000000 #000000", (here, outlet)))
    says(p, here, "no runtime answers: start rtap-runtime")
    says(p, (here, 1), "a runtime is there")
    for name in ("late", "lost"):
        on = p.obj("t b b", p.obj(f"r rtap-lamp-{name}-on"))
        off = p.obj("t b", p.obj("delay 2000", on))
        p.obj("r rtap-clear").to(off)
        lamp = p.obj(f"s rtap-lamp-{name}", p.msg(f"color {RED} #000000 #000000", (on, 1)))
        p.msg(f"color {GREEN} #000000 #000000", off).to(lamp)
    says(p, p.obj("r rtap-lamp-lost-on"), "parts of answers are lost: a shorter step or fewer stems - see README.md")
    alive = p.obj("f", p.obj("metro 1000", p.obj("r rtap-ask")))
    p.msg("1", p.obj("bang~")).to(alive, 0, 1)
    dsp_on = p.obj("t b b", p.obj("sel 1", alive))
    p.msg("0", (dsp_on, 1)).to(alive, 0, 1)
    rate = p.obj("samplerate~", dsp_on)  # while DSP is off it may be another than the sound card's
    right = p.obj("sel 0 1", p.obj("change -1", p.obj("== 44100", rate)))
    lamp = p.obj("s rtap-lamp-rate")
    p.msg(f"color {RED} #000000 #000000", right).to(lamp)
    p.msg(f"color {GREEN} #000000 #000000", (right, 1)).to(lamp)
    playing = p.obj("spigot", right, p.obj("> 0", p.obj("r rtap-master")))
    p.obj("s rtap-play", p.msg("0", playing))
    wrong = "list Pd does not run at 44100 Hz: choose 44100 in Media - Audio Settings"
    p.obj("s rtap-says", p.msg(wrong, p.obj("delay 100", right)))
    return p


def sound_out() -> Canvas:
    p = Canvas("sound-out")
    p.note("Inlets: the context, the stems. The accompaniment and as much of the context as wanted; recorded apart.")
    heard_context = p.obj("inlet~")
    stems = p.obj("inlet~")
    master = p.obj("line~", p.msg("$1 20", p.obj("r rtap-master")))
    played = p.obj("*~", stems, master)
    volume = p.obj("line~", p.msg("$1 20", p.obj("r rtap-volume")))
    hear = p.obj("line~", p.msg("$1 20", p.obj("r rtap-hear")))
    out = p.obj("+~", p.obj("*~", played, volume), p.obj("*~", heard_context, hear))
    p.obj("dac~", out, out)
    recorder = p.obj("writesf~ 2", heard_context, played)
    record = p.obj("t b s", p.obj("r rtap-record"))
    p.msg("open -wave -bytes 4 -rate 44100 $1", (record, 1)).to(recorder)
    p.msg("start", record).to(recorder)
    p.msg("stop", p.obj("r rtap-record-stop")).to(recorder)
    path = p.obj("savepanel", p.obj("r rtap-choose-record"))
    p.obj("s rtap-record", p.msg("symbol $1", path))
    for signal, name in ((heard_context, "context"), (played, "answer")):
        level = p.obj("env~ 2048", signal)
        p.obj(f"s rtap-vu-{name}", p.obj("- 100", level))
        kept = p.obj("f", p.obj("t b", p.obj("r rtap-draw")))
        p.obj("dbtorms", level).to(kept, 0, 1)
        at = p.obj("r rtap-draw-at")
        p.obj(f"tabwrite rtap-{name}-level", kept, at)
    drawn = p.obj("expr if($f1 % 32 == 0, int($f1 / 32) % 256, -1)", p.obj("r rtap-tick-record"))
    at = p.obj("t b f", (p.obj("moses 0", drawn), 1))
    p.obj("s rtap-draw-at", (at, 1))
    p.obj("s rtap-draw", at)
    return p


def defaults() -> Canvas:
    p = Canvas("defaults")
    p.note("The demo loop at r = 1/8, four columns ahead. What is heard of the context: half.")
    start = p.obj("t b b b b", p.obj("loadbang"))
    p.msg(
        "; rtap-step 8; rtap-look-ahead 4; rtap-bass 1; rtap-drums 0; rtap-guitar 0; rtap-piano 0; rtap-source 1;"
        " rtap-volume 0.8; rtap-hear 0.5; rtap-master 0",
        (start, 3),
    )
    p.msg("; rtap-host-shown symbol 127.0.0.1; rtap-port 7000; rtap-listen 8000; rtap-connect bang", (start, 2))
    p.msg("; rtap-open symbol loop.wav", (start, 1))
    p.msg("; rtap-clear bang; rtap-ask 1", start)
    return p


GREEN, AMBER, RED, GREY = "#3aa655", "#e0a020", "#d03a3a", "#b8b8b8"


def main_patch() -> Canvas:
    """`rtap.pd`: the panel, and behind it one subpatch for each job."""
    p = Canvas("rtap", (840, 610))
    panel(p)
    x, y = 20, 660
    p.note("The machinery: open any of these to see how it works.", at=(x, y - 26))
    heard = p.sub(context(), at=(20, y))
    out = p.sub(sound_out(), at=(20, y + 80))
    heard.to(out, 0, 0)
    for i, stem in enumerate(STEMS):
        at = (140 + 170 * i, y)
        answer = p.obj(f"r rtap-answer-{stem}", at=at)
        p.obj("rtap-stem", answer, at=(at[0], y + 40)).to(out, 0, 1)
    machinery = (
        clock(),
        ramp(),
        step(),
        parameters(),
        send_parameters(),
        wire(),
        control(),
        buttons(),
        account(),
        latency(),
        status(),
        lamps(),
        defaults(),
    )
    x = 20
    y += 120
    for child in machinery:
        width = 7 * len(f"pd {child.name}") + 8
        if x + width > 800:
            x, y = 20, y + 34
        p.sub(child, at=(x, y))
        x += width + 16
    return p


def panel(p: Canvas) -> None:
    def area(x: int, y: int, w: int, h: int, title: str) -> None:
        label = title.replace(" ", "\\ ")
        p.gui(f"obj {{x}} {{y}} cnv 15 {w} {h} empty empty {label} 8 12 0 14 #ececec #404040 0", w, h, (x, y), True)

    def lamp(name: str, at: tuple[int, int], colour: str) -> None:
        p.gui(f"obj {{x}} {{y}} cnv 12 18 18 empty rtap-lamp-{name} empty 0 0 0 12 {colour} #000000 0", 18, 18, at)

    def number(name: str, at: tuple[int, int], low: int, high: int, value: int, digits: int = 5) -> None:
        p.gui(
            f"obj {{x}} {{y}} nbx {digits} 20 {low} {high} 0 0 rtap-{name} rtap-{name} empty 0 -8 0 13 "
            f"#fcfcfc #000000 #000000 {value} 256",
            digits * 8 + 14,
            20,
            at,
        )

    def shown(name: str, at: tuple[int, int], digits: int = 7) -> None:
        p.gui(f"floatatom {{x}} {{y}} {digits} 0 0 0 - rtap-{name} - 0", digits * 7 + 6, 21, at)

    def button(name: str, at: tuple[int, int]) -> None:
        p.gui(f"obj {{x}} {{y}} bng 20 250 50 0 rtap-{name} empty empty 0 -8 0 12 #fcfcfc #000000 #000000", 20, 20, at)

    def toggle(send: str, receive: str, at: tuple[int, int], size: int = 20) -> None:
        p.gui(
            f"obj {{x}} {{y}} tgl {size} 0 {send} {receive} empty 0 -8 0 12 #fcfcfc #000000 #000000 0 1",
            size,
            size,
            at,
        )

    def word(text: str, x: int, y: int) -> None:
        p.note(text, at=(x, y))

    p.gui("obj {x} {y} cnv 15 840 54 empty empty rtap 20 26 0 26 #30343c #ffffff 0", 840, 54, (0, 0), True)
    p.gui(
        "obj {x} {y} cnv 1 1 1 empty empty live\\ accompaniment\\ by\\ latent\\ diffusion 0 0 0 14 #30343c #c8c8c8 0",
        1,
        1,
        (110, 30),
        True,
    )
    p.gui("listbox {x} {y} 76 0 0 1 - rtap-says - 14", 76 * 9 + 6, 24, (20, 66))

    area(20, 104, 240, 170, "1 runtime")
    lamp("runtime", (234, 108), GREY)
    word("host", 30, 132)
    p.gui("symbolatom {x} {y} 16 0 0 0 - rtap-host-shown rtap-host 0", 118, 21, (104, 132))
    word("port", 30, 160)
    number("port", (104, 160), 1, 65535, 7000)
    word("listen at", 30, 186)
    number("listen", (104, 186), 1, 65535, 8000)
    word("connect", 54, 214)
    button("connect", (30, 214))
    word("load", 142, 214)
    button("load", (118, 214))
    word("reset", 210, 214)
    button("reset", (186, 214))
    word("engine", 30, 244)
    p.gui("symbolatom {x} {y} 8 0 0 0 - rtap-engine - 0", 62, 21, (84, 244))
    p.gui("symbolatom {x} {y} 11 0 0 0 - rtap-bundle - 0", 83, 21, (160, 244))

    area(280, 104, 240, 170, "2 sound")
    lamp("rate", (494, 108), GREY)
    word("44.1 kHz", 424, 108)
    p.gui(
        "obj {x} {y} hradio 20 1 0 2 rtap-source rtap-source empty 0 -8 0 12 #fcfcfc #000000 #000000 0",
        40,
        20,
        (290, 134),
    )
    word("microphone | loop", 338, 134)
    word("open a loop", 314, 160)
    button("choose-loop", (290, 160))
    word("hear the context", 290, 188)
    p.gui(
        "obj {x} {y} hsl 100 18 0 1 0 0 rtap-hear rtap-hear empty 0 -8 0 12 #fcfcfc #000000 #000000 0 1",
        106,
        18,
        (408, 188),
    )
    word("accompaniment", 290, 214)
    p.gui(
        "obj {x} {y} hsl 100 18 0 1 0 0 rtap-volume rtap-volume empty 0 -8 0 12 #fcfcfc #000000 #000000 0 1",
        106,
        18,
        (408, 214),
    )
    word("record", 314, 244)
    button("choose-record", (290, 244))
    word("stop recording", 396, 244)
    button("record-stop", (372, 244))

    area(540, 104, 260, 170, "3 play")
    toggle("rtap-play", "rtap-play-shown", (550, 130), 36)
    word("start, stop", 594, 138)
    word("r", 700, 128)
    shown("r", (718, 128), 7)
    word("w", 700, 152)
    shown("w", (718, 152), 7)
    for i, stem in enumerate(STEMS):
        word(stem, 574 + 116 * (i % 2), 176 + 24 * (i // 2))
        toggle(f"rtap-{stem}", f"rtap-{stem}", (550 + 116 * (i % 2), 176 + 24 * (i // 2)))
    word("step", 550, 226)
    number("step", (626, 226), 1, WINDOW_COLUMNS // 2, 8, 3)
    word("columns", 674, 226)
    word("look-ahead", 550, 250)
    number("look-ahead", (626, 250), 0, WINDOW_COLUMNS - 2, 4, 3)
    word("columns", 674, 250)
    shown("step-ms", (732, 226), 5)
    word("ms", 776, 226)
    shown("look-ms", (732, 250), 5)
    word("ms", 776, 250)

    area(20, 292, 500, 110, "4 latency in ms")
    for i, (name, title) in enumerate(
        (
            ("window-ms", "window"),
            ("p50-ms", "p50"),
            ("p99-ms", "p99"),
            ("budget-ms", "budget"),
            ("answer-ms", "first answer after"),
        )
    ):
        word(title, 30 + 86 * i, 320)
        shown(name, (30 + 86 * i, 342))
    word("window, p50, p99: the runtime's. The last: as Pd sees it.", 30, 372)

    area(540, 292, 260, 110, "5 windows")
    lamp("late", (626, 322), GREY)
    word("late", 584, 320)
    shown("late", (652, 320), 5)
    lamp("lost", (626, 348), GREY)
    word("lost", 584, 346)
    shown("lost", (652, 346), 5)
    word("sent", 708, 320)
    shown("windows", (750, 320), 5)
    word("whole", 708, 346)
    shown("answered", (750, 346), 5)
    word("dropped", 563, 372)
    shown("dropped", (652, 372), 5)
    word("unheard", 694, 372)
    shown("context-lost", (750, 372), 5)

    area(20, 420, 780, 136, "6 levels of the last 12 s")
    for name, title, x in (("context", "context", 30), ("answer", "accompaniment", 420)):
        word(title, x, 444)
        drawing = Canvas("(subpatch)", (450, 278))
        drawing.gui(f"array rtap-{name}-level {LEVEL_POINTS} float 8", 0, 0, (0, 0), True)
        drawing.coords = f"0 0.5 {LEVEL_POINTS - 1} 0 300 64 1 0 0"
        p.graph(drawing, 300, 64, (x, 470))
        p.gui(f"obj {{x}} {{y}} vu 12 80 rtap-vu-{name} empty -1 -8 0 10 #404040 #000000 0 0", 14, 86, (x + 316, 460))


def patches() -> dict[str, str]:
    """File name -> contents."""
    return {"rtap.pd": main_patch().text(), "rtap-stem.pd": stem_patch().text()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 where a patch differs")
    arguments = parser.parse_args()
    folder = Path(__file__).parent
    stale = (
        [name for name, text in patches().items() if (folder / name).read_text(encoding="utf-8") != text]
        if (arguments.check)
        else []
    )
    for name in stale:
        print(f"{name} is not what generate.py writes: run python max/pd/generate.py", file=sys.stderr)
    if not arguments.check:
        for name, text in patches().items():
            (folder / name).write_text(text, encoding="utf-8")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())

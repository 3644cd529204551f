// How time is counted: in samples since the performance began, in blocks of 64 of them, in columns of 4096.
//
// A step and a look-ahead are whole columns and the crossfade is 14 blocks, so that nothing ever begins inside a block.
// Plain ECMAScript 5, as all files here: they run in Max 9's v8, in Max 8's js and in Node.

exports.SAMPLE_RATE_HZ = 44100;
exports.BLOCK_SAMPLES = 64;
exports.COLUMN_SAMPLES = 4096;
exports.COLUMN_BLOCKS = 64;
exports.WINDOW_COLUMNS = 64;
exports.COLUMN_MS = 1000 * exports.COLUMN_SAMPLES / exports.SAMPLE_RATE_HZ;

// The crossfade, 20.3 ms. The runtime is told a fraction of a second and truncates: 896.1 samples are 896.
exports.FADE_BLOCKS = 14;
exports.FADE_SAMPLES = exports.FADE_BLOCKS * exports.BLOCK_SAMPLES;
exports.FADE_FRACTION = 0.02032;

// The rings in the patch, of context and of answers: two windows.
exports.RING_SAMPLES = 2 * exports.WINDOW_COLUMNS * exports.COLUMN_SAMPLES;
exports.RING_BLOCKS = exports.RING_SAMPLES / exports.BLOCK_SAMPLES;

exports.MAX_STEP_COLUMNS = 32;

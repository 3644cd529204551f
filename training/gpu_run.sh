#!/bin/sh
# The pending GPU run: every stage of configs/gpu.yaml in about half an hour on one data-centre GPU. Each stage resumes,
# so the same command goes on after a limit on time. Needs the `train` extra with a CUDA build of torch, and the
# SoundFont (RTAP_SOUNDFONT where it is not installed). Result: OUT/codec.safetensors, OUT/consistency.safetensors.
set -eu
OUT=${1:-training/runs/gpu}
exec python -m rtap.training all --config training/configs/gpu.yaml --out "$OUT"

#!/usr/bin/env bash
# optbinning 1.0.0 says of a missing answer that it never succeeds, even where it always has.
#
# Expected by most: without a word about missing values their event rate is that of all; with metric_missing='empirical' it is what was seen.
# Seen: by default it is 0, a sure failure, beside 0.28 of those who answered; where all forty that lacked the answer succeeded,
#   'empirical' says 0 as well, and says 0.95 where thirty-eight of them did.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check optbinning==1.0.0
"$folder/env/bin/python" -W ignore - <<'CODE'
import numpy as np
from optbinning import OptimalBinning

def rate(won_without_answer, **missing):
    answers = np.r_[np.arange(400.0), [np.nan] * 40]
    won = np.r_[(np.arange(400) % 4 == 0).astype(int), np.arange(40) < won_without_answer]
    binning = OptimalBinning(name="seats", dtype="numerical").fit(answers, won)
    return round(float(binning.transform(np.array([np.nan]), metric="event_rate", **missing)[0]), 2)

assert rate(40) == 0.0
assert rate(40, metric_missing="empirical") == 0.0
assert rate(38, metric_missing="empirical") == 0.95
CODE
echo "still so: forty of forty successes are an event rate of 0"

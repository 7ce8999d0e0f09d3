#!/usr/bin/env bash
# river 0.26.1 gives a perfect ranking of rare successes an area under the curve of one half.
#
# Expected by most: ROCAUC of scores that put every success above every failure is 1, or nearly so where it is computed in bins.
# Seen: it looks at ten thresholds between 0 and 1, so scores of 1 to 8 in a hundred, as of leads that seldom become customers, are all
#   the same to it: 0.5. The same order of larger scores, or a thousand thresholds, give 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check river==0.26.1
"$folder/env/bin/python" -W ignore - <<'CODE'
from river.metrics import ROCAUC

def area(scores, thresholds=10):
    metric = ROCAUC(n_thresholds=thresholds)
    for score, won in zip(scores, [False, False, False, True, True, True]):
        metric.update(won, score)
    return metric.get()

rare = [0.01, 0.02, 0.03, 0.05, 0.06, 0.08]
assert area([10 * score for score in rare]) == 1.0
assert area(rare) == 0.5
assert round(area(rare, thresholds=1000), 6) == 1.0
CODE
echo "still so: a perfect ranking of small scores is 0.5"

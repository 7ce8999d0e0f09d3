#!/usr/bin/env bash
# scikit-learn 1.9.1 gives a source with a single lead the surest value, and one with three successes of four a doubtful one.
#
# Expected by most: TargetEncoder, whose smoothing is 'auto', draws a category the more towards the mean of all the fewer rows it has.
# Seen: it draws by the variance within the category, which one row and rows that agree have not: one lead that succeeded is 1.0, one
#   that failed 0.0, and three of four 0.67, beside a mean of 0.32. With smooth=10 the single success is 0.38, below the three of four.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check scikit-learn==1.9.1
"$folder/env/bin/python" -W ignore - <<'CODE'
from sklearn.preprocessing import TargetEncoder

leads = [["fair", 1], ["page", 0]] + [["partner", 1]] * 3 + [["partner", 0]] + [["form", 1]] * 28 + [["form", 0]] * 66
sources, successes = [[source] for source, _ in leads], [success for _, success in leads]

def encoded(**smoothing):
    encoder = TargetEncoder(**smoothing).fit(sources, successes)
    return {source: round(float(value), 2) for source, value in zip(encoder.categories_[0], encoder.encodings_[0])}

assert sum(successes) == 32 and len(leads) == 100
assert encoded() == {"fair": 1.0, "page": 0.0, "partner": 0.67, "form": 0.3}
assert encoded(smooth=10)["fair"] < encoded(smooth=10)["partner"] < 0.5
CODE
echo "still so: one success is certain"

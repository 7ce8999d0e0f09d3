#!/usr/bin/env bash
# us 4.0.0 finds Maine for the Isle of Man, Tennessee for tennis and Vermont for a French village.
#
# Expected by most: lookup forgives slips within names of states (Hawai, Floreda), and knows nothing of what is no state.
# Seen: it compares how words sound, whatever their length: Man, Mona and Main (the river) are Maine, Tennis is Tennessee, Indian is
#   Indiana, Organ is Oregon, Vermand is Vermont. Calif. and Mass., which people write, are nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check us==4.0.0
"$folder/env/bin/python" -W ignore - <<'CODE'
from us import states

def found(name):
    state = states.lookup(name)
    return state and state.name

assert [found(name) for name in ("Hawai", "Floreda")] == ["Hawaii", "Florida"]
assert [found(name) for name in ("Man", "Mona", "Main")] == ["Maine", "Maine", "Maine"]
assert [found(name) for name in ("Tennis", "Indian", "Organ", "Vermand")] == ["Tennessee", "Indiana", "Oregon", "Vermont"]
assert [found(name) for name in ("Calif.", "Mass.", "Penn")] == [None, None, None]
CODE
echo "still so: Man is Maine, and Calif. is nothing"

#!/bin/sh
# Fetches axe-core, exactly as package-lock.json has it, into $1; 3 MB. Nothing else is installed, and no package's own
# script is run; no root needed.
set -eu
output="$1"
here="$(cd "$(dirname "$0")" && pwd)"
cp "$here/package.json" "$here/package-lock.json" "$output/"
cd "$output"
npm ci --ignore-scripts --omit=optional --no-audit --no-fund --loglevel=error --cache "$output/npm-cache"
rm -rf "$output/npm-cache"

#!/usr/bin/env bash
# Runs the check once, with its results on the screen and in files. Ends well whatever the check says: the exit
# code is an output, and the action's last step ends with it after everything has been told.
set -uo pipefail

root="${BANYAN_ROOT:-.}"
folder="${RUNNER_TEMP:-/tmp}/banyan"
mkdir -p "$folder"
sarif="$folder/banyan.sarif"
comment="$folder/comment.md"
rm -f "$sarif" "$comment"

installed() {
  local at
  at="$(cd "$root" && pwd)"
  while [ "$at" != / ] && [ -n "$at" ]; do
    if [ -f "$at/node_modules/banyan/bin/run.js" ]; then
      echo "$at/node_modules/banyan/bin/run.js"
      return
    fi
    at="$(dirname "$at")"
  done
}

if [ -n "${BANYAN_VERSION:-}" ]; then
  banyan=(npx --yes "banyan@$BANYAN_VERSION")
elif [ -n "$(installed)" ]; then
  banyan=(node "$(installed)")
else
  version="$(node -p 'require(process.argv[1]).version' "$BANYAN_ACTION/package.json")"
  banyan=(npx --yes "banyan@$version")
fi

arguments=(check --root "$root" --report "sarif=$sarif" --report "markdown=$comment")
[ -n "${BANYAN_CONFIG:-}" ] && arguments+=(--config "$BANYAN_CONFIG")
[ -n "${BANYAN_SINCE:-}" ] && arguments+=(--since "$BANYAN_SINCE")

"${banyan[@]}" "${arguments[@]}"
code=$?

{
  echo "exit-code=$code"
  [ -f "$sarif" ] && echo "sarif-file=$sarif"
  [ -f "$comment" ] && echo "comment-file=$comment"
} >>"$GITHUB_OUTPUT"
exit 0

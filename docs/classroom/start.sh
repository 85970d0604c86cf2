#!/bin/sh
# Starts the server of one account, with the rights of that account. A learner's folder gets the lessons anew each time,
# to read and not to write; exercises are fetched beside them and stay.
set -eu
umask 077
desk="$HOME/leaning-well"
mkdir -p "$desk"
if [ -n "${LEANING_WELL_COURSE:-}" ]; then
    mkdir -p "$desk/exercises"
    new="$(mktemp -d "$desk/.course-XXXXXX")"
    cp -Rp "$LEANING_WELL_COURSE/." "$new"  # with their times, so that pages that were prepared stay so
    if [ -e "$desk/course" ]; then
        chmod -R u+w "$desk/course"
        rm -rf "$desk/course"
    fi
    mv "$new" "$desk/course"
    chmod -R a-w "$desk/course"
fi
cd "$desk"
exec jupyterhub-singleuser "$@"

#!/bin/sh
# Starts the studio of this folder; Studio.command (macOS) and studio.desktop (Linux) run it by a double click.
# Lance le studio de ce dossier ; Studio.command (macOS) et studio.desktop (Linux) l’exécutent par un double clic.

PATH="$PATH:/usr/local/bin:/opt/homebrew/bin"
own=.venv/bin/python

say() {
  printf '%s\n%s\n' "$1" "$2"
}

# Ends with a message in both languages; the window stays until Enter is pressed.
stop() {
  say "$1" "$2" >&2
  if [ -t 0 ]; then
    printf '\nEntrée pour fermer / Enter to close '
    read -r _
  fi
  exit 1
}

recent() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
  for python in python3 python3.14 python3.13 python3.12 python3.11 python; do
    recent "$python" && return
  done
  stop "Il faut Python 3.11 ou plus récent : installez-le depuis https://www.python.org/downloads/, puis recommencez." \
    "Python 3.11 or later is needed: install it from https://www.python.org/downloads/, then try again."
}

make_environment() {
  find_python
  say "Première utilisation : préparation du studio, quelques minutes…" "First use: the studio is being made ready, a few minutes…"
  "$python" -m venv .venv ||
    stop "Ce Python n’a pas le module venv (Debian et Ubuntu : apt install python3-venv)." \
      "This Python has no venv module (Debian and Ubuntu: apt install python3-venv)."
}

install() {
  if [ -f render.py ] && [ -f pyproject.toml ]; then
    set -- -e . babel
  else
    set -- pressroom-*.whl
    [ -f "$1" ] ||
      stop "Pressroom n’est pas installé : mettez son fichier pressroom-….whl dans ce dossier, puis recommencez." \
        "Pressroom is not installed: put its file pressroom-….whl into this folder, then try again."
    while [ $# -gt 1 ]; do shift; done # the last one is the newest
  fi
  "$own" -m pip install --quiet --disable-pip-version-check "$@" ||
    stop "L’installation n’a pas abouti : le réseau est peut-être coupé. Recommencez plus tard." \
      "The installation did not succeed: there may be no network. Try again later."
}

cd "$(dirname "$0")" || stop "Ce dossier ne s’ouvre pas." "This folder cannot be opened."
if [ -f render.py ]; then
  program=render.py
elif [ ! -x "$own" ] && command -v pressroom >/dev/null 2>&1; then
  program=pressroom
else
  program=-m
fi
if [ "$program" != pressroom ]; then
  [ -x "$own" ] || make_environment
  "$own" -c 'import pressroom, pydantic' >/dev/null 2>&1 || install
fi
case "$program" in
  pressroom) pressroom studio ;;
  render.py) "$own" render.py studio ;;
  *) "$own" -m pressroom studio ;;
esac || stop "Le studio s’est arrêté sur une erreur : voir ci-dessus." "The studio ended with an error: see above."

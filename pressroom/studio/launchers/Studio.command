#!/bin/sh
# Starts the studio by a double click on macOS. / Lance le studio par un double clic sur macOS.
exec sh "$(dirname "$0")/studio.sh"

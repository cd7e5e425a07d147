@echo off
rem Starts the studio of this folder by a double click. / Lance le studio de ce dossier par un double clic.
setlocal DisableDelayedExpansion
chcp 65001 >nul
title Studio
pushd "%~dp0" || goto no_folder
set "OWN=.venv\Scripts\python.exe"
if exist "%OWN%" goto check
if exist render.py goto find_python
where pressroom >nul 2>nul && goto installed_command

:find_python
set "PYTHON="
for %%V in (3.14 3.13 3.12 3.11) do if not defined PYTHON py -%%V -c "pass" >nul 2>nul && set "PYTHON=py -%%V"
if defined PYTHON goto make_environment
python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul || goto no_python
set "PYTHON=python"

:make_environment
echo Première utilisation : préparation du studio, quelques minutes...
echo First use: the studio is being made ready, a few minutes...
%PYTHON% -m venv .venv || goto failed

:check
"%OWN%" -c "import pressroom, pydantic" >nul 2>nul && goto start
if exist render.py goto install_checkout
set "WHEEL="
for %%W in (pressroom-*.whl) do set "WHEEL=%%W"
if not defined WHEEL goto no_wheel
"%OWN%" -m pip install --quiet --disable-pip-version-check "%WHEEL%" || goto not_installed
goto start

:install_checkout
"%OWN%" -m pip install --quiet --disable-pip-version-check -e . babel || goto not_installed

:start
if exist render.py goto start_checkout
"%OWN%" -m pressroom studio || goto failed
goto ended

:start_checkout
"%OWN%" render.py studio || goto failed
goto ended

:installed_command
call pressroom studio || goto failed
goto ended

:no_folder
echo Ce dossier ne s’ouvre pas. / This folder cannot be opened.
goto wait

:no_python
echo Il faut Python 3.11 ou plus récent : installez-le depuis https://www.python.org/downloads/, puis recommencez.
echo Python 3.11 or later is needed: install it from https://www.python.org/downloads/, then try again.
goto wait

:no_wheel
echo Pressroom n’est pas installé : mettez son fichier pressroom-...whl dans ce dossier, puis recommencez.
echo Pressroom is not installed: put its file pressroom-...whl into this folder, then try again.
goto wait

:not_installed
echo L’installation n’a pas abouti : le réseau est peut-être coupé. Recommencez plus tard.
echo The installation did not succeed: there may be no network. Try again later.
goto wait

:failed
echo Le studio s’est arrêté sur une erreur : voir ci-dessus.
echo The studio ended with an error: see above.

:wait
pause
exit /b 1

:ended
popd

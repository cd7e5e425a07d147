// The pieces that change by what is typed, before and after.
"use strict";

const changedPieces = {seen: "", turn: 0};

/** Look for the pieces anew, unless nothing was changed since. */
window.showChangedPieces = later(async (base, state, words) => {
  const now = JSON.stringify([state.file, state.revision, state.isChanged]);
  if (changedPieces.seen === now) return;
  changedPieces.seen = now;
  const turn = ++changedPieces.turn;
  const count = document.getElementById("pieces-count");
  const holder = document.getElementById("pieces");
  if (!state.isChanged) { count.textContent = words["settings-pieces-none"]; holder.replaceChildren(); return; }
  count.textContent = words["settings-pieces-wait"];
  const {status, values} = await ask(base + "/pieces");
  if (turn !== changedPieces.turn) return;
  if (status !== 200) { changedPieces.seen = count.textContent = ""; holder.replaceChildren(); return; } // asked again with the next state
  count.textContent = fill(words["settings-pieces-count"], {count: values.pieces.length});
  const sideOf = (piece, side) => make("figure", {"data-side": side}, make("span", {class: "waits"}), make("figcaption", {}, words["settings-" + side]));
  holder.replaceChildren(...values.pieces.map((piece) => make("li", {class: "changed", "data-name": piece.name},
    make("a", {class: "line", href: "/piece/" + piece.name}, piece.title), make("div", {class: "pair"}, sideOf(piece, "before"), sideOf(piece, "after")))));
  const digests = new Map();
  for (const piece of values.pieces) for (const side of ["before", "after"]) {
    const {status: found, values: look} = await ask(`${base}/look?${new URLSearchParams({name: piece.name, edition: piece.edition, format: piece.format, side})}`);
    if (turn !== changedPieces.turn) return;
    if (found !== 200) continue;
    if (side === "after" && look.digest && look.digest === digests.get(piece.name)) { // none of what changed is on it
      holder.querySelector(`[data-name="${CSS.escape(piece.name)}"]`).remove();
      count.textContent = fill(words["settings-pieces-count"], {count: holder.childElementCount});
      continue;
    }
    digests.set(piece.name, look.digest);
    const figure = holder.querySelector(`[data-name="${CSS.escape(piece.name)}"] [data-side=${side}]`);
    const bytes = Uint8Array.from(atob(look.picture), (sign) => sign.charCodeAt(0));
    const picture = look.picture ? make("img", {src: URL.createObjectURL(new Blob([bytes], {type: "image/png"})),
      alt: fill(words["settings-look-alt"], {title: piece.title, side: words["settings-" + side]}),
      onload: (event) => URL.revokeObjectURL(event.target.src)}) : make("p", {class: "tag error"}, words["settings-unlaid"]);
    figure.firstChild.replaceWith(picture);
    if (side === "after" && look.findings.length) figure.parentElement.after(make("ul", {class: "findings"}, ...look.findings.map(findingLine)));
  }
}, 400);

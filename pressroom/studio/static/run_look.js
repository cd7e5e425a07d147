// A row of a run as a picture; only the last of several that are asked for is shown.
"use strict";

const looking = {row: "first", page: 1, running: false, again: false};

/** Draw the row that was chosen; `name` is the run's. */
async function drawRow(name, words) {
  if (looking.running) { looking.again = true; return; }
  looking.running = true;
  const paper = document.getElementById("paper");
  do {
    looking.again = false;
    paper.setAttribute("aria-busy", "true");
    document.getElementById("drawing").textContent = words["runs-look-wait"];
    document.getElementById("drawing").hidden = false;
    const asked = new URLSearchParams({row: looking.row, page: looking.page, format: document.getElementById("look-format").value,
      height: 900, words: document.getElementById("show-words").checked ? "1" : ""});
    const {status, values} = await ask(`/runs/${name}/look?${asked}`);
    if (status !== 200 || looking.again) continue;
    await showRow(values, name, words);
  } while (looking.again);
  looking.running = false;
  paper.setAttribute("aria-busy", "false");
}

async function showRow(look, name, words) {
  const element = (id) => document.getElementById(id);
  const image = element("sheet");
  const old = image.src;
  if (look.picture) {
    const bytes = Uint8Array.from(atob(look.picture), (sign) => sign.charCodeAt(0));
    image.src = URL.createObjectURL(new Blob([bytes], {type: "image/png"}));
    await image.decode().catch(() => {});
    image.alt = fill(words["runs-look-alt"], {row: look.row});
    image.dataset.row = look.row;
  } else image.removeAttribute("src");
  if (old.startsWith("blob:")) URL.revokeObjectURL(old);
  image.hidden = !look.picture;
  element("drawing").hidden = Boolean(look.picture);
  element("drawing").textContent = words["runs-look-not"];
  element("look-of").textContent = look.row ? fill(words["runs-look-of"], {row: look.row}) : "";
  if (look.row && document.activeElement !== element("look-row")) element("look-row").value = look.row;
  const codes = [...new Set(look.codes)];
  element("look-code").hidden = !codes.length;
  element("look-codes").textContent = codes.join(" ");
  element("look-sized").hidden = !look.sized;
  element("look-findings").replaceChildren(...look.findings.map((item) => rowFinding(item, words)));
  const count = look.pages || 0;
  element("look-pages").hidden = count < 2;
  element("look-pages").replaceChildren(...Array.from({length: count}, (_, at) => make("button", {type: "button",
    "aria-pressed": at + 1 === looking.page ? "true" : "false", onclick: () => { looking.page = at + 1; drawRow(name, words); }},
  fill(words["runs-look-page"], {number: at + 1}))));
}

/** A finding at its row: a line of the table is a row for staff. */
function rowFinding(item, words) {
  const isRow = item.line && !/\.ya?ml$/.test(item.file);
  const place = isRow ? make("strong", {}, ` ${fill(words["runs-row"], {row: item.line})} `)
    : item.file ? make("code", {}, ` ${item.file}${item.line ? ":" + item.line : ""} `) : " ";
  return make("li", {class: item.severity.replace(" ", "-"), "data-code": item.code},
    make("p", {}, make("strong", {}, item.weight), isRow ? "," : "", place, item.message),
    item.hint ? make("p", {class: "hint"}, item.hint) : "",
    item.why ? make("details", {}, make("summary", {}, words.why), make("p", {}, item.why)) : "");
}

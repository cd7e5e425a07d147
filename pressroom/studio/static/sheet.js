// The sheet: its picture, drawn from the bytes that are printed, with lines and findings over it.
"use strict";

const sheet = {page: 1, look: null, running: false, again: false, words: {}, name: "", onlook: () => {}};

const choiceOf = (id) => document.getElementById(id).value;

/** The sheet that is chosen, as part of an address. */
function sheetQuery() {
  return new URLSearchParams({format: choiceOf("format"), edition: choiceOf("edition"), page: sheet.page,
    height: Math.round(Math.min(1400, 900 * Math.min(devicePixelRatio || 1, 1.5)))}).toString();
}

/** Draw the sheet; while one is drawn, the next one waits, and only the last of several is drawn. */
async function drawSheet() {
  if (sheet.running) { sheet.again = true; return; }
  sheet.running = true;
  do {
    sheet.again = false;
    document.getElementById("paper").setAttribute("aria-busy", "true");
    const {status, values} = await ask(`/piece/${sheet.name}/look?${sheetQuery()}&findings=later`);
    if (status !== 200 || sheet.again) continue;
    await showSheet(values);
    if (values.picture) await showFound(values);
    else sheet.onlook(values);
  } while (sheet.again);
  sheet.running = false;
  document.getElementById("paper").setAttribute("aria-busy", "false");
}

async function showSheet(look) {
  const image = document.getElementById("sheet");
  const drawing = document.getElementById("drawing");
  sheet.look = look;
  if (look.picture) {
    const bytes = Uint8Array.from(atob(look.picture), (sign) => sign.charCodeAt(0));
    const address = URL.createObjectURL(new Blob([bytes], {type: "image/png"}));
    const old = image.src;
    image.src = address;
    await image.decode().catch(() => {});
    if (old.startsWith("blob:")) URL.revokeObjectURL(old);
    image.hidden = false;
    image.classList.remove("stale");
    image.alt = fill(sheet.words["sheet-alt"], {name: `${sheet.name}, ${choiceOf("format")}`});
    drawing.hidden = true;
  } else {
    image.classList.add("stale");
    drawing.hidden = false;
    drawing.textContent = sheet.words["not-drawn"];
  }
  showPages(look.pages || 0, look.folded);
  showMarks();
}

/** What was found on the sheet, once its picture stands; nothing when another one is due. */
async function showFound(look) {
  const {status, values} = await ask(`/piece/${sheet.name}/found?${sheetQuery()}`);
  if (status !== 200 || sheet.again || sheet.look !== look) return;
  look.findings = values.findings;
  showMarks();
  sheet.onlook(look);
}

function showPages(count, isFolded) {
  const holder = document.getElementById("pages");
  holder.hidden = count < 2;
  if (count < 2) return;
  const total = count + (isFolded ? 1 : 0);
  if (holder.childElementCount !== total) {
    holder.replaceChildren(...Array.from({length: total}, (_, at) => make("button", {type: "button",
      onclick: () => { sheet.page = at + 1; drawSheet(); }},
    at < count ? fill(sheet.words["page-of"], {number: at + 1, count}) : sheet.words.folded)));
  }
  [...holder.children].forEach((button, at) => button.setAttribute("aria-pressed", at + 1 === sheet.page ? "true" : "false"));
}

/** Lines and findings over the picture, in fractions of it; styles are set by script, as the policy forbids them in text. */
function showMarks() {
  const holder = document.getElementById("marks");
  holder.replaceChildren();
  const look = sheet.look;
  if (!look || !look.picture) return;
  const place = (element, [left, top, width, height]) => {
    Object.assign(element.style, {left: left * 100 + "%", top: top * 100 + "%", width: width * 100 + "%", height: height * 100 + "%"});
    holder.append(element);
  };
  if (look.folded && sheet.page > look.pages) return;
  if (document.getElementById("guides").checked) {
    place(make("span", {class: "trim"}), look.trim);
    place(make("span", {class: "safe"}), look.safe);
    for (const fold of look.folds) place(make("span", {class: "fold"}), [fold, 0, 0, 1]);
  }
  const [width, height] = look.points;
  for (const item of look.findings) {
    if (!item.area || (item.sheet || 1) !== sheet.page || item.severity === "note") continue;
    const [x0, y0, x1, y1] = item.area;
    const [left, top, wide, high] = look.trim;
    place(make("span", {class: "spot " + item.severity, title: item.message}),
      [left + x0 / width * wide, top + y0 / height * high, (x1 - x0) / width * wide, (y1 - y0) / height * high]);
  }
  for (const spot of look.spots) {
    place(make("span", {class: "text-spot", "data-names": spot.names.join(" ")}), spot.area);
  }
}

/** Show where a field's words stand. */
function pointAt(name) {
  for (const spot of document.querySelectorAll("#marks .text-spot")) {
    spot.classList.toggle("here", spot.dataset.names.split(" ").includes(name));
  }
}

function setView() {
  const paper = document.getElementById("paper");
  const view = choiceOf("view");
  paper.className = "paper view-" + view;
  const look = sheet.look;
  const image = document.getElementById("sheet");
  // From two metres a sheet looks as large as one of three tenths of its size at sixty centimetres, a screen's distance.
  image.style.height = view === "far" && look && look.points ? look.points[1] / 72 * 25.4 * 0.3 / look.trim[3] + "mm" : "";
}

function setUpSheet(name, words, state) {
  sheet.name = name;
  sheet.words = words;
  const edition = document.getElementById("edition");
  edition.replaceChildren(...(state.editions || []).map((each) => make("option", {value: each}, words["edition-" + each])));
  showFormats(state);
  for (const id of ["edition", "format"]) document.getElementById(id).addEventListener("change", () => { sheet.page = 1; drawSheet(); });
  document.getElementById("view").addEventListener("change", setView);
  document.getElementById("guides").addEventListener("change", showMarks);
}

/** The formats of the piece; the one that is shown stays while it is there. */
function showFormats(state) {
  const select = document.getElementById("format");
  const before = select.value;
  const formats = state.formats || [];
  if ([...select.options].map((option) => option.value).join() === formats.join()) return;
  select.replaceChildren(...formats.map((each) => make("option", {value: each}, each)));
  select.value = formats.includes(before) ? before : formats[0] || "";
}

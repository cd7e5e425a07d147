// The form of a piece: each field knows the place of its value in the file.
"use strict";

const places = new Map(); // place in the file, as JSON: {input, field, notes, counter}

const placeOf = (location) => JSON.stringify(location);

/** Build the form anew, or put other values into the one that is there. */
function showForm(state, words, changed) {
  const shape = JSON.stringify([state.kind, state.layout, state.groups.map((group) => [group.name, group.number,
    group.fields.map((field) => [field.location, field.input, field.short !== null])]), state.formats, state.links,
    Object.keys(state.palettes || {})]);
  const holder = document.getElementById("groups");
  if (holder.dataset.shape !== shape) {
    const focused = document.activeElement && document.activeElement.id;
    holder.dataset.shape = shape;
    places.clear();
    holder.replaceChildren(...state.groups.map((group) => groupOf(group, state, words, changed)));
    document.getElementById("settings").replaceChildren(...settingsOf(state, words, changed));
    if (focused && document.getElementById(focused)) document.getElementById(focused).focus();
  }
  for (const group of state.groups) for (const field of group.fields) {
    put(field.location, field.value);
    if (field.short !== null) put([...field.location.slice(0, -1), "short"], field.short);
    const entry = places.get(placeOf(field.location));
    if (entry) {
      entry.field = field;
      entry.sample.hidden = !field.isSample;
    }
  }
  for (const [key, value] of Object.entries(state.values || {})) put([key], value);
}

/** Put a value into its field, unless somebody is typing there. */
function put(location, value) {
  const entry = places.get(placeOf(location));
  if (!entry) return;
  if (entry.dirty) return;
  entry.known = value;
  const text = value ?? "";
  if (shownIn(entry) === text) return;
  if (entry.input.type === "radio" || entry.group) {
    for (const radio of entry.group.querySelectorAll("input")) radio.checked = radio.value === text;
  } else {
    entry.input.value = text;
    grow(entry.input);
  }
}

const shownIn = (entry) => entry.group ? (entry.group.querySelector("input:checked") || {value: ""}).value : entry.input.value;

function groupOf(group, state, words, changed) {
  const title = group.number ? fill(words["sheet-number"], {number: group.number})
    : group.name ? fill(words.panel, {name: group.name}) : state.groups.length > 1 ? words["all-sheets"] : "";
  const fields = group.fields.map((field) => fieldOf(field, state, words, changed));
  return make("fieldset", {class: "group"}, title ? make("legend", {}, title) : "", ...fields);
}

function fieldOf(field, state, words, changed) {
  const id = "f-" + field.location.join("-");
  const label = words["field-" + field.name] || field.name;
  const need = make("span", {class: "need"}, field.needed ? words.needed : words.optional);
  const says = make("p", {class: "says", id: id + "-says"}, field.says || "");
  const keep = make("button", {type: "button", class: "quiet small", onclick: () => changed([...field.location],
    shownIn(places.get(placeOf(field.location))), "keep")}, words["keep-sample"]);
  const sample = make("p", {class: "row sample", hidden: !field.isSample}, make("span", {class: "tag warning"}, words.sample), keep);
  const counter = make("p", {class: "says counter", id: id + "-room", "aria-live": "off"});
  const notes = make("ul", {class: "findings notes", id: id + "-notes"});
  let input;
  if (field.input === "office" || field.input === "signatory") {
    const choices = field.input === "office" ? state.offices : state.signatories;
    input = make("select", {id}, ...choices.map((each) => make("option", {value: each}, each)));
  } else if (field.input === "line") {
    input = make("input", {id, type: "text"});
  } else {
    input = make("textarea", {id, rows: field.input === "body" ? 18 : 2});
  }
  input.setAttribute("aria-describedby", `${id}-says ${id}-room ${id}-notes`);
  const buttons = field.input === "area" || field.input === "line" ? toolsOf(input, words, changed, field.location) : "";
  remember(field.location, {input, field, notes, counter, sample, id}, changed);
  const shorter = field.short !== null ? shortOf(field, words, changed)
    : field.input === "area" && field.value ? make("button", {type: "button", class: "quiet small",
      onclick: () => changed([...field.location], {long: shownIn(places.get(placeOf(field.location))), short: field.value}, "wordings")},
    words["add-short"]) : "";
  return make("div", {class: "field"}, make("div", {class: "row label"}, make("label", {for: id}, label), need, buttons),
    says, sample, input, counter, notes, shorter);
}

function shortOf(field, words, changed) {
  const location = [...field.location.slice(0, -1), "short"];
  const id = "f-" + location.join("-");
  const input = make("textarea", {id, rows: 1});
  const none = make("span");
  remember(location, {input, field, notes: make("ul"), counter: none, sample: none, id}, changed);
  return make("div", {class: "short"}, make("label", {for: id}, words["short-wording"]), input);
}

function toolsOf(input, words, changed, location) {
  // Without a selection it is the word at the cursor; what is marked already is marked no more.
  const wrap = (before, after) => () => {
    let [start, end] = [input.selectionStart, input.selectionEnd];
    const text = input.value;
    if (start === end) {
      while (start > 0 && /[\p{L}\p{N}’'-]/u.test(text[start - 1])) start -= 1;
      while (end < text.length && /[\p{L}\p{N}’'-]/u.test(text[end])) end += 1;
    }
    const marked = text.slice(start, end);
    if (marked.startsWith(before) && marked.endsWith(after)) {
      input.setRangeText(marked.slice(before.length, marked.length - after.length), start, end, "select");
    } else if (text.slice(0, start).endsWith(before) && text.slice(end).startsWith(after)) {
      input.setRangeText(marked, start - before.length, end + after.length, "select");
    } else if (marked) {
      input.setRangeText(before + marked + after, start, end, "select");
    }
    input.focus();
    input.dispatchEvent(new Event("input", {bubbles: true}));
  };
  const button = (name, before, after, title) => make("button", {type: "button", class: "quiet tool", title: title || false,
    "aria-controls": input.id, onclick: wrap(before, after)}, words[name]);
  return make("span", {class: "tools"}, button("accent", "[", "]{accent}", words["accent-does"]),
    button("bold", "**", "**"), button("italic", "*", "*"));
}

function remember(location, entry, changed) {
  const place = placeOf(location);
  entry.dirty = false;
  entry.known = undefined;
  places.set(place, entry);
  const source = entry.group || entry.input;
  source.addEventListener("input", () => {
    entry.dirty = true;
    if (!entry.group) grow(entry.input);
    changed(location, shownIn(entry) === "" && !entry.isKept ? null : shownIn(entry));
  });
}

function grow(input) {
  if (input.tagName !== "TEXTAREA") return;
  input.style.height = "auto";
  input.style.height = Math.min(input.scrollHeight + 2, 640) + "px";
}

function settingsOf(state, words, changed) {
  const parts = [];
  const plain = (key, label, input) => {
    const id = "f-" + key;
    input.id = id;
    const entry = {input, field: {location: [key]}, notes: make("ul", {class: "findings notes"}), counter: make("span"),
      sample: make("span"), id};
    remember([key], entry, changed);
    return make("div", {class: "field"}, make("label", {for: id}, label), input, entry.notes);
  };
  const select = (options) => make("select", {}, ...options.map(([value, text]) => make("option", {value}, text)));
  parts.push(plain("state", words.state, select([["ready", words["state-ready"]], ["draft", words["state-draft"]]])));
  if (state.kind !== "release" && state.kind !== "letter" && state.kind) {
    parts.push(plain("title", words.title, make("input", {type: "text"})));
    parts.push(plain("link", words.link, select([["", words["no-link"]], ...Object.entries(state.links)
      .map(([key, shown]) => [key, `${key} - ${shown}`])])));
    parts.push(palettesOf(state, words, changed), formatsOf(state, words, changed));
  }
  parts.push(plain("audience", words.audience, select(["patients", "public", "members", "officials", "press"]
    .map((each) => [each, words["audience-" + each]]))));
  parts.push(plain("language", words["piece-language"], select([["", words["language-campaign"]],
    ["fr", words["language-fr"]], ["en", words["language-en"]]])));
  const dates = state.kind === "letter" ? ["date"] : state.kind === "release" ? ["date", "embargo"] : ["date", "embargo", "until"];
  for (const key of dates) parts.push(plain(key, words[key], make("input", {type: "date"})));
  for (const key of ["audience", "state"]) places.get(placeOf([key])).isKept = true;
  return parts;
}

function palettesOf(state, words, changed) {
  const choices = [["", null], ...Object.entries(state.palettes)].map(([name, palette]) => {
    const swatch = make("span", {class: "swatch", "aria-hidden": "true"});
    if (palette) {
      for (const role of ["ground", "words", "accent"]) {
        const part = make("span");
        part.style.backgroundColor = palette[role];
        swatch.append(part);
      }
    }
    return make("label", {class: "choice"}, make("input", {type: "radio", name: "variant", value: name}), swatch,
      name || words["palette-default"]);
  });
  const group = make("fieldset", {class: "field choices"}, make("legend", {}, words.palette), ...choices);
  remember(["variant"], {group, input: group.querySelector("input"), field: {location: ["variant"]}, notes: make("ul"),
    counter: make("span"), sample: make("span")}, changed);
  return group;
}

function formatsOf(state, words, changed) {
  const every = [...new Set([...state.formats, ...state.everyFormat, "A4-landscape", "A3-landscape"])];
  const chosen = () => [...boxes.querySelectorAll("input:checked")].map((box) => box.value);
  const boxes = make("div", {class: "row boxes", onchange: () => chosen().length
    ? changed(["formats"], chosen(), "list") : boxes.querySelector("input").click()},
  ...every.map((name) => make("label", {class: "choice"}, make("input", {type: "checkbox", value: name,
    checked: state.formats.includes(name)}), name)));
  const free = make("input", {type: "text", id: "f-free", placeholder: "400x600mm"});
  const add = make("button", {type: "button", onclick: () => {
    if (free.value.trim()) changed(["formats"], [...chosen(), free.value.trim()], "list");
    free.value = "";
  }}, words.add);
  return make("fieldset", {class: "field choices"}, make("legend", {}, words.formats), boxes,
    make("label", {for: "f-free"}, words["other-format"]), make("div", {class: "row one-line"}, free, add));
}

/** Findings beside the field whose lines they are about; those of no field are returned. */
function showNotes(findings, file, words) {
  const entries = [...places.values()].filter((entry) => entry.field && entry.field.line);
  for (const entry of places.values()) {
    entry.notes.replaceChildren();
    if (entry.input) entry.input.removeAttribute("aria-invalid");
  }
  for (const item of findings) {
    if (item.file !== file || !item.line || item.severity === "note") continue;
    const before = entries.filter((entry) => entry.field.line <= item.line).sort((a, b) => b.field.line - a.field.line)[0];
    if (!before) continue;
    before.notes.append(findingOf(item, words, true));
    if (item.severity === "error") before.input.setAttribute("aria-invalid", "true");
  }
}

function findingOf(item, words, isShort = false) {
  const where = item.file && !isShort ? make("code", {}, " " + item.file + (item.line ? ":" + item.line : "")) : "";
  return make("li", {class: item.severity.replace(" ", "-"), "data-code": item.code},
    make("p", {}, make("strong", {}, item.weight), " " + item.message, where),
    item.hint ? make("p", {class: "hint"}, item.hint) : "",
    item.why && !isShort ? make("details", {}, make("summary", {}, words.why), make("p", {}, item.why),
      item.source ? make("p", {class: "says"}, item.source) : "") : "");
}

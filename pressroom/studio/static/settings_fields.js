// The fields of a page of settings: each knows the place of its value in the file.
"use strict";

const settingsPlaces = new Map(); // place in the file, as JSON: {input, setting, notes, dirty}
const settingPlace = (location) => JSON.stringify(location);
const settingId = (location) => "s-" + location.join("-").replace(/[^\w-]/g, "_");

/** A value in a field as the file takes it; null takes it out. */
function settingValue(entry) {
  const {setting, inputs} = entry;
  if (setting.input === "cmyk") return inputs.map((input) => input.value.trim() || "0");
  const text = inputs[0].value;
  if (setting.input === "spots" && text.includes(",")) return text.split(",").map((each) => each.trim()).filter(Boolean);
  if (setting.input === "spots" && text.trim() && !["none", "any"].includes(text.trim())) return [text.trim()];
  return text === "" && !setting.needed ? null : text;
}

function showSettingValue(entry, value) {
  if (entry.dirty) return;
  entry.known = value ?? null;
  if (entry.setting.input === "cmyk") entry.inputs.forEach((input, at) => { input.value = (value || [])[at] ?? ""; });
  else if (entry.inputs[0].value !== (value ?? "")) entry.inputs[0].value = value ?? "";
}

function settingField(setting, words, changed) {
  const id = settingId(setting.location);
  const tongue = setting.language ? ` (${words["language-" + setting.language]})` : "";
  const label = (words["set-" + setting.key] || setting.key) + tongue;
  const notes = make("ul", {class: "findings notes", id: id + "-notes"});
  const entry = {setting, notes, dirty: false, inputs: []};
  const send = later(() => changed(setting.location, settingValue(entry)), 250);
  const watch = (input) => {
    input.setAttribute("aria-describedby", notes.id);
    input.addEventListener("input", () => { entry.dirty = true; send(); });
    return input;
  };
  const inks = ["cyan", "magenta", "yellow", "black"];
  if (setting.input === "cmyk") {
    entry.inputs = inks.map((name) => watch(make("input", {id: `${id}-${name}`, type: "number", min: 0, max: 100, step: 1, inputmode: "decimal"})));
    settingsPlaces.set(settingPlace(setting.location), entry);
    return make("fieldset", {class: "field inks"}, make("legend", {class: "hidden"}, label),
      ...inks.map((name, at) => make("label", {for: `${id}-${name}`}, words["brand-" + name], entry.inputs[at])), notes);
  }
  let input;
  if (setting.input === "select" || setting.input === "switch") {
    const nameOf = (value) => { const found = setting.options.find((each) => each[0] === value); return (found && words[found[1]]) || value; };
    const options = setting.input === "switch" ? [["true", "settings-on"], ["false", "settings-off"]] : setting.options;
    const none = setting.needed ? [] : [make("option", {value: ""}, words["settings-unset"] + (setting.default ? ` (${nameOf(setting.default)})` : ""))];
    input = make("select", {id}, ...none, ...options.map(([value, text]) => make("option", {value},
      words[text] || (text ? `${value} - ${text}` : value))));
  } else if (setting.input === "area") input = make("textarea", {id, rows: 3});
  else input = make("input", {id, placeholder: setting.default || false, type: {date: "date", number: "number"}[setting.input] || "text", step: setting.input === "number" ? "any" : false});
  if (setting.language) input.lang = setting.language;
  entry.inputs = [watch(input)];
  settingsPlaces.set(settingPlace(setting.location), entry);
  return make("div", {class: "field"}, make("label", {for: id}, label), input, notes);
}

/** Findings beside the field whose lines they are about; those of no field are returned. */
function showSettingNotes(findings, file) {
  const entries = [...settingsPlaces.values()].filter((entry) => entry.setting.line);
  for (const entry of settingsPlaces.values()) {
    entry.notes.replaceChildren();
    for (const input of entry.inputs) input.removeAttribute("aria-invalid");
  }
  return findings.filter((item) => {
    const before = item.file === file && item.line
      ? entries.filter((entry) => entry.setting.line <= item.line).sort((a, b) => b.setting.line - a.setting.line)[0] : null;
    if (!before || before.setting.line < item.line - 1) return true;
    before.notes.append(findingLine(item));
    if (item.severity === "error") for (const input of before.inputs) input.setAttribute("aria-invalid", "true");
    const folded = before.inputs[0].closest("details");
    if (folded && item.severity === "error") folded.open = true;
    return false;
  });
}

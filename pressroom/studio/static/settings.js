// The campaign, the brand, a printer: what is typed goes to the draft at once, what changes is shown, saving writes the file.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const root = document.getElementById("settings");
  const words = JSON.parse(root.dataset.words);
  const base = root.dataset.base;
  let state = JSON.parse(root.dataset.state);
  const element = (id) => document.getElementById(id);

  const groupOf = (section, group) => {
    const fields = group.settings.map((setting) => settingField(setting, words, changed));
    const remove = group.removes.length && section.adds.length ? make("button", {type: "button", class: "danger", onclick: () => askFirst(fill(words["settings-remove"], {name: group.title}),
      [make("p", {}, fill(words["settings-remove-sure"], {name: group.title}))],
      () => ask(base + "/change", {location: group.removes, value: null, force: true, window: windowName}), show)},
    fill(words["settings-remove"], {name: group.title})) : "";
    const special = window.specialOf ? window.specialOf(section, group, words) : "";
    if (!section.adds.length) return make("fieldset", {class: "set " + section.name, "data-group": group.title}, group.title ? make("legend", {}, group.title) : "", special, ...fields);
    const first = make("span", {class: "says"});
    return make("details", {class: "set", "data-group": group.title}, make("summary", {}, make("strong", {}, group.title), " ", first), ...fields, remove);
  };
  const sectionOf = (section) => {
    const id = "section-" + section.name;
    const add = section.adds.length ? make("button", {type: "button", onclick: () => askFirst(words["settings-add-" + section.name],
      [askedField(words["settings-add-name"], "name"), ...section.adds.map((key) => askedField(words["set-" + key], key))],
      (form) => ask(base + "/change", {location: [...section.at, form.get("name").trim().toLowerCase()], before: null, window: windowName,
        value: Object.fromEntries(section.adds.map((key) => [key, form.get(key)]))}), show)}, words["settings-add-" + section.name]) : "";
    return make("section", {class: "card", "aria-labelledby": id}, make("h2", {id}, words[id]), ...section.groups.map((group) => groupOf(section, group)), add);
  };

  const show = (next) => {
    if (next.run === state.run && next.number < state.number) return; // it was overtaken by a newer answer
    state = next;
    const shape = JSON.stringify(state.sections.map((section) => [section.name, section.groups.map((group) =>
      [group.title, group.settings.map((setting) => [setting.location, setting.options])])]));
    const holder = element("sections");
    if (holder.dataset.shape !== shape) {
      const open = [...holder.querySelectorAll("details[open]")].map((each) => each.dataset.group);
      holder.dataset.shape = shape;
      settingsPlaces.clear();
      holder.replaceChildren(...state.sections.map(sectionOf));
      for (const each of holder.querySelectorAll("details")) each.open = open.includes(each.dataset.group);
    }
    for (const section of state.sections) for (const group of section.groups) {
      for (const setting of group.settings) {
        const entry = settingsPlaces.get(settingPlace(setting.location));
        entry.setting = setting;
        showSettingValue(entry, setting.value);
      }
      const summary = holder.querySelector(`details[data-group="${CSS.escape(group.title)}"] summary .says`);
      if (summary) summary.textContent = group.settings.length ? group.settings[0].value || "" : "";
    }
    showUnsent();
    const isChanged = state.isChanged || outbox.refused.size > 0;
    element("saved").textContent = state.trouble.length ? words["broken-short"] : isChanged ? words.unsaved : fill(words["settings-saved"], {file: state.file});
    element("saved").className = "tag " + (state.trouble.length ? "error" : isChanged ? "warning" : "good");
    for (const [id, on] of [["undo", state.canUndo], ["redo", state.canRedo], ["discard", isChanged],
      ["show-difference", state.isChanged], ["save", isChanged]]) element(id).disabled = !on;
    element("broken").hidden = state.sections.length > 0 && !state.trouble.length;
    element("broken").textContent = words[state.isChanged ? "broken-kept" : "broken-file"];
    element("problems").replaceChildren(...[...state.trouble, ...showSettingNotes(state.findings, state.file)].map(findingLine));
    if (window.showSpecial) window.showSpecial(state, words);
    if (window.showChangedPieces) window.showChangedPieces(base, state, words);
    const question = JSON.stringify(state.conflicts);
    if (state.conflicts.length && question !== asked) askWhich(state.conflicts, saveNow);
    asked = question;
  };
  let asked = ""; // the conflicts of the file that were shown, so that no answer of the studio shows them twice

  function changed(location, value) {
    const entry = settingsPlaces.get(settingPlace(location));
    outbox.put({location, value, ...(entry && entry.known !== undefined ? {before: entry.known} : {})});
    outbox.all();
  }
  let last = null; // the newest state that an answer brought
  const outbox = new Outbox(base, {
    send: ({location, value, before}) => ask(base + "/change", {location, value, before, window: windowName}),
    taken: (change, {status, values}, isLatest) => {
      const entry = settingsPlaces.get(settingPlace(change.location));
      if (status === 409) askWhich(values.conflicts, settle);
      else if (status !== 200) showRefusal(values);
      else {
        if (entry) entry.known = change.value; // what the next letter is typed over
        if (entry && isLatest) entry.dirty = false;
        last = values;
      }
    },
    done: () => {
      show(last || state);
      last = null;
    },
  });
  const refresh = async () => {
    const {status, values} = await ask(base + "/state");
    if (status === 200) show(values);
  };
  const settle = async (answers) => {
    for (const {location, keep, ours, theirs} of answers) {
      const entry = settingsPlaces.get(settingPlace(location));
      if (keep === "ours") outbox.put({location, value: ours, before: theirs, isChosen: true});
      else {
        outbox.drop(location);
        if (entry) entry.dirty = false;
      }
    }
    await outbox.all();
    await refresh();
  };
  const showRefusal = (values) => {
    show(state);
    element("problems").replaceChildren(...(values.findings || []).map(findingLine));
  };
  /** What the studio has not taken stays in its field. */
  function showUnsent() {
    for (const change of [...outbox.refused.values(), ...outbox.waiting.values()]) {
      const entry = settingsPlaces.get(settingPlace(change.location));
      if (!entry || entry.dirty) continue;
      showSettingValue(entry, change.value);
      entry.known = change.before;
      entry.dirty = true;
    }
  }
  /** Send what is in the fields; whether all of it was answered. */
  const sent = () => {
    for (const entry of settingsPlaces.values()) {
      const {location} = entry.setting;
      if (entry.dirty && !outbox.refused.has(settingPlace(location))) outbox.put({location, value: settingValue(entry), before: entry.known});
    }
    return outbox.all();
  };
  const step = async (what) => {
    if (!await sent()) return;
    const {status, values} = await ask(`${base}/${what}`, {});
    if (status === 200) show(values);
  };
  async function saveNow(keep = []) {
    outbox.again();
    if (!await sent()) return; // it is not there; what was typed is kept, and sent when it is
    if (document.querySelector("dialog[open]")) return; // a conflict is asked about first
    const {status, values} = await ask(base + "/save", {keep});
    if (status === 409) askWhich(values.conflicts, saveNow);
    else if (status !== 200) showRefusal(values);
    else {
      show(values);
      if (!state.isChanged && !outbox.refused.size) element("saved").textContent = words.saved;
    }
  }
  function askWhich(conflicts, choose) {
    askFirst(words["conflict-title"], conflictQuestion(conflicts, words), async () => ({status: 200, values: conflictAnswer(conflicts)}), choose);
  }

  element("save").addEventListener("click", () => saveNow());
  element("undo").addEventListener("click", () => step("undo"));
  element("redo").addEventListener("click", () => step("redo"));
  element("discard").addEventListener("click", () => askFirst(words.discard, [make("p", {}, words["discard-sure"])], async () => {
    await sent();
    return ask(base + "/discard", {});
  }, (values) => {
    outbox.clear();
    for (const entry of settingsPlaces.values()) entry.dirty = false;
    show(values);
  }));
  element("show-difference").addEventListener("click", async () => {
    const {values} = await ask(base + "/difference");
    askFirst(words.difference, [make("pre", {class: "difference", tabindex: 0}, ...(values.lines || []).map((line) =>
      make("span", {class: line.sign === "+" ? "new" : line.sign === "-" ? "old" : ""}, line.sign + " " + line.text + "\n")))], async () => ({status: 200, values: {}}), () => {});
  });
  element("form").addEventListener("submit", (event) => { event.preventDefault(); saveNow(); });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); saveNow(); }
  });
  window.setSetting = (location, value) => {
    const entry = settingsPlaces.get(settingPlace(location));
    entry.dirty = false;
    showSettingValue(entry, value);
    changed(location, value);
  };
  show(state);
  for (const change of outbox.restored()) {
    if (!settingsPlaces.has(settingPlace(change.location))) outbox.drop(change.location); // it is gone from the file
  }
  showUnsent();
  outbox.all();
  const sendAgain = () => {
    outbox.again(false);
    return outbox.all();
  };
  listen((message) => {
    if (["saved", "files", "again"].includes(message.kind)) sendAgain().then(refresh);
    else if (message.kind === "draft" && message.file === state.file && message.window !== windowName) refresh();
  });
  document.addEventListener("studio-back", sendAgain);
});

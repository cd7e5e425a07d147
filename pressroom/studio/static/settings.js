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
    element("saved").textContent = state.isChanged ? words.unsaved : fill(words["settings-saved"], {file: state.file});
    element("saved").className = "tag " + (state.isChanged ? "warning" : "good");
    for (const [id, on] of [["undo", state.canUndo], ["redo", state.canRedo], ["discard", state.isChanged],
      ["show-difference", state.isChanged], ["save", state.isChanged]]) element(id).disabled = !on;
    element("broken").hidden = state.sections.length > 0;
    element("problems").replaceChildren(...showSettingNotes(state.findings, state.file).map(findingLine));
    if (window.showSpecial) window.showSpecial(state, words);
    if (window.showChangedPieces) window.showChangedPieces(base, state, words);
    if (state.conflicts.length) askWhich(state.conflicts, saveNow);
  };

  function changed(location, value) {
    outbox.put({location, value});
    outbox.all();
  }
  let last = null; // the newest state that an answer brought
  const outbox = new Outbox(base, {
    send: (change) => ask(base + "/change", {location: change.location, value: change.value, window: windowName,
      before: change.force ? undefined : settingsPlaces.get(settingPlace(change.location))?.setting.value}),
    taken: (change, {status, values}, isLatest) => {
      const entry = settingsPlaces.get(settingPlace(change.location));
      if (status === 409) {
        askWhich(values.conflicts, async (keep) => {
          if (keep[0].keep === "ours") outbox.put({...change, force: true});
          else if (entry) entry.dirty = false;
          await outbox.all();
          await refresh();
        });
        return;
      }
      if (entry && isLatest) entry.dirty = false;
      if (status === 200) {
        if (entry) entry.setting = {...entry.setting, value: change.value}; // what the next letter is typed over
        last = values;
      } else element("problems").replaceChildren(...(values.findings || []).map(findingLine));
    },
    done: () => {
      if (last) show(last);
      last = null;
    },
  });
  const refresh = async () => {
    const {status, values} = await ask(base + "/state");
    if (status === 200) show(values);
  };
  const step = async (what) => {
    const {status, values} = await ask(`${base}/${what}`, {});
    for (const entry of settingsPlaces.values()) entry.dirty = false;
    if (status === 200) show(values);
  };
  async function saveNow(keep = []) {
    for (const entry of settingsPlaces.values()) if (entry.dirty) outbox.put({location: entry.setting.location, value: settingValue(entry)});
    if (!await outbox.all()) return; // it is not there; what was typed is kept, and sent when it is
    const {status, values} = await ask(base + "/save", {keep});
    if (status === 409) askWhich(values.conflicts, saveNow);
    else if (status === 200) { show(values); element("saved").textContent = words.saved; }
    else element("problems").replaceChildren(...(values.findings || []).map(findingLine));
  }
  function askWhich(conflicts, choose) {
    const text = (value) => value === null || value === "" ? words.empty : typeof value === "string" ? value : JSON.stringify(value);
    const body = conflicts.map((each, number) => make("fieldset", {class: "card"}, make("legend", {}, each.location.join(" ")),
      ...["ours", "theirs"].map((which) => make("label", {class: "choice wide"}, make("input", {type: "radio", name: "keep" + number, value: which, checked: which === "ours"}),
        make("span", {}, make("strong", {}, words["conflict-" + which] + ": "), text(each[which]))))));
    askFirst(words["conflict-title"], [make("p", {}, words["conflict-lead"]), ...body], async (form) => {
      await choose(conflicts.map((each, number) => ({location: each.location, keep: form.get("keep" + number)})));
      return {status: 200, values: {}};
    }, () => {});
  }

  element("save").addEventListener("click", () => saveNow());
  element("undo").addEventListener("click", () => step("undo"));
  element("redo").addEventListener("click", () => step("redo"));
  element("discard").addEventListener("click", () => askFirst(words.discard, [make("p", {}, words["discard-sure"])], () => ask(base + "/discard", {}), (values) => {
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
    const entry = settingsPlaces.get(settingPlace(change.location));
    if (!entry) { outbox.waiting.delete(JSON.stringify(change.location)); continue; } // it is gone from the file
    showSettingValue(entry, change.value);
    entry.dirty = true;
  }
  outbox.all();
  listen((message) => {
    if (["saved", "files", "again"].includes(message.kind) || (message.kind === "draft" && message.file === state.file && message.window !== windowName)) refresh();
  });
  document.addEventListener("studio-back", () => outbox.all());
});

// A piece: what is typed goes to the draft at once, the sheet follows, and saving writes the file.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const root = document.getElementById("piece");
  const words = JSON.parse(root.dataset.words);
  const name = root.dataset.name;
  let state = JSON.parse(root.dataset.state);
  const element = (id) => document.getElementById(id);

  const showState = (next) => {
    if (next.run === state.run && next.number < state.number) return; // it was overtaken by a newer answer
    state = next;
    if (state.kind) showForm(state, words, changed);
    showPictures(state, words, changed);
    showFormats(state);
    element("piece-title").textContent = state.title;
    element("saved").textContent = state.isChanged ? words.unsaved : fill(words["all-saved"], {file: state.file});
    element("saved").className = "tag " + (state.isChanged ? "warning" : "good");
    for (const [id, on] of [["undo", state.canUndo], ["redo", state.canRedo], ["discard", state.isChanged],
      ["difference", state.isChanged], ["save", state.isChanged]]) element(id).disabled = !on;
    element("broken").replaceChildren(...(state.kind ? [] : [make("div", {class: "card"}, make("p", {}, words["broken-file"]),
      make("ul", {class: "findings"}, ...state.findings.map((item) => findingOf(item, words))))]));
    element("words").hidden = element("settings").parentElement.hidden = !state.kind;
    if (state.conflicts.length) askWhich(state.conflicts, (keep) => saveNow(keep));
  };

  const changed = (location, value, kind) => {
    outbox.put({location, value, kind});
    if (kind) outbox.all();
    else sendSoon();
  };
  let last = null; // the newest state that an answer brought
  const outbox = new Outbox(name, {
    send: (change) => {
      const entry = places.get(placeOf(change.location));
      const known = change.kind === "list" ? state.formats : change.kind === "wordings" ? undefined : entry ? entry.known : undefined;
      return ask(`/piece/${name}/change`, {location: change.location, before: known ?? null, value: change.value,
        window: windowName, force: change.force || known === undefined || change.kind === "keep" || Boolean(entry && entry.isKept)});
    },
    taken: (change, {status, values}, isLatest) => {
      const entry = places.get(placeOf(change.location));
      if (status === 409) { askWhich(values.conflicts, (keep) => settle(values.conflicts, keep)); return; }
      if (entry && isLatest) entry.dirty = false;
      if (status === 200) {
        if (entry && !change.kind) entry.known = change.value; // what the next letter is typed over
        last = values;
      } else if (values.findings) element("findings").replaceChildren(...values.findings.map((item) => findingOf(item, words)));
    },
    done: () => {
      if (last) showState(last);
      last = null;
      drawSheet();
    },
  });
  const sendSoon = later(() => outbox.all(), 25);
  const settle = (conflicts, keep) => {
    for (const each of keep) {
      const conflict = conflicts.find((one) => placeOf(one.location) === placeOf(each.location));
      if (each.keep === "ours") outbox.put({location: each.location, value: conflict.ours, force: true});
      else if (places.get(placeOf(each.location))) places.get(placeOf(each.location)).dirty = false;
    }
    outbox.all().then(refresh);
  };

  const refresh = async () => {
    const {status, values} = await ask(`/piece/${name}/state`);
    if (status === 200) showState(values);
    drawSheet();
  };

  const step = async (what) => {
    const {status, values} = await ask(`/piece/${name}/${what}`, {});
    if (status === 200) showState(values);
    drawSheet();
  };

  const saveNow = async (keep = []) => {
    if (!await outbox.all()) return; // it is not there; what was typed is kept, and sent when it is
    element("saved").textContent = words.saving;
    const {status, values} = await ask(`/piece/${name}/save`, {keep});
    if (status === 409) askWhich(values.conflicts, saveNow);
    else if (status === 200) { showState(values); element("saved").textContent = words.saved; drawSheet(); }
    else if (values.findings) {
      showState(state);
      element("findings").replaceChildren(...values.findings.map((item) => findingOf(item, words)));
    }
  };

  const dialog = element("dialog");
  const open = (title, body, ...buttons) => {
    element("dialog-title").textContent = title;
    element("dialog-body").replaceChildren(...body);
    element("dialog-buttons").replaceChildren(...buttons);
    if (!dialog.open) dialog.showModal();
  };
  const closing = (text) => make("button", {type: "button", onclick: () => dialog.close()}, text);

  const askWhich = (conflicts, chosen) => {
    const body = conflicts.map((conflict, number) => {
      const choice = (keep, text) => make("label", {class: "choice wide"}, make("input", {type: "radio", name: "keep" + number,
        value: keep, checked: keep === "ours"}), make("span", {}, make("strong", {}, words["conflict-" + keep] + ": "), text || words.empty));
      return make("fieldset", {class: "choices"}, make("legend", {}, conflict.location.join(" > ")),
        choice("ours", String(conflict.ours ?? "")), choice("theirs", String(conflict.theirs ?? "")));
    });
    open(words["conflict-title"], [make("p", {}, words["conflict-lead"]), ...body],
      make("button", {type: "button", class: "primary", onclick: () => {
        dialog.close();
        chosen(conflicts.map((conflict, number) => ({location: conflict.location,
          keep: dialog.querySelector(`input[name=keep${number}]:checked`).value})));
      }}, words["conflict-keep"]), closing(words.cancel));
  };

  element("save").addEventListener("click", () => saveNow());
  element("undo").addEventListener("click", () => step("undo"));
  element("redo").addEventListener("click", () => step("redo"));
  element("discard").addEventListener("click", () => open(words["discard-sure"], [],
    make("button", {type: "button", class: "danger", onclick: () => { dialog.close(); step("discard"); }}, words.discard), closing(words.cancel)));
  element("difference").addEventListener("click", async () => {
    await outbox.all();
    const {values} = await ask(`/piece/${name}/difference`);
    open(words.difference, [make("pre", {class: "difference"}, ...(values.lines || []).map((line) =>
      make("span", {class: line.sign === "+" ? "new" : line.sign === "-" ? "old" : ""}, line.sign + " " + line.text + "\n")))], closing(words.close));
  });
  element("form").addEventListener("submit", (event) => { event.preventDefault(); saveNow(); });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey)) return;
    if (event.key.toLowerCase() === "s") { event.preventDefault(); saveNow(); }
    if (event.key.toLowerCase() === "z" && !event.target.matches("input, textarea")) { event.preventDefault(); step(event.shiftKey ? "redo" : "undo"); }
  });

  const roomOf = later(async (entry) => {
    const field = entry.field;
    if (!field || !field.location || field.location.length < 2) return;
    const {status, values} = await ask(`/piece/${name}/room?location=${field.location.map(encodeURIComponent).join("/")}&${sheetQuery()}`);
    if (status !== 200) return;
    const count = shownIn(entry).split(/\s+/).filter((word) => /\p{L}|\p{N}/u.test(word)).length;
    const parts = [];
    if (field.mostWords) parts.push(fill(words["words-most"], {count, most: field.mostWords}));
    if (values.left !== null) {
      parts.push(values.left < 0 ? fill(words["letters-over"], {count: -values.left}) : values.left >= 300 ? words["letters-many"]
        : fill(words["letters-left"], {count: values.left}));
    }
    entry.counter.textContent = parts.join(" · ");
    entry.counter.classList.toggle("over", values.left < 0);
  }, 120);
  let focused = null;
  element("form").addEventListener("focusin", (event) => {
    focused = [...places.values()].find((entry) => entry.input === event.target) || null;
    if (focused && focused.field) { pointAt(focused.field.name); roomOf(focused); }
  });

  sheet.onlook = (look) => {
    element("findings").replaceChildren(...(look.findings.length ? look.findings.map((item) => findingOf(item, words))
      : [make("li", {class: "good"}, make("p", {}, words["no-findings"]))]));
    showNotes(look.findings, state.file, words);
    if (focused && focused.field) { pointAt(focused.field.name); roomOf(focused); }
    setView();
  };

  setUpSheet(name, words, state);
  showState(state);
  const unsent = outbox.restored();
  for (const change of unsent) {
    const entry = places.get(placeOf(change.location));
    if (entry && !entry.group && typeof change.value === "string") { entry.input.value = change.value; entry.dirty = true; }
  }
  if (unsent.length) outbox.all(); else drawSheet();
  listen((message) => {
    if (message.kind === "draft" && message.name === name && message.window !== windowName) refresh();
    else if (["saved", "files", "again"].includes(message.kind)) refresh();
  });
  document.addEventListener("studio-back", () => outbox.all());
});

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
    showUnsent();
    showPictures(state, words, changed);
    showFormats(state);
    element("piece-title").textContent = state.title;
    const isChanged = state.isChanged || outbox.refused.size > 0;
    element("saved").textContent = state.trouble.length ? words["broken-short"] : isChanged ? words.unsaved : fill(words["all-saved"], {file: state.file});
    element("saved").className = "tag " + (state.trouble.length ? "error" : isChanged ? "warning" : "good");
    for (const [id, on] of [["undo", state.canUndo], ["redo", state.canRedo], ["discard", isChanged],
      ["difference", state.isChanged], ["save", isChanged]]) element(id).disabled = !on;
    const trouble = state.trouble.length ? state.trouble : state.kind ? [] : state.findings;
    element("broken").replaceChildren(...(trouble.length ? [make("div", {class: "card"},
      make("p", {}, words[state.isChanged ? "broken-kept" : "broken-file"]),
      make("ul", {class: "findings"}, ...trouble.map((item) => findingOf(item, words))))] : []));
    element("words").hidden = element("settings").parentElement.hidden = !state.kind;
    const question = JSON.stringify(state.conflicts);
    if (state.conflicts.length && question !== asked) askWhich(state.conflicts, saveNow);
    asked = question;
  };
  let asked = ""; // the conflicts of the file that were shown, so that no answer of the studio shows them twice

  const changed = (location, value, kind) => {
    const entry = places.get(placeOf(location));
    const before = kind === "list" ? state.formats : kind || !entry || entry.isKept ? undefined : entry.known;
    outbox.put({location, value, ...(before === undefined ? {} : {before})});
    if (kind) outbox.all();
    else sendSoon();
  };
  let last = null; // the newest state that an answer brought
  const outbox = new Outbox(name, {
    send: ({location, value, before}) => ask(`/piece/${name}/change`, {location, value, before, window: windowName}),
    taken: (change, {status, values}, isLatest) => {
      const entry = places.get(placeOf(change.location));
      if (status === 409) askWhich(values.conflicts, settle);
      else if (status !== 200) showRefusal(values);
      else {
        if (entry) entry.known = change.value; // what the next letter is typed over
        if (entry && isLatest) entry.dirty = false;
        last = values;
        element("refusal").replaceChildren();
      }
    },
    done: () => {
      showState(last || state);
      last = null;
      drawSheet();
    },
  });
  const sendSoon = later(() => outbox.all(), 25);
  const settle = (answers) => {
    for (const {location, keep, ours, theirs} of answers) {
      const entry = places.get(placeOf(location));
      if (keep === "ours") outbox.put({location, value: ours, before: theirs, isChosen: true});
      else {
        outbox.drop(location);
        if (entry) entry.dirty = false;
      }
    }
    outbox.all().then(refresh);
  };
  const showRefusal = (values) => {
    showState(state);
    element("refusal").replaceChildren(...(values.findings || []).map((item) => findingOf(item, words)));
  };
  /** What the studio has not taken stays in its field. */
  const showUnsent = () => {
    for (const change of [...outbox.refused.values(), ...outbox.waiting.values()]) {
      const entry = places.get(placeOf(change.location));
      if (!entry || entry.group || entry.dirty || typeof change.value !== "string") continue;
      entry.input.value = change.value;
      entry.dirty = true;
    }
  };

  const refresh = async () => {
    const {status, values} = await ask(`/piece/${name}/state`);
    if (status === 200) showState(values);
    drawSheet();
  };

  const step = async (what) => {
    if (!await outbox.all()) return;
    if (what === "discard") {
      outbox.clear();
      for (const entry of places.values()) entry.dirty = false;
    }
    const {status, values} = await ask(`/piece/${name}/${what}`, {});
    if (status === 200) showState(values);
    drawSheet();
  };

  const saveNow = async (keep = []) => {
    outbox.again();
    if (!await outbox.all()) return; // it is not there; what was typed is kept, and sent when it is
    if (document.querySelector("dialog[open]")) return; // a conflict is asked about first
    element("saved").textContent = words.saving;
    const {status, values} = await ask(`/piece/${name}/save`, {keep});
    if (status === 409) { showState(state); askWhich(values.conflicts, saveNow); }
    else if (status !== 200) showRefusal(values);
    else {
      element("refusal").replaceChildren();
      showState(values);
      if (!state.isChanged && !outbox.refused.size) element("saved").textContent = words.saved;
      drawSheet();
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

  const askWhich = (conflicts, chosen) => open(words["conflict-title"], conflictQuestion(conflicts, words),
    make("button", {type: "button", class: "primary", onclick: () => {
      const answer = conflictAnswer(conflicts);
      dialog.close();
      chosen(answer);
    }}, words["conflict-keep"]), closing(words.cancel));

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
  const isUnsent = outbox.restored().length > 0;
  showUnsent();
  if (isUnsent) outbox.all(); else drawSheet();
  const sendAgain = () => {
    outbox.again(false);
    return outbox.all();
  };
  listen((message) => {
    if (message.kind === "draft" && message.name === name && message.window !== windowName) refresh();
    else if (["saved", "files", "again"].includes(message.kind)) sendAgain().then(refresh);
  });
  document.addEventListener("studio-back", sendAgain);
});

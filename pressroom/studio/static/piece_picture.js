// The pictures of a piece: which, and what is said of each.
"use strict";

const pictureForms = new Map(); // by place: {file, shown}

/** Show the pictures that the layout takes; `changed` sends a value to the draft. */
async function showPictures(state, words, changed) {
  const holder = document.getElementById("picture-part");
  const slots = state.pictures || [];
  holder.hidden = !slots.length;
  if (!slots.length) return;
  const shape = JSON.stringify(slots.map((slot) => [slot.location, slot.values.file]));
  if (holder.dataset.shape !== shape) {
    holder.dataset.shape = shape;
    pictureForms.clear();
    const {status, values} = await ask("/pictures/list");
    if (status !== 200) { delete holder.dataset.shape; return; }
    document.getElementById("picture-slots").replaceChildren(...slots.map((slot, number) => slotOf(slot, number, values.pictures, words, changed)));
  }
  for (const slot of slots) {
    const entry = pictureForms.get(placeOf(slot.location));
    if (entry) entry.show(slot.values);
  }
}

function slotOf(slot, number, pictures, words, changed) {
  const known = pictures.find((each) => each.name === slot.values.file || "assets/pictures/" + each.name === slot.values.file);
  const title = slot.location.length > 1 ? fill(words["piece-picture-of"], {name: slot.location[1]}) : "";
  const choose = make("button", {type: "button", onclick: () => choosePicture(slot, pictures, words, changed)},
    words[slot.values.file ? "piece-picture-other" : "piece-picture-choose"]);
  const parts = [title ? make("h3", {}, title) : ""];
  if (known) {
    const form = pictureForm({id: "picture-" + number, words, name: known.name, version: known.version, narrow: true,
      asksPeople: known.kind === "photograph", changed: (key, value) => changed([...slot.location, key], value, key === "focus" ? "picture" : undefined)});
    pictureForms.set(placeOf(slot.location), form);
    parts.push(form.form, make("div", {class: "row"}, choose, make("a", {class: "button quiet", href: "/pictures/of/" + addressOf(known.name)}, words["piece-picture-more"])));
  } else parts.push(make("p", {class: "says"}, slot.values.file ? make("code", {}, slot.values.file) : words["piece-picture-none"]), choose);
  const part = make("div", {class: "picture-part drop-here"}, ...parts, make("p", {class: "says"}, words["piece-picture-drop"]));
  part.addEventListener("dragover", (event) => { if (holdsFiles(event)) part.classList.add("over"); });
  part.addEventListener("dragleave", () => part.classList.remove("over"));
  part.addEventListener("drop", (event) => {
    part.classList.remove("over");
    if (event.dataTransfer.files.length) takePicture(event.dataTransfer.files[0], slot, words, changed);
  });
  return part;
}

/** Take a file in, and ask what it shows before the piece shows it. */
async function takePicture(file, slot, words, changed) {
  const line = make("li");
  document.getElementById("arrivals").replaceChildren(line);
  const name = await uploadPicture(file, line, words);
  if (!name) return;
  const {status, values} = await ask("/pictures/list");
  if (status === 200) choosePicture(slot, values.pictures, words, changed, name);
}

function choosePicture(slot, pictures, words, changed, arrived = "") {
  const dialog = document.getElementById("dialog");
  let chosen = null;
  const alt = make("textarea", {id: "chosen-alt", rows: 2, maxlength: 300});
  const take = make("button", {type: "button", class: "primary", disabled: true, onclick: () => {
    dialog.close();
    changed(slot.location, {file: chosen.name, alt: alt.value.trim()}, "picture");
  }}, words["piece-picture-take"]);
  const ready = () => { take.disabled = !chosen || alt.value.trim().length < 3; };
  const file = make("input", {type: "file", class: "hidden", tabindex: -1, "aria-label": words["piece-picture-new"], onchange: () => {
    dialog.close();
    takePicture(file.files[0], slot, words, changed);
  }});
  let isTyped = false; // words that somebody has typed are not replaced by an answer that comes later
  alt.addEventListener("input", () => { isTyped = true; ready(); });
  const buttons = pictures.filter((each) => each.kind).map((each) => make("li", {class: "thumb"}, make("button", {type: "button", "aria-pressed": "false", "data-name": each.name,
    onclick: async (event) => {
      chosen = each;
      for (const one of buttons) { one.classList.remove("chosen"); one.firstChild.setAttribute("aria-pressed", "false"); }
      event.currentTarget.parentElement.classList.add("chosen");
      event.currentTarget.setAttribute("aria-pressed", "true");
      ready();
      const {status, values} = await ask("/pictures/state/" + addressOf(each.name));
      if (status === 200 && chosen === each && !isTyped) alt.value = ((values.said[0] || {}).values || values.notes).alt || "";
      ready();
    }}, make("span", {class: "frame"}, make("img", {loading: "lazy", alt: "", src: `/pictures/image/${addressOf(each.name)}?v=${each.version}`})),
    make("span", {class: "title"}, each.name))));
  document.getElementById("dialog-title").textContent = words["piece-picture-choose"];
  document.getElementById("dialog-body").replaceChildren(make("ul", {class: "thumbs pick"}, ...buttons),
    make("div", {class: "field"}, make("label", {for: "chosen-alt"}, words["picture-alt"]), make("p", {class: "says"}, words["picture-alt-says"]), alt));
  document.getElementById("dialog-buttons").replaceChildren(take, make("button", {type: "button", onclick: () => dialog.close()}, words.cancel),
    make("button", {type: "button", class: "quiet", onclick: () => file.click()}, words["piece-picture-new"]), file);
  if (!dialog.open) dialog.showModal();
  const first = buttons.find((each) => each.firstChild.dataset.name === arrived);
  if (first) {
    first.firstChild.click();
    first.scrollIntoView({block: "nearest"});
    alt.focus();
  }
}

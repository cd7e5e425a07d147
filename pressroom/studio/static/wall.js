// The wall: pictures as they come into sight, filters in the address, and what can be done with a piece.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const root = document.getElementById("wall");
  const words = JSON.parse(root.dataset.words);
  const cards = [...document.querySelectorAll(".piece-card")];
  const filters = ["search", "kind", "audience", "state"].map((id) => document.getElementById(id));
  const stateTag = {ready: "good", wrong: "error", "to-look-at": "warning", expired: "warning", draft: "", unsaved: "warning",
    "changed-since-signed": "warning"};

  const showTags = (card, states) => {
    const every = [...new Set([...card.dataset.states.split(" ").filter(Boolean), ...states])];
    if (!every.some((each) => ["wrong", "draft", "to-look-at", "expired"].includes(each)) && card.dataset.seen) every.unshift("ready");
    card.dataset.all = every.join(" ");
    card.querySelector(".tags").replaceChildren(...every.map((each) => make("span", {class: "tag " + stateTag[each]}, words["is-" + each])));
  };
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

  const filter = () => {
    const [search, kind, audience, state] = filters.map((each) => each.value);
    let count = 0;
    for (const card of cards) {
      const fits = fold(search).split(/\s+/).every((word) => fold(card.dataset.search).includes(word))
        && (!kind || card.dataset.kind === kind) && (!audience || card.dataset.audience === audience)
        && (!state || (card.dataset.all || card.dataset.states).split(" ").includes(state));
      card.hidden = !fits;
      count += fits;
    }
    document.getElementById("count").textContent = fill(words["wall-shown"], {count});
    document.getElementById("none").hidden = count > 0;
    const query = new URLSearchParams(filters.filter((each) => each.value).map((each) => [each.id, each.value])).toString();
    history.replaceState(null, "", query ? "?" + query : location.pathname);
  };
  for (const [id, value] of new URLSearchParams(location.search)) {
    const field = filters.find((each) => each.id === id);
    if (field) field.value = value;
  }
  for (const each of filters) each.addEventListener("input", filter);
  document.getElementById("filters").addEventListener("submit", (event) => event.preventDefault());

  const queue = new Set();
  let running = 0;
  const next = async () => {
    if (running >= 3 || !queue.size) return;
    const card = queue.values().next().value;
    queue.delete(card);
    running += 1;
    const {status, values} = await ask("/wall/" + card.dataset.name);
    running -= 1;
    if (status === 200) {
      card.dataset.seen = "yes";
      showTags(card, values.states);
      const why = card.querySelector(".why");
      why.textContent = values.says;
      why.hidden = !values.says;
      const image = card.querySelector("img");
      if (values.picture) {
        const bytes = Uint8Array.from(atob(values.picture), (sign) => sign.charCodeAt(0));
        if (image.src.startsWith("blob:")) URL.revokeObjectURL(image.src);
        image.src = URL.createObjectURL(new Blob([bytes], {type: "image/png"}));
        image.hidden = false;
      }
      if (document.getElementById("state").value) filter();
    }
    next();
  };
  const draw = (card) => { queue.add(card); for (let each = 0; each < 3; each += 1) next(); };
  const sight = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) { sight.unobserve(entry.target); draw(entry.target); }
  }, {rootMargin: "600px"});
  for (const card of cards) { showTags(card, []); sight.observe(card); }
  // What is not in sight is drawn afterwards: a filter by state needs all of them.
  document.getElementById("state").addEventListener("input", () => cards.filter((card) => !card.dataset.seen).forEach(draw));
  filter();

  const act = (card, what) => {
    const {name, title} = card.dataset;
    const send = (path, values) => ask(`/piece/${name}/${path}`, values);
    const reload = () => location.reload();
    const open = (values) => { location.href = "/piece/" + values.name; };
    const sure = (text) => [make("p", {}, fill(text, {title}))];
    if (what === "copy") askFirst(words["do-copy"], [askedField(words["ask-name"], "name", name + "-2")], (form) => send("copy", {name: shortName(form.get("name"))}), open);
    if (what === "rename") askFirst(words["do-rename"], [askedField(words["ask-name"], "name", name)], (form) => send("rename", {name: shortName(form.get("name"))}), reload);
    if (what === "archive") askFirst(words["do-archive"], sure(words["sure-archive"]), () => send("away", {place: "archive"}), reload);
    if (what === "delete") askFirst(words["do-delete"], sure(words["sure-delete"]), () => send("away", {place: "trash"}), reload);
    if (what === "translate") {
      const language = make("select", {id: "asked-language", name: "language"}, make("option", {value: "en"}, "English"), make("option", {value: "fr"}, "Français"));
      askFirst(words["do-translate"], [make("p", {}, make("label", {for: "asked-language"}, words["ask-language"]), language),
        askedField(words["ask-name"], "name", name + "-en")], (form) => send("copy", {name: shortName(form.get("name")), language: form.get("language")}), open);
    }
  };
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    for (const menu of document.querySelectorAll(".more[open]")) if (!menu.contains(event.target) || button) menu.open = false;
    if (button) act(button.closest(".piece-card"), button.dataset.do);
  });
  root.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest(".more[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  listen(later(async (message) => {
    if (!["saved", "files", "again", "draft"].includes(message.kind)) return;
    const {status, values} = await ask("/wall");
    if (status !== 200) return;
    if (values.cards.map((each) => each.name).sort().join() !== cards.map((card) => card.dataset.name).sort().join()) { location.reload(); return; }
    for (const each of values.cards) {
      const card = cards.find((one) => one.dataset.name === each.name);
      card.dataset.states = each.states.join(" ");
      card.dataset.search = each.search.toLowerCase();
      if (card.dataset.seen) draw(card);
    }
  }, 150));
});

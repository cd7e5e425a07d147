// The brand: inks as they print and as screens show them, palettes with their contrast.
"use strict";

window.specialOf = (section, group, words) => section.name === "inks" ? make("div", {class: "ink-looks", "data-ink": group.title})
  : make("div", {class: "pairs", "data-palette": group.title});

window.showSpecial = (state, words) => {
  const {inks, palettes, condition} = state.colours;
  const swatch = (colour, text) => {
    const box = make("span", {class: "colour", "aria-hidden": "true"});
    box.style.backgroundColor = colour;
    return make("div", {class: "look"}, box, make("span", {}, text), make("code", {}, colour));
  };
  for (const holder of document.querySelectorAll("[data-ink]")) {
    const ink = inks[holder.dataset.ink];
    if (!ink) { holder.replaceChildren(); continue; }
    const isOther = ink.before && ink.before.press !== ink.press;
    holder.replaceChildren(swatch(ink.press, words["brand-press"]), swatch(ink.screen, words["brand-screen"]),
      isOther ? swatch(ink.before.press, words["brand-was"]) : "",
      make("p", {class: "says"}, [fill(words["brand-total"], {total: ink.total}), fill(words["brand-apart"], {apart: ink.apart}), ...(ink.beyond ? [words["brand-beyond"]] : []), ...(ink.spot ? [ink.spot] : [])].join(" · ")));
  }
  for (const holder of document.querySelectorAll("[data-palette]")) {
    holder.replaceChildren(...(palettes[holder.dataset.palette] || []).map((pair) => {
      const box = make("span", {class: "sample", "aria-hidden": "true"}, "A");
      box.style.backgroundColor = pair.ground;
      box.style.color = pair.upper;
      return make("div", {class: "contrast"}, box, make("p", {class: "says"}, make("strong", {}, words["set-role-" + pair.role] + ": "),
        make("span", {class: "tag " + (pair.isGood ? "good" : "error")}, String(pair.inPrint)), " ", fill(words["brand-contrast"], pair)));
    }));
  }
  const special = document.getElementById("special");
  if (special.childElementCount) return;
  const hex = make("input", {id: "propose-hex", type: "text", placeholder: "#0050a0", maxlength: 7});
  const target = make("select", {id: "propose-ink", "aria-label": words["section-inks"]}, ...Object.keys(inks).map((name) => make("option", {value: name}, name)));
  const answer = make("p", {class: "says", role: "status"});
  const find = make("button", {type: "button", onclick: async () => {
    const {status, values} = await ask("/brand/proposed?" + new URLSearchParams({colour: hex.value.trim()}));
    if (status !== 200) { answer.replaceChildren(...(values.findings || []).map((item) => item.message)); return; }
    answer.textContent = fill(words[values.isNear ? "brand-propose-near" : "brand-propose-far"], values);
    window.setSetting(["inks", target.value, "cmyk"], values.cmyk);
  }}, words["brand-propose-do"]);
  special.replaceChildren(make("section", {class: "card", "aria-labelledby": "propose-title"}, make("h2", {id: "propose-title"}, words["brand-propose"]),
    make("div", {class: "propose"}, make("label", {for: "propose-hex"}, words["brand-propose-hex"], hex), target, find), answer,
    make("p", {class: "says"}, fill(words["brand-condition"], {condition}))));
};

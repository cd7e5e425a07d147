// What is said of a picture: the point that stays in sight, what it shows, whose it is, consent.
"use strict";

const addressOf = (name) => name.split("/").map(encodeURIComponent).join("/");

/** The form of one picture; `changed(key, value)` is called with each change, and `show(values)` shows others. */
function pictureForm({id, words, name, version, asksPeople, narrow, changed}) {
  let values = {};
  const element = (key) => document.getElementById(`${id}-${key}`);
  const point = make("button", {type: "button", class: "focus-point", id: `${id}-focus`});
  const picture = make("img", {src: `/pictures/image/${addressOf(name)}?side=large&v=${version}`, alt: fill(words["picture-image-alt"], {name})});
  const place = make("div", {class: "focus"}, picture, point);
  const at = () => (values.focus || [0.5, 0.5]).map(Number);
  const showPoint = () => {
    const [x, y] = at();
    point.style.left = x * 100 + "%";
    point.style.top = y * 100 + "%";
    point.setAttribute("aria-label", fill(words["picture-focus-at"], {x: Math.round(x * 100), y: Math.round(y * 100)}));
  };
  const movedTo = (x, y) => {
    const inside = (part) => String(Math.round(Math.max(0, Math.min(1, part)) * 1000) / 1000);
    values.focus = [inside(x), inside(y)];
    showPoint();
    changed("focus", values.focus);
  };
  place.addEventListener("click", (event) => {
    if (event.target === point) return;
    const box = picture.getBoundingClientRect();
    movedTo((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    point.focus({preventScroll: true});
  });
  point.addEventListener("pointerdown", (event) => {
    const box = picture.getBoundingClientRect();
    point.setPointerCapture(event.pointerId);
    point.onpointermove = (move) => movedTo((move.clientX - box.left) / box.width, (move.clientY - box.top) / box.height);
  });
  point.addEventListener("pointerup", () => { point.onpointermove = null; });
  point.addEventListener("keydown", (event) => {
    const step = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[event.key];
    if (!step) return;
    event.preventDefault();
    const [x, y] = at();
    const far = event.shiftKey ? 0.1 : 0.01;
    movedTo(x + step[0] * far, y + step[1] * far);
  });

  const text = (key, input) => {
    input.id = `${id}-${key}`;
    input.addEventListener("input", () => { values[key] = input.value; changed(key, input.value.trim() ? input.value : null); });
    const says = make("p", {class: "says", id: `${id}-${key}-says`}, words[`picture-${key}-says`]);
    input.setAttribute("aria-describedby", says.id);
    return make("div", {class: "field"}, make("label", {for: input.id}, words[`picture-${key}`]), says, input);
  };
  const radio = (value) => make("label", {class: "choice"}, make("input", {type: "radio", name: `${id}-people`, value,
    onchange: () => { values.people = value; showConsent(); changed("people", value); }}), words[`picture-people-${value}`]);
  const people = make("fieldset", {class: "field choices", hidden: !asksPeople}, make("legend", {}, words["picture-people"]), radio("true"), radio("false"));
  const agreed = (key, input) => {
    input.id = `${id}-consent-${key}`;
    input.addEventListener("input", () => {
      const [until, kept] = ["until", "kept"].map((each) => element(`consent-${each}`).value.trim());
      element("consent-both").hidden = !until === !kept;
      if (!until && !kept) { delete values.consent; changed("consent", null); }
      else if (until && kept.length > 2) { values.consent = {until, kept}; changed("consent", values.consent); }
    });
    return make("div", {class: "field"}, make("label", {for: input.id}, words[`picture-consent-${key}`]), input);
  };
  const consent = make("fieldset", {class: "field consent", hidden: true}, make("legend", {}, words["picture-consent"]),
    make("p", {class: "says"}, words["picture-consent-says"]), agreed("until", make("input", {type: "date"})),
    agreed("kept", make("input", {type: "text", maxlength: 200})),
    make("p", {class: "says", id: `${id}-consent-both`, hidden: true, role: "status"}, words["picture-consent-both"]));
  const showConsent = () => { consent.hidden = String(values.people) !== "true" && !values.consent; };

  const form = make("div", {class: narrow ? "describe narrow" : "describe"},
    make("div", {}, make("h3", {}, words["picture-focus"]), make("p", {class: "says"}, words["picture-focus-how"]), place),
    make("div", {}, text("alt", make("textarea", {rows: 2, maxlength: 300})), text("credit", make("input", {type: "text"})),
      text("licence", make("input", {type: "text"})), people, consent));

  const show = (next) => {
    values = {...next};
    for (const key of ["alt", "credit", "licence"]) {
      const input = form.querySelector(`#${CSS.escape(`${id}-${key}`)}`);
      if (input !== document.activeElement) input.value = values[key] || "";
    }
    for (const each of people.querySelectorAll("input")) each.checked = each.value === String(values.people);
    for (const key of ["until", "kept"]) {
      const input = form.querySelector(`#${CSS.escape(`${id}-consent-${key}`)}`);
      if (input !== document.activeElement) input.value = (values.consent || {})[key] || input.value;
    }
    showPoint();
    showConsent();
  };
  return {form, show, values: () => values};
}

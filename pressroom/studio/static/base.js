// What every page needs: requests, words, and whether the studio still runs.
"use strict";

const LONGEST_ANSWER = 120000; // milliseconds after which nobody is taken to be there
const windowName = Math.random().toString(36).slice(2);

/** The answer to a request of this page: {status, values}. Status 0 means that the studio does not answer. */
async function ask(path, body) {
  const options = {headers: {accept: "application/json"}, signal: AbortSignal.timeout(LONGEST_ANSWER)};
  if (body !== undefined) {
    options.method = "POST";
    options.headers["content-type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  try {
    const answer = await fetch(path, options);
    const values = await answer.json().catch(() => ({}));
    running(true, answer.status === 403);
    return {status: answer.status, values};
  } catch {
    running(false);
    return {status: 0, values: {}};
  }
}

/** Fill the places of a sentence; {count|one|several} is a form by number. */
function fill(sentence, values) {
  return sentence
    .replace(/\{(\w+)\|([^{}]*)\}/g, (all, name, forms) => {
      if (!(name in values)) return all;
      const each = forms.split("|");
      const [none, one, several] = each.length === 3 ? each : [each[1], each[0], each[1]];
      return values[name] === 0 ? none : values[name] === 1 ? one : several;
    })
    .replace(/\{(\w+)\}/g, (all, name) => name in values ? values[name] : all);
}

/** An element with attributes and children; texts never become markup. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

// A file that is dropped beside its place would open in this window, and take the page with it.
for (const kind of ["dragover", "drop"]) document.addEventListener(kind, (event) => event.preventDefault());

let was = "online";

/** Say that the studio has ended, is there again, or does not let this window in: it was started anew, with another secret. */
function running(isThere, isShut = false) {
  const now = isShut ? "shut" : isThere ? "online" : "offline";
  if (now === was) return;
  was = now;
  const line = document.getElementById("offline");
  line.hidden = false;
  line.textContent = line.dataset[now];
  if (now !== "online") return;
  setTimeout(() => { if (was === "online") line.hidden = true; }, 4000);
  document.dispatchEvent(new CustomEvent("studio-back"));
}

/**
 * Listen to what happens; `heard` gets each message, and {kind: "again"} after the stream was interrupted. The windows of
 * a browser share one stream, held by the first of them: a browser opens six connections to a server, not one more.
 */
function listen(heard) {
  const hear = (message) => {
    if (message.kind === "running") running(message.isThere);
    else heard(message);
  };
  if (!navigator.locks || !window.BroadcastChannel) {
    openStream(hear, false);
    return;
  }
  const windows = new BroadcastChannel("pressroom events");
  windows.onmessage = (event) => hear(event.data);
  const tell = (message) => {
    hear(message);
    windows.postMessage(message);
  };
  const since = Date.now();
  navigator.locks.request("pressroom events", () => new Promise(() => openStream(tell, Date.now() - since > 500)));
}

function openStream(tell, wasLost) {
  let lost = wasLost;
  const stream = new EventSource("/events");
  stream.onmessage = (event) => tell(JSON.parse(event.data));
  stream.onopen = () => {
    tell({kind: "running", isThere: true});
    if (lost) tell({kind: "again"});
    lost = false;
  };
  stream.onerror = () => {
    lost = true;
    if (stream.readyState !== EventSource.CLOSED) tell({kind: "running", isThere: false});
    else setTimeout(() => openStream(tell, true), 5000);
  };
}

/** `call` after a pause in calls. */
function later(call, milliseconds) {
  let timer = 0;
  return (...words) => {
    clearTimeout(timer);
    timer = setTimeout(() => call(...words), milliseconds);
  };
}

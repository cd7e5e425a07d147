// Changes on their way to the studio: of each place the last one, in order, kept in this browser until they are taken.
"use strict";

const RETRY = 1500; // milliseconds until a studio that did not answer is asked again
const NO_ANSWERS = [0, 403, 421, 429, 502, 503, 504]; // nobody is there, or this window is not let in

class Outbox {
  /**
   * `name` is that of the page; `send(change)` gives the answer to a request, `taken(change, answer, isLatest)` hears it,
   * and `done()` when nothing is left to send. A change has a `location`, the `value` there, and what it replaces,
   * `before`, where that matters; nothing that cannot be kept as JSON. What the studio refuses stays until it is taken,
   * changed, or dropped.
   */
  constructor(name, {send, taken, done = () => {}}) {
    Object.assign(this, {kept: "pressroom " + name, send, taken, done, waiting: new Map(), refused: new Map(), sending: null});
  }

  /** A change; that of the same place which is not taken yet is replaced, and what that one replaces stays. */
  put(change) {
    const place = JSON.stringify(change.location);
    const earlier = this.waiting.get(place) || this.refused.get(place);
    this.refused.delete(place);
    this.waiting.set(place, earlier && "before" in change && !change.isChosen ? {...change, before: earlier.before} : change);
    this.remind();
  }

  /** Forget the change of a place. */
  drop(location) {
    this.waiting.delete(JSON.stringify(location));
    this.refused.delete(JSON.stringify(location));
    this.remind();
  }

  /** Forget all. */
  clear() {
    this.waiting.clear();
    this.refused.clear();
    this.remind();
  }

  /** Let what was refused be sent again: all of it, or what was not asked about. */
  again(isAsked = true) {
    for (const [place, change] of [...this.refused]) {
      if (change.isAsked && !isAsked) continue;
      this.refused.delete(place);
      this.waiting.set(place, {...change, isAsked: false});
    }
  }

  /** Send all; whoever asks while they are being sent waits for the same end. Whether everything was answered. */
  all() {
    this.sending = this.sending || this.each().finally(() => { this.sending = null; });
    return this.sending;
  }

  async each() {
    while (this.waiting.size) {
      const [place, change] = this.waiting.entries().next().value;
      const answer = await this.send(change);
      if (NO_ANSWERS.includes(answer.status)) {
        setTimeout(() => this.all(), RETRY);
        return false;
      }
      const newer = this.waiting.get(place);
      const isLatest = newer === change;
      if (isLatest) {
        this.waiting.delete(place);
        if (answer.status !== 200) this.refused.set(place, {...change, isAsked: answer.status === 409});
      } else if (newer && answer.status === 200 && "before" in newer) newer.before = change.value;
      this.remind();
      this.taken(change, answer, isLatest);
    }
    this.done();
    return true;
  }

  remind() {
    const all = [...this.refused.values(), ...this.waiting.values()];
    try {
      if (all.length) localStorage.setItem(this.kept, JSON.stringify(all));
      else localStorage.removeItem(this.kept);
    } catch { /* a private window keeps nothing */ }
  }

  /** What an earlier window could not send, put back. */
  restored() {
    try {
      for (const change of JSON.parse(localStorage.getItem(this.kept) || "[]")) this.waiting.set(JSON.stringify(change.location), change);
    } catch { /* nothing is kept */ }
    return [...this.waiting.values()];
  }
}

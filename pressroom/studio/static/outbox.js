// Changes on their way to the studio: of each place the last one, in order, kept in this browser until they are taken.
"use strict";

const RETRY = 1500; // milliseconds until a studio that did not answer is asked again
const ANSWERS = [200, 400, 404, 409, 413, 422]; // anything else is no answer to the change: nobody is there, or it is not let in

class Outbox {
  /**
   * `name` is that of the page; `send(change)` gives the answer to a request, `taken(change, answer, isLatest)` hears it,
   * and `done()` when nothing is left to send. A change has a `location`, and nothing that cannot be kept as JSON.
   */
  constructor(name, {send, taken, done = () => {}}) {
    Object.assign(this, {kept: "pressroom " + name, send, taken, done, waiting: new Map(), sending: null});
  }

  put(change) {
    this.waiting.set(JSON.stringify(change.location), change);
    this.remind();
  }

  /** Send all; whoever asks while they are being sent waits for the same end. Whether everything was taken. */
  all() {
    this.sending = this.sending || this.each().finally(() => { this.sending = null; });
    return this.sending;
  }

  async each() {
    while (this.waiting.size) {
      const [place, change] = this.waiting.entries().next().value;
      const answer = await this.send(change);
      if (!ANSWERS.includes(answer.status)) {
        setTimeout(() => this.all(), RETRY);
        return false;
      }
      const isLatest = this.waiting.get(place) === change;
      if (isLatest) this.waiting.delete(place);
      this.remind();
      this.taken(change, answer, isLatest);
    }
    this.done();
    return true;
  }

  remind() {
    try {
      if (this.waiting.size) localStorage.setItem(this.kept, JSON.stringify([...this.waiting.values()]));
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

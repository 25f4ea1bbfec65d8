// The compiled library works in a worker: what is asked of it, and what it tells.

const asked = new Map(); // questions without an answer yet
let questions = 0;
const listeners = { epoch() {}, look() {}, rest() {} };

// It was made by nndl.js, before Plotly was there.
const { worker } = nndl;
worker.onmessage = ({ data }) => {
  if (data.event !== "answer") {
    listeners[data.event](data);
    return;
  }
  const { resolve, reject } = asked.get(data.id);
  asked.delete(data.id);
  if (data.error === undefined) resolve(data);
  else reject(new Error(data.error));
};
worker.onerror = event => complain([say("failed", { error: event.message })]);

/** Asks the library something; the promise brings its answer, or an error with its sentence. */
function ask(question, values = {}, handedOver = []) {
  const id = ++questions;
  return new Promise((resolve, reject) => {
    asked.set(id, { resolve, reject });
    worker.postMessage({ ...values, ask: question, id }, handedOver);
  });
}

ask("language", { language: LANGUAGE.split("-")[0] });

/** Asks again and again as something changes, but never more than one at a time. */
function latest(question, show) {
  let busy = false;
  let next = null;
  return async function again(values) {
    next = values;
    if (busy) return;
    busy = true;
    while (next !== null) {
      const now = next;
      next = null;
      try {
        show(await ask(question, now), now);
      } catch (error) {
        complain([error.message]);
      }
    }
    busy = false;
  };
}

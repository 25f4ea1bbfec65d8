// The compiled library works in a worker. It is made of a Blob, so that it starts from file: too.

const asked = new Map(); // questions without an answer yet
let questions = 0;
let mnistFiles = []; // their names
const listeners = { epoch() {}, look() {}, rest() {} };

const worker = (() => {
  const url = URL.createObjectURL(
    new Blob([`(${nndl})();`], { type: "text/javascript" }));
  const made = new Worker(url);
  made.onmessage = ({ data }) => {
    if (data.event === "answer") {
      const { resolve, reject } = asked.get(data.id);
      asked.delete(data.id);
      if (data.error === undefined) resolve(data);
      else reject(new Error(data.error));
    } else if (data.event === "ready") {
      URL.revokeObjectURL(url);
      mnistFiles = data.files.split(" ");
    } else {
      listeners[data.event](data);
    }
  };
  made.onerror = event => complain([say("failed", { error: event.message })]);
  return made;
})();

/** Asks the library something; the promise brings its answer, or an error with its sentence. */
function ask(question, values = {}, handedOver = []) {
  const id = ++questions;
  return new Promise((resolve, reject) => {
    asked.set(id, { resolve, reject });
    worker.postMessage({ ...values, ask: question, id }, handedOver);
  });
}

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

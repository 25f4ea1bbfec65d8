// MNIST's files, the address, and the parts.

// ---- MNIST ----

(() => {
  const said = find("#mnist-said");
  const tell = text => said.append(make("li", {}, text));

  /** Takes a file that the reader gave: unpacks it, if it is compressed, and hands it over. */
  async function take(name, blob) {
    let bytes;
    try {
      const head = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
      const packed = head[0] === 0x1f && head[1] === 0x8b;
      try {
        bytes = await (packed ? new Response(
          blob.stream().pipeThrough(new DecompressionStream("gzip"))) : blob).arrayBuffer();
      } catch (error) {
        tell(say(packed ? "mnist.damaged" : "mnist.unreadable", { name }));
        return;
      }
    } catch (error) {
      tell(say("mnist.unreadable", { name }));
      return;
    }
    let hash = "";
    if (crypto.subtle) {
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      hash = [...digest].map(byte => byte.toString(16).padStart(2, "0")).join("");
    }
    try {
      const { complete } = await ask("file", { name, bytes, hash }, [bytes]);
      tell(say(hash === "" ? "mnist.unchecked" : "mnist.taken", { name }));
      if (complete) {
        tell(say("mnist.complete"));
        race.mnistCame();
      }
    } catch (error) {
      tell(error.message);
    }
  }

  async function takeAll(files) {
    said.replaceChildren();
    for (const file of files) await take(file.name, file);
  }
  find("#files").addEventListener("change", event => takeAll([...event.target.files]));
  const box = find("#mnist");
  box.addEventListener("dragover", event => {
    event.preventDefault();
    box.classList.add("over");
  });
  box.addEventListener("dragleave", () => box.classList.remove("over"));
  box.addEventListener("drop", event => {
    event.preventDefault();
    box.classList.remove("over");
    takeAll([...event.dataTransfer.files]);
  });

  const beside = find("#beside");
  beside.hidden = !location.protocol.startsWith("http");
  beside.addEventListener("click", async () => {
    said.replaceChildren();
    const { names } = await ask("names");
    for (const name of names.split(" ")) {
      const response = await fetch(name).catch(() => null);
      if (!response?.ok) tell(say("mnist.absent", { name }));
      else await take(name, await response.blob());
    }
  });
})();

// ---- the address and the parts ----

const parts = { neuron, stack, race };
var shown = null; // the part that is shown, and what is set in it

function complain(troubles) {
  const box = find("#trouble");
  box.replaceChildren(...troubles.map(text => make("span", {}, text, make("br"))));
  box.hidden = troubles.length === 0;
}

/** Links to the other language and back to this part show the same, as an address can say it. */
function showPart() {
  const { part, state } = shown;
  const address = writeAddress(part, state);
  find("#language").hash = address;
  find(`nav a[href^="#${part}"]`).setAttribute("href", address);
  parts[part].show(state);
}

function show() {
  for (const name of Object.keys(parts)) {
    find(`#part-${name}`).hidden = name !== shown.part;
    const link = find(`nav a[href^="#${name}"]`);
    if (name === shown.part) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = `${say(`part.${shown.part}`)} · ${say("title")}`;
  showPart();
}

/** Something in the part was set; when it is settled, the address says it. */
function change(changes, settled) {
  const { part, state } = shown;
  shown.state = part === "race" && !changes.networks
    ? race.changed(changes, state) : { ...state, ...changes };
  if (settled) {
    const address = writeAddress(part, shown.state);
    if (address !== location.hash) history.pushState(null, "", address);
  }
  showPart();
}

function open() {
  const { part, state, troubles } = readAddress(location.hash);
  shown = { part, state };
  complain(troubles);
  show();
}

addEventListener("hashchange", open);
addEventListener("popstate", open);
find("#needs").hidden = true;
open();

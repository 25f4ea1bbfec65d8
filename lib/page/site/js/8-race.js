// Part 3: the race.

const race = (() => {
  const presetNames = Object.fromEntries(["own", ...Object.keys(PRESETS)].map(
    key => [key, key === "own" ? say("race.own") : say(`preset.${key}.name`)]));
  const setControls = controlsOf("race", {
    preset: presetNames,
    data: { drawn: say("race.data.drawn"), mnist: say("race.data.mnist") },
    images: Object.fromEntries(FIELDS.race.images.options.map(n => [n, number(n, 5)])),
  });
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  let number_ = 0; // of the race that is shown; what older ones tell is not heard
  let nets = []; // of each network its settings, name, look, history, and how it is now
  let running = false;
  let hasMnist = false;
  let shownDigits = null;
  let validation = 0;
  let prepared = ""; // what the race in the worker was made of

  // ---- names and looks ----

  const startKey = net => net.scale === 1 ? net.start : `${net.scale} × ${net.start}`;
  const FACTORS = [
    { of: startKey, key: startKey, name: net => PAGE.looks[startKey(net)]?.label
      ?? (net.scale === 1 ? label(net.start) : `${net.scale} × ${label(net.start)}`) },
    { of: net => net.biases,
      name: net => net.biases === "own" ? "" : say(`race.biases.${net.biases}`) },
    { of: net => net.hidden, name: net => net.hidden.replace(/, /g, "-") },
    { of: net => net.activation, key: net => net.activation, name: net => label(net.activation) },
    { of: net => net.cost, key: net => net.cost, name: net => label(net.cost) },
    { of: net => net.eta, name: net => `η = ${net.eta}` },
    { of: net => net.lambda, key: net => `λ = ${net.lambda}`, name: net => `λ = ${net.lambda}` },
    { of: net => net.batch, name: net => `${say("race.batch")} ${net.batch}` },
    { of: net => net.seed, name: net => `${say("race.seed")} ${net.seed}` },
  ];
  const different = (networks, factor) => new Set(networks.map(factor.of)).size;

  function namesOf(networks) {
    let telling = FACTORS.filter(factor => different(networks, factor) > 1);
    if (telling.length === 0) telling = FACTORS.slice(0, 1);
    const names = networks.map(net => listed("names",
      telling.map(factor => factor.name(net)).filter(name => name !== "")));
    return names.map((name, k) =>
      names.indexOf(name) === k ? name : say("race.name.again", { name, k: k + 1 }));
  }

  /**
   * The look of a factor that tells all networks apart; else that of the start, and for further
   * networks of the same start those that are left. (Nielsen's run has each start twice: thicker.)
   */
  function looksOf(networks, continued) {
    const telling = FACTORS.find(factor => factor.key
      && different(networks, factor) === networks.length);
    const keys = networks.map((telling ?? FACTORS[0]).key);
    const taken = new Set(keys.map(key => look(key).color));
    const left = [0, 1, 2, 3, 4, 5, 6].map(i => `cycle ${i}`)
      .filter(key => !taken.has(look(key).color));
    return keys.map((key, k) => {
      const again = keys.indexOf(key) < k;
      const usable = look(key).color && (!again || continued);
      return { ...look(usable ? key : left.shift()), width: again && continued ? 4 : 2 };
    });
  }

  // ---- what is drawn ----

  const dirty = new Set();
  let timer = null;
  function redrawSoon(...what) {
    what.forEach(name => dirty.add(name));
    if (timer === null) timer = setTimeout(redraw, running ? (calm.matches ? 1500 : 350) : 0);
  }
  function redraw() {
    timer = null;
    for (const name of dirty) figures[name]();
    dirty.clear();
  }

  const list = (key, tell) => listed("list",
    nets.filter(net => net.now && !net.now.failure && !net.now.waiting)
      .map(net => say(key, { name: net.name, ...tell(net) }))) || say("race.empty");

  const curve = measure => nets.map(net => ({
    type: "scatter", mode: net.history.length > 12 ? "lines" : "lines+markers", name: net.name,
    x: net.history.map(point => point.epoch), y: net.history.map(point => point[measure]),
    cliponaxis: false,
    line: { color: net.look.color, dash: net.look.dash, width: net.look.width },
    marker: { color: net.look.color, symbol: net.look.symbol, size: 7 },
    hovertemplate: hover("%{x:.3~f}", "%{y:.4~g}"),
  }));
  const epochAxis = () => ({ title: title(say("axis.epoch")), rangemode: "tozero",
    range: [0, Math.max(shown.state.epochs, ...nets.flatMap(
      net => net.history.slice(-1).map(point => point.epoch)))] });

  const figures = {
    accuracy() {
      const traces = curve("accuracy");
      if (shown.state.continued && shown.state.data === "mnist") {
        for (const net of nets) {
          traces.push({ type: "scatter", mode: "markers", showlegend: false,
            name: say("mark.published", { name: net.name }),
            x: published(net).map(row => row.epoch), y: published(net).map(row => row.accuracy),
            marker: { color: look("published").color, symbol: "circle-open", size: 8,
              line: { width: 1 } } });
        }
      }
      draw("race-accuracy", traces, { xaxis: epochAxis(), showlegend: true,
        yaxis: { title: title(say("axis.accuracy")) } },
      say("race.accuracy.summary", { list: list("race.accuracy.one", net => ({
        accuracy: fixed(net.now.accuracy, 2), epoch: number(net.now.epoch) })) }));
    },
    cost() {
      const all = nets.flatMap(net => net.history.map(point => point.cost));
      const wide = Math.max(...all) > 100 * Math.min(...all); // one has run away
      draw("race-cost", curve("cost"), { xaxis: epochAxis(), showlegend: true,
        yaxis: { title: title(say("axis.cost")),
          ...(wide ? decades(all) : { rangemode: "tozero" }) } },
      say("race.cost.summary",
        { list: list("race.cost.one", net => ({ cost: number(net.now.cost) })) }));
    },
    z() {
      const seen = nets.filter(net => net.now?.z);
      const { layer } = shown.state;
      find("#race-z-title").textContent = say("race.z", { layer });
      draw("race-z", seen.map(net => outline(net.now.z, net.name,
        { color: net.look.color, dash: net.look.dash })),
      { xaxis: { title: title(say("axis.z")) }, showlegend: true,
        yaxis: { title: title(say("axis.zShare")), rangemode: "tozero" } },
      say("race.z.summary", { list: list("race.z.one",
        net => ({ stuck: fixed(net.now.stuck[net.now.layer - 1], 0) })) }));
    },
    gradient() {
      const seen = nets.filter(net => net.now?.gradients);
      const most = Math.max(2, ...seen.map(net => net.now.gradients.length));
      draw("race-gradient", seen.map(net => ({
        type: "scatter", mode: "lines+markers", name: net.name,
        x: [...net.now.gradients].map((_, l) => l + 1),
        y: [...net.now.gradients].map(v => v > 0 ? v : null),
        line: { color: net.look.color, dash: net.look.dash, width: net.look.width },
        marker: { color: net.look.color, symbol: net.look.symbol, size: 8 },
        hovertemplate: hover("%{x}", "%{y:.2~g}"),
      })), { xaxis: { title: title(say("axis.weightLayer")), dtick: 1, range: [0.7, most + 0.3] },
        yaxis: { title: title(say("axis.gradient")),
          ...decades(seen.flatMap(net => [...net.now.gradients])) }, showlegend: true },
      say("race.gradient.summary", { list: list("race.gradient.one",
        net => ({ sizes: listed("numbers", [...net.now.gradients].map(v => number(v, 2))) })) }));
    },
    tables() {
      fill(find("#race-table"), ["network", "epoch", "right", "accuracy", "cost", "stuck"].map(
        key => say(`race.column.${key}`)),
      nets.map(net => {
        const { now } = net;
        const first = make("span", {}, swatch(net.look), ` ${net.name}`);
        if (now?.failure) return [first, say("race.failed", { failure: now.failure })];
        if (!now || now.waiting) return [first, now ? say("race.waits") : ""];
        return [first, number(now.epoch),
          say("race.of", { count: number(Math.round(now.accuracy * validation / 100), 6),
            all: number(validation, 6) }),
          fixed(now.accuracy, 2), number(now.cost),
          [...now.stuck].map(v => fixed(v, 0)).join(" · ")];
      }));
      for (const row of find("#race-table tbody").rows) {
        if (row.cells.length === 2) row.cells[1].colSpan = 5;
      }
      fillDigits();
      sayNielsen();
    },
  };
  const ALL = Object.keys(figures);

  const swatch = ({ color, dash }) => {
    const line = make("span", { class: "swatch", "aria-hidden": "true" });
    const dots = dash === "dot" || parseFloat(dash) <= 2; // a name, or lengths such as 2px,5px
    line.style.borderTop = `4px ${dash === "solid" ? dash : dots ? "dotted" : "dashed"} ${color}`;
    return line;
  };

  function fillDigits() {
    if (!shownDigits) return;
    const table = find("#race-digits");
    if (table.dataset.race !== String(number_)) {
      table.dataset.race = number_;
      const row = make("tr", {}, make("td"), ...shownDigits.map(({ label: digit, pixels }) => {
        const picture = make("canvas", { width: 28, height: 28, role: "img",
          "aria-label": say("race.digits.image", { label: digit }) });
        const image = new ImageData(28, 28);
        pixels.forEach((level, i) => {
          image.data.fill(255 - 256 * level, 4 * i, 4 * i + 3);
          image.data[4 * i + 3] = 255;
        });
        picture.getContext("2d").putImageData(image, 0, 0);
        return make("th", { scope: "col" }, picture);
      }));
      table.replaceChildren(make("thead", {}, row), make("tbody", {}, ...nets.map(net =>
        make("tr", {}, make("th", { scope: "row" }, net.name),
          ...shownDigits.map(() => make("td"))))));
    }
    nets.forEach((net, k) => {
      if (!net.now?.answers) return;
      shownDigits.forEach(({ label: digit }, i) => {
        const right = net.now.answers[i] === digit;
        const cell = table.tBodies[0].rows[k].cells[i + 1];
        const text = `${net.now.answers[i]} ${right ? say("race.digits.right")
          : say("race.digits.wrong")}`;
        if (cell.textContent !== text) {
          cell.textContent = text;
          cell.className = right ? "right" : "wrong";
        }
        cell.title = say("race.digits.says", { answer: net.now.answers[i],
          output: fixed(net.now.outputs[i], 2) });
      });
    });
  }

  const published = net => PAGE.nielsen.filter(
    row => String(row.neurons) === net.settings.hidden && row.start === net.settings.start);

  /** How many of Nielsen's counts came out, of those that have been seen. */
  function sayNielsen() {
    const line = find("#nielsen");
    line.hidden = !(shown.state.continued && shown.state.data === "mnist");
    let seen = 0;
    let equal = 0;
    for (const net of nets) {
      for (const row of published(net)) {
        const ours = net.history.find(point => point.epoch === row.epoch);
        if (!ours) continue;
        seen++;
        if (ours.accuracy === row.accuracy) equal++;
      }
    }
    line.textContent = say(seen < 120 ? "nielsen.so-far"
      : equal === 120 ? "nielsen.all" : "nielsen.differ", { seen, equal, different: seen - equal });
  }

  // ---- what the worker tells ----

  function put(net, { epoch, accuracy, cost }) {
    const at = net.history.findIndex(point => point.epoch >= epoch - 1e-9);
    const same = at >= 0 && Math.abs(net.history[at].epoch - epoch) < 1e-9;
    net.history.splice(at < 0 ? net.history.length : at, same ? 1 : 0, { epoch, accuracy, cost });
  }
  listeners.epoch = event => {
    if (event.race !== number_) return;
    if (event.accuracy !== undefined) put(nets[event.network], event);
    redrawSoon("accuracy", "cost");
  };
  listeners.look = event => {
    if (event.race !== number_) return;
    const net = nets[event.network];
    net.now = event;
    if (event.accuracy !== undefined) put(net, event);
    redrawSoon(...ALL);
  };
  listeners.rest = event => {
    if (event.race !== number_) return;
    setRunning(false);
    clearTimeout(timer); // what waits is shown before the status says that this is the end
    redraw();
    const epochs = nets.map(net => net.now?.failure ? 0 : net.now?.epoch ?? 0);
    const epoch = Math.max(...epochs);
    status(say(epoch >= shown.state.epochs ? "race.status.done" : "race.status.rest",
      { epoch: number(epoch) }));
  };

  // ---- running ----

  const status = text => { find("#status").textContent = text; };
  function setRunning(now) {
    running = now;
    find("#run").textContent = say(now ? "race.pause" : "race.run");
    for (const id of ["step", "epoch"]) find(`#${id}`).disabled = now;
  }

  let ready = Promise.resolve(false); // whether the worker has a race, when it has made it

  /** Makes the race that is set, unless it is the one that is there. */
  function prepare(state, again = false) {
    const made = JSON.stringify([state.networks, state.data, state.images, state.continued,
      hasMnist]);
    if (made === prepared && !again) return;
    prepared = made;
    const id = ++number_;
    const names = namesOf(state.networks);
    const looks = looksOf(state.networks, state.continued);
    nets = state.networks.map((settings, k) =>
      ({ settings, name: names[k], look: looks[k], history: [], now: null }));
    shownDigits = null;
    find("#race-digits").replaceChildren();
    setRunning(false);
    redrawSoon(...ALL);
    const before = ready;
    ready = isMissing() ? before.then(has => {
      if (has) ask("pause");
      status(say("mnist.missing"));
      return false;
    }) : makeRace(state, id);
  }

  async function makeRace(state, id) {
    status(state.data === "drawn"
      ? say("race.status.drawing", { count: number(state.images * 1.2, 6) }) : "");
    try {
      const answer = await ask("race", { race: id, data: state.data, images: state.images,
        continued: state.continued, epochs: state.epochs, layer: state.layer,
        networks: state.networks.map(
          net => ({ ...net, hidden: net.hidden.split(", ").map(Number) })) });
      if (id !== number_) return true;
      shownDigits = answer.shown;
      validation = answer.validation;
      status(say("race.status.ready"));
      redrawSoon(...ALL);
      return true;
    } catch (error) {
      status(error.message);
      return false;
    }
  }

  const isMissing = () => shown.state.data === "mnist" && !hasMnist;
  async function go(question, values) {
    if (!await ready) return;
    setRunning(true);
    status(say("race.status.running"));
    ask(question, values);
  }
  find("#run").addEventListener("click", () => {
    if (running) {
      ask("pause");
      return;
    }
    const { state } = shown;
    if (nets.every(net => net.now?.failure || (net.now?.epoch ?? 0) >= state.epochs)) {
      prepare(state, true);
    }
    go("run", { to: state.epochs });
  });
  find("#step").addEventListener("click", () => go("step"));
  find("#epoch").addEventListener("click", () => go("epoch"));
  find("#rewind").addEventListener("click", () => prepare(shown.state, true));
  find("#again").addEventListener("click", () => {
    changeNetworks(shown.state.networks.map(net => ({ ...net, seed: (net.seed + 1) % SEEDS })));
  });

  // ---- the networks' settings ----

  const NAMES = { biases: biasNames };
  let settingsOf = ""; // which networks the settings show
  function changeNetworks(networks) {
    change({ networks, preset: "own", continued: false }, true);
  }
  function showNetworks(networks) {
    const now = JSON.stringify(networks);
    if (now === settingsOf) return;
    settingsOf = now;
    const box = find("#networks");
    const focus = document.activeElement?.id;
    const open = [...box.querySelectorAll("details")].map(details => details.open);
    const names = namesOf(networks);
    const looks = looksOf(networks, shown.state.continued);
    box.replaceChildren(...networks.map((net, k) => {
      const fields = Object.entries(NETWORK).map(([key, field]) => control(`net-${k}-${key}`,
        say(`race.${key}`), field, net[key], value => changeNetworks(
          shown.state.networks.map((old, i) => i === k ? { ...old, [key]: value } : old)),
        NAMES[key]).element);
      const remove = make("button", { type: "button",
        "aria-label": say("race.remove.one", { name: names[k] }) }, say("race.remove"));
      remove.disabled = networks.length === 1;
      remove.addEventListener("click",
        () => changeNetworks(shown.state.networks.filter((_, i) => i !== k)));
      return make("details", { class: "network", open: open[k] ?? false },
        make("summary", {}, swatch(looks[k]),
          ` ${say("race.network", { k: k + 1, name: names[k] })}`),
        make("div", { class: "fields" }, ...fields, remove));
    }));
    find("#add").disabled = networks.length === 4;
    if (focus) document.getElementById(focus)?.focus();
  }
  find("#add").addEventListener("click", () => {
    const { networks } = shown.state;
    changeNetworks([...networks, { ...networks.at(-1) }]);
  });

  let layerShown = 1;
  let questionOf = ""; // the preset whose question is shown
  const api = {
    show(state) {
      setControls(state);
      showNetworks(state.networks);
      const asks = state.preset !== "own";
      find("#question").hidden = !asks;
      if (asks) {
        find("#question > p").textContent = say(`preset.${state.preset}.question`);
        find("#question details p").textContent = say(`preset.${state.preset}.answer`);
      }
      if (state.preset !== questionOf) find("#question details").open = false;
      questionOf = state.preset;
      prepare(state);
      if (state.layer !== layerShown) {
        layerShown = state.layer;
        ready.then(has => has && ask("layer", { layer: state.layer }));
      }
      redrawSoon(...ALL);
    },
    /** A field of the part changed, not one of its networks: a preset brings all of its own. */
    changed(changes, state) {
      if (changes.preset !== undefined) {
        return changes.preset === "own"
          ? { ...state, preset: "own", continued: false } : presetState(changes.preset);
      }
      return { ...state, ...changes };
    },
    mnistCame() {
      hasMnist = true;
      if (shown?.part === "race") prepare(shown.state);
    },
  };
  return api;
})();

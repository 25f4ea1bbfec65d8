// What can be set in each part, what each may be, and how an address says it.

/** A field reads a text and gives a value, or undefined where the text is none. */
const whole = (initial, min, max) => ({
  initial, min, max, kind: "whole",
  read: text => /^\s*-?\d+\s*$/.test(text) && Number(text) >= min && Number(text) <= max
    ? Number(text) : undefined,
});
const real = (initial, min, max, log = false) => ({
  initial, min, max, log, kind: "real",
  read: text => text.trim() !== "" && Number(text) >= min && Number(text) <= max
    ? Number(text) : undefined,
});
const choice = (initial, ...options) => ({
  initial, options, kind: "choice",
  read: text => options.includes(text) ? text : undefined,
});
const flag = initial => ({
  initial, kind: "flag",
  read: text => ({ yes: true, no: false })[text],
});
const layers = initial => ({
  initial, kind: "hidden",
  read: text => {
    const sizes = text.split(/[\s,、]+/).filter(size => size !== "");
    const right = sizes.length >= 1 && sizes.length <= 10
      && sizes.every(size => /^\d+$/.test(size) && Number(size) >= 1 && Number(size) <= 200);
    return right ? sizes.map(Number).join(", ") : undefined;
  },
});

const ACTIVATIONS = ["sigmoid", "tanh", "ReLU"];
const STARTS = ["old", "new", "zero", "LeCun", "Glorot", "He", "PyTorch",
  "orthogonal", "LSUV"];
const BIASES = ["own", "zero", "normal", "centred"];
const SEEDS = 2147483647;

const FIELDS = {
  neuron: {
    n: whole(500, 1, 1000),
    on: real(100, 0, 100),
    start: choice("old", "old", "new", "own", "zero"),
    sigma: real(0.1, 0.001, 10, true),
    bias: flag(true),
    seed: whole(1, 0, SEEDS),
  },
  stack: {
    width: whole(100, 1, 200),
    depth: whole(10, 1, 20),
    activation: choice("sigmoid", ...ACTIVATIONS),
    start: choice("new", ...STARTS),
    scale: real(1, 0.01, 100, true),
    biases: choice("own", ...BIASES),
    seed: whole(1, 0, SEEDS),
  },
  race: {
    preset: choice("start", "own", ...Object.keys(PRESETS)),
    data: choice("drawn", "drawn", "mnist"),
    images: choice(5000, 1000, 5000, 10000, 50000),
    epochs: whole(10, 1, 1000),
    layer: whole(1, 1, 10),
  },
};
FIELDS.race.images.read = text =>
  FIELDS.race.images.options.includes(Number(text)) ? Number(text) : undefined;

/** A network of the race; an address has its fields in this order. */
const NETWORK = {
  hidden: layers("30"),
  activation: choice("sigmoid", ...ACTIVATIONS),
  cost: choice("cross-entropy", "cross-entropy", "quadratic"),
  start: choice("new", ...STARTS),
  scale: real(1, 0.01, 100),
  biases: choice("own", ...BIASES),
  eta: real(0.1, 0.0001, 1000),
  lambda: real(0.5, 0, 1000),
  batch: whole(10, 1, 1000),
  seed: whole(1, 0, SEEDS),
};

const initial = fields => Object.fromEntries(
  Object.entries(fields).map(([name, field]) => [name, field.initial]));
const network = changes => ({ ...initial(NETWORK), ...changes });
const asText = (field, value) =>
  field.kind === "flag" ? (value ? "yes" : "no") : String(value);

/** The part that an address shows, what is set in it, and what in it makes no sense. */
function readAddress(hash) {
  const troubles = [];
  const [name, query = ""] = hash.replace(/^#/, "").split("?");
  let part = name === "" ? "neuron" : name;
  if (!Object.hasOwn(FIELDS, part)) {
    troubles.push(say("trouble.part", { text: name }));
    part = "neuron";
  }
  const state = initial(FIELDS[part]);
  const asked = new URLSearchParams(query);
  const complain = (text, value) => troubles.push(say("trouble.address", { text, value }));
  if (part === "race") {
    const preset = FIELDS.race.preset.read(asked.get("preset") ?? "start") ?? "start";
    Object.assign(state, presetState(asked.has("net") ? "own" : preset));
  }
  const given = [];
  for (const [key, text] of asked) {
    const field = FIELDS[part][key];
    if (part === "race" && key === "net") {
      const texts = text.split(";");
      const values = Object.entries(NETWORK).map(([k, f], i) => [k, f.read(texts[i] ?? "")]);
      const bad = values.findIndex(([, value]) => value === undefined);
      if (texts.length !== values.length || bad >= 0) complain(`net=${text}`, say("none"));
      else if (given.length === 4) complain(`net=${text}`, say("none"));
      else given.push(Object.fromEntries(values));
    } else if (field === undefined) {
      complain(`${key}=${text}`, say("none"));
    } else {
      const value = field.read(text);
      if (value === undefined) complain(`${key}=${text}`, `${key}=${asText(field, state[key])}`);
      else state[key] = value;
    }
  }
  if (part === "race" && given.length > 0) {
    state.networks = given;
    state.preset = "own";
    state.continued = false;
  }
  return { part, state, troubles };
}

/** The address that shows this: only what is not as at first. */
function writeAddress(part, state) {
  const set = new URLSearchParams();
  const usual = part === "race" ? presetState(state.preset) : initial(FIELDS[part]);
  for (const [key, field] of Object.entries(FIELDS[part])) {
    const same = key === "preset" ? state.preset === "start" || state.preset === "own"
      : state[key] === usual[key];
    if (!same) set.append(key, asText(field, state[key]));
  }
  if (part === "race" && state.preset === "own") {
    for (const net of state.networks) {
      set.append("net",
        Object.entries(NETWORK).map(([key, field]) => asText(field, net[key])).join(";"));
    }
  }
  const query = set.toString();
  return `#${part}${query === "" ? "" : `?${query}`}`;
}

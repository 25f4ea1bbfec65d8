// The races to begin with. Their names, questions and answers are in texts.properties.

const FIVE = "30, 30, 30, 30, 30";
const TEN = "30, 30, 30, 30, 30, 30, 30, 30, 30, 30";
const NIELSEN = { lambda: 5, seed: 12345678 };

const PRESETS = {
  start: { networks: [{ start: "old" }, { start: "new" }] },
  zero: { networks: [{ start: "zero" }, { start: "new" }], epochs: 20 },
  deep: { networks: [{ hidden: FIVE, start: "old" }, { hidden: FIVE, start: "new" }],
    layer: 5, epochs: 5 },
  scaled: { networks: [{ hidden: FIVE, start: "new" }, { hidden: FIVE, start: "new", scale: 4 },
    { hidden: FIVE, start: "new", scale: 4, biases: "centred" }], layer: 5 },
  relu: { networks: [
    { hidden: TEN, activation: "ReLU", start: "LeCun", eta: 0.03 },
    { hidden: TEN, activation: "ReLU", start: "He", eta: 0.03 }], layer: 10 },
  decay: { networks: [{ start: "old", lambda: 0 }, { start: "old", lambda: 0.5 }], epochs: 40 },
  eta: { networks: [{ eta: 0.1 }, { eta: 1 }, { eta: 10 }, { eta: 100 }] },
  nielsen: {
    networks: [{ ...NIELSEN, start: "new" }, { ...NIELSEN, start: "old" },
      { ...NIELSEN, hidden: "100", start: "new" }, { ...NIELSEN, hidden: "100", start: "old" }],
    data: "mnist", images: 50000, epochs: 30, continued: true },
};

/** What a preset sets; "own" is what one begins with when one sets everything oneself. */
function presetState(name) {
  const { networks, ...others } = PRESETS[name] ?? PRESETS.start;
  return { ...initial(FIELDS.race), continued: false, ...others,
    networks: networks.map(network), preset: name };
}

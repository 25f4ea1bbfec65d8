// Part 1: one neuron.

const neuron = (() => {
  const names = Object.fromEntries(
    FIELDS.neuron.start.options.map(key => [key, say(`neuron.start.${key}`)]));
  const setControls = controlsOf("neuron", { start: names }, ["n", "on", "sigma"]);
  find("#part-neuron form").append(againButton("neuron"));
  const MEASURES = ["variance", "large", "saturated", "medianSlope", "meanSlope"];

  const show = latest("neuron", (answer, state) => {
    const { measured, predicted } = answer;
    const style = { own: { color: look("cycle 0").color }, zero: { color: look("cycle 6").color } };
    const looks = style[state.start] ?? look(state.start);
    const variance = number(predicted.variance, 4);
    find("#formula").textContent = say("neuron.formula", { on: state.on,
      weights: state.start === "new" ? `1/${state.n}` : number(answer.varianceOfWeights, 4),
      bias: state.bias ? 1 : 0, variance });
    find("#spread").textContent = say("neuron.spread",
      { spread: number(Math.sqrt(predicted.variance)) });

    const traces = [bars(answer.z, say("mark.start", { start: names[state.start] }), looks)];
    if (answer.curve) {
      traces.push({ type: "scatter", mode: "lines", name: say("mark.normal", { variance }),
        x: [...answer.curveZ], y: [...answer.curve], line: { width: 2.5, ...lineOf("theory") },
        hoverinfo: "skip" });
    }
    draw("neuron-z", traces, {
      xaxis: { title: title(say("axis.z")), range: [answer.z.from, answer.z.to] },
      yaxis: { title: title(say("axis.share")), rangemode: "tozero" }, bargap: 0,
      showlegend: true,
      shapes: [{ type: "rect", yref: "paper", y0: 0, y1: 1, x0: -1, x1: 1, line: { width: 0 },
        fillcolor: "rgba(60, 60, 60, 0.15)", layer: "below" }],
      annotations: [{ x: 1, xanchor: "left", yref: "paper", y: 0.97, text: say("mark.unit"),
        showarrow: false }],
    }, answer.curve
      ? say("neuron.z.summary", { neurons: number(answer.neurons, 4), variance,
        measured: number(measured.variance, 4), large: fixed(measured.large, 1) })
      : say("neuron.z.fixed"));
    const share = { title: title(say("axis.share")), rangemode: "tozero" };
    draw("neuron-a", [bars(answer.activations, "", looks)],
      { xaxis: { title: title(say("axis.activation")), range: [0, 1] }, yaxis: share,
        bargap: 0, showlegend: false },
      say("neuron.a.summary", { saturated: fixed(measured.saturated, 1),
        theory: fixed(predicted.saturated, 1), limit: number(answer.limit) }));
    draw("neuron-slope", [bars(answer.slopes, "", looks)],
      { xaxis: { title: title(say("axis.slope")), range: [0, 0.25] }, yaxis: share,
        bargap: 0, showlegend: false },
      say("neuron.slope.summary", { median: number(measured.medianSlope, 2),
        theory: number(predicted.medianSlope, 2), mean: number(measured.meanSlope, 2) }));
    fill(find("#neuron-table"),
      [say("column.quantity"), say("column.theory"), say("column.measured")],
      MEASURES.map(key => [say(`neuron.row.${key}`), number(predicted[key]),
        number(measured[key])]));
  });

  return {
    show(state) {
      setControls(state);
      show({ ...state, on: Math.round(state.n * state.on / 100) });
    },
  };
})();

/** A button that takes the next seed. */
function againButton(part) {
  const button = make("button", { type: "button" }, say(`${part}.again`));
  button.addEventListener("click",
    () => change({ seed: (shown.state.seed + 1) % SEEDS }, true));
  return button;
}

// Part 2: a stack of layers.

const biasNames = Object.fromEntries(BIASES.map(key => [key, say(`biases.${key}`)]));

const stack = (() => {
  const setControls = controlsOf("stack", { biases: biasNames }, ["width", "depth", "scale"]);
  find("#part-stack form").append(againButton("stack"));
  const [LOW, HIGH] = [0.1, 10]; // between these, an error survives

  /** Measured points over a predicted line, on an axis of powers of ten. */
  const layerFigure = (name, measured, predicted, state, axis, more, summary) => {
    const x = [...measured].map((_, l) => l + 1);
    const positive = values => [...values].map(v => v > 0 && Number.isFinite(v) ? v : null);
    const key = state.scale === 1 ? state.start : `${number(state.scale)} × ${state.start}`;
    const style = look(key).color ? look(key) : look("cycle 0");
    draw(name, [
      { type: "scatter", mode: "lines", name: say("mark.predicted"), x, y: positive(predicted),
        line: { width: 2.5, ...lineOf("predicted") },
        hovertemplate: hover("%{x}", "%{y:.3~g}") },
      { type: "scatter", mode: "markers", name: say("mark.measured"), x, y: positive(measured),
        marker: { size: 9, color: style.color, symbol: style.symbol },
        hovertemplate: hover("%{x}", "%{y:.3~g}") },
    ], {
      xaxis: { title: title(say("axis.layer")), range: [0.5, x.length + 0.5],
        dtick: x.length > 10 ? 2 : 1, tick0: 1 },
      yaxis: { title: title(axis), ...decades([...measured, ...predicted], more.extra) },
      showlegend: true, shapes: more.shapes, annotations: more.annotations,
    }, summary);
  };

  const show = latest("stack", (answer, state) => {
    const last = state.depth - 1;
    const { z, errors, predicted, histograms } = answer;
    const sizes = (values, theory) => ({ depth: state.depth, first: number(values[0], 2),
      last: number(values[last], 2), theory: number(theory, 2) });
    layerFigure("stack-z", z, predicted.z, state, say("axis.meanSquare"), {},
      say("stack.z.summary", sizes(z, predicted.z[last])));
    layerFigure("stack-error", errors, predicted.errors, state, say("axis.errorPart"), {
      extra: [-2, 2],
      shapes: [{ type: "rect", xref: "paper", x0: 0, x1: 1, y0: LOW, y1: HIGH, layer: "below",
        line: { width: 0 }, fillcolor: "rgba(59, 125, 79, 0.18)" }],
      annotations: [{ xref: "paper", x: 0.01, y: 0, yref: "y", text: say("mark.goal"),
        showarrow: false, xanchor: "left" }],
    }, say("stack.error.summary", { ...sizes(errors, predicted.errors[0]),
      factor: number(Math.pow(predicted.errors[0], 1 / Math.max(1, last)), 2) }));

    const { from, to } = histograms[0];
    const x = [];
    const y = [];
    for (const [l, { shares }] of histograms.entries()) {
      const most = Math.max(...shares);
      const step = (to - from) / shares.length;
      x.push(l + 0.6);
      y.push(from);
      for (const [i, share] of shares.entries()) {
        x.push(l + 0.6 + 0.8 * share / most, l + 0.6 + 0.8 * share / most);
        y.push(from + i * step, from + (i + 1) * step);
      }
      x.push(l + 0.6, null);
      y.push(to, null);
    }
    const ends = ({ shares }) => fixed(shares[0] + shares.at(-1), 0);
    draw("stack-a", [{ type: "scatter", mode: "lines", x, y, fill: "toself", hoverinfo: "skip",
      line: { width: 1, color: look("cycle 0").color, shape: "linear", dash: "solid" } }],
    {
      xaxis: { title: title(say("axis.layer")), range: [0.4, state.depth + 0.6],
        dtick: state.depth > 10 ? 2 : 1, tick0: 1 },
      yaxis: { title: title(say("axis.a")), range: [from - 0.02 * (to - from), to * 1.02] },
      showlegend: false, height: 260,
    }, say("stack.a.summary", { from: number(from), to: number(to), depth: state.depth,
      first: ends(histograms[0]), last: ends(histograms[last]) }));

    const ratio = errors[0];
    const verdict = state.depth === 1 ? "one" : !Number.isFinite(ratio) ? "none"
      : ratio < LOW ? "low" : ratio > HIGH ? "high" : "hit";
    const goal = find("#goal");
    goal.textContent = say(`stack.${verdict}`, { depth: state.depth, ratio: number(ratio, 2) });
    goal.classList.toggle("hit", verdict === "hit");
    find("#race-this").href = writeAddress("race", { ...presetState("own"),
      layer: Math.min(10, state.depth),
      networks: [network({ hidden: Array(Math.min(10, state.depth)).fill(30).join(", "),
        activation: state.activation, start: state.start, scale: state.scale,
        biases: state.biases, seed: state.seed })] });
  });

  return {
    show(state) {
      setControls(state);
      show(state);
    },
  };
})();

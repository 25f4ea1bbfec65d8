// Figures: Plotly draws them in the notebooks' theme, each with a summary in words below it.

const PHONE = matchMedia("(max-width: 600px)");

for (const figure of document.querySelectorAll("figure")) {
  const name = figure.dataset.figure;
  figure.append(
    make("div", { id: name, class: "plot", role: "img", "aria-labelledby": `${name}-summary` }),
    make("figcaption", { id: `${name}-summary` }));
}

/** What Plotly would measure anew each time, though margins here leave room for it. */
const QUICK = { automargin: false, ticklabeloverflow: "allow", nticks: 6 };

const waiting = new Map();
let drawing = false;
const soon = () => requestAnimationFrame(() => setTimeout(drawNext));

/**
 * Draws a figure. The next one waits until the browser has shown this one, so that no task is long
 * and the page can be used meanwhile.
 */
function draw(name, traces, layout, summary) {
  waiting.set(name, { traces, layout, summary });
  if (!drawing) {
    drawing = true;
    soon();
  }
}

function drawNext() {
  const [name, { traces, layout, summary }] = waiting.entries().next().value;
  waiting.delete(name);
  const { figure } = PAGE.theme;
  Plotly.react(name, traces, {
    template: figure.layout.template,
    height: 300,
    ...layout,
    xaxis: { ...QUICK, ...layout.xaxis },
    yaxis: { ...QUICK, ...layout.yaxis },
    margin: { l: 55, r: 18, t: 10, b: 45, ...layout.margin },
    legend: { ...figure.layout.template.layout.legend, yref: "paper", y: 1.02, font: { size: 12 } },
  }, figure.config);
  find(`#${name}-summary`).textContent = summary;
  if (waiting.size > 0) soon();
  else drawing = false;
}

/** An axis of whole powers of ten, around some numbers. */
function decades(values, extra = []) {
  const powers = [...values].filter(v => v > 0 && Number.isFinite(v)).map(Math.log10);
  const low = Math.floor(Math.min(...powers, ...extra) + 1e-9);
  const high = Math.ceil(Math.max(...powers, ...extra) - 1e-9);
  const [from, to] = powers.length + extra.length === 0 ? [-1, 1] : [low, Math.max(high, low + 1)];
  return { type: "log", range: [from - 0.1, to + 0.1], dtick: Math.ceil((to - from) / 8),
    exponentformat: "power", tickfont: { size: 11 } };
}

const title = text => ({ text });
const hover = (x, y) => `${say("hover", { x, y })}<extra></extra>`;

/** The bars of a histogram. */
function bars({ from, to, shares }, name, style) {
  const width = (to - from) / shares.length;
  return {
    type: "bar", name, x: shares.map((_, i) => from + (i + 0.5) * width), y: shares, width,
    marker: { color: style.color, opacity: 0.75, line: { width: 0 } },
    hovertemplate: hover("%{x:.3~r}", "%{y:.2~r} %"),
  };
}

/** The same as an outline, to be laid over others. */
function outline({ from, to, shares }, name, style) {
  const width = (to - from) / shares.length;
  return {
    type: "scatter", mode: "lines", name, line: { shape: "hv", width: 2, ...style },
    x: [...shares.map((_, i) => from + i * width), to], y: [...shares, shares.at(-1)],
    hovertemplate: hover("%{x:.3~r}", "%{y:.2~r} %"),
  };
}

const lineOf = key => ({ color: look(key).color, dash: look(key).dash });

/** A table: its head, and rows of cells that are texts or elements. */
function fill(table, head, rows) {
  table.replaceChildren(
    make("thead", {}, make("tr", {}, ...head.map(text => make("th", { scope: "col" }, text)))),
    make("tbody", {}, ...rows.map(([first, ...cells]) => make("tr", {},
      make("th", { scope: "row" }, first), ...cells.map(cell => make("td", {}, cell))))));
}

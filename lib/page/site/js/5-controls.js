// Controls: one for each field, with its name, and a sentence where something else was typed.

/**
 * Makes a control. While one drags, change(value, false) is called; change(value, true) at the end.
 * The control's show(value) makes it show another value.
 */
function control(id, name, field, value, change, names = {}) {
  const trouble = make("p", { id: `${id}-trouble`, class: "trouble", role: "alert", hidden: true });
  const text = make("label", { for: id }, name);
  let current = value;
  const complainAbout = typed => {
    const key = field.kind === "choice" ? "whole" : field.kind;
    trouble.textContent = say(`trouble.${key}`, { name, text: typed, value: String(current),
      min: number(field.min), max: number(field.max) });
    trouble.hidden = false;
  };
  const accept = (typed, settled) => {
    const read = field.read(typed.normalize("NFKC")); // of full width, as Chinese keyboards give
    if (read === undefined) {
      complainAbout(typed);
      return;
    }
    trouble.hidden = true;
    current = read;
    change(read, settled);
  };

  if (field.kind === "flag") {
    const box = make("input", { type: "checkbox", id });
    box.addEventListener("change", () => change(box.checked, true));
    const show = shown => { box.checked = shown; };
    show(value);
    return { element: make("div", { class: "control flag" }, box, text), show };
  }
  if (field.kind === "choice") {
    const list = make("select", { id }, ...field.options.map(option =>
      make("option", { value: option }, names[option] ?? label(String(option)))));
    list.addEventListener("change", () => accept(list.value, true));
    const show = shown => { list.value = shown; current = shown; };
    show(value);
    return { element: make("div", { class: "control" }, text, list), show };
  }
  const input = make("input", { id, autocomplete: "off", "aria-describedby": `${id}-trouble`,
    type: "text", inputmode: field.kind === "whole" ? "numeric" : "text" });
  const parts = [text, input];
  let range = null;
  const toRange = v => field.log ? Math.log10(v) : v;
  if (names.slider) {
    const span = toRange(field.max) - toRange(field.min);
    range = make("input", { type: "range", "aria-label": name, min: toRange(field.min),
      max: toRange(field.max), step: field.log ? span / 200 : 1 });
    const typed = () => field.log
      ? String(Number((10 ** Number(range.value)).toPrecision(3))) : range.value;
    const slide = settled => {
      input.value = typed();
      accept(input.value, settled);
      range.setAttribute("aria-valuetext", input.value);
    };
    range.addEventListener("input", () => slide(false));
    range.addEventListener("change", () => slide(true));
    parts.push(range);
  }
  const show = shown => {
    current = shown;
    input.value = String(shown);
    trouble.hidden = true;
    if (range) {
      range.value = toRange(shown);
      range.setAttribute("aria-valuetext", String(shown));
    }
  };
  input.addEventListener("change", () => {
    accept(input.value, true);
    if (range) range.value = toRange(current);
  });
  show(value);
  return { element: make("div", { class: "control" }, ...parts, trouble), show };
}

/** The controls of a part, one below the other; a change of one is a change of the part's state. */
function controlsOf(part, names, sliders = []) {
  const form = find(`#part-${part} form`);
  form.addEventListener("submit", event => event.preventDefault());
  const made = {};
  for (const [key, field] of Object.entries(FIELDS[part])) {
    made[key] = control(`${part}-${key}`, say(`${part}.${key}`), field, field.initial,
      (value, settled) => change({ [key]: value }, settled),
      { ...names[key], slider: sliders.includes(key) });
    form.append(made[key].element);
  }
  return state => {
    for (const [key, shown] of Object.entries(made)) shown.show(state[key]);
  };
}

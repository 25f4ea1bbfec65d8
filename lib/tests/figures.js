// What is wrong with a figure that Plotly drew, as a list of sentences; run in a page.
(box) => {
  const wrong = [];
  const bounds = box.getBoundingClientRect();
  const text = (html) => {
    const element = document.createElement("div");
    element.innerHTML = (html || "").replace(/<br ?\/?>/g, "");
    return element.textContent.replace(/\s+/g, "");
  };
  const shown = (element) => element.textContent.replace(/\s+/g, "");
  const visible = (element) => {
    const r = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return r.width > 0 && r.height > 0 && style.visibility !== "hidden" && style.opacity !== "0";
  };

  const wanted = box._fullData.filter((trace) => trace.visible === true).length;
  const drawn = box.querySelectorAll(".cartesianlayer .trace, .cartesianlayer .hm").length;
  if (!(box.data.length > 0 && drawn === wanted)) {
    wrong.push(`${drawn} traces are drawn, not ${wanted}`);
  }

  const titles = [[".gtitle", box.layout.title]];
  for (const name of Object.keys(box.layout).filter((key) => /^[xy]axis\d*$/.test(key))) {
    titles.push([`.${name.replace("axis", "")}title`, box.layout[name].title]);
  }
  if (!text(box.layout.title && box.layout.title.text)) {
    wrong.push("it has no title");
  }
  for (const [selector, title] of titles) {
    const wantedText = text(title && title.text);
    const found = box.querySelector(selector);
    if (wantedText && !(found && visible(found) && shown(found) === wantedText)) {
      wrong.push(`${selector} shows "${found ? found.textContent : ""}", not "${title.text}"`);
    }
  }

  const words = [...box.querySelectorAll("text")].filter((t) => t.textContent && visible(t));
  const place = new Map(words.map((word) => [word, word.getBoundingClientRect()]));
  for (const word of words) {
    const r = place.get(word);
    if (r.left < bounds.left - 1 || r.right > bounds.right + 1
        || r.top < bounds.top - 1 || r.bottom > bounds.bottom + 1) {
      wrong.push(`"${word.textContent}" is cut off at the figure's edge`);
    }
  }
  const over = (r, s) => Math.min(r.right, s.right) - Math.max(r.left, s.left) > 2
    && Math.min(r.bottom, s.bottom) - Math.max(r.top, s.top) > 4;
  const ticks = words.filter((w) => w.closest("[class$=tick]"));
  const heads = words.filter(
    (w) => w.closest(".g-gtitle, .legend, .g-xtitle, .g-ytitle, .annotation"));
  const turned = (word) => /rotate\((?!0,)/.test(word.getAttribute("transform"));
  const apart = [...heads, ...ticks].filter((w) => !turned(w)); // boxes do not turn
  apart.forEach((a, i) => apart.slice(i + 1).forEach((b) => {
    if (a.textContent !== b.textContent && over(place.get(a), place.get(b))) {
      wrong.push(`"${a.textContent}" and "${b.textContent}" overlap`);
    }
  }));
  const panels = Object.values(box._fullLayout._plots).map(({ xaxis, yaxis }) => ({
    left: bounds.left + xaxis._offset, right: bounds.left + xaxis._offset + xaxis._length,
    top: bounds.top + yaxis._offset, bottom: bounds.top + yaxis._offset + yaxis._length,
  }));
  for (const tick of ticks) {
    if (panels.some((panel) => over(place.get(tick), panel))) {
      wrong.push(`"${tick.textContent}", at an axis, lies on a panel`);
    }
    if (turned(tick) && /^[\d.,−]+$/.test(tick.textContent)) {
      wrong.push(`the number ${tick.textContent} is turned`);
    }
  }
  const bar = box.querySelector(".legend .scrollbar");
  if (bar && bar.getBoundingClientRect().height > 0) {
    wrong.push("its legend has to be scrolled");
  }

  for (let at = box.parentElement; at && at !== document.body; at = at.parentElement) {
    const r = at.getBoundingClientRect();
    if (r.width > 0 && bounds.right > r.right + 1) {
      wrong.push(`it is wider than the ${at.className || at.tagName} around it`);
      break;
    }
  }
  if (bounds.width < 200 || bounds.height < 100) {
    wrong.push(`it is only ${bounds.width} by ${bounds.height} pixels`);
  }
  return wrong;
}

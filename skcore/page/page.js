"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const FIELDS = ["parent", "what", "key", "label", "name", "text", "path", "own", "total", "pair", "trust", "hidden", "target"];
  const MOST_FOUND = 400;
  const entries = data.entries.map((row, id) => {
    const entry = { id, children: [] };
    FIELDS.forEach((field, at) => { entry[field] = row[at]; });
    return entry;
  });
  const tops = [];
  for (const entry of entries) (entry.parent < 0 ? tops : entries[entry.parent].children).push(entry);
  const whole = Math.max(data.total, 1);

  /* -- small things ------------------------------------------------------------------------- */

  function make(tag, attributes, ...content) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === "class") element.className = value;
      else element.setAttribute(name, value);
    }
    for (const part of content) {
      if (part !== null && part !== undefined && part !== "") element.append(part);
    }
    return element;
  }
  function on(element, event, call) { element.addEventListener(event, call); return element; }
  function size(count) {
    if (count < 1000) return `${count} B`;
    let unit = "B";
    for (unit of ["kB", "MB", "GB", "TB"]) {
      count /= 1000;
      if (count < 999.5) break;
    }
    return `${count < 9.95 ? count.toFixed(1) : Math.round(count)} ${unit}`;
  }
  const plural = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
  function* up(entry) { for (; entry; entry = entries[entry.parent]) yield entry; }
  function path(entry) {
    return [...up(entry)].reverse().map((step, at) => (at === 0 || /^[[.(]/.test(step.key) ? step.key : `.${step.key}`))
      .join("") || "the root";
  }
  /* Attributes say what they are; the items of a container are told by their class. */
  const title = (entry) => (/^\[\d/.test(entry.key) && entry.label ? `${entry.key} ${entry.label}` : entry.key || entry.label || entry.text);
  const verdict = (entry) => (entry.pair === null ? null : data.names[entry.pair]);
  function category(entry) {
    const owner = [...up(entry)].find(verdict);
    return owner ? verdict(owner).kind.split(".")[0] : "python";
  }
  function hue(word) {
    const known = { python: 215, numpy: 190, scipy: 265, sklearn: 28, pandas: 320, polars: 345 };
    let found = 0;
    for (const char of word) found = (found * 31 + char.charCodeAt(0)) % 360;
    return known[word] === undefined ? found : known[word];
  }

  /* -- the tree ------------------------------------------------------------------------------ */

  const items = new Map();
  let shown = null;
  let words = "";
  let selected = null;

  function marked(text) {
    const at = words ? text.toLowerCase().indexOf(words) : -1;
    if (at < 0) return [text];
    const end = at + words.length;
    return [text.slice(0, at), make("mark", {}, text.slice(at, end)), text.slice(end)];
  }
  function rowOf(entry) {
    const row = make("div", { class: "row" });
    const twisty = make("span", { class: "twisty", "aria-hidden": "true" });
    row.append(twisty);
    if (entry.what === "more") {
      row.append(make("span", { class: "more" }, `… ${entry.text}`));
    } else {
      if (entry.key) row.append(make("span", { class: "key" }, ...marked(entry.key)));
      if (entry.label) row.append(make("span", { class: "label", title: entry.name }, ...marked(entry.label)));
      if (entry.text) row.append(make("span", { class: "text", title: entry.text }, ...marked(entry.text)));
    }
    if (entry.what === "reference") row.append(leap(entry));
    if (entry.hidden && entry.what === "object") {
      row.append(make("span", { class: "more" }, `+ ${plural(entry.hidden, "part")}, not in this page`));
    }
    if (entry.trust) row.append(make("span", { class: entry.trust === 2 ? "badge bad" : "badge warn" }, data.marks[2 - entry.trust]));
    if (entry.total) row.append(amount(entry));
    return row;
  }
  function leap(entry) {
    const target = entries[entry.target];
    if (entry.target === null || !target) return make("span", { class: "more" }, `→ ${entry.path}`);
    const button = make("button", { class: "jump", type: "button", tabindex: "-1" }, `→ ${path(target)}`);
    return on(button, "click", (event) => { event.stopPropagation(); search(""); reveal(target); });
  }
  function amount(entry) {
    const fill = make("i");
    fill.style.width = `${Math.max(2, (100 * entry.total) / whole)}%`;
    return make("span", { class: "size" }, size(entry.total), make("span", { class: "bar", "aria-hidden": "true" }, fill));
  }
  const visible = (children) => (shown ? children.filter((child) => shown.has(child.id)) : children);
  function itemOf(entry) {
    const item = make("li", { role: "treeitem", tabindex: "-1", "aria-selected": String(entry === selected) });
    item.entry = entry;
    if (entry.trust) item.className = entry.trust === 2 ? "untrusted" : "holds";
    const row = rowOf(entry);
    on(row, "click", () => { select(entry); toggle(item); item.focus({ preventScroll: true }); });
    item.append(row);
    items.set(entry.id, item);
    if (visible(entry.children).length) setOpen(item, shown !== null);
    return item;
  }
  function setOpen(item, open) {
    const children = visible(item.entry.children);
    if (!children.length) return;
    let group = item.querySelector(":scope > ul");
    if (open && !group) {
      group = make("ul", { role: "group" }, ...children.map(itemOf));
      item.append(group);
    }
    if (group) group.hidden = !open;
    item.setAttribute("aria-expanded", String(open));
    item.querySelector(":scope > .row > .twisty").textContent = open ? "▼" : "▶";
  }
  const isOpen = (item) => item.getAttribute("aria-expanded") === "true";
  function toggle(item) { if (item.hasAttribute("aria-expanded")) setOpen(item, !isOpen(item)); }

  const tree = make("ul", { role: "tree", "aria-label": "What the file holds" });
  const status = make("div", { class: "status", role: "status" });
  function draw() {
    items.clear();
    tree.replaceChildren(...visible(tops).map(itemOf));
    if (!shown) for (const item of tree.children) setOpen(item, true);
    const first = tree.querySelector("li");
    if (first) first.tabIndex = 0;
  }
  function select(entry) {
    if (selected && items.has(selected.id)) items.get(selected.id).setAttribute("aria-selected", "false");
    selected = entry;
    const item = items.get(entry.id);
    if (item) {
      item.setAttribute("aria-selected", "true");
      for (const other of tree.querySelectorAll('[tabindex="0"]')) other.tabIndex = -1;
      item.tabIndex = 0;
    }
    describe(entry);
    for (const tile of map.querySelectorAll(".tile")) tile.classList.toggle("chosen", tile.entry === entry && !tile.own);
  }
  function reveal(entry) {
    for (const owner of [...up(entry)].reverse().slice(0, -1)) {
      const item = items.get(owner.id);
      if (item) setOpen(item, true);
    }
    select(entry);
    const item = items.get(entry.id);
    if (item) item.firstChild.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  function rows() {
    return [...tree.querySelectorAll("li")].filter((item) => !item.closest("ul[hidden]"));
  }
  on(tree, "keydown", (event) => {
    const item = event.target.closest("li");
    const all = rows();
    const at = all.indexOf(item);
    const go = (next) => { if (next) { select(next.entry); next.focus(); } };
    const keys = {
      ArrowDown: () => go(all[at + 1]),
      ArrowUp: () => go(all[at - 1]),
      Home: () => go(all[0]),
      End: () => go(all[all.length - 1]),
      ArrowRight: () => (item.hasAttribute("aria-expanded") && !isOpen(item) ? setOpen(item, true) : go(item.querySelector("li"))),
      ArrowLeft: () => (isOpen(item) ? setOpen(item, false) : go(item.parentElement.closest("li"))),
      Enter: () => (item.entry.what === "reference" ? item.querySelector(".jump")?.click() : toggle(item)),
      " ": () => toggle(item),
    };
    if (!item || !keys[event.key] || event.target.tagName === "BUTTON") return;
    event.preventDefault();
    keys[event.key]();
  });

  /* -- search -------------------------------------------------------------------------------- */

  const field = make("input", { type: "search", placeholder: "Search", "aria-label": "Search names, keys and values" });
  const suspicious = make("button", { class: "tool", type: "button", "aria-pressed": "false" }, "Only untrusted");
  function search(text) {
    if (field.value !== text) field.value = text;
    words = text.trim().toLowerCase();
    const only = suspicious.getAttribute("aria-pressed") === "true";
    const found = !words && !only ? null : entries.filter((entry) => (!only || entry.trust === 2)
      && (!words || [entry.key, entry.label, entry.name, entry.text].some((part) => part.toLowerCase().includes(words))));
    shown = found && new Set(found.slice(0, MOST_FOUND).flatMap((entry) => [...up(entry)].map((step) => step.id)));
    const more = found && found.length > MOST_FOUND ? `, of which the first ${MOST_FOUND} are shown` : "";
    status.textContent = found ? plural(found.length, "match").replace("matchs", "matches") + more : "";
    draw();
  }
  let timer = 0;
  on(field, "input", () => { clearTimeout(timer); timer = setTimeout(() => search(field.value), 100); });
  on(field, "keydown", (event) => { if (event.key === "Escape") search(""); });
  on(suspicious, "click", () => {
    suspicious.setAttribute("aria-pressed", String(suspicious.getAttribute("aria-pressed") !== "true"));
    search(field.value);
  });
  const openMore = on(make("button", { class: "tool", type: "button" }, "Unfold"), "click", () => {
    const closed = rows().filter((item) => item.hasAttribute("aria-expanded") && !isOpen(item));
    for (const item of closed) setOpen(item, true);
  });
  const closeAll = on(make("button", { class: "tool", type: "button" }, "Fold"), "click", () => {
    if (shown) search(field.value);
    else draw();
  });

  /* -- the map of sizes ---------------------------------------------------------------------- */

  const map = make("div", { class: "map" });
  const crumbs = make("nav", { class: "crumbs", "aria-label": "What the map shows" });
  let center = null;

  function pieces(entry) {
    const children = entry ? entry.children : tops;
    const found = children.filter((child) => child.total > 0).map((child) => ({ entry: child, size: child.total }));
    const left = entry ? entry.total - found.reduce((sum, piece) => sum + piece.size, 0) : 0;
    if (left > 0 && found.length) found.push({ entry, size: left, own: true });
    return found.sort((one, other) => other.size - one.size);
  }
  /* Squarified: rows along the shorter side, as long as that makes their pieces less oblong. */
  function place(found, box) {
    const total = found.reduce((sum, piece) => sum + piece.size, 0);
    const scale = (box.width * box.height) / Math.max(total, 1);
    const placed = [];
    let { x, y, width, height } = box;
    const worst = (areas, side) => {
      const sum = areas.reduce((one, other) => one + other, 0);
      return Math.max(...areas.map((area) => Math.max((side * side * area) / (sum * sum), (sum * sum) / (side * side * area))));
    };
    for (let start = 0; start < found.length;) {
      const side = Math.min(width, height);
      let areas = [found[start].size * scale];
      let end = start + 1;
      for (; end < found.length; end += 1) {
        const longer = [...areas, found[end].size * scale];
        if (worst(longer, side) > worst(areas, side)) break;
        areas = longer;
      }
      const thick = areas.reduce((one, other) => one + other, 0) / Math.max(side, 1);
      let along = width >= height ? y : x;
      areas.forEach((area, at) => {
        const long = area / Math.max(thick, 1e-9);
        placed.push({ ...found[start + at], box: width >= height
          ? { x, y: along, width: thick, height: long } : { x: along, y, width: long, height: thick } });
        along += long;
      });
      if (width >= height) { x += thick; width -= thick; } else { y += thick; height -= thick; }
      start = end;
    }
    return placed;
  }
  function tiles(found, box, depth) {
    for (const piece of place(found, box)) {
      const { x, y, width, height } = piece.box;
      if (width < 3 || height < 3) continue;
      map.append(tileOf(piece));
      const inner = { x: x + 3, y: y + 20, width: width - 6, height: height - 23 };
      const parts = piece.own || depth >= 5 ? [] : pieces(piece.entry);
      if (parts.length && inner.width > 46 && inner.height > 26) tiles(parts, inner, depth + 1);
    }
  }
  function tileOf(piece) {
    const { entry, own, box } = piece;
    const name = own ? "(its own)" : entry.what === "more" ? `… ${entry.text}` : title(entry);
    const tile = make("button", { class: "tile", type: "button", tabindex: "-1" });
    const words = make("span", {}, name, box.width > 110 ? make("small", {}, size(piece.size)) : null);
    if (box.width > 34 && box.height > 15) tile.append(words);
    tile.title = `${path(entry)}${own ? " (its own)" : ""}\n${entry.label || entry.text}, ${size(piece.size)}`;
    tile.entry = entry;
    tile.own = Boolean(own);
    tile.classList.toggle("own", tile.own);
    tile.classList.toggle("bad", entry.trust === 2 && !own);
    tile.style.setProperty("--hue", hue(category(entry)));
    Object.assign(tile.style, { left: `${box.x}px`, top: `${box.y}px`, width: `${box.width}px`, height: `${box.height}px` });
    on(tile, "click", () => { if (words || shown) search(""); reveal(entry); });
    on(tile, "dblclick", () => zoom(entry));
    return tile;
  }
  function drawMap() {
    map.replaceChildren();
    const found = center ? pieces(center) : pieces(null);
    const single = center ? [{ entry: center, size: center.total }] : [];
    tiles(found.length ? found : single, { x: 0, y: 0, width: map.clientWidth, height: map.clientHeight }, 0);
    if (selected) for (const tile of map.querySelectorAll(".tile")) tile.classList.toggle("chosen", tile.entry === selected && !tile.own);
    const steps = center ? [...up(center)].reverse() : [];
    const parts = [on(make("button", { type: "button" }, "all"), "click", () => zoom(null))];
    for (const step of steps) {
      parts.push(make("span", {}, "›"), on(make("button", { type: "button" }, title(step)), "click", () => zoom(step)));
    }
    crumbs.replaceChildren(...parts);
  }
  /* The map starts where the space divides: what is one in another shows nothing. */
  function start() {
    let found = tops.length === 1 ? tops[0] : null;
    while (found) {
      const [first, ...others] = pieces(found);
      if (!first || first.own || !pieces(first.entry).length || others.length > 12 || first.size < 0.9 * found.total) break;
      found = first.entry;
    }
    return found && pieces(found).length ? found : null;
  }
  function zoom(entry) { center = entry && pieces(entry).length ? entry : entry && entries[entry.parent]; drawMap(); }

  /* -- details, names, and the page ---------------------------------------------------------- */

  const details = make("dl");
  function describe(entry) {
    const row = verdict(entry);
    const told = [["where", path(entry)]];
    if (entry.name) told.push(["type", entry.name]);
    if (entry.text) told.push(["value", entry.text]);
    if (entry.total) {
      const own = entry.own !== entry.total && entry.what === "object" ? `, ${size(entry.own)} of it its own` : "";
      told.push(["size", `${size(entry.total)} (${((100 * entry.total) / whole).toFixed(1)} %)${own}`]);
    }
    if (row) {
      told.push(["kind", `${row.kind} (${row.role})`]);
      told.push(["trust", row.level ? `${row.level} by ${row.plugin}: ${row.reason}` : row.reason]);
      if (!row.trusted) told.push(["", data.marks[0]]);
    }
    details.replaceChildren(...told.flatMap(([word, text]) => [
      make("dt", {}, word), make("dd", { class: word === "where" || word === "type" || word === "value" ? "mono" : "" }, text)]));
    if (pieces(entry).length) {
      const button = make("button", { class: "tool", type: "button" }, "Show in the map");
      details.append(make("dt"), make("dd", {}, on(button, "click", () => zoom(entry))));
    }
  }
  function summary() {
    const bad = data.names.filter((row) => !row.trusted);
    if (!data.untrusted) {
      return make("section", { class: "verdict" }, make("strong", {}, `All ${plural(data.count, "name")} are trusted.`),
        " A load builds what they name, and nothing else.");
    }
    return make("section", { class: "verdict bad" },
      make("strong", {}, `${data.untrusted} of ${plural(data.count, "name")} UNTRUSTED`),
      make("ul", {}, ...bad.slice(0, 50).map((row) => make("li", {}, make("code", {}, row.name), ` (${row.role}): ${row.reason}`))));
  }
  function namesTable() {
    const sorted = [...data.names].sort((one, other) => one.trusted - other.trusted);
    const body = sorted.map((row) => make("tr", {},
      make("td", {}, row.name), make("td", {}, row.role),
      make("td", { class: row.trusted ? "good" : "bad" }, row.trusted ? "trusted" : "UNTRUSTED"),
      make("td", {}, row.level || "—"), make("td", {}, row.plugin || "—"), make("td", {}, row.reason)));
    const head = ["name", "used as", "verdict", "level", "plugin", "reason"].map((word) => make("th", { scope: "col" }, word));
    return make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...body));
  }
  function legend() {
    const roots = [...new Set(entries.filter((entry) => entry.pair !== null).map(category))];
    return make("div", { class: "legend" }, ...roots.map((word) => {
      const patch = make("i");
      patch.style.setProperty("--hue", hue(word));
      return make("span", {}, patch, word);
    }), make("span", {}, "click: show in the tree; double click: look closer"));
  }
  const facts = make("p", { class: "facts" }, make("span", {}, plural(data.objects, "object")),
    make("span", {}, data.unpacked > 1.05 * data.packed ? `${size(data.packed)}, ${size(data.unpacked)} unpacked` : size(data.packed)),
    make("span", {}, "written with"), ...data.environment.map(([name, version]) => make("span", { class: "chip" }, `${name} ${version}`)));
  const unnamed = data.count > data.names.length ? ` ${plural(data.count - data.names.length, "name")} are not listed.` : "";
  const left = data.left ? ` To keep it small, ${plural(data.left, "object")} of the file are left out of it.` : "";
  document.body.append(make("main", {},
    make("header", {}, make("h1", {}, data.title), facts), summary(),
    make("div", { class: "panes" },
      make("section", { class: "card", "aria-label": "Tree" },
        make("div", { class: "head" }, make("h2", {}, "What it holds"), field, suspicious, openMore, closeAll),
        status, make("div", { class: "tree" }, tree)),
      make("div", { class: "side" },
        make("section", { class: "card", "aria-label": "Map of sizes" },
          make("div", { class: "head" }, make("h2", {}, "What takes the space")), crumbs, map, legend()),
        make("section", { class: "card", "aria-label": "Details", "aria-live": "polite" },
          make("div", { class: "head" }, make("h2", {}, "Details")), details))),
    make("section", { class: "card names" }, make("div", { class: "head" }, make("h2", {}, "Names, and who trusts them")), namesTable()),
    make("footer", {}, `Nothing of the file was loaded to make this page.${left}${unnamed}`)));
  center = start();
  draw();
  if (tops.length) select(tops[0]);
  drawMap();
  on(window, "resize", drawMap);
})();

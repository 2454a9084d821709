// A live picture in place of the server's, drawn to the width of a narrow screen so that its text
// stays legible. The library is loaded once, and only where a picture is that narrow.

let library;

export function load(address) {
  library ??= import(address).then(() => window.vegaEmbed);
  return library;
}

export async function draw(figure, box) {
  const [embed, answer] = await Promise.all([load(figure.dataset.drawing), fetch(figure.dataset.chart)]);
  if (!answer.ok) throw new Error(`no specification: ${answer.status}`);
  const specification = await answer.json();
  for (const axis of specification.axes ?? []) {
    if (axis.orient === "left") axis.labelLimit = Math.max(90, box.clientWidth / 2); // room for the marks
  }
  const place = document.createElement("div");
  const known = box.querySelector("svg");
  const sentence = known.querySelector("title")?.textContent ?? "";
  const view = await embedded(embed, place, specification);
  fit(view, box);
  await view.runAsync();
  if (fit(view, box)) await view.runAsync(); // names may have become shorter with the picture
  const drawn = place.querySelector("svg");
  drawn.setAttribute("role", "img"); // one image with a sentence; the table has the rest
  drawn.setAttribute("aria-label", sentence);
  box.replaceChildren(place);
  box.classList.add("live");
  new ResizeObserver(() => fit(view, box) && view.runAsync()).observe(box);
}

// The view of a specification, drawn in a place that may not be on the page yet.
export async function embedded(embed, place, specification) {
  const { view } = await embed(place, specification, {
    mode: "vega",
    ast: true, // a strict content policy lets no text become code
    renderer: "svg",
    actions: false,
    defaultStyle: false,
    tooltip: false,
  });
  return view;
}

// The inner width that makes the whole picture as wide as its box; labels at its sides keep theirs.
function fit(view, box) {
  const around = view._origin ? view._origin[0] : 0;
  const sides = around + (box.clientWidth < 620 ? 24 : 110);
  const width = Math.max(110, Math.min(680, box.clientWidth - sides));
  if (Math.abs(view.width() - width) < 2) return false;
  view.width(width);
  return true;
}

// A live picture: the drawing library, loaded once, and the view of a specification.

let library;

export function load(address) {
  library ??= import(address).then(() => window.vegaEmbed);
  return library;
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

// What a page gains where scripts run: pictures drawn to the width of the screen, and a print button.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

const errors = document.querySelector(".errors");
if (errors) errors.focus();

const [TEXT, LEAST] = [12, 11]; // pixels of a picture's text as it is drawn; the least that is read

// A picture that would have to be so small that its text could not be read is drawn anew.
export function fitted(figure) {
  const box = figure.querySelector(".drawn");
  const drawn = box.querySelector("svg").viewBox.baseVal.width;
  const begin = async () => {
    const { fit } = await import("./chart.js");
    await fit(figure, box).catch((error) => console.warn(error));
  };
  if (box.clientWidth * TEXT < drawn * LEAST) whenSeen(figure, begin);
}

for (const figure of document.querySelectorAll("[data-chart]")) fitted(figure);

function whenSeen(element, act) {
  const watcher = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) {
      watcher.disconnect();
      act();
    }
  });
  watcher.observe(element);
}

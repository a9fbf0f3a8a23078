// A signature drawn with a finger on an SVG of 300 × 120: whole numbers, one path, a few hundred bytes.
const NEAR = 2; // points closer than this say nothing new
const MOST = 11000; // characters, below what the server takes

// → () → the path, "" while nothing is drawn.
export function pad(place, again) {
  const field = place.querySelector("svg");
  const line = field.lastElementChild;
  let path = "";
  let last = null;

  const at = ({ clientX, clientY }) => {
    const box = field.getBoundingClientRect();
    const within = (value, most) => Math.round(Math.min(most, Math.max(0, value)));
    return [within(((clientX - box.left) / box.width) * 300, 300), within(((clientY - box.top) / box.height) * 120, 120)];
  };
  const draw = (letter, [x, y]) => {
    if (path.length > MOST) return;
    path += `${letter}${x} ${y}`;
    last = [x, y];
    line.setAttribute("d", path);
  };
  field.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    field.setPointerCapture(event.pointerId);
    draw("M", at(event));
  });
  field.addEventListener("pointermove", (event) => {
    if (!last) return;
    const [x, y] = at(event);
    if (Math.hypot(x - last[0], y - last[1]) >= NEAR) draw("L", [x, y]);
  });
  for (const end of ["pointerup", "pointercancel"]) field.addEventListener(end, () => { last = null; });
  again.addEventListener("click", () => {
    path = "";
    line.setAttribute("d", "");
  });
  return () => path;
}

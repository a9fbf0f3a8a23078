// The four corners of a sheet, dragged with a finger or moved with arrow keys, on the photograph; a lens shows what the finger hides.
import { fill } from "../modules/parts.js";
import { convex, frame } from "./geometry.js";

const STEP = 0.005, LEAP = 0.05; // of the picture, for an arrow key, and with Shift
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const LENS = 2.5; // times

const clamp = (n) => Math.min(1, Math.max(0, n));

function magnify(lens, canvas, [x, y], shown) {
  const pen = lens.getContext("2d");
  const part = (lens.clientWidth / LENS) * (canvas.width / shown.width);
  pen.fillStyle = "#000";
  pen.fillRect(0, 0, lens.width, lens.height);
  pen.drawImage(canvas, x * canvas.width - part / 2, y * canvas.height - part / 2, part, part, 0, 0, lens.width, lens.height);
  lens.classList.toggle("right", x < 0.5);
}

// Element with the parts of the template, canvas of the photograph, corners as parts of it → new corners, or null when left.
export function dragCorners(dialog, canvas, start) {
  const stage = dialog.querySelector(".stage");
  const handles = [...stage.querySelectorAll(".corner")];
  const [shade, line] = stage.querySelectorAll("path");
  const lens = stage.querySelector(".lens");
  const words = dialog.querySelector("[data-at]");
  let corners = start;

  const draw = () => {
    handles.forEach((handle, n) => {
      handle.style.left = `${corners[n][0] * 100}%`;
      handle.style.top = `${corners[n][1] * 100}%`;
    });
    const points = corners.map(([x, y]) => `${x * 1000} ${y * 1000}`);
    const way = `M${points.join("L")}Z`;
    shade.setAttribute("d", `M0 0H1000V1000H0Z${way}`);
    line.setAttribute("d", way);
  };
  const move = (n, x, y) => {
    const next = corners.map((corner, at) => (at === n ? [clamp(x), clamp(y)] : corner));
    if (!convex(next.map(([across, down]) => [across * canvas.width, down * canvas.height]))) return;
    corners = next;
    draw();
  };

  const grab = (n, event) => {
    const handle = handles[n];
    const box = canvas.getBoundingClientRect();
    const [dx, dy] = [corners[n][0] - (event.clientX - box.left) / box.width, corners[n][1] - (event.clientY - box.top) / box.height];
    handle.setPointerCapture(event.pointerId);
    lens.hidden = false;
    magnify(lens, canvas, corners[n], box);
    handle.onpointermove = ({ clientX, clientY }) => {
      move(n, (clientX - box.left) / box.width + dx, (clientY - box.top) / box.height + dy);
      magnify(lens, canvas, corners[n], box);
    };
    handle.onpointerup = handle.onpointercancel = () => { handle.onpointermove = null; lens.hidden = true; };
  };
  const key = (n, event) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    const far = event.shiftKey ? LEAP : STEP;
    move(n, corners[n][0] + arrow[0] * far, corners[n][1] + arrow[1] * far);
    words.textContent = fill(words.dataset.at, { x: Math.round(corners[n][0] * 100), y: Math.round(corners[n][1] * 100) });
  };

  stage.prepend(canvas);
  handles.forEach((handle, n) => {
    handle.onpointerdown = (event) => grab(n, event);
    handle.onkeydown = (event) => key(n, event);
  });
  draw();
  return new Promise((resolve) => {
    let answer = null;
    dialog.onclick = ({ target }) => {
      const what = target.closest("[data-corners]")?.dataset.corners;
      if (what === "done") answer = corners;
      if (what === "whole") answer = frame(1, 1);
      if (what) dialog.close();
    };
    dialog.onclose = () => {
      canvas.remove();
      canvas.width = 0;
      words.textContent = "";
      resolve(answer);
    };
    dialog.showModal();
  });
}

// <form data-module="upload" data-slot>: choosing is enough. Photographs go through the workshop (upright, cut out, looked at, one
// file of several), anything else as it is; then the queue has it. What all papers share stands at #gui. Posted as usual without this.
const PICTURE = /^image\/|\.(jpe?g|png|webp|heic|heif)$/i;

const page = () => document.getElementById("gui").dataset;
const isPicture = ({ type, name }) => PICTURE.test(type || name);

// The bare file inputs become buttons with words («Chụp ảnh»); the one to send with is not needed, choosing sends.
function dress(form) {
  const send = form.querySelector("button:not([type=button])");
  [...form.querySelectorAll("input[type=file]")].forEach((input, n) => {
    input.closest(".q")?.setAttribute("class", "pick");
    input.labels[0]?.setAttribute("class", n ? "btn ghost" : send.className);
    if (n) input.multiple = true; // several shots become one file
  });
  send.parentElement.hidden = true;
}

// → {file, overruled} each; none when the person closed the workshop.
async function prepared(form, pictures) {
  const panel = form.parentElement.querySelector("[data-choosing]");
  const { pages, rules } = page();
  const { limit } = form.dataset;
  form.hidden = true;
  try {
    const { workshop } = await import("../paper/workshop.js");
    const made = await workshop(panel, pictures, { limitBytes: Number(limit), maxPages: Number(pages), rules: JSON.parse(rules) });
    return made ? [made, ...(made.rest ?? []).map((file) => ({ file }))] : [];
  } catch (error) {
    console.warn("workshop", error); // an old browser, or no signal to fetch it with: the server reads the pictures
    return pictures.map((file) => ({ file }));
  } finally {
    panel.replaceChildren();
    form.hidden = false;
  }
}

async function choose(form, chosen) {
  const pictures = chosen.filter(isPicture);
  const others = chosen.filter((file) => !isPicture(file)).map((file) => ({ file }));
  const { add } = await import("../offline/uploads.js");
  const ready = pictures.length ? await prepared(form, pictures) : [];
  const { dossier } = page();
  const { slot } = form.dataset;
  for (const { file, overruled } of [...others, ...ready]) await add(file, { dossier, slot, overruled });
  (await import("./sending.js")).settle(slot);
}

function take(form, input) {
  const chosen = [...input.files];
  input.value = "";
  if (chosen.length) choose(form, chosen);
}

export default function upload(form) {
  dress(form);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => { if (target.type === "file") take(form, target); });
  for (const input of form.querySelectorAll("input[type=file]")) take(form, input); // chosen before this was awake
}

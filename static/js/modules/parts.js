// Small pieces of page that modules make: an icon of the sprite, words with numbers in them, an element with a class.
const sprite = () => document.querySelector("svg.ic use")?.getAttribute("href")?.split("#")[0] ?? "";

export function icon(name) {
  const holder = document.createElement("template");
  holder.innerHTML = `<svg class="ic" aria-hidden="true"><use href="${sprite()}#${name}"></use></svg>`;
  return holder.content.firstChild;
}

// fill("Bước {n} trong {all}", {n: 1, all: 4})
export const fill = (text, values) => (text ?? "").replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);

export function make(tag, className, ...inside) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...inside);
  return made;
}

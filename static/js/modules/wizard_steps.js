// One group of questions at a time: which one, «Bước 2 trong 4», Back by the browser's own history.
// The address after # is `<draft id>/<group>`, on a personal page `/<group>`, so that a reload or a link comes back to the same place.
import { isId } from "../offline/ids.js";
import { ask } from "./asking.js";
import { fill, make } from "./parts.js";

// {id, group, target} of the address; `target` when it names something else on the page.
export function place() {
  const text = decodeURIComponent(location.hash.slice(1));
  const [id, group] = text.split("/");
  if (!isId(id) && !text.startsWith("/")) return { target: text };
  return { id: id || undefined, group };
}

// Signing in, or another language, leads back to this draft and step, not to an empty form.
function comeBackHere() {
  for (const link of document.querySelectorAll('a[href^="/dang-nhap?"],a[href^="/ngon-ngu/"]')) {
    const plain = link.getAttribute("href");
    link.addEventListener("click", () => { link.href = plain + encodeURIComponent(location.hash); });
  }
}

export class Steps {
  constructor(form, moved) {
    this.form = form;
    // the page that answers a posted form has an address that cannot be loaded again
    this.page = form.dataset.id ? `/ho-so/${form.dataset.id}/don#` : `#${form.elements.id.value}`;
    this.moved = moved;
    this.bar = form.querySelector("[data-steps]");
    form.prepend(this.bar);
    this.bar.hidden = false;
    this.refresh();
    addEventListener("popstate", () => this.#back());
    comeBackHere();
  }

  // Answers changed: other questions, perhaps other groups.
  refresh() {
    this.groups = ask(this.form);
    const all = [...this.form.querySelectorAll("[data-group]")];
    if (!this.groups.includes(this.current)) {
      const before = this.groups.filter((group) => all.indexOf(group) < all.indexOf(this.current));
      this.current = before.at(-1) ?? this.groups[0];
    }
    for (const group of all) group.hidden = group !== this.current;
    this.#tell();
  }

  get number() { return this.groups.indexOf(this.current); }
  get last() { return this.number === this.groups.length - 1; }
  get next() { return this.groups[this.number + 1]; }

  byName(name) { return this.groups.find(({ dataset }) => dataset.group === name); }
  holding(element) { return this.groups.find((group) => group.contains(element)); }

  // `how`: "push" (a step forward), "replace" (the same step of history).
  go(group, how = "push") {
    this.current = group;
    this.refresh();
    history[`${how}State`]({ deep: how === "push" || history.state?.deep }, "", this.#address());
    this.moved(group);
  }

  #address() { return `${this.page}/${this.current.dataset.group}`; }

  #back() {
    const { group, target } = place();
    const element = target && document.getElementById(target);
    const wanted = this.byName(group) ?? (element && this.holding(element)) ?? (target ? this.current : this.groups[0]);
    this.go(wanted, "replace");
    if (!element) return;
    const inside = element.querySelector("input:not([type=hidden]),select,textarea");
    (element.matches("input,select,textarea") ? element : inside ?? element).focus();
  }

  #tell() {
    const { dataset } = this.form;
    const words = make("p", "steps-words", fill(dataset.step, { n: this.number + 1, all: this.groups.length }));
    const dots = make("div", "steps", ...this.groups.map((_group, n) => make("i", n <= this.number ? "on" : "")));
    dots.setAttribute("aria-hidden", "true");
    this.bar.replaceChildren(...(dataset.back && this.number > 0 ? [this.#backButton(dataset.back)] : []), words, dots);
    document.querySelector("[data-go]").textContent = this.last ? dataset.last : dataset.next;
  }

  #backButton(words) {
    const button = make("button", "btn link small", words);
    button.type = "button";
    button.addEventListener("click", () => {
      if (history.state?.deep) history.back();
      else this.go(this.groups[this.number - 1], "replace");
    });
    return button;
  }
}

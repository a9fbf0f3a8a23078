// Photographs of one paper become one file on the phone: looked at, straightened, put in order, sent with one tap when all is well.
// The page holds <template id="workshop" data-sheet>; nothing is fetched but these modules and that sheet.
import { layOut } from "./bench.js";
import { stem } from "./binding.js";
import { Workshop } from "./shop.js";

function listen(root, shop) {
  root.addEventListener("click", ({ target }) => {
    const { do: what, page } = target.closest("button")?.dataset ?? {};
    if (what) shop.work(shop.does[what]);
    else if (page) shop.work(() => { shop.at = Number(page); shop.show(); });
  });
  root.addEventListener("change", (event) => {
    event.stopPropagation(); // the form that asked for us listens to files as well
    const { target } = event;
    const files = [...target.files ?? []];
    target.value = "";
    if (files.length) shop.work(() => (target.dataset.part === "retake" ? shop.retake(files) : shop.add(files)));
  });
}

// panel: an empty element; files: pictures; options {limitBytes, rules, maxPages}. → null when given up, else {file, pages, found, overruled, rest}:
// `found` and `overruled` are reasons of the quality gate, `rest` the pictures this browser cannot read, to be sent as they are.
export async function workshop(panel, files, options) {
  const bench = await layOut(panel);
  const name = panel.closest("[id^=giay-]")?.id.slice(5) ?? stem(files[0].name);
  return new Promise((done) => {
    const shop = new Workshop(bench, name, options, done);
    listen(bench.root, shop);
    const title = bench.root.querySelector("[data-part=title]");
    title.focus({ preventScroll: true });
    title.scrollIntoView();
    shop.work(() => shop.add(files)).then(() => title.scrollIntoView()); // now there is something to scroll for
  });
}

// Pages bound into one file.
import { pdf } from "./pdf.js";

export const stem = (name) => name.replace(/\.[^.]*$/, "") || "giay-to";
const unique = (all) => [...new Set(all)];

export async function bind(pages, made, name) {
  const file = made.length === 1
    ? new File([made[0].jpeg], `${stem(pages[0].name)}.jpg`, { type: "image/jpeg" })
    : new File([pdf(made)], `${name}.pdf`, { type: "application/pdf" });
  return {
    file, pages: made.length,
    found: unique(pages.flatMap(({ found }) => found)),
    overruled: unique(pages.flatMap(({ found, overruled }) => (overruled ? found : []))),
  };
}

// Whether a page that nobody has overruled became hard to read by being made smaller to fit: it is shown before it goes.
export function worse(pages, made) {
  const bad = made.filter(({ found }, n) => {
    const more = found.filter((reason) => !pages[n].found.includes(reason));
    if (pages[n].overruled || !more.length) return false;
    pages[n].found = [...pages[n].found, ...more];
    return true;
  });
  return bad.length > 0;
}

// Province select → ward select. The page works without this: then the list stays with its first province and a text box takes the rest.
// Markup: [data-module=wards][data-url] > select[data-province], select[data-ward], optional [data-typed] (text box), [data-said].

const known = new Map(); // province code → [[code, name], …], for the life of the page

export async function wardsOf(url, province) {
  if (!known.has(province)) {
    const address = `${url}${encodeURIComponent(province)}.json?lang=${document.documentElement.lang || "vi"}`;
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`wards of ${province}: ${answer.status}`);
    known.set(province, await answer.json());
  }
  return known.get(province);
}

function fill(select, wards, chosen) {
  const first = select.options[0]?.value === "" ? select.options[0] : new Option("", "");
  const options = wards.map(([code, name]) => {
    const label = name.charAt(0).toLocaleUpperCase("vi") + name.slice(1);
    return new Option(label, code, code === chosen, code === chosen);
  });
  select.replaceChildren(first, ...options);
}

export default function start(root) {
  const province = root.querySelector("[data-province]");
  const ward = root.querySelector("[data-ward]");
  const typed = root.querySelector("[data-typed]");
  const said = root.querySelector("[data-said]");
  if (!province || !ward) return;
  const box = typed?.querySelector("input");
  if (typed && !box?.value) typed.hidden = true;

  async function change(wanted = "") {
    const asked = province.value;
    ward.setAttribute("aria-busy", "true");
    try {
      const wards = await wardsOf(root.dataset.url || "/don-vi/", asked);
      if (asked !== province.value) return; // somebody chose another one meanwhile
      fill(ward, wards, wanted);
      if (said) said.textContent = "";
      if (typed) typed.hidden = true;
      if (box) box.value = "";
      ward.dispatchEvent(new Event("change", { bubbles: true }));
    } catch {
      if (asked !== province.value) return;
      fill(ward, [], ""); // wards of another province would be wrong
      if (typed) typed.hidden = false;
      if (said) said.textContent = said.dataset.failed || "";
    } finally {
      ward.removeAttribute("aria-busy");
    }
  }

  province.addEventListener("change", (event) => {
    // a draft being restored sets the province and says which ward comes with it
    change(event.detail?.ward || ward.dataset.wanted || "");
    delete ward.dataset.wanted;
  });
}

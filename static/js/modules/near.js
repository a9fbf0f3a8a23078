// How far it is to the places marked data-at («lat lon»), as the crow flies; a list of them is put in order, what is open first.
// Where the phone is stays on the phone. Markup: [data-module=near] around the places and a link [data-how-far][data-far][data-no]
// with a span; where a place has [data-distance], it says so there, else the link does; [data-order] is the list. Tapped before this
// was here the link leads to the list and its #gan.
const EARTH_KM = 6371;
const [A_WHILE_MS, PATIENCE_MS] = [300_000, 20_000];

const rad = (degrees) => degrees * Math.PI / 180;

export function km([lat, lon], [otherLat, otherLon]) {
  const across = Math.sin(rad(otherLat - lat) / 2) ** 2
    + Math.cos(rad(lat)) * Math.cos(rad(otherLat)) * Math.sin(rad(otherLon - lon) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(across));
}

const where = () => new Promise((resolve, reject) => {
  navigator.geolocation.getCurrentPosition(({ coords }) => resolve([coords.latitude, coords.longitude]), reject,
    { maximumAge: A_WHILE_MS, timeout: PATIENCE_MS });
});

function measure(root, here, words, far) {
  const found = [...root.querySelectorAll("[data-at]")].map((place) => ({ place, far: km(here, place.dataset.at.split(" ").map(Number)) }));
  for (const one of found) {
    const said = one.place.querySelector("[data-distance]") ?? words;
    said.hidden = false;
    said.textContent = far.replace("{n}", Math.max(1, Math.round(one.far)));
  }
  const shut = ({ place }) => Number(!("open" in place.dataset));
  return found.sort((one, other) => shut(one) - shut(other) || one.far - other.far).map(({ place }) => place);
}

async function answer(root, link, list) {
  const words = link.querySelector("span");
  words.setAttribute("role", "status");
  try {
    const inOrder = measure(root, await where(), words, link.dataset.far);
    list?.prepend(...inOrder);
    if (list) words.textContent = link.dataset.done;
  } catch {
    words.textContent = link.dataset.no;
  }
}

export default function near(root) {
  const list = root.querySelector("[data-order]");
  if (list && location.hash === "#gan") answer(root, root.querySelector("[data-how-far]"), list);
  root.addEventListener("click", (event) => {
    const link = event.target.closest("[data-how-far]");
    if (!link) return;
    event.preventDefault();
    answer(root, link, list);
  });
}

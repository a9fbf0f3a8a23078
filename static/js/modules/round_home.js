// One household of a helper's evening: whether help is allowed, what is under way, what is next, and the paper that was signed.
import * as acts from "../offline/acts.js";
import * as box from "../offline/box.js";
import * as drafts from "../offline/drafts.js";
import { newId } from "../offline/ids.js";
import { pump } from "../offline/pump.js";
import * as round from "../offline/round.js";
import { taken } from "./along_here.js";
import { bar } from "./helping_bar.js";
import { fill, icon, make } from "./parts.js";
import { day, place, reason, trouble } from "./trouble.js";

const lastDay = (until) => day(new Date(until) - 1000); // it ends at midnight

const said = (words, { on, at }) => fill(words.filed, { on: day(on), at: place(words, at) });

function row(href, name, title, detail, more) {
  const link = make("a", "row", icon(name), make("span", "", make("b", "", title), ...(detail ? [make("small", "", detail)] : [])), icon("go"));
  link.href = href;
  return make("li", "", link, ...(more ? [more] : []));
}

const toMend = ({ code, id, finished }) => `/thu-tuc/${encodeURIComponent(code)}/${finished ? "doc-lai" : "lam"}#${id}`;

// What was begun for them, each as it stands.
async function underWay(words, home) {
  const [begun, made] = await Promise.all([drafts.all(), acts.all()]);
  const signed = new Set(made.filter(({ kind }) => kind === "submission").map(({ dossier }) => dossier));
  const open = begun.filter(({ mandate }) => mandate === home.id).map((draft) => (signed.has(draft.id)
    ? make("li", "", make("p", "row", icon("clock"), make("span", "", make("b", "", draft.title), make("small", "", words.ready))))
    : row(toMend(draft), draft.refused ? "alert" : "edit", draft.title, draft.refused ? reason(words, draft.refused) : words.writing)));
  const sent = home.done.map(({ title, reference, kept }) => make("li", "",
    make("p", "row", icon(kept ? "alert" : "done"), make("span", "", make("b", "", title), make("small", "", kept ? words.kept : fill(words.sent, { code: reference ?? "" })))),
    ...(home.phone || home.phone === undefined || kept ? [] : [make("p", "hint", words.slip)])));
  return [...open, ...sent];
}

// What can be done next; what was filed before is said first.
async function next(words, home, kit, lang) {
  const here = (await drafts.all()).filter(({ mandate }) => mandate === home.id).map(({ code }) => code);
  const may = (code) => kit.names[code] && (!home.procedures?.length || home.procedures.includes(code));
  return Object.keys(taken()).filter(may).map((code) => {
    const before = home.filed?.[code] ? said(words, home.filed[code]) : here.includes(code) ? words.filedHere : "";
    return row(`/thu-tuc/${encodeURIComponent(code)}/lam#${newId()}`, "doc", kit.names[code][lang], before);
  });
}

function standing(words, home, refused) {
  const states = JSON.parse(words.states);
  if (refused) return states.needs;
  const known = home.known === undefined ? "" : home.known ? words.known : words.newcomer;
  return [fill(states[home.state] ?? "", { day: home.until ? lastDay(home.until) : "" }), known].filter(Boolean).join(" · ");
}

export async function showHome(page, show, home) {
  const here = show("home");
  const words = here.dataset;
  round.enter(home, fill(page.dataset.helping, { name: home.called }), page.dataset.back);
  const troubles = (await acts.all()).filter(({ mandate, state }) => mandate === home.id && state === "needs");
  const refused = troubles.some(({ kind }) => kind === "mandate");
  const may = !refused && ["waiting", "active"].includes(home.state);
  page.querySelector("h1").textContent = fill(page.dataset.helping, { name: home.called });
  here.querySelector("[data-state]").textContent = standing(words, home, refused);
  here.querySelector("[data-trouble]").replaceChildren(...troubles.map((act) => trouble(words, act)));
  const paper = here.querySelector("[data-papers]");
  paper.hidden = !may || !home.signed || home.paper || (await acts.all()).some(({ kind, mandate }) => kind === "paper" && mandate === home.id);
  paper.querySelector("a").hash = `${home.id}/giay`;
  const list = await underWay(words, home);
  here.querySelector("[data-under-way]").hidden = !list.length;
  here.querySelector("[data-under-way] ul").replaceChildren(...list);
  here.querySelector("[data-next]").hidden = !may;
  here.querySelector("[data-next] ul").replaceChildren(...await next(words, home, await round.kit(), page.dataset.lang));
  bar();
}

// The photograph of the paper, through the workshop where this browser can; kept here like everything else.
async function choose(here, home, [picture]) {
  const { workshop } = await import("../paper/workshop.js");
  const rules = JSON.parse(here.closest("[data-rules]").dataset.rules);
  const made = await workshop(here.querySelector("[data-choosing]"), [picture], { limitBytes: 4 * 1024 * 1024, maxPages: 1, rules }).catch(() => ({ file: picture }));
  here.querySelector("[data-choosing]").replaceChildren();
  if (!made) return;
  const id = newId();
  await box.putBody(id, made.file, round.owner());
  await acts.add({ id, kind: "paper", mandate: home.id, title: home.called });
  pump();
  location.hash = home.id;
}

export async function showPaper(page, show, home) {
  const here = show("paper");
  here.querySelector("[data-skip]").hash = home.id;
  const input = here.querySelector("input[type=file]");
  input.onchange = () => {
    const chosen = [...input.files];
    input.value = "";
    here.querySelector("[data-error]").hidden = true;
    if (chosen.length) choose(here, home, chosen).catch(() => { here.querySelector("[data-error]").hidden = false; });
  };
}

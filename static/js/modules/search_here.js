// <div data-module="search_here" data-url data-nothing data-clear data-two data-ask data-others>: answers a question without a
// signal, from the procedures this phone knows and by the server's own ranking (../search/ranking.js).
import { answer, makeCatalogue } from "../search/ranking.js";
import { icon, make } from "./parts.js";

const row = ({ code, name, everyday }) => {
  const link = make("a", "row", icon("doc"), make("span", "", make("b", "", name), make("small", "", everyday)), icon("go"));
  link.href = `/thu-tuc/${encodeURIComponent(code)}`;
  return make("li", "", link);
};

export default async function searchHere(box) {
  const query = new URLSearchParams(location.search).get("q")?.trim();
  if (!query) return; // the server has answered, or nothing was asked
  document.querySelector("#q").value = query;
  const known = await (await fetch(box.dataset.url)).json();
  const { verdict, offered, others } = answer(makeCatalogue(known), query);
  const rows = (hits) => make("ul", "row-list", ...hits.map((hit) => row(known.procedures.find(({ code }) => code === hit.code))));
  if (verdict === "nothing") { box.replaceChildren(make("p", "", box.dataset.nothing)); return; }
  document.querySelector("h1").textContent = box.dataset[verdict];
  box.replaceChildren(rows(offered), ...(others.length ? [make("h2", "", box.dataset.others), rows(others)] : []));
}

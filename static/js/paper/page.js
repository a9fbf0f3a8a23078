// One page of a paper: a photograph made upright, cut to its sheet, looked at. Only JPEG blobs stay between two steps.
import { blank, copy, empty, encode, LONGEST, open, pixels, used, within } from "./canvas.js";
import { findCorners } from "./find_corners.js";
import { frame, turned, turnedPoint } from "./geometry.js";
import { reasons } from "./quality.js";
import { warp } from "./warp.js";

const LOOK = 500; // pixels: enough to see where the sheet lies
const THUMB = 240;
const STAGE = 1200;

function guess(canvas) {
  const [width, height] = within(canvas.width, canvas.height, LOOK);
  const small = copy(canvas, width, height);
  const found = findCorners(pixels(small));
  empty(small);
  return found?.map(([x, y]) => [(x * canvas.width) / width, (y * canvas.height) / height]) ?? null;
}

const whole = (page) => {
  let corners = frame(page.width, page.height);
  for (let n = 0; n < page.turns; n += 1) corners = turned(corners);
  return corners;
};

export const isWhole = (page) => String(page.corners) === String(whole(page));
export const isBad = (page) => page.found.length > 0 && !page.overruled;

// The straight page from its photograph; the canvas given is used up.
async function finish(page, canvas, rules, tell) {
  const straight = isWhole(page) && !page.turns ? canvas : await warp(canvas, page.corners, LONGEST, tell);
  page.size = { width: straight.width, height: straight.height };
  page.found = rules ? reasons(pixels(straight), rules) : []; // in full size, as the server will see it
  page.overruled = false;
  page.thumb = await used(copy(straight, ...within(straight.width, straight.height, THUMB)), 0.7);
  page.jpeg = await used(straight);
  return page;
}

// File → a page, cut to the sheet where that is certain; null: this browser cannot read the picture.
export async function read(file, rules, tell) {
  const canvas = await open(file);
  if (!canvas) return null;
  const page = { name: file.name, width: canvas.width, height: canvas.height, turns: 0 };
  page.corners = guess(canvas) ?? whole(page);
  page.base = await encode(canvas, 0.9);
  return finish(page, canvas, rules, tell);
}

async function again(page, rules, tell) {
  return finish(page, await open(page.base), rules, tell);
}

export function turn(page, rules, tell) {
  page.corners = turned(page.corners);
  page.turns = (page.turns + 1) % 4;
  return again(page, rules, tell);
}

export function uncut(page, rules, tell) {
  page.corners = whole(page);
  return again(page, rules, tell);
}

// The photograph as it is shown while corners are dragged: turned like the page, not cut, small.
export async function stage(page) {
  const photo = await open(page.base, STAGE);
  const lying = page.turns % 2 === 1;
  const shown = lying ? blank(photo.height, photo.width) : blank(photo.width, photo.height);
  const pen = shown.getContext("2d");
  pen.translate(shown.width / 2, shown.height / 2);
  pen.rotate((page.turns * Math.PI) / 2);
  pen.drawImage(photo, -photo.width / 2, -photo.height / 2);
  empty(photo);
  return shown;
}

// The page's corners on the stage, as parts of its width and height; and back.
export function onStage(page) {
  const [across, down] = page.turns % 2 ? [page.height, page.width] : [page.width, page.height];
  return page.corners.map((corner) => {
    const [x, y] = turnedPoint(corner, page.width, page.height, page.turns);
    return [x / across, y / down];
  });
}

export function cut(page, corners, rules, tell) {
  const [across, down] = page.turns % 2 ? [page.height, page.width] : [page.width, page.height];
  page.corners = corners.map(([x, y]) => turnedPoint([x * across, y * down], across, down, (4 - page.turns) % 4));
  return again(page, rules, tell);
}

// What can be done to the pages of one paper, one thing at a time: read, turn, cut, put in order, overrule, bind into one file.
import { fill } from "../modules/parts.js";
import { bind, worse } from "./binding.js";
import { dragCorners } from "./corners.js";
import { fit } from "./fit.js";
import { cut, isBad, onStage, read, stage, turn, uncut } from "./page.js";

export class Workshop {
  constructor(bench, name, { limitBytes, rules, maxPages }, done) {
    Object.assign(this, { bench, name, limit: limitBytes || Infinity, rules, most: maxPages || Infinity, done });
    this.pages = [];
    this.rest = []; // this browser cannot read them: sent as they are, the server can
    this.at = 0;
    this.working = false;
  }

  show(words = this.words()) {
    this.bench.busy(words, null);
    this.bench.show(this.pages, this.at, this.most);
  }

  // To what needs a decision first.
  showNext() {
    const bad = this.pages.findIndex(isBad);
    this.at = bad < 0 ? Math.min(this.at, this.pages.length - 1) : bad;
    this.show();
  }

  words() {
    if (isBad(this.pages[this.at])) return fill(this.bench.text("look"), { n: this.at + 1 });
    if (this.pages.some(isBad)) return this.bench.text("other");
    return this.bench.text(this.pages.some(({ overruled }) => overruled) ? "kept" : "fine");
  }

  // One thing at a time: a second tap meanwhile is a mistake, and two pages at once are too much for a small phone.
  async work(step) {
    if (this.working) return;
    this.working = true;
    this.bench.holdStill(true);
    this.bench.fail("");
    try {
      await step((part) => this.bench.busy("", part));
    } catch {
      this.bench.fail(this.bench.text("trouble"));
      if (this.pages.length) this.show(); // what was there before is there still
    } finally {
      this.working = false;
      this.bench.holdStill(false);
    }
  }

  async readAll(files, put) {
    let n = 0;
    for (const file of files) {
      n += 1;
      const words = fill(this.bench.text("making"), { n, all: files.length });
      this.bench.busy(words, 0);
      const page = await read(file, this.rules, (part) => this.bench.busy(words, part)).catch(() => null);
      if (page) put(page);
      else this.rest.push(file);
    }
  }

  async add(files) {
    const room = [...files].slice(0, this.most - this.pages.length);
    await this.readAll(room, (page) => { this.at = this.pages.push(page) - 1; });
    if (!this.pages.length) { this.finish({ file: files[0], pages: 1, found: [], overruled: [], rest: files.slice(1) }); return; }
    this.showNext();
    if (room.length < files.length) this.bench.fail(fill(this.bench.text("full"), { n: this.most }));
    else if (this.rest.length) this.bench.fail(fill(this.bench.text("rest"), { n: this.rest.length }));
  }

  async retake([file]) {
    const here = this.at;
    await this.readAll([file], (page) => { this.pages[here] = page; });
    this.showNext();
    if (this.rest.includes(file)) {
      this.rest.pop(); // the photograph before it stays
      this.bench.fail(this.bench.text("trouble"));
    }
  }

  async change(how, tell) {
    this.bench.busy(this.bench.text("drawing"), 0);
    await how(this.pages[this.at], tell);
    this.show();
  }

  async corners(tell) {
    const page = this.pages[this.at];
    const moved = await dragCorners(this.bench.root.querySelector("dialog"), await stage(page), onStage(page));
    if (moved) await this.change(() => cut(page, moved, this.rules, tell), tell);
  }

  shift(by) {
    const [page] = this.pages.splice(this.at, 1);
    this.at += by;
    this.pages.splice(this.at, 0, page);
    this.show(fill(this.bench.text("moved"), { n: this.at + 1 }));
  }

  async send(tell) {
    this.bench.busy(this.bench.text("binding"), 0);
    const made = await fit(this.pages, this.limit, this.rules, tell);
    if (made && !worse(this.pages, made)) { this.finish({ ...await bind(this.pages, made, this.name), rest: this.rest }); return; }
    this.showNext();
    this.bench.fail(this.bench.text(made ? "shrunk" : "heavy"));
  }

  does = {
    turn: (tell) => this.change((page) => turn(page, this.rules, tell), tell),
    whole: (tell) => this.change((page) => uncut(page, this.rules, tell), tell),
    corners: (tell) => this.corners(tell),
    earlier: () => this.shift(-1),
    later: () => this.shift(1),
    drop: () => { this.pages.splice(this.at, 1); this.showNext(); },
    keep: () => { this.pages[this.at].overruled = true; this.showNext(); },
    send: (tell) => this.send(tell),
    quit: () => this.finish(null),
  };

  finish(answer) {
    this.bench.close();
    this.done(answer);
  }
}

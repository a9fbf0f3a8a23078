// How tus-js-client speaks where there is no XMLHttpRequest: in the service worker.
class Answer {
  constructor(raw, body) { Object.assign(this, { raw, body }); }

  getStatus() { return this.raw.status; }
  getHeader(name) { return this.raw.headers.get(name) ?? undefined; }
  getBody() { return this.body; }
  getUnderlyingObject() { return this.raw; }
}

class Request {
  #method;
  #url;
  #headers = {};
  #ending = new AbortController();
  #patience;

  constructor(method, url, patience) {
    [this.#method, this.#url, this.#patience] = [method, url, patience];
  }

  getMethod() { return this.#method; }
  getURL() { return this.#url; }
  setHeader(name, value) { this.#headers[name] = value; }
  getHeader(name) { return this.#headers[name]; }
  setProgressHandler() { /* fetch does not say how far a body is; pieces are small */ }
  getUnderlyingObject() { return null; }

  async send(body = null) {
    const late = setTimeout(() => this.#ending.abort(), this.#patience);
    try {
      const raw = await fetch(this.#url, {
        method: this.#method, headers: this.#headers, body, credentials: "same-origin", cache: "no-store", signal: this.#ending.signal,
      });
      return new Answer(raw, await raw.text());
    } finally {
      clearTimeout(late);
    }
  }

  abort() { this.#ending.abort(); return Promise.resolve(); }
}

// `patience`: milliseconds for one request.
export class FetchStack {
  constructor(patience) { this.patience = patience; }

  createRequest(method, url) { return new Request(method, url, this.patience); }
  getName() { return "FetchStack"; }
}

// The part of the service worker that sends what waits when the signal is back and no page is open (Background Sync). Only for phones
// that have something to send (app.js): the others need not fetch it.
import "../../vendor/tus-js-client/tus.min.js";
import { comesAgain } from "../offline/bring.js";
import { drain } from "../offline/outbox.js";

self.addEventListener("sync", (event) => {
  if (event.tag !== "outbox") return;
  event.waitUntil(drain().then(({ word }) => {
    if (comesAgain(word)) throw new Error(`not all is sent: ${word}`); // the browser tries again later, with pauses of its own
  }));
});

// Uploads one file with tus-js-client: node e2e/tus_client.mjs ENDPOINT FILE PIECE COOKIE [METADATA as JSON]; prints the address.
import { readFileSync } from "node:fs";
import tus from "tus-js-client";

const [endpoint, file, piece, cookie, metadata = "{}"] = process.argv.slice(2);

const upload = new tus.Upload(readFileSync(file), {
  endpoint,
  chunkSize: Number(piece),
  headers: { Cookie: cookie },
  metadata: JSON.parse(metadata),
  retryDelays: Array(480).fill(250),
  onError: (error) => {
    console.error(String(error));
    process.exit(1);
  },
  onSuccess: () => console.log(upload.url),
});
upload.start();

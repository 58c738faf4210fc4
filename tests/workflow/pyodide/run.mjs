// Runs calls.py in Pyodide, with the wheels and packages of a folder, against a server on loopback in this process.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, script] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(path.join(folder, "node_modules/pyodide/pyodide.mjs")));

const json = (response, status, value) => {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
};

const server = http.createServer((request, response) => {
  const sent = [];
  request.on("data", (piece) => sent.push(piece));
  request.on("end", () => {
    const url = new URL(request.url, "http://localhost");
    if (request.method === "POST") {
      json(response, 201, { id: "new", size: Buffer.concat(sent).includes("abc") ? 3 : 0 });
    } else if (url.pathname === "/files/events") {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write('data: {"id": "a"}\n\n');
      setTimeout(() => response.end('data: {"id": "b"}\n\n'), 50);
    } else if (url.pathname.startsWith("/files/")) {
      response.writeHead(200, { "content-type": "application/octet-stream" });
      response.end(Buffer.alloc(100_000));
    } else if (url.searchParams.get("cursor") === "2") {
      json(response, 200, { data: [{ id: "2" }], next_cursor: null });
    } else {
      json(response, 200, { data: [{ id: "1" }], next_cursor: "2" });
    }
  });
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

let code = 0;
try {
  const python = await loadPyodide();
  const site = python.runPython("import site; site.getsitepackages()[0]");
  for (const name of fs.readdirSync(path.join(folder, "wheels"))) {
    const wheel = new Uint8Array(fs.readFileSync(path.join(folder, "wheels", name)));
    python.unpackArchive(wheel, "wheel", { extractDir: site });
  }
  python.mountNodeFS("/source", path.join(folder, "source"));
  python.runPython("import sys; sys.path.insert(0, '/source'); sys.dont_write_bytecode = True");
  python.runPython(fs.readFileSync(script, "utf8"));
  await python.globals.get("main")(`http://127.0.0.1:${server.address().port}`);
} catch (error) {
  console.error(error.message);
  code = 1;
}
process.exit(code);

import { spawn } from "node:child_process";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { serve } from "./local-server.ts";

const SCRIPT = `
  import http from "node:http";
  import { honourProxy } from ${JSON.stringify(new URL("../src/github/proxy.ts", import.meta.url).href)};
  honourProxy();
  const ask = (url) => new Promise((resolve, reject) =>
    http.get(url, (response) => response.resume().on("end", () => resolve(response.statusCode))).on("error", reject));
  const statuses = [(await fetch(process.argv[1] + "/fetch")).status, await ask(process.argv[1] + "/request")];
  console.log(JSON.stringify(statuses));
  process.exit();
`;

async function askThrough(env: Record<string, string>, url: string): Promise<unknown> {
  const child = spawn(process.execPath, ["--conditions=source", "--input-type=module", "-e", SCRIPT, url], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    env: { PATH: process.env.PATH ?? "", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let out = "";
  for await (const chunk of child.stdout) out += chunk;
  return JSON.parse(out);
}

describe("honourProxy", () => {
  test("sends fetch and plain requests through the proxy, but not to what NO_PROXY names", async () => {
    await using proxy = await serve((_, response) => response.writeHead(203).end("{}"));
    // fetch asks its proxy for a tunnel, a plain request names the whole address.
    const tunnels: unknown[] = [];
    proxy.server.on("connect", (request, socket) => {
      tunnels.push(request.url);
      const target = new URL(`http://${request.url}`);
      const through = connect(Number(target.port), target.hostname, () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        through.pipe(socket).pipe(through);
      });
      for (const end of [socket, through]) end.on("error", () => through.destroy());
    });
    await using server = await serve((_, response) => response.writeHead(200).end("{}"));
    expect(await askThrough({ HTTP_PROXY: proxy.url }, server.url)).toEqual([200, 203]);
    expect(tunnels).toEqual([new URL(server.url).host]);
    expect(await askThrough({ HTTP_PROXY: proxy.url, NO_PROXY: "127.0.0.1" }, server.url)).toEqual([200, 200]);
    expect(await askThrough({}, server.url)).toEqual([200, 200]);
    expect(tunnels).toHaveLength(1);
  });
});

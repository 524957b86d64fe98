import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTool } from "../../../../test/tools.ts";

/** nginx with WebDAV on loopback, its files below a directory of its own. */
export interface Nginx {
  readonly url: string;
  readonly port: number;
  /** What it serves. */
  readonly root: string;
  readonly directory: string;
  stop(): Promise<void>;
}

export interface NginxOptions {
  /** Directives of the server's location `/`. */
  readonly location?: string;
  /** Directives of the server. */
  readonly server?: string;
  /** Users as lines of htpasswd. */
  readonly users?: string;
  readonly tls?: { readonly key: string; readonly certificate: string };
}

export async function startNginx(options: NginxOptions = {}): Promise<Nginx> {
  const directory = mkdtempSync(join(tmpdir(), "slipway-nginx-"));
  const root = join(directory, "root");
  for (const name of ["root", "tmp", "logs"]) mkdirSync(join(directory, name), { recursive: true, mode: 0o777 });
  if (options.users !== undefined) writeFileSync(join(directory, "users"), options.users);
  const tls =
    options.tls === undefined
      ? ""
      : `ssl_certificate ${options.tls.certificate}; ssl_certificate_key ${options.tls.key};`;
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${join(directory, "tmp", name)};`,
  );
  const user = process.getuid?.() === 0 ? "user root;" : "";
  // A port that was free a moment ago may be somebody else's by now: then nginx ends, and takes another one.
  for (let tries = 1; ; tries++) {
    const port = await freePort();
    writeFileSync(
      join(directory, "nginx.conf"),
      `${user} daemon off; worker_processes 1; pid ${join(directory, "pid")}; error_log ${join(directory, "logs/error.log")};
     events { worker_connections 256; }
     http {
       access_log ${join(directory, "logs/access.log")} combined;
       ${temporary.join("\n")}
       client_max_body_size 64m;
       server {
         listen 127.0.0.1:${port}${options.tls === undefined ? "" : " ssl"};
         ${tls}
         root ${root};
         ${options.server ?? ""}
         location / {
           dav_methods PUT DELETE;
           create_full_put_path on;
           ${options.users === undefined ? "" : `auth_basic registry; auth_basic_user_file ${join(directory, "users")};`}
           ${options.location ?? ""}
         }
       }
     }`,
    );
    const started = await start(directory, port);
    if (typeof started === "string") {
      if (tries === 5) throw new Error(`nginx does not start: ${started}`);
      continue;
    }
    return {
      url: `${options.tls === undefined ? "http" : "https"}://127.0.0.1:${port}`,
      port,
      root,
      directory,
      stop: async () => {
        await started.stop();
        rmSync(directory, { recursive: true, force: true });
      },
    };
  }
}

/** @returns why it did not start, or how it is stopped */
async function start(directory: string, port: number): Promise<string | { stop(): Promise<void> }> {
  const child = spawn(
    findTool("nginx") ?? "nginx",
    ["-e", join(directory, "logs/error.log"), "-p", directory, "-c", join(directory, "nginx.conf")],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const errors: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  // It writes its id once it listens.
  for (let tries = 0; tries < 800 && child.exitCode === null; tries++) {
    if (existsSync(join(directory, "pid")) && (await answers(port))) return { stop };
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  await stop();
  rmSync(join(directory, "pid"), { force: true });
  return Buffer.concat(errors).toString("utf8");
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answers(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

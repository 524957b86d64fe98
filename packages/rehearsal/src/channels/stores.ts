import { randomBytes, timingSafeEqual } from "node:crypto";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { dirname, join } from "node:path";
import type { PlannedStorage } from "@slipway/model";
import { count, formatSize } from "../report/format.ts";
import type { ChannelSummary } from "../report/summary.ts";
import { offerOf } from "./offers.ts";
import type { Entry, Part, Wanted } from "./part.ts";
import { type Doorkeeper, startPutServer } from "./put-server.ts";
import { TITLES } from "./repositories.ts";
import { startS3 } from "./s3-server.ts";

type Http = Extract<PlannedStorage, { type: "http" }>;
type S3 = Extract<PlannedStorage, { type: "s3" }>;

interface Stored<Storage> {
  readonly kind: keyof typeof TITLES;
  readonly id: string;
  readonly storage: Storage;
}

const MOST_FILES = 200;

/** Servers that take PUT, and S3 endpoints: both on loopback, both refusing what does not show their credentials. */
export async function storesFor({ plan, directory }: Wanted): Promise<Part | undefined> {
  const all = storedOf(plan.channels ?? {});
  const http = all.filter((each): each is Stored<Http> => each.storage.type === "http");
  const s3 = all.filter((each): each is Stored<S3> => each.storage.type === "s3");
  if (http.length + s3.length === 0) return undefined;
  const parts = [
    ...(http.length > 0 ? [await httpServer(http, join(directory, "http"))] : []),
    ...(s3.length > 0 ? await buckets(s3, join(directory, "s3")) : []),
  ];
  return {
    registries: Object.assign({}, ...parts.map(({ registries }) => registries)),
    addresses: Object.assign({}, ...parts.map(({ addresses }) => addresses)),
    note: `${all.map(({ id }) => id).join(", ")}: what is put there lies below ${directory}`,
    channels: async () => (await Promise.all(parts.map(({ channels }) => channels()))).flat(),
    offers: async () => (await Promise.all(parts.map(({ offers }) => offers?.() ?? []))).flat(),
    close: async () => void (await Promise.all(parts.map(({ close }) => close()))),
  };
}

function storedOf({ apt = [], rpm = [], registries = [], mirrors = [] }: NonNullable<Wanted["plan"]["channels"]>) {
  const of = (kind: keyof typeof TITLES, list: readonly { id: string; storage: { type: string } }[]) =>
    list.map(({ id, storage }): Stored<PlannedStorage> => ({ kind, id, storage: storage as PlannedStorage }));
  return [...of("apt", apt), ...of("rpm", rpm), ...of("registry", registries), ...of("mirror", mirrors)];
}

/** One server; every address of the plan is a directory of it. */
async function httpServer(stored: readonly Stored<Http>[], directory: string): Promise<Part> {
  const urls = [...new Set(stored.map(({ storage }) => storage.url))];
  const placeOf = (url: string) => `${urls.indexOf(url) + 1}-${new URL(url).hostname}`;
  const registries: Record<string, Entry> = {};
  const doors = new Map<string, Doorkeeper | undefined>();
  for (const url of urls) {
    const here = stored.filter(({ storage }) => storage.url === url);
    const keys = here.map(({ id, storage }) => {
      const { entry, header, value } = credentialsFor(storage);
      if (entry !== undefined) registries[id] = entry;
      return { header, value };
    });
    doors.set(placeOf(url), (request) =>
      keys.some(({ header, value }) => value === undefined || shows(request, header, value)),
    );
  }
  const server = await startPutServer(directory, doors);
  return {
    registries,
    addresses: Object.fromEntries(urls.map((url) => [url, `${server.url}/${placeOf(url)}`])),
    channels: async () =>
      await Promise.all(
        stored.map(async ({ kind, id, storage }) => {
          const files = await filesBelow(join(directory, placeOf(storage.url)));
          return summaryOf(kind, id, storage.url, files);
        }),
      ),
    offers: async () =>
      await Promise.all(
        stored.map(async ({ kind, id, storage }) => {
          const root = join(directory, placeOf(storage.url));
          const list = async () => (await filesBelow(root)).map(({ path }) => path);
          return await offerOf(kind, `${TITLES[kind]} ${id}`, { list, read: (path) => readFile(join(root, path)) });
        }),
      ),
    close: () => server.close(),
  };
}

function credentialsFor({ authentication, header }: Http): {
  readonly entry?: Entry;
  readonly header: string;
  readonly value?: string;
} {
  const secret = randomBytes(12).toString("hex");
  switch (authentication) {
    case "none":
      return { header: "" };
    case "basic": {
      // Credentials are masked in logs and summaries, so this is no word that stands there.
      const username = `user-${randomBytes(4).toString("hex")}`;
      const value = `Basic ${Buffer.from(`${username}:${secret}`).toString("base64")}`;
      return { entry: { username, password: secret }, header: "authorization", value };
    }
    case "bearer":
      return { entry: { token: secret }, header: "authorization", value: `Bearer ${secret}` };
    case "header":
      return { entry: { token: secret }, header: (header ?? "authorization").toLowerCase(), value: secret };
  }
}

function shows({ headers }: IncomingMessage, name: string, value: string): boolean {
  const [given, wanted] = [Buffer.from(String(headers[name] ?? "")), Buffer.from(value)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** One endpoint for each address of the plan. */
async function buckets(stored: readonly Stored<S3>[], directory: string): Promise<Part[]> {
  const endpoints = [...new Set(stored.map(({ storage }) => storage.endpoint))];
  return await Promise.all(
    endpoints.map(async (endpoint, at): Promise<Part> => {
      const here = stored.filter(({ storage }) => storage.endpoint === endpoint);
      const keys = new Map(here.map(() => [randomBytes(8).toString("hex"), randomBytes(16).toString("hex")] as const));
      const pairs = [...keys];
      const entries = here.map(({ id }, each): [string, Entry] => {
        const [name = "", secret = ""] = pairs[each] ?? [];
        return [id, { "access-key-id": name, "secret-access-key": secret }];
      });
      const names = [...new Set(here.map(({ storage }) => storage.bucket))];
      const server = await startS3(names, keys);
      return {
        registries: Object.fromEntries(entries),
        addresses: { [endpoint]: server.url },
        channels: async () => {
          const objects = [...server.objects].map(([key, { bytes }]) => {
            const path = names.length > 1 ? key : `${names[0]}/${key}`;
            return { path, bytes };
          });
          for (const { path, bytes } of objects) {
            if (path.split("/").some((part) => part === ".." || part === "")) continue;
            const file = join(directory, String(at + 1), path);
            await mkdir(dirname(file), { recursive: true });
            await writeFile(file, bytes);
          }
          return here.map(({ kind, id, storage: { bucket, prefix } }) => {
            const below = [bucket, ...(prefix === "" ? [] : [prefix])].join("/");
            const files = objects
              .filter(({ path }) => path.startsWith(`${below}/`))
              .map(({ path, bytes }) => ({ path: path.slice(below.length + 1), size: bytes.length }));
            return summaryOf(kind, id, `${new URL(endpoint).host}/${below}`, files);
          });
        },
        offers: async () =>
          await Promise.all(
            here.map(async ({ kind, id, storage: { bucket, prefix } }) => {
              const below = [...(names.length > 1 ? [bucket] : []), ...(prefix === "" ? [] : [prefix])].map(
                (part) => `${part}/`,
              );
              const root = below.join("");
              const list = async () =>
                [...server.objects.keys()].filter((key) => key.startsWith(root)).map((key) => key.slice(root.length));
              const read = async (path: string) => server.objects.get(root + path)?.bytes ?? Buffer.alloc(0);
              return await offerOf(kind, `${TITLES[kind]} ${id}`, { list, read });
            }),
          ),
        close: () => server.stop(),
      };
    }),
  );
}

function summaryOf(
  kind: keyof typeof TITLES,
  id: string,
  where: string,
  files: readonly { readonly path: string; readonly size: number }[],
): ChannelSummary {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  return {
    kind,
    title: `${TITLES[kind]} ${id}`,
    state: files.length === 0 ? "untouched" : "changed",
    advertises:
      files.length === 0 ? "nothing arrived" : `${count(files.length, "file")}, ${formatSize(total)} at ${where}`,
    diff: null,
    pull: null,
    files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)).slice(0, MOST_FILES),
    messages: [],
  };
}

async function filesBelow(directory: string): Promise<{ path: string; size: number }[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  return await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const file = join(entry.parentPath, entry.name);
        return { path: file.slice(directory.length + 1).replaceAll("\\", "/"), size: (await stat(file)).size };
      }),
  );
}

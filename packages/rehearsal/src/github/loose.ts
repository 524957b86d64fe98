import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { type GitObject, type ObjectType, parseCommit, parseTag, parseTree } from "./objects.ts";
import { validRefName } from "./ref-name.ts";

/** What a name stands for; undefined: for nothing; `elsewhere`: only git can tell, for example from a pack. */
export type Looked = GitObject | undefined | "elsewhere";

/** Larger objects are not kept; they are read again. */
const SMALL = 1 << 16;
const MOST_KEPT = 4096;

/** Where an unqualified name is looked for, in this order (gitrevisions(7), "<refname>"). */
const PLACES = ["", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/"];

const ID = /^[0-9a-f]{40}$/;
/** May be an abbreviated id, or the output of `git describe`. */
const MAYBE_ID = /^[0-9a-f]{4,39}$|-g[0-9a-f]{4,40}$/;

/**
 * Reads loose objects and loose refs of a repository where they lie (gitrepository-layout(5)): most of what a small, young
 * repository is asked for, without a process and without waiting.
 */
export class LooseFiles {
  readonly #directory: string;
  readonly #kept = new Map<string, GitObject>();

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** `<name>`, `<name>^{commit}`, `<name>^{tree}` or `<name>:<path>`. */
  read(expression: string): Looked {
    const [, name = "", type, path] = /^([^\s:^~@{}]+)(?:\^\{(commit|tree)\}|:(.*))?$/s.exec(expression) ?? [];
    if (name === "") return "elsewhere";
    const sha = ID.test(name) ? name : this.#ref(name);
    if (sha === undefined || sha === "elsewhere") return sha;
    const object = this.#object(sha);
    if (object === undefined || object === "elsewhere") return object;
    if (path !== undefined) return this.#below(this.#peeled(object, "tree"), path);
    return type === undefined ? object : this.#peeled(object, type as "commit" | "tree");
  }

  #ref(name: string): string | undefined | "elsewhere" {
    if (!validRefName(name)) return "elsewhere";
    const places = name.startsWith("refs/") ? [""] : PLACES;
    for (const place of places) {
      const text = textOf(join(this.#directory, place + name));
      const link = /^ref: (refs\/\S+)\n?$/.exec(text ?? "");
      if (link) return this.#ref(link[1] as string);
      if (text !== undefined) return /^([0-9a-f]{40})\n?$/.exec(text)?.[1] ?? "elsewhere";
    }
    return MAYBE_ID.test(name) || existsSync(join(this.#directory, "packed-refs")) ? "elsewhere" : undefined;
  }

  #object(sha: string): Looked {
    const kept = this.#kept.get(sha);
    if (kept !== undefined) return kept;
    let packed: Buffer;
    try {
      packed = readFileSync(join(this.#directory, "objects", sha.slice(0, 2), sha.slice(2)));
    } catch {
      return this.#hasOtherObjects() ? "elsewhere" : undefined;
    }
    const whole = inflateSync(packed);
    const end = whole.indexOf(0);
    const object = {
      sha,
      type: whole.toString("latin1", 0, whole.indexOf(0x20)) as ObjectType,
      bytes: whole.subarray(end + 1),
    };
    if (object.bytes.length <= SMALL) {
      if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
      this.#kept.set(sha, object);
    }
    return object;
  }

  #hasOtherObjects(): boolean {
    const objects = join(this.#directory, "objects");
    if (existsSync(join(objects, "info", "alternates"))) return true;
    return existsSync(join(objects, "pack")) && readdirSync(join(objects, "pack")).length > 0;
  }

  #peeled(object: Looked, type: "commit" | "tree"): Looked {
    if (object === undefined || object === "elsewhere" || object.type === type) return object;
    if (object.type === "tag") return this.#peeled(this.#object(parseTag(object.bytes).object), type);
    if (object.type === "commit") return this.#object(parseCommit(object.sha, object.bytes).tree);
    return undefined;
  }

  #below(tree: Looked, path: string): Looked {
    if (tree === undefined || tree === "elsewhere" || path === "") return tree;
    if (path.startsWith(".") || path.endsWith("/")) return "elsewhere";
    const [first = "", ...rest] = path.split("/");
    if (tree.type !== "tree") return undefined;
    const row = parseTree(tree.bytes).find(({ name }) => name === first);
    const object = row && this.#object(row.sha);
    return rest.length === 0 ? object : this.#below(object, rest.join("/"));
  }
}

function textOf(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined; // a folder, or gone just now
  }
}

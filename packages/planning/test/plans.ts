import { createHash } from "node:crypto";
import { PLAN, type Plan, requireTag, writeDocument } from "@slipway/model";
import {
  detect,
  type Filters,
  type GitState,
  makePlan,
  NO_CONFIG,
  parseConfig,
  type TrackedFile,
  type Tree,
} from "../src/index.ts";
import type { Files } from "./projects.ts";
import type { Entry } from "./repository.ts";

/** A plan made without git: what is planned is a pure function of what was read. */
export async function planOf(files: Files, text?: string, filters?: Filters): Promise<Plan> {
  const config = text === undefined ? NO_CONFIG : parseConfig(text, "slipway.yml");
  const paths = Object.keys(files).sort();
  const tree: Tree = { paths, read: async (path) => (typeof files[path] === "string" ? files[path] : undefined) };
  const detected = await detect(tree, config.settings.builds ?? []);
  const git: GitState = {
    commit: "0123456789abcdef0123456789abcdef01234567",
    timestamp: 1767323045,
    tag: requireTag("v1.0.0"),
    lastTag: undefined,
    repository: undefined,
    tags: [],
    shallow: false,
    isBelow: false,
    files: paths.map((path) => tracked(path, files[path] ?? "")),
  };
  const plan = makePlan({ config, detected, git, ...(filters && { filters }) });
  // Whatever is planned must be readable by every later action.
  writeDocument(PLAN, plan);
  return plan;
}

function tracked(path: string, entry: Entry): TrackedFile {
  const text = JSON.stringify(entry);
  const oid = createHash("sha1").update(text).digest("hex");
  if (typeof entry === "object" && "link" in entry) return { type: "symlink", path, oid, target: entry.link };
  return { type: "file", path, oid, mode: typeof entry === "string" ? "644" : "755", lfs: path.endsWith(".bin") };
}

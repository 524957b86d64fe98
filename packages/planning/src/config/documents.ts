import { DEFAULT_TARGET_IDS, TARGETS } from "@slipway/model";
import { z } from "zod";
import { Settings } from "./shape.ts";

/** A generated file of the repository. */
export interface GeneratedDocument {
  /** Relative to the repository's root. */
  readonly path: string;
  readonly text: string;
}

const SCHEMA_PATH = "slipway.schema.json";
/** Where editors find it; major versions keep their keys. */
const SCHEMA_ADDRESS = `https://raw.githubusercontent.com/slipway/slipway/v1/${SCHEMA_PATH}`;

/** The parts of JSON Schema (2020-12) that the generated schema uses. */
interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
}

/** JSON schema of slipway.yml as it may be written, for editors. */
export function configurationSchema(): Schema {
  const { $schema, ...schema } = z.toJSONSchema(Settings, { io: "input" });
  return { $schema, $id: SCHEMA_ADDRESS, ...schema } as Schema;
}

/** What `npm run docs` writes about the configuration; CI compares it with what is committed. */
export function configurationDocuments(): GeneratedDocument[] {
  const schema = configurationSchema();
  return [
    { path: SCHEMA_PATH, text: `${JSON.stringify(schema, null, 2)}\n` },
    { path: "docs/configuration.md", text: describe(schema) },
  ];
}

const INTRODUCTION = `<!-- Generated from packages/planning/src/config by \`npm run docs\`. -->
# Configuration

A project is described once, in \`slipway.yml\` at its root. Every key is optional, and so is the file: name, version, binaries,
description, licence and homepage are detected from \`Cargo.toml\` (workspaces too), \`go.mod\`, \`build.zig.zon\` and \`build.zig\`,
or \`package.json\`. What is not known is refused with its line and the nearest known key. Editors complete and check the file
with this first line:

\`\`\`yaml
# yaml-language-server: $schema=${SCHEMA_ADDRESS}
builds:
  - toolchain: zig
    binaries: [server, client]
variants:
  complete:
    files: [docs/**, {from: config/*.toml, to: etc, eol: native}]
  minimal:
    binaries: [server]
archives:
  formats: {default: tar.gz, windows: zip}
\`\`\`

## Version

The version is the pushed tag's: \`v2.1.0\` is 2.1.0. On a branch or a pull request nothing is released, and the version is a
development one which sorts below the release: \`2.1.0-dev+1a2b3c4\`, from the manifest's version or else the last tag, with the
first seven digits of the commit. [Versions](versions.md) tells which versions are accepted and how the next one is worked out;
[Release notes](release-notes.md) tells what is said about changes.

## Names of archives

An archive is called \`{name}-{version}-{platform}-{variant}.{format}\`, for example
\`provisioning-2.1.0-linux-amd64-complete.tar.gz\`. A project without \`variants\` has one variant, \`default\`, which its names leave
out: \`{name}-{version}-{platform}.{format}\`. Names may hold letters, digits, \`.\`, \`_\`, \`+\` and \`-\`; GitHub would rewrite others,
so they are refused, as are two names that differ in case only.

## Files

Globs are matched against what git tracks at the released commit, whose bytes and permissions are packed whatever the working
tree holds. \`*\` stays within a directory, \`**\` does not, \`{a,b}\` are alternatives. A glob that matches nothing is a mistake.
Symbolic links are kept and may not lead outside the archive. Submodules and files of Git LFS are refused, because git keeps
only pointers of them; \`generated: true\` takes them from the working tree. Where two entries bring the same file to the same
path, the later one's \`mode\` and \`eol\` count; two different files on one path are a mistake.

## Runners

Zig, Go and \`cargo-zigbuild\` cross from any machine, so their targets share one Linux runner (\`ubuntu-24.04\`), up to a cost of 6
a job: a target costs 1 for each build by Zig or Go and 3 for each by Rust. Everything else runs where its target does:
\`ubuntu-24.04\`, \`ubuntu-24.04-arm\`, \`macos-15\`, \`windows-2025\`; Rust for FreeBSD is built by \`cross\` in a container. With
\`CGO_ENABLED: "1"\` Go runs natively too. \`runners\` overrides all of it, and the plan says the reason for each target.
`;

function describe(root: Schema): string {
  const sections = [...collect(root, root)];
  const text = sections.map(
    ({ title, schema }) =>
      `## \`${title}\`\n\n${schema.description ? `${schema.description}\n\n` : ""}${table(root, schema)}`,
  );
  return `${INTRODUCTION}\n${targets()}\n## Keys\n\n${table(root, root)}\n${text.join("\n")}`;
}

function targets(): string {
  const rows = TARGETS.map(
    ({ id, triple }) => `| \`${id}\` | \`${triple}\` | ${DEFAULT_TARGET_IDS.includes(id) ? "yes" : ""} |`,
  );
  return `## Targets

A target is a platform and architecture. What is given "by platform" is a mapping whose keys are targets, the operating systems
\`linux\`, \`macos\`, \`windows\`, \`freebsd\`, and \`default\` for all others; a target wins over its operating system.

| target | triple | by default |
| --- | --- | --- |
${rows.join("\n")}
`;
}

/** Every object with a title below a schema, each once, in the order of its keys. */
function* collect(
  root: Schema,
  schema: Schema,
  seen = new Set<string>(),
): Generator<{ title: string; schema: Schema }> {
  const target = follow(root, schema);
  const { title, properties } = target;
  if (title !== undefined && properties !== undefined && target !== root && !isByPlatform(target)) {
    if (seen.has(title)) return;
    seen.add(title);
    yield { title, schema: target };
  }
  const additional = typeof target.additionalProperties === "object" ? [target.additionalProperties] : [];
  const below = [
    ...Object.values(properties ?? {}),
    ...(target.anyOf ?? []),
    ...(target.items ? [target.items] : []),
    ...additional,
  ];
  for (const child of below) yield* collect(root, child, seen);
}

function table(root: Schema, { properties = {}, required = [] }: Schema): string {
  const rows = Object.entries(properties).map(([key, schema]) => {
    const needed = required.includes(key) ? " (required)" : "";
    const fallback =
      schema.default === undefined || JSON.stringify(schema.default) === "{}"
        ? ""
        : `\`${JSON.stringify(schema.default)}\``;
    return `| \`${key}\`${needed} | ${typeName(root, schema)} | ${fallback} | ${cell(schema.description ?? "")} |`;
  });
  return `| key | value | default | meaning |\n| --- | --- | --- | --- |\n${rows.join("\n")}\n`;
}

function typeName(root: Schema, schema: Schema): string {
  const target = follow(root, schema);
  if (target.anyOf !== undefined) return [...new Set(target.anyOf.map((one) => typeName(root, one)))].join(" or ");
  if (target.enum?.includes(TARGETS[0]?.id)) return "[target](#targets)";
  if (target.enum !== undefined) return target.enum.map((value) => `\`${String(value)}\``).join(", ");
  if (target.items !== undefined) return `list of ${typeName(root, target.items)}`;
  if (isByPlatform(target)) return `[by platform](#targets): ${typeName(root, target.properties?.default ?? {})}`;
  if (target.properties !== undefined && target.title !== undefined)
    return `[${target.title}](#${target.title.replaceAll(" ", "-")})`;
  if (typeof target.additionalProperties === "object")
    return `names, each with ${typeName(root, target.additionalProperties)}`;
  return { string: "text", boolean: "`true`, `false`" }[target.type ?? ""] ?? target.type ?? "anything";
}

function isByPlatform({ properties }: Schema): boolean {
  return properties !== undefined && "default" in properties && "linux-amd64" in properties;
}

function follow(root: Schema, schema: Schema): Schema {
  const name = schema.$ref?.replace("#/$defs/", "");
  return name === undefined ? schema : (root.$defs?.[name] ?? schema);
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

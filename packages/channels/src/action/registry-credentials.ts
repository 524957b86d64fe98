import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { mistake, nearest } from "@slipway/model";
import { type Document, parseDocument } from "yaml";
import { z } from "zod";
import type { RegistrySecrets } from "../registries.ts";

/** What a registry may need. */
const KEYS = ["username", "password", "token", "access-key-id", "secret-access-key", "session-token"] as const;

const Shape = z.record(z.string(), z.record(z.string(), z.string()));

/**
 * Credentials by registry, from one secret or from a file. No message holds anything of their text.
 * @param mask hides a value in the log, before anything else is done with it
 * @throws {Problem} `invalid-credentials`, `credentials-unreadable`
 */
export async function readCredentials(
  {
    credentials,
    credentialsFile,
  }: { readonly credentials: string | undefined; readonly credentialsFile?: string | undefined },
  workspace: string,
  mask: (secret: string) => void,
): Promise<ReadonlyMap<string, RegistrySecrets>> {
  const text = credentialsFile === undefined ? credentials : await readGiven(resolve(workspace, credentialsFile));
  if (text === undefined) return new Map();
  // Its errors quote the text, so they go no further.
  // A password that looks like a number, or like `yes`, is still text.
  const document = parseDocument(text, { logLevel: "silent", schema: "failsafe" });
  if (document.errors.length > 0) throw invalid("it is neither YAML nor JSON");
  const value = readValue(document);
  const parsed = Shape.safeParse(value ?? {});
  if (!parsed.success) throw invalid("it is not of the form `id: { key: value }`");
  const found = new Map<string, RegistrySecrets>();
  for (const [id, secrets] of Object.entries(parsed.data)) {
    for (const each of Object.values(secrets)) mask(each);
    const unknown = Object.keys(secrets).find((key) => !KEYS.some((known) => known === key));
    if (unknown !== undefined) {
      // Without its space `token:…` is one key.
      const guess = unknown.includes(":") ? undefined : nearest(unknown, KEYS);
      // A key is not secret, unless somebody wrote the secret there.
      const told = guess === undefined ? "" : ` "${unknown}" (did you mean "${guess}"?)`;
      throw invalid(`the entry "${id}" has an unknown key${told}; known ones: ${KEYS.join(", ")}`);
    }
    found.set(id, secrets);
  }
  return found;
}

/** A password that begins with `*`, `&` or `!` is syntax of YAML, and its errors quote it. */
function readValue(document: Document): unknown {
  const marked = () =>
    invalid("a value begins with a sign that YAML reads by itself (`*`, `&`, `!`): put it between quotes");
  if (document.warnings.length > 0) throw marked();
  try {
    return document.toJS();
  } catch {
    throw marked();
  }
}

async function readGiven(path: string): Promise<string> {
  return await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw mistake(
      "credentials-unreadable",
      `the input "credentials-file" names ${path}, which cannot be read (${cause.code})`,
      "give a path relative to the workspace, of a file that exists by then",
    );
  });
}

function invalid(why: string) {
  return mistake(
    "invalid-credentials",
    `the credentials cannot be read: ${why}`,
    "write one entry for each registry: its id, and below it for example username and password",
  );
}

import { mistake } from "./problem.ts";
import { parseVersion, type Version } from "./version.ts";

/** A release tag: `v1.2.3`, or `name/v1.2.3` for one project of several in a repository. */
export interface Tag {
  readonly text: string;
  readonly prefix: string | undefined;
  readonly version: Version;
}

const SHAPE = /^(?:(?<prefix>[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)*)\/)?v(?<version>\d[^/]*)$/;

export function parseTag(text: string): Tag | undefined {
  const groups = SHAPE.exec(text)?.groups;
  const version = groups?.version === undefined ? undefined : parseVersion(groups.version);
  return version === undefined ? undefined : { text, prefix: groups?.prefix, version };
}

/** @throws {Problem} `invalid-tag` */
export function requireTag(text: string): Tag {
  const tag = parseTag(text);
  if (tag === undefined) {
    throw mistake(
      "invalid-tag",
      `the tag "${text}" holds no semantic version`,
      "tag releases as vMAJOR.MINOR.PATCH, for example v2.1.0 or v2.1.0-rc.1 (in a repository of several projects name/v2.1.0)",
    );
  }
  return tag;
}

export function tagOf(version: Version, prefix?: string): Tag {
  const text = prefix === undefined ? `v${version.text}` : `${prefix}/v${version.text}`;
  return { text, prefix, version };
}

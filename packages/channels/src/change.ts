import { type ChannelState, MOST_JOURNALED_OBJECTS, sha256 } from "@slipway/model";
import { createTwoFilesPatch } from "diff";

/** The content of one object: a manifest, an index, a package, a message. */
export interface Content {
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  /** Of what people read; absent for packages. */
  readonly text?: string;
}

export interface ObjectChange {
  /** Below the channel's root: a file of the repository, a key, a path. */
  readonly path: string;
  /** Undefined: it does not exist. */
  readonly before: Content | undefined;
  /** Undefined: it is removed. */
  readonly after: Content | undefined;
}

/** What a channel would do, complete: `apply` adds no decision. */
export interface Change<Detail = unknown> {
  /** One line for people, for example `Formula/app.rb: 1.2.0 → 1.3.0`. */
  readonly summary: string;
  /** What the channel advertises now; null: nothing. */
  readonly from: string | null;
  /** What it advertises afterwards; null: nothing. */
  readonly to: string | null;
  /** What `inspect` saw; `apply` compares it. */
  readonly revision: string | undefined;
  /** In the order in which they are written: what refers to others comes last. */
  readonly objects: readonly ObjectChange[];
  /** What undoing it needs to know, in the journal before anything is done: a run may die before its receipt. */
  readonly kept?: NonNullable<ChannelState["detail"]>;
  readonly detail: Detail;
}

export function textContent(text: string): Content {
  return { sha256: sha256(text), size: Buffer.byteLength(text), text };
}

/** Unified diff of every text, and a line for what is no text. */
export function diffOf({ objects }: Pick<Change, "objects">): string {
  return objects.map(diffOfObject).join("");
}

function diffOfObject({ path, before, after }: ObjectChange): string {
  const texts = [before, after].map((content) => (content === undefined ? "" : content.text));
  const [old, now] = texts;
  if (old === undefined || now === undefined) {
    const told = (content: Content | undefined) => content && `${content.size} bytes, SHA-256 ${content.sha256}`;
    return `${path}: ${told(before) ?? "new"} → ${told(after) ?? "removed"}\n`;
  }
  const patch = createTwoFilesPatch(
    before === undefined ? "/dev/null" : `a/${path}`,
    after === undefined ? "/dev/null" : `b/${path}`,
    old,
    now,
  );
  // The first line is a ruler of equal signs.
  return patch.split("\n").slice(1).join("\n");
}

/** The two states of a change, as the journal keeps them. */
export function statesOf(change: Change): { readonly before: ChannelState; readonly after: ChannelState } {
  return {
    before: {
      version: change.from,
      ...(change.revision !== undefined && { revision: change.revision }),
      ...objectsOf(change.objects.map(({ path, before }) => ({ path, sha256: before?.sha256 ?? null }))),
    },
    after: {
      version: change.to,
      ...objectsOf(change.objects.map(({ path, after }) => ({ path, sha256: after?.sha256 ?? null }))),
      ...(change.kept && { detail: change.kept }),
    },
  };
}

/** A list of objects, or the digest of the set where it is long. */
export function objectsOf(
  objects: readonly { readonly path: string; readonly sha256: string | null }[],
): Pick<ChannelState, "objects" | "set"> {
  if (objects.length <= MOST_JOURNALED_OBJECTS) return { objects: [...objects] };
  return { set: sha256(objects.map(({ path, sha256 }) => `${sha256 ?? "-"} ${path}\n`).join("")) };
}

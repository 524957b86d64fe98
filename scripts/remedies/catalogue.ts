import { building } from "./building.ts";
import { channels } from "./channels.ts";
import { configuration } from "./configuration.ts";
import { messages } from "./messages.ts";
import { packaging } from "./packaging.ts";
import { publishing } from "./publishing.ts";
import { rehearsal } from "./rehearsal.ts";
import { rollback } from "./rollback.ts";
import { signing } from "./signing.ts";
import { verification } from "./verification.ts";
import { versions } from "./versions.ts";

/** What a person reads about a code beside the message of the case itself. Texts are Markdown without line breaks. */
export interface Entry {
  /** What happened, as a heading. */
  readonly title: string;
  /** What state things are in, where it is not the chapter's. */
  readonly state?: string;
  /** What to do, where the sources do not say it in one constant text. */
  readonly remedy?: string;
}

/** Failures that meet a person at the same work. */
export interface Chapter {
  readonly title: string;
  /** What state things are in after most of these failures. */
  readonly state: string;
  /** By code. */
  readonly entries: Readonly<Record<string, Entry>>;
}

/** In the order in which a release meets them. Documentation only: no action imports it. */
export const CHAPTERS: readonly Chapter[] = [
  configuration,
  versions,
  building,
  packaging,
  signing,
  publishing,
  channels,
  messages,
  rollback,
  verification,
  rehearsal,
];

import type { MessageType, ReleaseManifest } from "@slipway/model";

/** What is told, before any messenger's form of it: plain text throughout, without Markdown or HTML. */
export interface Message {
  /** The same for every attempt to tell the same thing; receivers may recognise repetitions by it. */
  readonly id: string;
  readonly type: MessageType;
  /** Calls for attention at once. */
  readonly urgent: boolean;
  readonly project: ReleaseManifest["project"];
  readonly version: string;
  readonly tag: string;
  /** One line. */
  readonly title: string;
  /** A sentence or two; may have several lines. */
  readonly text: string;
  /** The page to open. */
  readonly url: string;
  readonly facts: readonly Fact[];
  /** In order of importance: where a service's limit is met, and shorter lists are not enough, the last ones go first. */
  readonly sections: readonly Section[];
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export type Section =
  | {
      readonly kind: "list";
      readonly title: string;
      readonly items: readonly string[];
      /** Items of the list that are left out; the page has them. */
      readonly omitted: number;
    }
  | { readonly kind: "commands"; readonly title: string; readonly lines: readonly string[] };

/** Longest title, in UTF-16 units: the least that a service allows (Slack's header block, 150). */
const LONGEST_TITLE = 150;

/** At most `most` UTF-16 units, never ending within a surrogate pair. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = most - 1;
  const code = text.charCodeAt(end - 1);
  return `${text.slice(0, code >= 0xd800 && code <= 0xdbff ? end - 1 : end)}…`;
}

export const clipTitle = (title: string): string => clip(title.replace(/\s+/g, " ").trim(), LONGEST_TITLE);

/** Its last list that has several items has one less; undefined: there is none. */
function shorten(message: Message): Message | undefined {
  const { sections } = message;
  const at = sections.findLastIndex((section) => section.kind === "list" && section.items.length > 1);
  const list = sections[at];
  if (list?.kind !== "list") return undefined;
  return {
    ...message,
    sections: sections.with(at, { ...list, items: list.items.slice(0, -1), omitted: list.omitted + 1 }),
  };
}

/**
 * The longest form that fits: lists are shortened item by item; where that is not enough, the last section is left out.
 * @param fits whether the service takes the message; must hold for one without sections
 */
export function fit(message: Message, fits: (message: Message) => boolean): Message {
  for (let kept = message.sections.length; kept > 0; kept--) {
    let current: Message | undefined = { ...message, sections: message.sections.slice(0, kept) };
    for (; current !== undefined; current = shorten(current)) if (fits(current)) return current;
  }
  return { ...message, sections: [] };
}

/** `… and 12 more` */
export const omission = (section: Section): string | undefined =>
  section.kind === "list" && section.omitted > 0 ? `… and ${section.omitted} more` : undefined;

import { formatPlace, type Problem } from "@slipway/model";
import { plainLine } from "@slipway/rehearsal";

/** A problem for whoever sits at a terminal; its code is a heading of docs/remedies.md. Words of servers may be in it. */
export function tell({ place, message, code, remedy }: Problem): string {
  const text = `slipway: ${place === undefined ? "" : `${formatPlace(place)}: `}${message} (${code})\n  ${remedy}`;
  return `${text.split("\n").map(plainLine).join("\n")}\n`;
}

import { formatPlace, type Problem } from "@slipway/model";

/** A problem for whoever sits at a terminal; its code is a heading of docs/remedies.md. */
export function tell({ place, message, code, remedy }: Problem): string {
  return `slipway: ${place === undefined ? "" : `${formatPlace(place)}: `}${message} (${code})\n  ${remedy}\n`;
}
